/* The margins that a side's weights are raked to. */
#include "study/reader.h"

#include <string.h>

#define BY_UNIT "unit"
#define BY_HEADCOUNT "population"

static bool find_margin(struct study_reader *reader, const struct json_node *node,
                        const struct side_study *side, struct margin *margin)
{
    const char *names[1 + MOST_SEGMENT_COLUMNS] = { BY_UNIT };
    margin->is_unit = strcmp(node->key, BY_UNIT) == 0;
    if (margin->is_unit && !side->has_unit) {
        refuse(reader, node, DIAG_UNKNOWN_VALUE, "the side has no 'unit' column");
        return false;
    }
    for (size_t i = 0; i < side->segment_count; i++) {
        names[i + 1] = side->segments[i].id ? side->segments[i].id : "";
        if (!margin->is_unit && strcmp(names[i + 1], node->key) == 0) {
            margin->segment = i;
            return true;
        }
    }
    if (margin->is_unit)
        return true;
    refuse(reader, node, DIAG_UNKNOWN_VALUE, "the side has no segment column '%s'",
           node->key);
    hint_names(reader, node->key, names, side->segment_count + 1);
    return false;
}

static void read_sizes(struct study_reader *reader, const struct json_node *node,
                       struct margin *margin)
{
    size_t count = node_count(node);
    struct margin_size *sizes = reader_allocate(reader, count, sizeof *sizes);
    if (!sizes)
        return;
    margin->sizes = sizes;
    margin->size_count = count;
    if (!count)
        refuse(reader, node, DIAG_EMPTY_TEXT, "a margin without sizes");
    for (struct json_node child = node_first(node); child.json; node_next(&child)) {
        struct margin_size *size = &sizes[child.index];
        size->name = reader_text(reader, child.key);
        read_number(reader, &child,
                    (struct bounds){ .min = 0, .max = 1e12, .excludes_min = true },
                    &size->size);
    }
}

static void read_margin(struct study_reader *reader, const struct json_node *node,
                        const struct side_study *side, struct margin *margin)
{
    margin->pointer = node_pointer(reader, node);
    if (!find_margin(reader, node, side, margin))
        return;
    if (cJSON_IsObject(node->json)) {
        read_sizes(reader, node, margin);
        return;
    }
    if (!cJSON_IsString(node->json)) {
        refuse_type(reader, node, "an object of sizes, or \"population\"");
        return;
    }
    margin->is_headcounts = true;
    bool is_known = side->population.by == POPULATION_FILE ||
                    side->population.by == POPULATION_COLUMN;
    if (strcmp(node->json->valuestring, BY_HEADCOUNT) != 0 || !margin->is_unit ||
        !is_known) {
        refuse(reader, node, DIAG_UNKNOWN_VALUE, "no sizes for '%s'", node->key);
        hint(reader->diagnostics, "write {\"name\": size, ...}; \"unit\": \"population\" "
                                  "takes the headcounts of "
                                  "the side's population");
    }
}

void read_raking(struct study_reader *reader, const struct json_node *node,
                 struct side_study *side)
{
    if (!node_is_given(node) || node_is_null(node))
        return;
    if (!cJSON_IsObject(node->json)) {
        refuse_type(reader, node, "an object");
        return;
    }
    size_t count = node_count(node);
    if (count > 1 + MOST_SEGMENT_COLUMNS) {
        refuse(reader, node, DIAG_UNKNOWN_VALUE, "more margins than columns");
        return;
    }
    struct margin *margins = reader_allocate(reader, count, sizeof *margins);
    if (!margins)
        return;
    side->margins = margins;
    side->margin_count = count;
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        read_margin(reader, &child, side, &margins[child.index]);
}

/* What respondents are grouped by beside their unit: the segments and the wave of a side,
   the order of waves, and which segments are front line and back office. */
#include "base/map.h"
#include "study/reader.h"

#include <string.h>

/* Whether an object names a column below "column" instead of being one. */
static bool wraps_column(const struct json_node *node)
{
    struct json_node column = node_member(node, "column");
    return cJSON_IsObject(node->json) && node_is_given(&column);
}

static const char *default_id(struct study_reader *reader,
                              const struct column_ref *column)
{
    if (column->text)
        return column->text;
    const char *id = arena_format(reader->arena, "#%zu", column->index);
    if (!id)
        reader->lacks_memory = true;
    return id;
}

static void read_segment(struct study_reader *reader, const struct json_node *node,
                         struct segment_column *segment)
{
    if (wraps_column(node)) {
        struct json_node id = node_member(node, "id");
        struct json_node column = node_member(node, "column");
        check_object(reader, node, OBJECT_SEGMENT);
        read_column(reader, &column, &segment->column);
        read_text(reader, &id, &segment->id);
    } else {
        read_column(reader, node, &segment->column);
    }
    if (!segment->id && !reader->lacks_memory)
        segment->id = default_id(reader, &segment->column);
}

static void refuse_segment_twice(struct study_reader *reader,
                                 const struct json_node *node, const char *id)
{
    refuse(reader, node, DIAG_DUPLICATE_ID, "segment '%s' is there already", id);
    hint(reader->diagnostics, "give it an id of its own: {\"id\": ..., \"column\": ...}");
}

static void read_segment_list(struct study_reader *reader, const struct json_node *node,
                              struct side_study *side)
{
    size_t count = node_count(node);
    if (count > MOST_SEGMENT_COLUMNS) {
        refuse(reader, node, DIAG_OUT_OF_RANGE, "%zu segment columns, more than %d",
               count, MOST_SEGMENT_COLUMNS);
        return;
    }
    struct segment_column *segments = reader_allocate(reader, count, sizeof *segments);
    for (struct json_node child = node_first(node); segments && child.json;
         node_next(&child)) {
        struct segment_column *segment = &segments[child.index];
        read_segment(reader, &child, segment);
        for (size_t i = 0; i < child.index && segment->id; i++)
            if (segments[i].id && strcmp(segments[i].id, segment->id) == 0)
                refuse_segment_twice(reader, &child, segment->id);
    }
    side->segments = segments;
    side->segment_count = segments ? count : 0;
}

void read_segments(struct study_reader *reader, const struct json_node *node,
                   struct side_study *side)
{
    if (!node_is_given(node) || node_is_null(node))
        return;
    if (cJSON_IsArray(node->json)) {
        read_segment_list(reader, node, side);
        return;
    }
    struct segment_column *segment = reader_allocate(reader, 1, sizeof *segment);
    if (!segment)
        return;
    read_segment(reader, node, segment);
    side->segments = segment;
    side->segment_count = 1;
}

void read_wave(struct study_reader *reader, const struct json_node *node,
               struct side_study *side)
{
    size_t number = 0;
    if (!node_is_given(node) || node_is_null(node))
        return;
    side->has_wave = true;
    if (!wraps_column(node)) {
        read_column(reader, node, &side->wave.column);
        return;
    }
    struct json_node column = node_member(node, "column");
    struct json_node by = node_member(node, "by");
    struct json_node order = node_member(node, "order");
    check_object(reader, node, OBJECT_WAVE);
    if (check_given(reader, &column))
        read_column(reader, &column, &side->wave.column);
    read_choice(reader, &by, &wave_period_names, &number);
    if (node_is_given(&by))
        side->wave.by = (enum wave_period)(PERIOD_MONTH + number);
    if (!node_is_given(&order))
        return;
    number = 0;
    read_choice(reader, &order, &date_order_names, &number);
    side->wave.order = (enum date_order)(ORDER_DMY + number);
    if (!side->wave.by) {
        refuse(reader, node, DIAG_MISSING_KEY, "'order' needs 'by'");
        hint(reader->diagnostics,
             "write \"by\": \"month\" for a column of dates, or leave 'order' out");
    }
}

void read_wave_order(struct study_reader *reader, const struct json_node *node,
                     struct study *study)
{
    struct map seen = { 0 };
    if (!node_is_given(node) || node_is_null(node))
        return;
    read_texts(reader, node, &study->waves);
    for (size_t i = 0; i < study->waves.count && !reader->lacks_memory; i++) {
        const char *wave = study->waves.texts[i];
        size_t count = seen.count;
        if (!*wave)
            refuse(reader, node, DIAG_EMPTY_TEXT, "the name of a wave is empty");
        else if (map_add(&seen, wave, strlen(wave)) == MAP_NONE)
            reader->lacks_memory = true;
        else if (seen.count == count)
            refuse(reader, node, DIAG_DUPLICATE_ID, "wave '%s' is listed twice", wave);
    }
    map_release(&seen);
}

/* One name, or a list of them. */
static void read_names(struct study_reader *reader, const struct json_node *node,
                       struct text_list *names_out)
{
    if (!check_given(reader, node))
        return;
    if (!cJSON_IsString(node->json)) {
        read_texts(reader, node, names_out);
        if (cJSON_IsArray(node->json) && !node->json->child)
            refuse(reader, node, DIAG_EMPTY_TEXT, "no segment is named");
        return;
    }
    const char **texts = reader_allocate(reader, 1, sizeof *texts);
    if (!texts)
        return;
    texts[0] = "";
    read_text(reader, node, &texts[0]);
    *names_out = (struct text_list){ texts, 1 };
}

static void check_contrast_segment(struct study_reader *reader,
                                   const struct json_node *node,
                                   const struct study *study)
{
    const struct side_study *side = &study->sides[SIDE_EMPLOYEES];
    const char *ids[MOST_SEGMENT_COLUMNS];
    const char *wanted = study->analysis.contrast.segment;
    if (!wanted)
        return;
    for (size_t i = 0; i < side->segment_count; i++) {
        ids[i] = side->segments[i].id ? side->segments[i].id : "";
        if (strcmp(ids[i], wanted) == 0)
            return;
    }
    refuse(reader, node, DIAG_UNKNOWN_VALUE, "employees have no segment column '%s'",
           wanted);
    if (side->segment_count)
        hint_names(reader, wanted, ids, side->segment_count);
    else
        hint(reader->diagnostics, "name the column in employees.segment");
}

void read_contrast(struct study_reader *reader, const struct json_node *node,
                   struct study *study)
{
    struct contrast_rule *contrast = &study->analysis.contrast;
    if (!node_is_given(node) || node_is_null(node) ||
        !check_object(reader, node, OBJECT_CONTRAST))
        return;
    struct json_node segment = node_member(node, "segment");
    struct json_node front = node_member(node, "front");
    struct json_node back = node_member(node, "back");
    contrast->is_given = true;
    const struct side_study *side = &study->sides[SIDE_EMPLOYEES];
    if (!node_is_given(&segment) && side->segment_count == 1)
        contrast->segment = side->segments[0].id;
    else if (check_given(reader, &segment))
        read_text(reader, &segment, &contrast->segment);
    read_names(reader, &front, &contrast->front);
    read_names(reader, &back, &contrast->back);
    check_contrast_segment(reader, node_is_given(&segment) ? &segment : node, study);
    for (size_t i = 0; i < contrast->front.count; i++)
        for (size_t j = 0; j < contrast->back.count; j++)
            if (strcmp(contrast->front.texts[i], contrast->back.texts[j]) == 0)
                refuse(reader, &back, DIAG_DUPLICATE_ID,
                       "segment '%s' is both front line and back office",
                       contrast->back.texts[j]);
}

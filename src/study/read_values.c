/* Reading single values of a study: texts, numbers, choices and lists of texts. */
#include "base/number.h"
#include "study/reader.h"

#include <math.h>
#include <string.h>

void read_text(struct study_reader *reader, const struct json_node *node,
               const char **text_out)
{
    if (!node_is_given(node))
        return;
    if (!cJSON_IsString(node->json)) {
        refuse_type(reader, node, "a text");
        return;
    }
    if (!*node->json->valuestring) {
        refuse(reader, node, DIAG_EMPTY_TEXT, "this text is empty");
        return;
    }
    const char *text = reader_text(reader, node->json->valuestring);
    if (text)
        *text_out = text;
}

void read_text_or_texts(struct study_reader *reader, const struct json_node *node,
                        const char **text_out, struct texts *texts_out)
{
    if (!node_is_given(node) || cJSON_IsString(node->json)) {
        read_text(reader, node, text_out);
        return;
    }
    if (!cJSON_IsObject(node->json)) {
        refuse_type(reader, node, "a text, or an object with a text per language");
        return;
    }
    if (!check_object(reader, node, OBJECT_TEXTS))
        return;
    if (!node_count(node)) {
        refuse(reader, node, DIAG_EMPTY_TEXT, "this object names no language");
        return;
    }
    const char *first = NULL;
    for (struct json_node child = node_first(node); child.json; node_next(&child)) {
        const struct language *language = language_find(child.key);
        const char *text = NULL;
        read_text(reader, &child, &text);
        first = first ? first : text;
        if (language)
            texts_out->in[language_index(language)] = text;
    }
    if (first)
        *text_out = first;
}

void read_bool(struct study_reader *reader, const struct json_node *node, bool *value_out)
{
    if (!node_is_given(node))
        return;
    if (!cJSON_IsBool(node->json))
        refuse_type(reader, node, "true or false");
    else
        *value_out = cJSON_IsTrue(node->json);
}

static bool is_within(double value, struct bounds bounds)
{
    return (bounds.excludes_min ? value > bounds.min : value >= bounds.min) &&
           (bounds.excludes_max ? value < bounds.max : value <= bounds.max);
}

static void refuse_range(struct study_reader *reader, const struct json_node *node,
                         struct bounds bounds)
{
    char value[NUMBER_TEXT_BYTES];
    char min[NUMBER_TEXT_BYTES];
    char max[NUMBER_TEXT_BYTES];
    number_format_exact(node->json->valuedouble, value);
    number_format_exact(bounds.min, min);
    number_format_exact(bounds.max, max);
    refuse(reader, node, DIAG_OUT_OF_RANGE, "'%s' must be %s %s and %s %s, not %s",
           node->key, bounds.excludes_min ? "above" : "at least", min,
           bounds.excludes_max ? "below" : "at most", max, value);
}

void read_number(struct study_reader *reader, const struct json_node *node,
                 struct bounds bounds, double *value_out)
{
    if (!node_is_given(node))
        return;
    if (!cJSON_IsNumber(node->json))
        refuse_type(reader, node, "a number");
    else if (!is_within(node->json->valuedouble, bounds))
        refuse_range(reader, node, bounds);
    else
        *value_out = node->json->valuedouble;
}

void read_count(struct study_reader *reader, const struct json_node *node, size_t min,
                size_t max, size_t *value_out)
{
    struct bounds bounds = { .min = (double)min, .max = (double)max };
    double value = -1;
    read_number(reader, node, bounds, &value);
    if (value < 0)
        return;
    if (value != floor(value)) {
        char shown[NUMBER_TEXT_BYTES];
        number_format_exact(value, shown);
        refuse(reader, node, DIAG_WRONG_TYPE, "'%s' must be a whole number, not %s",
               node->key, shown);
    } else
        *value_out = (size_t)value;
}

void read_choice(struct study_reader *reader, const struct json_node *node,
                 const struct name_table *names, size_t *index_out)
{
    if (!node_is_given(node))
        return;
    if (!cJSON_IsString(node->json)) {
        refuse_type(reader, node, "a text");
        return;
    }
    const char *wanted = node->json->valuestring;
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i], wanted) == 0) {
            *index_out = i;
            return;
        }
    refuse(reader, node, DIAG_UNKNOWN_VALUE, "unknown value '%s'", wanted);
    hint_names(reader, wanted, names->names, names->count);
}

/* A cell as a study writes it: "1" and 1 mean the same. */
static const char *cell_text(struct study_reader *reader, const struct json_node *node)
{
    char number[NUMBER_TEXT_BYTES];
    if (cJSON_IsString(node->json))
        return reader_text(reader, node->json->valuestring);
    if (cJSON_IsNumber(node->json)) {
        number_format_exact(node->json->valuedouble, number);
        return reader_text(reader, number);
    }
    refuse_type(reader, node, "a text");
    if (cJSON_IsBool(node->json))
        hint(reader->diagnostics, "write the cell as it stands in the file, in quotes");
    return NULL;
}

void read_texts(struct study_reader *reader, const struct json_node *node,
                struct text_list *texts_out)
{
    if (!node_is_given(node) || !check_list(reader, node))
        return;
    size_t count = 0;
    const char **texts = reader_allocate(reader, node_count(node), sizeof *texts);
    if (!texts)
        return;
    for (struct json_node child = node_first(node); child.json; node_next(&child)) {
        texts[count] = cell_text(reader, &child);
        count += texts[count] != NULL;
    }
    *texts_out = (struct text_list){ texts, count };
}

/* A text that means two things means nothing. */
static void check_missing(struct study_reader *reader, const struct json_node *node,
                          const struct text_list lists[MISSING_COUNT])
{
    struct map seen = { 0 };
    for (size_t kind = 0; kind < MISSING_INVALID; kind++) {
        const struct text_list *list = &lists[kind];
        struct json_node own = node_member(node, missing_kind_names.names[kind]);
        for (size_t i = 0; i < list->count && !reader->lacks_memory; i++) {
            struct json_node at = { .parent = &own, .index = i };
            size_t count = seen.count;
            if (map_add(&seen, list->texts[i], strlen(list->texts[i])) == MAP_NONE)
                reader->lacks_memory = true;
            else if (seen.count == count)
                refuse(reader, &at, DIAG_MISSING_CLASH, "'%s' is listed twice as missing",
                       list->texts[i]);
        }
    }
    map_release(&seen);
}

void read_missing(struct study_reader *reader, const struct json_node *node,
                  struct text_list lists[MISSING_COUNT])
{
    if (!node_is_given(node) || !check_object(reader, node, OBJECT_MISSING))
        return;
    for (size_t kind = 0; kind < MISSING_INVALID; kind++) {
        struct json_node own = node_member(node, missing_kind_names.names[kind]);
        read_texts(reader, &own, &lists[kind]);
    }
    check_missing(reader, node, lists);
}

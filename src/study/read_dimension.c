/* Dimensions: what each side was asked about a theme, and on which scale. */
#include "base/buffer.h"
#include "study/reader.h"

#include <string.h>

struct dimension_reader {
    struct study_reader *reader;
    const struct study *study;
    bool has_default_scale;            /* the dimension states one */
    const struct scale *default_scale; /* NULL: none, or reported */
};

static const struct scale *find_scale(struct study_reader *reader,
                                      const struct json_node *node,
                                      const struct study *study, const char *id)
{
    ptrdiff_t number = map_find(&reader->scale_ids, id, strlen(id));
    if (number != MAP_NONE)
        return &study->scales[number];
    if (!study->scales)
        return NULL; /* they could not be read, which was reported */
    refuse(reader, node, DIAG_UNKNOWN_SCALE, "unknown scale '%s'", id);
    if (reader->refusal_count > MOST_HINTS)
        return NULL;
    const char **ids = reader_allocate(reader, study->scale_count, sizeof *ids);
    for (size_t i = 0; ids && i < study->scale_count; i++)
        ids[i] = study->scales[i].id;
    if (ids)
        hint_names(reader, id, ids, study->scale_count);
    return NULL;
}

/* `own` is the item's scale member, or an absent node where it has none. */
static void find_item_scale(const struct dimension_reader *context,
                            const struct json_node *item_node,
                            const struct json_node *own, struct item *item)
{
    struct study_reader *reader = context->reader;
    const char *id = NULL;
    read_text(reader, own, &id);
    if (!node_is_given(own)) {
        item->scale = context->default_scale;
        if (!context->has_default_scale) {
            refuse(reader, item_node, DIAG_NO_SCALE, "this item has no scale");
            hint(reader->diagnostics,
                 "give the item or its dimension a \"scale\", one of the study's scales");
        }
        return;
    }
    item->scale = id ? find_scale(reader, own, context->study, id) : NULL;
}

/* {"text": ...} where {"column": {"text": ...}} would do as well. */
static bool is_bare_reference(const struct json_node *node)
{
    const struct study_keys *keys = study_keys(OBJECT_COLUMN);
    struct json_node column = node_member(node, "column");
    if (node_is_given(&column))
        return false;
    for (size_t i = 0; i < keys->count; i++) {
        struct json_node member = node_member(node, keys->keys[i]);
        if (node_is_given(&member))
            return true;
    }
    return false;
}

static void read_item(const struct dimension_reader *context,
                      const struct json_node *node, struct item *item)
{
    struct study_reader *reader = context->reader;
    struct json_node absent = { .parent = node, .key = "scale" };
    if (cJSON_IsString(node->json) ||
        (cJSON_IsObject(node->json) && is_bare_reference(node))) {
        read_column(reader, node, &item->column);
        find_item_scale(context, node, &absent, item);
        return;
    }
    if (!cJSON_IsObject(node->json)) {
        refuse_type(reader, node, "a column name or an item object");
        return;
    }
    if (!check_object(reader, node, OBJECT_ITEM))
        return;
    struct json_node column = node_member(node, "column");
    struct json_node scale = node_member(node, "scale");
    struct json_node reverse = node_member(node, "reverse");
    if (check_given(reader, &column))
        read_column(reader, &column, &item->column);
    find_item_scale(context, node, &scale, item);
    read_bool(reader, &reverse, &item->reverse);
}

/* The same column twice would count an answer twice. A column that could not be read has
   no text and no index, and has been reported. */
static void check_columns(struct study_reader *reader, const struct json_node *list,
                          const struct question *question)
{
    struct map seen = { 0 };
    struct buffer key = { 0 };
    for (size_t i = 0; i < question->item_count && !reader->lacks_memory; i++) {
        const struct column_ref *column = &question->items[i].column;
        struct json_node item = { .parent = list, .index = i };
        if (!column->text && !column->index)
            continue;
        buffer_clear(&key);
        buffer_format(&key, "%d %zu %zu %s", (int)column->by, column->occurrence,
                      column->index, column->text ? column->text : "");
        size_t count = seen.count;
        if (buffer_failed(&key) || map_add(&seen, key.bytes, key.byte_count) == MAP_NONE)
            reader->lacks_memory = true;
        else if (seen.count == count)
            refuse(reader, &item, DIAG_COLUMN_TWICE,
                   "this column is already an item of the dimension");
    }
    buffer_release(&key);
    map_release(&seen);
}

static void read_items(const struct dimension_reader *context,
                       const struct json_node *node, struct question *question)
{
    struct study_reader *reader = context->reader;
    bool is_list = cJSON_IsArray(node->json);
    if (is_list && !check_list(reader, node))
        return;
    size_t count = is_list ? node_count(node) : 1;
    if (!count) {
        refuse(reader, node, DIAG_EMPTY_LIST, "'%s' lists no items", node->key);
        hint(reader->diagnostics, "leave '%s' out where that side was not asked",
             node->key);
        return;
    }
    struct item *items = reader_allocate(reader, count, sizeof *items);
    if (!items)
        return;
    *question = (struct question){ items, count, (count + 1) / 2 };
    if (!is_list) {
        read_item(context, node, &items[0]);
        return;
    }
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        read_item(context, &child, &items[child.index]);
    check_columns(reader, node, question);
}

static void check_nps(struct study_reader *reader, const struct json_node *node,
                      const struct question *question)
{
    for (size_t i = 0; question->item_count > 1 && i < question->item_count; i++)
        if (question->items[i].scale && question->items[i].scale->kind == SCALE_NPS) {
            refuse(reader, node, DIAG_NPS_SEVERAL_ITEMS,
                   "'%s' has an nps item among %zu items", node->key,
                   question->item_count);
            hint(reader->diagnostics,
                 "NPS takes one item; make each nps item a dimension of its own, or use "
                 "a likert scale for an average");
            return;
        }
}

static void read_question(const struct dimension_reader *context,
                          const struct json_node *node, struct question *question)
{
    if (!node_is_given(node) || node_is_null(node))
        return;
    read_items(context, node, question);
    check_nps(context->reader, node, question);
}

/* One number holds for both sides, and asks a side with fewer items for all of them. */
static void read_min_items(struct study_reader *reader, const struct json_node *node,
                           struct dimension *dimension)
{
    struct question *questions = dimension->questions;
    size_t most = 1;
    size_t least = 0;
    if (cJSON_IsObject(node->json)) {
        if (!check_object(reader, node, OBJECT_SIDES))
            return;
        for (int side = 0; side < SIDE_COUNT; side++) {
            struct json_node own = node_member(node, side_name((enum side)side));
            if (questions[side].item_count)
                read_count(reader, &own, 1, questions[side].item_count,
                           &questions[side].min_items);
            else if (node_is_given(&own))
                refuse(reader, &own, DIAG_OUT_OF_RANGE, "'%s' has no items here",
                       own.key);
        }
        return;
    }
    for (int side = 0; side < SIDE_COUNT; side++)
        if (questions[side].item_count > most)
            most = questions[side].item_count;
    read_count(reader, node, 1, most, &least);
    for (int side = 0; least && side < SIDE_COUNT; side++)
        questions[side].min_items =
            least < questions[side].item_count ? least : questions[side].item_count;
}

static void read_id(struct study_reader *reader, const struct json_node *node,
                    struct dimension *dimension)
{
    struct map *ids = &reader->dimension_ids;
    if (!check_given(reader, node))
        return;
    read_text(reader, node, &dimension->id);
    if (!dimension->id)
        return;
    if (strcmp(dimension->id, "*") == 0) {
        refuse(reader, node, DIAG_UNKNOWN_VALUE, "'*' cannot be an id");
        hint(reader->diagnostics, "checks use '*' for every dimension");
    }
    size_t count = ids->count;
    ptrdiff_t number = map_add(ids, dimension->id, strlen(dimension->id));
    if (number == MAP_NONE)
        reader->lacks_memory = true;
    else if (ids->count == count)
        refuse(reader, node, DIAG_DUPLICATE_ID, "two dimensions have the id '%s'",
               dimension->id);
}

static void read_dimension(struct study_reader *reader, const struct json_node *node,
                           const struct study *study, struct dimension *dimension)
{
    if (!check_object(reader, node, OBJECT_DIMENSION))
        return;
    struct json_node id = node_member(node, "id");
    struct json_node label = node_member(node, "label");
    struct json_node lens = node_member(node, "lens");
    struct json_node scale = node_member(node, "scale");
    struct json_node min_items = node_member(node, "min_items");
    struct dimension_reader context = { reader, study, node_is_given(&scale), NULL };
    const char *scale_id = NULL;
    size_t lens_number = LENS_MIRROR;
    bool is_asked = false;

    read_id(reader, &id, dimension);
    dimension->label = dimension->id;
    read_text_or_texts(reader, &label, &dimension->label, &dimension->labels);
    read_choice(reader, &lens, &lens_names, &lens_number);
    dimension->lens = (enum lens)lens_number;
    read_text(reader, &scale, &scale_id);
    if (scale_id)
        context.default_scale = find_scale(reader, &scale, study, scale_id);
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct json_node question = node_member(node, side_name((enum side)side));
        is_asked = is_asked || (node_is_given(&question) && !node_is_null(&question));
        read_question(&context, &question, &dimension->questions[side]);
    }
    if (!is_asked)
        refuse(reader, node, DIAG_EMPTY_DIMENSION,
               "neither 'employees' nor 'customers' was asked");
    if (node_is_given(&min_items))
        read_min_items(reader, &min_items, dimension);
}

void read_dimensions(struct study_reader *reader, const struct json_node *node,
                     struct study *study)
{
    if (!check_given(reader, node) || !check_list(reader, node))
        return;
    size_t count = node_count(node);
    if (!count) {
        refuse(reader, node, DIAG_EMPTY_LIST, "'dimensions' is empty");
        hint(reader->diagnostics, "a study needs at least one dimension");
    }
    struct dimension *dimensions = reader_allocate(reader, count, sizeof *dimensions);
    if (!dimensions)
        return;
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        read_dimension(reader, &child, study, &dimensions[child.index]);
    study->dimensions = dimensions;
    study->dimension_count = count;
}

ptrdiff_t find_dimension(struct study_reader *reader, const struct json_node *node,
                         const struct study *study, const char *id)
{
    ptrdiff_t number = map_find(&reader->dimension_ids, id, strlen(id));
    if (number != MAP_NONE)
        return number;
    refuse(reader, node, DIAG_UNKNOWN_DIMENSION, "unknown dimension '%s'", id);
    if (reader->refusal_count > MOST_HINTS)
        return MAP_NONE;
    const char **ids = reader_allocate(reader, study->dimension_count, sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; ids && i < study->dimension_count; i++)
        if (study->dimensions[i].id)
            ids[count++] = study->dimensions[i].id;
    if (ids)
        hint_names(reader, id, ids, count);
    return MAP_NONE;
}

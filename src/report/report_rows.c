#include "report/report_rows.h"

#include "base/buffer.h"

#include <assert.h>
#include <string.h>

static const char *scope_at(size_t index)
{
    return scope_name((enum scope)index);
}

static const char *status_at(size_t index)
{
    return cell_status_name((enum cell_status)index);
}

static const char *reason_at(size_t index)
{
    return suppression_reason_name((enum suppression_reason)index);
}

static const char *verdict_at(size_t index)
{
    return verdict_name((enum verdict)index);
}

static const char *quadrant_at(size_t index)
{
    return quadrant_name((enum quadrant_name)index);
}

static const char *lens_at(size_t index)
{
    return lens_name((enum lens)index);
}

/* What figures are read into. */
struct figure_owners {
    struct side_result *side;
    struct side_design *design;
    struct gap_result *gap;
};

/* The place of a figure, or NULL; the table of figures speaks of read-only ones. */
static struct measure *measure_of(const struct figure_owners *owners,
                                  const struct figure *figure)
{
    char *owner = figure->owner == FIGURE_OF_GAP ? (char *)owners->gap
                  : figure->of_design            ? (char *)owners->design
                                                 : (char *)owners->side;
    return owner ? (struct measure *)(void *)(owner + figure->offset) : NULL;
}

static void read_figures(struct report_reader *reader, const struct json_node *node,
                         const struct figure_owners *owners)
{
    size_t count = 0;
    const struct figure *table = figures(&count);
    for (size_t i = 0; i < count && reader_is_well(reader); i++) {
        const struct figure *figure = &table[i];
        struct measure *measure = measure_of(owners, figure);
        if (!measure)
            continue;
        const char *dot = strchr(figure->key, '.');
        struct json_node parent = *node;
        char group[32] = "";
        if (dot) {
            size_t length = (size_t)(dot - figure->key);
            assert(length < sizeof group);
            memcpy(group, figure->key, length);
            parent = node_member(node, group);
        }
        if (cJSON_IsObject(parent.json))
            get_measure(reader, &parent, dot ? dot + 1 : figure->key, measure);
        else if (parent.json && !cJSON_IsNull(parent.json))
            refuse_node(reader, &parent, "'%s' is not an object", group);
    }
}

static void read_status(struct report_reader *reader, const struct json_node *node,
                        enum cell_status *status_out, enum suppression_reason *reason_out)
{
    size_t status = CELL_OK;
    size_t reason = REASON_NONE;
    get_choice(reader, node, "status", status_at, CELL_NOT_ASKED + 1, &status);
    get_choice(reader, node, "reason", reason_at, REASON_DERIVED + 1, &reason);
    *status_out = (enum cell_status)status;
    *reason_out = (enum suppression_reason)reason;
}

static bool has_figures(struct side_design *design)
{
    const struct side_result side = { .design = design };
    size_t count = 0;
    const struct figure *table = figures(&count);
    for (size_t i = 0; i < count; i++)
        if (table[i].of_design && figure_of_side(&table[i], &side)->available)
            return true;
    return false;
}

static void keep_design(struct report_reader *reader, struct arena *arena,
                        const struct side_design *design, struct side_result *side)
{
    side->design = arena_allocate(arena, 1, sizeof *design);
    if (side->design)
        *side->design = *design;
    else
        reader_lacks_memory(reader);
}

static void fill_side(struct report_reader *reader, const struct json_node *row,
                      struct arena *arena, enum side which, struct side_result *side)
{
    struct side_design design = { .n_eff = { .available = false } };
    struct json_node node = object_of(reader, row, side_name(which));
    if (!reader_is_well(reader))
        return;
    read_status(reader, &node, &side->status, &side->reason);
    side->has_nps = cJSON_IsObject(node_member(&node, "nps").json);
    side->has_top_box = cJSON_IsObject(node_member(&node, "top_box").json);
    read_figures(reader, &node,
                 &(struct figure_owners){ .side = side, .design = &design });
    if (reader_is_well(reader) && has_figures(&design))
        keep_design(reader, arena, &design, side);
    if (side->n.available && side->n.value < 0) {
        struct json_node n = node_member(&node, "n");
        refuse_node(reader, &n, "'n' is negative");
    }
}

static const struct side_result *read_side(struct report_reader *reader,
                                           const struct json_node *row,
                                           struct arena *arena, enum side which)
{
    struct side_result *side = arena_allocate(arena, 1, sizeof *side);
    if (side)
        fill_side(reader, row, arena, which, side);
    else
        reader_lacks_memory(reader);
    return side;
}

static void fill_gap(struct report_reader *reader, const struct json_node *row,
                     struct gap_result *gap)
{
    struct json_node node = object_of(reader, row, "gap");
    if (!reader_is_well(reader))
        return;
    size_t verdict = VERDICT_NONE;
    read_status(reader, &node, &gap->status, &gap->reason);
    gap->has_nps = cJSON_IsObject(node_member(&node, "nps").json);
    gap->has_top_box = cJSON_IsObject(node_member(&node, "top_box").json);
    read_figures(reader, &node, &(struct figure_owners){ .gap = gap });
    get_choice(reader, &node, "verdict", verdict_at, VERDICT_INCONCLUSIVE + 1, &verdict);
    gap->verdict = (enum verdict)verdict;
}

static const struct gap_result *read_gap(struct report_reader *reader,
                                         const struct json_node *row, struct arena *arena)
{
    struct gap_result *gap = arena_allocate(arena, 1, sizeof *gap);
    if (gap)
        fill_gap(reader, row, gap);
    else
        reader_lacks_memory(reader);
    return gap;
}

/* Where the row's unit stands; older reports do not say. */
static void read_quadrant(struct report_reader *reader, const struct json_node *row,
                          struct result_row *row_out)
{
    size_t quadrant = PLACE_NONE;
    struct json_node node = node_member(row, "quadrant");
    if (!node.json || cJSON_IsNull(node.json))
        return;
    get_choice(reader, &node, "name", quadrant_at, PLACE_NEITHER + 1, &quadrant);
    get_measure(reader, &node, "probability", &row_out->quadrant_probability);
    row_out->quadrant = (enum quadrant_name)quadrant;
}

/* The index of the row's dimension; a new one is entered with its label and lens. */
static size_t read_dimension(struct report_reader *reader, const struct json_node *node,
                             struct report_file *file,
                             struct report_dimension *dimensions)
{
    struct report_dimension dimension = { .id = "" };
    size_t lens = LENS_MIRROR;
    get_text(reader, node, "dimension", &dimension.id);
    get_text(reader, node, "label", &dimension.label);
    get_choice(reader, node, "lens", lens_at, LENS_SYMMETRY + 1, &lens);
    dimension.lens = (enum lens)lens;
    if (!reader_is_well(reader))
        return 0;
    ptrdiff_t number = map_add(&file->dimension_ids, dimension.id, strlen(dimension.id));
    if (number == MAP_NONE) {
        reader_lacks_memory(reader);
        return 0;
    }
    if ((size_t)number == file->dimension_count)
        dimensions[file->dimension_count++] = dimension;
    return (size_t)number;
}

static void put_key_part(struct buffer *key, const char *text)
{
    buffer_byte(key, text ? '+' : '-');
    if (text)
        buffer_append(key, text, strlen(text) + 1);
}

/* Enters the row in the file's keys, which makes its number there its index. */
static void enter_key(struct report_reader *reader, const struct json_node *node,
                      struct report_file *file, const struct result_row *row,
                      const char *dimension)
{
    struct buffer key = { 0 };
    size_t known = file->row_keys.count;
    buffer_text(&key, scope_name(row->scope));
    put_key_part(&key, row->unit);
    put_key_part(&key, row->segment_of);
    put_key_part(&key, row->segment);
    put_key_part(&key, segment_side_name(row->segment_side));
    put_key_part(&key, row->wave);
    put_key_part(&key, dimension);
    if (buffer_failed(&key) ||
        map_add(&file->row_keys, key.bytes, key.byte_count) == MAP_NONE)
        reader_lacks_memory(reader);
    else if (file->row_keys.count == known)
        refuse_node(reader, node, "a second row of the same scope and dimension");
    buffer_release(&key);
}

static void check_scope(struct report_reader *reader, const struct json_node *node,
                        const struct result_row *row)
{
    if (row->scope == SCOPE_UNIT && !row->unit)
        refuse_node(reader, node, "a row of a unit without its name");
    else if (row->scope == SCOPE_OVERALL && (row->unit || row->segment || row->wave))
        refuse_node(reader, node, "an overall row that is of a unit, segment or wave");
}

static const char *segment_side_at(size_t index)
{
    return segment_side_name((enum segment_side)index);
}

/* Reports that know no segments lack the key. */
static void read_segment_side(struct report_reader *reader, const struct json_node *node,
                              struct result_row *row)
{
    const struct json_node member = node_member(node, "segment_side");
    size_t side = OF_NONE;
    if (member.json && !cJSON_IsNull(member.json))
        get_choice(reader, node, "segment_side", segment_side_at, OF_BOTH + 1, &side);
    row->segment_side = (enum segment_side)side;
    if (row->scope == SCOPE_SEGMENT && (!row->segment || side == OF_NONE))
        refuse_node(reader, node, "a row of a segment without its name and side");
    else if (row->scope == SCOPE_WAVE && !row->wave)
        refuse_node(reader, node, "a row of a wave without its name");
}

static void read_row(struct report_reader *reader, const struct json_node *node,
                     struct report_file *file, struct report_dimension *dimensions,
                     struct result_row *row)
{
    size_t scope = SCOPE_OVERALL;
    if (!cJSON_IsObject(node->json)) {
        refuse_node(reader, node, "a row that is not an object");
        return;
    }
    get_choice(reader, node, "scope", scope_at, SCOPE_WAVE + 1, &scope);
    row->scope = (enum scope)scope;
    get_optional_text(reader, node, "unit", &row->unit);
    get_optional_text(reader, node, "segment_of", &row->segment_of);
    get_optional_text(reader, node, "segment", &row->segment);
    get_optional_text(reader, node, "wave", &row->wave);
    read_segment_side(reader, node, row);
    check_scope(reader, node, row);
    row->dimension = read_dimension(reader, node, file, dimensions);
    for (int side = 0; side < SIDE_COUNT; side++)
        row->sides[side] = read_side(reader, node, &file->arena, (enum side)side);
    row->gap = read_gap(reader, node, &file->arena);
    read_quadrant(reader, node, row);
    if (reader_is_well(reader))
        enter_key(reader, node, file, row, dimensions[row->dimension].id);
}

/* A row that the tree of the report lacks, with its place there. */
static void read_row_text(struct report_reader *reader, const struct json_node *place,
                          struct row_text *texts, struct report_file *file,
                          struct report_dimension *dimensions, struct result_row *row)
{
    cJSON *json = row_text_next(texts);
    struct json_node node = *place;
    node.json = json;
    if (json)
        check_tree(reader, &node);
    else
        reader_lacks_memory(reader);
    if (reader_is_well(reader))
        read_row(reader, &node, file, dimensions, row);
    cJSON_Delete(json);
}

void read_report_rows(struct report_reader *reader, const struct json_node *root,
                      struct row_text *texts, struct report_file *file,
                      struct report_dimension **dimensions_out)
{
    struct json_node list = list_of(reader, root, "results");
    size_t count = texts->row_count;
    struct result_row *rows = arena_allocate(&file->arena, count, sizeof *rows);
    struct report_dimension *dimensions =
        arena_allocate(&file->arena, count, sizeof *dimensions);
    if (!rows || !dimensions) {
        reader_lacks_memory(reader);
        return;
    }
    for (struct json_node place = { .parent = &list };
         place.index < count && reader_is_well(reader); place.index++)
        read_row_text(reader, &place, texts, file, dimensions, &rows[file->row_count++]);
    file->rows = rows;
    file->dimensions = dimensions;
    *dimensions_out = dimensions;
}

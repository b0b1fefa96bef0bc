#include "report/report_read.h"

#include "base/buffer.h"
#include "base/json_check.h"
#include "base/memory.h"
#include "report/json.h"
#include "report/report_across.h"
#include "report/report_rows.h"
#include "report/row_text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_FILE = 1024 * 1024 * 1024, DEEPEST = 30, MOST_VALUES = 50000000 };

static void read_format(struct report_reader *reader, const struct json_node *root)
{
    struct json_node format = node_member(root, "format");
    struct json_node name = node_member(&format, "name");
    struct json_node version = node_member(&format, "version");
    const char *text = cJSON_GetStringValue(name.json);
    if (!text || strcmp(text, REPORT_FORMAT_NAME) != 0) {
        struct place place = { .path = reader->path };
        reader->status = fail(reader->diagnostics, DIAG_REPORT_VERSION, place,
                              "not a report of symbar");
        hint(reader->diagnostics, "symbar report -o FILE.json writes one");
        return;
    }
    text = cJSON_GetStringValue(version.json);
    if (!text || strncmp(text, "1.", 2) != 0) {
        struct place place = { .path = reader->path, .pointer = "/format/version" };
        reader->status =
            fail(reader->diagnostics, DIAG_REPORT_VERSION, place,
                 "version '%s' of the report is not known, only 1.x", text ? text : "");
    }
}

static const char *adjustment_at(size_t index)
{
    return adjustment_name((enum adjustment)index);
}

static void read_settings(struct report_reader *reader, const struct json_node *root,
                          struct report_file *file)
{
    struct json_node settings = object_of(reader, root, "settings");
    struct json_node min_n = object_of(reader, &settings, "min_n");
    size_t adjust = ADJUST_HOLM;
    if (!reader_is_well(reader))
        return;
    get_number(reader, &settings, "confidence", 0.5, 0.999999999, &file->confidence);
    get_number(reader, &settings, "alpha", 1e-9, 0.5, &file->alpha);
    get_number(reader, &settings, "margin", 0, 100, &file->margin);
    get_choice(reader, &settings, "adjust", adjustment_at, ADJUST_NONE + 1, &adjust);
    file->adjust = (enum adjustment)adjust;
    for (int side = 0; side < SIDE_COUNT; side++) {
        uint64_t count = 1;
        get_count(reader, &min_n, side_name((enum side)side), &count);
        file->min_n[side] = (size_t)count;
        struct json_node unanimity = node_member(&settings, "unanimity");
        file->hides_unanimity[side] =
            cJSON_IsTrue(node_member(&unanimity, side_name((enum side)side)).json);
    }
}

static const char *side_at(size_t index)
{
    return side_name((enum side)index);
}

static void read_input(struct report_reader *reader, const struct json_node *node,
                       struct report_input *input)
{
    size_t side = SIDE_EMPLOYEES;
    if (!cJSON_IsObject(node->json)) {
        refuse_node(reader, node, "an input that is not an object");
        return;
    }
    struct json_node rows = object_of(reader, node, "rows");
    get_choice(reader, node, "side", side_at, SIDE_COUNT, &side);
    input->side = (enum side)side;
    get_text(reader, node, "file", &input->file);
    get_count(reader, &rows, "read", &input->rows_read);
    get_count(reader, &rows, "used", &input->rows_used);
}

static void read_inputs(struct report_reader *reader, const struct json_node *root,
                        struct report_file *file)
{
    struct json_node list = list_of(reader, root, "inputs");
    struct report_input *inputs =
        arena_allocate(&file->arena, node_count(&list), sizeof *inputs);
    if (!inputs) {
        reader_lacks_memory(reader);
        return;
    }
    for (struct json_node node = node_first(&list); node.json && reader_is_well(reader);
         node_next(&node))
        read_input(reader, &node, &inputs[file->input_count++]);
    file->inputs = inputs;
}

/* An NPS scale: its promoters and detractors are lists of codes, in ascending order. */
static void read_classes(const struct json_node *scale, struct report_scale *found)
{
    struct json_node promoters = node_member(scale, "promoters");
    struct json_node detractors = node_member(scale, "detractors");
    const cJSON *lowest = node_first(&promoters).json;
    const cJSON *highest = NULL;
    for (struct json_node code = node_first(&detractors); code.json; node_next(&code))
        highest = code.json;
    found->has_classes = cJSON_IsNumber(lowest) && cJSON_IsNumber(highest);
    if (!found->has_classes)
        return;
    found->promoters_from = lowest->valuedouble;
    found->detractors_to = highest->valuedouble;
}

/* Which scores the items allow, where they and their scales are what they should be. */
static struct report_scale scale_of(const cJSON *question, const struct json_node *scales)
{
    struct report_scale found = { .is_known = false };
    struct json_node node = { .json = question };
    struct json_node items = node_member(&node, "items");
    size_t count = 0;
    bool differs = false;
    for (struct json_node item = node_first(&items); item.json; node_next(&item)) {
        const char *name = cJSON_GetStringValue(node_member(&item, "scale").json);
        struct json_node scale = node_member(scales, name ? name : "");
        const cJSON *min = node_member(&scale, "min").json;
        const cJSON *max = node_member(&scale, "max").json;
        if (!cJSON_IsNumber(min) || !cJSON_IsNumber(max) ||
            !(min->valuedouble < max->valuedouble))
            return (struct report_scale){ .is_known = false };
        differs =
            differs ||
            (count && (min->valuedouble != found.min || max->valuedouble != found.max));
        found.min = min->valuedouble;
        found.max = max->valuedouble;
        read_classes(&scale, &found);
        count++;
    }
    if (differs)
        return (struct report_scale){ .is_known = true, .min = 0, .max = 100 };
    found.is_known = count > 0;
    found.has_classes = found.has_classes && count == 1;
    found.is_whole =
        count == 1 && found.min == floor(found.min) && found.max == floor(found.max);
    return found;
}

/* What the settings say about each dimension, where they do. */
static void read_questions(struct report_reader *reader, const struct json_node *root,
                           const struct report_file *file,
                           struct report_dimension *dimensions)
{
    struct json_node settings = node_member(root, "settings");
    struct json_node scales = node_member(&settings, "scales");
    struct json_node list = node_member(&settings, "dimensions");
    for (struct json_node node = node_first(&list); node.json && reader_is_well(reader);
         node_next(&node)) {
        const char *id = cJSON_GetStringValue(node_member(&node, "id").json);
        size_t index = id ? report_file_dimension(file, id) : file->dimension_count;
        for (int side = 0; side < SIDE_COUNT && index < file->dimension_count; side++) {
            struct json_node question = node_member(&node, side_name((enum side)side));
            if (node_member(&question, "fingerprint").json)
                get_text(reader, &question, "fingerprint",
                         &dimensions[index].fingerprints[side]);
            if (cJSON_IsObject(question.json))
                dimensions[index].scales[side] = scale_of(question.json, &scales);
        }
    }
}

static void read_root(struct report_reader *reader, const struct json_node *root,
                      struct row_text *rows, struct report_file *file)
{
    struct report_dimension *dimensions = NULL;
    read_format(reader, root);
    if (!reader_is_well(reader))
        return;
    check_tree(reader, root);
    get_text(reader, root, "title", &file->title);
    get_optional_text(reader, root, "wave", &file->wave);
    read_settings(reader, root, file);
    if (reader_is_well(reader))
        read_inputs(reader, root, file);
    if (reader_is_well(reader))
        read_report_rows(reader, root, rows, file, &dimensions);
    if (reader_is_well(reader) && dimensions)
        read_questions(reader, root, file, dimensions);
    if (reader_is_well(reader))
        read_report_across(reader, root, file);
}

/* What begins like no JSON at all is probably a tally or an export, of which a report can
   be made. */
static enum symbar_status refuse_syntax(const struct json_fault *fault, const char *text,
                                        size_t byte_count, const char *path,
                                        struct symbar_diagnostics *diagnostics)
{
    static const char tally[] = "#symbar-tally";
    struct place place = { .path = path, .line = fault->line, .column = fault->column };
    if (fault->is_limit)
        return fail(diagnostics, DIAG_REPORT_TOO_LARGE, place, "%s", fault->what);
    bool is_tally =
        byte_count >= strlen(tally) && memcmp(text, tally, strlen(tally)) == 0;
    if (is_tally)
        fail(diagnostics, DIAG_REPORT_SYNTAX, place, "a tally, not a report");
    else
        fail(diagnostics, DIAG_REPORT_SYNTAX, place, "not JSON: %s", fault->what);
    if (is_tally)
        hint(diagnostics, "symbar report TALLY -o FILE.json makes a report of it");
    else if (fault->line == 1 && fault->column == 1)
        hint(diagnostics, "symbar report -o FILE.json writes a report as JSON");
    return SYMBAR_BAD_INPUT;
}

enum symbar_status report_file_parse(const char *text, size_t byte_count,
                                     const char *path, struct report_file **file_out,
                                     struct symbar_diagnostics *diagnostics)
{
    const struct json_limits limits = { .depth = DEEPEST, .values = MOST_VALUES };
    struct json_fault fault;
    struct report_reader reader = { .path = path, .diagnostics = diagnostics };
    if (!json_check(text, byte_count, &limits, &fault))
        return refuse_syntax(&fault, text, byte_count, path, diagnostics);
    struct row_text rows;
    struct buffer rest = { 0 };
    cJSON *json = NULL;
    if (row_text_cut(text, byte_count, &rows, &rest))
        json = cJSON_ParseWithLength(rest.bytes, rest.byte_count);
    buffer_release(&rest);
    struct report_file *file = memory_allocate(1, sizeof *file);
    struct json_node root = { .json = json };
    if (json && file) {
        reader.arena = &file->arena;
        file->path = path ? arena_text(&file->arena, path) : NULL;
        if (path && !file->path)
            reader_lacks_memory(&reader);
        else
            read_root(&reader, &root, &rows, file);
    } else {
        reader_lacks_memory(&reader);
    }
    if (reader_is_well(&reader)) {
        *file_out = file;
        file = NULL;
    }
    report_file_free(file);
    cJSON_Delete(json);
    return reader.status;
}

static enum symbar_status read_file(const char *path, struct buffer *text,
                                    struct symbar_diagnostics *diagnostics)
{
    char block[64 * 1024];
    size_t count;
    struct stat info;
    struct place place = { .path = path };
    enum symbar_status status = SYMBAR_OK;
    bool is_standard = strcmp(path, "-") == 0;
    FILE *file = is_standard ? stdin : fopen(path, "rb");
    if (!file)
        return fail_system(diagnostics, DIAG_CANNOT_OPEN, place, "cannot open", errno);
    if (fstat(fileno(file), &info) == 0 && info.st_size > 0 &&
        info.st_size <= LARGEST_FILE)
        buffer_reserve(text, (size_t)info.st_size);
    while (text->byte_count <= LARGEST_FILE && !buffer_failed(text) &&
           (count = fread(block, 1, sizeof block, file)) > 0)
        buffer_append(text, block, count);
    if (ferror(file))
        status = fail_system(diagnostics, DIAG_CANNOT_OPEN, place, "cannot read", errno);
    else if (text->byte_count > LARGEST_FILE)
        status = fail(diagnostics, DIAG_REPORT_TOO_LARGE, place,
                      "a report of more than 1 GiB");
    else if (buffer_failed(text))
        status = fail_no_memory(diagnostics);
    if (!is_standard)
        fclose(file);
    return status;
}

enum symbar_status report_file_load(const char *path, struct report_file **file_out,
                                    struct symbar_diagnostics *diagnostics)
{
    struct buffer text = { 0 };
    enum symbar_status status = read_file(path, &text, diagnostics);
    if (status == SYMBAR_OK)
        status = report_file_parse(text.bytes ? text.bytes : "", text.byte_count, path,
                                   file_out, diagnostics);
    buffer_release(&text);
    return status;
}

void report_file_free(struct report_file *file)
{
    if (!file)
        return;
    map_release(&file->row_keys);
    map_release(&file->dimension_ids);
    arena_release(&file->arena);
    memory_free(file);
}

size_t report_file_dimension(const struct report_file *file, const char *id)
{
    ptrdiff_t number = map_find(&file->dimension_ids, id, strlen(id));
    return number == MAP_NONE ? file->dimension_count : (size_t)number;
}

const struct result_row *report_file_row(const struct report_file *file,
                                         const struct report_file *other,
                                         const struct result_row *like)
{
    const struct map_key *key = &other->row_keys.keys[like - other->rows];
    ptrdiff_t number = map_find(&file->row_keys, key->bytes, key->byte_count);
    return number == MAP_NONE ? NULL : &file->rows[number];
}

/* A key ends in its dimension's id (see enter_key). */
const struct result_row *report_file_row_of(const struct report_file *file,
                                            const struct report_file *other,
                                            const struct result_row *like,
                                            const char *dimension, struct buffer *scratch)
{
    const struct map_key *key = &other->row_keys.keys[like - other->rows];
    size_t id_bytes = strlen(other->dimensions[like->dimension].id) + 1;
    buffer_clear(scratch);
    buffer_append(scratch, key->bytes, key->byte_count - id_bytes);
    buffer_append(scratch, dimension, strlen(dimension) + 1);
    if (buffer_failed(scratch))
        return NULL;
    ptrdiff_t number = map_find(&file->row_keys, scratch->bytes, scratch->byte_count);
    return number == MAP_NONE ? NULL : &file->rows[number];
}

bool report_row_figure(const struct result_row *row, const char *name,
                       struct report_figure *figure_out)
{
    enum side side = SIDE_EMPLOYEES;
    const struct figure *figure = figure_find(name, &side);
    if (!figure)
        return false;
    bool is_gap = figure->owner == FIGURE_OF_GAP;
    struct report_figure found = {
        .figure = figure,
        .measure = is_gap ? *figure_of_gap(figure, row->gap)
                          : *figure_of_side(figure, row->sides[side]),
        .status = is_gap ? row->gap->status : row->sides[side]->status,
        .reason = is_gap ? row->gap->reason : row->sides[side]->reason,
    };
    if (found.status == CELL_SUPPRESSED)
        found.measure = (struct measure){ .available = false };
    *figure_out = found;
    return true;
}

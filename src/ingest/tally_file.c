#include "ingest/tally_file.h"

#include "base/memory.h"
#include "base/number.h"
#include "ingest/csv_reader.h"
#include "ingest/side_files.h"
#include "ingest/tally_moments.h"
#include "ingest/tally_questions.h"
#include "ingest/tally_rows.h"
#include "ingest/text_file.h"
#include "study/study_read.h"
#include "tally/tally_write.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FILES = 10000 };

/* All files, and of each its way through the header lines to the rows. */
struct tally_reading {
    struct arena arena;
    struct study *study;
    struct raw_answers *raw;
    struct provenance *provenance;
    struct input_summary *inputs;
    struct symbar_diagnostics *diagnostics;
    bool skips_hashes;

    const char *name;
    struct tally_rows rows;
    struct tally_moments moments;
    bool has_format;
    bool has_study; /* this file */
    bool has_columns;
    struct text_list files[SIDE_COUNT]; /* named by "#file" lines */
    enum symbar_status status;
};

bool is_tally_file(const char *path)
{
    static const char mark[] = "#" TALLY_FORMAT_NAME ",";
    char begin[sizeof mark - 1];
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    bool is_tally = fread(begin, 1, sizeof begin, file) == sizeof begin &&
                    memcmp(begin, mark, sizeof begin) == 0;
    fclose(file);
    return is_tally;
}

static char *cell_copy(struct tally_reading *reading, const struct row *row, size_t index)
{
    if (index >= row->cell_count)
        return arena_text(&reading->arena, "");
    const struct cell *cell = &row->cells[index];
    return arena_copy(&reading->arena, cell->bytes, cell->byte_count);
}

static bool is_cell(const struct row *row, size_t index, const char *text)
{
    return index < row->cell_count && row->cells[index].byte_count == strlen(text) &&
           memcmp(row->cells[index].bytes, text, strlen(text)) == 0;
}

static enum symbar_status refuse_line(const struct tally_reading *reading,
                                      const struct row *row, const char *why)
{
    return fail(reading->diagnostics, DIAG_BAD_TALLY,
                (struct place){ .path = reading->name, .line = row->line },
                TRANSLATABLE("%s"), why);
}

static enum symbar_status read_format(struct tally_reading *reading,
                                      const struct row *row)
{
    if (row->cell_count != 2 || !is_cell(row, 0, "#" TALLY_FORMAT_NAME))
        return refuse_line(reading, row, "not a tally");
    const struct cell *version = &row->cells[1];
    if (version->byte_count < 2 || memcmp(version->bytes, "1.", 2) != 0) {
        refuse_line(reading, row, "a tally of a version that is not known");
        hint(reading->diagnostics, "this symbar reads version %s", TALLY_FORMAT_VERSION);
        return SYMBAR_BAD_INPUT;
    }
    reading->has_format = true;
    return SYMBAR_OK;
}

static enum symbar_status read_file_name(struct tally_reading *reading,
                                         const struct row *row)
{
    int side =
        is_cell(row, 1, side_name(SIDE_CUSTOMERS)) ? SIDE_CUSTOMERS : SIDE_EMPLOYEES;
    struct text_list *files = &reading->files[side];
    if (files->count >= MOST_FILES)
        return refuse_line(reading, row, "more files than any study has");
    const char **names = arena_allocate(&reading->arena, files->count + 1, sizeof *names);
    char *name = cell_copy(reading, row, 2);
    if (!names || !name)
        return fail_no_memory(reading->diagnostics);
    if (files->count)
        memcpy(names, files->texts, files->count * sizeof *names);
    names[files->count] = name;
    *files = (struct text_list){ names, files->count + 1 };
    return SYMBAR_OK;
}

static bool has_text(const struct text_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->texts[i], text) == 0)
            return true;
    return false;
}

/* The report of all tallies names the exports of each. */
static enum symbar_status join_files(struct tally_reading *reading)
{
    struct arena *arena = &reading->study->arena;
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct text_list *known = &reading->study->sides[side].file_names;
        const struct text_list *more = &reading->files[side];
        const char **names =
            arena_allocate(arena, known->count + more->count + 1, sizeof *names);
        if (!names)
            return fail_no_memory(reading->diagnostics);
        struct text_list joined = { names, known->count };
        if (known->count)
            memcpy(names, known->texts, known->count * sizeof *names);
        for (size_t i = 0; i < more->count; i++) {
            if (has_text(&joined, more->texts[i]))
                continue;
            names[joined.count] = arena_text(arena, more->texts[i]);
            if (!names[joined.count++])
                return fail_no_memory(reading->diagnostics);
        }
        reading->study->sides[side].file_names = joined;
        reading->study->sides[side].files = joined;
    }
    return SYMBAR_OK;
}

/* The first file brings the study; every other one must bring the same. */
static enum symbar_status read_study(struct tally_reading *reading, const struct row *row)
{
    char *path = cell_copy(reading, row, 1);
    char *text = cell_copy(reading, row, 2);
    if (!path || !text)
        return fail_no_memory(reading->diagnostics);
    reading->has_study = true;
    if (reading->study) {
        if (strcmp(reading->study->source, text) == 0)
            return join_files(reading);
        fail(reading->diagnostics, DIAG_TALLIES_DIFFER,
             (struct place){ .path = reading->name, .line = row->line },
             TRANSLATABLE(
                 "this tally was made with another study than the one before it"));
        hint(reading->diagnostics, "make both tallies anew with one study file");
        return SYMBAR_BAD_INPUT;
    }
    const struct study_overrides overrides = {
        .files = { reading->files[SIDE_EMPLOYEES], reading->files[SIDE_CUSTOMERS] },
        .is_of_tally = true,
    };
    enum symbar_status status = study_parse(text, strlen(text), path, &overrides,
                                            &reading->study, reading->diagnostics);
    if (status != SYMBAR_OK)
        return status;
    reading->raw->tally =
        tally_create(reading->study->dimension_count, study_has_weights(reading->study));
    return reading->raw->tally ? SYMBAR_OK : fail_no_memory(reading->diagnostics);
}

static enum symbar_status read_alias(struct tally_reading *reading, const struct row *row)
{
    if (row->cell_count != 3 || !reading->study)
        return refuse_line(reading, row, "an alias line that is none");
    const struct cell *alias = &row->cells[1];
    const struct cell *unit = &row->cells[2];
    return aliases_add(&reading->raw->aliases, &reading->study->units,
                       (struct span){ alias->bytes, alias->byte_count },
                       (struct span){ unit->bytes, unit->byte_count }, row->line)
               ? SYMBAR_OK
               : fail_no_memory(reading->diagnostics);
}

/* A figure of a unit; tallies of one study may bring it each. */
static enum symbar_status read_outcome(struct tally_reading *reading,
                                       const struct row *row)
{
    const struct outcome_figure *known;
    double value;
    size_t number = 0;
    if (row->cell_count != 4 || !reading->has_study ||
        !number_parse(row->cells[3].bytes, row->cells[3].byte_count, '.', &value))
        return refuse_line(reading, row, "a line of an outcome that is none");
    while (number < reading->study->outcome_count &&
           !is_cell(row, 1, reading->study->outcomes[number].id))
        number++;
    if (number == reading->study->outcome_count)
        return refuse_line(reading, row, "an outcome that the study does not have");
    const struct span unit = { row->cells[2].bytes, row->cells[2].byte_count };
    if (!outcome_figures_add(&reading->raw->outcomes, number, unit, value, row->line,
                             &known))
        return fail_no_memory(reading->diagnostics);
    return known && known->value != value
               ? refuse_line(reading, row, "a unit has two figures of one outcome")
               : SYMBAR_OK;
}

static bool read_number(const struct row *row, size_t index, bool *has_out,
                        double *value_out)
{
    const struct cell *cell = &row->cells[index];
    *has_out = cell->byte_count > 0;
    return !*has_out || number_parse(cell->bytes, cell->byte_count, '.', value_out);
}

/* What others score; tallies of one study may bring it each. */
static enum symbar_status read_benchmark(struct tally_reading *reading,
                                         const struct row *row)
{
    enum { MARK, SIDE, DIMENSION, INDEX, N, SD, CELLS };
    struct benchmark *benchmark = &reading->raw->benchmark;
    struct benchmark_figure figure = { 0 };
    size_t d = 0;
    int side = 0;
    if (row->cell_count != CELLS || !reading->has_study ||
        !read_number(row, INDEX, &figure.is_known, &figure.index) ||
        !read_number(row, N, &figure.has_n, &figure.n) ||
        !read_number(row, SD, &figure.has_sd, &figure.sd) || !figure.is_known ||
        !benchmark_is_index(figure.index) ||
        (figure.has_n && !benchmark_is_n(figure.n)) ||
        (figure.has_sd && !benchmark_is_sd(figure.sd)))
        return refuse_line(reading, row, "a line of a benchmark that is none");
    while (side < SIDE_COUNT && !is_cell(row, SIDE, side_name((enum side)side)))
        side++;
    while (d < reading->study->dimension_count &&
           !is_cell(row, DIMENSION, reading->study->dimensions[d].id))
        d++;
    if (side == SIDE_COUNT || d == reading->study->dimension_count)
        return refuse_line(reading, row, "a benchmark of what the study does not have");
    if (!benchmark->figures &&
        !benchmark_init(benchmark, reading->study->dimension_count))
        return fail_no_memory(reading->diagnostics);
    struct benchmark_figure *known = benchmark_at(benchmark, d, (enum side)side);
    if (known->is_known &&
        (known->index != figure.index || known->n != figure.n || known->sd != figure.sd))
        return refuse_line(reading, row, "two benchmarks of one dimension and side");
    *known = figure;
    return SYMBAR_OK;
}

static enum symbar_status read_asked(struct tally_reading *reading, const struct row *row)
{
    enum symbar_status status = SYMBAR_BAD_INPUT;
    if (reading->study)
        status = tally_question_read(reading->study, reading->raw->tally, row);
    if (status == SYMBAR_NO_MEMORY)
        return fail_no_memory(reading->diagnostics);
    return status == SYMBAR_OK
               ? status
               : refuse_line(reading, row, "a line of what was asked that is none");
}

/* The headcount of a unit; tallies of one study may bring it each. */
static enum symbar_status read_headcount(struct tally_reading *reading,
                                         const struct row *row)
{
    const struct outcome_figure *known;
    double value;
    size_t side = 0;
    while (side < SIDE_COUNT && !is_cell(row, 1, side_name((enum side)side)))
        side++;
    if (row->cell_count != 4 || side == SIDE_COUNT ||
        !number_parse(row->cells[3].bytes, row->cells[3].byte_count, '.', &value) ||
        !is_headcount(value))
        return refuse_line(reading, row, "a line of a headcount that is none");
    const struct span unit = { row->cells[2].bytes, row->cells[2].byte_count };
    if (!outcome_figures_add(&reading->raw->headcounts, side, unit, value, row->line,
                             &known))
        return fail_no_memory(reading->diagnostics);
    return known && known->value != value
               ? refuse_line(reading, row, "a unit has two headcounts")
               : SYMBAR_OK;
}

static enum symbar_status read_moments(struct tally_reading *reading,
                                       const struct row *row)
{
    if (!reading->has_study)
        return refuse_line(reading, row, "moments before the study that they are of");
    reading->moments.study = reading->study;
    reading->moments.tally = reading->raw->tally;
    return tally_moments_add(&reading->moments, row);
}

static bool read_whole(const struct row *row, size_t index, uint64_t *number_out)
{
    double value;
    if (index >= row->cell_count ||
        !number_parse(row->cells[index].bytes, row->cells[index].byte_count, '.',
                      &value) ||
        value < 0 || value > 9007199254740992.0)
        return false;
    *number_out = (uint64_t)value;
    return true;
}

enum {
    SAID_SEVERITY = 1,
    SAID_ID,
    SAID_COUNT,
    SAID_PATH,
    SAID_POINTER,
    SAID_LINE,
    SAID_MESSAGE,
    SAID_HINT,
    SAID_CELLS
};

/* Says again what was said when the exports were read. */
static enum symbar_status read_said(struct tally_reading *reading, const struct row *row)
{
    char *texts[SAID_CELLS] = { NULL };
    uint64_t count;
    struct place place = { 0 };
    if (row->cell_count != SAID_CELLS || !read_whole(row, SAID_COUNT, &count) ||
        !read_whole(row, SAID_LINE, &place.line))
        return refuse_line(reading, row, "a line of what was said that is none");
    for (size_t i = 0; i < SAID_CELLS; i++)
        if (!(texts[i] = cell_copy(reading, row, i)))
            return fail_no_memory(reading->diagnostics);
    enum diagnostic_kind kind;
    if (!diagnostic_kind_find(texts[SAID_ID], &kind))
        return refuse_line(reading, row, "a message of a kind that is not known");
    place.path = *texts[SAID_PATH] ? texts[SAID_PATH] : NULL;
    place.pointer = *texts[SAID_POINTER] ? texts[SAID_POINTER] : NULL;
    if (strcmp(texts[SAID_SEVERITY], "note") == 0)
        note(reading->diagnostics, kind, place, "%s", texts[SAID_MESSAGE]);
    else
        warn(reading->diagnostics, kind, place, "%s", texts[SAID_MESSAGE]);
    if (count > 1)
        diagnostics_seen(reading->diagnostics, count, NULL, 0);
    if (*texts[SAID_HINT])
        hint(reading->diagnostics, "%s", texts[SAID_HINT]);
    return SYMBAR_OK;
}

static enum symbar_status read_columns(struct tally_reading *reading,
                                       const struct row *row)
{
    static const char *const columns[] = { "side", "wave",      "segment",
                                           "unit", "dimension", "level",
                                           "n",    "w",         "w2" };
    enum { COLUMNS = sizeof columns / sizeof *columns, WEIGHT_COLUMNS = 2 };
    bool is_whole = true;
    if (!reading->has_study)
        return refuse_line(reading, row, "the tally lacks its study");
    bool is_weighted = reading->raw->tally->is_weighted;
    size_t count = is_weighted ? COLUMNS : COLUMNS - WEIGHT_COLUMNS;
    for (size_t i = 0; is_whole && i < count; i++)
        is_whole = is_cell(row, i, columns[i]);
    if (!is_whole || row->cell_count != count)
        return refuse_line(reading, row,
                           is_weighted
                               ? "the columns are not " TALLY_COLUMNS TALLY_WEIGHT_COLUMNS
                               : "the columns are not " TALLY_COLUMNS);
    reading->has_columns = true;
    reading->rows.study = reading->study;
    reading->rows.tally = reading->raw->tally;
    return SYMBAR_OK;
}

static enum symbar_status read_header_line(struct tally_reading *reading,
                                           const struct row *row)
{
    if (is_cell(row, 0, "#file"))
        return read_file_name(reading, row);
    if (is_cell(row, 0, "#study"))
        return read_study(reading, row);
    if (is_cell(row, 0, TALLY_FOLDED)) {
        reading->rows.is_folded = true;
        return SYMBAR_OK;
    }
    if (is_cell(row, 0, "#alias"))
        return read_alias(reading, row);
    if (is_cell(row, 0, "#said"))
        return read_said(reading, row);
    if (is_cell(row, 0, "#outcome"))
        return read_outcome(reading, row);
    if (is_cell(row, 0, "#benchmark"))
        return read_benchmark(reading, row);
    if (is_cell(row, 0, "#asked"))
        return read_asked(reading, row);
    if (is_cell(row, 0, "#headcount"))
        return read_headcount(reading, row);
    if (is_cell(row, 0, "#moments"))
        return read_moments(reading, row);
    if (row->cells[0].byte_count && row->cells[0].bytes[0] == '#')
        return SYMBAR_OK; /* what a later minor version may add */
    return read_columns(reading, row);
}

static bool on_row(void *context, const struct row *row)
{
    struct tally_reading *reading = context;
    enum symbar_status status;
    if (reading->has_columns)
        status = tally_rows_add(&reading->rows, row);
    else if (reading->has_format)
        status = read_header_line(reading, row);
    else
        status = read_format(reading, row);
    if (reading->status == SYMBAR_OK)
        reading->status = status;
    /* one bad row does not hide the next; a bad header does */
    return status == SYMBAR_OK || (reading->has_columns && status == SYMBAR_BAD_INPUT);
}

static enum symbar_status read_text(struct tally_reading *reading, struct text_file *file)
{
    struct csv_reader *reader = csv_reader_create(',', '"', on_row, reading);
    if (!reader)
        return fail_no_memory(reading->diagnostics);
    enum symbar_status status = SYMBAR_OK;
    enum csv_reading pushed = csv_reader_push(
        reader, file->head.bytes ? file->head.bytes : "", file->head.byte_count);
    bool has_ended = file->head_is_whole;
    while (pushed == READING_ON && !has_ended) {
        const char *text;
        size_t text_count;
        status =
            text_file_next(file, &text, &text_count, &has_ended, reading->diagnostics);
        if (status != SYMBAR_OK)
            goto done;
        pushed = csv_reader_push(reader, text, text_count);
    }
    if (pushed == READING_ON)
        pushed = csv_reader_end(reader);
    if (pushed == READING_ON || pushed == READING_STOPPED)
        status = reading->status;
    else
        status = csv_reader_fail(reader, pushed, reading->name, reading->diagnostics);
done:
    csv_reader_free(reader);
    return status;
}

static bool summarize(struct tally_reading *reading, const struct text_file *file)
{
    struct arena *arena = &reading->provenance->arena;
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct input_summary *input =
            &reading->inputs[reading->provenance->input_count++];
        *input = (struct input_summary){
            .side = (enum side)side,
            .file = arena_text(arena, reading->name),
            .byte_count = source_byte_count(file->source),
            .platform = TALLY_FORMAT_NAME,
            .encoding = "utf-8",
            .delimiter = ',',
            .decimal = '.',
            .rows_read = reading->rows.row_counts[side],
            .rows_used = reading->rows.row_counts[side],
        };
        source_sha256(file->source, input->sha256);
        if (!input->file)
            return false;
    }
    return true;
}

static enum symbar_status open_tally(struct tally_reading *reading,
                                     struct text_file *file_out)
{
    struct source *source = NULL;
    enum symbar_status status =
        source_open(reading->name, reading->name, &source, reading->diagnostics);
    if (status == SYMBAR_OK && reading->skips_hashes)
        source_skip_hash(source);
    return status == SYMBAR_OK
               ? text_file_begin(source, reading->name, "utf-8", &reading->arena,
                                 file_out, reading->diagnostics)
               : status;
}

static enum symbar_status read_tally(struct tally_reading *reading, const char *path)
{
    struct text_file file = { 0 };
    reading->name = path;
    reading->rows =
        (struct tally_rows){ .name = path, .diagnostics = reading->diagnostics };
    reading->moments.diagnostics = reading->diagnostics;
    tally_moments_begin(&reading->moments, path);
    reading->has_format = reading->has_study = reading->has_columns = false;
    reading->status = SYMBAR_OK;
    for (int side = 0; side < SIDE_COUNT; side++)
        reading->files[side] = (struct text_list){ 0 };
    enum symbar_status status = open_tally(reading, &file);
    if (status == SYMBAR_OK)
        status = read_text(reading, &file);
    if (status == SYMBAR_OK && !reading->has_columns)
        status =
            fail(reading->diagnostics, DIAG_BAD_TALLY, (struct place){ .path = path },
                 "the tally ends before its rows begin");
    if (status == SYMBAR_OK)
        status = tally_rows_finish(&reading->rows);
    if (status == SYMBAR_OK) {
        reading->moments.tally = reading->raw->tally;
        reading->moments.study = reading->study;
        status = tally_moments_finish(&reading->moments, reading->rows.row_counts);
    }
    if (status == SYMBAR_OK && !summarize(reading, &file))
        status = fail_no_memory(reading->diagnostics);
    tally_rows_release(&reading->rows);
    text_file_close(&file);
    return status;
}

enum symbar_status tally_files_read(const char *const *paths, size_t count,
                                    bool skips_hashes, struct study **study_out,
                                    struct raw_answers *raw_out,
                                    struct provenance *provenance,
                                    struct symbar_diagnostics *diagnostics)
{
    struct raw_answers raw = { 0 };
    struct tally_reading reading = { .raw = &raw,
                                     .provenance = provenance,
                                     .skips_hashes = skips_hashes,
                                     .diagnostics = diagnostics };
    const struct files_read files = { paths, paths, count, false };
    enum symbar_status status = check_files_once(&files, diagnostics);
    reading.inputs =
        arena_allocate(&provenance->arena, count * SIDE_COUNT, sizeof *reading.inputs);
    if (!reading.inputs && status == SYMBAR_OK)
        status = fail_no_memory(diagnostics);
    provenance->inputs = reading.inputs;
    for (size_t i = 0; status == SYMBAR_OK && i < count; i++)
        status = read_tally(&reading, paths[i]);
    if (status == SYMBAR_OK) {
        *study_out = reading.study;
        *raw_out = raw;
    } else {
        study_free(reading.study);
        raw_answers_release(&raw);
    }
    tally_moments_release(&reading.moments);
    arena_release(&reading.arena);
    return status;
}

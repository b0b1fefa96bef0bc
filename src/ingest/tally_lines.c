#include "ingest/tally_lines.h"

#include "base/number.h"
#include "ingest/tally_questions.h"
#include "study/study_read.h"
#include "tally/tally_write.h"

#include <string.h>

enum { MOST_FILES = 10000 };

static char *cell_copy(struct tally_lines *lines, const struct row *row, size_t index)
{
    if (index >= row->cell_count)
        return arena_text(&lines->arena, "");
    const struct cell *cell = &row->cells[index];
    return arena_copy(&lines->arena, cell->bytes, cell->byte_count);
}

static bool is_cell(const struct row *row, size_t index, const char *text)
{
    return index < row->cell_count && row->cells[index].byte_count == strlen(text) &&
           memcmp(row->cells[index].bytes, text, strlen(text)) == 0;
}

static enum symbar_status refuse_line(const struct tally_lines *lines,
                                      const struct row *row, const char *why)
{
    return fail(lines->diagnostics, DIAG_BAD_TALLY,
                (struct place){ .path = lines->name, .line = row->line },
                TRANSLATABLE("%s"), why);
}

static enum symbar_status read_format(struct tally_lines *lines, const struct row *row)
{
    if (row->cell_count != 2 || !is_cell(row, 0, "#" TALLY_FORMAT_NAME))
        return refuse_line(lines, row, "not a tally");
    const struct cell *version = &row->cells[1];
    if (version->byte_count < 2 || memcmp(version->bytes, "1.", 2) != 0) {
        refuse_line(lines, row, "a tally of a version that is not known");
        hint(lines->diagnostics, "this symbar reads version %s", TALLY_FORMAT_VERSION);
        return SYMBAR_BAD_INPUT;
    }
    lines->has_format = true;
    return SYMBAR_OK;
}

static enum symbar_status read_file_name(struct tally_lines *lines, const struct row *row)
{
    int side =
        is_cell(row, 1, side_name(SIDE_CUSTOMERS)) ? SIDE_CUSTOMERS : SIDE_EMPLOYEES;
    struct text_list *files = &lines->files[side];
    if (files->count >= MOST_FILES)
        return refuse_line(lines, row, "more files than any study has");
    const char **names = arena_allocate(&lines->arena, files->count + 1, sizeof *names);
    char *name = cell_copy(lines, row, 2);
    if (!names || !name)
        return fail_no_memory(lines->diagnostics);
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
static enum symbar_status join_files(struct tally_lines *lines)
{
    struct arena *arena = &lines->study->arena;
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct text_list *known = &lines->study->sides[side].file_names;
        const struct text_list *more = &lines->files[side];
        const char **names =
            arena_allocate(arena, known->count + more->count + 1, sizeof *names);
        if (!names)
            return fail_no_memory(lines->diagnostics);
        struct text_list joined = { names, known->count };
        if (known->count)
            memcpy(names, known->texts, known->count * sizeof *names);
        for (size_t i = 0; i < more->count; i++) {
            if (has_text(&joined, more->texts[i]))
                continue;
            names[joined.count] = arena_text(arena, more->texts[i]);
            if (!names[joined.count++])
                return fail_no_memory(lines->diagnostics);
        }
        lines->study->sides[side].file_names = joined;
        lines->study->sides[side].files = joined;
    }
    return SYMBAR_OK;
}

/* The first file brings the study; every other one must bring the same. */
static enum symbar_status read_study(struct tally_lines *lines, const struct row *row)
{
    char *path = cell_copy(lines, row, 1);
    char *text = cell_copy(lines, row, 2);
    if (!path || !text)
        return fail_no_memory(lines->diagnostics);
    lines->has_study = true;
    if (lines->study) {
        if (strcmp(lines->study->source, text) == 0)
            return join_files(lines);
        fail(lines->diagnostics, DIAG_TALLIES_DIFFER,
             (struct place){ .path = lines->name, .line = row->line },
             TRANSLATABLE(
                 "this tally was made with another study than the one before it"));
        hint(lines->diagnostics, "make both tallies anew with one study file");
        return SYMBAR_BAD_INPUT;
    }
    const struct study_overrides overrides = {
        .files = { lines->files[SIDE_EMPLOYEES], lines->files[SIDE_CUSTOMERS] },
        .is_of_tally = true,
    };
    enum symbar_status status = study_parse(text, strlen(text), path, &overrides,
                                            &lines->study, lines->diagnostics);
    if (status != SYMBAR_OK)
        return status;
    lines->raw->tally =
        tally_create(lines->study->dimension_count, study_has_weights(lines->study));
    return lines->raw->tally ? SYMBAR_OK : fail_no_memory(lines->diagnostics);
}

static enum symbar_status read_alias(struct tally_lines *lines, const struct row *row)
{
    if (row->cell_count != 3 || !lines->study)
        return refuse_line(lines, row, "an alias line that is none");
    const struct cell *alias = &row->cells[1];
    const struct cell *unit = &row->cells[2];
    return aliases_add(&lines->raw->aliases, &lines->study->units,
                       (struct span){ alias->bytes, alias->byte_count },
                       (struct span){ unit->bytes, unit->byte_count }, row->line)
               ? SYMBAR_OK
               : fail_no_memory(lines->diagnostics);
}

/* Of a unit, which tallies of one study may bring each; two figures are refused as
   `twice`. */
static enum symbar_status add_figure(struct tally_lines *lines, const struct row *row,
                                     struct outcome_figures *figures, size_t number,
                                     double value, const char *twice)
{
    const struct span unit = { row->cells[2].bytes, row->cells[2].byte_count };
    const struct outcome_figure *known;
    if (!outcome_figures_add(figures, number, unit, value, row->line, &known))
        return fail_no_memory(lines->diagnostics);
    return known && known->value != value ? refuse_line(lines, row, twice) : SYMBAR_OK;
}

static enum symbar_status read_outcome(struct tally_lines *lines, const struct row *row)
{
    double value;
    size_t number = 0;
    if (row->cell_count != 4 || !lines->has_study ||
        !number_parse(row->cells[3].bytes, row->cells[3].byte_count, '.', &value))
        return refuse_line(lines, row, "a line of an outcome that is none");
    while (number < lines->study->outcome_count &&
           !is_cell(row, 1, lines->study->outcomes[number].id))
        number++;
    if (number == lines->study->outcome_count)
        return refuse_line(lines, row, "an outcome that the study does not have");
    return add_figure(lines, row, &lines->raw->outcomes, number, value,
                      "a unit has two figures of one outcome");
}

static bool read_number(const struct row *row, size_t index, bool *has_out,
                        double *value_out)
{
    const struct cell *cell = &row->cells[index];
    *has_out = cell->byte_count > 0;
    return !*has_out || number_parse(cell->bytes, cell->byte_count, '.', value_out);
}

/* What others score; tallies of one study may bring it each. */
static enum symbar_status read_benchmark(struct tally_lines *lines, const struct row *row)
{
    enum { MARK, SIDE, DIMENSION, INDEX, N, SD, CELLS };
    struct benchmark *benchmark = &lines->raw->benchmark;
    struct benchmark_figure figure = { 0 };
    size_t d = 0;
    int side = 0;
    if (row->cell_count != CELLS || !lines->has_study ||
        !read_number(row, INDEX, &figure.is_known, &figure.index) ||
        !read_number(row, N, &figure.has_n, &figure.n) ||
        !read_number(row, SD, &figure.has_sd, &figure.sd) || !figure.is_known ||
        !benchmark_is_index(figure.index) ||
        (figure.has_n && !benchmark_is_n(figure.n)) ||
        (figure.has_sd && !benchmark_is_sd(figure.sd)))
        return refuse_line(lines, row, "a line of a benchmark that is none");
    while (side < SIDE_COUNT && !is_cell(row, SIDE, side_name((enum side)side)))
        side++;
    while (d < lines->study->dimension_count &&
           !is_cell(row, DIMENSION, lines->study->dimensions[d].id))
        d++;
    if (side == SIDE_COUNT || d == lines->study->dimension_count)
        return refuse_line(lines, row, "a benchmark of what the study does not have");
    if (!benchmark->figures && !benchmark_init(benchmark, lines->study->dimension_count))
        return fail_no_memory(lines->diagnostics);
    struct benchmark_figure *known = benchmark_at(benchmark, d, (enum side)side);
    if (known->is_known &&
        (known->index != figure.index || known->n != figure.n || known->sd != figure.sd))
        return refuse_line(lines, row, "two benchmarks of one dimension and side");
    *known = figure;
    return SYMBAR_OK;
}

static enum symbar_status read_asked(struct tally_lines *lines, const struct row *row)
{
    enum symbar_status status = SYMBAR_BAD_INPUT;
    if (lines->study)
        status = tally_question_read(lines->study, lines->raw->tally, row);
    if (status == SYMBAR_NO_MEMORY)
        return fail_no_memory(lines->diagnostics);
    return status == SYMBAR_OK
               ? status
               : refuse_line(lines, row, "a line of what was asked that is none");
}

static enum symbar_status read_headcount(struct tally_lines *lines, const struct row *row)
{
    double value;
    size_t side = 0;
    while (side < SIDE_COUNT && !is_cell(row, 1, side_name((enum side)side)))
        side++;
    if (row->cell_count != 4 || side == SIDE_COUNT ||
        !number_parse(row->cells[3].bytes, row->cells[3].byte_count, '.', &value) ||
        !is_headcount(value))
        return refuse_line(lines, row, "a line of a headcount that is none");
    return add_figure(lines, row, &lines->raw->headcounts, side, value,
                      "a unit has two headcounts");
}

static enum symbar_status read_moments(struct tally_lines *lines, const struct row *row)
{
    if (!lines->has_study)
        return refuse_line(lines, row, "moments before the study that they are of");
    lines->moments.study = lines->study;
    lines->moments.tally = lines->raw->tally;
    return tally_moments_add(&lines->moments, row);
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
static enum symbar_status read_said(struct tally_lines *lines, const struct row *row)
{
    char *texts[SAID_CELLS] = { NULL };
    uint64_t count;
    struct place place = { 0 };
    if (row->cell_count != SAID_CELLS || !read_whole(row, SAID_COUNT, &count) ||
        !read_whole(row, SAID_LINE, &place.line))
        return refuse_line(lines, row, "a line of what was said that is none");
    for (size_t i = 0; i < SAID_CELLS; i++)
        if (!(texts[i] = cell_copy(lines, row, i)))
            return fail_no_memory(lines->diagnostics);
    enum diagnostic_kind kind;
    if (!diagnostic_kind_find(texts[SAID_ID], &kind))
        return refuse_line(lines, row, "a message of a kind that is not known");
    place.path = *texts[SAID_PATH] ? texts[SAID_PATH] : NULL;
    place.pointer = *texts[SAID_POINTER] ? texts[SAID_POINTER] : NULL;
    if (strcmp(texts[SAID_SEVERITY], "note") == 0)
        note(lines->diagnostics, kind, place, "%s", texts[SAID_MESSAGE]);
    else
        warn(lines->diagnostics, kind, place, "%s", texts[SAID_MESSAGE]);
    if (count > 1)
        diagnostics_seen(lines->diagnostics, count, NULL, 0);
    if (*texts[SAID_HINT])
        hint(lines->diagnostics, "%s", texts[SAID_HINT]);
    return SYMBAR_OK;
}

static enum symbar_status read_columns(struct tally_lines *lines, const struct row *row)
{
    static const char *const columns[] = { "side", "wave",      "segment",
                                           "unit", "dimension", "level",
                                           "n",    "w",         "w2" };
    enum { COLUMNS = sizeof columns / sizeof *columns, WEIGHT_COLUMNS = 2 };
    bool is_whole = true;
    if (!lines->has_study)
        return refuse_line(lines, row, "the tally lacks its study");
    bool is_weighted = lines->raw->tally->is_weighted;
    size_t count = is_weighted ? COLUMNS : COLUMNS - WEIGHT_COLUMNS;
    for (size_t i = 0; is_whole && i < count; i++)
        is_whole = is_cell(row, i, columns[i]);
    if (!is_whole || row->cell_count != count)
        return refuse_line(lines, row,
                           is_weighted
                               ? "the columns are not " TALLY_COLUMNS TALLY_WEIGHT_COLUMNS
                               : "the columns are not " TALLY_COLUMNS);
    lines->has_columns = true;
    lines->rows.study = lines->study;
    lines->rows.tally = lines->raw->tally;
    return SYMBAR_OK;
}

static enum symbar_status read_header_line(struct tally_lines *lines,
                                           const struct row *row)
{
    if (is_cell(row, 0, "#file"))
        return read_file_name(lines, row);
    if (is_cell(row, 0, "#study"))
        return read_study(lines, row);
    if (is_cell(row, 0, TALLY_FOLDED)) {
        lines->rows.is_folded = true;
        return SYMBAR_OK;
    }
    if (is_cell(row, 0, "#alias"))
        return read_alias(lines, row);
    if (is_cell(row, 0, "#said"))
        return read_said(lines, row);
    if (is_cell(row, 0, "#outcome"))
        return read_outcome(lines, row);
    if (is_cell(row, 0, "#benchmark"))
        return read_benchmark(lines, row);
    if (is_cell(row, 0, "#asked"))
        return read_asked(lines, row);
    if (is_cell(row, 0, "#headcount"))
        return read_headcount(lines, row);
    if (is_cell(row, 0, "#moments"))
        return read_moments(lines, row);
    if (row->cells[0].byte_count && row->cells[0].bytes[0] == '#')
        return SYMBAR_OK; /* what a later minor version may add */
    return read_columns(lines, row);
}

void tally_lines_begin(struct tally_lines *lines, const char *path)
{
    lines->name = path;
    lines->rows = (struct tally_rows){ .name = path, .diagnostics = lines->diagnostics };
    lines->moments.diagnostics = lines->diagnostics;
    tally_moments_begin(&lines->moments, path);
    lines->has_format = lines->has_study = lines->has_columns = false;
    for (int side = 0; side < SIDE_COUNT; side++)
        lines->files[side] = (struct text_list){ 0 };
}

enum symbar_status tally_lines_add(struct tally_lines *lines, const struct row *row)
{
    if (lines->has_columns)
        return tally_rows_add(&lines->rows, row);
    return lines->has_format ? read_header_line(lines, row) : read_format(lines, row);
}

enum symbar_status tally_lines_finish(struct tally_lines *lines)
{
    if (!lines->has_columns)
        return fail(lines->diagnostics, DIAG_BAD_TALLY,
                    (struct place){ .path = lines->name },
                    "the tally ends before its rows begin");
    enum symbar_status status = tally_rows_finish(&lines->rows);
    if (status != SYMBAR_OK)
        return status;
    lines->moments.tally = lines->raw->tally;
    lines->moments.study = lines->study;
    return tally_moments_finish(&lines->moments, lines->rows.row_counts);
}

#include "ingest/file_shape.h"

#include "ingest/other_file.h"
#include "ingest/position.h"
#include "ingest/title_lines.h"

#include <inttypes.h>
#include <string.h>

enum {
    SAMPLE_ROWS = 200,
    SAMPLE_CELLS = 100000, /* enough once there are this many cells and these rows: */
    FEWEST_ROWS = 8,
    LEAST_LOOK = 4 /* rows without which a platform is not recognised */
};

struct shaping {
    struct text_file *text;
    const struct side_study *side;
    struct arena *arena;
    struct file_shape shape;
    struct recognition recognition;
    size_t cell_count;   /* of the sample */
    size_t passed_bytes; /* of the head, to the header's line */
    bool is_out_of_memory;
    bool is_stuck; /* the head holds something that cannot be read */
};

bool file_shape_skips(const struct row *row)
{
    return row->is_empty && row->cell_count > 1;
}

struct csv_reader *file_shape_reader(const struct text_file *text,
                                     const struct dialect *dialect, row_handler *handler,
                                     void *context)
{
    struct csv_reader *reader =
        csv_reader_create(dialect->delimiter, dialect->quote, handler, context);
    if (reader)
        csv_reader_pass(reader, text->head.bytes, dialect->directive_bytes);
    return reader;
}

enum csv_reading file_shape_push_head(const struct text_file *text,
                                      const struct dialect *dialect,
                                      struct csv_reader *reader)
{
    size_t passed = dialect->directive_bytes;
    if (text->head.byte_count <= passed)
        return READING_ON;
    return csv_reader_push(reader, text->head.bytes + passed,
                           text->head.byte_count - passed);
}

enum symbar_status file_shape_fail_ragged(const struct file_shape *shape,
                                          const char *name, uint64_t line,
                                          size_t cell_count,
                                          struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status =
        fail(diagnostics, DIAG_RAGGED_ROW, (struct place){ .path = name, .line = line },
             cell_count == 1 ? TRANSLATABLE("the row has %zu cell, the header %zu")
                             : TRANSLATABLE("the row has %zu cells, the header %zu"),
             cell_count, shape->column_count);
    if (shape->column_count == 1 && cell_count > 1)
        hint(diagnostics, "if the first line is a title, set \"header_line\" of the side "
                          "to the line of the header");
    else
        hint(diagnostics,
             "is a delimiter inside a cell not quoted, or was the file cut short?");
    return status;
}

/* All the texts of a row in one piece of the arena, each with a NUL after it. */
static struct cell *copy_cells(struct arena *arena, const struct row *row)
{
    size_t byte_count = 0;
    for (size_t i = 0; i < row->given_count; i++)
        byte_count += row->cells[i].byte_count + 1;
    struct cell *cells = arena_allocate(arena, row->given_count, sizeof *cells);
    char *texts = arena_allocate(arena, byte_count, 1);
    if (!cells || !texts)
        return NULL;
    for (size_t i = 0; i < row->given_count; i++) {
        cells[i] = row->cells[i];
        memcpy(texts, row->cells[i].bytes, row->cells[i].byte_count);
        cells[i].bytes = texts;
        texts += row->cells[i].byte_count + 1;
    }
    return cells;
}

static bool keep_row(void *context, const struct row *row)
{
    struct shaping *shaping = context;
    struct file_shape *shape = &shaping->shape;
    if (file_shape_skips(row))
        return true;
    struct cell *cells = copy_cells(shaping->arena, row);
    shaping->is_out_of_memory = !cells;
    if (!cells)
        return false;
    shape->rows[shape->row_count++] =
        (struct record){ cells, row->given_count, row->line };
    shaping->cell_count += row->given_count;
    return shape->row_count < SAMPLE_ROWS &&
           (shaping->cell_count < SAMPLE_CELLS || shape->row_count < FEWEST_ROWS);
}

static struct sample sample_of(const struct shaping *shaping)
{
    const struct file_shape *shape = &shaping->shape;
    const struct buffer *head = &shaping->text->head;
    size_t begin = shape->dialect.directive_bytes;
    return (struct sample){
        .rows = shape->rows,
        .row_count = shape->row_count,
        .column_count = shape->column_count,
        .is_quoted = head->byte_count > begin && head->bytes[begin] == '"' &&
                     shape->dialect.quote == '"',
    };
}

static enum symbar_status fail_too_few(const struct shaping *shaping,
                                       struct symbar_diagnostics *diagnostics)
{
    size_t row_count = shaping->shape.row_count;
    size_t header_rows = shaping->recognition.header_rows;
    struct place place = { .path = shaping->text->name };
    if (row_count == 0)
        return fail(diagnostics, DIAG_EMPTY_FILE, place, "the file is empty");
    return fail(
        diagnostics, DIAG_MISSING_HEADER, place,
        row_count == 1
            ? TRANSLATABLE("the file has %zu row, and %zu header rows were expected")
            : TRANSLATABLE("the file has %zu rows, and %zu header rows were expected"),
        row_count, header_rows);
}

/* Google Sheets never quotes when it writes tab-separated text. */
static void apply_platform(struct shaping *shaping)
{
    struct dialect *dialect = &shaping->shape.dialect;
    if (shaping->side->quote != QUOTE_AUTO || dialect->delimiter != '\t' ||
        dialect->has_quoted_cells ||
        shaping->recognition.platform != &platform_google_forms)
        return;
    dialect->quote = NO_QUOTE;
    dialect->quote_because =
        TRANSLATABLE("Google writes tab-separated files without quoting");
}

/* Reads the first rows of the head and recognises them. A reading that fails after the
   header rows is no matter here: whoever reads the records meets it again. */
static enum symbar_status look_at_rows(struct shaping *shaping,
                                       struct symbar_diagnostics *diagnostics)
{
    struct file_shape *shape = &shaping->shape;
    const struct text_file *text = shaping->text;
    struct csv_reader *reader =
        file_shape_reader(text, &shape->dialect, keep_row, shaping);
    shape->rows = arena_allocate(shaping->arena, SAMPLE_ROWS, sizeof *shape->rows);
    shape->row_count = 0;
    shaping->cell_count = 0;
    shaping->is_out_of_memory = !reader || !shape->rows;
    enum csv_reading reading = READING_NO_MEMORY;
    if (!shaping->is_out_of_memory)
        reading = file_shape_push_head(text, &shape->dialect, reader);
    if (reading == READING_ON && text->head_is_whole)
        reading = csv_reader_end(reader);
    shape->column_count = shape->row_count ? shape->rows[0].cell_count : 0;
    struct sample sample = sample_of(shaping);
    shaping->recognition = platform_recognise(shaping->side, &sample);
    shaping->is_stuck = reading != READING_ON && reading != READING_STOPPED;
    enum symbar_status status = SYMBAR_OK;
    if (shaping->is_out_of_memory || reading == READING_NO_MEMORY)
        status = fail_no_memory(diagnostics);
    else if (shape->row_count < shaping->recognition.header_rows && shaping->is_stuck)
        status = csv_reader_fail(reader, reading, text->name, diagnostics);
    csv_reader_free(reader);
    return status;
}

static enum symbar_status find_header_rows(struct shaping *shaping,
                                           struct symbar_diagnostics *diagnostics)
{
    struct text_file *text = shaping->text;
    enum symbar_status status = look_at_rows(shaping, diagnostics);
    for (size_t wanted = 2 * (size_t)TEXT_HEAD_BYTES;
         status == SYMBAR_OK && shaping->shape.row_count < LEAST_LOOK &&
         !shaping->is_stuck && !text->head_is_whole && wanted <= MOST_TEXT_HEAD_BYTES;
         wanted *= 2) {
        status = text_file_fill_head(text, wanted, diagnostics);
        if (status == SYMBAR_OK)
            status = look_at_rows(shaping, diagnostics);
    }
    if (status == SYMBAR_OK &&
        shaping->shape.row_count < shaping->recognition.header_rows)
        status = fail_too_few(shaping, diagnostics);
    return status;
}

static bool ends_empty(const struct record *row, size_t cell_count)
{
    return row->cell_count == cell_count && cell_count > 1 &&
           row->cells[cell_count - 1].byte_count == 0;
}

/* Rows that have one cell more than the header, always the last and always empty, are
   what tools write that end each row with a delimiter; the same goes for a header that
   has a nameless last column which the rows lack. */
static void find_width(struct shaping *shaping)
{
    struct file_shape *shape = &shaping->shape;
    size_t header_rows = shaping->recognition.header_rows;
    shape->row_cells = shape->column_count;
    if (shape->row_count <= header_rows)
        return;
    const struct record *first = &shape->rows[header_rows];
    bool headers_end_empty = true;
    for (size_t i = 0; i < header_rows; i++)
        headers_end_empty =
            headers_end_empty && ends_empty(&shape->rows[i], shape->column_count);
    if (ends_empty(first, shape->column_count + 1))
        shape->row_cells = shape->column_count + 1;
    else if (first->cell_count + 1 == shape->column_count && headers_end_empty)
        shape->row_cells = --shape->column_count;
}

static enum symbar_status check_headers(struct shaping *shaping,
                                        struct symbar_diagnostics *diagnostics)
{
    struct file_shape *shape = &shaping->shape;
    for (size_t i = 0; i < shaping->recognition.header_rows; i++) {
        struct record *header = &shape->rows[i];
        if (header->cell_count != shape->column_count &&
            !ends_empty(header, shape->column_count + 1))
            return file_shape_fail_ragged(shape, shaping->text->name, header->line,
                                          header->cell_count, diagnostics);
        header->cell_count = shape->column_count;
    }
    return SYMBAR_OK;
}

static const char *delimiter_text(char delimiter, struct arena *arena)
{
    return delimiter == '\t' ? "tab" : arena_format(arena, "%c", delimiter);
}

/* What was decided and why, for whoever asks. */
static bool list_guesses(struct shaping *shaping)
{
    const struct encoding *encoding = &shaping->text->encoding;
    const struct dialect *dialect = &shaping->shape.dialect;
    const struct recognition *recognition = &shaping->recognition;
    struct export_facts *facts = &shaping->shape.facts;
    const struct guess found[] = {
        { "encoding", encoding->name, encoding->because },
        { "delimiter", delimiter_text(dialect->delimiter, shaping->arena),
          dialect->delimiter_because },
        { "quote", dialect->quote == NO_QUOTE ? "none" : "double",
          dialect->quote_because },
        { "decimal", dialect->decimal == ',' ? "comma" : "point",
          dialect->decimal_because },
        { "platform", recognition->platform->name, recognition->platform_because },
        { "header_rows", arena_format(shaping->arena, "%zu", recognition->header_rows),
          recognition->header_rows_because },
        { "header_line", arena_format(shaping->arena, "%" PRIu64, facts->header_line),
          shaping->side->header_line
              ? TRANSLATABLE("the study says so")
              : TRANSLATABLE("names of columns stand there, and a title above them") },
    };
    enum { COUNT = sizeof found / sizeof *found };
    size_t count = facts->header_line ? COUNT : COUNT - 1;
    struct guess *guesses = arena_allocate(shaping->arena, COUNT, sizeof *guesses);
    if (!guesses || !found[1].value || !found[COUNT - 2].value || !found[COUNT - 1].value)
        return false;
    memcpy(guesses, found, sizeof found);
    facts->guesses = guesses;
    facts->guess_count = count;
    return true;
}

static bool find_dialect(struct shaping *shaping)
{
    const struct side_study *side = shaping->side;
    const struct buffer *head = &shaping->text->head;
    struct dialect_wish wish = {
        .delimiter = side->delimiter,
        .decimal = side->decimal,
        .has_quote = side->quote != QUOTE_AUTO,
        .quote = side->quote == QUOTE_NONE ? NO_QUOTE : '"',
        .passed_bytes = shaping->passed_bytes,
    };
    return dialect_find(&wish, head->bytes ? head->bytes : "", head->byte_count,
                        shaping->text->head_is_whole, &shaping->shape.dialect);
}

static enum symbar_status find_rows(struct shaping *shaping,
                                    struct symbar_diagnostics *diagnostics)
{
    return find_dialect(shaping) ? find_header_rows(shaping, diagnostics)
                                 : fail_no_memory(diagnostics);
}

/* Where a line of the head begins; false when it has no such line. */
static bool find_line(const struct buffer *head, uint64_t line, size_t *offset_out)
{
    struct position position = POSITION_START;
    for (size_t at = 0; at < head->byte_count; at++) {
        char byte = head->bytes[at];
        if (byte != '\n' && byte != '\r')
            position_settle(&position);
        if (position.line == line) {
            *offset_out = at;
            return true;
        }
        position_advance(&position, &byte, 1);
    }
    return false;
}

/* The line that the study says. */
static enum symbar_status pass_to_header_line(struct shaping *shaping,
                                              struct symbar_diagnostics *diagnostics)
{
    struct text_file *text = shaping->text;
    size_t line = shaping->side->header_line;
    enum symbar_status status = SYMBAR_OK;
    bool is_found = find_line(&text->head, line, &shaping->passed_bytes);
    for (size_t wanted = 2 * (size_t)TEXT_HEAD_BYTES;
         !is_found && status == SYMBAR_OK && !text->head_is_whole &&
         wanted <= MOST_TEXT_HEAD_BYTES;
         wanted *= 2) {
        status = text_file_fill_head(text, wanted, diagnostics);
        is_found = find_line(&text->head, line, &shaping->passed_bytes);
    }
    if (status != SYMBAR_OK || is_found)
        return status;
    status =
        fail(diagnostics, DIAG_MISSING_HEADER, (struct place){ .path = text->name },
             "the file ends before line %zu, where the study expects its header", line);
    hint(diagnostics, "\"header_line\" of the study is the line that the header is on");
    return status;
}

/* A study that names more than one header row has counted its titles among them. */
static bool may_have_titles(const struct shaping *shaping)
{
    const struct side_study *side = shaping->side;
    return !side->header_line && !(side->has_header_rows && side->header_rows > 1) &&
           shaping->recognition.platform == &platform_generic;
}

/* Takes the file anew from its header on, where titles stand above that. */
static enum symbar_status pass_titles(struct shaping *shaping,
                                      struct symbar_diagnostics *diagnostics)
{
    const struct file_shape *shape = &shaping->shape;
    struct sample sample = sample_of(shaping);
    size_t titles = may_have_titles(shaping) ? title_row_count(&sample) : 0;
    if (!titles)
        return SYMBAR_OK;
    uint64_t line = shape->rows[titles].line;
    struct place place = { .path = shaping->text->name, .line = line };
    if (!find_line(&shaping->text->head, line, &shaping->passed_bytes))
        return SYMBAR_OK; /* the first line of all */
    warn(diagnostics, DIAG_TITLE_LINES, place,
         "the header is taken to begin here, with '%s', and what stands above it to be a "
         "title: '%s'",
         shape->rows[titles].cells[0].bytes, shape->rows[0].cells[0].bytes);
    hint(diagnostics,
         "set \"header_line\" of the side to %llu if that is so, and otherwise to the "
         "line of the header",
         (unsigned long long)line);
    return find_rows(shaping, diagnostics);
}

enum symbar_status file_shape_find(struct text_file *text, const struct side_study *side,
                                   struct arena *arena, struct file_shape *shape_out,
                                   struct symbar_diagnostics *diagnostics)
{
    struct shaping shaping = { .text = text, .side = side, .arena = arena };
    enum symbar_status status = other_file_refuse(text, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    if (side->header_line > 1)
        status = pass_to_header_line(&shaping, diagnostics);
    if (status == SYMBAR_OK)
        status = find_rows(&shaping, diagnostics);
    if (status == SYMBAR_OK)
        status = pass_titles(&shaping, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    apply_platform(&shaping);
    find_width(&shaping);
    status = check_headers(&shaping, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    struct sample sample = sample_of(&shaping);
    if (!platform_describe(&shaping.recognition, &sample, arena, &shaping.shape.facts))
        return fail_no_memory(diagnostics);
    if (shaping.passed_bytes)
        shaping.shape.facts.header_line = shaping.shape.rows[0].line;
    if (!list_guesses(&shaping))
        return fail_no_memory(diagnostics);
    *shape_out = shaping.shape;
    return SYMBAR_OK;
}

#include "ingest/records.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/decoder.h"
#include "ingest/dialect.h"
#include "ingest/source.h"

#include <string.h>

enum { HEAD_BYTES = 1024 * 1024, MOST_HEAD_BYTES = 64 * 1024 * 1024, SAMPLE_ROWS = 200 };

struct csv_file {
    struct arena arena;
    const char *name;
    struct source *source;
    struct decoder *decoder;
    struct csv_reader *reader;
    struct encoding encoding;
    struct dialect dialect;
    struct file_facts facts;
    struct buffer head; /* the decoded beginning, read twice */
    bool head_is_whole;
    struct record *sample; /* the first rows, header rows included */
    size_t sample_count;
    size_t column_count;
    size_t
        row_cells; /* what a data row has: column_count, or a trailing empty cell more */
    size_t *columns; /* the selection */
    size_t selected_count;
    bool has_selection;

    /* while reading */
    record_handler *handler;
    void *context;
    struct symbar_diagnostics *diagnostics;
    size_t headers_passed;
    enum symbar_status status; /* the first thing that went wrong with a row */
};

static struct place place_of(const struct csv_file *file, uint64_t line)
{
    return (struct place){ .path = file->name, .line = line };
}

/* The next decoded text; none: the file has ended. */
static enum symbar_status next_text(struct csv_file *file, const char **text_out,
                                    size_t *text_count_out, bool *has_ended_out,
                                    struct symbar_diagnostics *diagnostics)
{
    const char *bytes = NULL;
    size_t byte_count = 0;
    enum symbar_status status =
        source_next(file->source, &bytes, &byte_count, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    *has_ended_out = byte_count == 0;
    return byte_count ? decoder_push(file->decoder, bytes, byte_count, text_out,
                                     text_count_out, diagnostics)
                      : decoder_end(file->decoder, text_out, text_count_out, diagnostics);
}

static enum symbar_status fill_head(struct csv_file *file, size_t wanted,
                                    struct symbar_diagnostics *diagnostics)
{
    while (!file->head_is_whole && file->head.byte_count < wanted) {
        const char *text = NULL;
        size_t text_count = 0;
        enum symbar_status status =
            next_text(file, &text, &text_count, &file->head_is_whole, diagnostics);
        if (status != SYMBAR_OK)
            return status;
        buffer_append(&file->head, text, text_count);
        if (buffer_failed(&file->head))
            return fail_no_memory(diagnostics);
    }
    return SYMBAR_OK;
}

static enum symbar_status open_text(struct csv_file *file, const char *path,
                                    const struct side_study *side,
                                    struct symbar_diagnostics *diagnostics)
{
    const char *beginning = NULL;
    size_t byte_count = 0;
    bool is_whole = false;
    enum symbar_status status = source_open(path, file->name, &file->source, diagnostics);
    if (status == SYMBAR_OK)
        status = source_peek(file->source, HEAD_BYTES, &beginning, &byte_count, &is_whole,
                             diagnostics);
    if (status == SYMBAR_OK)
        status = encoding_find(side->encoding, beginning, byte_count, is_whole,
                               file->name, &file->arena, &file->encoding, diagnostics);
    if (status == SYMBAR_OK)
        status = decoder_create(&file->encoding, file->name, &file->decoder, diagnostics);
    if (status == SYMBAR_OK)
        status = fill_head(file, HEAD_BYTES, diagnostics);
    return status;
}

/* Copies a row into the sample; an empty row says nothing about a file. */
static bool keep_sample_row(void *context, const struct row *row)
{
    struct csv_file *file = context;
    if (row->is_empty && row->cell_count > 1)
        return true;
    struct cell *cells = arena_allocate(&file->arena, row->given_count, sizeof *cells);
    file->status = SYMBAR_NO_MEMORY;
    if (!cells)
        return false;
    for (size_t i = 0; i < row->given_count; i++) {
        cells[i] = row->cells[i];
        cells[i].bytes =
            arena_copy(&file->arena, row->cells[i].bytes, row->cells[i].byte_count);
        if (!cells[i].bytes)
            return false;
    }
    file->status = SYMBAR_OK;
    file->sample[file->sample_count++] =
        (struct record){ cells, row->given_count, row->line };
    return file->sample_count < SAMPLE_ROWS;
}

static struct csv_reader *create_reader(struct csv_file *file, row_handler *handler)
{
    struct csv_reader *reader =
        csv_reader_create(file->dialect.delimiter, file->dialect.quote, handler, file);
    if (reader)
        csv_reader_pass(reader, file->head.bytes, file->dialect.directive_bytes);
    return reader;
}

static enum reading push_head(const struct csv_file *file, struct csv_reader *reader)
{
    size_t passed = file->dialect.directive_bytes;
    enum reading reading = READING_ON;
    if (file->head.byte_count > passed)
        reading = csv_reader_push(reader, file->head.bytes + passed,
                                  file->head.byte_count - passed);
    return reading;
}

/* Reads the first rows of the head. A reading that fails matters only when it comes
   before the header is complete; otherwise csv_file_read meets it again. */
static enum symbar_status take_sample(struct csv_file *file, size_t needed,
                                      struct symbar_diagnostics *diagnostics)
{
    if (!file->sample)
        file->sample = arena_allocate(&file->arena, SAMPLE_ROWS, sizeof *file->sample);
    file->sample_count = 0;
    struct csv_reader *reader = create_reader(file, keep_sample_row);
    if (!file->sample || !reader) {
        csv_reader_free(reader);
        return fail_no_memory(diagnostics);
    }
    enum reading reading = push_head(file, reader);
    if (reading == READING_ON && file->head_is_whole)
        reading = csv_reader_end(reader);
    enum symbar_status status = SYMBAR_OK;
    if (file->status == SYMBAR_NO_MEMORY)
        status = fail_no_memory(diagnostics);
    else if (reading != READING_ON && reading != READING_STOPPED &&
             (file->sample_count < needed || reading == READING_NO_MEMORY))
        status = csv_reader_fail(reader, reading, file->name, diagnostics);
    csv_reader_free(reader);
    return status;
}

static enum symbar_status find_dialect(struct csv_file *file,
                                       const struct side_study *side,
                                       struct symbar_diagnostics *diagnostics)
{
    struct dialect_wish wish = {
        .delimiter = side->delimiter,
        .decimal = side->decimal,
        .has_quote = side->quote != QUOTE_AUTO,
        .quote = side->quote == QUOTE_NONE ? NO_QUOTE : '"',
    };
    if (!dialect_find(&wish, file->head.bytes ? file->head.bytes : "",
                      file->head.byte_count, file->head_is_whole, &file->dialect))
        return fail_no_memory(diagnostics);
    return SYMBAR_OK;
}

/* Rows that have one cell more than the header, always the last and always empty, are
   what tools write that end each row with a delimiter; the same goes for a header that
   has a nameless last column which the rows lack. */
static void find_width(struct csv_file *file)
{
    size_t header_rows = file->facts.header_rows;
    file->column_count = file->sample[0].cell_count;
    file->row_cells = file->column_count;
    if (file->sample_count <= header_rows)
        return;
    const struct record *first = &file->sample[header_rows];
    bool ends_empty = first->cells[first->cell_count - 1].is_unquoted_empty;
    bool header_ends_empty = file->column_count > 1;
    for (size_t i = 0; i < header_rows && header_ends_empty; i++) {
        const struct record *header = &file->sample[i];
        header_ends_empty = header->cell_count == file->column_count &&
                            header->cells[file->column_count - 1].byte_count == 0;
    }
    if (first->cell_count == file->column_count + 1 && ends_empty)
        file->row_cells = file->column_count + 1;
    else if (first->cell_count + 1 == file->column_count && header_ends_empty)
        file->row_cells = --file->column_count;
}

static enum symbar_status fail_ragged(const struct csv_file *file, uint64_t line,
                                      size_t cell_count,
                                      struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = fail(diagnostics, DIAG_RAGGED_ROW, place_of(file, line),
                                     "the row has %zu cell%s, the header %zu", cell_count,
                                     cell_count == 1 ? "" : "s", file->column_count);
    hint(diagnostics,
         "is a delimiter inside a cell not quoted, or was the file cut short?");
    return status;
}

/* Every header row gets the file's number of cells. */
static enum symbar_status check_headers(struct csv_file *file,
                                        struct symbar_diagnostics *diagnostics)
{
    size_t header_rows = file->facts.header_rows;
    if (file->sample_count < header_rows)
        return fail(diagnostics, DIAG_MISSING_HEADER, place_of(file, 0),
                    "the file has %zu row%s, and %zu header rows were expected",
                    file->sample_count, file->sample_count == 1 ? "" : "s", header_rows);
    find_width(file);
    for (size_t i = 0; i < header_rows; i++) {
        struct record *header = &file->sample[i];
        size_t allowed = file->column_count + 1;
        bool has_trailing = header->cell_count == allowed &&
                            header->cells[file->column_count].byte_count == 0;
        if (header->cell_count != file->column_count && !has_trailing)
            return fail_ragged(file, header->line, header->cell_count, diagnostics);
        header->cell_count = file->column_count;
    }
    return SYMBAR_OK;
}

static enum symbar_status find_headers(struct csv_file *file,
                                       const struct side_study *side,
                                       struct symbar_diagnostics *diagnostics)
{
    size_t header_rows = side->has_header_rows ? side->header_rows : 1;
    size_t head_bytes = HEAD_BYTES;
    enum symbar_status status = take_sample(file, header_rows, diagnostics);
    while (status == SYMBAR_OK && file->sample_count < header_rows &&
           !file->head_is_whole && head_bytes < MOST_HEAD_BYTES) {
        head_bytes *= 2;
        status = fill_head(file, head_bytes, diagnostics);
        if (status == SYMBAR_OK)
            status = take_sample(file, header_rows, diagnostics);
    }
    if (status != SYMBAR_OK)
        return status;
    if (file->sample_count == 0)
        return fail(diagnostics, DIAG_EMPTY_FILE, place_of(file, 0), "the file is empty");
    file->facts.platform = "generic";
    file->facts.header_rows = header_rows;
    return check_headers(file, diagnostics);
}

enum symbar_status csv_file_open(const char *path, const char *shown_name,
                                 const struct side_study *side,
                                 struct csv_file **file_out,
                                 struct symbar_diagnostics *diagnostics)
{
    struct csv_file *file = memory_allocate(1, sizeof *file);
    if (!file)
        return fail_no_memory(diagnostics);
    enum symbar_status status = SYMBAR_OK;
    file->name = arena_text(&file->arena, shown_name);
    if (!file->name)
        status = fail_no_memory(diagnostics);
    if (status == SYMBAR_OK)
        status = open_text(file, path, side, diagnostics);
    if (status == SYMBAR_OK)
        status = find_dialect(file, side, diagnostics);
    if (status == SYMBAR_OK)
        status = find_headers(file, side, diagnostics);
    if (status != SYMBAR_OK) {
        csv_file_close(file);
        return status;
    }
    file->facts.encoding = file->encoding.name;
    file->facts.line_end = line_end_name(file->dialect.line_end);
    file->facts.delimiter = file->dialect.delimiter;
    file->facts.decimal = file->dialect.decimal;
    *file_out = file;
    return SYMBAR_OK;
}

const struct file_facts *csv_file_facts(const struct csv_file *file)
{
    return &file->facts;
}

const struct record *csv_file_headers(const struct csv_file *file)
{
    return file->sample;
}

enum symbar_status csv_file_select(struct csv_file *file, const size_t *columns,
                                   size_t count, struct symbar_diagnostics *diagnostics)
{
    file->columns = arena_allocate(&file->arena, count, sizeof *columns);
    if (!file->columns)
        return fail_no_memory(diagnostics);
    if (count)
        memcpy(file->columns, columns, count * sizeof *columns);
    file->selected_count = count;
    file->has_selection = true;
    return SYMBAR_OK;
}

static void note_status(struct csv_file *file, enum symbar_status status)
{
    if (file->status == SYMBAR_OK)
        file->status = status;
}

/* A ragged row is told and passed over, so that one run finds them all. */
static bool give_record(void *context, const struct row *row)
{
    struct csv_file *file = context;
    if (row->is_empty && row->cell_count > 1)
        return true;
    if (file->headers_passed < file->facts.header_rows) {
        file->headers_passed++;
        return true;
    }
    bool has_trailing = file->row_cells > file->column_count;
    if (row->cell_count != file->row_cells || (has_trailing && !row->ends_empty)) {
        note_status(file,
                    fail_ragged(file, row->line, row->cell_count, file->diagnostics));
        return true;
    }
    file->facts.record_count++;
    struct record record = {
        .cells = row->cells,
        .cell_count = file->has_selection ? row->given_count : file->column_count,
        .line = row->line,
    };
    enum symbar_status status = file->handler(file->context, &record);
    note_status(file, status);
    return status == SYMBAR_OK;
}

static enum symbar_status read_all(struct csv_file *file,
                                   struct symbar_diagnostics *diagnostics)
{
    enum reading reading = push_head(file, file->reader);
    bool has_ended = file->head_is_whole;
    while (reading == READING_ON && !has_ended) {
        const char *text = NULL;
        size_t text_count = 0;
        enum symbar_status status =
            next_text(file, &text, &text_count, &has_ended, diagnostics);
        if (status != SYMBAR_OK)
            return status;
        reading = csv_reader_push(file->reader, text, text_count);
    }
    if (reading == READING_ON)
        reading = csv_reader_end(file->reader);
    if (reading == READING_ON || reading == READING_STOPPED)
        return file->status;
    return csv_reader_fail(file->reader, reading, file->name, diagnostics);
}

enum symbar_status csv_file_read(struct csv_file *file, record_handler *handler,
                                 void *context, struct symbar_diagnostics *diagnostics)
{
    file->handler = handler;
    file->context = context;
    file->diagnostics = diagnostics;
    file->reader = create_reader(file, give_record);
    if (!file->reader ||
        (file->has_selection &&
         !csv_reader_select(file->reader, file->columns, file->selected_count)))
        return fail_no_memory(diagnostics);
    enum symbar_status status = read_all(file, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    file->facts.byte_count = source_byte_count(file->source);
    source_sha256(file->source, file->facts.sha256);
    return SYMBAR_OK;
}

void csv_file_close(struct csv_file *file)
{
    if (!file)
        return;
    csv_reader_free(file->reader);
    decoder_free(file->decoder);
    source_close(file->source);
    buffer_release(&file->head);
    arena_release(&file->arena);
    memory_free(file);
}

#include "ingest/csv_reader.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/position.h"

#include <csv.h>

#include <assert.h>
#include <string.h>

enum {
    OPTIONS = CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL,
    GROWTH_BYTES = 4096,
    SLICE_BYTES = 32 * 1024, /* libcsv cannot be stopped: a handler waits this long */
    LINE_END_BYTES = 3,
    NOT_SELECTED = -1
};

/* The columns that are kept; without a selection, each at its own index. */
struct kept_columns {
    ptrdiff_t *slots; /* column -> its place in cells, or NOT_SELECTED */
    size_t slot_count;
    size_t *same_as; /* place -> the place that holds the same column */
    size_t count;
    bool is_selection;
};

struct row_so_far {
    struct buffer text; /* the cells' bytes, one after the other */
    struct cell *cells;
    size_t *offsets; /* of each cell in `text` */
    size_t cell_capacity;
    size_t offset_capacity;
    size_t cell_count; /* kept or not */
    uint64_t byte_count;
    uint64_t line;
    bool last_is_empty;
    bool has_content;
};

struct csv_reader {
    struct csv_parser parser;
    row_handler *handler;
    void *context;

    /* libcsv keeps no positions. The cell being read began at `start` of the piece that
       is being pushed (negative: in an earlier piece); where it ends follows from its
       text, since every quote inside a quoted cell was doubled. */
    const char *piece;
    ptrdiff_t piece_count;
    ptrdiff_t start;
    struct position position;

    struct row_so_far row;
    struct kept_columns kept;
    size_t first_end_count;
    char first_end[LINE_END_BYTES];
    bool has_first_end;
    bool start_is_quote; /* of a cell that began in an earlier piece */
    bool is_between;     /* in the line ends after a row */
    char quote;
    enum reading reading;
};

/* libcsv would take spaces and tabs off unquoted cells. */
static int is_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static void *resize(void *block, size_t byte_count)
{
    return byte_count > MOST_CELL_BYTES ? NULL : memory_resize(block, byte_count, 1);
}

struct csv_reader *csv_reader_create(char delimiter, char quote, row_handler *handler,
                                     void *context)
{
    struct csv_reader *reader = memory_allocate(1, sizeof *reader);
    if (!reader)
        return NULL;
    csv_init(&reader->parser, OPTIONS);
    csv_set_delim(&reader->parser, (unsigned char)delimiter);
    csv_set_quote(&reader->parser, (unsigned char)quote);
    csv_set_space_func(&reader->parser, is_space);
    csv_set_realloc_func(&reader->parser, resize);
    csv_set_free_func(&reader->parser, memory_free);
    csv_set_blk_size(&reader->parser, GROWTH_BYTES);
    reader->handler = handler;
    reader->context = context;
    reader->quote = quote;
    reader->is_between = true;
    reader->position = POSITION_START;
    return reader;
}

void csv_reader_free(struct csv_reader *reader)
{
    if (!reader)
        return;
    csv_free(&reader->parser);
    buffer_release(&reader->row.text);
    memory_free(reader->row.cells);
    memory_free(reader->row.offsets);
    memory_free(reader->kept.slots);
    memory_free(reader->kept.same_as);
    memory_free(reader);
}

bool csv_reader_select(struct csv_reader *reader, const size_t *columns, size_t count)
{
    size_t slot_count = 0;
    for (size_t i = 0; i < count; i++)
        if (columns[i] >= slot_count)
            slot_count = columns[i] + 1;
    ptrdiff_t *slots = memory_allocate(slot_count, sizeof *slots);
    size_t *same_as = memory_allocate(count, sizeof *same_as);
    if (!slots || !same_as ||
        !memory_grow(&reader->row.cells, &reader->row.cell_capacity, count,
                     sizeof *reader->row.cells) ||
        !memory_grow(&reader->row.offsets, &reader->row.offset_capacity, count,
                     sizeof *reader->row.offsets)) {
        memory_free(slots);
        memory_free(same_as);
        return false;
    }
    for (size_t column = 0; column < slot_count; column++)
        slots[column] = NOT_SELECTED;
    for (size_t i = 0; i < count; i++) {
        if (slots[columns[i]] == NOT_SELECTED)
            slots[columns[i]] = (ptrdiff_t)i;
        same_as[i] = (size_t)slots[columns[i]];
    }
    memory_free(reader->kept.slots);
    memory_free(reader->kept.same_as);
    reader->kept.slots = slots;
    reader->kept.same_as = same_as;
    reader->kept.slot_count = slot_count;
    reader->kept.count = count;
    reader->kept.is_selection = true;
    return true;
}

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

static void note_first_end(struct csv_reader *reader, char byte)
{
    if (!reader->has_first_end && reader->first_end_count < LINE_END_BYTES)
        reader->first_end[reader->first_end_count++] = byte;
}

/* Passes the line ends after a row, which may go on in the next piece. */
static void pass_line_ends(struct csv_reader *reader)
{
    ptrdiff_t at = reader->start;
    while (at < reader->piece_count && is_line_end(reader->piece[at])) {
        if (reader->row.line)
            note_first_end(reader, reader->piece[at]);
        at++;
    }
    position_advance(&reader->position, reader->piece + reader->start,
                     (size_t)(at - reader->start));
    reader->start = at;
    reader->is_between = at == reader->piece_count;
    if (!reader->is_between) {
        position_settle(&reader->position);
        reader->has_first_end = reader->row.line != 0;
    }
}

/* Moves past a quoted cell; returns how many bytes it takes in the file. */
static size_t pass_quoted(struct csv_reader *reader, const char *bytes, size_t byte_count)
{
    struct position *position = &reader->position;
    size_t quotes = 0;
    position->column++;
    const char *end = bytes + byte_count;
    for (const char *at = bytes; at < end;) {
        const char *quote = memchr(at, reader->quote, (size_t)(end - at));
        const char *stop = quote ? quote + 1 : end;
        position_advance(position, at, (size_t)(stop - at));
        if (quote) {
            position->column++;
            quotes++;
        }
        at = stop;
    }
    position_settle(position);
    position->column++;
    return byte_count + quotes + 2;
}

static void stop(struct csv_reader *reader, enum reading why)
{
    if (reader->reading == READING_ON)
        reader->reading = why;
}

/* Where to keep the cell that has just been read, or NOT_SELECTED. */
static ptrdiff_t slot_of(const struct csv_reader *reader, size_t column)
{
    if (!reader->kept.is_selection)
        return (ptrdiff_t)column;
    return column < reader->kept.slot_count ? reader->kept.slots[column] : NOT_SELECTED;
}

static void keep_cell(struct csv_reader *reader, size_t slot, const char *bytes,
                      size_t byte_count)
{
    if (!memory_grow(&reader->row.cells, &reader->row.cell_capacity, slot + 1,
                     sizeof *reader->row.cells) ||
        !memory_grow(&reader->row.offsets, &reader->row.offset_capacity, slot + 1,
                     sizeof *reader->row.offsets)) {
        stop(reader, READING_NO_MEMORY);
        return;
    }
    reader->row.offsets[slot] = reader->row.text.byte_count;
    reader->row.cells[slot] = (struct cell){
        .byte_count = byte_count,
        .is_unquoted_empty = bytes == NULL,
        .line = reader->position.line,
        .column = reader->position.column,
    };
    buffer_append(&reader->row.text, bytes, byte_count);
    if (buffer_failed(&reader->row.text))
        stop(reader, READING_NO_MEMORY);
}

static void clear_row(struct csv_reader *reader)
{
    buffer_clear(&reader->row.text);
    reader->row.cell_count = 0;
    reader->row.byte_count = 0;
    reader->row.has_content = false;
    for (size_t i = 0; i < reader->kept.count; i++)
        reader->row.cells[i] = (struct cell){ .is_unquoted_empty = true };
}

/* libcsv has read a cell; NULL for an empty one without quotes. */
static void on_cell(void *bytes, size_t byte_count, void *context)
{
    struct csv_reader *reader = context;
    if (reader->reading != READING_ON)
        return;
    if (reader->row.cell_count == 0) {
        clear_row(reader);
        reader->row.line = reader->position.line;
    }
    reader->row.byte_count += byte_count;
    if (reader->row.cell_count == MOST_COLUMNS ||
        reader->row.byte_count > MOST_ROW_BYTES) {
        stop(reader, READING_ROW_TOO_LONG);
        return;
    }
    bool is_quoted = reader->start < 0 ? reader->start_is_quote
                     : reader->start < reader->piece_count
                         ? reader->piece[reader->start] == reader->quote
                         : false;
    ptrdiff_t slot = slot_of(reader, reader->row.cell_count++);
    if (slot != NOT_SELECTED)
        keep_cell(reader, (size_t)slot, bytes, byte_count);
    reader->row.last_is_empty = bytes == NULL;
    reader->row.has_content = reader->row.has_content || bytes;
    size_t taken = byte_count;
    if (is_quoted)
        taken = pass_quoted(reader, bytes, byte_count);
    else
        reader->position.column += byte_count;
    reader->position.column++; /* the delimiter, unless the row ends here */
    reader->start += (ptrdiff_t)taken + 1;
}

static void give_row(struct csv_reader *reader)
{
    size_t given =
        reader->kept.is_selection ? reader->kept.count : reader->row.cell_count;
    const char *text = reader->row.text.bytes ? reader->row.text.bytes : "";
    for (size_t i = 0; i < given; i++) {
        size_t from = reader->kept.is_selection ? reader->kept.same_as[i] : i;
        reader->row.cells[i] = reader->row.cells[from];
        reader->row.cells[i].bytes =
            reader->row.cells[from].byte_count ? text + reader->row.offsets[from] : "";
    }
    struct row row = {
        .cells = reader->row.cells,
        .given_count = given,
        .cell_count = reader->row.cell_count,
        .ends_empty = reader->row.last_is_empty,
        .is_empty = !reader->row.has_content,
        .line = reader->row.line,
    };
    if (!reader->handler(reader->context, &row))
        stop(reader, READING_STOPPED);
    reader->row.cell_count = 0;
}

/* libcsv has read a row; `end` is the byte that ended it, or -1 at the end of the text.
 */
static void on_row(int end, void *context)
{
    struct csv_reader *reader = context;
    if (reader->reading != READING_ON)
        return;
    give_row(reader);
    reader->start--; /* on_cell had taken it for a delimiter */
    reader->position.column--;
    if (end >= 0)
        pass_line_ends(reader);
}

/* libcsv's strict mode stops at a quote inside an unquoted cell too; that one is data. */
static bool pass_stray_quote(struct csv_reader *reader, const char *byte)
{
    csv_set_opts(&reader->parser, OPTIONS & ~CSV_STRICT);
    size_t used = csv_parse(&reader->parser, byte, 1, on_cell, on_row, reader);
    csv_set_opts(&reader->parser, OPTIONS);
    return used == 1;
}

static enum reading reason_of_stop(struct csv_reader *reader)
{
    if (csv_error(&reader->parser) == CSV_EPARSE)
        return READING_TEXT_AFTER_QUOTE;
    return reader->parser.entry_size >= MOST_CELL_BYTES ? READING_CELL_TOO_LONG
                                                        : READING_NO_MEMORY;
}

static void parse_piece(struct csv_reader *reader, const char *bytes, size_t byte_count)
{
    size_t at = 0;
    while (reader->reading == READING_ON) {
        at += csv_parse(&reader->parser, bytes + at, byte_count - at, on_cell, on_row,
                        reader);
        if (at == byte_count)
            return;
        bool is_stray =
            csv_error(&reader->parser) == CSV_EPARSE && !reader->parser.quoted;
        if (is_stray && pass_stray_quote(reader, bytes + at))
            at++;
        else
            stop(reader, reason_of_stop(reader));
    }
}

void csv_reader_pass(struct csv_reader *reader, const char *bytes, size_t byte_count)
{
    position_advance(&reader->position, bytes, byte_count);
}

static void push_slice(struct csv_reader *reader, const char *bytes, size_t byte_count)
{
    reader->piece = bytes;
    reader->piece_count = (ptrdiff_t)byte_count;
    if (reader->is_between)
        pass_line_ends(reader);
    parse_piece(reader, bytes, byte_count);
    if (!reader->is_between && reader->start >= 0 && reader->start < reader->piece_count)
        reader->start_is_quote = bytes[reader->start] == reader->quote;
    reader->start -= reader->piece_count;
    reader->piece_count = 0;
    size_t buffer_size = csv_get_buffer_size(&reader->parser);
    if (buffer_size > GROWTH_BYTES)
        csv_set_blk_size(&reader->parser, buffer_size); /* doubling, for long cells */
}

enum reading csv_reader_push(struct csv_reader *reader, const char *bytes,
                             size_t byte_count)
{
    assert(reader->reading == READING_ON);
    while (byte_count && reader->reading == READING_ON) {
        size_t slice = byte_count < SLICE_BYTES ? byte_count : SLICE_BYTES;
        push_slice(reader, bytes, slice);
        bytes += slice;
        byte_count -= slice;
    }
    return reader->reading;
}

enum reading csv_reader_end(struct csv_reader *reader)
{
    assert(reader->reading == READING_ON);
    position_settle(&reader->position);
    reader->has_first_end = true;
    if (csv_fini(&reader->parser, on_cell, on_row, reader) != 0)
        stop(reader, READING_UNCLOSED_QUOTE);
    return reader->reading;
}

struct place csv_reader_place(const struct csv_reader *reader, const char *name)
{
    return (struct place){ .path = name,
                           .line = reader->position.line,
                           .column = reader->position.column };
}

enum symbar_status csv_reader_fail(const struct csv_reader *reader, enum reading reading,
                                   const char *name,
                                   struct symbar_diagnostics *diagnostics)
{
    struct place place = csv_reader_place(reader, name);
    enum symbar_status status = SYMBAR_BUG;
    switch (reading) {
    case READING_ON:
    case READING_STOPPED:
        break;
    case READING_TEXT_AFTER_QUOTE:
        status = fail(diagnostics, DIAG_TEXT_AFTER_QUOTE, place,
                      "a cell goes on after its closing quote");
        hint(diagnostics, "a quote inside a quoted cell is written twice; if quotes mean "
                          "nothing in this file, set \"quote\": \"none\" in the study");
        break;
    case READING_UNCLOSED_QUOTE:
        status = fail(diagnostics, DIAG_UNCLOSED_QUOTE, place,
                      "a quote is opened here and never closed");
        hint(diagnostics, "close it, or, if quotes mean nothing in this file, set "
                          "\"quote\": \"none\" in the study");
        break;
    case READING_CELL_TOO_LONG:
        status = fail(diagnostics, DIAG_CELL_TOO_LONG, place,
                      "a cell is longer than %d MiB", MOST_CELL_BYTES / (1024 * 1024));
        hint(diagnostics, "is a closing quote missing, or is this not a CSV file?");
        break;
    case READING_ROW_TOO_LONG:
        place.line = reader->row.line;
        place.column = 0;
        status = fail(diagnostics, DIAG_ROW_TOO_LONG, place,
                      "a row has more than %d cells or %d MiB", MOST_COLUMNS,
                      MOST_ROW_BYTES / (1024 * 1024));
        hint(diagnostics, "is this a CSV file, and is the delimiter right?");
        break;
    case READING_NO_MEMORY:
        status = fail_no_memory(diagnostics);
        break;
    }
    return status;
}

enum line_end csv_reader_line_end(const struct csv_reader *reader)
{
    const char *end = reader->first_end;
    size_t count = reader->first_end_count;
    if (!count)
        return LINE_END_NONE;
    if (end[0] == '\n')
        return LINE_END_LF;
    if (count > 1 && end[1] == '\n')
        return LINE_END_CRLF;
    if (count > 2 && end[1] == '\r' && end[2] == '\n')
        return LINE_END_CRCRLF;
    return LINE_END_CR;
}

#include "ingest/csv_reader.h"

#include "base/memory.h"
#include "ingest/indexed_rows.h"
#include "ingest/libcsv_parser.h"
#include "ingest/position.h"
#include "ingest/row_builder.h"
#include "ingest/text_index.h"

#include <assert.h>
#include <string.h>

enum {
    LINE_END_BYTES = 3,
    BETWEEN_ROWS = 0,       /* libcsv's state of that meaning */
    MOST_UNTRIED = 8 * 1024 /* bytes */
};

struct csv_reader {
    struct csv_parser parser;
    row_handler *handler;
    run_handler *run_handler; /* or NULL */
    size_t run_cell_count;
    void *context;

    /* libcsv keeps no positions. The cell being read began at `start` of the piece that
       is being pushed (negative: in an earlier piece); where it ends follows from its
       text, since every quote inside a quoted cell was doubled. */
    const char *piece;
    ptrdiff_t piece_count;
    ptrdiff_t start;
    struct position position;

    struct row_builder row;
    size_t first_end_count;
    char first_end[LINE_END_BYTES];
    bool has_first_end;
    bool has_no_index;
    bool has_row;        /* some cells of a row were read */
    bool start_is_quote; /* of a cell that began in an earlier piece */
    bool is_between;     /* in the line ends after a row */
    char quote;
    enum csv_reading reading;
    struct indexed_text text;
    struct text_index *indexes; /* of the piece; or NULL */
    size_t odd_bytes; /* how far an odd row makes the next ones be taken for odd */
};

struct csv_reader *csv_reader_create(char delimiter, char quote, row_handler *handler,
                                     void *context)
{
    struct csv_reader *reader = memory_allocate(1, sizeof *reader);
    if (!reader)
        return NULL;
    libcsv_parser_init(&reader->parser, delimiter, quote);
    reader->handler = handler;
    reader->context = context;
    reader->quote = quote;
    reader->text.delimiter = delimiter;
    reader->text.quote = quote;
    reader->is_between = true;
    reader->position = POSITION_START;
    return reader;
}

void csv_reader_free(struct csv_reader *reader)
{
    if (!reader)
        return;
    csv_free(&reader->parser);
    row_builder_release(&reader->row);
    memory_free(reader);
}

void csv_reader_set_way(struct csv_reader *reader, const struct reading_way *way)
{
    assert(way->most_bytes <= INDEX_MOST_BYTES);
    reader->has_no_index = way->instructions == INSTRUCTIONS_ROWS;
    reader->text.most_bytes = way->most_bytes;
    reader->text.instructions = way->instructions;
}

bool csv_reader_select(struct csv_reader *reader, const size_t *columns, size_t count)
{
    return row_builder_select(&reader->row, columns, count);
}

void csv_reader_give_runs(struct csv_reader *reader, run_handler *handler,
                          size_t cell_count)
{
    reader->run_handler = handler;
    reader->run_cell_count = cell_count;
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

static void stop(struct csv_reader *reader, enum csv_reading why)
{
    if (reader->reading == READING_ON)
        reader->reading = why;
}

static bool cell_is_quoted(const struct csv_reader *reader)
{
    if (reader->start < 0)
        return reader->start_is_quote;
    return reader->start < reader->piece_count &&
           reader->piece[reader->start] == reader->quote;
}

/* libcsv has read a cell; NULL for an empty one without quotes. */
static void on_cell(void *bytes, size_t byte_count, void *context)
{
    struct csv_reader *reader = context;
    struct row_builder *row = &reader->row;
    if (reader->reading != READING_ON)
        return;
    if (!reader->has_row)
        row_builder_begin(row, reader->position.line);
    reader->has_row = true;
    if (row->cell_count == MOST_COLUMNS ||
        row->byte_count + byte_count > MOST_ROW_BYTES) {
        stop(reader, READING_ROW_TOO_LONG);
        return;
    }
    bool is_quoted = cell_is_quoted(reader);
    const char *in_place =
        is_quoted || reader->start < 0 ? NULL : reader->piece + reader->start;
    if (!row_builder_add(row, bytes, byte_count, in_place, &reader->position))
        stop(reader, READING_NO_MEMORY);
    size_t taken = byte_count;
    if (is_quoted)
        taken = pass_quoted(reader, bytes, byte_count);
    else
        reader->position.column += byte_count;
    reader->position.column++; /* the delimiter, unless the row ends here */
    reader->start += (ptrdiff_t)taken + 1;
}

/* libcsv has read a row; `end` is the byte that ended it, or -1 at the end of the text.
 */
static void on_row(int end, void *context)
{
    struct csv_reader *reader = context;
    if (reader->reading != READING_ON)
        return;
    struct row row = row_builder_finish(&reader->row);
    reader->has_row = false;
    if (!reader->handler(reader->context, &row))
        stop(reader, READING_STOPPED);
    reader->start--; /* on_cell had taken it for a delimiter */
    reader->position.column--;
    if (end >= 0)
        pass_line_ends(reader);
}

static enum csv_reading reason_of_stop(struct csv_reader *reader)
{
    if (csv_error(&reader->parser) == CSV_EPARSE)
        return READING_TEXT_AFTER_QUOTE;
    return reader->parser.entry_size >= MOST_CELL_BYTES ? READING_CELL_TOO_LONG
                                                        : READING_NO_MEMORY;
}

/* Lets libcsv read from one offset of the piece to another. */
static void parse(struct csv_reader *reader, size_t at, size_t end)
{
    size_t used = libcsv_parse(&reader->parser, reader->piece + at, end - at, on_cell,
                               on_row, reader);
    if (used < end - at)
        stop(reader, reason_of_stop(reader));
}

/* So many bytes and on to a line feed: after that the next row may be a plain one.
   Returns where it is. */
static size_t parse_lines(struct csv_reader *reader, size_t at, size_t least)
{
    size_t left = (size_t)reader->piece_count - at;
    size_t end = (size_t)reader->piece_count;
    if (least < left) {
        const char *lf = memchr(reader->piece + at + least, '\n', left - least);
        end = lf ? (size_t)(lf - reader->piece) + 1 : end;
    }
    parse(reader, at, end);
    return end;
}

static bool is_between_rows(const struct csv_reader *reader)
{
    return !reader->has_row && reader->parser.pstate == BETWEEN_ROWS;
}

/* Puts the reader where a row begins. */
static void go_to(struct csv_reader *reader, size_t at, uint64_t line)
{
    reader->start = (ptrdiff_t)at;
    reader->position = (struct position){ .line = line, .column = 1 };
}

static void parse_indexed_row(struct csv_reader *reader, const struct indexed_row *row)
{
    if (row->start == row->end)
        return; /* an empty line */
    if (!indexed_row_build(&reader->text, row, &reader->row)) {
        stop(reader, READING_NO_MEMORY);
        return;
    }
    struct row given = row_builder_finish(&reader->row);
    if (!reader->handler(reader->context, &given))
        stop(reader, READING_STOPPED);
}

/* The next rows of the index as a run; those that are left of it one by one. */
static void parse_run(struct csv_reader *reader)
{
    struct indexed_text *text = &reader->text;
    struct row_run run = indexed_text_run(text);
    uint64_t left = 0;
    if (!reader->run_handler(reader->context, &run, &left))
        stop(reader, READING_STOPPED);
    left &= row_run_all(&run);
    for (; left && reader->reading == READING_ON; left &= left - 1) {
        text->next = run.first_row + (size_t)__builtin_ctzll(left);
        struct indexed_row row = indexed_text_take(text);
        parse_indexed_row(reader, &row);
    }
    text->next = run.first_row + run.row_count;
}

static bool has_runs(const struct csv_reader *reader)
{
    return reader->run_handler &&
           reader->text.index->cell_count == reader->run_cell_count;
}

/* Reads as many whole rows as one index has from an offset on; returns where they end. */
static size_t parse_indexed(struct csv_reader *reader, size_t at)
{
    struct indexed_text *text = &reader->text;
    size_t byte_count = (size_t)reader->piece_count;
    indexed_text_begin(text, reader->piece + at, byte_count - at, reader->position.line,
                       text_index_at(reader->indexes, at, byte_count));
    if (!indexed_text_has_row(text))
        return at;
    while (reader->reading == READING_ON && indexed_text_has_row(text)) {
        if (has_runs(reader)) {
            parse_run(reader);
            continue;
        }
        struct indexed_row row = indexed_text_take(text);
        parse_indexed_row(reader, &row);
    }
    if (reader->reading != READING_ON)
        return at;
    size_t end = indexed_text_start(text);
    go_to(reader, at + end, text->line + text->index->line_count);
    pass_line_ends(reader); /* also more of them, which mean nothing */
    return (size_t)reader->start;
}

/* The same, but if no index has the next row: then libcsv is asked for it, and where one
   such row follows the other, for ever more of them at once. */
static size_t parse_rows(struct csv_reader *reader, size_t at)
{
    size_t end = parse_indexed(reader, at);
    if (end > at || reader->reading != READING_ON) {
        reader->odd_bytes = 0;
        return end;
    }
    end = parse_lines(reader, at, reader->odd_bytes);
    reader->odd_bytes = 2 * (end - at) < MOST_UNTRIED ? 2 * (end - at) : MOST_UNTRIED;
    return end;
}

/* libcsv is asked line by line, as long as a row goes on that no index has; and for the
   first row, whose line end is to be noted. */
static void parse_piece(struct csv_reader *reader)
{
    size_t at = 0;
    while (reader->reading == READING_ON && at < (size_t)reader->piece_count) {
        bool is_between = is_between_rows(reader);
        if (is_between && reader->start > (ptrdiff_t)at)
            at = (size_t)reader->start; /* more line ends, which mean nothing */
        else if (is_between && reader->has_first_end)
            at = parse_rows(reader, at);
        else
            at = parse_lines(reader, at, 0);
    }
}

void csv_reader_expect(struct csv_reader *reader, struct text_index *indexes)
{
    reader->indexes = indexes;
}

void csv_reader_pass(struct csv_reader *reader, const char *bytes, size_t byte_count)
{
    position_advance(&reader->position, bytes, byte_count);
}

static void push_piece(struct csv_reader *reader, const char *bytes, size_t byte_count)
{
    reader->piece = bytes;
    reader->piece_count = (ptrdiff_t)byte_count;
    if (reader->is_between)
        pass_line_ends(reader);
    if (reader->has_no_index)
        parse(reader, 0, byte_count);
    else
        parse_piece(reader);
    if (reader->reading == READING_ON && reader->has_row &&
        !row_builder_anchor(&reader->row))
        stop(reader, READING_NO_MEMORY);
    if (!reader->is_between && reader->start >= 0 && reader->start < reader->piece_count)
        reader->start_is_quote = bytes[reader->start] == reader->quote;
    reader->start -= reader->piece_count;
    reader->piece_count = 0;
    reader->indexes = NULL;
    size_t buffer_size = csv_get_buffer_size(&reader->parser);
    if (buffer_size > LIBCSV_BLOCK_BYTES)
        csv_set_blk_size(&reader->parser, buffer_size); /* doubling, for long cells */
}

enum csv_reading csv_reader_push(struct csv_reader *reader, const char *bytes,
                                 size_t byte_count)
{
    assert(reader->reading == READING_ON);
    if (byte_count)
        push_piece(reader, bytes, byte_count);
    return reader->reading;
}

enum csv_reading csv_reader_end(struct csv_reader *reader)
{
    assert(reader->reading == READING_ON);
    position_settle(&reader->position);
    reader->has_first_end = true;
    if (csv_fini(&reader->parser, on_cell, on_row, reader) != 0)
        stop(reader, READING_UNCLOSED_QUOTE);
    return reader->reading;
}

void csv_reader_restart(struct csv_reader *reader)
{
    assert(!reader->has_row);
    reader->position = POSITION_START;
    reader->start = 0;
    reader->is_between = true;
}

void csv_reader_add_lines(struct csv_reader *reader, uint64_t line_count)
{
    reader->position.line += line_count;
    reader->row.line += line_count;
}

struct place csv_reader_place(const struct csv_reader *reader, const char *name)
{
    return (struct place){ .path = name,
                           .line = reader->position.line,
                           .column = reader->position.column };
}

uint64_t csv_reader_row_line(const struct csv_reader *reader)
{
    return reader->row.line;
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

/* From text to rows of cells: what libcsv says a file holds, and where each cell stands.

   Text is pushed in pieces cut anywhere; each row is handed over as soon as it is
   complete. The law is RFC 4180, strict where data would be lost and lenient where not:
   - a cell that begins with a quote ends with one; "" inside stands for one quote;
   - a quote inside a cell that does not begin with one is data;
   - text after a closing quote and a quote that is never closed are refused;
   - spaces belong to the cell, also next to delimiters;
   - a row ends with LF, CR LF, CR CR LF or CR, or with the text;
   - an empty line is no row, so that in a file of one column it is no answer either.
   Cells and rows have a bound, so that no file can ask for all the memory.
   libcsv's reading is the definition; rows that leave no question go a shorter way
   (csv_index.h), which gives the same.

   Text is UTF-8 without NUL bytes (see decoder.h). */
#ifndef INGEST_CSV_READER_H
#define INGEST_CSV_READER_H

#include "base/instructions.h"
#include "ingest/records.h"
#include "ingest/row_run.h"

enum {
    MOST_CELL_BYTES = 16 * 1024 * 1024,
    MOST_ROW_BYTES = 64 * 1024 * 1024,
    MOST_COLUMNS = 65536,
    NO_QUOTE = 0
};

/* How a row ended. */
enum line_end {
    LINE_END_NONE, /* the text ended first */
    LINE_END_LF,
    LINE_END_CRLF,
    LINE_END_CR,
    LINE_END_CRCRLF
};

struct row {
    const struct cell *cells; /* all, or the selected ones in the order asked for */
    size_t given_count;       /* of cells above; the file's row has cell_count */
    size_t cell_count;
    bool ends_empty; /* the last cell of the row is empty and unquoted */
    bool is_empty;   /* all cells are */
    uint64_t line;   /* where the row begins */
};

/* Returns false to stop. Cells live until it returns. */
typedef bool row_handler(void *context, const struct row *row);

/* What came of pushing. */
enum csv_reading {
    READING_ON,
    READING_STOPPED, /* the handler said so */
    READING_TEXT_AFTER_QUOTE,
    READING_UNCLOSED_QUOTE,
    READING_CELL_TOO_LONG,
    READING_ROW_TOO_LONG,
    READING_NO_MEMORY
};

struct csv_reader;
struct text_index;

/* `quote` may be NO_QUOTE: quotes mean nothing then. NULL when memory is short. */
struct csv_reader *csv_reader_create(char delimiter, char quote, row_handler *handler,
                                     void *context);
void csv_reader_free(struct csv_reader *reader);

/* How the shorter way goes, which changes nothing in what is read. */
struct reading_way {
    enum instructions instructions; /* INSTRUCTIONS_ROWS: no row goes it */
    size_t most_bytes;              /* of text in one index; 0: as many as are best */
};

/* To be called before anything is pushed. */
void csv_reader_set_way(struct csv_reader *reader, const struct reading_way *way);

/* From the next row on only these columns are given; a column that a row lacks is an
   empty cell. False when memory is short. Not to be called from the handler. */
bool csv_reader_select(struct csv_reader *reader, const size_t *columns,
                       size_t count) SYMBAR_MUST_CHECK;

/* Gives rows of `cell_count` cells to this handler before the other one, in runs; only
   where an index has them, and never the first row. */
void csv_reader_give_runs(struct csv_reader *reader, run_handler *handler,
                          size_t cell_count);

/* Text before the first row that is no row, for the lines it takes. */
void csv_reader_pass(struct csv_reader *reader, const char *bytes, size_t byte_count);

/* What is pushed next begins at a row, as line 1 of its own: where a text was read by
   several readers. Only between rows. */
void csv_reader_restart(struct csv_reader *reader);

/* Counts the lines of the current text from so many more on, for messages. */
void csv_reader_add_lines(struct csv_reader *reader, uint64_t line_count);

/* What was found out of the text that is pushed next, which begins at a row. */
void csv_reader_expect(struct csv_reader *reader, struct text_index *indexes);

/* Once anything but READING_ON was returned, nothing more can be pushed. */
enum csv_reading csv_reader_push(struct csv_reader *reader, const char *bytes,
                                 size_t byte_count) SYMBAR_MUST_CHECK;
enum csv_reading csv_reader_end(struct csv_reader *reader) SYMBAR_MUST_CHECK;

/* Where the cell begins that is being read: the one that caused a failure. */
struct place csv_reader_place(const struct csv_reader *reader, const char *name);

/* Where the row begins that was read last or is being read. */
uint64_t csv_reader_row_line(const struct csv_reader *reader);

/* Adds the diagnostic for a reading that failed and returns its status. */
enum symbar_status csv_reader_fail(const struct csv_reader *reader,
                                   enum csv_reading reading, const char *name,
                                   struct symbar_diagnostics *diagnostics);

/* How the first row ended. */
enum line_end csv_reader_line_end(const struct csv_reader *reader);

#endif

/* libcsv's parser as everybody here sets it up: RFC 4180, strict about what follows a
   closing quote and about a quote that is never closed, and with spaces that are data. */
#ifndef INGEST_LIBCSV_PARSER_H
#define INGEST_LIBCSV_PARSER_H

#include <csv.h>

enum { LIBCSV_OPTIONS = CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL };

/* Of memory, which a cell takes block by block. */
enum { LIBCSV_BLOCK_BYTES = 4096 };

/* Released with csv_free. A cell takes MOST_CELL_BYTES (csv_reader.h) at most. */
void libcsv_parser_init(struct csv_parser *parser, char delimiter, char quote);

/* What libcsv tells: a cell's text, NULL for an empty one without quotes; a row and the
   byte that ended it, -1 at the end of the text. */
typedef void libcsv_cell_handler(void *bytes, size_t byte_count, void *context);
typedef void libcsv_row_handler(int end, void *context);

/* csv_parse, but that a quote inside an unquoted cell is data. Returns how many bytes
   were read; all, unless csv_error tells why not. */
size_t libcsv_parse(struct csv_parser *parser, const char *bytes, size_t byte_count,
                    libcsv_cell_handler *on_cell, libcsv_row_handler *on_row,
                    void *context);

#endif

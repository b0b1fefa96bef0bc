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

#endif

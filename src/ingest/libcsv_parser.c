#include "ingest/libcsv_parser.h"

#include "base/memory.h"
#include "ingest/csv_reader.h"

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

void libcsv_parser_init(struct csv_parser *parser, char delimiter, char quote)
{
    csv_init(parser, LIBCSV_OPTIONS);
    csv_set_delim(parser, (unsigned char)delimiter);
    csv_set_quote(parser, (unsigned char)quote);
    csv_set_space_func(parser, is_space);
    csv_set_realloc_func(parser, resize);
    csv_set_free_func(parser, memory_free);
    csv_set_blk_size(parser, LIBCSV_BLOCK_BYTES);
}

size_t libcsv_parse(struct csv_parser *parser, const char *bytes, size_t byte_count,
                    libcsv_cell_handler *on_cell, libcsv_row_handler *on_row,
                    void *context)
{
    size_t at = 0;
    for (;;) {
        at += csv_parse(parser, bytes + at, byte_count - at, on_cell, on_row, context);
        bool is_stray = csv_error(parser) == CSV_EPARSE && !parser->quoted;
        if (at == byte_count || !is_stray)
            return at;
        /* libcsv's strict mode stops at a quote inside an unquoted cell, too. */
        csv_set_opts(parser, LIBCSV_OPTIONS & ~CSV_STRICT);
        size_t used = csv_parse(parser, bytes + at, 1, on_cell, on_row, context);
        csv_set_opts(parser, LIBCSV_OPTIONS);
        if (used != 1)
            return at;
        at++;
    }
}

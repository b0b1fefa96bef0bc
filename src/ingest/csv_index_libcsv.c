/* An index as libcsv sees a text: for whoever wants nobody else to say where cells end.
 */
#include "ingest/csv_index_parts.h"
#include "ingest/libcsv_parser.h"

/* What was read so far. Anything that an index may not have ends it, with the row before.
 */
struct marking {
    struct csv_index *index;
    const char *bytes;
    size_t byte_count;
    char quote;
    size_t start; /* of the next cell */
    size_t lines; /* in quotes, of the row that is read */
    bool has_ended;
};

static void put_end(struct csv_index *index, size_t offset)
{
    index->ends[offset / INDEX_BLOCK] |= (uint64_t)1 << offset % INDEX_BLOCK;
}

static void end_cell(struct marking *marking, size_t end)
{
    put_end(marking->index, end);
    marking->start = end + 1;
}

static bool has_lone_cr(const char *at, const char *end)
{
    while ((at = memchr(at, '\r', (size_t)(end - at))) != NULL)
        if (++at == end || *at != '\n')
            return true;
    return false;
}

/* In the text it has its quotes, too, and one more for each that is doubled. Apart, so
   that other cells do not save registers for it. */
__attribute__((noinline)) static void
end_quoted_cell(struct marking *marking, const char *bytes, size_t byte_count)
{
    const char *last = bytes + byte_count;
    size_t quotes = 2 + csv_index_count_bytes(bytes, last, marking->quote);
    marking->lines += csv_index_count_bytes(bytes, last, '\n');
    marking->has_ended = has_lone_cr(bytes, last);
    end_cell(marking, marking->start + byte_count + quotes);
}

/* What ends a cell has been read, so that there is a byte where the cell begins. */
static void on_cell(void *bytes, size_t byte_count, void *context)
{
    struct marking *marking = context;
    if (marking->has_ended)
        return;
    if (marking->bytes[marking->start] == marking->quote)
        end_quoted_cell(marking, bytes, byte_count);
    else
        end_cell(marking, marking->start + byte_count);
}

/* Whether a row that ends there comes too late. */
static bool is_full(const struct csv_index *index, size_t end)
{
    enum { STRIDE_BYTES = INDEX_STRIDE * INDEX_BLOCK };
    return index->row_count >= INDEX_FULL_ROWS &&
           end / STRIDE_BYTES >
               csv_index_row_end(index, INDEX_FULL_ROWS - 1) / STRIDE_BYTES;
}

static void end_row(struct marking *marking, size_t end)
{
    struct csv_index *index = marking->index;
    index->row_bounds[++index->row_count] = (uint16_t)end;
    index->line_count += marking->lines + 1;
    marking->lines = 0;
    marking->start = end + 1;
}

/* Where a line feed ends a row, with or without a CR before it; else no row of an index
   ends there. */
static bool find_line_feed(const struct marking *marking, size_t at, size_t *end_out)
{
    if (at < marking->byte_count && marking->bytes[at] == '\r')
        at++;
    *end_out = at;
    return at < marking->byte_count && marking->bytes[at] == '\n';
}

/* libcsv does not tell of them; in an index they are rows. */
static void pass_empty_lines(struct marking *marking)
{
    size_t end;
    while (find_line_feed(marking, marking->start, &end)) {
        if (is_full(marking->index, end)) {
            marking->has_ended = true;
            return;
        }
        put_end(marking->index, end);
        end_row(marking, end);
    }
    marking->has_ended = end > marking->start;
}

static void on_row(int byte, void *context)
{
    struct marking *marking = context;
    const size_t last = marking->start - 1;
    size_t end;
    (void)byte;
    if (marking->has_ended)
        return;
    marking->has_ended =
        !find_line_feed(marking, last, &end) || is_full(marking->index, end);
    if (marking->has_ended)
        return;
    if (end > last) { /* the CR is in the cell */
        marking->index->ends[last / INDEX_BLOCK] ^= (uint64_t)1 << last % INDEX_BLOCK;
        put_end(marking->index, end);
    }
    end_row(marking, end);
    pass_empty_lines(marking);
}

/* Up to the block in which the last row ends: behind an odd row there is nothing. */
static void count_ends(struct csv_index *index)
{
    size_t block_count = 0;
    if (index->row_count)
        block_count = csv_index_row_end(index, index->row_count - 1) / INDEX_BLOCK + 1;
    size_t cells = 0;
    for (size_t block = 0; block < block_count; block++) {
        index->cells_before[block] = (uint16_t)cells;
        cells += csv_index_count_bits(index->ends[block]);
    }
    memset(index->cells_before + block_count, UINT8_MAX,
           INDEX_AHEAD * sizeof *index->cells_before);
}

size_t csv_index_scan_libcsv(struct csv_index *index, const char *bytes,
                             size_t byte_count, char delimiter, char quote)
{
    const size_t block_count = (byte_count + INDEX_BLOCK - 1) / INDEX_BLOCK;
    struct csv_parser parser;
    struct marking marking = {
        .index = index, .bytes = bytes, .byte_count = byte_count, .quote = quote
    };
    index->row_count = 0;
    index->line_count = 0;
    index->row_bounds[0] = UINT16_MAX;
    memset(index->ends, 0, (block_count + 1) * sizeof *index->ends);
    pass_empty_lines(&marking);
    libcsv_parser_init(&parser, delimiter, quote);
    libcsv_parse(&parser, bytes, byte_count, on_cell, on_row, &marking);
    csv_free(&parser);
    count_ends(index);
    return csv_index_row_start(index, index->row_count);
}

#include "ingest/csv_index_parts.h"

#include <assert.h>

struct scans {
    csv_index_scan *fill;
    csv_cell_count *count_cells;
    csv_quote_scan *follow_quotes;
};

static struct scans scans_by(enum instructions instructions)
{
    assert(instructions_are_there(instructions));
#if defined(__x86_64__)
    if (instructions == INSTRUCTIONS_SSE2)
        return (struct scans){ csv_index_scan_sse2, csv_cell_count_sse2,
                               csv_quote_scan_sse2 };
    if (instructions == INSTRUCTIONS_AVX2)
        return (struct scans){ csv_index_scan_avx2, csv_cell_count_avx2,
                               csv_quote_scan_avx2 };
    if (instructions == INSTRUCTIONS_AVX512)
        return (struct scans){ csv_index_scan_avx512, csv_cell_count_avx512,
                               csv_quote_scan_avx512 };
#endif
#if defined(__aarch64__)
    if (instructions == INSTRUCTIONS_NEON)
        return (struct scans){ csv_index_scan_neon, csv_cell_count_neon,
                               csv_quote_scan_neon };
#endif
    return (struct scans){ csv_index_scan_portable, csv_cell_count_portable,
                           csv_quote_scan_portable };
}

static struct scans scans_of(enum instructions wanted)
{
    struct scans scans = scans_by(instructions_to_compute(wanted));
    if (wanted == INSTRUCTIONS_LIBCSV)
        scans.fill = csv_index_scan_libcsv;
    return scans;
}

size_t csv_index_count_bytes(const char *at, const char *end, char byte)
{
    size_t count = 0;
    while ((at = memchr(at, byte, (size_t)(end - at))) != NULL) {
        at++;
        count++;
    }
    return count;
}

size_t csv_index_find(struct csv_index *index, enum instructions instructions,
                      const char *bytes, size_t byte_count, char delimiter, char quote)
{
    assert(byte_count <= INDEX_MOST_BYTES);
    size_t scanned =
        scans_of(instructions).fill(index, bytes, byte_count, delimiter, quote);
    index->line_count -= csv_index_count_bytes(
        bytes + csv_index_row_start(index, index->row_count), bytes + scanned, '\n');
    return scanned;
}

void csv_index_count_cells(struct csv_index *index, enum instructions instructions)
{
    index->cell_count = scans_of(instructions).count_cells(index);
}

void csv_index_fill(struct csv_index *index, enum instructions instructions,
                    const char *bytes, size_t byte_count, char delimiter, char quote)
{
    (void)csv_index_find(index, instructions, bytes, byte_count, delimiter, quote);
    csv_index_count_cells(index, instructions);
}

size_t csv_index_find_end(const struct csv_index *index, size_t offset, size_t cells)
{
    uint64_t window = csv_index_window(index, offset);
    for (size_t count; (count = csv_index_count_bits(window)) <= cells; cells -= count) {
        offset = csv_index_next_window(offset);
        window = csv_index_window(index, offset);
    }
    for (; cells; cells--)
        window &= window - 1;
    return offset + (size_t)__builtin_ctzll(window);
}

void csv_index_follow_quotes(struct followed_quotes *quotes,
                             enum instructions instructions, const char *bytes,
                             size_t byte_count)
{
    quotes->byte_count = 0;
    quotes->row_end = 0;
    quotes->is_odd = instructions == INSTRUCTIONS_ROWS;
    if (!quotes->is_odd)
        scans_of(instructions).follow_quotes(quotes, bytes, byte_count);
}

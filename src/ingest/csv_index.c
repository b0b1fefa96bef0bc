#include "ingest/csv_index_parts.h"

#include <assert.h>

static csv_index_scan *scan_of(enum instructions instructions)
{
    if (instructions == INSTRUCTIONS_BEST)
        instructions = instructions_best();
    assert(instructions_are_there(instructions));
#if defined(__x86_64__)
    if (instructions == INSTRUCTIONS_SSE2)
        return csv_index_scan_sse2;
    if (instructions == INSTRUCTIONS_AVX2)
        return csv_index_scan_avx2;
#endif
#if defined(__aarch64__)
    if (instructions == INSTRUCTIONS_NEON)
        return csv_index_scan_neon;
#endif
    return csv_index_scan_portable;
}

void csv_index_fill(struct csv_index *index, enum instructions instructions,
                    const char *bytes, size_t byte_count, char delimiter, char quote)
{
    assert(byte_count <= INDEX_MOST_BYTES);
    scan_of(instructions)(index, bytes, byte_count, delimiter, quote);
    /* the row that was begun last is not whole */
    while (index->cell_count && bytes[index->bounds[index->cell_count]] != '\n')
        index->cell_count--;
}

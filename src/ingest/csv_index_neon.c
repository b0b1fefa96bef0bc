#include "ingest/csv_index_parts.h"

#if defined(__aarch64__)

#include <arm_neon.h>

enum { VECTORS = 4, VECTOR = 16 };

/* Each byte that is the wanted one leaves its bit; three rounds of sums of neighbours
   bring the bits of eight bytes into one. */
static inline uint64_t find_byte(const uint8x16_t vectors[VECTORS], char byte)
{
    static const uint8_t bits[VECTOR] = { 1, 2, 4, 8, 16, 32, 64, 128,
                                          1, 2, 4, 8, 16, 32, 64, 128 };
    const uint8x16_t weights = vld1q_u8(bits);
    uint8x16_t found[VECTORS];
    for (size_t i = 0; i < VECTORS; i++)
        found[i] = vandq_u8(vceqq_u8(vectors[i], vdupq_n_u8((uint8_t)byte)), weights);
    uint8x16_t halves =
        vpaddq_u8(vpaddq_u8(found[0], found[1]), vpaddq_u8(found[2], found[3]));
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(halves, halves)), 0);
}

static inline void load_block(const char *block, uint8x16_t vectors[VECTORS])
{
    for (size_t i = 0; i < VECTORS; i++)
        vectors[i] = vld1q_u8((const uint8_t *)block + i * VECTOR);
}

static inline bool has_byte_in(const char *block, char byte)
{
    uint8x16_t vectors[VECTORS];
    uint8x16_t any = vdupq_n_u8(0);
    load_block(block, vectors);
    for (size_t i = 0; i < VECTORS; i++)
        any = vorrq_u8(any, vceqq_u8(vectors[i], vdupq_n_u8((uint8_t)byte)));
    return vmaxvq_u8(any);
}

static inline void find_marks(const char *block, const struct mark_bytes *wanted,
                              struct block_marks *marks_out)
{
    uint8x16_t vectors[VECTORS];
    load_block(block, vectors);
    marks_out->delimiter = find_byte(vectors, wanted->delimiter);
    marks_out->quote = find_byte(vectors, wanted->quote) & wanted->has_quote;
    marks_out->lf = find_byte(vectors, '\n');
    marks_out->cr = find_byte(vectors, '\r');
}

#define SCAN_NAME csv_index_scan_neon
#define COUNT_NAME csv_cell_count_neon
#define QUOTE_SCAN_NAME csv_quote_scan_neon
#define SCAN_TARGET
#define count_bits csv_index_count_bits
#define fill_between fill_by_shifts
#include "ingest/csv_index_scan.h"

#endif

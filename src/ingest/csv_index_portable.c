#include "ingest/byte_bits.h"
#include "ingest/csv_index_parts.h"

/* Many blocks have no quote, and most texts no CR. */
static inline uint64_t turn_any(uint64_t bits)
{
    return bits ? byte_bits_turn(bits) : 0;
}

static inline bool has_byte_in(const char *block, char byte)
{
    return byte_bits_find(block, byte);
}

static inline void find_marks(const char *block, const struct mark_bytes *wanted,
                              struct block_marks *marks_out)
{
    marks_out->delimiter = byte_bits_turn(byte_bits_find(block, wanted->delimiter));
    marks_out->quote = turn_any(byte_bits_find(block, wanted->quote) & wanted->has_quote);
    marks_out->lf = byte_bits_turn(byte_bits_find(block, '\n'));
    marks_out->cr = turn_any(byte_bits_find(block, '\r'));
}

#define SCAN_NAME csv_index_scan_portable
#define COUNT_NAME csv_cell_count_portable
#define QUOTE_SCAN_NAME csv_quote_scan_portable
#define SCAN_TARGET
#define count_bits csv_index_count_bits
#define fill_between fill_by_shifts
#include "ingest/csv_index_scan.h"

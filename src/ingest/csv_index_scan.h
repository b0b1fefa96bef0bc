/* The scans behind csv_index.h, included once by the source of each
   instruction set, which has defined:
   - SCAN_NAME, COUNT_NAME and QUOTED_SCAN_NAME, the functions' names, and SCAN_TARGET,
   their attribute;
   - find_marks(), which gives the masks of a block;
   - count_bits(), how many bits of a mask are set;
   - fill_between(), which turns a mask of quotes into one of the bytes from each opening
     quote up to the closing one, without that. */

#include <string.h>

/* What a block is told by the one before it: bit 0 stands for that block's last byte. */
struct scan_state {
    uint64_t inside; /* all bits: a quote is open */
    uint64_t end;    /* the end of a cell; also before the first byte */
    uint64_t close;
    uint64_t cr;
};

SCAN_TARGET static inline uint64_t after(uint64_t mask, uint64_t carried)
{
    return mask << 1 | carried;
}

/* The cells' ends, and in `*odd_out` the bytes that break a rule. */
SCAN_TARGET static inline uint64_t
find_ends(struct scan_state *state, const struct block_marks *marks, uint64_t *odd_out)
{
    uint64_t inside = fill_between(marks->quote) ^ state->inside;
    uint64_t close = marks->quote & ~inside;
    uint64_t ends = (marks->delimiter | marks->lf) & ~inside;
    uint64_t after_end = after(ends, state->end);
    uint64_t after_close = after(close, state->close);
    uint64_t after_cr = after(marks->cr, state->cr);
    uint64_t may_follow_close = ends | marks->quote | (marks->cr & ~inside);
    *odd_out = (marks->quote & inside & ~(after_end | after_close)) |
               (after_close & ~may_follow_close) | (after_cr & ~marks->lf);
    state->inside = 0 - (inside >> (INDEX_BLOCK - 1));
    state->end = ends >> (INDEX_BLOCK - 1);
    state->close = close >> (INDEX_BLOCK - 1);
    state->cr = marks->cr >> (INDEX_BLOCK - 1);
    return ends;
}

SCAN_TARGET static inline uint16_t first_place(size_t offset, uint64_t ends)
{
    const uint64_t last = (uint64_t)1 << (INDEX_BLOCK - 1);
    return (uint16_t)(offset + (size_t)__builtin_ctzll(ends | last));
}

/* Nearly always a block has one row's end or two: so many are written without asking, and
   the next ones are written over those that are none. */
SCAN_TARGET static inline size_t write_row_ends(uint16_t *out, size_t offset,
                                                uint64_t ends)
{
    enum { UNASKED = 2 };
    size_t count = count_bits(ends);
    for (size_t i = 0; i < UNASKED; i++, ends &= ends - 1)
        out[i] = first_place(offset, ends);
    for (size_t i = UNASKED; i < count; i++, ends &= ends - 1)
        out[i] = first_place(offset, ends);
    return count;
}

/* How far a scan is. */
struct scan_counts {
    size_t blocks;
    size_t cells;
    size_t rows;
    size_t lines;
};

/* Adds a block, of which only the given bytes count; what breaks a rule ends it. */
SCAN_TARGET static inline void add_block(struct csv_index *index,
                                         struct scan_counts *counts, uint64_t ends,
                                         uint64_t line_feeds)
{
    size_t block = counts->blocks++;
    index->ends[block] = ends;
    index->cells_before[block] = (uint16_t)counts->cells;
    index->line_feeds[block] = line_feeds;
    index->lines_before[block] = (uint16_t)counts->lines;
    counts->cells += count_bits(ends);
    counts->lines += count_bits(line_feeds);
    counts->rows += write_row_ends(index->row_bounds + 1 + counts->rows,
                                   block * INDEX_BLOCK, ends & line_feeds);
}

/* The last block that is looked at: it breaks a rule, or the text ends in it. */
SCAN_TARGET static void add_last_block(struct csv_index *index,
                                       struct scan_counts *counts,
                                       struct scan_state *state,
                                       const struct mark_bytes *wanted, const char *bytes,
                                       size_t byte_count)
{
    char block[INDEX_BLOCK] = { 0 };
    struct block_marks marks;
    uint64_t odd;
    memcpy(block, bytes, byte_count < INDEX_BLOCK ? byte_count : INDEX_BLOCK);
    find_marks(block, wanted, &marks);
    uint64_t ends = find_ends(state, &marks, &odd);
    if (byte_count < INDEX_BLOCK)
        ends &= ((uint64_t)1 << byte_count) - 1;
    if (odd)
        ends &= (odd & (0 - odd)) - 1;
    add_block(index, counts, ends, marks.lf);
}

SCAN_TARGET void SCAN_NAME(struct csv_index *index, const char *bytes, size_t byte_count,
                           char delimiter, char quote)
{
    enum { AHEAD = 2048 }; /* bytes that are asked for before they are looked at */
    struct scan_state state = { .end = 1 };
    const struct mark_bytes wanted = { delimiter, quote ? quote : delimiter,
                                       quote ? ~(uint64_t)0 : 0 };
    struct scan_counts counts = { 0 };
    size_t at = 0;
    index->row_bounds[0] = UINT16_MAX;
    for (; at + INDEX_BLOCK <= byte_count; at += INDEX_BLOCK) {
        struct block_marks marks;
        struct scan_state next = state;
        uint64_t odd;
        __builtin_prefetch(bytes + at + AHEAD);
        find_marks(bytes + at, &wanted, &marks);
        uint64_t ends = find_ends(&next, &marks, &odd);
        if (odd)
            break;
        state = next;
        add_block(index, &counts, ends, marks.lf);
    }
    if (at < byte_count)
        add_last_block(index, &counts, &state, &wanted, bytes + at, byte_count - at);
    index->ends[counts.blocks] = 0;
    memset(index->cells_before + counts.blocks, UINT8_MAX,
           INDEX_AHEAD * sizeof *index->cells_before);
    index->row_count = counts.rows;
}

SCAN_TARGET static inline size_t cells_before(const struct csv_index *index,
                                              size_t offset)
{
    uint64_t before = ((uint64_t)1 << offset % INDEX_BLOCK) - 1;
    size_t block = offset / INDEX_BLOCK;
    return index->cells_before[block] + count_bits(index->ends[block] & before);
}

SCAN_TARGET size_t COUNT_NAME(const struct csv_index *index)
{
    const uint16_t *row_ends = index->row_bounds + 1;
    size_t count = index->row_count ? cells_before(index, row_ends[0]) + 1 : 0;
    size_t odd = 0;
    for (size_t row = 0; row < index->row_count; row++)
        odd |= (cells_before(index, row_ends[row]) + 1) ^ (row + 1) * count;
    return odd ? 0 : count;
}

SCAN_TARGET void QUOTED_SCAN_NAME(struct quoted_text *text, const char *bytes,
                                  size_t byte_count)
{
    const struct mark_bytes wanted = { text->delimiter, text->quote, ~(uint64_t)0 };
    struct scan_state state = { .inside = ~(uint64_t)0 };
    size_t at = 0;
    uint64_t odd = 0;
    text->row_end = 0;
    while (byte_count - at >= INDEX_BLOCK) {
        struct block_marks marks;
        struct scan_state next = state;
        find_marks(bytes + at, &wanted, &marks);
        uint64_t ends = find_ends(&next, &marks, &odd);
        if (odd || (!marks.quote && !state.inside))
            break;
        state = next;
        uint64_t row_ends = ends & marks.lf;
        if (row_ends)
            text->row_end = at + INDEX_BLOCK - (size_t)__builtin_clzll(row_ends);
        at += INDEX_BLOCK;
    }
    text->byte_count = at;
    text->is_inside = state.inside;
    text->is_after_quote = state.close;
    text->is_after_end = state.end || state.cr;
    text->is_odd = odd;
}

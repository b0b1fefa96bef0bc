/* The scans behind csv_index.h, included once by the source of each
   instruction set, which has defined:
   - SCAN_NAME, COUNT_NAME and QUOTE_SCAN_NAME, the functions' names, and SCAN_TARGET,
   their attribute;
   - find_marks(), which gives the masks of a block;
   - has_byte_in(), whether any byte of a block is this one;
   - count_bits(), how many bits of a mask are set;
   - if LISTS_ROWS is defined, list_rows(), as below;
   - fill_between(), which turns a mask of quotes into one of the bytes from each opening
     quote up to the closing one, without that. */

#include <string.h>

/* What a block is told by the one before it: bit 0 stands for that block's last byte. */
struct scan_state {
    uint64_t inside; /* all bits: a quote is open */
    uint64_t end;    /* the end of a cell; also before the first byte */
    uint64_t close;
};

SCAN_TARGET static inline uint64_t after(uint64_t mask, uint64_t carried)
{
    return mask << 1 | carried;
}

/* Each CR without an LF behind it; `next` is behind the block, and may be the end. */
SCAN_TARGET static inline uint64_t find_lone_crs(const struct block_marks *marks,
                                                 const char *next, const char *end)
{
    uint64_t followed = marks->lf >> 1;
    if (next == end || *next == '\n')
        followed |= (uint64_t)1 << (INDEX_BLOCK - 1);
    return marks->cr & ~followed;
}

/* The cells' ends, and in `*odd_out` the bytes that break a rule. Text has no CR at all
   or one in each line: whether to look at them is guessed right. */
SCAN_TARGET static inline uint64_t find_ends(struct scan_state *state,
                                             const struct block_marks *marks,
                                             const char *next, const char *end,
                                             uint64_t *odd_out)
{
    uint64_t inside = fill_between(marks->quote) ^ state->inside;
    uint64_t close = marks->quote & ~inside;
    uint64_t ends = (marks->delimiter | marks->lf) & ~inside;
    uint64_t after_end = after(ends, state->end);
    uint64_t after_close = after(close, state->close);
    uint64_t odd = marks->quote & inside & ~(after_end | after_close);
    uint64_t unfinished = after_close & ~(ends | marks->quote);
    if (marks->cr) {
        odd |= find_lone_crs(marks, next, end);
        unfinished &= ~marks->cr | inside;
    }
    *odd_out = odd | unfinished;
    state->inside = 0 - (inside >> (INDEX_BLOCK - 1));
    state->end = ends >> (INDEX_BLOCK - 1);
    state->close = close >> (INDEX_BLOCK - 1);
    return ends;
}

/* An odd block, looked at again. */
struct odd_block {
    struct scan_state state; /* behind it */
    uint64_t ends;
    uint64_t odd; /* bytes that are still odd */
};

/* The first odd bytes may be quotes in cells without quotes: those are passed, with all
   others up to the cell's end. `before` is the state before the block. */
__attribute__((noinline)) SCAN_TARGET static struct odd_block
pass_stray_quotes(struct scan_state before, const char *bytes,
                  const struct mark_bytes *wanted, const char *next, const char *end)
{
    struct block_marks marks;
    find_marks(bytes, wanted, &marks);
    for (;;) {
        struct odd_block block = { .state = before };
        block.ends = find_ends(&block.state, &marks, next, end, &block.odd);
        uint64_t stray = block.odd & (0 - block.odd) & marks.quote;
        if (!stray)
            return block;
        uint64_t cell_ends = (marks.delimiter | marks.lf) & (0 - stray);
        marks.quote &= ~((cell_ends & (0 - cell_ends)) - stray);
    }
}

/* The ends in text, block by block, up to the first byte that breaks a rule; returns how
   many blocks that is. */
SCAN_TARGET static inline size_t scan_text(uint64_t ends[INDEX_BLOCKS],
                                           uint64_t line_feeds[INDEX_BLOCKS],
                                           const char *bytes, size_t byte_count,
                                           const struct mark_bytes *wanted)
{
    enum { AHEAD = 2048 }; /* bytes that are asked for before they are looked at */
    struct scan_state state = { .end = 1 };
    const char *end = bytes + byte_count;
    const char *at = bytes;
    size_t count = 0;
    uint64_t odd = 0;
    do {
        struct odd_block block;
        for (; end - at >= INDEX_BLOCK; at += INDEX_BLOCK, count++) {
            struct scan_state next = state;
            struct block_marks marks;
            __builtin_prefetch(at + AHEAD);
            find_marks(at, wanted, &marks);
            ends[count] = find_ends(&next, &marks, at + INDEX_BLOCK, end, &odd);
            line_feeds[count] = marks.lf;
            if (odd)
                break;
            state = next;
        }
        if (!odd)
            break;
        block = pass_stray_quotes(state, at, wanted, at + INDEX_BLOCK, end);
        state = block.state;
        ends[count++] = block.ends;
        odd = block.odd;
        at += INDEX_BLOCK;
    } while (!odd);
    if (at < end && !odd) {
        struct block_marks marks;
        char last[INDEX_BLOCK] = { 0 };
        const size_t left = (size_t)(end - at);
        memcpy(last, at, left);
        find_marks(last, wanted, &marks);
        struct odd_block block = pass_stray_quotes(state, last, wanted, end, end);
        ends[count] = block.ends & (((uint64_t)1 << left) - 1);
        line_feeds[count++] = marks.lf;
        odd = block.odd;
    }
    if (odd)
        ends[count - 1] &= (odd & (0 - odd)) - 1;
    return count;
}

#if !defined(LISTS_ROWS)
SCAN_TARGET static inline uint16_t first_place(size_t offset, uint64_t ends)
{
    const uint64_t last = (uint64_t)1 << (INDEX_BLOCK - 1);
    return (uint16_t)(offset + (size_t)__builtin_ctzll(ends | last));
}

/* Nearly always a block has one row's end or none: two are written without asking, and
   the next ones are written over those that are none. */
SCAN_TARGET static inline size_t write_row_ends(uint16_t *out, size_t offset,
                                                uint64_t ends)
{
    uint64_t others = ends & (ends - 1);
    size_t count = (size_t)(ends != 0) + (others != 0);
    out[0] = first_place(offset, ends);
    out[1] = first_place(offset, others);
    for (others &= others - 1; others; others &= others - 1)
        out[count++] = first_place(offset, others);
    return count;
}

/* All of the index but the ends: from them and the line feeds of each block. Returns how
   many blocks there is room for. */
SCAN_TARGET static inline size_t list_rows(struct csv_index *index,
                                           const uint64_t *line_feeds, size_t block_count)
{
    size_t cells = 0;
    size_t lines = 0;
    const uint16_t *full = index->row_bounds + INDEX_FULL_ROWS;
    uint16_t *row_ends = index->row_bounds;
    *row_ends++ = UINT16_MAX;
    for (size_t block = 0; block < block_count; block++) {
        if (block % INDEX_STRIDE == 0 && row_ends > full) {
            block_count = block;
            break;
        }
        const uint64_t ends = index->ends[block];
        const uint64_t others = line_feeds[block] & ~ends;
        index->cells_before[block] = (uint16_t)cells;
        cells += count_bits(ends);
        if (others)
            lines += count_bits(others);
        row_ends +=
            write_row_ends(row_ends, block * INDEX_BLOCK, ends & line_feeds[block]);
    }
    index->row_count = (size_t)(row_ends - index->row_bounds) - 1;
    index->line_count = index->row_count + lines;
    return block_count;
}
#endif

SCAN_TARGET size_t SCAN_NAME(struct csv_index *index, const char *bytes,
                             size_t byte_count, char delimiter, char quote)
{
    const struct mark_bytes wanted = { delimiter, quote ? quote : delimiter,
                                       quote ? ~(uint64_t)0 : 0 };
    uint64_t line_feeds[INDEX_BLOCKS];
    size_t block_count = scan_text(index->ends, line_feeds, bytes, byte_count, &wanted);
    block_count = list_rows(index, line_feeds, block_count);
    index->ends[block_count] = 0;
    memset(index->cells_before + block_count, UINT8_MAX,
           INDEX_AHEAD * sizeof *index->cells_before);
    return block_count * INDEX_BLOCK < byte_count ? block_count * INDEX_BLOCK
                                                  : byte_count;
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

/* How many bytes before `most`, in whole blocks, are surely without quotes. Most blocks
   without any have others like them behind. */
SCAN_TARGET static inline size_t pass_plain(const char *bytes, size_t most, char quote)
{
    enum { BLOCKS_AT_ONCE = 4, STEP = BLOCKS_AT_ONCE * INDEX_BLOCK };
    size_t at = 0;
    for (; at + STEP <= most; at += STEP) {
        unsigned blocks = 0;
#pragma GCC unroll 4
        for (size_t i = 0; i < BLOCKS_AT_ONCE; i++)
            blocks |= (unsigned)has_byte_in(bytes + at + i * INDEX_BLOCK, quote) << i;
        if (blocks)
            return at + (size_t)__builtin_ctz(blocks) * INDEX_BLOCK;
    }
    while (at + INDEX_BLOCK <= most && !has_byte_in(bytes + at, quote))
        at += INDEX_BLOCK;
    return at;
}

SCAN_TARGET static inline bool ends_cell(char byte, char delimiter)
{
    return byte == delimiter || byte == '\n' || byte == '\r';
}

SCAN_TARGET void QUOTE_SCAN_NAME(struct followed_quotes *quotes, const char *bytes,
                                 size_t byte_count)
{
    const struct mark_bytes wanted = { quotes->delimiter,
                                       quotes->quote ? quotes->quote : quotes->delimiter,
                                       quotes->quote ? ~(uint64_t)0 : 0 };
    const size_t plain_most =
        quotes->rows_from < byte_count ? quotes->rows_from : byte_count;
    struct scan_state state = { .inside = quotes->is_inside ? ~(uint64_t)0 : 0,
                                .end = quotes->is_after_end,
                                .close = quotes->is_after_quote };
    bool had_quotes = false; /* the block before; as a rule this one has some then */
    size_t at = 0;
    uint64_t odd = 0;
    for (;;) {
        if (!had_quotes && !state.inside && !state.close && at < plain_most) {
            size_t plain = quotes->quote
                               ? pass_plain(bytes + at, plain_most - at, quotes->quote)
                               : plain_most - at;
            at += plain;
            if (plain)
                state.end = ends_cell(bytes[at - 1], quotes->delimiter);
        }
        if (byte_count - at < INDEX_BLOCK)
            break;
        struct block_marks marks;
        struct scan_state next = state;
        find_marks(bytes + at, &wanted, &marks);
        uint64_t ends =
            find_ends(&next, &marks, bytes + at + INDEX_BLOCK, bytes + byte_count, &odd);
        if (odd) {
            struct odd_block block = pass_stray_quotes(
                state, bytes + at, &wanted, bytes + at + INDEX_BLOCK, bytes + byte_count);
            odd = block.odd;
            if (odd)
                break;
            next = block.state;
            ends = block.ends;
        }
        state = next;
        had_quotes = marks.quote;
        uint64_t row_ends = ends & marks.lf;
        if (row_ends)
            quotes->row_end = at + INDEX_BLOCK - (size_t)__builtin_clzll(row_ends);
        at += INDEX_BLOCK;
    }
    quotes->byte_count = at;
    quotes->is_inside = state.inside;
    quotes->is_after_quote = state.close;
    quotes->is_after_end = state.end || (at && bytes[at - 1] == '\r');
    quotes->is_odd = odd;
}

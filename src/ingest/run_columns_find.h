/* The source of run_columns_find, included once for each instruction set, which has
   defined FIND_NAME, FIND_TARGET (an attribute) and count_bits(). */

/* Passes so many ends, at least one; returns how far the last one is, and one more. */
FIND_TARGET static inline size_t pass_ends(uint64_t *ends, size_t count)
{
    for (; count > 1; count--)
        *ends &= *ends - 1;
    size_t place = (size_t)__builtin_ctzll(*ends);
    *ends &= *ends - 1;
    return place + 1;
}

/* A row whose wanted columns begin more than 64 bytes from its start. */
FIND_TARGET static void find_far(struct run_columns *columns, const struct row_run *run,
                                 size_t row)
{
    size_t at = row_run_start(run, row);
    uint64_t ends = csv_index_window(run->index, at);
    size_t start = at;
    for (size_t i = 0; i < columns->count; i++) {
        size_t passed = columns->steps[i];
        for (size_t count; passed > (count = count_bits(ends)); passed -= count) {
            at += INDEX_BLOCK;
            ends = csv_index_window(run->index, at);
        }
        if (passed)
            start = at + pass_ends(&ends, passed);
        columns->starts[i * RUN_MOST_ROWS + row] = (uint16_t)start;
    }
}

FIND_TARGET void FIND_NAME(struct run_columns *columns, const struct row_run *run)
{
    const size_t count = columns->count;
    const size_t last = count ? columns->columns[count - 1] : 0;
    for (size_t r = 0; r < run->row_count; r++) {
        const size_t at = row_run_start(run, r);
        uint64_t ends = csv_index_window(run->index, at);
        size_t start = at;
        if (count_bits(ends) < last) {
            find_far(columns, run, r);
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            if (columns->steps[i])
                start = at + pass_ends(&ends, columns->steps[i]);
            columns->starts[i * RUN_MOST_ROWS + r] = (uint16_t)start;
        }
    }
}

/* The source of run_columns_find, included once for each instruction set, which has
   defined FIND_NAME, FIND_TARGET (an attribute) and count_bits(). */

/* Passes so many ends and one more; returns how far behind that one is. */
FIND_TARGET static inline size_t pass_ends(uint64_t *ends, size_t count)
{
    for (; count; count--)
        *ends &= *ends - 1;
    size_t place = (size_t)__builtin_ctzll(*ends);
    *ends &= *ends - 1;
    return place + 1;
}

/* A row whose wanted columns begin further from its start than one window has. */
FIND_TARGET static void find_far(struct run_columns *columns, const struct row_run *run,
                                 size_t row)
{
    size_t at = row_run_start(run, row);
    uint64_t ends = csv_index_window(run->index, at);
    uint16_t *start = columns->starts + RUN_MOST_ROWS + row;
    for (size_t i = 0; i < columns->count; i++, start += RUN_MOST_ROWS) {
        size_t passed = columns->passed[i];
        for (size_t count; passed >= (count = count_bits(ends)); passed -= count) {
            at = csv_index_next_window(at);
            ends = csv_index_window(run->index, at);
        }
        *start = (uint16_t)(at + pass_ends(&ends, passed));
    }
}

FIND_TARGET void FIND_NAME(struct run_columns *columns, const struct row_run *run)
{
    const size_t count = columns->count;
    const size_t last = columns->last;
    const size_t *passed = columns->passed;
    for (size_t r = 0; r < run->row_count; r++) {
        const size_t at = row_run_start(run, r);
        uint64_t ends = csv_index_window(run->index, at);
        uint16_t *start = columns->starts + r;
        *start = (uint16_t)at;
        if (count_bits(ends) < last) {
            find_far(columns, run, r);
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            start += RUN_MOST_ROWS;
            *start = (uint16_t)(at + pass_ends(&ends, passed[i]));
        }
    }
}

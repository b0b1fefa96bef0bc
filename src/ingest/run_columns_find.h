/* The source of run_columns_find, included once for each instruction set, which has
   defined FIND_NAME, FIND_TARGET (an attribute) and
   - count_bits();
   - find_bit(), the place of a bit that comes after so many others;
   - take_place(), where the cell ends before a column, of a row's ends from which earlier
     ones may be taken away: how many there were before, and how many of those are left;
   - count_blocks(), how many of the next INDEX_AHEAD blocks have no more than so many
   ends before them. */

/* The block in which so many ends are passed, which is not before this one. In which it
   is changes from row to row and would be guessed wrong: some are asked all at once how
   many ends come before them. */
FIND_TARGET static inline size_t find_block(const struct csv_index *index, size_t block,
                                            size_t passed)
{
    size_t count;
    do {
        count = count_blocks(index->cells_before + block + 1, (uint16_t)passed);
        block += count;
    } while (count == INDEX_AHEAD);
    return block;
}

/* A row whose wanted columns begin further from its start than one window has. */
FIND_TARGET static void find_far(struct run_columns *columns, const struct row_run *run,
                                 size_t row)
{
    const struct csv_index *index = run->index;
    const size_t row_start = row_run_start(run, row);
    const size_t first = csv_index_cells_before(index, row_start);
    uint16_t *start = columns->starts + RUN_MOST_ROWS + row;
    uint64_t ends = 0; /* of the block, behind the column that was found last */
    size_t block = 0;
    for (size_t i = 0; i < columns->count; i++, start += RUN_MOST_ROWS) {
        size_t place;
        if (i && !columns->passed[i]) {
            while (!ends)
                ends = index->ends[++block];
            place = (size_t)__builtin_ctzll(ends);
        } else {
            size_t passed = first + columns->columns[i] - 1;
            block = find_block(index, row_start / INDEX_BLOCK, passed);
            ends = index->ends[block];
            place = find_bit(ends, passed - index->cells_before[block]);
        }
        ends &= ~(uint64_t)1 << place;
        *start = (uint16_t)(block * INDEX_BLOCK + place + 1);
    }
}

/* Row by row, where one window does not have all wanted columns of every row. */
FIND_TARGET static void find_in_rows(struct run_columns *columns,
                                     const struct row_run *run,
                                     uint64_t ends[RUN_MOST_ROWS])
{
    for (size_t r = 0; r < run->row_count; r++) {
        const uint16_t at = columns->starts[r];
        uint16_t *start = columns->starts + r;
        if (count_bits(ends[r]) < columns->last) {
            find_far(columns, run, r);
            continue;
        }
        for (size_t i = 0; i < columns->count; i++) {
            start += RUN_MOST_ROWS;
            *start = (uint16_t)(at +
                                take_place(&ends[r], columns->columns[i] - 1,
                                           columns->passed[i]) +
                                1);
        }
    }
}

/* Column by column, so that nothing waits for the row before. */
FIND_TARGET static void find_in_columns(struct run_columns *columns, size_t row_count,
                                        uint64_t ends[RUN_MOST_ROWS])
{
    const uint16_t *row_starts = columns->starts;
    for (size_t i = 0; i < columns->count; i++) {
        uint16_t *starts = columns->starts + (1 + i) * RUN_MOST_ROWS;
        const size_t before = columns->columns[i] - 1;
        const size_t left = columns->passed[i];
        for (size_t r = 0; r < row_count; r++)
            starts[r] =
                (uint16_t)(row_starts[r] + take_place(&ends[r], before, left) + 1);
    }
}

FIND_TARGET void FIND_NAME(struct run_columns *columns, const struct row_run *run)
{
    const size_t row_count = run->row_count;
    const size_t last = columns->last;
    uint64_t ends[RUN_MOST_ROWS];
    bool is_any_far = false;
    for (size_t r = 0; r < row_count; r++)
        columns->starts[r] = (uint16_t)row_run_start(run, r);
    for (size_t r = 0; r < row_count; r++) {
        ends[r] = csv_index_window(run->index, columns->starts[r]);
        is_any_far |= count_bits(ends[r]) < last;
    }
    if (is_any_far)
        find_in_rows(columns, run, ends);
    else
        find_in_columns(columns, row_count, ends);
}

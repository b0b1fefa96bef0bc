#include "base/memory.h"
#include "ingest/known_rows_parts.h"

#include <string.h>

/* -- what is looked at -- */

bool known_rows_column(const struct side_rows *rows, size_t slot, size_t *column_out)
{
    size_t column = rows->plan->selected[slot];
    *column_out = column;
    return !rows->facts->columns[column].part_count;
}

bool known_runs_init(struct known_rows *known, const struct side_rows *rows)
{
    const struct column_plan *plan = rows->plan;
    known->item_columns = memory_allocate(known->item_count, sizeof *known->item_columns);
    known->run_cells = memory_allocate(plan->selected_count, sizeof *known->run_cells);
    known->run_texts = memory_allocate(known->item_count, RUN_MOST_ROWS);
    if (!known->item_columns || !known->run_cells || !known->run_texts)
        return false;
    if (!known_crowds_init(known, rows, &known->takes_runs))
        return false;
    for (size_t i = 0; i < known->item_count; i++)
        known->takes_runs = known_rows_column(rows, (size_t)plan->item_slots[i],
                                              &known->item_columns[i]) &&
                            known->takes_runs;
    if (known->scores.is_weighted)
        known->takes_runs =
            known_rows_column(rows, (size_t)plan->weight_slot, &known->weight_column) &&
            known->takes_runs;
    return true;
}

void known_runs_release(struct known_rows *known)
{
    known_crowds_release(known);
    run_answers_release(&known->run_answers);
    run_columns_release(&known->run_columns);
    memory_free(known->item_columns);
    memory_free(known->run_cells);
    memory_free(known->run_texts);
}

/* -- what is known -- */

void known_runs_learn(struct known_rows *known, size_t item)
{
    if (known->has_dialect)
        run_answers_learn(&known->run_answers, item, known->items[item].slots,
                          known->items[item].is_known);
}

static bool find_places(struct known_rows *known)
{
    size_t most = 2 * (TUPLE_MOST + known->item_count + 1);
    size_t *wanted = memory_allocate(most, sizeof *wanted);
    if (!wanted)
        return false;
    size_t count = known_crowds_columns(known, wanted);
    count += run_answers_columns(&known->run_answers, wanted + count);
    if (known->scores.is_weighted) {
        wanted[count++] = known->weight_column;
        wanted[count++] = known->weight_column + 1;
    }
    bool done = run_columns_init(&known->run_columns, wanted, count);
    memory_free(wanted);
    return done;
}

/* The dialect comes with the first run. False when memory is short. */
static bool learn_dialect(struct known_rows *known, const struct row_run *run)
{
    if (known->has_dialect)
        return true;
    if (!run_answers_init(&known->run_answers, known->item_columns, known->item_count,
                          run) ||
        !find_places(known))
        return false;
    known->has_dialect = true;
    for (size_t i = 0; i < known->item_count; i++)
        known_runs_learn(known, i);
    return true;
}

/* -- counting -- */

/* Sees to it that the crowds of these rows have room for a whole run. Rows of one that
   has none are left, until it is poured. False when memory is short. */
static bool make_room(struct known_rows *known, const struct counted_rows *counted,
                      uint64_t *rows)
{
    for (uint64_t left = *rows; left; left &= left - 1) {
        size_t row = (size_t)__builtin_ctzll(left);
        if (*counted->counts[row] <= QUICK_ROOM)
            continue;
        if (quick_counts_is_full(&known->quick, counted->crowds[row]))
            *rows &= ~((uint64_t)1 << row);
        else if (!quick_counts_move(&known->quick, counted->crowds[row]))
            return false;
    }
    return true;
}

/* Whether the row has a weight that can be told from its cell as it stands. */
static bool weigh(struct known_rows *known, const struct row_run *run, size_t row)
{
    if (!known->scores.is_weighted)
        return true;
    struct raw_cell cell =
        run_columns_cell(&known->run_columns, run, known->weight_column, row);
    raw_cell_unquote(run, &cell);
    return known_rows_weigh(
        known, (struct span){ run->bytes + cell.start, cell.end - cell.start });
}

/* One by one, by what they score. Those that cannot be counted are left out. */
static enum record_use count_rows(struct known_rows *known, const struct row_run *run,
                                  const struct counted_rows *counted, uint64_t rows,
                                  uint64_t *left_out)
{
    enum record_use use = RECORD_COUNTED;
    for (; rows && use != RECORD_NO_MEMORY; rows &= rows - 1) {
        size_t row = (size_t)__builtin_ctzll(rows);
        for (size_t i = 0; i < known->item_count; i++)
            known->texts[i] = known->run_texts[i * RUN_MOST_ROWS + row];
        enum record_use own = RECORD_NEW;
        if (weigh(known, run, row))
            own = known_rows_count_texts(known, counted->crowds[row]);
        if (own == RECORD_NEW)
            *left_out |= (uint64_t)1 << row;
        else if (own != RECORD_COUNTED)
            use = own;
    }
    return use;
}

/* What rows of questions of one item each add up to besides their counts. */
static void add_to_whole(struct known_rows *known, uint64_t rows)
{
    size_t count = (size_t)__builtin_popcountll(rows);
    row_moments_add_run(&known->moments, known->run_texts, rows);
    known->rows.read += count;
    known->rows.used += count;
}

enum record_use known_rows_count_run(struct known_rows *known, const struct row_run *run,
                                     uint64_t *left_out)
{
    struct counted_rows counted;
    *left_out = ~(uint64_t)0;
    if (!known->takes_runs)
        return RECORD_COUNTED;
    if (!learn_dialect(known, run))
        return RECORD_NO_MEMORY;
    run_columns_find(&known->run_columns, run);
    if (!known_crowds_find(known, run, &counted))
        return RECORD_NO_MEMORY;
    uint64_t rows =
        counted.rows &
        run_answers_read(&known->run_answers, run, &known->run_columns, known->run_texts);
    if (known->counts_scores) {
        *left_out = ~(rows | counted.refused);
        return count_rows(known, run, &counted, rows, left_out);
    }
    if (!make_room(known, &counted, &rows))
        return RECORD_NO_MEMORY;
    *left_out = ~(rows | counted.refused);
    quick_counts_add(&known->quick, run->instructions, counted.counts, known->run_texts,
                     rows);
    add_to_whole(known, rows);
    return RECORD_COUNTED;
}

#include "base/memory.h"
#include "ingest/known_rows_parts.h"

#include <string.h>

/* -- what is looked at -- */

/* The column of the file that a slot of the plan stands for; false: joined of several. */
static bool find_column(const struct side_rows *rows, size_t slot, size_t *column_out)
{
    size_t column = rows->plan->selected[slot];
    *column_out = column;
    return !rows->facts->columns[column].part_count;
}

/* False when there are too many. */
static bool add_key_slot(struct known_rows *known, ptrdiff_t slot, size_t *count)
{
    if (slot == COLUMN_NONE)
        return true;
    for (size_t i = 0; i < *count; i++)
        if (known->key_slots[i] == (size_t)slot)
            return true;
    if (*count == KEY_MOST_COLUMNS)
        return false;
    known->key_slots[(*count)++] = (size_t)slot;
    return true;
}

/* All that says where a row belongs, and whether it is used. */
static bool list_key_slots(struct known_rows *known, const struct side_rows *rows,
                           size_t *count_out)
{
    const struct column_plan *plan = rows->plan;
    const struct side_study *rules = known->source.rules;
    *count_out = 0;
    bool done = add_key_slot(known, plan->unit_slot, count_out);
    for (size_t i = 0; done && i < rules->segment_count; i++)
        done = add_key_slot(known, plan->segment_slots[i], count_out);
    if (done && rules->has_wave)
        done = add_key_slot(known, plan->wave_slot, count_out);
    for (size_t i = 0; done && i < rules->keep_count; i++)
        done = add_key_slot(known, plan->keep_slots[i], count_out);
    for (size_t i = 0; done && i < rows->facts->set_aside_count; i++)
        done = add_key_slot(known, plan->set_aside_slots[i], count_out);
    return done;
}

bool known_runs_init(struct known_rows *known, const struct side_rows *rows)
{
    size_t columns[KEY_MOST_COLUMNS];
    size_t count;
    const struct column_plan *plan = rows->plan;
    known->item_columns = memory_allocate(known->item_count, sizeof *known->item_columns);
    known->run_cells = memory_allocate(plan->selected_count, sizeof *known->run_cells);
    known->run_texts = memory_allocate(known->item_count, RUN_MOST_ROWS);
    if (!known->item_columns || !known->run_cells || !known->run_texts)
        return false;
    known->takes_runs = list_key_slots(known, rows, &count);
    for (size_t i = 0; i < count; i++)
        known->takes_runs =
            find_column(rows, known->key_slots[i], &columns[i]) && known->takes_runs;
    for (size_t i = 0; i < known->item_count; i++)
        known->takes_runs =
            find_column(rows, (size_t)plan->item_slots[i], &known->item_columns[i]) &&
            known->takes_runs;
    if (known->scores.is_weighted)
        known->takes_runs =
            find_column(rows, (size_t)plan->weight_slot, &known->weight_column) &&
            known->takes_runs;
    return run_keys_init(&known->run_keys, columns, count);
}

void known_runs_release(struct known_rows *known)
{
    run_keys_release(&known->run_keys);
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
    size_t most = 2 * (KEY_MOST_COLUMNS + known->item_count + 1);
    size_t *wanted = memory_allocate(most, sizeof *wanted);
    if (!wanted)
        return false;
    size_t count = run_keys_columns(&known->run_keys, wanted);
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

/* A key may stand for a crowd, or for rows that are set aside by a rule: from here on. */
static const uint32_t first_refusal = UINT32_C(1) << 31;
static const uint32_t no_number = UINT32_MAX;

/* Looks for what the key of a row stands for, which is usable; `no_number`: it is not
   known. False when memory is short. */
static bool learn_number(struct known_rows *known, const struct row_run *run, size_t row,
                         const uint64_t *key, uint32_t *number_out)
{
    struct record record = { .cells = known->run_cells };
    struct row_refusal refusal;
    *number_out = no_number;
    for (size_t i = 0; i < known->run_keys.column_count; i++) {
        struct raw_cell raw = row_run_cell(run, row, known->run_keys.columns[i]);
        bool is_quoted = raw_cell_unquote(run, &raw);
        known->run_cells[known->key_slots[i]] = (struct cell){
            .bytes = run->bytes + raw.start,
            .byte_count = raw.end - raw.start,
            .is_unquoted_empty = !is_quoted && raw.start == raw.end,
        };
    }
    if (!row_is_kept(&known->source, &record, &refusal)) {
        known->refusals[refusal.rule] = refusal;
        *number_out = first_refusal + (uint32_t)refusal.rule;
        return run_keys_add(&known->run_keys, key, *number_out);
    }
    struct span text = known_rows_crowd_key(known, &record);
    if (buffer_failed(&known->key))
        return false;
    ptrdiff_t crowd = map_find(&known->crowds, text.bytes, text.byte_count);
    if (crowd == MAP_NONE)
        return true;
    *number_out = (uint32_t)crowd;
    return run_keys_add(&known->run_keys, key, *number_out);
}

/* -- counting -- */

/* The rows of a run of which the key is known: a bit per row. */
struct counted_rows {
    uint64_t rows;    /* that have a crowd */
    uint64_t refused; /* that are set aside, and counted as such */
    uint32_t crowds[RUN_MOST_ROWS];
    uint8_t *counts[RUN_MOST_ROWS]; /* of the crowd, but where scores are counted */
};

static void take_refused(struct known_rows *known, struct counted_rows *found)
{
    for (uint64_t left = found->rows; left; left &= left - 1) {
        uint32_t number = found->crowds[__builtin_ctzll(left)];
        if (number < first_refusal)
            continue;
        known->refusal_counts[number - first_refusal]++;
        known->rows.read++;
        found->refused |= left & (0 - left);
    }
    found->rows &= ~found->refused;
}

/* The crowds of all rows, before any is counted: their counters are on the way meanwhile.
   A row with nothing in it is none. False when memory is short. */
static bool find_crowds(struct known_rows *known, const struct row_run *run,
                        struct counted_rows *found)
{
    struct made_keys made;
    struct run_keys *keys = &known->run_keys;
    if (!run_keys_make(keys, run, &known->run_columns, &made))
        return false;
    found->rows = made.usable;
    found->refused = 0;
    uint64_t unknown = run_keys_find(keys, &made, found->crowds);
    for (; unknown; unknown &= unknown - 1) {
        size_t r = (size_t)__builtin_ctzll(unknown);
        if (!learn_number(known, run, r, made_keys_words(keys, &made, r),
                          &found->crowds[r]))
            return false;
        if (found->crowds[r] == no_number)
            found->rows &= ~((uint64_t)1 << r);
    }
    for (uint64_t left = found->rows & made.blank; left; left &= left - 1)
        if (row_run_is_empty(run, (size_t)__builtin_ctzll(left)))
            found->rows &= ~(left & (0 - left));
    if (known->refusal_count)
        take_refused(known, found);
    if (!known->counts_scores)
        quick_counts_ready(&known->quick, found->crowds, found->counts, &found->rows);
    return true;
}

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
    if (!find_crowds(known, run, &counted))
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

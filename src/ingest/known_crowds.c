#include "ingest/known_rows_parts.h"

#include <string.h>

/* -- the columns of keys -- */

/* False when there are too many. */
static bool add_key_slot(struct known_rows *known, ptrdiff_t slot)
{
    if (slot == COLUMN_NONE)
        return true;
    for (size_t i = 0; i < known->key_count; i++)
        if (known->key_slots[i] == (size_t)slot)
            return true;
    if (known->key_count == TUPLE_MOST)
        return false;
    known->key_slots[known->key_count++] = (size_t)slot;
    return true;
}

/* All that says where a row belongs, and whether it is used. */
static bool list_key_slots(struct known_rows *known)
{
    const struct column_plan *plan = known->source.plan;
    const struct side_study *rules = known->source.rules;
    bool done = add_key_slot(known, plan->unit_slot);
    for (size_t i = 0; done && i < rules->segment_count; i++)
        done = add_key_slot(known, plan->segment_slots[i]);
    if (done && rules->has_wave)
        done = add_key_slot(known, plan->wave_slot);
    done = done && add_key_slot(known, plan->headcount_slot);
    for (size_t i = 0; done && i < row_rule_count(&known->source); i++)
        done = add_key_slot(known, row_rule_slot(&known->source, i));
    return done;
}

/* Whether a slot has the text of a unit, a segment, a wave or a headcount, each of which
   is another. */
static bool has_names(const struct known_rows *known, size_t slot)
{
    const struct column_plan *plan = known->source.plan;
    const struct side_study *rules = known->source.rules;
    bool is_wave = rules->has_wave && plan->wave_slot == (ptrdiff_t)slot;
    if (plan->unit_slot == (ptrdiff_t)slot || plan->headcount_slot == (ptrdiff_t)slot ||
        (is_wave && rules->wave.by == PERIOD_NONE))
        return true;
    for (size_t i = 0; i < rules->segment_count; i++)
        if (plan->segment_slots[i] == (ptrdiff_t)slot)
            return true;
    return false;
}

static bool has_dates(const struct known_rows *known, size_t slot)
{
    const struct side_study *rules = known->source.rules;
    return rules->has_wave && rules->wave.by != PERIOD_NONE &&
           known->source.plan->wave_slot == (ptrdiff_t)slot;
}

/* A date that means no answer may do so with its time of day only. */
static bool has_missing_dates(const struct known_rows *known)
{
    const struct side_study *rules = known->source.rules;
    char label[WAVE_LABEL_BYTES];
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        for (size_t i = 0; i < rules->missing[kind].count; i++)
            if (wave_of_date(span_of(rules->missing[kind].texts[i]), rules->wave.by,
                             rules->wave.order, label) == DATE_OK)
                return true;
    return false;
}

/* What of a cell matters. */
static enum key_kind kind_of(const struct known_rows *known, size_t slot)
{
    if (has_names(known, slot))
        return KEY_TEXT;
    for (size_t i = 0; i < row_rule_count(&known->source); i++)
        if (row_rule_slot(&known->source, i) == (ptrdiff_t)slot &&
            !row_rule_wants_filled(&known->source, i))
            return KEY_TEXT;
    if (!has_dates(known, slot))
        return KEY_FILLED;
    return has_missing_dates(known) ? KEY_TEXT : KEY_DATE;
}

bool known_crowds_init(struct known_rows *known, const struct side_rows *rows,
                       bool *has_all)
{
    *has_all = list_key_slots(known);
    for (size_t i = 0; i < known->key_count; i++) {
        size_t slot = known->key_slots[i];
        size_t column;
        *has_all = known_rows_column(rows, slot, &column) && *has_all;
        if (!run_keys_init(&known->run_keys[i], column, kind_of(known, slot)))
            return false;
    }
    return true;
}

void known_crowds_release(struct known_rows *known)
{
    for (size_t i = 0; i < TUPLE_MOST; i++) {
        run_keys_release(&known->run_keys[i]);
        map_release(&known->class_maps[i]);
    }
    class_tuples_release(&known->tuples);
    buffer_release(&known->class_key);
}

size_t known_crowds_columns(const struct known_rows *known, size_t wanted[2 * TUPLE_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < known->key_count; i++) {
        wanted[count++] = known->run_keys[i].column;
        wanted[count++] = known->run_keys[i].column + 1;
    }
    return count;
}

/* -- what cells stand for -- */

/* A row may be of a crowd, or set aside by a rule: from here on. */
static const uint32_t first_refusal = UINT32_C(1) << 31;
static const uint32_t no_number = UINT32_MAX;

static struct cell cell_of_run(const struct row_run *run, size_t row, size_t column)
{
    struct raw_cell raw = row_run_cell(run, row, column);
    bool is_quoted = raw_cell_unquote(run, &raw);
    return (struct cell){
        .bytes = run->bytes + raw.start,
        .byte_count = raw.end - raw.start,
        .is_unquoted_empty = !is_quoted && raw.start == raw.end,
    };
}

/* The number of the crowd of a row, of which all cells are plain, or of the rule that
   sets it aside; `no_number`: it is not known. False when memory is short. */
static bool find_number(struct known_rows *known, const struct row_run *run, size_t row,
                        uint32_t *number_out)
{
    struct record record = { .cells = known->run_cells };
    struct row_refusal refusal;
    struct span text;
    *number_out = no_number;
    for (size_t i = 0; i < known->key_count; i++)
        known->run_cells[known->key_slots[i]] =
            cell_of_run(run, row, known->run_keys[i].column);
    if (!row_is_kept(&known->source, &record, &refusal)) {
        known->refusals[refusal.rule] = refusal;
        *number_out = first_refusal + (uint32_t)refusal.rule;
        return true;
    }
    if (!known_rows_crowd_key(known, &record, &text))
        return true;
    if (buffer_failed(&known->key))
        return false;
    ptrdiff_t crowd = map_find(&known->crowds, text.bytes, text.byte_count);
    if (crowd != MAP_NONE)
        *number_out = (uint32_t)crowd;
    return true;
}

/* The class of a cell of a key's column: cells of one class say the same, in all that is
   asked of them. Names are each another, of dates only the wave matters, and of what
   rules look at only whether they keep it. `no_number`: not known. False when memory is
   short. */
static bool find_class(struct known_rows *known, size_t i, const struct cell *cell,
                       uint32_t *class_out)
{
    const size_t slot = known->key_slots[i];
    struct buffer *key = &known->class_key;
    *class_out = no_number;
    buffer_clear(key);
    for (size_t rule = 0; rule < row_rule_count(&known->source); rule++)
        if (row_rule_slot(&known->source, rule) == (ptrdiff_t)slot)
            buffer_byte(key, row_rule_keeps(&known->source, rule, cell) ? 'k' : 's');
    if (has_dates(known, slot)) {
        char label[WAVE_LABEL_BYTES];
        struct span name;
        if (wave_name(known->source.rules, cell, label, &name) != DATE_OK)
            return true;
        buffer_append(key, name.bytes, name.byte_count);
        buffer_byte(key, '\0');
    }
    if (has_names(known, slot))
        buffer_append(key, cell->bytes, cell->byte_count);
    buffer_text(key, ""); /* a blank name has bytes, too */
    if (buffer_failed(key))
        return false;
    struct map *classes = &known->class_maps[i];
    ptrdiff_t own = map_find(classes, key->bytes, key->byte_count);
    if (own == MAP_NONE && classes->count < TUPLE_MOST_CLASSES) {
        own = map_add(classes, key->bytes, key->byte_count);
        if (own == MAP_NONE)
            return false;
    }
    if (own != MAP_NONE)
        *class_out = (uint32_t)own;
    return true;
}

/* -- the rows of a run -- */

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

/* The numbers of a key's cells: what they stand for by themselves if it is the only one,
   else their classes. Rows that have none are taken out. False when memory is short. */
static bool find_of_key(struct known_rows *known, size_t i, const struct row_run *run,
                        bool is_only, struct counted_rows *found,
                        uint32_t numbers[RUN_MOST_ROWS])
{
    struct made_keys made;
    struct run_keys *keys = &known->run_keys[i];
    if (!run_keys_make(keys, run, &known->run_columns, &made))
        return false;
    found->rows &= made.usable;
    if (i == 0)
        found->blank = made.blank;
    for (uint64_t left = run_keys_find(keys, &made, numbers); left; left &= left - 1) {
        size_t r = (size_t)__builtin_ctzll(left);
        struct cell cell = cell_of_run(run, r, keys->column);
        met_values_see_cell(&known->met, known->source.plan, known->key_slots[i], &cell);
        bool done = is_only ? find_number(known, run, r, &numbers[r])
                            : find_class(known, i, &cell, &numbers[r]);
        if (done && numbers[r] != no_number)
            done = run_keys_add(keys, made_keys_words(keys, &made, r), numbers[r]);
        if (!done)
            return false;
        if (numbers[r] == no_number)
            found->rows &= ~((uint64_t)1 << r);
    }
    return true;
}

/* By the classes of several cells, or of dates. */
static bool find_by_classes(struct known_rows *known, const struct row_run *run,
                            struct counted_rows *found)
{
    struct class_tuple tuples[RUN_MOST_ROWS];
    for (size_t r = 0; r < RUN_MOST_ROWS; r++)
        tuples[r] = known->key_count ? (struct class_tuple){ 0 } : class_tuple_empty;
    for (size_t i = 0; i < known->key_count; i++) {
        uint32_t classes[RUN_MOST_ROWS] = { 0 };
        if (!find_of_key(known, i, run, false, found, classes))
            return false;
        for (size_t r = 0; r < RUN_MOST_ROWS; r++)
            class_tuple_put(&tuples[r], i, classes[r]);
    }
    uint64_t left = class_tuples_find(&known->tuples, tuples, found->rows, found->crowds);
    for (; left; left &= left - 1) {
        size_t r = (size_t)__builtin_ctzll(left);
        uint32_t *number = &found->crowds[r];
        if (!find_number(known, run, r, number) ||
            (*number != no_number &&
             !class_tuples_add(&known->tuples, &tuples[r], *number)))
            return false;
        if (*number == no_number)
            found->rows &= ~((uint64_t)1 << r);
    }
    return true;
}

bool known_crowds_find(struct known_rows *known, const struct row_run *run,
                       struct counted_rows *found)
{
    bool is_only = known->key_count == 1 && !has_dates(known, known->key_slots[0]);
    *found = (struct counted_rows){ .rows = row_run_all(run), .blank = ~(uint64_t)0 };
    if (is_only ? !find_of_key(known, 0, run, true, found, found->crowds)
                : !find_by_classes(known, run, found))
        return false;
    for (uint64_t left = found->rows & found->blank; left; left &= left - 1)
        if (row_run_is_empty(run, (size_t)__builtin_ctzll(left)))
            found->rows &= ~(left & (0 - left));
    if (known->refusal_count)
        take_refused(known, found);
    if (!known->counts_scores)
        quick_counts_ready(&known->quick, found->crowds, found->counts, &found->rows);
    return true;
}

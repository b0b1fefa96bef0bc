#include "base/memory.h"
#include "ingest/kept_rows.h"
#include "ingest/known_rows_parts.h"
#include "ingest/row_weight.h"

#include <string.h>

enum {
    MOST_CROWDS = 1 << 17, /* known ones; the rows of others are never known */
    MOST_COUNT_BYTES = 32 * 1024 * 1024
};

/* Whether counters of the texts of single items will not do. */
static bool has_many_answers(const struct study *study, enum side side)
{
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *question = &study->dimensions[d].questions[side];
        if (question->item_count > 1 || score_question_is_wide(question))
            return true;
    }
    return false;
}

static bool init(struct known_rows *known, const struct side_rows *rows)
{
    size_t items = rows->item_count;
    size_t rules =
        rows->facts->set_aside_count + rows->study->sides[rows->side].keep_count;
    *known = (struct known_rows){
        .study = rows->study,
        .side = rows->side,
        .source = { &rows->study->sides[rows->side], rows->facts, rows->plan,
                    rows->point },
        .items = memory_allocate(items, sizeof *known->items),
        .item_count = items,
        .quick = { .item_count = items },
        .texts = memory_allocate(items, sizeof *known->texts),
        .answers = memory_allocate(items, sizeof *known->answers),
        .levels = memory_allocate(rows->study->dimension_count, sizeof *known->levels),
        .classes = memory_allocate(rows->study->dimension_count, sizeof *known->classes),
        .counts_scores = rows->weights.is_on || has_many_answers(rows->study, rows->side),
        .refusals = memory_allocate(rules, sizeof *known->refusals),
        .refusal_counts = memory_allocate(rules, sizeof *known->refusal_counts),
        .refusal_count = rules,
        .full_crowd = MAP_NONE,
    };
    size_t most = MOST_COUNT_BYTES / (2 * quick_counts_stride(&known->quick));
    known->most_crowds = most < MOST_CROWDS ? most : MOST_CROWDS;
    if (!known->items || !known->texts || !known->answers || !known->levels ||
        !known->classes || !known->refusals || !known->refusal_counts ||
        !met_values_init(&known->met, known->source.rules))
        return false;
    met_values_join(&known->met, &rows->met);
    if (known->counts_scores &&
        !score_counts_init(&known->scores, rows->study, rows->side, rows->weights.is_on))
        return false;
    /* what goes with what has no weighted form */
    if (!rows->weights.is_on &&
        !row_moments_init_part(&known->moments, rows->study, rows->side,
                               !known->counts_scores, rows->study->work.instructions))
        return false;
    return known_runs_init(known, rows);
}

struct known_rows *known_rows_create(const struct side_rows *rows)
{
    struct known_rows *known = memory_allocate(1, sizeof *known);
    if (known && !init(known, rows)) {
        known_rows_free(known);
        return NULL;
    }
    return known;
}

void known_rows_free(struct known_rows *known)
{
    if (!known)
        return;
    memory_free(known->items);
    map_release(&known->crowds);
    memory_free(known->groups);
    buffer_release(&known->key);
    quick_counts_release(&known->quick);
    score_counts_release(&known->scores);
    row_moments_release(&known->moments);
    known_runs_release(known);
    memory_free(known->texts);
    memory_free(known->answers);
    memory_free(known->levels);
    memory_free(known->classes);
    memory_free(known->refusals);
    memory_free(known->refusal_counts);
    met_values_release(&known->met);
    memory_free(known);
}

/* -- counting -- */

static void add_to_key(struct buffer *key, const char *bytes, size_t byte_count)
{
    buffer_append(key, (const char *)&byte_count, sizeof byte_count);
    buffer_append(key, bytes, byte_count);
}

/* False where the row is of no wave: what comes of that is more than a count. */
static bool add_wave(struct known_rows *known, const struct cell *cell)
{
    const struct side_study *rules = known->source.rules;
    char label[WAVE_LABEL_BYTES];
    struct span name = { cell->bytes, cell->byte_count };
    if (rules->wave.by != PERIOD_NONE &&
        (wave_name(rules, cell, label, &name) != DATE_OK || !name.byte_count))
        return false;
    add_to_key(&known->key, name.bytes, name.byte_count);
    return true;
}

static void add_cell(struct known_rows *known, const struct record *record,
                     ptrdiff_t slot)
{
    if (slot != COLUMN_NONE)
        add_to_key(&known->key, record->cells[slot].bytes,
                   record->cells[slot].byte_count);
}

bool known_rows_crowd_key(struct known_rows *known, const struct record *record,
                          struct span *key_out)
{
    const struct column_plan *plan = known->source.plan;
    const struct side_study *rules = known->source.rules;
    struct buffer *key = &known->key;
    bool has_others =
        rules->segment_count || rules->has_wave || plan->headcount_slot != COLUMN_NONE;
    if (!has_others && plan->unit_slot != COLUMN_NONE) {
        const struct cell *unit = &record->cells[plan->unit_slot];
        *key_out = (struct span){ unit->bytes, unit->byte_count };
        return true;
    }
    buffer_clear(key);
    if (rules->has_wave && !add_wave(known, &record->cells[plan->wave_slot]))
        return false;
    add_cell(known, record, plan->unit_slot);
    for (size_t i = 0; i < rules->segment_count; i++)
        add_cell(known, record, plan->segment_slots[i]);
    add_cell(known, record, plan->headcount_slot);
    *key_out = (struct span){ key->bytes ? key->bytes : "", key->byte_count };
    return true;
}

static ptrdiff_t find_crowd(struct known_rows *known, const struct record *record)
{
    struct span key;
    return known_rows_crowd_key(known, record, &key) && !buffer_failed(&known->key)
               ? map_find(&known->crowds, key.bytes, key.byte_count)
               : MAP_NONE;
}

/* False when any answer is not known. */
static bool find_texts(struct known_rows *known, const struct record *record)
{
    const ptrdiff_t *slots = known->source.plan->item_slots;
    for (size_t i = 0; i < known->item_count; i++) {
        ptrdiff_t text =
            quick_slots_find(known->items[i].slots, &record->cells[slots[i]]);
        if (text == MAP_NONE || !known->items[i].is_known[text])
            return false;
        known->texts[i] = text;
    }
    return true;
}

/* The class of a combination that is not remembered. */
static size_t learn_class(struct known_rows *known, size_t dimension, size_t first_item)
{
    const ptrdiff_t *texts = known->texts + first_item;
    size_t count = known->study->dimensions[dimension].questions[known->side].item_count;
    for (size_t i = 0; i < count; i++)
        known->answers[i] = known->items[first_item + i].answers[texts[i]];
    return score_counts_learn(&known->scores, dimension, texts, known->answers);
}

/* What the row scores on each dimension; false where a class or a counter is missing. */
static bool find_classes(struct known_rows *known, size_t crowd)
{
    size_t item = 0;
    size_t question = 0;
    size_t last = SCORE_RESPONDENTS;
    for (size_t d = 0; d < known->study->dimension_count; d++) {
        size_t count = known->study->dimensions[d].questions[known->side].item_count;
        if (!count)
            continue;
        size_t own = score_counts_recall(&known->scores, d, known->texts + item);
        if (own == SCORE_NO_CLASS)
            own = learn_class(known, d, item);
        if (own == SCORE_NO_CLASS)
            return false;
        known->classes[question++] = (uint32_t)own;
        known->levels[d] = known->scores.classes[own].level;
        last = own > last ? own : last;
        item += count;
    }
    return score_counts_make_room(&known->scores, crowd, last);
}

static enum record_use count_scores(struct known_rows *known, size_t crowd)
{
    struct score_counts *scores = &known->scores;
    const struct weight_sums *weight = scores->is_weighted ? &known->weight : NULL;
    if (!find_classes(known, crowd))
        return RECORD_NEW;
    score_counts_add(scores, crowd, known->classes, weight);
    for (size_t i = 0; i < known->item_count; i++)
        known->items[i].counts[known->texts[i]]++;
    return score_counts_are_full(scores) ? RECORD_FILLED : RECORD_COUNTED;
}

static enum record_use count_quickly(struct known_rows *known, size_t crowd)
{
    uint8_t *counts = quick_counts_of(&known->quick, crowd);
    if (!counts || (*counts == QUICK_MOST && !quick_counts_move(&known->quick, crowd)))
        return RECORD_NO_MEMORY;
    for (size_t i = 0; i < known->item_count; i++)
        ++*quick_counts_at(&known->quick, counts, i, (size_t)known->texts[i]);
    if (++*counts == QUICK_MOST && quick_counts_is_full(&known->quick, crowd))
        known->full_crowd = (ptrdiff_t)crowd;
    return known->full_crowd == MAP_NONE ? RECORD_COUNTED : RECORD_FILLED;
}

enum record_use known_rows_count_texts(struct known_rows *known, size_t crowd)
{
    enum record_use use =
        known->counts_scores ? count_scores(known, crowd) : count_quickly(known, crowd);
    if (use != RECORD_COUNTED && use != RECORD_FILLED)
        return use;
    if (known->moments.target) {
        const struct whole_row row = { known->levels, known->texts, known->answers };
        row_moments_add(&known->moments, &row, 1);
    }
    known->rows.read++;
    known->rows.used++;
    return use;
}

bool known_rows_weigh(struct known_rows *known, struct span cell)
{
    return weight_read(span_trim(cell), known->source.point, &known->weight);
}

static bool weigh(struct known_rows *known, const struct record *record)
{
    if (!known->scores.is_weighted)
        return true;
    const struct cell *cell = &record->cells[known->source.plan->weight_slot];
    return known_rows_weigh(known, (struct span){ cell->bytes, cell->byte_count });
}

enum record_use known_rows_count(struct known_rows *known, const struct record *record)
{
    struct row_refusal refusal;
    met_values_see_row(&known->met, known->source.plan, record);
    if (!row_is_kept(&known->source, record, &refusal)) {
        known->refusals[refusal.rule] = refusal;
        known->refusal_counts[refusal.rule]++;
        known->rows.read++;
        return RECORD_COUNTED;
    }
    ptrdiff_t crowd = find_crowd(known, record);
    if (crowd == MAP_NONE || !find_texts(known, record) || !weigh(known, record))
        return RECORD_NEW;
    return known_rows_count_texts(known, (size_t)crowd);
}

/* -- one thread at a time -- */

static bool pour_scores_of(struct known_rows *known, struct side_rows *rows, size_t crowd)
{
    const struct score_counts *scores = &known->scores;
    const struct weight_sums *weights;
    const size_t group = known->groups[crowd];
    uint32_t respondents = score_counts_at(scores, crowd, SCORE_RESPONDENTS, &weights);
    if (!respondents)
        return true;
    bool done = side_rows_add_respondents(rows, group, respondents, weights);
    size_t count =
        scores->class_count < scores->stride ? scores->class_count : scores->stride;
    for (size_t i = SCORE_RESPONDENTS + 1; done && i < count; i++) {
        uint32_t own = score_counts_at(scores, crowd, i, &weights);
        done =
            !own || side_rows_add_scores(rows, group, &scores->classes[i], own, weights);
    }
    return done;
}

static bool pour_scores(struct known_rows *known, struct side_rows *rows)
{
    score_counts_settle(&known->scores);
    for (size_t crowd = 0; crowd < known->scores.crowd_count; crowd++)
        if (crowd < known->crowds.count && !pour_scores_of(known, rows, crowd))
            return false;
    score_counts_empty(&known->scores);
    return true;
}

static bool pour_crowd(struct known_rows *known, struct side_rows *rows, size_t crowd)
{
    const uint32_t *counts = quick_counts_take(&known->quick, crowd);
    return counts &&
           (!*counts || side_rows_add_counts(rows, known->groups[crowd], counts));
}

/* The other crowds still have room. */
bool known_rows_pour(struct known_rows *known, struct side_rows *rows)
{
    bool done = known->full_crowd == MAP_NONE ||
                pour_crowd(known, rows, (size_t)known->full_crowd);
    known->full_crowd = MAP_NONE;
    return done && (!score_counts_are_full(&known->scores) || pour_scores(known, rows));
}

static bool pour_all(struct known_rows *known, struct side_rows *rows)
{
    if (known->counts_scores)
        return pour_scores(known, rows);
    for (size_t crowd = 0; crowd < known->crowds.count; crowd++)
        if (!pour_crowd(known, rows, crowd))
            return false;
    return true;
}

static bool know_crowd(struct known_rows *known, struct span key, size_t group)
{
    size_t count = known->crowds.count;
    if (count >= known->most_crowds)
        return true;
    if (!memory_grow(&known->groups, &known->group_capacity, count + 1,
                     sizeof *known->groups))
        return false;
    ptrdiff_t crowd = map_add(&known->crowds, key.bytes, key.byte_count);
    if (crowd != MAP_NONE)
        known->groups[crowd] = group;
    return crowd != MAP_NONE;
}

bool known_rows_add(struct known_rows *known, struct side_rows *rows,
                    const struct record *record)
{
    if (!side_rows_add(rows, record))
        return false;
    if (rows->row_group == TALLY_NONE)
        return true;
    struct span key;
    if (!known_rows_crowd_key(known, record, &key))
        return true;
    return !buffer_failed(&known->key) && know_crowd(known, key, (size_t)rows->row_group);
}

void known_rows_learn(struct known_rows *known, const struct known_rows *other,
                      size_t *learned)
{
    bool done = true;
    for (; done && *learned < other->crowds.count; ++*learned) {
        const struct map_key *key = &other->crowds.keys[*learned];
        done = know_crowd(known, (struct span){ key->bytes, key->byte_count },
                          other->groups[*learned]);
    }
}

static void know_texts(struct known_rows *known, size_t item,
                       const struct answer_column *column)
{
    struct known_item *own = &known->items[item];
    if (own->changes == column->quick_changes)
        return;
    own->changes = column->quick_changes;
    memcpy(own->slots, column->quick, sizeof own->slots);
    for (size_t i = 0; i < QUICK_SLOTS; i++) {
        const struct quick_slot *slot = &own->slots[i];
        if (!slot->is_final || own->is_known[slot->symbol - 1])
            continue;
        size_t text = slot->symbol - 1;
        if (!known->counts_scores && text >= QUICK_TEXTS)
            continue;
        own->answers[text] = answer_column_answer(column, text);
        own->is_known[text] =
            row_moments_know(&known->moments, item, text, &own->answers[text]);
        if (!known->counts_scores && text >= QUICK_HALF)
            quick_counts_bring_near(&known->quick, item);
    }
    known_runs_learn(known, item);
}

void known_rows_catch_up(struct known_rows *known, struct side_rows *rows)
{
    for (size_t i = 0; i < known->item_count; i++) {
        struct known_item *item = &known->items[i];
        for (size_t text = 0; text < KNOWN_TEXTS; text++)
            if (item->counts[text])
                answer_column_count(&rows->items[i], text, item->counts[text]);
        memset(item->counts, 0, sizeof item->counts);
        know_texts(known, i, &rows->items[i]);
    }
}

bool known_rows_join(struct known_rows *known, struct side_rows *rows)
{
    bool done = pour_all(known, rows);
    for (size_t i = 0; done && i < known->refusal_count; i++)
        if (known->refusal_counts[i])
            done = side_rows_refuse(rows, &known->refusals[i], known->refusal_counts[i]);
    rows->file_counts[rows->file].read += known->rows.read;
    rows->file_counts[rows->file].used += known->rows.used;
    row_moments_join(&rows->moments, &known->moments);
    met_values_join(&rows->met, &known->met);
    return done;
}

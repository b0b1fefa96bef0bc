#include "ingest/rows.h"

#include "base/memory.h"
#include "ingest/fold.h"
#include "ingest/kept_rows.h"
#include "ingest/rows_parts.h"
#include "ingest/scores.h"

#include <math.h>
#include <string.h>

/* So many combinations, or respondents, may wait before texts are decided with what has
   been seen. */
enum { MOST_PENDING = 200000, MOST_WAITING = 50000 };

/* Nothing of a row is known yet. */
static void forget_row(struct side_rows *rows, size_t item_count)
{
    for (size_t i = 0; i < item_count; i++)
        rows->texts[i] = MAP_NONE;
    for (size_t d = 0; d < rows->study->dimension_count; d++)
        rows->levels[d] = NAN;
    rows->row_waits = false;
}

static bool init_items(struct side_rows *rows)
{
    const struct study *study = rows->study;
    size_t count = 0;
    for (size_t d = 0; d < study->dimension_count; d++)
        count += study->dimensions[d].questions[rows->side].item_count;
    rows->items = memory_allocate(count, sizeof *rows->items);
    rows->answers = memory_allocate(count, sizeof *rows->answers);
    rows->texts = memory_allocate(count, sizeof *rows->texts);
    rows->levels = memory_allocate(study->dimension_count, sizeof *rows->levels);
    rows->quick_scores = memory_allocate(count, QUICK_TEXTS * sizeof *rows->quick_scores);
    if (!rows->items || !rows->answers || !rows->texts || !rows->levels ||
        !rows->quick_scores)
        return false;
    forget_row(rows, count);
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *question = &study->dimensions[d].questions[rows->side];
        for (size_t i = 0; i < question->item_count; i++)
            if (!answer_column_init(&rows->items[rows->item_count++], &question->items[i],
                                    &study->sides[rows->side]))
                return false;
    }
    return true;
}

bool side_rows_init(struct side_rows *rows, const struct study *study, enum side side,
                    struct tally *tally, struct symbar_diagnostics *diagnostics)
{
    const struct side_study *rules = &study->sides[side];
    *rows = (struct side_rows){
        .study = study,
        .side = side,
        .tally = tally,
        .unit = TALLY_NONE,
        .crowds = { .study = study, .side = side, .tally = tally },
        .weights = { .rules = rules, .is_on = rules->has_weight },
        .heads = { .rules = rules, .side = side },
        .file_counts = memory_allocate(rules->files.count, sizeof *rows->file_counts),
    };
    if (!rows->file_counts || !met_values_init(&rows->met, rules) || !init_items(rows))
        return false;
    /* what goes with what has no weighted form */
    if (!rules->has_weight &&
        !row_moments_init(&rows->moments, study, side, rows->items, tally))
        return false;
    rows->quick.item_count = rows->item_count;
    if (!rules->has_layout)
        return true;
    rows->long_rows = memory_allocate(1, sizeof *rows->long_rows);
    return rows->long_rows && long_rows_init(rows->long_rows, study, side, rows->items,
                                             rows->item_count, diagnostics);
}

void side_rows_release(struct side_rows *rows)
{
    if (rows->long_rows)
        long_rows_release(rows->long_rows);
    memory_free(rows->long_rows);
    for (size_t i = 0; i < rows->item_count; i++)
        answer_column_release(&rows->items[i]);
    memory_free(rows->items);
    memory_free(rows->answers);
    memory_free(rows->texts);
    memory_free(rows->levels);
    row_moments_release(&rows->moments);
    pending_release(&rows->waiting_rows);
    memory_free(rows->unit_uses);
    memory_free(rows->use_of_unit);
    memory_free(rows->file_counts);
    memory_free(rows->refusals);
    met_values_release(&rows->met);
    crowd_reader_release(&rows->crowds);
    pending_release(&rows->pending);
    quick_counts_release(&rows->quick);
    memory_free(rows->quick_scores);
    memory_free(rows->group_of_unit);
    label_sets_release(&rows->sets);
    *rows = (struct side_rows){ 0 };
}

/* Counts are kept by file and rule, so that the order of rows does not show. */
static bool count_refusal(struct side_rows *rows, size_t file,
                          const struct row_refusal *refusal, uint64_t count)
{
    size_t at = rows->refusal_count;
    struct refusal_count *counts = rows->refusals;
    while (at && counts[at - 1].file == file &&
           counts[at - 1].refusal.rule >= refusal->rule)
        at--;
    if (at < rows->refusal_count && counts[at].file == file &&
        counts[at].refusal.rule == refusal->rule) {
        counts[at].count += count;
        return true;
    }
    if (!memory_grow(&rows->refusals, &rows->refusal_capacity, rows->refusal_count + 1,
                     sizeof *rows->refusals))
        return false;
    counts = rows->refusals;
    memmove(counts + at + 1, counts + at, (rows->refusal_count - at) * sizeof *counts);
    counts[at] = (struct refusal_count){ file, *refusal, count };
    rows->refusal_count++;
    return true;
}

/* A unit that has been counted on this side needs no second look. */
static bool is_counted(const struct side_rows *rows, ptrdiff_t unit)
{
    size_t place = (size_t)(unit + 1);
    return place < rows->group_of_unit_capacity && rows->group_of_unit[place];
}

/* The row's unit; TALLY_NONE where the cell names none. */
static bool find_unit(struct side_rows *rows, const struct record *record,
                      ptrdiff_t *unit_out)
{
    *unit_out = TALLY_NONE;
    if (rows->plan->unit_slot == COLUMN_NONE)
        return true;
    struct span name = cell_name(&record->cells[rows->plan->unit_slot]);
    struct map *units = &rows->tally->units;
    ptrdiff_t unit = map_find_likely(units, rows->unit, name.bytes, name.byte_count);
    if (unit == MAP_NONE || (unit != rows->unit && !is_counted(rows, unit))) {
        if (is_no_name(&rows->study->sides[rows->side], name))
            return true;
        unit = map_add(units, name.bytes, name.byte_count);
        if (unit == MAP_NONE)
            return false;
    }
    rows->unit = unit;
    *unit_out = unit;
    return true;
}

/* Counts `count` respondents who gave these answers. */
static bool add_score(struct side_rows *rows, struct tally_group *group, size_t dimension,
                      const struct answer *answers, uint64_t count,
                      const struct weight_sums *weights)
{
    const struct question *question =
        &rows->study->dimensions[dimension].questions[rows->side];
    double level;
    enum missing_kind missing;
    bool has_score = score_question(question, answers, &level, &missing);
    rows->levels[dimension] = has_score ? level : NAN;
    if (!has_score) {
        tally_add_missing(group, dimension, missing, count);
        return true;
    }
    ptrdiff_t number = tally_level(rows->tally, rows->side, dimension, level);
    return number != MAP_NONE && tally_add_answers(rows->tally, group, dimension,
                                                   (size_t)number, count, weights);
}

static bool is_unknown(const struct answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (answers[i].state == ANSWER_UNKNOWN)
            return true;
    return false;
}

/* Counts one respondent's answers on one dimension. */
static bool add_dimension(struct side_rows *rows, struct tally_group *group,
                          size_t dimension, const struct answer *answers, size_t count)
{
    bool waits = is_unknown(answers, count);
    rows->row_waits = rows->row_waits || waits;
    if (waits)
        return pending_add(&rows->pending, (size_t)(group - rows->tally->groups),
                           dimension, answers, count, weight_of_row(&rows->weights));
    return !count ||
           add_score(rows, group, dimension, answers, 1, weight_of_row(&rows->weights));
}

static bool add_answers(struct side_rows *rows, struct tally_group *group)
{
    const struct answer *answers = rows->answers;
    for (size_t d = 0; d < rows->study->dimension_count; d++) {
        size_t count = rows->study->dimensions[d].questions[rows->side].item_count;
        if (!add_dimension(rows, group, d, answers, count))
            return false;
        answers += count;
    }
    return true;
}

const struct label_sets *side_rows_label_sets(struct side_rows *rows)
{
    if (rows->sets.place_counts)
        return &rows->sets;
    if (label_sets_init(&rows->sets))
        return &rows->sets;
    label_sets_release(&rows->sets);
    return NULL;
}

/* Takes the row whose answers, texts and levels are known into the moments; one whose
   answers are not waits. */
static bool relate_row(struct side_rows *rows, uint64_t count)
{
    const struct whole_row row = { rows->levels, rows->texts, rows->answers };
    if (!rows->row_waits) {
        row_moments_add(&rows->moments, &row, count);
        return true;
    }
    for (size_t i = 0; i < rows->item_count; i++)
        if (rows->texts[i] != MAP_NONE)
            rows->answers[i] =
                answer_column_answer(&rows->items[i], (size_t)rows->texts[i]);
    return pending_add(&rows->waiting_rows, 0, 0, rows->answers, rows->item_count, NULL);
}

/* Scores a row that waited, for the moments alone. */
static bool relate_waiting(struct side_rows *rows, size_t number)
{
    const struct study *study = rows->study;
    size_t group;
    size_t dimension;
    size_t item = 0;
    enum missing_kind missing;
    uint64_t count = pending_at(&rows->waiting_rows, number, &group, &dimension,
                                rows->answers, rows->item_count);
    for (size_t i = 0; i < rows->item_count; i++)
        if (rows->answers[i].state == ANSWER_UNKNOWN)
            rows->answers[i] =
                answer_column_answer(&rows->items[i], rows->answers[i].symbol);
    forget_row(rows, rows->item_count);
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *question = &study->dimensions[d].questions[rows->side];
        double level;
        if (question->item_count &&
            score_question(question, rows->answers + item, &level, &missing))
            rows->levels[d] = level;
        item += question->item_count;
    }
    return relate_row(rows, count);
}

/* Scores everybody who waited. */
static bool settle(struct side_rows *rows)
{
    if (!pending_count(&rows->pending))
        return true;
    const struct label_sets *sets = side_rows_label_sets(rows);
    bool done = sets != NULL;
    for (size_t i = 0; done && i < rows->item_count; i++)
        done = answer_column_decide(&rows->items[i], sets);
    for (size_t n = 0; done && n < pending_count(&rows->pending); n++) {
        size_t group;
        size_t dimension = pending_dimension(&rows->pending, n);
        size_t item = 0;
        for (size_t d = 0; d < dimension; d++)
            item += rows->study->dimensions[d].questions[rows->side].item_count;
        size_t count =
            rows->study->dimensions[dimension].questions[rows->side].item_count;
        uint64_t row_count =
            pending_at(&rows->pending, n, &group, &dimension, rows->answers, count);
        for (size_t i = 0; i < count; i++)
            if (rows->answers[i].state == ANSWER_UNKNOWN)
                rows->answers[i] =
                    answer_column_answer(&rows->items[item + i], rows->answers[i].symbol);
        done = add_score(rows, &rows->tally->groups[group], dimension, rows->answers,
                         row_count, pending_weights(&rows->pending, n));
    }
    for (size_t n = 0; done && n < pending_count(&rows->waiting_rows); n++)
        done = relate_waiting(rows, n);
    pending_release(&rows->pending);
    pending_release(&rows->waiting_rows);
    rows->waiting_count = 0;
    return done;
}

/* After a row: lets it wait if it has to, as long as not too many do. */
static bool settle_many(struct side_rows *rows)
{
    if (!rows->row_waits)
        return true;
    return (++rows->waiting_count < MOST_WAITING &&
            pending_count(&rows->pending) < MOST_PENDING) ||
           settle(rows);
}

/* Counts one respondent, whose answers are in rows->answers. */
static bool add_respondent(struct side_rows *rows, size_t file,
                           const struct crowd_ref *crowd)
{
    struct tally_group *group =
        tally_group(rows->tally, rows->side, crowd->unit, crowd->segment, crowd->wave);
    forget_row(rows, rows->item_count);
    if (!group || !add_answers(rows, group) ||
        (rows->moments.target && !relate_row(rows, 1)) ||
        !crowd_count(&rows->crowds, file, crowd->wave, 1) ||
        (crowd->unit != TALLY_NONE &&
         !side_rows_count_unit(rows, file, (size_t)crowd->unit, 1)))
        return false;
    tally_add_respondents(rows->tally, group, 1, NULL);
    rows->file_counts[file].used++;
    return settle_many(rows);
}

bool side_rows_refuse(struct side_rows *rows, const struct row_refusal *refusal,
                      uint64_t count)
{
    return count_refusal(rows, rows->file, refusal, count);
}

/* The number of a group; groups without segment and wave are found by their unit. */
static bool find_group(struct side_rows *rows, const struct crowd_ref *crowd,
                       size_t *group_out)
{
    size_t place = (size_t)(crowd->unit + 1);
    bool is_plain = crowd->segment == TALLY_NONE && crowd->wave == TALLY_NONE;
    if (is_plain && !memory_grow(&rows->group_of_unit, &rows->group_of_unit_capacity,
                                 place + 1, sizeof *rows->group_of_unit))
        return false;
    if (!is_plain || !rows->group_of_unit[place]) {
        const struct tally_group *group = tally_group(
            rows->tally, rows->side, crowd->unit, crowd->segment, crowd->wave);
        if (!group)
            return false;
        *group_out = (size_t)(group - rows->tally->groups);
        if (is_plain)
            rows->group_of_unit[place] = (ptrdiff_t)*group_out + 1;
        return true;
    }
    *group_out = (size_t)rows->group_of_unit[place] - 1;
    return true;
}

/* A question of one item, when its cell was met lately: counted without being scored. */
static bool count_quickly(struct side_rows *rows, const struct record *record,
                          size_t item_count, size_t item, uint8_t *counts)
{
    if (item_count != 1 || rows->weights.is_on)
        return false;
    rows->texts[item] = MAP_NONE;
    ptrdiff_t text = answer_column_recall(&rows->items[item],
                                          &record->cells[rows->plan->item_slots[item]]);
    if (text == MAP_NONE)
        return false;
    rows->texts[item] = text;
    ++*quick_counts_at(&rows->quick, counts, item, (size_t)text);
    return true;
}

/* Any question: each cell is read, and the answers are scored. */
static bool count_slowly(struct side_rows *rows, const struct record *record,
                         size_t group, size_t dimension, size_t first_item)
{
    size_t count = rows->study->dimensions[dimension].questions[rows->side].item_count;
    struct answer *answers = rows->answers + first_item;
    for (size_t i = 0; i < count; i++)
        if (!answer_column_read(&rows->items[first_item + i],
                                &record->cells[rows->plan->item_slots[first_item + i]],
                                &answers[i]))
            return false;
    return add_dimension(rows, &rows->tally->groups[group], dimension, answers, count);
}

/* Counts the respondent of a row. */
static bool add_row(struct side_rows *rows, const struct record *record,
                    const struct crowd_ref *crowd)
{
    ptrdiff_t unit = crowd->unit;
    size_t number;
    if (!find_group(rows, crowd, &number) ||
        !crowd_count(&rows->crowds, rows->file, crowd->wave, 1))
        return false;
    uint8_t *counts = quick_counts_of(&rows->quick, number);
    if (!counts)
        return false;
    if (!*counts && unit != TALLY_NONE &&
        !side_rows_count_unit(rows, rows->file, (size_t)unit, 0))
        return false;
    rows->row_waits = false;
    size_t item = 0;
    for (size_t d = 0; d < rows->study->dimension_count; d++) {
        size_t count = rows->study->dimensions[d].questions[rows->side].item_count;
        if (!count_quickly(rows, record, count, item, counts) &&
            !count_slowly(rows, record, number, d, item))
            return false;
        item += count;
    }
    if (rows->moments.target && !relate_row(rows, 1))
        return false;
    rows->file_counts[rows->file].used++;
    if (rows->weights.is_on)
        weight_sums_merge(&rows->tally->groups[number].weights, &rows->weights.row);
    /* a date that is none is told for every row that has it */
    bool may_have_bad_date =
        rows->study->sides[rows->side].has_wave && crowd->wave == TALLY_NONE;
    rows->row_group = may_have_bad_date ? TALLY_NONE : (ptrdiff_t)number;
    if (++*counts == QUICK_MOST && !side_rows_pour(rows, number))
        return false;
    return settle_many(rows);
}

bool side_rows_begin(struct side_rows *rows, size_t file, char point,
                     const struct export_facts *facts, const struct column_plan *plan)
{
    if (!side_rows_pour_all(rows))
        return false;
    rows->file = file;
    rows->plan = plan;
    rows->facts = facts;
    rows->point = point;
    for (size_t i = 0; i < rows->item_count; i++)
        answer_column_begin(&rows->items[i], file, point, facts);
    memset(rows->quick_scores, 0,
           rows->item_count * QUICK_TEXTS * sizeof *rows->quick_scores);
    if (rows->long_rows)
        long_rows_begin(rows->long_rows, file, plan);
    return true;
}

bool side_rows_add(struct side_rows *rows, const struct record *record)
{
    const struct row_source source = { &rows->study->sides[rows->side], rows->facts,
                                       rows->plan, rows->point };
    struct crowd_ref crowd;
    struct row_refusal refusal;
    rows->row_group = TALLY_NONE;
    met_values_see_row(&rows->met, rows->plan, record);
    if (!row_is_kept(&source, record, &refusal)) {
        if (rows->long_rows)
            return long_rows_refuse(rows->long_rows, record, refusal);
        rows->file_counts[rows->file].read++;
        return count_refusal(rows, rows->file, &refusal, 1);
    }
    const uint64_t faults = headcount_faults(&rows->heads);
    if (!find_unit(rows, record, &crowd.unit) ||
        !crowd_find(&rows->crowds, rows->plan, record, &crowd) ||
        !headcount_find(&rows->heads, rows->plan, record, rows->tally, crowd.unit,
                        rows->point))
        return false;
    if (rows->long_rows)
        return long_rows_add(rows->long_rows, record, &crowd, rows->tally);
    rows->file_counts[rows->file].read++;
    if (weight_find(&rows->weights, rows->plan, record, rows->point) &&
        !add_row(rows, record, &crowd))
        return false;
    /* a headcount that is none is told for every row that has it */
    if (headcount_faults(&rows->heads) != faults)
        rows->row_group = TALLY_NONE;
    return true;
}

/* The respondents of a long layout, now that all their rows are known. */
static bool add_long_rows(struct side_rows *rows)
{
    for (size_t i = 0; i < long_rows_count(rows->long_rows); i++) {
        const struct long_respondent *respondent =
            long_rows_at(rows->long_rows, i, rows->answers);
        rows->file_counts[respondent->file].read++;
        bool done = respondent->is_used
                        ? add_respondent(rows, respondent->file, &respondent->crowd)
                        : count_refusal(rows, respondent->file, &respondent->refusal, 1);
        if (!done)
            return false;
    }
    return true;
}

bool side_rows_finish(struct side_rows *rows, bool is_whole)
{
    if (rows->long_rows && is_whole)
        long_rows_check(rows->long_rows);
    bool done = side_rows_pour_all(rows) && (!rows->long_rows || add_long_rows(rows)) &&
                settle(rows);
    row_moments_finish(&rows->moments);
    return done;
}

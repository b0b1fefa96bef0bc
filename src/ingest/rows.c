#include "ingest/rows.h"

#include "base/memory.h"
#include "ingest/fold.h"
#include "ingest/grouped_number.h"
#include "ingest/scores.h"

#include <string.h>

/* So many combinations may wait before texts are decided with what has been seen. */
enum { MOST_PENDING = 200000 };

static bool init_items(struct side_rows *rows)
{
    const struct study *study = rows->study;
    size_t count = 0;
    for (size_t d = 0; d < study->dimension_count; d++)
        count += study->dimensions[d].questions[rows->side].item_count;
    rows->items = memory_allocate(count, sizeof *rows->items);
    rows->answers = memory_allocate(count, sizeof *rows->answers);
    if (!rows->items || !rows->answers)
        return false;
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
        .file_counts = memory_allocate(rules->files.count, sizeof *rows->file_counts),
    };
    if (!rows->file_counts || !init_items(rows))
        return false;
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
    memory_free(rows->unit_uses);
    memory_free(rows->use_of_unit);
    memory_free(rows->file_counts);
    memory_free(rows->refusals);
    pending_release(&rows->pending);
    label_sets_release(&rows->sets);
    *rows = (struct side_rows){ 0 };
}

void side_rows_begin(struct side_rows *rows, size_t file, char point,
                     const struct export_facts *facts, const struct column_plan *plan)
{
    rows->file = file;
    rows->plan = plan;
    rows->facts = facts;
    rows->point = point;
    for (size_t i = 0; i < rows->item_count; i++)
        answer_column_begin(&rows->items[i], file, point, facts);
    if (rows->long_rows)
        long_rows_begin(rows->long_rows, file, plan);
}

static bool is_listed(struct span text, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct span listed = span_trim(span_of(texts[i]));
        if (listed.byte_count == text.byte_count &&
            memcmp(listed.bytes, text.bytes, text.byte_count) == 0)
            return true;
    }
    return false;
}

static struct span cell_text(const struct cell *cell)
{
    return span_trim((struct span){ cell->bytes, cell->byte_count });
}

static bool cell_is_listed(const struct cell *cell, const char *const *texts,
                           size_t count)
{
    return is_listed(cell_text(cell), texts, count) ||
           (cell->value && *cell->value->label &&
            is_listed(span_trim(span_of(cell->value->label)), texts, count));
}

/* A unit is called by the label of its code, where the file has one; a code that stands
   for no answer is no unit. */
static struct span unit_name(const struct cell *cell)
{
    const struct coded_value *value = cell->value;
    if (value && value->is_missing)
        return (struct span){ "", 0 };
    return value && *value->label ? span_of(value->label)
                                  : (struct span){ cell->bytes, cell->byte_count };
}

/* Text that is no number is neither under a maximum nor over a minimum. */
static bool is_kept_by(const struct keep_rule *rule, const struct cell *cell, char point)
{
    struct span text = cell_text(cell);
    double value;
    if (rule->in_count && !cell_is_listed(cell, rule->in, rule->in_count))
        return false;
    if (rule->not_in_count && cell_is_listed(cell, rule->not_in, rule->not_in_count))
        return false;
    if (!rule->has_min && !rule->has_max)
        return true;
    return grouped_number_parse(text, point, &value) &&
           (!rule->has_min || value >= rule->min) &&
           (!rule->has_max || value <= rule->max);
}

/* The first rule that sets the row aside, if any does: the platform's, then the study's.
 */
static bool is_kept(const struct side_rows *rows, const struct record *record,
                    struct row_refusal *refusal_out)
{
    const struct side_study *rules = &rows->study->sides[rows->side];
    size_t count = rows->facts->set_aside_count;
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t slot = rows->plan->set_aside_slots[i];
        if (slot != COLUMN_NONE &&
            set_aside_applies(&rows->facts->set_aside[i], record->cells[slot].bytes,
                              record->cells[slot].byte_count)) {
            *refusal_out = (struct row_refusal){ i, rows->facts->set_aside[i].reason, 0 };
            return false;
        }
    }
    for (size_t i = 0; i < rules->keep_count; i++) {
        if (!is_kept_by(&rules->keep[i], &record->cells[rows->plan->keep_slots[i]],
                        rows->point)) {
            *refusal_out = (struct row_refusal){ count + i, NULL, i };
            return false;
        }
    }
    return true;
}

/* Counts are kept by file and rule, so that the order of rows does not show. */
static bool count_refusal(struct side_rows *rows, size_t file,
                          const struct row_refusal *refusal)
{
    size_t at = rows->refusal_count;
    struct refusal_count *counts = rows->refusals;
    while (at && counts[at - 1].file == file &&
           counts[at - 1].refusal.rule >= refusal->rule)
        at--;
    if (at < rows->refusal_count && counts[at].file == file &&
        counts[at].refusal.rule == refusal->rule) {
        counts[at].count++;
        return true;
    }
    if (!memory_grow(&rows->refusals, &rows->refusal_capacity, rows->refusal_count + 1,
                     sizeof *rows->refusals))
        return false;
    counts = rows->refusals;
    memmove(counts + at + 1, counts + at, (rows->refusal_count - at) * sizeof *counts);
    counts[at] = (struct refusal_count){ file, *refusal, 1 };
    rows->refusal_count++;
    return true;
}

static bool count_unit_use(struct side_rows *rows, size_t file, size_t unit)
{
    if (file != rows->use_file && rows->use_of_unit)
        memset(rows->use_of_unit, 0,
               rows->use_of_unit_capacity * sizeof *rows->use_of_unit);
    rows->use_file = file;
    if (!memory_grow(&rows->use_of_unit, &rows->use_of_unit_capacity, unit + 1,
                     sizeof *rows->use_of_unit))
        return false;
    if (!rows->use_of_unit[unit]) {
        if (!memory_grow(&rows->unit_uses, &rows->unit_use_capacity,
                         rows->unit_use_count + 1, sizeof *rows->unit_uses))
            return false;
        rows->unit_uses[rows->unit_use_count++] =
            (struct unit_use){ .file = file, .unit = unit };
        rows->use_of_unit[unit] = (ptrdiff_t)rows->unit_use_count;
    }
    rows->unit_uses[rows->use_of_unit[unit] - 1].row_count++;
    rows->rows_with_unit++;
    return true;
}

/* Blank, or a text that stands for "no answer" on this side. */
static bool is_no_unit(const struct side_rows *rows, struct span name)
{
    const struct side_study *rules = &rows->study->sides[rows->side];
    struct span text = span_trim(name);
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        if (is_listed(text, rules->missing[kind].texts, rules->missing[kind].count))
            return true;
    return !text.byte_count;
}

/* The row's unit; TALLY_NONE where the cell names none. */
static bool find_unit(struct side_rows *rows, const struct record *record,
                      ptrdiff_t *unit_out)
{
    *unit_out = TALLY_NONE;
    if (rows->plan->unit_slot == COLUMN_NONE)
        return true;
    struct span name = unit_name(&record->cells[rows->plan->unit_slot]);
    struct map *units = &rows->tally->units;
    ptrdiff_t unit = rows->unit;
    if (unit == TALLY_NONE || units->keys[unit].byte_count != name.byte_count ||
        memcmp(units->keys[unit].bytes, name.bytes, name.byte_count) != 0) {
        if (is_no_unit(rows, name))
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
                      const struct answer *answers, uint64_t count)
{
    const struct question *question =
        &rows->study->dimensions[dimension].questions[rows->side];
    double level;
    enum missing_kind missing;
    if (!score_question(question, answers, &level, &missing)) {
        tally_add_missing(group, dimension, missing, count);
        return true;
    }
    ptrdiff_t number = tally_level(rows->tally, rows->side, dimension, level);
    return number != MAP_NONE &&
           tally_add_answers(rows->tally, group, dimension, (size_t)number, count,
                             (double)count, (double)count);
}

static bool is_unknown(const struct answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (answers[i].state == ANSWER_UNKNOWN)
            return true;
    return false;
}

static bool add_answers(struct side_rows *rows, struct tally_group *group)
{
    const struct answer *answers = rows->answers;
    for (size_t d = 0; d < rows->study->dimension_count; d++) {
        size_t count = rows->study->dimensions[d].questions[rows->side].item_count;
        bool done = true;
        if (is_unknown(answers, count))
            done = pending_add(&rows->pending, (size_t)(group - rows->tally->groups), d,
                               answers, count);
        else if (count)
            done = add_score(rows, group, d, answers, 1);
        if (!done)
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
                rows->answers[i] = answer_column_decided(&rows->items[item + i],
                                                         rows->answers[i].symbol);
        done = add_score(rows, &rows->tally->groups[group], dimension, rows->answers,
                         row_count);
    }
    pending_release(&rows->pending);
    return done;
}

/* Counts one respondent, whose answers are in rows->answers. */
static bool add_respondent(struct side_rows *rows, size_t file, ptrdiff_t unit)
{
    struct tally_group *group =
        tally_group(rows->tally, rows->side, unit, TALLY_NONE, TALLY_NONE);
    if (!group || !add_answers(rows, group) ||
        (unit != TALLY_NONE && !count_unit_use(rows, file, (size_t)unit)))
        return false;
    group->row_count++;
    rows->file_counts[file].used++;
    return pending_count(&rows->pending) < MOST_PENDING || settle(rows);
}

bool side_rows_add(struct side_rows *rows, const struct record *record)
{
    ptrdiff_t unit;
    struct row_refusal refusal;
    if (!is_kept(rows, record, &refusal)) {
        if (rows->long_rows)
            return long_rows_refuse(rows->long_rows, record, refusal);
        rows->file_counts[rows->file].read++;
        return count_refusal(rows, rows->file, &refusal);
    }
    if (!find_unit(rows, record, &unit))
        return false;
    if (rows->long_rows)
        return long_rows_add(rows->long_rows, record, unit, &rows->tally->units);
    rows->file_counts[rows->file].read++;
    for (size_t i = 0; i < rows->item_count; i++)
        if (!answer_column_read(&rows->items[i],
                                &record->cells[rows->plan->item_slots[i]],
                                &rows->answers[i]))
            return false;
    return add_respondent(rows, rows->file, unit);
}

/* The respondents of a long layout, now that all their rows are known. */
static bool add_long_rows(struct side_rows *rows)
{
    for (size_t i = 0; i < long_rows_count(rows->long_rows); i++) {
        const struct long_respondent *respondent =
            long_rows_at(rows->long_rows, i, rows->answers);
        rows->file_counts[respondent->file].read++;
        bool done = respondent->is_used
                        ? add_respondent(rows, respondent->file, respondent->unit)
                        : count_refusal(rows, respondent->file, &respondent->refusal);
        if (!done)
            return false;
    }
    return true;
}

bool side_rows_finish(struct side_rows *rows, bool is_whole)
{
    if (rows->long_rows && is_whole)
        long_rows_check(rows->long_rows);
    return (!rows->long_rows || add_long_rows(rows)) && settle(rows);
}

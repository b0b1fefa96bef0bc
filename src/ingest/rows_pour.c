#include "base/memory.h"
#include "ingest/rows_parts.h"
#include "ingest/score_counts.h"
#include "ingest/scores.h"

#include <math.h>
#include <string.h>

bool side_rows_count_unit(struct side_rows *rows, size_t file, size_t unit,
                          uint64_t count)
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
    rows->unit_uses[rows->use_of_unit[unit] - 1].row_count += count;
    rows->rows_with_unit += count;
    return true;
}

/* What a text is scored as, as quick_scores have it: a level, or that there is none. */
static ptrdiff_t find_score(struct side_rows *rows, size_t dimension,
                            const struct answer *answer)
{
    const struct question *question =
        &rows->study->dimensions[dimension].questions[rows->side];
    double level;
    enum missing_kind missing;
    if (!score_question(question, answer, &level, &missing))
        return -1 - (ptrdiff_t)missing;
    ptrdiff_t number = tally_level(rows->tally, rows->side, dimension, level);
    return number == MAP_NONE ? 0 : 1 + number;
}

/* A bit for each text that was counted: a third of them, as a rule. */
static uint32_t find_counted(const uint32_t *counts)
{
    uint32_t counted = 0;
    for (size_t text = 0; text < QUICK_TEXTS; text++)
        counted |= (uint32_t)(counts[text] != 0) << text;
    return counted;
}

static bool pour_item(struct side_rows *rows, struct tally_group *group, size_t dimension,
                      size_t item, const uint32_t *counts)
{
    struct answer_column *column = &rows->items[item];
    ptrdiff_t *scores = rows->quick_scores + item * QUICK_TEXTS;
    for (uint32_t left = find_counted(counts); left; left &= left - 1) {
        size_t text = (size_t)__builtin_ctz(left);
        answer_column_count(column, text, counts[text]);
        if (!scores[text]) {
            struct answer answer = answer_column_answer(column, text);
            scores[text] = find_score(rows, dimension, &answer);
        }
        if (scores[text] < 0)
            tally_add_missing(group, dimension, (enum missing_kind)(-1 - scores[text]),
                              counts[text]);
        else if (!scores[text] ||
                 !tally_add_answers(rows->tally, group, dimension,
                                    (size_t)scores[text] - 1, counts[text], NULL))
            return false;
    }
    return true;
}

/* Of a weighted side the quick counts hold the number of respondents and nothing else. */
static const struct weight_sums weighed_already;

/* Counts respondents of the current file, all of one group, whose answers are quick
   counts. */
static bool add_counts(struct side_rows *rows, size_t number, const uint32_t *counts)
{
    struct tally_group *group = &rows->tally->groups[number];
    uint64_t respondents = *counts;
    size_t item = 0;
    for (size_t d = 0; d < rows->study->dimension_count; d++) {
        size_t count = rows->study->dimensions[d].questions[rows->side].item_count;
        if (count == 1 &&
            !pour_item(rows, group, d, item, quick_counts_texts_in(counts, item)))
            return false;
        item += count;
    }
    tally_add_respondents(rows->tally, group, respondents,
                          rows->weights.is_on ? &weighed_already : NULL);
    return group->unit == TALLY_NONE ||
           side_rows_count_unit(rows, rows->file, (size_t)group->unit, respondents);
}

bool side_rows_add_counts(struct side_rows *rows, size_t group, const uint32_t *counts)
{
    return crowd_count(&rows->crowds, rows->file, rows->tally->groups[group].wave,
                       *counts) &&
           add_counts(rows, group, counts);
}

bool side_rows_add_respondents(struct side_rows *rows, size_t number, uint64_t count,
                               const struct weight_sums *weights)
{
    struct tally_group *group = &rows->tally->groups[number];
    tally_add_respondents(rows->tally, group, count, weights);
    return crowd_count(&rows->crowds, rows->file, group->wave, count) &&
           (group->unit == TALLY_NONE ||
            side_rows_count_unit(rows, rows->file, (size_t)group->unit, count));
}

bool side_rows_add_scores(struct side_rows *rows, size_t number,
                          const struct score_class *score, uint64_t count,
                          const struct weight_sums *weights)
{
    struct tally_group *group = &rows->tally->groups[number];
    if (isnan(score->level)) {
        tally_add_missing(group, score->dimension, score->missing, count);
        return true;
    }
    ptrdiff_t level =
        tally_level(rows->tally, rows->side, score->dimension, score->level);
    return level != MAP_NONE && tally_add_answers(rows->tally, group, score->dimension,
                                                  (size_t)level, count, weights);
}

/* The first byte tells whether there are any: a side's counters are poured as soon as
   they are full, and never moved to wider ones. */
bool side_rows_pour(struct side_rows *rows, size_t number)
{
    const uint8_t *respondents = quick_counts_of(&rows->quick, number);
    if (!respondents || !*respondents)
        return respondents != NULL;
    const uint32_t *counts = quick_counts_take(&rows->quick, number);
    return counts && add_counts(rows, number, counts);
}

bool side_rows_pour_all(struct side_rows *rows)
{
    size_t count = rows->quick.group_count;
    for (size_t number = 0; number < count && number < rows->tally->group_count; number++)
        if (!side_rows_pour(rows, number))
            return false;
    return true;
}

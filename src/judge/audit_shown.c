/* What a row gives away by itself: figures that should not be there, groups that are too
   small or agree, a gap beside one of its sides. */
#include "judge/audit_model.h"

#include <string.h>

/* Whether nothing is left of a side, seen at once; false does not mean that something is.
 */
static bool is_blank_side(struct audit_work *work, const struct side_result *side)
{
    struct side_result blank;
    if (side == work->blank_side)
        return true;
    memset(&blank, 0, sizeof blank);
    blank.status = side->status;
    blank.reason = side->reason;
    blank.has_nps = side->has_nps;
    blank.has_top_box = side->has_top_box;
    if (memcmp(&blank, side, sizeof blank) != 0)
        return false;
    work->blank_side = side;
    return true;
}

static bool is_blank_gap(struct audit_work *work, const struct gap_result *gap)
{
    struct gap_result blank;
    if (gap == work->blank_gap)
        return true;
    memset(&blank, 0, sizeof blank);
    blank.status = gap->status;
    blank.reason = gap->reason;
    blank.has_nps = gap->has_nps;
    blank.has_top_box = gap->has_top_box;
    if (memcmp(&blank, gap, sizeof blank) != 0)
        return false;
    work->blank_gap = gap;
    return true;
}

/* The first figure of a side that is printed, or NULL. */
static const struct figure *printed_figure(struct audit_work *work,
                                           const struct side_result *side)
{
    size_t count = 0;
    if (is_blank_side(work, side))
        return NULL;
    const struct figure *table = figures_of_owner(FIGURE_OF_SIDE, &count);
    for (size_t i = 0; i < count; i++)
        if ((side->design || !table[i].of_design) &&
            figure_of_side(&table[i], side)->available)
            return &table[i];
    return NULL;
}

/* The same of a gap; its margin comes from the settings and says nothing. */
static const struct figure *printed_gap_figure(struct audit_work *work,
                                               const struct gap_result *gap)
{
    size_t count = 0;
    if (is_blank_gap(work, gap))
        return NULL;
    const struct figure *table = figures_of_owner(FIGURE_OF_GAP, &count);
    for (size_t i = 0; i < count; i++)
        if (figure_of_gap(&table[i], gap)->available &&
            strcmp(table[i].key, "equivalence.margin") != 0)
            return &table[i];
    return NULL;
}

static const char *cell_of(struct audit_work *work, const struct result_row *row,
                           enum side side)
{
    return audit_cell_of_row(work, side, row);
}

static void attack_hidden_side(struct audit_work *work, const struct result_row *row,
                               enum side which)
{
    const struct side_result *side = row->sides[which];
    const struct figure *figure = printed_figure(work, side);
    audit_try(work, ATTACK_STANDING);
    if (figure)
        audit_find(work, ATTACK_STANDING, cell_of(work, row, which),
                   "%s is %s, in a cell that is suppressed", figure->key,
                   audit_number(work, figure_of_side(figure, side)->value));
    else if (row->quadrant != PLACE_NONE)
        audit_find(work, ATTACK_STANDING, cell_of(work, row, which),
                   "the quadrant of the row, '%s', tells on which side of the reference "
                   "the hidden index lies",
                   quadrant_name(row->quadrant));
}

/* Nobody answered, and how each of a few people did not is told. */
static void attack_empty_side(struct audit_work *work, const struct result_row *row,
                              enum side which, const struct people *people)
{
    double rows = people_rows(people);
    double min_n = (double)work->model->report->min_n[which];
    if (!people->has_missing || rows == 0)
        return;
    audit_try(work, ATTACK_SMALL);
    if (rows < min_n)
        audit_find_sum(
            work, ATTACK_SMALL, cell_of(work, row, which),
            audit_text(work,
                       translated_count(work->language,
                                        "the kinds of missing answers of %.0f person are "
                                        "shown, and min_n is %.0f",
                                        "the kinds of missing answers of %.0f people are "
                                        "shown, and min_n is %.0f",
                                        (unsigned long long)rows),
                       rows, min_n));
}

static void attack_shown_side(struct audit_work *work, const struct result_row *row,
                              enum side which)
{
    const struct report_file *report = work->model->report;
    const struct side_result *side = row->sides[which];
    double min_n = (double)report->min_n[which];
    struct people people;
    if (side == work->nobody ||
        !people_of(side, &report->dimensions[row->dimension].scales[which], &people))
        return;
    if (people.n == 0) {
        attack_empty_side(work, row, which, &people);
        if (people_are_nobody(&people))
            work->nobody = side;
        return;
    }
    audit_try(work, ATTACK_SMALL);
    if (people.n < min_n)
        audit_find(work, ATTACK_SMALL, cell_of(work, row, which),
                   "n %.0f is shown, and min_n is %.0f", people.n, min_n);
    if (!report->hides_unanimity[which] || !people_settle(&people))
        return;
    audit_try(work, ATTACK_AGREEMENT);
    const char *agreement = people_agreement(&people);
    if (agreement)
        audit_find(work, ATTACK_AGREEMENT, cell_of(work, row, which),
                   "of the %.0f who answered, %s (index %s)", people.n,
                   translated(work->language, agreement),
                   audit_number(work, side->index.value.value));
}

/* Which side of a gap is hidden; SIDE_COUNT: none. */
static enum side hidden_side(const struct result_row *row)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        if (audit_is_hidden(row->sides[side]))
            return (enum side)side;
    return SIDE_COUNT;
}

static void attack_gap(struct audit_work *work, const struct result_row *row)
{
    enum side hidden = hidden_side(row);
    if (hidden == SIDE_COUNT)
        return;
    audit_try(work, ATTACK_GAP);
    const struct figure *figure = printed_gap_figure(work, row->gap);
    const struct measure *other =
        &row->sides[hidden == SIDE_EMPLOYEES ? SIDE_CUSTOMERS : SIDE_EMPLOYEES]
             ->index.value;
    const struct measure *gap = &row->gap->index.value;
    const char *cell = figure || row->gap->verdict ? cell_of(work, row, hidden) : NULL;
    if (gap->available && other->available)
        audit_find(
            work, ATTACK_GAP, cell, "the gap %s and the other side's index %s make %s",
            audit_number(work, gap->value), audit_number(work, other->value),
            audit_number(work, hidden == SIDE_EMPLOYEES ? other->value + gap->value
                                                        : other->value - gap->value));
    else if (figure)
        audit_find(work, ATTACK_GAP, cell,
                   "gap.%s is %s, and comes from the hidden side as well", figure->key,
                   audit_number(work, figure_of_gap(figure, row->gap)->value));
    else if (row->gap->verdict)
        audit_find(work, ATTACK_GAP, cell,
                   "the verdict '%s' tells how the hidden side compares",
                   verdict_name(row->gap->verdict));
}

void audit_attack_shown(struct audit_work *work)
{
    const struct report_file *report = work->model->report;
    for (size_t i = 0; i < report->row_count; i++) {
        const struct result_row *row = &report->rows[i];
        for (int side = 0; side < SIDE_COUNT; side++)
            if (audit_is_hidden(row->sides[side]))
                attack_hidden_side(work, row, (enum side)side);
            else
                attack_shown_side(work, row, (enum side)side);
        attack_gap(work, row);
    }
}

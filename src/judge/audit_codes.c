/* Where scores are whole codes and the reasons tell that a hidden group agrees, few
   answers fit the sums of the rest: which?

   A group agrees when it is hidden for `unanimity`. And since one more group is enough
   for everything but agreement, a rest that has more groups than it needs tells that
   those it had at first agreed.

   An answer is ruled out only when no other answers at all could make up for it; what is
   left may be more than what is possible, never less. */
#include "judge/audit_model.h"

#include <math.h>

/* Finer scales, and groups of which the size is less certain, leave too much open. */
enum { MOST_STEPS = 100, MOST_SIZES = 200 };

/* What the agreeing may have agreed on. */
struct agreement {
    bool levels[MOST_STEPS + 1]; /* everybody gave this answer */
    bool promoters;              /* everybody one of these */
    bool detractors;
};

/* Sums that are left for the others. */
struct others {
    double n;
    double sum;
    double squares;
    double promoters;
    double detractors;
};

/* The least that `n` whole numbers of this sum have as their sum of squares. */
static double least_squares_of(double n, double sum)
{
    double each = floor(sum / n);
    double more = sum - n * each;
    return (n - more) * each * each + more * (each + 1) * (each + 1);
}

/* The most, when none is beyond `top`. */
static double most_squares_of(double sum, double top)
{
    double full = floor(sum / top);
    double last = sum - full * top;
    return full * top * top + last * last;
}

static bool fits_classes(const struct audit_column *column, const struct others *others)
{
    const struct report_scale *scale = column->scale;
    double passives = others->n - others->promoters - others->detractors;
    if (!scale->has_classes || !column->rest.has_classes)
        return true;
    if (others->promoters < 0 || others->detractors < 0 || passives < 0)
        return false;
    double from = scale->promoters_from - scale->min;
    double to = scale->detractors_to - scale->min;
    double least = others->promoters * from + passives * (to + 1);
    double most = others->promoters * column->rest.top + passives * (from - 1) +
                  others->detractors * to;
    return others->sum >= least && others->sum <= most;
}

static bool is_possible(const struct audit_column *column, const struct others *others)
{
    double top = column->rest.top;
    if (others->n < 0 || others->sum < 0 || others->sum > others->n * top)
        return false;
    if (others->n == 0)
        return others->squares == 0;
    return others->squares >= least_squares_of(others->n, others->sum) &&
           others->squares <= most_squares_of(others->sum, top) &&
           fmod(others->squares - others->sum, 2) == 0 && fits_classes(column, others);
}

static bool is_promoter(const struct report_scale *scale, double level)
{
    return scale->has_classes && level >= scale->promoters_from - scale->min;
}

static bool is_detractor(const struct report_scale *scale, double level)
{
    return scale->has_classes && level <= scale->detractors_to - scale->min;
}

static void try_levels(const struct audit_column *column, double n,
                       struct agreement *agreement)
{
    const struct people *rest = &column->rest;
    for (int level = 0; level <= (int)rest->top; level++) {
        const struct others others = {
            .n = rest->n - n,
            .sum = rest->sum - n * level,
            .squares = rest->squares - n * level * level,
            .promoters = rest->promoters - n * is_promoter(column->scale, level),
            .detractors = rest->detractors - n * is_detractor(column->scale, level),
        };
        agreement->levels[level] =
            agreement->levels[level] || is_possible(column, &others);
    }
}

/* What `low` to `high` people of the rest, `n` of them in all, may agree on. */
static struct agreement possible_agreements(const struct audit_column *column, double low,
                                            double high)
{
    struct agreement agreement = { .promoters = false };
    const struct people *rest = &column->rest;
    for (size_t i = 0; i <= MOST_SIZES && low + (double)i <= high; i++)
        try_levels(column, low + (double)i, &agreement);
    if (column->scale->has_classes && rest->has_classes) {
        agreement.promoters = rest->promoters >= low;
        agreement.detractors = rest->detractors >= low;
    }
    return agreement;
}

/* The only thing that they can agree on, or NULL: the words are for a finding. */
static const char *only_agreement(struct audit_work *work,
                                  const struct agreement *agreement)
{
    const struct report_scale *scale = work->column.scale;
    int count = 0;
    int last = 0;
    bool promoters = agreement->promoters;
    bool detractors = agreement->detractors;
    bool passives = false;
    for (int level = 0; level <= (int)work->column.rest.top; level++) {
        if (!agreement->levels[level])
            continue;
        count++;
        last = level;
        promoters = promoters || is_promoter(scale, level);
        detractors = detractors || is_detractor(scale, level);
        passives =
            passives || (!is_promoter(scale, level) && !is_detractor(scale, level));
    }
    if (count == 1 && !agreement->promoters && !agreement->detractors) {
        double code = scale->min + last;
        return audit_text(work, translated(work->language, "they all answered %s"),
                          audit_number(work, code));
    }
    if (!scale->has_classes || promoters + detractors + passives != 1)
        return NULL;
    return promoters    ? translated(work->language, "they are all promoters")
           : detractors ? translated(work->language, "they are all detractors")
                        : translated(work->language, "they are all passive");
}

static bool has_whole_sums(const struct people *rest)
{
    return rest->is_whole && rest->has_scores && rest->sum_slack == 0 &&
           rest->squares_slack == 0 && rest->top <= MOST_STEPS;
}

static const struct side_result *hidden_side(const struct audit_work *work, size_t index)
{
    return audit_model_side(work->model, work->column.hidden[index],
                            work->column.dimension, work->column.side);
}

static void attack_unanimous(struct audit_work *work, size_t index)
{
    const struct audit_column *column = &work->column;
    const struct audit_span *span = &work->spans[index];
    double low = fmax(2, span->low);
    double high = fmin(span->high, column->rest.n);
    if (high - low > MOST_SIZES)
        return;
    audit_try(work, ATTACK_CODES);
    struct agreement agreement = possible_agreements(column, low, high);
    const char *only = only_agreement(work, &agreement);
    if (only)
        audit_find(work, ATTACK_CODES,
                   audit_cell(work, column->side, column->dimension,
                              map_key_at(work->model->units, column->hidden[index])),
                   "the reason says that its people agree, %.0f or more; the rest of the "
                   "total is %.0f people, and by the sums of their answers %s",
                   low, column->rest.n, only);
}

/* What the reasons tell of the people who had to be hidden at first: those of small
   groups and without a unit, and, where these are too few, one group more. */
struct first_groups {
    size_t count;
    double low; /* people in them, at least */
    double high;
    size_t more; /* groups that were hidden beyond them */
    double least_more;
    double most_more;
};

/* Whether so many groups and people are enough to cover each other. */
static bool are_enough(const struct audit_work *work, size_t group_count, double n)
{
    return group_count >= 2 && n >= (double)work->model->report->min_n[work->column.side];
}

static struct first_groups first_groups_of(const struct audit_work *work,
                                           const struct audit_span *without_unit)
{
    const struct audit_column *column = &work->column;
    struct first_groups first = { .low = without_unit->low,
                                  .high = without_unit->high,
                                  .least_more = HUGE_VAL };
    for (size_t i = 0; i < column->hidden_count; i++) {
        enum suppression_reason reason = hidden_side(work, i)->reason;
        const struct audit_span *span = &work->spans[i];
        if (reason == REASON_COMPLEMENTARY || reason == REASON_RESIDUAL) {
            first.more++;
            first.least_more = fmin(first.least_more, span->low);
            first.most_more = fmax(first.most_more, span->high);
            continue;
        }
        first.count++;
        first.low += span->low;
        first.high += span->high;
    }
    bool for_certain = are_enough(work, first.count + (without_unit->low > 0), first.low);
    bool perhaps = are_enough(work, first.count + (without_unit->high > 0), first.high);
    if (first.more && !for_certain) {
        first.more--;
        first.low += perhaps ? 0 : first.least_more;
        first.high += first.most_more;
    }
    return first;
}

static bool has_reason(const struct audit_work *work, enum suppression_reason reason)
{
    for (size_t i = 0; i < work->column.hidden_count; i++)
        if (hidden_side(work, i)->reason == reason)
            return true;
    return false;
}

/* Where there was a report before, more groups are hidden for its sake. */
static bool is_of_a_series(const struct audit_work *work)
{
    const struct report_file *report = work->model->report;
    for (size_t i = 0; i < report->row_count; i++)
        for (int side = 0; side < SIDE_COUNT; side++)
            if (report->rows[i].sides[side]->status == CELL_HELD ||
                report->rows[i].sides[side]->reason == REASON_DIFFERENCING)
                return true;
    return work->previous != NULL;
}

/* More groups than these are hidden only when they agreed; or when one of them did by
   itself, which its reason would tell. */
static void attack_first(struct audit_work *work, const struct audit_span *without_unit)
{
    const struct audit_column *column = &work->column;
    struct first_groups first = first_groups_of(work, without_unit);
    if (!first.more || has_reason(work, REASON_UNANIMITY) || is_of_a_series(work))
        return;
    double low = first.low;
    double high =
        fmin(first.high, column->rest.n - (double)first.more * first.least_more);
    if (high - low > MOST_SIZES)
        return;
    audit_try(work, ATTACK_CODES);
    struct agreement agreement = possible_agreements(column, low, high);
    const char *only = only_agreement(work, &agreement);
    if (only)
        audit_find(
            work, ATTACK_CODES, audit_cell(work, column->side, column->dimension, NULL),
            "more units are hidden than would be needed, had the first not agreed, "
            "%.0f people or more; by the sums of the rest, %.0f people, %s",
            low, column->rest.n, only);
}

void audit_attack_codes(struct audit_work *work, const struct audit_span *without_unit)
{
    const struct audit_column *column = &work->column;
    if (!has_whole_sums(&column->rest) || column->held_count)
        return;
    for (size_t i = 0; i < column->hidden_count; i++)
        if (hidden_side(work, i)->reason == REASON_UNANIMITY)
            attack_unanimous(work, i);
    if (!work->may_nest)
        attack_first(work, without_unit);
}

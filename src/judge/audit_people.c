#include "judge/audit_people.h"

#include <math.h>
#include <stdint.h>

/* Half a unit of the 12th digit, and what arithmetic adds to it. */
static const double rounding = 6e-12;

static double steps_of(const struct report_scale *scale)
{
    return scale->is_known && scale->is_whole ? scale->max - scale->min : 100;
}

struct people people_empty(const struct report_scale *scale)
{
    return (struct people){
        .has_missing = true,
        .has_scores = true,
        .has_classes = true,
        .is_whole = scale->is_known && scale->is_whole,
        .top = steps_of(scale),
    };
}

/* Numbers from 2^53 on are whole. */
static bool is_count(const struct measure *measure)
{
    double value = measure->value;
    return measure->available && value >= 0 &&
           (value >= 0x1p53 || value == (double)(int64_t)value);
}

/* Whether sums of answers can be had from the figures: weights would have to be known. */
static bool is_weighted(const struct side_result *side)
{
    const struct measure *n_eff = &side_design(side)->n_eff;
    return n_eff->available && fabs(n_eff->value - side->n.value) > 1e-9 * side->n.value;
}

static void take_scores(struct people *people, const struct side_result *side)
{
    double unit = people->top / 100;
    double n = people->n;
    double mean = side->index.value.value * unit;
    double sd = side->index_sd.available ? side->index_sd.value * unit : 0;
    people->has_scores = side->index.value.available &&
                         (side->index_sd.available || n == 1) &&
                         (!is_weighted(side) || sd == 0);
    people->sum = n * mean;
    people->squares = n * mean * mean + (n - 1) * sd * sd;
    people->sum_slack = rounding * fabs(people->sum);
    people->squares_slack = 2 * rounding * people->squares;
}

static bool is_all_or_none(const struct measure *percentage)
{
    return percentage->value == 0 || percentage->value == 100;
}

static void take_classes(struct people *people, const struct side_result *side)
{
    people->has_classes = side->promoters.available && side->detractors.available &&
                          (!is_weighted(side) || (is_all_or_none(&side->promoters) &&
                                                  is_all_or_none(&side->detractors)));
    people->promoters = round(side->promoters.value * people->n / 100);
    people->detractors = round(side->detractors.value * people->n / 100);
}

/* Kinds that are not shown leave their people in the rest of the total. */
static bool take_missing(struct people *people, const struct side_result *side)
{
    people->has_missing = side->missing[0].available;
    for (int kind = 0; kind < MISSING_COUNT; kind++) {
        if (side->missing[kind].available != people->has_missing ||
            (people->has_missing && !is_count(&side->missing[kind])))
            return false;
        people->missing[kind] = people->has_missing ? side->missing[kind].value : 0;
    }
    return true;
}

bool people_of(const struct side_result *side, const struct report_scale *scale,
               struct people *people_out)
{
    if (!is_count(&side->n))
        return false;
    struct people people = people_empty(scale);
    people.n = side->n.value;
    if (!take_missing(&people, side))
        return false;
    if (people.n > 0) {
        take_scores(&people, side);
        take_classes(&people, side);
    }
    *people_out = people;
    return true;
}

static void combine(struct people *people, const struct people *other, double sign)
{
    people->n += sign * other->n;
    people->has_missing = people->has_missing && other->has_missing;
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        people->missing[kind] += sign * other->missing[kind];
    people->has_scores = people->has_scores && other->has_scores;
    people->sum += sign * other->sum;
    people->squares += sign * other->squares;
    people->sum_slack += other->sum_slack;
    people->squares_slack += other->squares_slack;
    people->has_classes = people->has_classes && other->has_classes;
    people->promoters += sign * other->promoters;
    people->detractors += sign * other->detractors;
}

void people_add(struct people *people, const struct people *other)
{
    combine(people, other, 1);
}

void people_subtract(struct people *people, const struct people *other)
{
    combine(people, other, -1);
}

static void make_whole(double *sum, double *slack)
{
    if (*slack < 0.25 && fabs(*sum - round(*sum)) < 0.25) {
        *sum = round(*sum) + 0.0; /* that of -0.1 would be written -0 */
        *slack = 0;
    }
}

bool people_settle(struct people *people)
{
    if (people->n < 0)
        return false;
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        if (people->missing[kind] < 0)
            return false;
    if (people->has_classes && (people->promoters < 0 || people->detractors < 0 ||
                                people->promoters + people->detractors > people->n))
        return false;
    if (!people->has_scores)
        return true;
    if (people->is_whole) {
        make_whole(&people->sum, &people->sum_slack);
        make_whole(&people->squares, &people->squares_slack);
    }
    double slack = people->sum_slack + 1e-9;
    return people->sum >= -slack && people->sum <= people->n * people->top + slack;
}

/* The sum of squares about the mean, and how far it may be off. */
static double spread_of(const struct people *people, double *slack_out)
{
    double mean = people->sum / people->n;
    *slack_out = people->squares_slack + 2 * fabs(mean) * people->sum_slack +
                 1e-15 * people->squares;
    return people->squares - people->sum * mean;
}

/* On whole codes the sums are exact, and so is the test. Otherwise a spread below this
   many squared index points is none: two scores that differ, differ by more. */
static bool is_without_spread(const struct people *people)
{
    static const double smallest = 1e-3;
    double slack;
    if (!people->has_scores)
        return false;
    if (people->is_whole && people->sum_slack == 0 && people->squares_slack == 0)
        return people->n * people->squares == people->sum * people->sum;
    double spread = spread_of(people, &slack);
    return slack < smallest && fabs(spread) <= smallest;
}

const char *people_agreement(const struct people *people)
{
    if (people->n < 2)
        return NULL;
    if (is_without_spread(people))
        return TRANSLATABLE("everybody gave the same answer");
    if (people->has_classes && people->promoters == people->n)
        return TRANSLATABLE("everybody is a promoter");
    if (people->has_classes && people->detractors == people->n)
        return TRANSLATABLE("everybody is a detractor");
    return NULL;
}

double people_rows(const struct people *people)
{
    double rows = people->n;
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        rows += people->missing[kind];
    return rows;
}

bool people_are_nobody(const struct people *people)
{
    return people->has_missing && people_rows(people) == 0;
}

/* Two bounds: the others can hold no more than the top and no less than nothing, and a
   part cannot lie further from the mean than the spread of the whole allows. */
void people_part_bounds(const struct people *people, double n, double *low_out,
                        double *high_out)
{
    double others = people->n - n;
    double slack = people->sum_slack;
    double low = fmax(0, people->sum - slack - others * people->top) / n;
    double high = fmin(n * people->top, people->sum + slack) / n;
    double spread_slack;
    double spread = fmax(0, spread_of(people, &spread_slack)) + spread_slack;
    double reach = sqrt(spread * others / (n * people->n)) + slack / people->n;
    double mean = people->sum / people->n;
    *low_out = 100 * fmax(low, mean - reach) / people->top;
    *high_out = 100 * fmin(high, mean + reach) / people->top;
}

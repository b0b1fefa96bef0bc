#include "disclosure/agreement.h"

#include <math.h>

/* Where levels are not whole: how far another answer is, in index points. */
#define APART 5.0

/* What they would all have answered, and then everybody else together. */
static struct crowd others_if(const struct crowd *all, double n, double answer,
                              bool promotes, bool detracts)
{
    const struct crowd agreeing = { .n = n,
                                    .sum = n * answer,
                                    .squares = n * answer * answer,
                                    .promoters = promotes ? n : 0,
                                    .detractors = detracts ? n : 0 };
    struct crowd others = *all;
    crowd_subtract(&others, &agreeing);
    return others;
}

/* Answers of any value between 0 and 100 have these sums. */
static bool any_fit(const struct crowd *others, double origin, double tolerance)
{
    double n = others->n;
    double sum = others->sum + n * origin;
    double squares = others->squares + 2 * origin * others->sum + n * origin * origin;
    return n >= 3 && sum >= 0 && sum <= 100 * n && squares >= sum * sum / n + tolerance &&
           squares <= 100 * sum - tolerance;
}

static bool other_value_fits(const struct yardstick *yardstick, const struct crowd *all,
                             const struct crowd *agreeing)
{
    double answer = agreeing->sum / agreeing->n;
    for (double other = 0; other <= 100; other += APART) {
        double from_origin = other - yardstick->origin;
        struct crowd others = others_if(all, agreeing->n, from_origin, false, false);
        if (fabs(from_origin - answer) >= APART &&
            any_fit(&others, yardstick->origin, yardstick->tolerance))
            return true;
    }
    return false;
}

/* The class that all of them are in, where they are in one. */
static bool class_of(const struct crowd *agreeing, enum nps_class *class_out)
{
    *class_out = NPS_PASSIVE;
    if (agreeing->promoters == agreeing->n)
        *class_out = NPS_PROMOTER;
    else if (agreeing->detractors == agreeing->n)
        *class_out = NPS_DETRACTOR;
    else
        return agreeing->promoters == 0 && agreeing->detractors == 0;
    return true;
}

static bool level_is_other(const struct levels *levels, size_t level,
                           const struct level_sums *agreeing, enum nps_class class)
{
    if (levels->has_classes)
        return levels->classes[level] != class;
    return (double)level != round(agreeing->sum / agreeing->n);
}

/* Whether everybody else can make up for it that they agreed on another level. */
static bool other_level_fits(const struct levels *levels, const struct level_sums *all,
                             const struct level_sums *agreeing, enum nps_class class)
{
    for (size_t level = 0; level < levels->count; level++) {
        double value = (double)level;
        struct level_sums others = { .n = all->n - agreeing->n,
                                     .sum = all->sum - agreeing->n * value,
                                     .squares =
                                         all->squares - agreeing->n * value * value,
                                     .promoters = all->promoters,
                                     .detractors = all->detractors };
        if (levels->has_classes && levels->classes[level] == NPS_PROMOTER)
            others.promoters -= agreeing->n;
        if (levels->has_classes && levels->classes[level] == NPS_DETRACTOR)
            others.detractors -= agreeing->n;
        if (level_is_other(levels, level, agreeing, class) &&
            level_sums_exist(levels, &others))
            return true;
    }
    return false;
}

static struct crowd unanimous_of(const struct column *column,
                                 const struct yardstick *yardstick)
{
    struct crowd all = { 0 };
    for (size_t g = 0; g < column->group_count; g++) {
        struct crowd crowd = group_crowd(&column->groups[g], yardstick);
        if (column->groups[g].reason == REASON_UNANIMITY)
            crowd_add(&all, &crowd);
    }
    return all;
}

bool agreements_are_open(const struct total *total, const struct column *column,
                         const struct crowd *remainder)
{
    struct yardstick yardstick = yardstick_of(total);
    struct crowd all = unanimous_of(column, &yardstick);
    for (size_t g = 0; g < column->group_count; g++) {
        const struct group *group = &column->groups[g];
        if (group->reason != REASON_UNANIMITY || !group->side)
            continue;
        struct crowd crowd = group_crowd(group, &yardstick);
        struct crowd fixed = all;
        crowd_subtract(&fixed, &crowd);
        if (!agreement_is_open(&total->levels, &yardstick, remainder, &crowd, &fixed))
            return false;
    }
    return true;
}

bool agreement_is_open(const struct levels *levels, const struct yardstick *yardstick,
                       const struct crowd *remainder, const struct crowd *agreeing,
                       const struct crowd *fixed)
{
    struct crowd all = *remainder;
    crowd_subtract(&all, fixed);
    enum nps_class class = NPS_PASSIVE;
    if (yardstick->has_nps && !class_of(agreeing, &class))
        return true; /* nothing that they agree on would be told */
    /* other people of another class may be those who agree */
    if (yardstick->has_nps && ((class != NPS_PROMOTER && all.promoters >= agreeing->n) ||
                               (class != NPS_DETRACTOR && all.detractors >= agreeing->n)))
        return true;
    struct level_sums of_all;
    struct level_sums of_agreeing;
    if (level_sums_of(levels, &all, yardstick->origin, &of_all) &&
        level_sums_of(levels, agreeing, yardstick->origin, &of_agreeing))
        return other_level_fits(levels, &of_all, &of_agreeing, class);
    return !yardstick->has_nps && other_value_fits(yardstick, &all, agreeing);
}

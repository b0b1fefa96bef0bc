#include "disclosure/levels.h"

#include <math.h>

/* So many choices are looked at before a search ends without an answer. */
enum { MOST_STEPS = 20000 };

struct levels levels_of(const struct question *question)
{
    struct levels levels = { .count = 0 };
    if (question->item_count != 1)
        return levels;
    const struct scale *scale = question->items[0].scale;
    double range = fabs(scale->max - scale->min);
    if (range != floor(range) || scale->min != floor(scale->min) || range >= MOST_LEVELS)
        return levels;
    levels.count = (size_t)range + 1;
    levels.step = 100 / range;
    levels.has_classes = question_is_nps(question);
    for (size_t level = 0; levels.has_classes && level < levels.count; level++)
        levels.classes[level] = question_nps_class(question, scale->min + (double)level);
    return levels;
}

static bool is_whole(double value, double tolerance)
{
    return fabs(value - round(value)) <= tolerance;
}

bool level_sums_of(const struct levels *levels, const struct crowd *crowd, double origin,
                   struct level_sums *sums_out)
{
    if (!levels->count)
        return false;
    double sum = (crowd->sum + crowd->n * origin) / levels->step;
    double squares =
        (crowd->squares + 2 * origin * crowd->sum + crowd->n * origin * origin) /
        (levels->step * levels->step);
    double tolerance = 0.01 + 1e-10 * squares;
    if (tolerance > 0.3 || !is_whole(sum, tolerance) || !is_whole(squares, tolerance))
        return false;
    *sums_out = (struct level_sums){ crowd->n, round(sum), round(squares),
                                     crowd->promoters, crowd->detractors };
    return true;
}

/* The least that the squares of `n` whole numbers of this sum add up to. */
static double least_squares(double n, double sum)
{
    double each = floor(sum / n);
    double larger = sum - n * each;
    return (n - larger) * each * each + larger * (each + 1) * (each + 1);
}

/* The most, when none of them is beyond `top`. */
static double most_squares(double sum, double top)
{
    double full = top > 0 ? floor(sum / top) : 0;
    double rest = sum - full * top;
    return full * top * top + rest * rest;
}

/* What no answers up to `top` can have is soon seen. */
static bool may_exist(double n, double sum, double squares, double top)
{
    if (n < 0 || sum < 0 || sum > n * top)
        return false;
    if (n == 0)
        return sum == 0 && squares == 0;
    return squares >= least_squares(n, sum) && squares <= most_squares(sum, top) &&
           fmod(squares - sum, 2) == 0;
}

/* Promoters, passives and detractors are above each other. */
static bool classes_fit(const struct levels *levels, size_t level,
                        const struct level_sums *sums)
{
    double passives = sums->n - sums->promoters - sums->detractors;
    if (!levels->has_classes)
        return true;
    if (sums->promoters < 0 || sums->detractors < 0 || passives < 0)
        return false;
    enum nps_class class = levels->classes[level];
    return (class == NPS_PROMOTER || sums->promoters == 0) &&
           (class != NPS_DETRACTOR || passives == 0);
}

static struct level_sums less_answers(const struct levels *levels, size_t level,
                                      double count, const struct level_sums *sums)
{
    struct level_sums left = *sums;
    double value = (double)level;
    left.n -= count;
    left.sum -= count * value;
    left.squares -= count * value * value;
    if (levels->has_classes && levels->classes[level] == NPS_PROMOTER)
        left.promoters -= count;
    if (levels->has_classes && levels->classes[level] == NPS_DETRACTOR)
        left.detractors -= count;
    return left;
}

/* Tries how many gave the answer `level`, the many first, and goes on below it. */
static bool search(const struct levels *levels, size_t level,
                   const struct level_sums *sums, int *steps)
{
    if (++*steps > MOST_STEPS || !classes_fit(levels, level, sums) ||
        !may_exist(sums->n, sums->sum, sums->squares, (double)level))
        return false;
    if (sums->n == 0)
        return true;
    if (level == 0) {
        struct level_sums none = less_answers(levels, 0, sums->n, sums);
        return none.sum == 0 && none.squares == 0 && none.promoters == 0 &&
               none.detractors == 0;
    }
    double most = floor(
        fmin(sums->sum / (double)level, sums->squares / ((double)level * (double)level)));
    for (double count = fmin(most, sums->n); count >= 0; count--) {
        struct level_sums left = less_answers(levels, level, count, sums);
        if (search(levels, level - 1, &left, steps))
            return true;
        if (*steps > MOST_STEPS)
            return false;
    }
    return false;
}

bool level_sums_exist(const struct levels *levels, const struct level_sums *sums)
{
    int steps = 0;
    return levels->count > 0 && search(levels, levels->count - 1, sums, &steps);
}

#include "stats/raking.h"

#include "stats/sum.h"

#include <math.h>
#include <string.h>

enum { MOST_ROUNDS = 100, MOST_STEPS = 40, MOST_HALVINGS = 30 };
#define CLOSE_ENOUGH 1e-14 /* a size is met */
#define CLOSE 1e-9         /* it is met but for rounding */
#define SMALL_STEP 1e-9    /* the next would be lost in rounding */
#define SETTLED 1e-6       /* a larger last step was on its way to a weight of 0 */
#define SMALL_REST 1e-28   /* of squares: lost in rounding */
#define NEAR_ENOUGH 1e-6   /* of the squares that a step begins with: the next goes on */

struct rake {
    const struct margins *margins;
    const double *sizes;
    double *factors;
    double *totals; /* per margin and category, as what is wanted */
    double *wanted;
    double *weights; /* per group, as effects and what is tried */
    double *effects;
    double *tried;
};

static size_t total_of(const struct margins *margins)
{
    return margins->margin_count * margins->category_count;
}

size_t rake_numbers(size_t group_count, size_t margin_count, size_t category_count)
{
    return 2 * margin_count * category_count + 3 * group_count;
}

static size_t place_of(const struct rake *rake, size_t group, size_t margin)
{
    return margin * rake->margins->category_count +
           rake->margins->categories[group][margin];
}

/* -- margin after margin ----------------------------------------------------------------
 */

/* Makes one margin right; how far it was off. */
static double fit(const struct rake *rake, size_t margin)
{
    const struct margins *margins = rake->margins;
    double off = 0;
    memset(rake->totals, 0, total_of(margins) * sizeof *rake->totals);
    for (size_t g = 0; g < margins->group_count; g++)
        rake->totals[place_of(rake, g, margin)] += rake->factors[g] * margins->weights[g];
    for (size_t g = 0; g < margins->group_count; g++) {
        size_t place = place_of(rake, g, margin);
        double factor = rake->sizes[place] / rake->totals[place];
        rake->factors[g] *= factor;
        off = fmax(off, fabs(factor - 1));
    }
    return off;
}

static bool fit_in_turn(const struct rake *rake)
{
    double off = INFINITY;
    for (int round = 0; round < MOST_ROUNDS && off > CLOSE_ENOUGH; round++) {
        off = 0;
        for (size_t m = 0; m < rake->margins->margin_count; m++)
            off = fmax(off, fit(rake, m));
    }
    return off <= CLOSE_ENOUGH;
}

/* -- all margins at once ----------------------------------------------------------------
 */

/* What the factors leave wanted, and the sum of its squares over the sizes. */
static double leave(const struct rake *rake, const double *factors)
{
    const struct margins *margins = rake->margins;
    struct sum rest = { 0 };
    memcpy(rake->wanted, rake->sizes, total_of(margins) * sizeof *rake->wanted);
    for (size_t g = 0; g < margins->group_count; g++)
        for (size_t m = 0; m < margins->margin_count; m++)
            rake->wanted[place_of(rake, g, m)] -= factors[g] * margins->weights[g];
    for (size_t i = 0; i < total_of(margins); i++)
        if (rake->sizes[i] > 0)
            sum_add(&rest, rake->wanted[i] * rake->wanted[i] / rake->sizes[i]);
    return sum_value(&rest);
}

static double whole_of(const struct rake *rake)
{
    double whole = 0;
    for (size_t c = 0; c < rake->margins->category_count; c++)
        whole += rake->sizes[c];
    return whole;
}

/* The largest effect of a whole step of Newton's method, from `rest`; `wanted` is up to
   date. */
static double aim(const struct rake *rake, double rest)
{
    struct margins margins = *rake->margins;
    double largest = 0;
    for (size_t g = 0; g < margins.group_count; g++) {
        rake->weights[g] = rake->factors[g] * margins.weights[g];
        rake->effects[g] = 0;
    }
    margins.weights = rake->weights;
    margins_solve(&margins, rake->wanted,
                  fmax(NEAR_ENOUGH * rest, SMALL_REST * whole_of(rake)), rake->effects);
    for (size_t g = 0; g < margins.group_count; g++)
        largest = fmax(largest, fabs(rake->effects[g]));
    return largest;
}

/* Goes the whole way, or as much of it as leaves less wanted than `rest`. */
static bool advance(const struct rake *rake, double *rest)
{
    size_t count = rake->margins->group_count;
    double share = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++, share /= 2) {
        for (size_t g = 0; g < count; g++)
            rake->tried[g] = rake->factors[g] * exp(share * rake->effects[g]);
        double left = leave(rake, rake->tried);
        if (!(left < *rest))
            continue;
        memcpy(rake->factors, rake->tried, count * sizeof *rake->factors);
        *rest = left;
        return true;
    }
    return false;
}

static bool is_met(const struct rake *rake)
{
    leave(rake, rake->factors);
    for (size_t i = 0; i < total_of(rake->margins); i++)
        if (fabs(rake->wanted[i]) > CLOSE * rake->sizes[i])
            return false;
    return true;
}

static bool fit_at_once(const struct rake *rake)
{
    double step = INFINITY;
    double rest = leave(rake, rake->factors);
    for (int i = 0; i < MOST_STEPS && step > SMALL_STEP; i++) {
        leave(rake, rake->factors);
        step = aim(rake, rest);
        if (!isfinite(step) || !advance(rake, &rest))
            break;
    }
    return step <= SETTLED && is_met(rake);
}

bool rake_weights(const struct margins *margins, const double *sizes, double *numbers,
                  double *factors_out)
{
    size_t total = total_of(margins);
    size_t count = margins->group_count;
    struct rake rake = { margins,
                         sizes,
                         factors_out,
                         numbers,
                         numbers + total,
                         numbers + 2 * total,
                         numbers + 2 * total + count,
                         numbers + 2 * total + 2 * count };
    for (size_t g = 0; g < count; g++)
        factors_out[g] = 1;
    return fit_in_turn(&rake) || fit_at_once(&rake);
}

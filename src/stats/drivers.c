#include "stats/drivers.h"

#include "stats/distribution.h"
#include "stats/random.h"
#include "stats/sort.h"
#include "stats/symmetric.h"
#include "stats/weighing.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { SEED = 0x64726976 }; /* "driv" */

static_assert(DRIVER_DRAWS % LANES == 0, "draws fill the lanes");

/* Room for a struct weighing. */
static size_t weighing_numbers(size_t predictor_count)
{
    return LANES * (triangle_count(predictor_count + 1) + predictor_count +
                    weighing_scratch(predictor_count));
}

size_t relative_weights_numbers(size_t predictor_count)
{
    return weighing_numbers(predictor_count);
}

size_t weight_intervals_numbers(size_t predictor_count)
{
    size_t order = predictor_count + 1;
    return order * order + LANES * triangle_count(order) +
           predictor_count * DRIVER_DRAWS + weighing_numbers(predictor_count);
}

static struct weighing weighing_in(double *scratch, size_t predictor_count)
{
    struct weighing weighing = { .predictor_count = predictor_count };
    weighing.correlations = (lanes *)(void *)scratch;
    weighing.weights = weighing.correlations + triangle_count(predictor_count + 1);
    weighing.scratch = weighing.weights + predictor_count;
    return weighing;
}

/* Every predictor has something of its own. */
static bool are_apart(const double *correlations, size_t p, double *scratch)
{
    for (size_t i = 0; i < p; i++)
        memcpy(scratch + i * p, correlations + i * (p + 1), p * sizeof *scratch);
    return symmetric_factor(scratch, p, DRIVERS_LEAST_OWN, scratch);
}

bool relative_weights(const double *correlations, size_t predictor_count, double *scratch,
                      double *weights_out, double *r2_out)
{
    size_t p = predictor_count;
    struct weighing weighing = weighing_in(scratch, p);
    if (!p || !are_apart(correlations, p, scratch))
        return false;
    lanes *next = weighing.correlations;
    for (size_t i = 0; i <= p; i++)
        for (size_t j = 0; j <= i; j++)
            *next++ = (lanes){ 0 } + correlations[i * (p + 1) + j];
    weighing_weigh(&weighing);
    double r2 = weighing.r2[0];
    if (!(r2 <= 1 + 1e-9))
        return false;
    for (size_t i = 0; i < p; i++)
        weights_out[i] = weighing.weights[i][0];
    *r2_out = fmin(r2, 1);
    return true;
}

/* Bartlett's decomposition (1933) of the products of n normal numbers, of which `order`
   variables that do not go together have so many each. */
static void draw_mix(struct random *random, size_t order, double n, lanes *mix)
{
    for (int lane = 0; lane < LANES; lane++) {
        lanes *next = mix;
        for (size_t i = 0; i < order; i++) {
            for (size_t j = 0; j < i; j++)
                (*next++)[lane] = random_normal(random);
            (*next++)[lane] = sqrt(random_chi_squared(random, n - 1 - (double)i));
        }
    }
}

/* Takes the shares of those draws that have any; returns how many there are now. */
static size_t take_shares(const struct weighing *weighing, size_t count, double *shares)
{
    for (int lane = 0; lane < LANES; lane++) {
        double r2 = weighing->r2[lane];
        if (!(r2 > 0 && r2 <= 1 + 1e-9))
            continue;
        for (size_t j = 0; j < weighing->predictor_count; j++)
            shares[j * DRIVER_DRAWS + count] = weighing->weights[j][lane] / fmin(r2, 1);
        count++;
    }
    return count;
}

/* The value below which a share of the draws lies, between the two nearest ones. */
static double percentile(double *draws, size_t count, double share)
{
    double place = share * (double)(count - 1);
    size_t below = (size_t)place;
    if (below + 1 >= count)
        return select_number(draws, count, count - 1);
    double low = select_number(draws, count, below);
    double high = draws[below + 1];
    for (size_t i = below + 2; i < count; i++)
        high = draws[i] < high ? draws[i] : high;
    return low + (place - (double)below) * (high - low);
}

bool weight_intervals(const double *correlations, size_t predictor_count, double n,
                      double confidence, enum instructions instructions, double *scratch,
                      struct interval *shares_out)
{
    size_t p = predictor_count;
    size_t order = p + 1;
    double *factor = scratch;
    double *shares = factor + order * order; /* DRIVER_DRAWS per predictor */
    lanes *mix = (lanes *)(void *)(shares + p * DRIVER_DRAWS);
    struct weighing weighing = weighing_in((double *)(mix + triangle_count(order)), p);
    struct random random;
    size_t count = 0;
    double tail = (1 - confidence) / 2;
    if (!p || !(n >= (double)p + 3) || !(tail > 0 && tail < 0.5) ||
        !symmetric_factor(correlations, order, DRIVERS_LEAST_OWN, factor))
        return false;
    weighing.instructions = instructions;
    random_seed(&random, SEED);
    for (size_t i = 0; i < DRIVER_DRAWS; i += LANES) {
        draw_mix(&random, order, n, mix);
        weighing_draw(&weighing, factor, DRIVERS_LEAST_OWN, mix);
        weighing_weigh(&weighing);
        count = take_shares(&weighing, count, shares);
    }
    if (count < DRIVER_DRAWS / 2)
        return false;
    for (size_t j = 0; j < p; j++) {
        double *own = shares + j * DRIVER_DRAWS;
        shares_out[j] = (struct interval){ percentile(own, count, tail),
                                           percentile(own, count, 1 - tail) };
    }
    return true;
}

bool explained_test(double r2, size_t predictor_count, double n, double *adjusted_out,
                    double *p_out)
{
    double p = (double)predictor_count;
    double df = n - p - 1;
    if (!(df >= 1) || !predictor_count)
        return false;
    *adjusted_out = 1 - (1 - r2) * (n - 1) / df;
    *p_out = r2 >= 1 ? 0 : f_above(r2 / p / ((1 - r2) / df), p, df);
    return true;
}

bool correlation_test(double r, double n, double confidence,
                      struct interval *interval_out, double *p_out)
{
    if (!(n >= 4) || !(fabs(r) <= 1))
        return false;
    double reach = normal_critical(confidence) / sqrt(n - 3);
    if (!isfinite(reach))
        return false;
    bool is_line = fabs(r) == 1;
    double z = is_line ? 0 : atanh(r);
    *interval_out = is_line ? (struct interval){ r, r }
                            : (struct interval){ tanh(z - reach), tanh(z + reach) };
    *p_out = is_line ? 0 : t_two_sided(r * sqrt((n - 2) / (1 - r * r)), n - 2);
    return true;
}

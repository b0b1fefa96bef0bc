#include "stats/change.h"

#include "stats/distribution.h"
#include "stats/pseudo_nps.h"

#include <math.h>

static bool is_sound(size_t pair_count, double confidence)
{
    return pair_count >= 1 && pair_count <= CHANGE_MOST_PAIRS && confidence > 0 &&
           confidence < 1;
}

/* What the samples of a test by means come to. */
struct mean_sum {
    double value;
    double variance;
    double spread; /* sum of squared variances over their df */
};

static bool add_means(struct mean_sum *sum, const struct moments *samples, size_t count,
                      double sign)
{
    for (size_t i = 0; i < count; i++) {
        if (!samples[i].has_variance || !(samples[i].n >= 2))
            return false;
        double variance = samples[i].variance / samples[i].n;
        sum->value += sign * samples[i].mean;
        sum->variance += variance;
        sum->spread += variance * variance / moments_df(&samples[i]);
    }
    return true;
}

bool mean_change(const struct moments *added, const struct moments *subtracted,
                 size_t pair_count, double confidence, struct change *change_out)
{
    struct mean_sum sum = { 0 };
    if (!is_sound(pair_count, confidence) || !add_means(&sum, added, pair_count, 1) ||
        !add_means(&sum, subtracted, pair_count, -1) || !(sum.spread > 0))
        return false;
    double se = sqrt(sum.variance);
    double df = sum.variance * sum.variance / sum.spread;
    double half = t_critical(confidence, df) * se;
    *change_out = (struct change){
        .value = sum.value,
        .interval = { sum.value - half, sum.value + half },
        .p = t_two_sided(sum.value / se, df),
    };
    return true;
}

struct nps_sum {
    double value;
    double adjusted;
    double variance;
};

static bool add_nps(struct nps_sum *sum, const struct nps_counts *samples, size_t count,
                    double sign)
{
    for (size_t i = 0; i < count; i++) {
        double value;
        if (!nps_value(samples[i], &value))
            return false;
        struct adjusted_nps adjusted = nps_adjust(samples[i]);
        sum->value += sign * value;
        sum->adjusted += sign * adjusted.value;
        sum->variance += adjusted.variance;
    }
    return true;
}

bool nps_change(const struct nps_counts *added, const struct nps_counts *subtracted,
                size_t pair_count, double confidence, struct change *change_out)
{
    struct nps_sum sum = { 0 };
    if (!is_sound(pair_count, confidence) || !add_nps(&sum, added, pair_count, 1) ||
        !add_nps(&sum, subtracted, pair_count, -1))
        return false;
    double se = sqrt(sum.variance);
    double half = normal_critical(confidence) * se;
    *change_out = (struct change){
        .value = sum.value,
        .interval = { sum.adjusted - half, sum.adjusted + half },
        .p = normal_two_sided(sum.adjusted / se),
    };
    return true;
}

/* All samples of a change of shares. */
struct share_sum {
    const struct share_counts *added;
    const struct share_counts *subtracted;
    size_t pair_count;
    double value;
};

static bool share_is_sound(const struct share_counts *sample)
{
    return sample->n >= 1 && sample->hits >= 0 && sample->hits <= sample->n;
}

static double square(double x)
{
    return x * x;
}

/* How far the interval reaches below (`sign` -1) or above (1) the value, at z standard
   errors: what is added contributes its own distance on that side, what is subtracted
   that on the other. */
static double reach(const struct share_sum *sum, double z, double sign)
{
    double squares = 0;
    for (size_t i = 0; i < sum->pair_count; i++) {
        struct interval a = wilson_at(sum->added[i].hits, sum->added[i].n, z);
        struct interval s = wilson_at(sum->subtracted[i].hits, sum->subtracted[i].n, z);
        double share_a = sum->added[i].hits / sum->added[i].n;
        double share_s = sum->subtracted[i].hits / sum->subtracted[i].n;
        squares += square((sign < 0 ? a.low : a.high) - share_a) +
                   square((sign < 0 ? s.high : s.low) - share_s);
    }
    return sqrt(squares);
}

/* The level at which the interval reaches 0: the reach grows with z, so halving finds
   where it is the value. */
static double p_of_shares(const struct share_sum *sum)
{
    enum { STEPS = 100 };
    double low = 0;
    double high = 40; /* p is below 1e-300 there */
    double sign = sum->value > 0 ? -1 : 1;
    for (int step = 0; step < STEPS; step++) {
        double z = (low + high) / 2;
        if (reach(sum, z, sign) < fabs(sum->value))
            low = z;
        else
            high = z;
    }
    return normal_two_sided((low + high) / 2);
}

bool share_change(const struct share_counts *added, const struct share_counts *subtracted,
                  size_t pair_count, double confidence, struct change *change_out)
{
    struct share_sum sum = { added, subtracted, pair_count, 0 };
    if (!is_sound(pair_count, confidence))
        return false;
    for (size_t i = 0; i < pair_count; i++) {
        if (!share_is_sound(&added[i]) || !share_is_sound(&subtracted[i]))
            return false;
        sum.value += added[i].hits / added[i].n - subtracted[i].hits / subtracted[i].n;
    }
    double z = normal_critical(confidence);
    *change_out = (struct change){
        .value = sum.value,
        .interval = { sum.value - reach(&sum, z, -1), sum.value + reach(&sum, z, 1) },
        .p = p_of_shares(&sum),
    };
    return true;
}

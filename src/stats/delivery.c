#include "stats/delivery.h"

#include "stats/distribution.h"

#include <math.h>
#include <stdbool.h>

/* Newcombe's corrected phi: how far the two sides go together, drawn towards 0. */
static double paired_phi(const struct paired_counts *c, double n)
{
    double first = c->both + c->first_only;
    double second = c->both + c->second_only;
    double margins = sqrt(first * (n - first)) * sqrt(second * (n - second));
    double cross = c->both * c->neither - c->first_only * c->second_only;
    if (!(margins > 0))
        return 0;
    return (cross > 0 ? fmax(cross - n / 2, 0) : cross) / margins;
}

/* sqrt(a^2 - 2 phi a b + b^2) */
static double join(double a, double b, double phi)
{
    return sqrt(fmax(0, a * a - 2 * phi * a * b + b * b));
}

enum shortfall paired_interval(const struct paired_counts *counts, double confidence,
                               struct interval *interval_out)
{
    double n = counts->both + counts->first_only + counts->second_only + counts->neither;
    double first = counts->both + counts->first_only;
    double second = counts->both + counts->second_only;
    struct interval a;
    struct interval b;
    if (!(n >= 1))
        return SHORTFALL_UNITS;
    if (!wilson_interval(first, n, confidence, &a) ||
        !wilson_interval(second, n, confidence, &b))
        return SHORTFALL_ARGUMENT;
    double p = first / n;
    double q = second / n;
    double value = (counts->first_only - counts->second_only) / n;
    double phi = paired_phi(counts, n);
    interval_out->low = value - join(p - a.low, b.high - q, phi);
    interval_out->high = value + join(a.high - p, q - b.low, phi);
    return SHORTFALL_NONE;
}

double mcnemar_p(const struct paired_counts *counts)
{
    double discordant = counts->first_only + counts->second_only;
    double fewer = fmin(counts->first_only, counts->second_only);
    if (discordant == 0)
        return 1;
    return fmin(1, 2 * fair_coins_below(fewer, discordant));
}

static void count_unit(struct paired_counts *counts, bool first, bool second)
{
    if (first && second)
        counts->both++;
    else if (first)
        counts->first_only++;
    else if (second)
        counts->second_only++;
    else
        counts->neither++;
}

enum shortfall delivery_gap(const struct points *points, double threshold,
                            double confidence, struct delivery_gap *gap_out)
{
    if (points->count < LINKAGE_LEAST_UNITS)
        return SHORTFALL_UNITS;
    double least = threshold - HISTOGRAM_TIE;
    double n = (double)points->count;
    struct delivery_gap gap = { .value = 0 };
    for (size_t i = 0; i < points->count; i++)
        count_unit(&gap.counts, points->x[i] >= least, points->y[i] >= least);
    enum shortfall shortfall = paired_interval(&gap.counts, confidence, &gap.interval);
    if (shortfall)
        return shortfall;
    gap.believers = (gap.counts.both + gap.counts.first_only) / n;
    gap.achievers = (gap.counts.both + gap.counts.second_only) / n;
    gap.value = (gap.counts.first_only - gap.counts.second_only) / n;
    gap.p = mcnemar_p(&gap.counts);
    *gap_out = gap;
    return SHORTFALL_NONE;
}

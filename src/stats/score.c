#include "stats/score.h"

#include "stats/distribution.h"
#include "stats/pseudo_nps.h"

#include <math.h>

static bool is_confidence(double confidence)
{
    return confidence > 0 && confidence < 1;
}

struct interval mean_interval_at(const struct moments *moments, double t)
{
    double half = t * sqrt(moments->variance / moments->n);
    return (struct interval){ moments->mean - half, moments->mean + half };
}

bool mean_interval(const struct moments *moments, double confidence,
                   struct interval *interval_out)
{
    if (!moments->has_variance || !is_confidence(confidence))
        return false;
    *interval_out =
        mean_interval_at(moments, t_critical(confidence, moments_df(moments)));
    return true;
}

bool nps_value(struct nps_counts counts, double *value_out)
{
    if (!(counts.n >= 1))
        return false;
    *value_out = (counts.promoters - counts.detractors) / counts.n;
    return true;
}

struct adjusted_nps nps_adjust(struct nps_counts counts)
{
    double n = counts.n + 3;
    double promoters = (counts.promoters + 0.75) / n;
    double detractors = (counts.detractors + 0.75) / n;
    double value = promoters - detractors;
    return (struct adjusted_nps){ value, (promoters + detractors - value * value) / n };
}

struct interval nps_interval_at(struct nps_counts counts, double z)
{
    struct adjusted_nps adjusted = nps_adjust(counts);
    double half = z * sqrt(adjusted.variance);
    return (struct interval){ adjusted.value - half, adjusted.value + half };
}

bool nps_interval(struct nps_counts counts, double confidence,
                  struct interval *interval_out)
{
    if (!(counts.n >= 1) || !is_confidence(confidence))
        return false;
    *interval_out = nps_interval_at(counts, normal_critical(confidence));
    return true;
}

struct interval wilson_at(double hits, double n, double z)
{
    double share = hits / n;
    double divisor = 1 + z * z / n;
    double center = share + z * z / (2 * n);
    double half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return (struct interval){
        .low = hits <= 0 ? 0 : (center - half) / divisor,
        .high = hits >= n ? 1 : (center + half) / divisor,
    };
}

bool wilson_interval(double hits, double n, double confidence,
                     struct interval *interval_out)
{
    if (!(n >= 1) || !is_confidence(confidence))
        return false;
    *interval_out = wilson_at(hits, n, normal_critical(confidence));
    return true;
}

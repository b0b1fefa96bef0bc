#include "stats/critical.h"

#include "stats/distribution.h"
#include "stats/effect.h"

#include <stdbool.h>
#include <string.h>

void critical_values_init(struct critical_values *values, double confidence)
{
    memset(values, 0, sizeof *values);
    t_expansion_init(&values->expansion, confidence);
}

static bool is_kept(double df)
{
    return df >= 0 && df < CRITICAL_KEPT && df == (double)(int)df;
}

double critical_t(struct critical_values *values, double df)
{
    if (!is_kept(df))
        return t_critical_by(&values->expansion, df);
    double *t = &values->t[(int)df];
    if (*t == 0)
        *t = t_critical_by(&values->expansion, df);
    return *t;
}

double critical_correction(struct critical_values *values, double m)
{
    if (!is_kept(m))
        return hedges_correction(m);
    double *correction = &values->correction[(int)m];
    if (*correction == 0)
        *correction = hedges_correction(m);
    return *correction;
}

#include "stats/critical.h"

#include "stats/distribution.h"

#include <string.h>

void critical_values_init(struct critical_values *values, double confidence)
{
    memset(values->t, 0, sizeof values->t);
    values->confidence = confidence;
    values->normal = normal_critical(confidence);
}

double critical_t(struct critical_values *values, double df)
{
    if (!(df >= 0 && df < CRITICAL_KEPT) || df != (double)(int)df)
        return t_critical(values->confidence, df);
    double *t = &values->t[(int)df];
    if (*t == 0)
        *t = t_critical(values->confidence, df);
    return *t;
}

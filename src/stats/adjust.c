#include "stats/adjust.h"

#include <math.h>

void adjust_holm(const double *p, size_t count, struct ranked_p *scratch,
                 double *adjusted_out)
{
    rank_numbers(p, count, scratch);
    double floor = 0;
    for (size_t k = 0; k < count; k++) {
        size_t i = scratch[k].index;
        floor = fmax(floor, fmin(1, (double)(count - k) * p[i]));
        adjusted_out[i] = floor;
    }
}

void adjust_bh(const double *p, size_t count, struct ranked_p *scratch,
               double *adjusted_out)
{
    rank_numbers(p, count, scratch);
    double ceiling = 1;
    for (size_t k = count; k-- > 0;) {
        size_t i = scratch[k].index;
        ceiling = fmin(ceiling, (double)count / (double)(k + 1) * p[i]);
        adjusted_out[i] = ceiling;
    }
}

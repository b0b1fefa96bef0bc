#include "stats/adjust.h"

#include <math.h>
#include <stdlib.h>

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked_p *a = left;
    const struct ranked_p *b = right;
    if (a->p != b->p)
        return a->p < b->p ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void rank(const double *p, size_t count, struct ranked_p *scratch)
{
    for (size_t i = 0; i < count; i++)
        scratch[i] = (struct ranked_p){ p[i], i };
    if (count)
        qsort(scratch, count, sizeof *scratch, compare_ranked);
}

void adjust_holm(const double *p, size_t count, struct ranked_p *scratch,
                 double *adjusted_out)
{
    rank(p, count, scratch);
    double floor = 0;
    for (size_t k = 0; k < count; k++) {
        floor = fmax(floor, fmin(1, (double)(count - k) * scratch[k].p));
        adjusted_out[scratch[k].index] = floor;
    }
}

void adjust_bh(const double *p, size_t count, struct ranked_p *scratch,
               double *adjusted_out)
{
    rank(p, count, scratch);
    double ceiling = 1;
    for (size_t k = count; k-- > 0;) {
        ceiling = fmin(ceiling, (double)count / (double)(k + 1) * scratch[k].p);
        adjusted_out[scratch[k].index] = ceiling;
    }
}

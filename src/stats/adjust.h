/* p-values of a family of tests, adjusted for their number. */
#ifndef STATS_ADJUST_H
#define STATS_ADJUST_H

#include "stats/sort.h"

#include <stddef.h>

/* adjusted_out[i] belongs to p[i]: 0 to 1, never below p[i]. `p` and `adjusted_out` may
   be the same array, `scratch` is lent, `count` entries, up to 2^32. No p may be NaN:
   what has no test is not part of the family. */
/* The chance of any false alarm in the family stays at alpha. Holm (1979). */
void adjust_holm(const double *p, size_t count, struct ranked_p *scratch,
                 double *adjusted_out);
/* The expected share of false alarms among all alarms does. Benjamini & Hochberg (1995).
 */
void adjust_bh(const double *p, size_t count, struct ranked_p *scratch,
               double *adjusted_out);

#endif

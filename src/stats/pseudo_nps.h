/* An NPS with Rocks' (2016) 3 pseudo-answers, and its variance; both as fractions. Shared
   by the interval of an NPS and that of a gap. */
#ifndef STATS_PSEUDO_NPS_H
#define STATS_PSEUDO_NPS_H

#include "stats/score.h"

struct adjusted_nps {
    double value;
    double variance;
};

struct adjusted_nps nps_adjust(struct nps_counts counts);

#endif

/* How much a score or a gap has changed between two reports, and how real that is.

   A change is a sum of figures of independent samples: those added minus those
   subtracted, as many of the one as of the other. For a score that is one pair, new and
   old. For a gap it is two, because (E' - C') - (E - C) = (E' + C) - (C' + E).

   The samples of two waves are taken to be independent. Where the same people answer
   twice, their answers go together and the true interval is narrower: what is found here
   is there, but less is found than could be.

   Every function returns false, and leaves its output alone, when there is no test: a
   sample too small, no variance at all, a pair count other than 1 or 2, or a confidence
   that is not strictly between 0 and 1. Intervals and p are two-sided. Exchanging added
   and subtracted turns the sign and mirrors the interval. */
#ifndef STATS_CHANGE_H
#define STATS_CHANGE_H

#include "base/diagnostics.h"
#include "stats/moments.h"
#include "stats/score.h"

#include <stdbool.h>
#include <stddef.h>

enum { CHANGE_MOST_PAIRS = 2 };

struct change {
    double value;
    struct interval interval;
    double p;
};

/* Of means, in their units: t with the variances of all samples, df after Satterthwaite.
   Every sample needs n >= 2, one a variance above 0. With one pair this is Welch's test.
   Welch (1947), Satterthwaite (1946). */
bool mean_change(const struct moments *added, const struct moments *subtracted,
                 size_t pair_count, double confidence,
                 struct change *change_out) SYMBAR_MUST_CHECK;

/* Of NPS, as fractions: the value is that of the raw NPS, interval and p come from
   adjusted ones, with 3 pseudo-answers in each sample as in nps_interval(). Every sample
   needs n >= 1. Rocks (2016). */
bool nps_change(const struct nps_counts *added, const struct nps_counts *subtracted,
                size_t pair_count, double confidence,
                struct change *change_out) SYMBAR_MUST_CHECK;

struct share_counts {
    double hits; /* 0 to n */
    double n;
};

/* Of shares, as fractions: Wilson intervals of all samples joined by squares and sums.
   With one pair this is Newcombe's interval. p is the level at which the interval reaches
   0, so that the two never contradict each other. Every sample needs n >= 1.
   Newcombe (1998), Zou & Donner (2008). */
bool share_change(const struct share_counts *added, const struct share_counts *subtracted,
                  size_t pair_count, double confidence,
                  struct change *change_out) SYMBAR_MUST_CHECK;

#endif

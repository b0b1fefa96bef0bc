/* What answers can add up to. Where a question has whole codes, few answers of a few
   people give the same count, sum and sum of squares, and on an NPS scale the same
   number of promoters and detractors. */
#ifndef DISCLOSURE_LEVELS_H
#define DISCLOSURE_LEVELS_H

#include "disclosure/crowd.h"

#include <stdbool.h>

enum { MOST_LEVELS = 101 };

/* The levels of a question, from 0 in steps of `step` index points. */
struct levels {
    size_t
        count; /* 0: not whole codes, or too many of them: anything in between may be */
    double step;
    bool has_classes;
    enum nps_class classes[MOST_LEVELS];
};

struct levels levels_of(const struct question *question);

/* Sums of levels, whole numbers. */
struct level_sums {
    double n;
    double sum;
    double squares;
    double promoters;
    double detractors;
};

/* The sums of a crowd in levels; false where they are not of whole levels. */
bool level_sums_of(const struct levels *levels, const struct crowd *crowd, double origin,
                   struct level_sums *sums_out);

/* Whether some answers have these sums. It may say no where that takes too long to find
   out, and never yes without having found such answers. */
bool level_sums_exist(const struct levels *levels, const struct level_sums *sums);

#endif

/* A crowd: any set of respondents, as the sums that anybody can work out from shown
   figures. Crowds add up and can be taken from one another, which is just what somebody
   does who subtracts the shown units from their total.

   Answers are index values, 0 to 100, taken from an origin near their mean so that sums
   of squares keep their digits. Respondents who have weights are counted as if they had
   none. The difference of two crowds of the same people at two
   times may count less than nobody. */
#ifndef DISCLOSURE_CROWD_H
#define DISCLOSURE_CROWD_H

#include "analysis/results.h"

#include <stdbool.h>

struct crowd {
    double n;
    double sum;     /* of answer - origin */
    double squares; /* of its square */
    double promoters;
    double detractors;
};

struct crowd crowd_of(const struct side_result *side, double origin);
void crowd_add(struct crowd *crowd, const struct crowd *more);
void crowd_subtract(struct crowd *crowd, const struct crowd *less);

/* What rounding to the 12 digits of a report can have left in the sums of so many
   respondents. Below what one answer makes on a scale of a hundred steps, up to ten
   million of them. */
double crowd_tolerance(double n);

/* Two or more who all gave the same answer, or (on an NPS scale) all promote, or all
   detract: whoever is known to be one of them has an answer that is known. One alone is
   not unanimous: whether one person may be shown is for min_n to say. */
bool crowd_is_unanimous(const struct crowd *crowd, bool has_nps, double tolerance);

#endif

/* The difference of two groups of respondents in each figure, tested: a wave and the one
   before it, front line and back office. */
#ifndef ANALYSIS_DIFFERENCE_H
#define ANALYSIS_DIFFERENCE_H

#include "analysis/p_family.h"
#include "analysis/results.h"

/* New minus old of a side, or of the gap of two rows. */
struct difference_result difference_of_sides(const struct side_result *new,
                                             const struct side_result *old,
                                             double confidence);
struct difference_result difference_of_gaps(const struct result_row *new,
                                            const struct result_row *old,
                                            double confidence);

/* A difference between two questions is none. */
void difference_forget(struct difference_result *difference);

/* A family each. */
struct difference_families {
    struct p_family index;
    struct p_family nps;
    struct p_family top_box;
};

void difference_families_add(struct difference_families *families,
                             struct difference_result *difference);
bool difference_families_adjust(struct difference_families *families,
                                enum adjustment method) SYMBAR_MUST_CHECK;
void difference_families_release(struct difference_families *families);

#endif

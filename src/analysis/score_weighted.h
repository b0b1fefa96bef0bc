/* The scores of a side whose respondents have weights, or were not drawn one by one. */
#ifndef ANALYSIS_SCORE_WEIGHTED_H
#define ANALYSIS_SCORE_WEIGHTED_H

#include "analysis/score.h"
#include "analysis/weighted.h"

/* Everything that score_side() says but n and missing. `counts_out` holds as many equal
   answers as would be as sure as these. */
void score_weighted(const struct question *question, const struct count_row *row,
                    const struct design_sample *sample, double confidence,
                    struct side_counts *counts_out, struct side_result *result_out);

#endif

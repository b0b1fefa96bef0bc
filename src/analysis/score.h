/* One side of a row: its scores and their intervals. */
#ifndef ANALYSIS_SCORE_H
#define ANALYSIS_SCORE_H

#include "analysis/count_rows.h"
#include "analysis/results.h"
#include "stats/critical.h"
#include "stats/moments.h"
#include "stats/score.h"

/* What the gap needs of a side beside its result. */
struct side_counts {
    struct histogram index;    /* levels on 0 to 100 */
    struct moments moments;    /* of those */
    struct nps_counts classes; /* where the question is on an NPS scale */
    double top;                /* answers in the top box, where it has one */
    double top_n;              /* of so many */
    bool is_weighted; /* by weights, a design or a population: no test of ranks */
    bool has_heads;   /* then: but all answers count the same */
    bool is_hidden;   /* will be: fewer than min_n */
};

/* The side of a question that was not asked, or that nobody answered or left out; NULL
   where there is more to tell. */
const struct side_result *side_without_answers(const struct question *question,
                                               const struct count_row *row);

/* Any other side. `result_out->design` has room for one where the row is weighted. Of a
   group that will be hidden there are only the figures that tell what must be hidden with
   it: mean, spread and classes. */
void score_side(const struct question *question, const struct count_row *row,
                struct critical_values *critical, struct side_counts *counts_out,
                struct side_result *result_out);

struct measure available(double value);

/* A fraction and its interval as an estimate in percent; `interval` may be NULL. */
struct estimate percent_estimate(double value, const struct interval *interval);

#endif

/* A people: respondents of whom counts and sums are known, as the figures of a report
   give them. Crowds add and subtract; a remainder is a people like any other.

   Scores are counted in steps from the lower end of the scale, so that on a scale of
   whole codes their sum and the sum of their squares are whole numbers. Figures are
   rounded to 12 digits in a report: how far the sums may be off is kept beside them, and
   where that is less than a quarter of a step, they are rounded to what they must be. */
#ifndef JUDGE_AUDIT_PEOPLE_H
#define JUDGE_AUDIT_PEOPLE_H

#include "report/report_read.h"

#include <stdbool.h>

struct people {
    double n;
    double missing[MISSING_COUNT];
    bool has_missing; /* of one side: they are shown; else nobody is counted, and who they
                         are stays in the rest */
    bool has_scores;  /* sum and squares are known; true for nobody */
    double sum;
    double squares;
    double sum_slack; /* how far they may be off */
    double squares_slack;
    bool has_classes;
    double promoters;
    double detractors;
    bool is_whole;
    double top; /* steps from the lower end to the upper */
};

/* False when the figures of the side do not tell how many answered. */
bool people_of(const struct side_result *side, const struct report_scale *scale,
               struct people *people_out);

/* Nobody, on the same scale. */
struct people people_empty(const struct report_scale *scale);
void people_add(struct people *people, const struct people *other);
void people_subtract(struct people *people, const struct people *other);

/* Rounds what must be whole. False when nobody can have such sums: fewer than no people,
   or scores off the scale. */
bool people_settle(struct people *people);

/* In what two people or more agree, "everybody gave the same answer", to be translated;
   or NULL where they do not or that cannot be told. */
const char *people_agreement(const struct people *people);

/* With and without a score; where the latter are not known, only those with one. */
double people_rows(const struct people *people);

/* None at all, as is known. */
bool people_are_nobody(const struct people *people);

/* The range that the mean of `n` of them must be in, as an index. */
void people_part_bounds(const struct people *people, double n, double *low_out,
                        double *high_out);

#endif

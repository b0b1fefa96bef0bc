/* A survey written down as answers, one character per respondent, and its results as
   analysis makes them: for tests that need figures which agree with one another.

   '0' to '9' are answers, 'X' is 10; '-' left it blank and 'r' refused. */
#ifndef SUPPORT_SURVEY_H
#define SUPPORT_SURVEY_H

#include "analysis/results.h"
#include "tally/tally.h"

enum { SURVEY_DIMENSIONS = 12 };

struct survey {
    struct study study; /* may be changed before survey_analyse */
    struct dimension dimensions[SURVEY_DIMENSIONS];
    struct tally *tally;
    struct results *results;
    struct symbar_diagnostics *diagnostics;
};

/* Every dimension is asked on both sides: "d0", "d1", ... on 0 to 10 with NPS, or on 1 to
   5. min_n is 5 and unanimity is hidden for employees, as by default. */
void survey_init(struct survey *survey, size_t dimension_count, bool is_nps);
void survey_release(struct survey *survey);

/* `unit` may be NULL. Answers to one dimension add up over calls. */
void survey_answer(struct survey *survey, enum side side, const char *unit,
                   size_t dimension, const char *answers);

/* The same of people who are in a unit, a segment (of several columns: "front|north", see
   tally/segment_key.h) and a wave, each of which may be NULL. The study says which
   segment columns there are. */
struct survey_place {
    const char *unit;
    const char *segment;
    const char *wave;
};
void survey_answer_at(struct survey *survey, enum side side, struct survey_place place,
                      size_t dimension, const char *answers);

/* `count` times the same answer. */
void survey_answer_often(struct survey *survey, enum side side, const char *unit,
                         size_t dimension, double level, uint64_t count);

/* Computes the results anew. */
void survey_analyse(struct survey *survey);

/* The row of a unit, of everybody for NULL; NULL where there is none. */
struct result_row *survey_row(const struct survey *survey, const char *unit,
                              size_t dimension);
const struct side_result *survey_side(const struct survey *survey, enum side side,
                                      const char *unit, size_t dimension);

/* The row of a segment that is of that side, against the whole other side. */
const struct side_result *survey_segment(const struct survey *survey, enum side side,
                                         const char *column, const char *segment,
                                         size_t dimension);

#endif

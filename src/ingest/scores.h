/* From the answers of one respondent on one question to a score: a level, or the reason
   why there is none.

   Equal scores are equal doubles, however they were reached: a level is one correctly
   rounded quotient of whole numbers wherever the answers and the scale have at most six
   decimals. */
#ifndef INGEST_SCORES_H
#define INGEST_SCORES_H

#include "ingest/answers.h"
#include "study/study.h"

#include <stdbool.h>

/* The score of one respondent: answers[i] answers item i of the question; none is
   unknown. True with `*level_out` in the question's range (question_range) when at least
   min_items are answered; else false with `*missing_out`: invalid if any answer is, else
   the one kind that all the missing ones share, else the first of them in the order of
   enum missing_kind. */
bool score_question(const struct question *question, const struct answer *answers,
                    double *level_out, enum missing_kind *missing_out);

#endif

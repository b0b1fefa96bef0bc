/* Which question of the employees' survey mirrors which of the customers'.

   Sure pairs have the same question text, or the same column name where there is no other
   text, or are each side's only recommend question, or share most of their rarer words
   and are each other's nearest by far. Pairs that share less are doubtful: they are told
   and not made. */
#ifndef INGEST_DRAFT_PAIRS_H
#define INGEST_DRAFT_PAIRS_H

#include "ingest/survey.h"

enum pair_reason { PAIR_SAME_TEXT, PAIR_SAME_NAME, PAIR_RECOMMEND, PAIR_SIMILAR };

struct question_pair {
    size_t columns[SIDE_COUNT];
    enum pair_reason reason;
    double similarity; /* 0 to 1, of texts */
};

/* A zeroed struct is valid to release. Columns are in the employees' order. */
struct question_pairs {
    struct question_pair *sure;
    size_t sure_count;
    size_t sure_capacity;
    struct question_pair *doubtful;
    size_t doubtful_count;
    size_t doubtful_capacity;
    bool *is_paired[SIDE_COUNT]; /* per column */
};

/* False when memory is short; release in any case. */
bool draft_find_pairs(const struct survey surveys[SIDE_COUNT],
                      struct question_pairs *pairs) SYMBAR_MUST_CHECK;
void question_pairs_release(struct question_pairs *pairs);

/* Whether a column is a question that may be paired. */
bool draft_is_question(const struct survey *survey, size_t column);

#endif

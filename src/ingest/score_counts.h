/* Respondents who are not in the tally yet, by crowd and by what they scored, where
   counts of the texts of one item (quick_counts.h) do not tell that: on questions of
   several items, or of people with weights.

   Most respondents give few combinations of answers. What a combination scores is found
   once (scores.h) and remembered by the numbers of its texts; combinations that score the
   same are one class. Sums are exact, so that order does not show. */
#ifndef INGEST_SCORE_COUNTS_H
#define INGEST_SCORE_COUNTS_H

#include "base/diagnostics.h"
#include "ingest/answer_column.h"
#include "ingest/row_run.h"
#include "study/study.h"
#include "tally/weights.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SCORE_MOST_WAITING = 32,
    SCORE_RESPONDENTS = 0, /* the class that everybody is in; the others are scores */
    SCORE_NO_CLASS = 0
};

/* What a combination of answers comes to on a dimension. */
struct score_class {
    size_t dimension;
    double level; /* NaN: none */
    enum missing_kind missing;
};

struct score_memo;
struct waiting_scores;

/* A zeroed struct is valid to release. */
struct score_counts {
    const struct study *study;
    enum side side;
    bool is_weighted;
    struct score_memo *memos; /* per dimension */
    struct score_class *classes;
    size_t class_count;
    size_t class_capacity;
    uint32_t *counts;            /* of a crowd, stride of them, by class */
    struct weight_sums *weights; /* the same; NULL: everybody weighs 1 */
    size_t stride;
    size_t crowd_count; /* that have room */
    uint64_t respondents;
    size_t question_count;
    struct waiting_scores *waiting; /* SCORE_MOST_WAITING of them */
    uint32_t *waiting_classes;      /* of each, question_count */
    size_t waiting_count;
};

/* Whether a question may have more answers than QUICK_TEXTS, as sliders have; and whether
   a combination of so many items can be remembered. */
bool score_question_is_wide(const struct question *question);
bool score_question_fits(const struct question *question);

/* For the questions of a side, all of which fit. False when memory is short. */
bool score_counts_init(struct score_counts *counts, const struct study *study,
                       enum side side, bool is_weighted) SYMBAR_MUST_CHECK;
void score_counts_release(struct score_counts *counts);

/* The class of a combination on a dimension, which the numbers of its texts tell, each
   below KNOWN_TEXTS; SCORE_NO_CLASS: it is not remembered. */
size_t score_counts_recall(const struct score_counts *counts, size_t dimension,
                           const ptrdiff_t *texts);

/* Finds and remembers it by what the texts stand for. SCORE_NO_CLASS: it cannot be, there
   are too many, or memory is short. */
size_t score_counts_learn(struct score_counts *counts, size_t dimension,
                          const ptrdiff_t *texts, const struct answer *answers);

/* Sees to it that a crowd has room for a class. False where it would take too much
   memory. */
bool score_counts_make_room(struct score_counts *counts, size_t crowd,
                            size_t class_number);

/* Counts a respondent of a crowd in classes that it has room for, as many as there are
   questions, and among the respondents; with a weight, unless it is NULL. Counters are
   asked for now and counted in once they are there. */
void score_counts_add(struct score_counts *counts, size_t crowd, const uint32_t *classes,
                      const struct weight_sums *weight);

/* Counts those that still wait for their counters. */
void score_counts_settle(struct score_counts *counts);

/* Once nobody waits: how many of a crowd are in a class, and their weights (NULL where it
 * has none). */
static inline uint32_t score_counts_at(const struct score_counts *counts, size_t crowd,
                                       size_t class_number,
                                       const struct weight_sums **weights_out)
{
    size_t place = crowd * counts->stride + class_number;
    *weights_out = counts->weights ? &counts->weights[place] : NULL;
    return counts->counts[place];
}

/* Whether the respondents of one more run might not fit into a counter. */
static inline bool score_counts_are_full(const struct score_counts *counts)
{
    return counts->respondents >= UINT32_MAX - RUN_MOST_ROWS;
}

/* Forgets who was counted, and no class. */
void score_counts_empty(struct score_counts *counts);

#endif

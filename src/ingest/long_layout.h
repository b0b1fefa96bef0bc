/* Whether an export has one row per answer instead of one per respondent, found out while
   it is read: the headings name a respondent, a question and an answer, and the rows bear
   it out, because respondents come again and again, each time with another question.

   The answers are profiled by question on the way, so that each question can be looked at
   as if it had a column of its own. */
#ifndef INGEST_LONG_LAYOUT_H
#define INGEST_LONG_LAYOUT_H

#include "ingest/column_profile.h"

enum long_role { LONG_RESPONDENT, LONG_QUESTION, LONG_ANSWER, LONG_ROLE_COUNT };

enum { LONG_MOST_QUESTIONS = 1000 };

/* A zeroed struct is valid: it is no long layout. */
struct long_layout {
    bool is_possible; /* the headings say so, and no row has ruled it out */
    size_t columns[LONG_ROLE_COUNT];
    struct map respondents;
    struct map questions;
    struct map pairs;                /* a respondent's questions, of the first rows */
    struct column_profile *profiles; /* per question */
    size_t profile_capacity;
    uint64_t row_count;   /* that have a respondent and a question */
    uint64_t pair_rows;   /* of these the ones whose pair was looked at */
    uint64_t repetitions; /* of pairs */
};

/* Looks at the headings. False when memory is short. */
bool long_layout_begin(struct long_layout *layout,
                       const struct export_facts *facts) SYMBAR_MUST_CHECK;

/* The cells of a row by their role; one that the row lacks is NULL. False when memory is
   short. */
bool long_layout_add(struct long_layout *layout,
                     const struct cell *const cells[LONG_ROLE_COUNT],
                     const struct profile_rules *rules, size_t *budget) SYMBAR_MUST_CHECK;

/* After the last row. */
bool long_layout_is_found(const struct long_layout *layout);

/* Whether a heading speaks of questions or answers, as "question id" does beside the
   column that was taken. False when memory is short. */
bool long_layout_tells_of(const char *heading, bool *tells_out) SYMBAR_MUST_CHECK;

void long_layout_release(struct long_layout *layout);

#endif

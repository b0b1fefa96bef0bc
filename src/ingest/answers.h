/* From one cell to one answer, by the rules of its item alone: the same text always gives
   the same reading, whatever the rest of the column holds.

   In this order: the texts for "no answer" of the scale, then of the side, the platform's
   (unless they are codes of the scale), a label of the scale, a number (4, 4.0, 4/5, "85
   %", "10 - Extremely likely", "(5) Good"), the usual ways to give no answer. Any other
   text is unknown: it may still be a label of a usual set (label_sets.h), which only the
   whole column can tell. Labels compare folded (fold.h), the texts for "no answer"
   exactly, but for spaces around them. */
#ifndef INGEST_ANSWERS_H
#define INGEST_ANSWERS_H

#include "base/map.h"
#include "ingest/fold.h"
#include "ingest/headers.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

/* What a cell says. */
enum answer_state { ANSWER_CODE, ANSWER_MISSING, ANSWER_UNKNOWN };

struct answer {
    enum answer_state state;
    enum missing_kind missing; /* when missing */
    double code;               /* when a code: within the item's scale, not yet flipped */
    size_t symbol;             /* when unknown: the decoder's number of the text */
};

/* Why a cell gives no answer; an answer that is refused is missing as invalid. */
enum answer_problem {
    PROBLEM_NONE,
    PROBLEM_OUTSIDE,       /* `number` is off the scale */
    PROBLEM_CONTRADICTION, /* `number`, and a label that has another code */
    PROBLEM_UNKNOWN
};

struct reading {
    struct answer answer;
    enum answer_problem problem;
    double number;
    double label_code; /* of the label that contradicts the number */
};

struct answer_rules {
    const struct scale *scale;
    const struct text_list *missing; /* the side's, MISSING_COUNT lists */
    struct map labels;               /* folded label -> number in scale->labels */

    /* of the file that is being read */
    char point;
    const struct missing_code *platform_missing; /* the platform's codes for no answer */
    size_t platform_missing_count;
    bool unquoted_empty_is_not_shown;
};

/* False when memory is short; release in any case. */
bool answer_rules_init(struct answer_rules *rules, const struct scale *scale,
                       const struct side_study *side) SYMBAR_MUST_CHECK;
void answer_rules_release(struct answer_rules *rules);

/* The cells that follow are of a file with these facts. */
void answer_rules_begin(struct answer_rules *rules, char point,
                        const struct export_facts *facts);

/* False when memory is short. */
bool answer_read(const struct answer_rules *rules, struct span cell,
                 bool is_unquoted_empty, struct reading *reading_out) SYMBAR_MUST_CHECK;

/* The same for a code about which the file says something itself. Declared as missing, it
   is what its label says, or blank; else its label is as good as the code, and they have
   to agree. A code off the scale whose label the scale lists is the label. */
bool answer_read_coded(const struct answer_rules *rules, struct span code,
                       const struct coded_value *value,
                       struct reading *reading_out) SYMBAR_MUST_CHECK;

/* "25-Jun", "juin-25": what a spreadsheet makes of an answer such as 6-25. */
bool answer_is_date(struct span text);

/* The number that a text with a leading number begins with, and the text after it. */
bool answer_split_number(struct span cell, double *number_out, struct span *rest_out);

#endif

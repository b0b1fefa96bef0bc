/* Two reports, compared: every score and gap that both show of the same question, and
   what appeared, vanished or was asked otherwise.

   A report compared with itself has no change. What is said to have changed is
   significant after adjusting for the number of changes of the same figure and scope;
   what cannot be compared is told, never left out in silence. */
#ifndef JUDGE_COMPARE_H
#define JUDGE_COMPARE_H

#include "base/diagnostics.h"
#include "judge/row_change.h"
#include "report/report_read.h"

#include <stdbool.h>
#include <stddef.h>

enum change_verdict {
    CHANGE_NOT_COMPARED,
    CHANGE_SAME,         /* the same figure in both */
    CHANGE_INCONCLUSIVE, /* a difference that chance explains, or none that can be tested
                          */
    CHANGE_ROSE,         /* of scores */
    CHANGE_FELL,
    CHANGE_WIDENED, /* of gaps */
    CHANGE_NARROWED,
    CHANGE_REVERSED,
    CHANGE_VERDICT_COUNT
};

/* One figure of one row. */
struct figure_change {
    struct figure_ref figure;
    enum scope scope;
    struct row_place place;
    const char *dimension; /* its id and label in the new report */
    const char *label;
    struct measure old;
    struct measure new;
    struct row_change change;
    struct measure p_adjusted;
    enum change_obstacle obstacle; /* of what is not compared */
    enum change_verdict verdict;
    bool is_worse;
};

enum event_kind {
    EVENT_APPEARED,
    EVENT_VANISHED,
    EVENT_RENAMED,
    EVENT_QUESTION_CHANGED, /* what one side was asked */
    EVENT_COUNT
};

/* What came, went, or cannot be compared. */
struct event {
    enum event_kind kind;
    enum scope scope;       /* of a unit, a segment or a wave; overall: a dimension */
    const char *name;       /* in the new report, or of what vanished in the old one */
    const char *segment_of; /* of a segment */
    const char *old_name;   /* of what was renamed */
    enum side side;         /* of a changed question */
};

/* A rule that differs, and the sentence that says so in English. */
struct rule_note {
    const char *rule; /* TRANSLATABLE() */
    const char *before;
    const char *after;
    const char *text;
};

struct comparison {
    struct arena arena;
    const struct report_file *old;
    const struct report_file *new;
    struct figure_change *changes;
    size_t change_count;
    struct event *events;
    size_t event_count;
    struct rule_note *notes; /* rules that differ between the reports */
    size_t note_count;
    size_t compared_count;
    size_t significant_count;
    size_t worse_count;
};

/* What makes the tool report a difference by its exit status. */
enum fail_on { FAIL_ON_NONE, FAIL_ON_WORSE, FAIL_ON_ANY, FAIL_ON_COUNT };

const char *fail_on_name(enum fail_on rule);
const char *change_verdict_name(enum change_verdict verdict);
const char *event_kind_name(enum event_kind kind);
const char *obstacle_name(enum change_obstacle obstacle); /* NULL for none */

/* Compares at the new report's confidence, alpha and adjustment. Both reports must
   outlive the result, which the caller frees. Status: SYMBAR_OK, SYMBAR_NO_MEMORY. */
enum symbar_status
reports_compare(const struct report_file *old, const struct report_file *new,
                struct comparison **comparison_out,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void comparison_free(struct comparison *comparison);

/* SYMBAR_OK or SYMBAR_CHECK_FAILED. `any` is a significant change, or anything that came,
   went or was asked otherwise. */
enum symbar_status comparison_status(const struct comparison *comparison,
                                     enum fail_on rule);

#endif

/* Checks, judged: what each rule of a study makes of a report.

   One value tells all: what is printed in any format and the exit status both follow
   from `verdict`, which is that of the worst row. A row that cannot be judged is
   inconclusive, never passed by mistake: a suppressed figure, one without the interval
   that the rule needs, a baseline that lacks the row or asked something else. */
#ifndef JUDGE_CHECKS_H
#define JUDGE_CHECKS_H

#include "base/diagnostics.h"
#include "judge/row_change.h"
#include "report/report_read.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

/* What a row's message is about. */
enum check_finding {
    FINDING_JUDGED,      /* the figure, and what the rule makes of it */
    FINDING_NO_FIGURE,   /* the dimension has none of this metric */
    FINDING_HIDDEN,      /* the report does not show it */
    FINDING_OBSTACLE,    /* it cannot be compared with the baseline */
    FINDING_NO_INTERVAL, /* the rule needs one */
    FINDING_NO_PLACE,    /* the report has no such unit, segment or wave */
    FINDING_NO_ROW       /* nor any row that the rule could be about */
};

/* One rule on one row of the report. */
struct check_row {
    const struct check *check;
    struct row_place place;
    const char *dimension; /* its id; NULL where there is no row to judge */
    const char *label;
    enum check_verdict verdict;
    /* the bound that the verdict rests on, where it rests on one */
    const struct check_bounds *level; /* &check->fail or &check->warn; NULL: neither */
    enum check_bound bound;
    struct estimate figure;
    struct measure baseline;  /* the figure in the baseline */
    struct row_change change; /* since then */
    enum check_finding finding;
    enum cell_status status; /* of what is hidden */
    enum suppression_reason reason;
    enum change_obstacle obstacle;
    const char *nearest; /* the place that was probably meant; or NULL */
    const char *message; /* in English: "gap.index is 17.2, above max 15" */
};

/* A rule and its rows: `count` of them from `first`. Every rule has at least one. */
struct check_summary {
    const struct check *check;
    enum check_verdict verdict;
    size_t first;
    size_t count;
    size_t verdict_counts[CHECK_VERDICT_COUNT];
};

struct checks {
    struct arena arena;        /* holds the messages */
    const struct study *study; /* borrowed, as all names are */
    const char *title;         /* of the study */
    struct check_summary *summaries;
    size_t summary_count;
    struct check_row *rows;
    size_t row_count;
    size_t verdict_counts[CHECK_VERDICT_COUNT]; /* of the rules */
    enum check_verdict verdict;
};

/* Whether the metrics of the study's checks exist. Status: SYMBAR_OK, SYMBAR_BAD_INPUT.
 */
enum symbar_status
checks_validate(const struct study *study,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same for a study that is to be judged: it must have checks. Comes before the work
   of a run, and warns of checks that need a baseline where there is none. */
enum symbar_status
checks_prepare(const struct study *study, bool has_baseline,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Judges all checks of a study that was validated. Without a `baseline` (NULL) those that
   need one are inconclusive, and the others are judged. The study and both reports must
   outlive the result, which the caller frees. Status: SYMBAR_OK, SYMBAR_NO_MEMORY. */
enum symbar_status checks_judge(const struct study *study,
                                const struct report_file *report,
                                const struct report_file *baseline,
                                struct checks **checks_out,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void checks_free(struct checks *checks);

/* SYMBAR_OK, SYMBAR_CHECK_FAILED or SYMBAR_INCONCLUSIVE. */
enum symbar_status checks_status(const struct checks *checks);

#endif

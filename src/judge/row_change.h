/* The change of a figure between two reports, as far as their rows tell: the value by
   subtraction for any figure, interval and p for the scores and gaps whose files hold all
   that a test needs. */
#ifndef JUDGE_ROW_CHANGE_H
#define JUDGE_ROW_CHANGE_H

#include "report/report_read.h"

#include <stdbool.h>

/* A figure of a side or of the gap, looked up by its dotted name. */
struct figure_ref {
    const char *name;
    const struct figure *figure;
    enum side side; /* figures of a side */
};

bool figure_ref_find(const char *name, struct figure_ref *ref_out) SYMBAR_MUST_CHECK;

/* Whether the row can have the figure at all, hidden or not: its side was asked, and an
   NPS or a top box belongs to what was asked. */
bool figure_applies(const struct figure_ref *ref, const struct result_row *row);

/* Whether nobody of the row answered, so that there is nothing to show or to hide. */
bool figure_is_empty(const struct figure_ref *ref, const struct result_row *row);

/* The figure with its interval, where it has one; nothing of a suppressed cell. */
struct estimate figure_estimate(const struct figure_ref *ref,
                                const struct result_row *row);

/* Whose figures a row has; all NULL: everybody's. */
struct row_place {
    const char *unit;
    const char *segment_of;
    const char *segment;
    enum segment_side segment_side;
    const char *wave;
};

struct row_place place_of_row(const struct result_row *row);

/* Whether the row has the figure of its own and does not repeat another row's. */
bool figure_is_own(const struct figure_ref *ref, const struct result_row *row);

struct row_change {
    struct measure value; /* new minus old */
    struct measure low;
    struct measure high;
    struct measure p;
};

struct row_change row_change(const struct figure_ref *ref, const struct result_row *new,
                             const struct result_row *old, double confidence);

/* Why a change of the figure would not be one of the answers. */
enum change_obstacle {
    OBSTACLE_NONE,
    OBSTACLE_NO_ROW,     /* the old report has no such row */
    OBSTACLE_NOT_SHOWN,  /* one of the rows does not show the figure */
    OBSTACLE_HELD,       /* the new report repeats the old figures */
    OBSTACLE_CHANGED,    /* another question was asked */
    OBSTACLE_NO_BASELINE /* there is no old report */
};

/* `old` may be NULL. Dimensions are those of the rows in their reports. */
enum change_obstacle find_obstacle(const struct figure_ref *ref,
                                   const struct report_file *new_file,
                                   const struct result_row *new,
                                   const struct report_file *old_file,
                                   const struct result_row *old);

/* Whether both reports say of the same question what the side was asked. */
bool same_question(const struct report_dimension *new, const struct report_dimension *old,
                   enum side side);

#endif

/* A check: a rule on the figures of a study's report that a job can fail on.

   Whoever holds one may rely on it: its id is its own, it has at least one bound, its
   dimensions are of the study, bounds are sound (min <= max). Whether there is a figure
   of the metric's name is for the judge, who knows reports, to say. */
#ifndef STUDY_CHECK_H
#define STUDY_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* Bounds of the figure itself, and of its change against a baseline. */
enum check_bound {
    BOUND_MIN,
    BOUND_MAX,
    BOUND_ABS_MAX,
    BOUND_MIN_CHANGE,
    BOUND_MAX_CHANGE,
    BOUND_COUNT
};

struct check_bounds {
    bool given[BOUND_COUNT];
    double values[BOUND_COUNT];
};

/* Worse ones come later: a check is as good as its worst row. */
enum check_verdict {
    CHECK_PASS,
    CHECK_WARN,
    CHECK_INCONCLUSIVE,
    CHECK_FAIL,
    CHECK_VERDICT_COUNT
};

enum check_when {
    WHEN_VALUE,       /* the point estimate lies beyond the bound */
    WHEN_SIGNIFICANT, /* the whole interval does */
    WHEN_NONINFERIOR  /* the interval does not lie wholly within it */
};

enum check_scope { CHECK_OVERALL, CHECK_UNITS, CHECK_SEGMENTS, CHECK_WAVES };

/* Names to pick rows by; count 0 is "*", every one. */
struct check_names {
    const char *const *texts;
    size_t count;
};

struct check {
    const char *id;
    const char *metric; /* a figure's dotted name, not yet looked up */
    enum check_scope scope;
    struct check_names dimensions;
    struct check_names places; /* the units, segments or waves, by the scope */
    struct check_bounds fail;
    struct check_bounds warn;
    enum check_when when;
    enum check_verdict inconclusive; /* what a row counts as that cannot be judged */
    const char *pointer;             /* "/checks/0" */
};

bool check_bound_is_change(enum check_bound bound);
bool check_needs_baseline(const struct check *check);

const char *check_bound_name(enum check_bound bound);
const char *check_verdict_name(enum check_verdict verdict);
const char *check_when_name(enum check_when when);
const char *check_scope_name(enum check_scope scope);

#endif

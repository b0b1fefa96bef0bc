/* The results of a study: one row per scope and dimension, ready to be shown once
   disclosure has hidden what must not be.

   "Not available" is a state, not a number: a measure without `available` has no value.
   Whatever is hidden is wiped here, before any writer sees it. */
#ifndef ANALYSIS_RESULTS_H
#define ANALYSIS_RESULTS_H

#include "base/arena.h"
#include "study/provenance.h"
#include "study/study.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Most of the memory of a report is measures, a hundred for each unit and dimension, so
   they stand without gaps. */
struct __attribute__((packed)) measure {
    bool available;
    double value;
};

struct estimate {
    struct measure value;
    struct measure low;
    struct measure high;
};

enum cell_status {
    CELL_OK,
    CELL_SUPPRESSED,
    CELL_HELD,
    CELL_TOO_FEW,
    CELL_EMPTY,
    CELL_NOT_ASKED
};

/* Why a cell is suppressed; NONE while it is not. */
enum suppression_reason {
    REASON_NONE,
    REASON_PRIMARY,
    REASON_COMPLEMENTARY,
    REASON_RESIDUAL,
    REASON_UNANIMITY,
    REASON_DIFFERENCING,
    REASON_DERIVED
};

/* What a side has where respondents have weights, a design or a known population. */
struct side_design {
    struct measure n_eff; /* Kish's effective n */
    struct measure index_deff;
    struct measure index_df;
    struct measure nps_deff;
    struct measure top_deff;
    struct measure headcount;     /* of everybody or a unit, where it is known */
    struct measure response_rate; /* 0 to 100 */
    /* for disclosure: index and classes as if there were no weights. Who they are is a
       matter of heads. */
    struct measure plain_index;
    struct measure plain_index_sd;
    struct measure plain_promoters;
    struct measure plain_detractors;
};

/* One side of a row. n and missing are available unless suppressed or not asked. What is
   held is all of the previous release, n and missing too. What disclosure and the audit
   ask of every side comes first. */
struct side_result {
    enum cell_status status;
    enum suppression_reason reason;
    struct side_design *design; /* read it by side_design(); NULL: none */
    struct measure n;
    bool has_nps; /* the question is on an NPS scale */
    bool has_top_box;
    struct estimate index; /* 0 to 100 */
    struct measure index_sd;
    struct measure promoters; /* shares, 0 to 100 */
    struct measure detractors;
    struct measure missing[MISSING_COUNT];
    struct measure passives;
    struct measure mean; /* in the scale's units; none where the items' ranges differ */
    struct measure mean_sd;
    struct estimate nps;     /* -100 to 100 */
    struct estimate top_box; /* 0 to 100 */
    /* for linkage, not written by themselves: how far answers lie from their mean on
       average, in index points, and r_wg, 0 to 1 */
    struct measure mean_deviation;
    struct measure rwg;
};

/* The side's design, or one without any figure. */
const struct side_design *side_design(const struct side_result *side);

enum verdict {
    VERDICT_NONE,
    VERDICT_SYMMETRIC,
    VERDICT_EMPLOYEES_HIGHER,
    VERDICT_CUSTOMERS_HIGHER,
    VERDICT_INCONCLUSIVE
};

/* Employees minus customers. Index gaps and margins are in index points. */
struct gap_result {
    enum cell_status status;
    enum suppression_reason reason;
    struct estimate index;
    struct measure t;
    struct measure df;
    struct measure p;
    struct measure p_adjusted;
    bool has_nps;
    struct estimate nps;
    bool has_top_box;
    struct estimate top_box;
    struct estimate cliffs_delta;
    struct measure hedges_g;
    struct measure mann_whitney_u;
    struct measure mann_whitney_z;
    struct measure mann_whitney_p;
    struct measure equivalence_margin;
    struct measure equivalence_p;
    struct measure equivalence_p_adjusted;
    struct measure minimum_detectable;
    struct estimate shrunken; /* unit rows: drawn towards the mean of all units */
    struct measure rank_low;  /* places that it may hold, 1: employees highest above */
    struct measure rank_high;
    enum verdict verdict;
};

enum scope { SCOPE_OVERALL, SCOPE_UNIT, SCOPE_SEGMENT, SCOPE_WAVE };

/* Whose segment a segment row is of: one side's, against the whole other side, or that of
   both, against each other. */
enum segment_side {
    OF_NONE, /* no segment row */
    OF_EMPLOYEES,
    OF_CUSTOMERS,
    OF_BOTH
};

/* Which sides of a unit reach their reference. */
enum quadrant_name {
    PLACE_NONE,
    PLACE_BOTH,
    PLACE_EMPLOYEES_ONLY,
    PLACE_CUSTOMERS_ONLY,
    PLACE_NEITHER
};

/* Figures stand apart from the rows, and rows that have none of a side or of the gap, as
   those that hide it, share one that says just that: to walk rows is then to walk what is
   shown. */
struct result_row {
    enum scope scope;
    enum segment_side segment_side;
    const char *unit;       /* NULL: not of one unit */
    const char *segment_of; /* the id of the segment column */
    const char *segment;
    const char *wave;
    size_t dimension; /* index in the study */
    const struct side_result *sides[SIDE_COUNT];
    /* the row whose side this one repeats; NULL: its own (see row_owns_side) */
    const struct result_row *repeats[SIDE_COUNT];
    const struct gap_result *gap;
    enum quadrant_name quadrant;         /* unit rows with both sides shown */
    struct measure quadrant_probability; /* that the true place is this one, 0 to 1 */
};

/* Across units, for one dimension that both sides were asked about. Only units whose two
   sides are shown take part. */
struct linkage_result {
    size_t dimension;
    struct measure units;
    struct estimate pearson;
    struct measure pearson_p;
    struct measure spearman;
    struct measure spearman_p;
    struct measure kendall;
    struct measure kendall_p;
    struct estimate concordance;
    struct measure precision;
    struct measure accuracy;
    struct measure icc1[SIDE_COUNT];
    struct measure icc2[SIDE_COUNT];
    struct measure disattenuated;
    struct measure rwg_median[SIDE_COUNT];
    struct measure rwg_share[SIDE_COUNT]; /* above 0.70; 0 to 100 */
    struct measure deviation_median[SIDE_COUNT];
    struct estimate deming_slope;
    struct measure deming_intercept;
    struct measure deming_lambda;
    struct estimate micro_macro_slope;
    struct measure micro_macro_se;
    struct measure micro_macro_p;
    struct measure delivery_threshold;
    struct measure believers; /* shares of units, 0 to 100 */
    struct measure achievers;
    struct estimate delivery_gap;
    struct measure delivery_p;
    struct measure composition_total; /* index points */
    struct measure composition_within;
    struct measure composition_mix;
    struct measure composition_unmatched;
    struct measure quadrant_reference[SIDE_COUNT];
    struct measure quadrant_counts[PLACE_NEITHER + 1]; /* by enum quadrant_name */
};

/* How far apart the two overall pictures are, over all two-sided dimensions. */
struct profile_result {
    struct measure dimensions;
    struct measure dissonance; /* squared index points */
    struct measure elevation;
    struct measure scatter;
    struct measure shape;
};

/* An employees' dimension against a customers' dimension, over units. */
struct cross_link {
    size_t dimensions[SIDE_COUNT];
    struct measure units;
    struct measure r;
    struct measure p;
    struct measure p_adjusted;
};

/* Why reliability or key drivers are not available; NONE where they are. */
enum relation_reason {
    RELATION_NONE,
    RELATION_NO_OVERALL,  /* the study names no overall score */
    RELATION_NOT_ASKED,   /* of this side, or nothing beside it */
    RELATION_NOT_COUNTED, /* the tally has no co-moments of this side, or it is raked */
    RELATION_TOO_MANY,    /* more scores or items than are related to each other */
    RELATION_TOO_FEW,     /* respondents who answered two of them */
    RELATION_TOO_FEW_UNITS,
    RELATION_NO_SPREAD, /* everybody gives the same overall score or item answer */
    RELATION_COLLINEAR, /* of two predictors one says what the others say already */
    RELATION_HIDDEN     /* figures that these come from are not shown, or are held */
};

/* An item of several, against the rest of its dimension. */
struct item_result {
    struct measure n;       /* respondents */
    struct measure rest;    /* correlation with the sum of the other items */
    struct measure loading; /* correlation with the one factor */
    bool seems_reversed;
};

/* Whether the items of a dimension measure one thing; dimensions of several items. */
struct reliability_result {
    size_t dimension;
    enum side side;
    enum relation_reason reason;
    struct measure n; /* the fewest who answered two of the items */
    struct estimate alpha;
    struct measure omega;
    struct item_result *items; /* as in the study; none where not available */
    size_t item_count;
};

/* A dimension that may move the overall score. */
struct driver_result {
    size_t dimension;
    struct estimate r; /* with the overall score */
    struct measure p;
    struct measure p_adjusted;
    struct measure weight; /* its part of R^2 */
    struct estimate share; /* the same in percent of R^2 */
};

/* Within a side: over respondents. Across: the employees' dimensions of a unit for the
   customers' overall score there, over units that show all of them. */
enum driver_scope {
    DRIVERS_OF_EMPLOYEES,
    DRIVERS_OF_CUSTOMERS,
    DRIVERS_ACROSS,
    DRIVER_SCOPES
};

struct driver_set {
    enum relation_reason reason;
    struct measure n; /* units, or the fewest who answered two of the dimensions */
    struct measure r2;
    struct measure r2_adjusted;
    struct measure p;              /* that no dimension goes with the overall score */
    struct driver_result *drivers; /* in the study's order; none where not available */
    size_t driver_count;
};

/* How far a figure of one group of respondents lies above that of another. */
struct tested_difference {
    struct estimate estimate;
    struct measure p;
    struct measure p_adjusted;
};

struct difference_result {
    enum cell_status status;
    enum suppression_reason reason;
    bool question_changed; /* not the same was asked: nothing is compared */
    bool has_nps;
    bool has_top_box;
    struct tested_difference index; /* index points */
    struct tested_difference nps;
    struct tested_difference top_box; /* percentage points */
};

/* From one wave to the next, of one dimension: later minus earlier. */
struct wave_change {
    size_t dimension;
    const char *from;
    const char *to;
    struct difference_result sides[SIDE_COUNT];
    struct difference_result gap;
};

/* How much a figure rises from wave to wave. */
struct trend_figure {
    struct measure waves;  /* that show it */
    struct estimate slope; /* of the figure, per wave */
    struct measure se;
    struct measure p;
    struct measure p_adjusted;
};

struct trend_result {
    bool question_changed;
    bool has_nps;
    bool has_top_box;
    struct trend_figure index;
    struct trend_figure nps;
    struct trend_figure top_box;
};

struct wave_trend {
    size_t dimension;
    struct trend_result sides[SIDE_COUNT];
    struct trend_result gap;
};

/* Front line minus back office, of one dimension. */
struct contrast_result {
    size_t dimension;
    struct side_result front; /* all its segments together; no more is known of them than
                                 number, index and shares */
    struct side_result back;
    struct difference_result difference;
};

/* An outcome against one side's index of a dimension, over units that show it. */
struct outcome_link {
    size_t dimension;
    enum side side;
    struct measure units;
    struct estimate r;
    struct measure p;
    struct measure p_adjusted;
};

struct tested_measure {
    struct measure value;
    struct measure se;
    struct measure p;
};

/* The surface of an outcome over both sides' index of a dimension (stats/surface.h): x
   employees, y customers, both from `centre`. */
struct congruence_result {
    size_t dimension;
    enum relation_reason reason;
    struct measure units;
    struct measure centre;
    struct measure r2;
    struct measure p;
    struct tested_measure coefficients[6]; /* b0 to b5 */
    struct tested_measure features[5];     /* a1 to a5 */
    struct measure axis_slope;
    struct measure axis_slope_se;
    struct measure axis_intercept;
    struct measure axis_intercept_se;
};

struct outcome_result {
    double *values;             /* per unit, NaN where there is none */
    struct measure units;       /* that have one */
    struct outcome_link *links; /* in the study's order, employees first */
    size_t link_count;
    struct congruence_result *surfaces; /* of two-sided dimensions */
    size_t surface_count;
};

/* One side against what others score. */
struct benchmark_side {
    struct measure index; /* theirs */
    struct measure n;
    struct measure sd;
    struct measure own; /* ours, which is shown in its row */
    struct tested_difference difference;
};

struct benchmark_result {
    size_t dimension;
    struct benchmark_side sides[SIDE_COUNT];
    struct measure gap; /* theirs */
    struct tested_difference gap_difference;
};

/* Respondents of a side who are in the same unit, wave and segments. A place is a block
   of rows, one per dimension: rows[place * dimensions] is the first of them. */
#define NO_PLACE SIZE_MAX

struct crossing {
    enum side side;
    const size_t *places; /* crossing_width of them, or NO_PLACE: unit, wave, segments */
};

/* What rows point at (row_figures.h), of one kind: blocks of as many, each made when the
   first of them is taken. */
struct figure_blocks {
    _Atomic(void *) *blocks;
    size_t block_count;
    atomic_size_t taken;
};

struct row_figures {
    struct figure_blocks sides; /* struct side_result */
    struct figure_blocks gaps;  /* struct gap_result */
};

struct results {
    struct arena arena; /* holds all names */
    /* by scope; units by name; segments by column, name and side; waves in their order;
       then the study's dimensions, all of them, so that rows of one dimension stand as
       far apart as there are dimensions */
    struct result_row *rows;
    size_t row_count;
    struct row_figures figures;
    size_t unit_count;
    const struct result_row *wave_rows; /* the first of them, in rows */
    size_t wave_count;
    /* per wave and dimension: whether the side was asked something else in the wave
       before; NULL: never */
    bool *question_breaks[SIDE_COUNT];
    struct wave_change *changes; /* by wave, then dimension */
    size_t change_count;
    struct wave_trend *trends; /* by dimension; none below three waves */
    size_t trend_count;
    struct contrast_result
        *contrasts; /* by dimension; none where the study has no rule */
    size_t contrast_count;
    struct crossing *crossings; /* those that have respondents */
    size_t crossing_count;
    size_t crossing_width;
    /* respondents (rows used) per side that belong to no unit: blank unit cells */
    uint64_t without_unit[SIDE_COUNT];
    struct linkage_result *linkage; /* in the study's order of dimensions */
    size_t linkage_count;
    struct profile_result profile;
    struct cross_link *cross_links;
    size_t cross_link_count;
    struct reliability_result *reliability; /* in the study's order, employees first */
    size_t reliability_count;
    struct driver_set drivers[DRIVER_SCOPES];
    struct outcome_result *outcomes; /* as the study's */
    size_t outcome_count;
    struct benchmark_result *benchmark; /* in the study's order of dimensions */
    size_t benchmark_count;
};

void results_free(struct results *results);

const char *cell_status_name(enum cell_status status);
const char *suppression_reason_name(enum suppression_reason reason); /* NULL for NONE */
const char *verdict_name(enum verdict verdict);                      /* NULL for NONE */
const char *scope_name(enum scope scope);
const char *relation_reason_name(enum relation_reason reason); /* NULL for NONE */
const char *driver_scope_name(enum driver_scope scope);
const char *segment_side_name(enum segment_side side); /* NULL for OF_NONE */

/* Whether a side of a row is that row's own: every figure of a report has one row that
   owns it, and may be repeated in others. */
bool row_owns_side(const struct result_row *row, enum side side);

/* How many rows are everybody's: they come first. */
size_t overall_row_count(const struct results *results);
const char *quadrant_name(enum quadrant_name quadrant); /* NULL for NONE */

#endif

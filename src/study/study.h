/* A study: the two sides, the scales, the dimensions and the rules of one analysis, as
   the study file states them, checked and with every default filled in.

   Whoever holds a study may rely on it: ids are unique, references resolve, scales are
   sound, bounds are in range. It never changes after it was read. */
#ifndef STUDY_STUDY_H
#define STUDY_STUDY_H

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/language.h"
#include "base/work.h"
#include "study/check.h"

#include <stdbool.h>
#include <stddef.h>

enum side { SIDE_EMPLOYEES, SIDE_CUSTOMERS, SIDE_COUNT };

enum missing_kind {
    MISSING_BLANK,
    MISSING_NOT_SHOWN,
    MISSING_DONT_KNOW,
    MISSING_NOT_APPLICABLE,
    MISSING_REFUSED,
    MISSING_INVALID,
    MISSING_COUNT
};

struct text_list {
    const char *const *texts;
    size_t count;
};

enum scale_kind { SCALE_NPS, SCALE_CSAT, SCALE_CES, SCALE_LIKERT };

struct codes {
    const double *values; /* ascending, no duplicates */
    size_t count;         /* 0: not given */
};

struct scale_label {
    const char *text;
    double code;
};

struct scale {
    const char *id;
    enum scale_kind kind;
    double min; /* min < max */
    double max;
    struct codes top;
    struct codes promoters; /* NPS only: always set there, [9, 10] by default */
    struct codes detractors;
    const struct scale_label *labels;
    size_t label_count;
    bool has_fractions; /* answers between two codes are what they should be */
    /* texts that mean "no answer" on this scale, whatever they mean on others */
    struct text_list missing[MISSING_COUNT];
};

/* How a study names a column of an export. */
enum column_key { COLUMN_BY_NAME, COLUMN_BY_TEXT, COLUMN_BY_IMPORT_ID, COLUMN_BY_INDEX };

struct column_ref {
    enum column_key by;
    const char *text;    /* the name, question text or import id */
    size_t occurrence;   /* by name: which of equal names, from 1; 0: must be unique */
    size_t index;        /* by index: from 1 */
    const char *pointer; /* where the study says so, for messages */
};

struct item {
    struct column_ref column;
    const struct scale *scale;
    bool reverse;
};

/* What one side was asked about a dimension; item_count 0: not asked. */
struct question {
    const struct item *items;
    size_t item_count;
    size_t min_items; /* answers a respondent needs for a score: 1..item_count */
};

enum lens { LENS_MIRROR, LENS_SYMMETRY };

/* What a study names in several languages; a text is NULL where it does not. */
struct texts {
    const char *in[LANGUAGE_COUNT];
};

struct dimension {
    const char *id;
    const char *label;   /* the study's first; the id where it gives none */
    struct texts labels; /* by language, where the study tells languages apart */
    enum lens lens;
    struct question questions[SIDE_COUNT];
};

/* A row is used when every rule holds. Cells compare as text; min and max as numbers. */
struct keep_rule {
    struct column_ref column;
    const char *const *in;
    size_t in_count;
    const char *const *not_in;
    size_t not_in_count;
    bool has_min;
    bool has_max;
    double min;
    double max;
};

/* One row per answer instead of one per respondent. */
struct layout {
    struct column_ref respondent;
    struct column_ref question;
    struct column_ref answer;
};

enum quote_rule {
    QUOTE_AUTO,
    QUOTE_DOUBLE, /* cells may stand in double quotes */
    QUOTE_NONE    /* a quote is a character like any other */
};

enum { MOST_SEGMENT_COLUMNS = 16 }; /* of a side */

/* A column whose values divide a side: role, region, ... */
struct segment_column {
    const char *id; /* what it is called; a segment of that name on both sides is one */
    struct column_ref column;
};

enum wave_period { PERIOD_NONE, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR };
enum date_order { ORDER_NONE, ORDER_DMY, ORDER_MDY, ORDER_YMD };

struct wave_rule {
    struct column_ref column;
    enum wave_period by;   /* PERIOD_NONE: the cells are the waves' names */
    enum date_order order; /* of the dates' parts; ORDER_NONE: only ISO dates */
};

/* A figure of each unit from elsewhere (revenue, churn, absence): a column of a CSV. */
struct study_outcome {
    const char *id;
    const char *label;     /* the study's first; the id where it gives none */
    struct texts labels;   /* by language */
    const char *file;      /* as a path that can be opened */
    const char *file_name; /* the same as the study writes it */
    struct column_ref unit;
    struct column_ref column;
};

/* How many people there are on a side, of whom the respondents are a part. */
enum population_by {
    POPULATION_NONE,
    POPULATION_FILE,   /* a CSV of units and their headcounts */
    POPULATION_COLUMN, /* each row has its unit's */
    POPULATION_SIZE    /* of all together */
};

struct population_rule {
    enum population_by by;
    struct study_outcome file;
    struct column_ref column;
    double size;
    const char *pointer;
};

/* What the weights of a side are to add up to in the categories of a column. */
struct margin_size {
    const char *name;
    double size;
};

struct margin {
    bool is_unit;       /* by unit; else by a segment column */
    size_t segment;     /* its number on the side */
    bool is_headcounts; /* sizes are the population's */
    const struct margin_size *sizes;
    size_t size_count;
    const char *pointer;
};

struct side_study {
    struct text_list files;      /* as paths that can be opened, "-" is standard input */
    struct text_list file_names; /* the same as the study writes them, for the report */
    const char *encoding;        /* "auto" or a name */
    const char *platform;        /* "auto" or one of platform_names */
    enum quote_rule quote;
    char delimiter;       /* 0: found out */
    char decimal;         /* 0: found out, else '.' or ',' */
    bool sets_aside;      /* previews and unfinished rows, where the platform tells */
    bool has_header_rows; /* false: found out */
    size_t header_rows;
    size_t header_line; /* the line that they begin on; 0: found out */
    bool has_unit;      /* false: one unit of everything */
    bool has_layout;    /* one row per answer */
    bool has_weight;    /* a column says how many people each respondent speaks for */
    bool has_wave;
    struct column_ref unit;
    struct layout layout;
    struct column_ref weight;
    struct wave_rule wave;
    struct population_rule population;
    const struct margin *margins; /* that the weights are raked to */
    size_t margin_count;
    const struct segment_column *segments; /* ids are unique on a side */
    size_t segment_count;
    const struct keep_rule *keep;
    size_t keep_count;
    /* texts that mean "no answer", per kind; no text is in two kinds, and the empty text
       is in one; MISSING_INVALID has none */
    struct text_list missing[MISSING_COUNT];
};

#define WAVE_LATEST "latest"

enum unit_step {
    STEP_EXACT,
    STEP_CASE,
    STEP_ACCENTS,
    STEP_SPACING,
    STEP_DIGITS,
    STEP_COUNT
};
enum unmatched_rule { UNMATCHED_KEEP, UNMATCHED_DROP, UNMATCHED_REFUSE };
/* How the respondents came about: each by himself, or units were taken apart (strata), or
   units were drawn and their people with them (clusters). */
enum design { DESIGN_NONE, DESIGN_STRATA, DESIGN_CLUSTERS };
enum adjustment { ADJUST_HOLM, ADJUST_BH, ADJUST_NONE };
enum bad_answer_rule { BAD_ANSWERS_REFUSE, BAD_ANSWERS_MISSING };

struct unit_rules {
    bool steps[STEP_COUNT];   /* STEP_EXACT is always on */
    const char *aliases;      /* path of a CSV of alias,unit; or NULL */
    const char *aliases_name; /* the same as the study writes it */
    enum unmatched_rule unmatched;
};

/* Which of the employees' segments deal with customers, and which do not. */
struct contrast_rule {
    bool is_given;
    const char *segment; /* the id of the column */
    struct text_list front;
    struct text_list back;
};

struct analysis_rules {
    double confidence; /* 0.5 <= confidence < 1 */
    double alpha;      /* 0 < alpha <= 0.5 */
    double margin;     /* > 0, index points */
    enum adjustment adjust;
    enum design design;
    double high;              /* 0 to 100: an index that counts as high */
    bool reference_is_median; /* quadrants are cut at the units' median index */
    double reference;         /* or at this index, 0 to 100 */
    bool has_overall;         /* a dimension is the overall score, which others drive */
    size_t overall;           /* its number */
    const char *wave; /* the only wave to report; WAVE_LATEST: the last; NULL: all */
    struct contrast_rule contrast;
};

struct study {
    struct arena arena; /* holds everything below */
    const char *path;   /* as the user named it; NULL: made in memory */
    const char *title;  /* the study's first; "" where it gives none */
    struct texts titles;
    struct side_study sides[SIDE_COUNT];
    const struct scale *scales;
    size_t scale_count;
    const struct dimension *dimensions;
    size_t dimension_count;
    struct unit_rules units;
    struct text_list waves; /* in order; none: by name, numbers as numbers */
    struct analysis_rules analysis;
    size_t min_n[SIDE_COUNT]; /* >= 1 */
    bool hides_unanimity[SIDE_COUNT];
    enum bad_answer_rule bad_answers;
    const char *benchmark;      /* path of what others score; or NULL */
    const char *benchmark_name; /* the same as the study writes it */
    const struct study_outcome *outcomes;
    size_t outcome_count;
    const struct check *checks;
    size_t check_count;
    const char *source; /* the study as it was read, as compact JSON: what travels with a
                           tally */
    struct work work;   /* how a run goes about it; not of the file, and of no result */
};

/* Every name of an enum, as study and report write it. */
const char *side_name(enum side side);
const char *missing_kind_name(enum missing_kind kind);
const char *scale_kind_name(enum scale_kind kind);
const char *lens_name(enum lens lens);
const char *unit_step_name(enum unit_step step);
const char *unmatched_rule_name(enum unmatched_rule rule);
const char *adjustment_name(enum adjustment adjust);
const char *design_name(enum design design);
const char *bad_answer_rule_name(enum bad_answer_rule rule);
const char *quote_rule_name(enum quote_rule rule);
const char *wave_period_name(enum wave_period period); /* NULL for PERIOD_NONE */
const char *date_order_name(enum date_order order);    /* NULL for ORDER_NONE */

/* Whether the respondents of any side come with weights. */
bool study_has_weights(const struct study *study);

/* The platforms that a study may name, "auto" not among them. */
const char *const *platform_names(size_t *count_out);

/* The levels of a question: what a respondent's score on it can be compared with.
   A question whose items share one range has its levels in that range's units, any other
   on 0 to 100. min < max. */
struct level_range {
    double min;
    double max;
    bool is_index; /* the items' ranges differ: levels are already 0 to 100 */
};

struct level_range question_range(const struct question *question);

/* The lowest level that counts as top box; false when the question has no `top`. For one
   item this is a test by code instead (a top set need not be contiguous): see
   question_is_top. */
bool question_has_top(const struct question *question);
bool question_is_top(const struct question *question, double level);

/* NPS classes of a level. Anything that neither promotes nor detracts is passive, so that
   the three always add up. */
enum nps_class { NPS_DETRACTOR, NPS_PASSIVE, NPS_PROMOTER };
bool question_is_nps(const struct question *question);
enum nps_class question_nps_class(const struct question *question, double level);

#endif

/* A report as the attacker sees it: its rows by unit and dimension, and for each side and
   dimension what is left of the total once all that is shown has been taken away. Waves
   divide a total as units do, and so do the segments of each column: for each division
   there is a model, in which its groups are the units. */
#ifndef JUDGE_AUDIT_MODEL_H
#define JUDGE_AUDIT_MODEL_H

#include "base/map.h"
#include "judge/audit.h"
#include "judge/audit_people.h"

struct audit_division {
    enum scope scope;
    const char *segment_of; /* the id of the segment column, or NULL */
};

struct audit_model {
    const struct report_file *report;
    const struct audit_division *division;
    const struct map *units; /* all units of both reports, by name */
    size_t unit_count;
    size_t dimension_count; /* of the report under attack; both models use its indices */
    const struct result_row **overall; /* per dimension; NULL: no such row */
    /* unit u, dimension d: [d * unit_count + u], NULL where there is none. What is looked
       at together stands together: the sides of a dimension. */
    const struct side_result **sides[SIDE_COUNT];
    const struct result_row **rows; /* those that the employees' sides are of */
    /* how many rows each side and unit has, with and without scores; negative: nobody
       can tell */
    double *unit_rows[SIDE_COUNT];
    double rows_used[SIDE_COUNT]; /* of the whole side; negative: nobody can tell */
};

/* Adds the report's units to `units`. */
bool audit_model_name_units(const struct report_file *report,
                            const struct audit_division *division,
                            struct map *units) SYMBAR_MUST_CHECK;

/* All units of both reports are in `units`. Dimensions go by those of `leading`, by their
   ids; one that `leading` lacks is passed over. */
bool audit_model_init(struct audit_model *model, const struct report_file *report,
                      const struct report_file *leading,
                      const struct audit_division *division, const struct map *units,
                      struct arena *arena) SYMBAR_MUST_CHECK;

static inline const struct side_result *audit_model_side(const struct audit_model *model,
                                                         size_t unit, size_t dimension,
                                                         enum side side)
{
    return model->sides[side][dimension * model->unit_count + unit];
}

/* One side and dimension of a report. `held` units count with what is printed. */
struct audit_column {
    enum side side;
    size_t dimension;
    const struct report_scale *scale;
    const struct side_result *total; /* NULL: there is no such row */
    size_t *hidden;                  /* units */
    size_t hidden_count;
    size_t held_count;
    size_t withheld_count; /* shown, but not which kinds of missing they gave */
    size_t shown_count;    /* with answers */
    struct people shown;   /* all of these */
    bool has_shown;        /* their figures add up */
    struct people rest;    /* the total minus those */
    bool has_rest;         /* the total is shown, and the rest can be */
};

/* Room for the hidden units of any column. */
bool audit_column_init(struct audit_column *column,
                       const struct audit_model *model) SYMBAR_MUST_CHECK;
void audit_column_take(struct audit_column *column, const struct audit_model *model,
                       enum side side, size_t dimension);
void audit_column_release(struct audit_column *column);

/* How many people of a hidden group gave a score, at least and at most. */
struct audit_span {
    double low;
    double high;
};

/* What is known of the hidden groups of a column: `spans_out` one for each, and for the
   rows without a unit. False when they contradict each other, as they do in no report of
   symbar. */
bool audit_column_spans(const struct audit_column *column,
                        const struct audit_model *model, struct audit_span *spans_out,
                        struct audit_span *without_unit_out) SYMBAR_MUST_CHECK;

/* The work of an audit. */
struct audit_work {
    struct audit *audit;
    const struct language *language;
    const struct audit_model *model;
    const struct audit_model *previous; /* or NULL */
    struct audit_column column;         /* the one that is being looked at */
    struct audit_column old_column;
    struct audit_span *spans; /* room for one per unit */
    /* rows share what has no figures, so it is met again and again: a hidden side and a
       gap without any, and a side of nobody, that were seen already */
    const struct side_result *blank_side;
    const struct gap_result *blank_gap;
    const struct side_result *nobody;
    bool may_nest; /* there is more than one division: what is hidden in one may be so for
                      the sake of another */
};

static inline bool audit_is_hidden(const struct side_result *side)
{
    return side->status == CELL_SUPPRESSED;
}

/* "employees / listening", with "/ 'Lyon'" after it for a unit, "/ region 'north'" for a
   segment. */
const char *audit_cell(struct audit_work *work, enum side side, size_t dimension,
                       const char *unit);
const char *audit_cell_of_row(struct audit_work *work, enum side side,
                              const struct result_row *row);
/* The names of hidden units, at least one, as a text: "'Lyon', 'Nice' and 3 more". */
const char *audit_names(struct audit_work *work, const size_t *units, size_t count);

/* What goes into a finding, in the audit's arena: a text made by a format, a number with
   all its digits, an index with four decimals at most. Never NULL. */
const char *audit_text(struct audit_work *work, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *audit_number(struct audit_work *work, double value);
const char *audit_index(struct audit_work *work, double value);

void audit_try(struct audit_work *work, enum audit_attack attack);
/* The format is an English literal, of which the finding has the translation. */
void audit_find(struct audit_work *work, enum audit_attack attack, const char *cell,
                const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The same with a sum that is a text of the audit. */
void audit_find_sum(struct audit_work *work, enum audit_attack attack, const char *cell,
                    const char *sum);

/* All that follow, in as many threads as `how` says; where memory is short, that sticks
   in the audit. */
void audit_attack_division(struct audit_work *work, const struct work *how);

/* The attacks, each over the whole report. What memory they lack sticks in the audit. */
void audit_attack_shown(struct audit_work *work);  /* standing, small, agreement, gap */
void audit_attack_column(struct audit_work *work); /* subtraction, total, bounds */
void audit_attack_codes(struct audit_work *work, const struct audit_span *without_unit);
void audit_attack_families(struct audit_work *work);
void audit_attack_across(struct audit_work *work);
void audit_attack_messages(struct audit_work *work);
void audit_attack_releases(struct audit_work *work);

#endif

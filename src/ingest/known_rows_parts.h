/* Within known_*.c only. */
#ifndef INGEST_KNOWN_ROWS_PARTS_H
#define INGEST_KNOWN_ROWS_PARTS_H

#include "ingest/class_tuples.h"
#include "ingest/kept_rows.h"
#include "ingest/known_rows.h"
#include "ingest/met_values.h"
#include "ingest/run_answers.h"
#include "ingest/run_keys.h"
#include "ingest/score_counts.h"

/* The texts of an item that are known, and how often each was met in this part. */
struct known_item {
    struct quick_slot slots[QUICK_SLOTS];
    size_t changes; /* of the column's slots, when they were copied */
    bool is_known[KNOWN_TEXTS];
    struct answer answers[KNOWN_TEXTS];
    uint64_t counts[KNOWN_TEXTS];
};

struct known_rows {
    const struct study *study;
    enum side side;
    struct row_source source;
    struct known_item *items;
    size_t item_count;
    struct map crowds; /* cells of unit, segments and wave */
    size_t *groups;    /* of each, its number in the tally */
    size_t group_capacity;
    size_t most_crowds;
    struct buffer key;
    struct quick_counts quick; /* by crowd */
    /* instead of those, where a question has several items, or more answers than
       counters, or respondents have weights */
    bool counts_scores;
    struct score_counts scores; /* by crowd */
    uint32_t *classes;          /* of the current row, per dimension that is asked */
    struct weight_sums weight;  /* of the current row */
    struct row_moments moments;

    ptrdiff_t full_crowd; /* whose counters have no room for one more, or MAP_NONE */

    /* rows that are counted as they stand in the text */
    bool takes_runs;
    bool has_dialect; /* of the file, without which there is nothing to learn */
    /* the cells of crowds and rules; where there is one column, and no dates, its keys
       are crowds or refusals, else classes (find_class), whose tuples are */
    struct run_keys run_keys[TUPLE_MOST];
    size_t key_slots[TUPLE_MOST]; /* of the plan */
    size_t key_count;
    struct map class_maps[TUPLE_MOST];
    struct class_tuples tuples;
    struct buffer class_key;
    struct run_answers run_answers;
    struct run_columns run_columns; /* where those of both begin */
    size_t *item_columns;
    size_t weight_column;
    uint8_t *run_texts;     /* per item, of RUN_MOST_ROWS rows */
    struct cell *run_cells; /* of one row, as the plan selects them; only those filled */

    /* of the current row */
    ptrdiff_t *texts;
    struct answer *answers;
    double *levels;

    struct file_count rows;
    struct row_refusal *refusals; /* per rule */
    uint64_t *refusal_counts;
    size_t refusal_count;
    struct met_values met;
};

/* What the cells of a row say of where it belongs: rows with the same key belong to the
   same group. It may be in known->key, which may have failed. False where they do not say
   all. */
bool known_rows_crowd_key(struct known_rows *known, const struct record *record,
                          struct span *key_out);

/* The weight of the current row; false when the cell holds none. */
bool known_rows_weigh(struct known_rows *known, struct span cell);

/* Counts a row of a crowd, of which the texts are in known->texts and the weight, if it
   has any, in known->weight. */
enum record_use known_rows_count_texts(struct known_rows *known, size_t crowd);

/* The column of the file that a slot of the plan stands for; false: joined of several. */
bool known_rows_column(const struct side_rows *rows, size_t slot, size_t *column_out);

/* The rows of a run of which the number is known: a bit per row. */
struct counted_rows {
    uint64_t rows;    /* that have a crowd */
    uint64_t refused; /* that are set aside, and counted as such */
    uint64_t blank;   /* there is nothing in the first column of a key */
    uint32_t crowds[RUN_MOST_ROWS];
    uint8_t *counts[RUN_MOST_ROWS]; /* of the crowd, but where scores are counted */
};

/* Before the first run; `*has_all`: the columns are few enough, and of the file. False
   when memory is short. */
bool known_crowds_init(struct known_rows *known, const struct side_rows *rows,
                       bool *has_all) SYMBAR_MUST_CHECK;
void known_crowds_release(struct known_rows *known);

/* The columns that are looked at, which run_columns has to have; returns how many. */
size_t known_crowds_columns(const struct known_rows *known,
                            size_t wanted[2 * TUPLE_MOST]);

/* The crowds of all rows, before any is counted: their counters are on the way meanwhile.
   A row with nothing in it is none. False when memory is short. */
bool known_crowds_find(struct known_rows *known, const struct row_run *run,
                       struct counted_rows *found) SYMBAR_MUST_CHECK;

/* Before the first run. False when memory is short. */
bool known_runs_init(struct known_rows *known,
                     const struct side_rows *rows) SYMBAR_MUST_CHECK;
void known_runs_release(struct known_rows *known);

/* More is known of an item. */
void known_runs_learn(struct known_rows *known, size_t item);

#endif

/* The answers in a run of rows, as the numbers of their texts (answer_column.h). A cell
   that is blank, one character or 10 is told by its last byte, of which a table per
   question makes a text. Questions mostly stand side by side: the bytes of such a stretch
   of columns are found at once. A row with any other cell is looked up among the texts
   that the columns know. */
#ifndef INGEST_RUN_ANSWERS_H
#define INGEST_RUN_ANSWERS_H

#include "base/diagnostics.h"
#include "ingest/answer_column.h"
#include "ingest/run_columns.h"

struct run_item;
struct run_cell;
struct run_stretch;

/* A zeroed struct is valid to release. */
struct run_answers {
    struct run_item *items;
    size_t item_count;
    struct run_cell *cells; /* those that are not in a stretch */
    size_t cell_count;
    struct run_stretch *stretches;
    size_t stretch_count;
    enum instructions instructions;
    char delimiter;
    char quote; /* 0: none */
};

/* The columns of the items in a file, of which this is the first run. False when memory
   is short. */
bool run_answers_init(struct run_answers *answers, const size_t *columns,
                      size_t item_count, const struct row_run *run) SYMBAR_MUST_CHECK;
void run_answers_release(struct run_answers *answers);

/* The columns whose places are asked for, which run_columns has to have, at most two per
   item; returns how many. */
size_t run_answers_columns(const struct run_answers *answers, size_t *wanted);

/* From now on the texts of an item are known that are final in these slots and `is_known`
   by their number; both are borrowed. */
void run_answers_learn(struct run_answers *answers, size_t item,
                       const struct quick_slot slots[QUICK_SLOTS],
                       const bool is_known[KNOWN_TEXTS]);

/* The text of each item in each row, texts[item * RUN_MOST_ROWS + row], where there may
   be anything before. Bit r of what comes back: all of row r are known. */
uint64_t run_answers_read(const struct run_answers *answers, const struct row_run *run,
                          const struct run_columns *columns, uint8_t *texts);

#endif

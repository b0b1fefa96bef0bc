/* The answers in a run of rows, as the numbers of their texts (answer_column.h). A blank,
   one character or a number like 10 is read from the bytes before the end of its cell,
   through a table; any other text is looked up among those that the column knows. */
#ifndef INGEST_RUN_ANSWERS_H
#define INGEST_RUN_ANSWERS_H

#include "base/diagnostics.h"
#include "ingest/answer_column.h"
#include "ingest/row_run.h"

struct run_item;

/* A zeroed struct is valid to release. */
struct run_answers {
    struct run_item *items;
    size_t item_count;
    char delimiter;
    char quote; /* 0: none */
};

/* The columns of the items in a file. False when memory is short. */
bool run_answers_init(struct run_answers *answers, const size_t *columns,
                      size_t item_count, char delimiter, char quote) SYMBAR_MUST_CHECK;
void run_answers_release(struct run_answers *answers);

/* From now on the texts of an item are known that are final in these slots and `is_known`
   by their number; both are borrowed. */
void run_answers_learn(struct run_answers *answers, size_t item,
                       const struct quick_slot slots[QUICK_SLOTS],
                       const bool is_known[QUICK_TEXTS]);

/* The text of each item in each row, texts[item * RUN_MOST_ROWS + row], where there may
   be anything before. Bit r of what comes back: all of row r are known. */
uint64_t run_answers_read(const struct run_answers *answers, const struct row_run *run,
                          uint8_t *texts);

#endif

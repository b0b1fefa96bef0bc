/* Which number the cells of some columns have, found from the bytes as they stand in a
   run of rows: units most of all, of which there are thousands while the same ones come
   again and again. A number is given by whoever knows what the cells say, once for each
   text; the table only remembers.

   Texts have no NUL bytes, so that one that is filled up with them is no other. A cell
   that is too long, or has quotes inside, is never remembered. */
#ifndef INGEST_RUN_KEYS_H
#define INGEST_RUN_KEYS_H

#include "base/diagnostics.h"
#include "ingest/run_columns.h"

enum { KEY_MOST_WORDS = 15, KEY_MOST_COLUMNS = 4, KEY_UNKNOWN = -1 };

struct run_key {
    uint64_t words[KEY_MOST_WORDS];
    uint64_t hash;
    bool is_usable; /* short enough and without quotes inside */
};

/* A zeroed struct is valid to release. */
struct run_keys {
    size_t columns[KEY_MOST_COLUMNS];
    size_t column_count;
    size_t cell_words; /* of each column */
    size_t slot_words; /* of all, filled up with 0, and a number from 1; 0: free */
    uint64_t *memory;  /* in which the slots are */
    uint64_t *slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t count;
    size_t
        longest; /* bytes of a cell that was met, quotes included, if it was not short */
};

/* At most KEY_MOST_COLUMNS columns. False when memory is short. */
bool run_keys_init(struct run_keys *keys, const size_t *columns,
                   size_t column_count) SYMBAR_MUST_CHECK;
void run_keys_release(struct run_keys *keys);

/* The columns that are looked at, which run_columns has to have; returns how many. */
size_t run_keys_columns(const struct run_keys *keys, size_t wanted[2 * KEY_MOST_COLUMNS]);

/* The keys of all rows of a run. False when memory is short. */
bool run_keys_make(struct run_keys *keys, const struct row_run *run,
                   const struct run_columns *columns,
                   struct run_key made[RUN_MOST_ROWS]) SYMBAR_MUST_CHECK;

/* The number of a usable key, or KEY_UNKNOWN. */
ptrdiff_t run_keys_find(const struct run_keys *keys, const struct run_key *key);

/* Remembers the number of a usable key that was not found; does nothing once there are
   very many. False when memory is short. */
bool run_keys_add(struct run_keys *keys, const struct run_key *key,
                  size_t number) SYMBAR_MUST_CHECK;

#endif

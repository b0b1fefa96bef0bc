/* Which number the cells of a column have, found from the bytes as they stand in a run of
   rows: units most of all, of which there are thousands while the same ones come again
   and again. A number is given by whoever knows what the cells say, once for each text;
   the table only remembers. Of dates, the time of day behind them is no part of the text.

   Texts have no NUL bytes, so that one that is filled up with them is no other. A cell
   that is too long, or has quotes inside, is never remembered. */
#ifndef INGEST_RUN_KEYS_H
#define INGEST_RUN_KEYS_H

#include "base/diagnostics.h"
#include "ingest/run_columns.h"

enum { KEY_MOST_WORDS = 7 };

enum key_kind {
    KEY_TEXT,
    KEY_DATE,  /* without the time of day behind it */
    KEY_FILLED /* whether there is anything but spaces */
};

/* The keys of the rows of a run. */
struct made_keys {
    size_t row_count;
    uint64_t usable; /* a bit per row: short enough and without quotes inside */
    uint64_t blank;  /* there is nothing in it */
    uint32_t guesses[RUN_MOST_ROWS]; /* the slot that most likely has it; 0: none */
    uint64_t words[RUN_MOST_ROWS * KEY_MOST_WORDS]; /* key_words of each row */
};

/* A zeroed struct is valid to release. */
struct run_keys {
    size_t column;
    enum key_kind kind;
    size_t key_words; /* filled up with 0 */
    uint64_t *memory; /* in which the slots are */
    uint64_t *slots;  /* from the second on, one after the other: a key and its number */
    size_t count;     /* slots that are used, with the first */
    size_t capacity;
    uint16_t *places;   /* by hash: slots; 0: free */
    size_t place_count; /* a power of two */
    size_t
        longest; /* bytes of a cell that was met, quotes included, if it was not short */
};

/* False when memory is short. */
bool run_keys_init(struct run_keys *keys, size_t column,
                   enum key_kind kind) SYMBAR_MUST_CHECK;
void run_keys_release(struct run_keys *keys);

/* The keys of all rows of a run; run_columns has to have the column and the one after it.
   False when memory is short. */
bool run_keys_make(struct run_keys *keys, const struct row_run *run,
                   const struct run_columns *columns,
                   struct made_keys *made) SYMBAR_MUST_CHECK;

static inline const uint64_t *made_keys_words(const struct run_keys *keys,
                                              const struct made_keys *made, size_t row)
{
    return made->words + row * keys->key_words;
}

/* The numbers of usable keys; bit r of what comes back: that of row r is not known. */
uint64_t run_keys_find(const struct run_keys *keys, const struct made_keys *made,
                       uint32_t numbers[RUN_MOST_ROWS]);

/* Remembers the number of a usable key that was not found; does nothing once there are
   very many. False when memory is short. */
bool run_keys_add(struct run_keys *keys, const uint64_t *words,
                  uint32_t number) SYMBAR_MUST_CHECK;

#endif

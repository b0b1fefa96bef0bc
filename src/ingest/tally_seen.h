/* Which rows a tally file has had, so that a second one is found: side, wave, segment,
   unit, dimension and level together may come once, by their texts.

   Each text gets a number. Rows of a group stand together, and a group's levels come in
   the same order again and again, so that most numbers are found by one comparison. */
#ifndef INGEST_TALLY_SEEN_H
#define INGEST_TALLY_SEEN_H

#include "base/buffer.h"
#include "base/map.h"
#include "ingest/records.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TALLY_GROUP_CELLS = 4 }; /* side, wave, segment, unit */
enum { TALLY_LEVEL_BITS = 64 };

/* A zeroed struct with a width is a valid start. */
struct tally_seen {
    size_t width; /* dimensions that have bits; more may come */
    struct map groups;
    struct map dimensions;
    struct map levels;
    struct map others; /* rows that have no bit */
    uint64_t *bits;    /* by group and dimension, one for each of the first levels */
    size_t bit_capacity;
    struct buffer group_key;        /* of the last row */
    size_t ends[TALLY_GROUP_CELLS]; /* of its texts, in group_key */
    size_t group;                   /* its number */
    bool has_group;
    size_t dimension;
    size_t level;
};

/* The numbers of a row's texts. */
struct tally_row_key {
    size_t group;
    size_t dimension;
    size_t level;
    bool is_known; /* there was such a row */
};

/* `cells` as in the file: those of the group, the dimension, the level. False when memory
   is short. */
bool tally_seen_add(struct tally_seen *seen, const struct cell *cells,
                    struct tally_row_key *key_out) SYMBAR_MUST_CHECK;

/* Whether the row is of the same group as the one that was added last. */
bool tally_seen_is_same_group(const struct tally_seen *seen, const struct cell *cells);

void tally_seen_release(struct tally_seen *seen);

#endif

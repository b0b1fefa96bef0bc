/* Other pairings of the two sides' figures of up to PAIRING_UNITS units: how often one of
   them gives a rank correlation at least as far from 0. Up to PAIRING_EXACT_UNITS all of
   them are tried, of more PAIRINGS random ones, always the same.

   Which pairings are tried depends on the number of units only, so that one table of them
   does for many correlations. What is paired are the figures of each side in their order,
   and of two sides with other ties the same one comes first whichever is given first: so
   hits depend on the ties and on how far the coefficient is from 0, and neither on the
   order of the units nor on that of the sides. Which instructions are used makes no
   difference but in time. */
#ifndef STATS_PAIRINGS_H
#define STATS_PAIRINGS_H

#include "base/instructions.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PAIRING_EXACT_UNITS = 8,
    PAIRING_UNITS = 128,
    PAIRINGS = 9999,
    PAIRINGS_AT_ONCE = 32, /* at most */
    /* the places that the most pairings of the most units take, of either kind */
    PAIRING_PLACES = PAIRING_UNITS * (PAIRINGS / PAIRINGS_AT_ONCE + 1) * PAIRINGS_AT_ONCE
};

/* Zeroed but for the first two. */
struct pairing_table {
    uint8_t *places; /* lent: room for PAIRING_PLACES */
    enum instructions instructions;
    /* figure u of one side is paired with figure places[u * row_size + k] of the other */
    size_t row_size;
    uint32_t unit_count;
    uint32_t pairing_count;
};

/* At least 1 and at most PAIRING_UNITS units. A table that is one of so many units
   already stays. */
void pairing_table_make(struct pairing_table *table, uint32_t unit_count);

/* Whether all pairings there are are in the table. */
bool pairing_table_is_exact(const struct pairing_table *table);

struct pairing_hits {
    uint32_t spearman;
    uint32_t kendall;
};

/* `x` and `y` are the doubled midranks of as many units as the table has, less that
   number and 1: whole, from -127 to 127, their mean 0. Units go by x, upwards. */
struct pairing_hits pairing_table_try(const struct pairing_table *table, const int8_t *x,
                                      const int8_t *y);

#endif

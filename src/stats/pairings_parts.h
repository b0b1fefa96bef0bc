/* Within pairings*.c only: the tries, one per size of vectors. */
#ifndef STATS_PAIRINGS_PARTS_H
#define STATS_PAIRINGS_PARTS_H

#include "stats/pairings.h"

typedef struct pairing_hits pairing_tries(const struct pairing_table *table,
                                          const int8_t *x, const int8_t *y);

pairing_tries pairing_table_try_portable;
#if defined(__x86_64__)
pairing_tries pairing_table_try_avx2 __attribute__((target("avx2")));
#endif

#endif

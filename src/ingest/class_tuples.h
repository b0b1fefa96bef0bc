/* Which number rows have whose cells are of the same classes: a tuple of up to four small
   numbers stands for a row. The table only remembers what it was told, and no more than
   very many of them. */
#ifndef INGEST_CLASS_TUPLES_H
#define INGEST_CLASS_TUPLES_H

#include "base/diagnostics.h"
#include "ingest/row_run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TUPLE_MOST = 4, TUPLE_CLASS_BITS = 16, TUPLE_MOST_CLASSES = 65535 };

/* A tuple of no classes; those of a table have all as many. */
static const uint64_t class_tuple_empty = UINT64_C(1) << 63;

/* A zeroed struct is valid and empty. */
struct class_tuples {
    uint64_t *tuples; /* by hash; 0: free */
    uint32_t *numbers;
    size_t place_count; /* 0, or a power of two */
    size_t count;
};

/* The i-th class of a tuple, less than TUPLE_MOST_CLASSES; the others are 0. */
static inline uint64_t class_tuple_part(size_t i, uint32_t class_number)
{
    return ((uint64_t)class_number + 1) << i * TUPLE_CLASS_BITS;
}

/* The numbers of the tuples of these rows; bit r of what comes back: that of row r is not
   known. */
uint64_t class_tuples_find(const struct class_tuples *tuples,
                           const uint64_t of_rows[RUN_MOST_ROWS], uint64_t rows,
                           uint32_t numbers[RUN_MOST_ROWS]);

/* Remembers the number of a tuple. False when memory is short. */
bool class_tuples_add(struct class_tuples *tuples, uint64_t tuple,
                      uint32_t number) SYMBAR_MUST_CHECK;

void class_tuples_release(struct class_tuples *tuples);

#endif

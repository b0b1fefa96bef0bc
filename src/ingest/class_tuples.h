/* Which number rows have whose cells are of the same classes: a tuple of up to eight
   small numbers stands for a row. The table only remembers what it was told, and no more
   than very many of them. */
#ifndef INGEST_CLASS_TUPLES_H
#define INGEST_CLASS_TUPLES_H

#include "base/diagnostics.h"
#include "ingest/row_run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TUPLE_MOST = 8, TUPLE_HALF = TUPLE_MOST / 2, TUPLE_MOST_CLASSES = 65535 };

/* Each class in 16 bits, from 1; those of a table have all as many. */
struct class_tuple {
    uint64_t halves[2];
};

/* Of no classes. */
static const struct class_tuple class_tuple_empty = { { 0, UINT64_MAX } };

/* Puts the i-th class, less than TUPLE_MOST_CLASSES, where there is none. */
static inline void class_tuple_put(struct class_tuple *tuple, size_t i,
                                   uint32_t class_number)
{
    enum { CLASS_BITS = 16 };
    tuple->halves[i / TUPLE_HALF] += ((uint64_t)class_number + 1)
                                     << i % TUPLE_HALF * CLASS_BITS;
}

/* A zeroed struct is valid and empty. */
struct class_tuples {
    struct class_tuple *tuples; /* by hash; zeros: free */
    uint32_t *numbers;
    size_t place_count; /* 0, or a power of two */
    size_t count;
};

/* The numbers of the tuples of these rows; bit r of what comes back: that of row r is not
   known. */
uint64_t class_tuples_find(const struct class_tuples *tuples,
                           const struct class_tuple of_rows[RUN_MOST_ROWS], uint64_t rows,
                           uint32_t numbers[RUN_MOST_ROWS]);

/* Remembers the number of a tuple. False when memory is short. */
bool class_tuples_add(struct class_tuples *tuples, const struct class_tuple *tuple,
                      uint32_t number) SYMBAR_MUST_CHECK;

void class_tuples_release(struct class_tuples *tuples);

#endif

/* What one column holds, over all its cells, in bounded memory: its distinct texts with
   their counts while they are few, and what they look like.

   A column whose texts are too many, or too long, becomes open: the texts are let go and
   only counts by shape go on. Nothing of an open column can therefore be shown. */
#ifndef INGEST_COLUMN_PROFILE_H
#define INGEST_COLUMN_PROFILE_H

#include "base/map.h"
#include "ingest/fold.h"
#include "ingest/headers.h"
#include "ingest/records.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PROFILE_MOST_VALUES = 5000, PROFILE_LONGEST_VALUE = 200 };

/* Bytes that the columns of a file may keep together. */
enum { PROFILE_BUDGET_BYTES = 256 * 1024 * 1024 };

/* How many cells look like what; every cell that is not missing is counted in `cells`,
   and in the others where they apply. */
struct shapes {
    uint64_t cells;
    uint64_t numbers;
    uint64_t wholes;    /* numbers without a fraction */
    uint64_t dates;     /* 2026-06-14 10:10, 3/24/2020 11:40:53 AM, 14.06.2026 */
    uint64_t addresses; /* of electronic mail, or of the internet */
    uint64_t tokens;    /* no spaces, a digit among them */
    uint64_t codes;     /* 01M015, Store 12: letters and digits, as units have them */
};

struct column_profile {
    struct map values;               /* trimmed texts that are no missing answer */
    uint64_t *counts;                /* per value */
    uint16_t of_byte[UINT8_MAX + 1]; /* the value, from 1, that is this one byte */
    size_t count_capacity;
    uint64_t missing[MISSING_COUNT];
    struct shapes shapes; /* of what is not in `values` any more */
    size_t longest;       /* bytes of the longest text */
    size_t byte_count;    /* taken from the budget */
    bool is_open;
    bool has_line_break; /* in any text */
};

enum { PROFILE_MOST_MISSING_TEXTS = 100 };

/* How the cells of a file are to be read. */
struct profile_rules {
    char point;
    const struct export_facts *facts;
    struct map *missing_texts; /* takes "Kind, text" of what means no answer; or NULL */
};

/* False when memory is short. */
bool column_profile_add(struct column_profile *profile, const struct cell *cell,
                        const struct profile_rules *rules,
                        size_t *budget) SYMBAR_MUST_CHECK;

/* Of all cells so far. */
struct shapes column_profile_shapes(const struct column_profile *profile, char point);

void column_profile_release(struct column_profile *profile);

#endif

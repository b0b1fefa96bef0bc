/* The alias table: a CSV file with the columns alias and unit, which says by hand what
   the steps of units.match cannot know. It wins over all steps.

   An alias is met as it is written, or else by the steps; what it stands for is the name
   that the report shows. */
#ifndef INGEST_ALIASES_H
#define INGEST_ALIASES_H

#include "base/diagnostics.h"
#include "base/map.h"
#include "ingest/fold.h"
#include "study/study.h"

#include <stddef.h>
#include <stdint.h>

/* A zeroed struct is valid and empty. */
struct aliases {
    struct map names; /* aliases, trimmed */
    struct map keys;  /* aliases by the steps */
    struct map units; /* what they stand for, trimmed */
    size_t *unit_of_name;
    size_t unit_capacity;
    ptrdiff_t *unit_of_key; /* MAP_NONE where aliases with one key differ */
    size_t key_capacity;
    uint64_t *lines; /* per name */
    size_t line_capacity;
};

enum symbar_status aliases_read(const struct unit_rules *rules, struct aliases *aliases,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Enters one more alias; an alias that is there keeps what it stands for. False when
   memory is short. */
bool aliases_add(struct aliases *aliases, const struct unit_rules *rules,
                 struct span name, struct span unit, uint64_t line) SYMBAR_MUST_CHECK;
void aliases_release(struct aliases *aliases);

/* The number in aliases->units that a name stands for, by itself or by its key, or
   MAP_NONE. */
ptrdiff_t aliases_find(const struct aliases *aliases, struct span name, struct span key);

#endif

#include "ingest/near_misses.h"

#include "base/text.h"

#include <string.h>

enum { MOST_NEAR_MISSES = 20, MOST_COMPARED = 500, SHORTEST_SLIP = 4 };

/* Units beside the digits in their names. Digits tell units apart more than letters do:
   "Store 12" is no slip for "Store 13". */
struct near_misses {
    const struct unit_match *match;
    struct symbar_diagnostics *diagnostics;
    struct arena arena;
    const char **digits; /* per unit */
};

static const char *digits_in(struct arena *arena, const char *name)
{
    char *digits = arena_allocate(arena, strlen(name) + 1, 1);
    size_t count = 0;
    for (; digits && *name; name++)
        if (*name >= '0' && *name <= '9')
            digits[count++] = *name;
    return digits;
}

static bool near_misses_init(struct near_misses *misses, const struct unit_match *match,
                             struct symbar_diagnostics *diagnostics)
{
    *misses = (struct near_misses){ .match = match, .diagnostics = diagnostics };
    misses->digits =
        arena_allocate(&misses->arena, match->unit_count, sizeof *misses->digits);
    for (size_t u = 0; misses->digits && u < match->unit_count; u++)
        if (!(misses->digits[u] = digits_in(&misses->arena, match->units[u].name)))
            return false;
    return misses->digits != NULL;
}

/* Names of a few letters are codes more often than slips. */
static const char *nearest_name(const char *name, const char *const *candidates,
                                size_t count)
{
    return strlen(name) < SHORTEST_SLIP ? NULL : text_nearest(name, candidates, count);
}

/* The names of one side's units that have the digits of `unit`. */
static size_t list_names(const struct near_misses *misses, int side, size_t unit,
                         const char **names)
{
    const struct unit_match *match = misses->match;
    size_t count = 0;
    for (size_t u = 0; u < match->unit_count && count < MOST_COMPARED; u++)
        if (match->units[u].row_count[side] &&
            strcmp(misses->digits[unit], misses->digits[u]) == 0)
            names[count++] = match->units[u].name;
    return count;
}

/* Whoever is alone may be anybody of the other side, even one that has found its like:
   one file may have both spellings. */
static void note_near_miss(const struct near_misses *misses, int side, size_t unit)
{
    const char *candidates[MOST_COMPARED];
    const char *name = misses->match->units[unit].name;
    size_t count = list_names(misses, !side, unit, candidates);
    const char *nearest = nearest_name(name, candidates, count);
    if (nearest)
        note(misses->diagnostics, DIAG_UNIT_NEAR_MISS, (struct place){ 0 },
             side == SIDE_EMPLOYEES
                 ? TRANSLATABLE("unit '%s' of employees may be '%s' of customers")
                 : TRANSLATABLE("unit '%s' of customers may be '%s' of employees"),
             name, nearest);
}

/* Of two that are both alone one is told. */
static bool is_told_already(const struct near_misses *misses, size_t unit)
{
    const struct unit_match *match = misses->match;
    const char *candidates[MOST_COMPARED];
    size_t count = 0;
    size_t alone = 0;
    for (size_t u = 0; u < match->unit_count && alone < MOST_COMPARED; u++) {
        if (!unit_is_alone(&match->units[u], SIDE_CUSTOMERS))
            continue;
        alone++;
        if (strcmp(misses->digits[unit], misses->digits[u]) == 0)
            candidates[count++] = match->units[u].name;
    }
    return nearest_name(match->units[unit].name, candidates, count) != NULL;
}

bool near_misses_note(const struct unit_match *match,
                      struct symbar_diagnostics *diagnostics)
{
    struct near_misses misses;
    bool done = near_misses_init(&misses, match, diagnostics);
    for (int side = SIDE_COUNT - 1; done && side >= 0; side--) {
        size_t alone = 0;
        for (size_t u = 0; u < match->unit_count && alone < MOST_NEAR_MISSES; u++) {
            if (!unit_is_alone(&match->units[u], (enum side)side))
                continue;
            alone++;
            if (side == SIDE_CUSTOMERS || !is_told_already(&misses, u))
                note_near_miss(&misses, side, u);
        }
    }
    arena_release(&misses.arena);
    return done;
}

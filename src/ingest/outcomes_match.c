#include "base/memory.h"
#include "ingest/outcomes.h"
#include "ingest/units.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMED = 3 };

/* Units by key, and per name of the outcomes its unit. */
struct outcome_matching {
    const struct study *study;
    const struct outcome_figures *figures;
    const struct unit_match *match;
    const struct aliases *aliases;
    struct tally *tally;
    struct symbar_diagnostics *diagnostics;
    struct map keys;
    ptrdiff_t *unit_of_key; /* in the tally; TALLY_DROPPED */
    ptrdiff_t *unit_of_name;
    struct buffer key;
};

/* The unit's number in the tally; TALLY_DROPPED where it is not there any more. */
static ptrdiff_t tally_unit(const struct outcome_matching *matching, size_t unit)
{
    const char *name = matching->match->units[unit].name;
    ptrdiff_t number = map_find(&matching->tally->units, name, strlen(name));
    return number == MAP_NONE ? TALLY_DROPPED : number;
}

static bool index_units(struct outcome_matching *matching)
{
    const struct unit_match *match = matching->match;
    matching->unit_of_key =
        memory_allocate(match->name_count, sizeof *matching->unit_of_key);
    if (!matching->unit_of_key)
        return false;
    for (size_t i = 0; i < match->name_count; i++) {
        const struct span name = { match->names[i].text, match->names[i].byte_count };
        size_t known = matching->keys.count;
        bool is_alias;
        if (!unit_key(matching->aliases, &matching->study->units, name, &matching->key,
                      &is_alias))
            return false;
        ptrdiff_t key =
            map_add(&matching->keys, matching->key.bytes, matching->key.byte_count);
        if (key == MAP_NONE)
            return false;
        if ((size_t)key == known)
            matching->unit_of_key[key] = tally_unit(matching, match->names[i].unit);
    }
    return true;
}

static bool find_units(struct outcome_matching *matching)
{
    const struct map *names = &matching->figures->names;
    matching->unit_of_name =
        memory_allocate(names->count, sizeof *matching->unit_of_name);
    if (!matching->unit_of_name)
        return false;
    for (size_t i = 0; i < names->count; i++) {
        const struct span name = { names->keys[i].bytes, names->keys[i].byte_count };
        bool is_alias;
        if (!unit_key(matching->aliases, &matching->study->units, name, &matching->key,
                      &is_alias))
            return false;
        ptrdiff_t key =
            map_find(&matching->keys, matching->key.bytes, matching->key.byte_count);
        matching->unit_of_name[i] =
            key == MAP_NONE ? TALLY_NONE : matching->unit_of_key[key];
    }
    return true;
}

static bool make_room(struct tally *tally, size_t outcome_count)
{
    size_t count = tally->units.count * outcome_count;
    if (tally->units.count > SIZE_MAX / outcome_count)
        return false;
    tally->outcomes = memory_allocate(count, sizeof *tally->outcomes);
    if (!tally->outcomes)
        return false;
    tally->outcome_count = outcome_count;
    for (size_t i = 0; i < count; i++)
        tally->outcomes[i] = NAN;
    return true;
}

static void fail_twice(const struct outcome_matching *matching,
                       const struct outcome_figure *figure, ptrdiff_t unit)
{
    const struct study_outcome *outcome = &matching->study->outcomes[figure->outcome];
    fail(matching->diagnostics, DIAG_BAD_OUTCOME,
         (struct place){ .path = outcome->file_name, .line = figure->line },
         "'%s' is unit '%s', which has a figure already",
         map_key_at(&matching->figures->names, figure->name),
         map_key_at(&matching->tally->units, (size_t)unit));
}

static void give_figures(const struct outcome_matching *matching)
{
    struct tally *tally = matching->tally;
    for (size_t i = 0; i < matching->figures->count; i++) {
        const struct outcome_figure *figure = &matching->figures->figures[i];
        ptrdiff_t unit = matching->unit_of_name[figure->name];
        if (unit < 0)
            continue;
        double *place =
            &tally->outcomes[(size_t)unit * tally->outcome_count + figure->outcome];
        if (isnan(*place))
            *place = figure->value;
        else
            fail_twice(matching, figure, unit);
    }
}

/* Names of an outcome's file that are no unit's. */
static void tell_unknown(struct outcome_matching *matching, size_t number)
{
    const struct outcome_figures *figures = matching->figures;
    size_t count = 0;
    size_t unknown = 0;
    buffer_clear(&matching->key);
    for (size_t i = 0; i < figures->count; i++) {
        const struct outcome_figure *figure = &figures->figures[i];
        if (figure->outcome != number)
            continue;
        count++;
        if (matching->unit_of_name[figure->name] != TALLY_NONE)
            continue;
        if (unknown++ < MOST_NAMED)
            buffer_format(&matching->key, "%s'%.40s'", unknown > 1 ? ", " : "",
                          map_key_at(&figures->names, figure->name));
    }
    if (!unknown || buffer_failed(&matching->key))
        return;
    warn(matching->diagnostics, DIAG_OUTCOME_UNITS,
         (struct place){ .path = matching->study->outcomes[number].file_name },
         "outcome '%s': %zu of %zu units are in no survey: %s%s",
         matching->study->outcomes[number].id, unknown, count, matching->key.bytes,
         unknown > MOST_NAMED ? ", ..." : "");
    hint(matching->diagnostics, "give other spellings in the alias table, units.aliases");
}

enum symbar_status outcomes_match(const struct study *study,
                                  const struct outcome_figures *figures,
                                  const struct unit_match *match,
                                  const struct aliases *aliases, struct tally *tally,
                                  struct symbar_diagnostics *diagnostics)
{
    struct outcome_matching matching = { .study = study,
                                         .figures = figures,
                                         .match = match,
                                         .aliases = aliases,
                                         .tally = tally,
                                         .diagnostics = diagnostics };
    size_t errors = diagnostics_error_count(diagnostics);
    if (!study->outcome_count)
        return SYMBAR_OK;
    bool done = index_units(&matching) && find_units(&matching) &&
                make_room(tally, study->outcome_count);
    if (done)
        give_figures(&matching);
    for (size_t i = 0; done && i < study->outcome_count; i++)
        tell_unknown(&matching, i);
    buffer_release(&matching.key);
    map_release(&matching.keys);
    memory_free(matching.unit_of_key);
    memory_free(matching.unit_of_name);
    if (!done)
        return fail_no_memory(diagnostics);
    return diagnostics_error_count(diagnostics) > errors ? SYMBAR_BAD_INPUT : SYMBAR_OK;
}

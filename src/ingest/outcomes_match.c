#include "base/memory.h"
#include "ingest/outcomes.h"
#include "ingest/unit_finder.h"
#include "ingest/units.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMED = 3 };

/* Per name of the outcomes its unit. */
struct outcome_matching {
    const struct study *study;
    const struct outcome_figures *figures;
    struct tally *tally;
    struct symbar_diagnostics *diagnostics;
    struct unit_finder finder;
    ptrdiff_t *unit_of_name; /* in the tally; TALLY_DROPPED, TALLY_NONE */
    struct buffer names;
};

static bool find_units(struct outcome_matching *matching)
{
    const struct map *names = &matching->figures->names;
    matching->unit_of_name =
        memory_allocate(names->count, sizeof *matching->unit_of_name);
    bool done = matching->unit_of_name != NULL;
    for (size_t i = 0; done && i < names->count; i++) {
        const struct span name = { names->keys[i].bytes, names->keys[i].byte_count };
        done = unit_finder_find(&matching->finder, name, &matching->unit_of_name[i]);
    }
    return done;
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
         TRANSLATABLE("'%s' is unit '%s', which has a figure already"),
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

/* Names of an outcome's file that are no unit's. Where no side has units, the study's
   reader has told that outcomes have no effect. */
static void tell_unknown(struct outcome_matching *matching, size_t number)
{
    const struct side_study *sides = matching->study->sides;
    const struct outcome_figures *figures = matching->figures;
    size_t count = 0;
    size_t unknown = 0;
    buffer_clear(&matching->names);
    for (size_t i = 0; i < figures->count; i++) {
        const struct outcome_figure *figure = &figures->figures[i];
        if (figure->outcome != number)
            continue;
        count++;
        if (matching->unit_of_name[figure->name] != TALLY_NONE)
            continue;
        if (unknown++ < MOST_NAMED)
            buffer_format(&matching->names, "%s'%.40s'", unknown > 1 ? ", " : "",
                          map_key_at(&figures->names, figure->name));
    }
    bool has_units = sides[SIDE_EMPLOYEES].has_unit || sides[SIDE_CUSTOMERS].has_unit;
    if (!unknown || !has_units || buffer_failed(&matching->names))
        return;
    warn(matching->diagnostics, DIAG_OUTCOME_UNITS,
         (struct place){ .path = matching->study->outcomes[number].file_name },
         "outcome '%s': %zu of %zu units are in no survey: %s%s",
         matching->study->outcomes[number].id, unknown, count, matching->names.bytes,
         unknown > MOST_NAMED ? ", ..." : "");
    hint(matching->diagnostics, "give other spellings in the alias table, units.aliases");
}

enum symbar_status outcomes_match(const struct study *study,
                                  const struct outcome_figures *figures,
                                  const struct unit_match *match,
                                  const struct aliases *aliases, struct tally *tally,
                                  struct symbar_diagnostics *diagnostics)
{
    struct outcome_matching matching = {
        .study = study, .figures = figures, .tally = tally, .diagnostics = diagnostics
    };
    size_t errors = diagnostics_error_count(diagnostics);
    if (!study->outcome_count)
        return SYMBAR_OK;
    bool done = unit_finder_init(&matching.finder, study, aliases, match, tally) &&
                find_units(&matching) && make_room(tally, study->outcome_count);
    if (done)
        give_figures(&matching);
    for (size_t i = 0; done && i < study->outcome_count; i++)
        tell_unknown(&matching, i);
    buffer_release(&matching.names);
    unit_finder_release(&matching.finder);
    memory_free(matching.unit_of_name);
    if (!done)
        return fail_no_memory(diagnostics);
    return diagnostics_error_count(diagnostics) > errors ? SYMBAR_BAD_INPUT : SYMBAR_OK;
}

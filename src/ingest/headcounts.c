#include "ingest/headcounts.h"

#include "base/memory.h"
#include "ingest/grouped_number.h"
#include "ingest/ingest.h"
#include "ingest/unit_finder.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMED = 3 };

enum symbar_status headcounts_read(const struct study *study,
                                   struct outcome_figures *figures,
                                   struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = SYMBAR_OK;
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct population_rule *rule = &study->sides[side].population;
        if (rule->by != POPULATION_FILE || status == SYMBAR_NO_MEMORY)
            continue;
        enum symbar_status read = outcome_file_read(study, &rule->file, (size_t)side,
                                                    true, figures, diagnostics);
        status = status == SYMBAR_OK || read == SYMBAR_NO_MEMORY ? read : status;
    }
    return status;
}

/* -- the column of an export ----------------------------------------------------------
 */

bool headcount_find(struct headcount_reader *reader, const struct column_plan *plan,
                    const struct record *record, const struct tally *tally,
                    ptrdiff_t unit, char point)
{
    if (plan->headcount_slot == COLUMN_NONE || unit == TALLY_NONE)
        return true;
    const struct cell *cell = &record->cells[plan->headcount_slot];
    struct span text = span_trim((struct span){ cell->bytes, cell->byte_count });
    const struct map_key *key = &tally->units.keys[unit];
    const struct outcome_figure *known;
    double value;
    if (!text.byte_count)
        return true;
    if (!grouped_number_parse(text, point, &value) || !is_headcount(value)) {
        bad_cells_add(&reader->no_number, cell);
        return true;
    }
    if (!outcome_figures_add(reader->figures, (size_t)reader->side,
                             (struct span){ key->bytes, key->byte_count }, value,
                             cell->line, &known))
        return false;
    if (!known || known->value == value)
        return true;
    if (!reader->differing.count)
        reader->known = known->value;
    bad_cells_add(&reader->differing, cell);
    return true;
}

uint64_t headcount_faults(const struct headcount_reader *reader)
{
    return reader->no_number.count + reader->differing.count;
}

void headcount_report(struct headcount_reader *reader, const char *file,
                      struct symbar_diagnostics *diagnostics)
{
    struct buffer label = { 0 };
    if (reader->rules->population.by != POPULATION_COLUMN)
        return;
    const char *column = column_label(&reader->rules->population.column, &label);
    if (reader->no_number.count) {
        fail(diagnostics, DIAG_BAD_HEADCOUNT, bad_cells_place(&reader->no_number, file),
             "column '%s': headcount '%s' is no whole number from 0", column,
             reader->no_number.shown);
        bad_cells_seen(&reader->no_number, diagnostics);
    }
    if (reader->differing.count) {
        fail(diagnostics, DIAG_BAD_HEADCOUNT, bad_cells_place(&reader->differing, file),
             "column '%s': headcount '%s', but %.0f in an earlier row of the same unit",
             column, reader->differing.shown, reader->known);
        bad_cells_seen(&reader->differing, diagnostics);
    }
    buffer_release(&label);
    reader->no_number = reader->differing = (struct bad_cells){ .count = 0 };
}

/* -- matching ---------------------------------------------------------------------------
 */

/* One side's way from names to units. */
struct headcount_matching {
    const struct study *study;
    const struct outcome_figures *figures;
    enum side side;
    struct tally *tally;
    uint64_t *row_counts; /* of the side, per unit and once more for those without */
    uint64_t *lines;      /* per unit: where its headcount stands */
    struct unit_finder finder;
    struct symbar_diagnostics *diagnostics;
};

static const struct population_rule *rule_of(const struct headcount_matching *matching)
{
    return &matching->study->sides[matching->side].population;
}

static bool matching_init(struct headcount_matching *matching,
                          const struct raw_answers *raw, const struct unit_match *match)
{
    struct tally *tally = matching->tally;
    struct tally_headcounts *heads = &tally->headcounts[matching->side];
    size_t units = tally->units.count;
    heads->of_unit = memory_allocate(units, sizeof *heads->of_unit);
    matching->row_counts = memory_allocate(units + 1, sizeof *matching->row_counts);
    matching->lines = memory_allocate(units, sizeof *matching->lines);
    if (!heads->of_unit || !matching->row_counts || !matching->lines ||
        !unit_finder_init(&matching->finder, matching->study, &raw->aliases, match,
                          tally))
        return false;
    for (size_t u = 0; u < units; u++)
        heads->of_unit[u] = NAN;
    for (size_t g = 0; g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        if (group->side == matching->side)
            matching
                ->row_counts[group->unit == TALLY_NONE ? units : (size_t)group->unit] +=
                group->row_count;
    }
    return true;
}

static void matching_release(struct headcount_matching *matching)
{
    memory_free(matching->row_counts);
    memory_free(matching->lines);
    unit_finder_release(&matching->finder);
}

/* Several names of one unit add up; units where nobody answered are part of the whole. */
static bool give_heads(struct headcount_matching *matching)
{
    struct tally_headcounts *heads = &matching->tally->headcounts[matching->side];
    const struct outcome_figures *figures = matching->figures;
    for (size_t i = 0; i < figures->count; i++) {
        const struct outcome_figure *figure = &figures->figures[i];
        const struct map_key *name = &figures->names.keys[figure->name];
        ptrdiff_t unit;
        if (figure->outcome != (size_t)matching->side)
            continue;
        if (!unit_finder_find(&matching->finder,
                              (struct span){ name->bytes, name->byte_count }, &unit))
            return false;
        if (unit == TALLY_DROPPED)
            continue;
        heads->total += figure->value;
        if (unit == TALLY_NONE)
            continue;
        double *own = &heads->of_unit[unit];
        *own = isnan(*own) ? figure->value : *own + figure->value;
        if (!matching->lines[unit])
            matching->lines[unit] = figure->line;
    }
    return true;
}

static struct place place_of(const struct headcount_matching *matching, uint64_t line)
{
    const struct population_rule *rule = rule_of(matching);
    if (rule->by == POPULATION_FILE)
        return (struct place){ .path = rule->file.file_name, .line = line };
    return (struct place){ .path = matching->study->path, .pointer = rule->pointer };
}

static void check_units(const struct headcount_matching *matching)
{
    const struct tally *tally = matching->tally;
    const double *heads = tally->headcounts[matching->side].of_unit;
    for (size_t u = 0; u < tally->units.count; u++) {
        if (isnan(heads[u]) || heads[u] >= (double)matching->row_counts[u])
            continue;
        fail(
            matching->diagnostics, DIAG_HEADCOUNT_TOO_SMALL,
            place_of(matching, matching->lines[u]),
            matching->side == SIDE_EMPLOYEES
                ? TRANSLATABLE("unit '%s' has %.0f employees, but %llu of them answered")
                : TRANSLATABLE("unit '%s' has %.0f customers, but %llu of them answered"),
            map_key_at(&tally->units, u), heads[u],
            (unsigned long long)matching->row_counts[u]);
        hint(matching->diagnostics,
             "mend the headcount, or leave rows that are not of this survey out with a "
             "keep rule");
    }
}

/* Without the headcount of a unit that has respondents nobody knows how many there are.
 */
static void check_total(const struct headcount_matching *matching)
{
    struct tally *tally = matching->tally;
    struct tally_headcounts *heads = &tally->headcounts[matching->side];
    size_t unknown = 0;
    struct buffer names = { 0 };
    for (size_t u = 0; u < tally->units.count; u++)
        if (isnan(heads->of_unit[u]) && matching->row_counts[u] && unknown++ < MOST_NAMED)
            buffer_format(&names, "%s'%.40s'", unknown > 1 ? ", " : "",
                          map_key_at(&tally->units, u));
    if (unknown) {
        heads->total = NAN;
        warn(matching->diagnostics, DIAG_NO_HEADCOUNT, place_of(matching, 0),
             matching->side == SIDE_EMPLOYEES
                 ? unknown == 1
                       ? TRANSLATABLE("%zu unit of employees has no headcount: %s%s")
                       : TRANSLATABLE("%zu units of employees have no headcount: %s%s")
             : unknown == 1
                 ? TRANSLATABLE("%zu unit of customers has no headcount: %s%s")
                 : TRANSLATABLE("%zu units of customers have no headcount: %s%s"),
             unknown, buffer_failed(&names) ? "" : names.bytes,
             unknown > MOST_NAMED ? ", ..." : "");
        hint(matching->diagnostics,
             "without them there is no response rate of all; other spellings go into the "
             "alias table, units.aliases");
    }
    buffer_release(&names);
}

static void check_size(const struct headcount_matching *matching)
{
    const struct tally *tally = matching->tally;
    double total = tally->headcounts[matching->side].total;
    uint64_t rows = 0;
    for (size_t u = 0; u <= tally->units.count; u++)
        rows += matching->row_counts[u];
    if (isnan(total) || total >= (double)rows)
        return;
    fail(matching->diagnostics, DIAG_HEADCOUNT_TOO_SMALL, place_of(matching, 0),
         matching->side == SIDE_EMPLOYEES
             ? TRANSLATABLE("there are %.0f employees in all, but %llu of them answered")
             : TRANSLATABLE("there are %.0f customers in all, but %llu of them answered"),
         total, (unsigned long long)rows);
}

static bool match_side(struct headcount_matching *matching, const struct raw_answers *raw,
                       const struct unit_match *match)
{
    struct tally_headcounts *heads = &matching->tally->headcounts[matching->side];
    const struct population_rule *rule = rule_of(matching);
    heads->is_given = true;
    if (!matching_init(matching, raw, match) || !give_heads(matching))
        return false;
    if (rule->by == POPULATION_SIZE)
        heads->total = rule->size;
    else
        check_units(matching);
    if (rule->by != POPULATION_SIZE)
        check_total(matching);
    check_size(matching);
    return true;
}

enum symbar_status headcounts_match(const struct study *study,
                                    const struct raw_answers *raw,
                                    const struct unit_match *match, struct tally *tally,
                                    struct symbar_diagnostics *diagnostics)
{
    size_t errors = diagnostics_error_count(diagnostics);
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct headcount_matching matching = {
            .study = study,
            .figures = &raw->headcounts,
            .side = (enum side)side,
            .tally = tally,
            .diagnostics = diagnostics,
        };
        if (study->sides[side].population.by == POPULATION_NONE)
            continue;
        bool done = match_side(&matching, raw, match);
        matching_release(&matching);
        if (!done)
            return fail_no_memory(diagnostics);
    }
    return diagnostics_error_count(diagnostics) > errors ? SYMBAR_BAD_INPUT : SYMBAR_OK;
}

#include "base/map.h"
#include "base/memory.h"
#include "base/number.h"
#include "judge/comparer.h"

#include <string.h>

/* -- which dimension is which ---------------------------------------------------------
 */

static void add_event(struct comparer *comparer, struct event event)
{
    struct comparison *comparison = comparer->comparison;
    if (comparer->lacks_memory ||
        !memory_grow(&comparison->events, &comparer->event_capacity,
                     comparison->event_count + 1, sizeof *comparison->events)) {
        comparer->lacks_memory = true;
        return;
    }
    comparison->events[comparison->event_count++] = event;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether both sides were asked the same in both, and somebody something. */
static bool is_same_theme(const struct report_dimension *a,
                          const struct report_dimension *b)
{
    return same_text(a->fingerprints[SIDE_EMPLOYEES], b->fingerprints[SIDE_EMPLOYEES]) &&
           same_text(a->fingerprints[SIDE_CUSTOMERS], b->fingerprints[SIDE_CUSTOMERS]) &&
           (a->fingerprints[SIDE_EMPLOYEES] || a->fingerprints[SIDE_CUSTOMERS]);
}

/* The only dimension without a partner that was asked the same, or NO_PARTNER. */
static size_t find_theme(const struct report_file *file, const size_t *partners,
                         const struct report_dimension *like)
{
    size_t found = NO_PARTNER;
    for (size_t i = 0; i < file->dimension_count; i++) {
        if (partners[i] != NO_PARTNER || !is_same_theme(&file->dimensions[i], like))
            continue;
        if (found != NO_PARTNER)
            return NO_PARTNER;
        found = i;
    }
    return found;
}

static void pair_by_id(struct comparer *comparer)
{
    const struct report_file *old = comparer->old;
    const struct report_file *new = comparer->new;
    for (size_t i = 0; i < old->dimension_count; i++)
        comparer->new_dimensions[i] = NO_PARTNER;
    for (size_t i = 0; i < new->dimension_count; i++) {
        size_t before = report_file_dimension(old, new->dimensions[i].id);
        comparer->old_dimensions[i] = before < old->dimension_count ? before : NO_PARTNER;
        if (before < old->dimension_count)
            comparer->new_dimensions[before] = i;
    }
}

static void pair_renamed(struct comparer *comparer)
{
    const struct report_file *old = comparer->old;
    const struct report_file *new = comparer->new;
    for (size_t i = 0; i < new->dimension_count; i++) {
        const struct report_dimension *dimension = &new->dimensions[i];
        if (comparer->old_dimensions[i] != NO_PARTNER)
            continue;
        size_t before = find_theme(old, comparer->new_dimensions, dimension);
        if (before == NO_PARTNER ||
            find_theme(new, comparer->old_dimensions, &old->dimensions[before]) != i)
            continue;
        comparer->old_dimensions[i] = before;
        comparer->new_dimensions[before] = i;
        add_event(comparer, (struct event){ .kind = EVENT_RENAMED,
                                            .name = dimension->id,
                                            .old_name = old->dimensions[before].id });
    }
}

static void note_dimensions(struct comparer *comparer)
{
    const struct report_file *old = comparer->old;
    const struct report_file *new = comparer->new;
    for (size_t i = 0; i < new->dimension_count; i++) {
        const struct report_dimension *dimension = &new->dimensions[i];
        size_t before = comparer->old_dimensions[i];
        if (before == NO_PARTNER)
            add_event(comparer,
                      (struct event){ .kind = EVENT_APPEARED, .name = dimension->id });
        for (int side = 0; before != NO_PARTNER && side < SIDE_COUNT; side++)
            if (!same_text(dimension->fingerprints[side],
                           old->dimensions[before].fingerprints[side]))
                add_event(comparer, (struct event){ .kind = EVENT_QUESTION_CHANGED,
                                                    .name = dimension->id,
                                                    .side = (enum side)side });
    }
    for (size_t i = 0; i < old->dimension_count; i++)
        if (comparer->new_dimensions[i] == NO_PARTNER)
            add_event(comparer, (struct event){ .kind = EVENT_VANISHED,
                                                .name = old->dimensions[i].id });
}

void pair_dimensions(struct comparer *comparer)
{
    struct arena *arena = &comparer->comparison->arena;
    comparer->old_dimensions = arena_allocate(arena, comparer->new->dimension_count,
                                              sizeof *comparer->old_dimensions);
    comparer->new_dimensions = arena_allocate(arena, comparer->old->dimension_count,
                                              sizeof *comparer->new_dimensions);
    if (!comparer->old_dimensions || !comparer->new_dimensions) {
        comparer->lacks_memory = true;
        return;
    }
    pair_by_id(comparer);
    pair_renamed(comparer);
    note_dimensions(comparer);
}

/* -- units ----------------------------------------------------------------------------
 */

static void collect_units(struct comparer *comparer, const struct report_file *file,
                          struct map *units)
{
    for (size_t i = 0; i < file->row_count; i++) {
        const char *unit = file->rows[i].scope == SCOPE_UNIT ? file->rows[i].unit : NULL;
        if (unit && map_add(units, unit, strlen(unit)) == MAP_NONE)
            comparer->lacks_memory = true;
    }
}

void note_units(struct comparer *comparer)
{
    struct map old = { 0 };
    struct map new = { 0 };
    collect_units(comparer, comparer->old, &old);
    collect_units(comparer, comparer->new, &new);
    for (size_t i = 0; i < comparer->new->row_count; i++) {
        const char *unit = comparer->new->rows[i].unit;
        bool is_first = unit && map_find(&old, unit, strlen(unit)) == MAP_NONE &&
                        comparer->new->rows[i].scope == SCOPE_UNIT;
        if (!is_first)
            continue;
        add_event(comparer, (struct event){ EVENT_APPEARED, true, unit, NULL, 0 });
        if (map_add(&old, unit, strlen(unit)) == MAP_NONE)
            comparer->lacks_memory = true;
    }
    for (size_t i = 0; i < comparer->old->row_count; i++) {
        const char *unit = comparer->old->rows[i].unit;
        bool is_first = unit && map_find(&new, unit, strlen(unit)) == MAP_NONE &&
                        comparer->old->rows[i].scope == SCOPE_UNIT;
        if (!is_first)
            continue;
        add_event(comparer, (struct event){ EVENT_VANISHED, true, unit, NULL, 0 });
        if (map_add(&new, unit, strlen(unit)) == MAP_NONE)
            comparer->lacks_memory = true;
    }
    map_release(&old);
    map_release(&new);
}

/* -- rules that differ ----------------------------------------------------------------
 */

static void add_note(struct comparer *comparer, const char *rule, const char *before,
                     const char *after)
{
    struct comparison *comparison = comparer->comparison;
    struct arena *arena = &comparison->arena;
    struct rule_note note = {
        .rule = rule,
        .before = arena_text(arena, before),
        .after = arena_text(arena, after),
        .text = arena_format(arena, "%s was %s and is %s", rule, before, after),
    };
    if (!note.before || !note.after || !note.text || comparer->lacks_memory ||
        !memory_grow(&comparison->notes, &comparer->note_capacity,
                     comparison->note_count + 1, sizeof *comparison->notes)) {
        comparer->lacks_memory = true;
        return;
    }
    comparison->notes[comparison->note_count++] = note;
}

static void note_number(struct comparer *comparer, const char *rule, double old,
                        double new)
{
    char before[NUMBER_TEXT_BYTES];
    char after[NUMBER_TEXT_BYTES];
    if (old == new)
        return;
    number_format(old, before);
    number_format(new, after);
    add_note(comparer, rule, before, after);
}

void note_rules(struct comparer *comparer)
{
    const struct report_file *old = comparer->old;
    const struct report_file *new = comparer->new;
    note_number(comparer, TRANSLATABLE("confidence"), old->confidence, new->confidence);
    note_number(comparer, TRANSLATABLE("alpha"), old->alpha, new->alpha);
    note_number(comparer, TRANSLATABLE("margin"), old->margin, new->margin);
    note_number(comparer, TRANSLATABLE("min_n of employees"),
                (double)old->min_n[SIDE_EMPLOYEES], (double)new->min_n[SIDE_EMPLOYEES]);
    note_number(comparer, TRANSLATABLE("min_n of customers"),
                (double)old->min_n[SIDE_CUSTOMERS], (double)new->min_n[SIDE_CUSTOMERS]);
    if (old->adjust != new->adjust)
        add_note(comparer, TRANSLATABLE("adjust"), adjustment_name(old->adjust),
                 adjustment_name(new->adjust));
}

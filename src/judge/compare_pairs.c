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

/* -- units, segments, waves -------------------------------------------------------------
 */

static const char *name_of(const struct result_row *row)
{
    switch (row->scope) {
    case SCOPE_OVERALL:
        break;
    case SCOPE_UNIT:
        return row->unit;
    case SCOPE_SEGMENT:
        return row->segment;
    case SCOPE_WAVE:
        return row->wave;
    }
    return NULL;
}

/* Adds the place of a row of the scope to those that are known; whether it is new there.
   A segment is one of its column. */
static bool meet_place(struct comparer *comparer, const struct result_row *row,
                       enum scope scope, struct map *known)
{
    size_t count = known->count;
    const char *name = row->scope == scope ? name_of(row) : NULL;
    struct buffer *key = &comparer->scratch;
    if (!name)
        return false;
    buffer_clear(key);
    if (row->segment_of)
        buffer_append(key, row->segment_of, strlen(row->segment_of) + 1);
    buffer_text(key, name);
    if (buffer_failed(key) || map_add(known, key->bytes, key->byte_count) == MAP_NONE)
        comparer->lacks_memory = true;
    return known->count > count;
}

/* What the one report has, and then what the other one has besides. */
static void note_strangers(struct comparer *comparer, const struct report_file *from,
                           const struct report_file *to, enum scope scope,
                           enum event_kind kind)
{
    struct map known = { 0 };
    for (size_t i = 0; i < from->row_count; i++)
        (void)meet_place(comparer, &from->rows[i], scope, &known);
    for (size_t i = 0; i < to->row_count; i++) {
        const struct result_row *row = &to->rows[i];
        if (meet_place(comparer, row, scope, &known))
            add_event(comparer, (struct event){ .kind = kind,
                                                .scope = scope,
                                                .name = name_of(row),
                                                .segment_of = row->segment_of });
    }
    map_release(&known);
}

void note_places(struct comparer *comparer)
{
    static const enum scope scopes[] = { SCOPE_UNIT, SCOPE_SEGMENT, SCOPE_WAVE };
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        note_strangers(comparer, comparer->old, comparer->new, scopes[i], EVENT_APPEARED);
        note_strangers(comparer, comparer->new, comparer->old, scopes[i], EVENT_VANISHED);
    }
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

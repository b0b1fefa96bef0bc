#include "ingest/draft_units.h"

#include "base/memory.h"
#include "ingest/coded_values.h"
#include "ingest/heading.h"

#include <string.h>

enum { MOST_CANDIDATES = 60, MANY_SHARED = 5, FEW_SHARED = 2 };

/* A column that may hold units, with its values as units are compared. */
struct candidate {
    size_t column;
    struct map keys;
    struct buffer heading; /* in words */
    bool names_units;      /* the heading says so */
    bool is_numeric;
    bool is_unique; /* no value comes twice */
};

struct candidates {
    struct candidate items[MOST_CANDIDATES];
    size_t count;
};

static bool may_be_units(const struct survey *survey, size_t column)
{
    const struct column_profile *profile = &survey->profiles[column];
    enum column_kind kind = survey->findings[column].kind;
    bool repeats = profile->values.count > 1;
    if (survey->is_long &&
        (column >= survey->first_question || survey_is_layout_column(survey, column)))
        return false;
    return repeats && !profile->is_open &&
           (kind == KIND_UNIT || kind == KIND_CHOICE || kind == KIND_TEXT ||
            kind == KIND_ID);
}

/* Units are called by the labels of their codes, where the file has them. */
static bool fold_values(const struct column_profile *profile,
                        const struct header_column *heading, struct map *keys)
{
    static const bool steps[STEP_COUNT] = { true, true, true, true, true };
    struct buffer key = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < profile->values.count; i++) {
        const struct map_key *value = &profile->values.keys[i];
        buffer_clear(&key);
        struct span code = { value->bytes, value->byte_count };
        fold_unit(&key, coded_value_shown(heading, code), steps);
        done =
            !buffer_failed(&key) && map_add(keys, key.bytes, key.byte_count) != MAP_NONE;
    }
    buffer_release(&key);
    return done;
}

static bool add_candidate(const struct survey *survey, size_t column,
                          struct candidates *candidates)
{
    struct candidate *candidate = &candidates->items[candidates->count];
    const struct column_profile *profile = &survey->profiles[column];
    struct shapes shapes = column_profile_shapes(profile, '.');
    *candidate =
        (struct candidate){ .column = column,
                            .is_numeric = shapes.numbers == shapes.cells &&
                                          !survey->facts->columns[column].value_count,
                            .is_unique = profile->values.count == shapes.cells };
    candidates->count++;
    if (!heading_words(survey->facts->columns[column].name, &candidate->heading))
        return false;
    candidate->names_units = survey->findings[column].kind == KIND_UNIT ||
                             heading_is_unit(candidate->heading.bytes);
    if (heading_is_segment(candidate->heading.bytes) ||
        (candidate->is_numeric && !candidate->names_units)) {
        buffer_release(&candidate->heading);
        candidates->count--;
        return true;
    }
    return fold_values(profile, &survey->facts->columns[column], &candidate->keys);
}

static bool list_candidates(const struct survey *survey, struct candidates *candidates)
{
    bool done = true;
    for (size_t i = 0;
         done && i < survey->column_count && candidates->count < MOST_CANDIDATES; i++)
        if (may_be_units(survey, i))
            done = add_candidate(survey, i, candidates);
    return done;
}

static void release_candidates(struct candidates *candidates)
{
    for (size_t i = 0; i < candidates->count; i++) {
        map_release(&candidates->items[i].keys);
        buffer_release(&candidates->items[i].heading);
    }
}

static size_t count_shared(const struct map *a, const struct map *b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a->count; i++)
        shared += map_find(b, a->keys[i].bytes, a->keys[i].byte_count) != MAP_NONE;
    return shared;
}

/* How much speaks for two columns holding the same units; 0: too little. Yes and no are
   shared by many columns, so few common values count only where a heading speaks of
   units; and what comes once only in both files numbers respondents, or is in their own
   words. */
static double rate(const struct candidate *a, const struct candidate *b, size_t shared)
{
    size_t fewer = a->keys.count < b->keys.count ? a->keys.count : b->keys.count;
    bool is_named = a->names_units || b->names_units;
    bool has_same_heading = strcmp(a->heading.bytes, b->heading.bytes) == 0;
    if (a->is_unique && b->is_unique && !is_named)
        return 0;
    if (shared < (is_named ? FEW_SHARED : MANY_SHARED) || shared * 2 < fewer)
        return 0;
    if (!is_named && !has_same_heading && shared * 10 < fewer * 9)
        return 0;
    return (double)shared / (double)fewer *
               (1 + (a->names_units && b->names_units) + is_named + has_same_heading) +
           (double)shared / ((double)shared + 20);
}

bool draft_find_units(const struct survey surveys[SIDE_COUNT],
                      struct unit_columns *units_out)
{
    struct unit_columns units = { .is_found = false };
    double best = 0;
    struct candidates *sides = memory_allocate(SIDE_COUNT, sizeof *sides);
    bool done = sides != NULL;
    for (int side = 0; done && side < SIDE_COUNT; side++)
        done = list_candidates(&surveys[side], &sides[side]);
    for (size_t i = 0; done && i < sides[SIDE_EMPLOYEES].count; i++)
        for (size_t j = 0; j < sides[SIDE_CUSTOMERS].count; j++) {
            const struct candidate *a = &sides[SIDE_EMPLOYEES].items[i];
            const struct candidate *b = &sides[SIDE_CUSTOMERS].items[j];
            size_t shared = count_shared(&a->keys, &b->keys);
            double rating = rate(a, b, shared);
            if (rating <= best)
                continue;
            best = rating;
            units = (struct unit_columns){ .is_found = true,
                                           .columns = { a->column, b->column },
                                           .shared = shared,
                                           .counts = { a->keys.count, b->keys.count } };
        }
    for (int side = 0; sides && side < SIDE_COUNT; side++)
        release_candidates(&sides[side]);
    memory_free(sides);
    if (done)
        *units_out = units;
    return done;
}

#include "ingest/units.h"

#include "base/memory.h"
#include "ingest/fold.h"
#include "ingest/spellings.h"

#include <stdlib.h>
#include <string.h>

/* Names by key, before the units are put in order. */
struct matching {
    const struct study *study;
    const struct aliases *aliases;
    struct unit_match *match;
    struct map keys;
    size_t *key_of_name;
    const char **unit_names; /* per key */
    size_t *unit_of_key;
    struct buffer key; /* scratch */
};

static void matching_release(struct matching *matching)
{
    map_release(&matching->keys);
    memory_free(matching->key_of_name);
    memory_free(matching->unit_names);
    memory_free(matching->unit_of_key);
    buffer_release(&matching->key);
}

static struct span name_span(const struct unit_name *name)
{
    return (struct span){ name->text, name->byte_count };
}

/* The key of a text in matching->key; false when memory is short. */
static bool fold_key(struct matching *matching, struct span text)
{
    buffer_clear(&matching->key);
    fold_unit(&matching->key, text, matching->study->units.steps);
    return !buffer_failed(&matching->key);
}

bool unit_key(const struct aliases *aliases, const struct unit_rules *rules,
              struct span name, struct buffer *key, bool *is_alias_out)
{
    buffer_clear(key);
    fold_unit(key, name, rules->steps);
    *is_alias_out = false;
    if (buffer_failed(key))
        return false;
    ptrdiff_t alias =
        aliases_find(aliases, name, (struct span){ key->bytes, key->byte_count });
    if (alias == MAP_NONE)
        return true;
    const struct map_key *unit = &aliases->units.keys[alias];
    *is_alias_out = true;
    buffer_clear(key);
    fold_unit(key, (struct span){ unit->bytes, unit->byte_count }, rules->steps);
    return !buffer_failed(key);
}

static bool find_key(struct matching *matching, struct unit_name *name, size_t *key_out)
{
    if (!unit_key(matching->aliases, &matching->study->units, name_span(name),
                  &matching->key, &name->is_alias))
        return false;
    ptrdiff_t number =
        map_add(&matching->keys, matching->key.bytes, matching->key.byte_count);
    *key_out = (size_t)number;
    return number != MAP_NONE;
}

static struct spelling spelling_of(const struct unit_name *name)
{
    struct spelling spelling = { .text = name->text };
    memcpy(spelling.row_count, name->row_count, sizeof spelling.row_count);
    return spelling;
}

/* Whether `name` is the better spelling for its unit. */
static bool is_better_name(const struct unit_name *name, const struct unit_name *than)
{
    const struct spelling first = spelling_of(name);
    const struct spelling second = spelling_of(than);
    return spelling_is_better(&first, &second);
}

static bool name_by_spelling(struct matching *matching)
{
    const struct unit_match *match = matching->match;
    const struct unit_name **best =
        memory_allocate(matching->keys.count, sizeof(const struct unit_name *));
    if (!best)
        return false;
    for (size_t i = 0; i < match->name_count; i++) {
        const struct unit_name *name = &match->names[i];
        size_t key = matching->key_of_name[i];
        if (!best[key] || is_better_name(name, best[key]))
            best[key] = name;
    }
    bool trims = matching->study->units.steps[STEP_SPACING];
    bool done = true;
    for (size_t key = 0; done && key < matching->keys.count; key++) {
        struct span text = name_span(best[key]);
        text = trims ? span_trim(text) : text;
        matching->unit_names[key] =
            arena_copy(&matching->match->arena, text.bytes, text.byte_count);
        done = matching->unit_names[key] != NULL;
    }
    memory_free(best);
    return done;
}

/* The alias table's names win over any spelling. */
static bool name_by_aliases(struct matching *matching)
{
    const struct map *units = &matching->aliases->units;
    for (size_t i = 0; i < units->count; i++) {
        const struct map_key *unit = &units->keys[i];
        if (!fold_key(matching, (struct span){ unit->bytes, unit->byte_count }))
            return false;
        ptrdiff_t key =
            map_find(&matching->keys, matching->key.bytes, matching->key.byte_count);
        if (key == MAP_NONE)
            continue;
        matching->unit_names[key] = arena_text(&matching->match->arena, unit->bytes);
        if (!matching->unit_names[key])
            return false;
    }
    return true;
}

/* What qsort has to go by, since it takes no context. */
struct named_key {
    const char *name;
    size_t key;
};

static int compare_names(const void *a, const void *b)
{
    const struct named_key *left = a;
    const struct named_key *right = b;
    int order = strcmp(left->name, right->name);
    return order ? order : (left->key > right->key) - (left->key < right->key);
}

static bool sort_units(struct matching *matching)
{
    size_t count = matching->keys.count;
    struct named_key *sorted = memory_allocate(count, sizeof *sorted);
    if (!sorted)
        return false;
    for (size_t key = 0; key < count; key++)
        sorted[key] = (struct named_key){ matching->unit_names[key], key };
    qsort(sorted, count, sizeof *sorted, compare_names);
    for (size_t i = 0; i < count; i++) {
        matching->unit_of_key[sorted[i].key] = i;
        matching->match->units[i].name = sorted[i].name;
    }
    matching->match->unit_count = count;
    memory_free(sorted);
    return true;
}

static void count_rows(const struct tally *raw, struct unit_match *match)
{
    for (size_t g = 0; g < raw->group_count; g++) {
        const struct tally_group *group = &raw->groups[g];
        if (group->unit != TALLY_NONE)
            match->names[group->unit].row_count[group->side] += group->row_count;
    }
}

/* Nothing can be dropped for want of the other side where a side has no units at all. */
static void assign_units(struct matching *matching)
{
    struct unit_match *match = matching->match;
    const struct study *study = matching->study;
    for (size_t i = 0; i < match->name_count; i++) {
        struct unit_name *name = &match->names[i];
        name->unit = matching->unit_of_key[matching->key_of_name[i]];
        for (int side = 0; side < SIDE_COUNT; side++)
            match->units[name->unit].row_count[side] += name->row_count[side];
    }
    bool drops = study->units.unmatched == UNMATCHED_DROP &&
                 study->sides[SIDE_EMPLOYEES].has_unit &&
                 study->sides[SIDE_CUSTOMERS].has_unit;
    for (size_t u = 0; drops && u < match->unit_count; u++) {
        struct unit_found *unit = &match->units[u];
        unit->is_dropped =
            !unit->row_count[SIDE_EMPLOYEES] || !unit->row_count[SIDE_CUSTOMERS];
    }
}

static bool match_names(struct matching *matching, const struct tally *raw)
{
    struct unit_match *match = matching->match;
    count_rows(raw, match);
    for (size_t i = 0; i < match->name_count; i++)
        if (!find_key(matching, &match->names[i], &matching->key_of_name[i]))
            return false;
    size_t count = matching->keys.count;
    matching->unit_names = memory_allocate(count, sizeof *matching->unit_names);
    matching->unit_of_key = memory_allocate(count, sizeof *matching->unit_of_key);
    match->units = arena_allocate(&match->arena, count, sizeof *match->units);
    if (!matching->unit_names || !matching->unit_of_key || !match->units ||
        !name_by_spelling(matching) || !name_by_aliases(matching) ||
        !sort_units(matching))
        return false;
    assign_units(matching);
    return true;
}

enum symbar_status units_match(const struct study *study, const struct raw_answers *raw,
                               struct unit_match *match_out,
                               struct symbar_diagnostics *diagnostics)
{
    const struct map *names = &raw->tally->units;
    struct unit_match match = { .name_count = names->count };
    struct matching matching = { .study = study,
                                 .aliases = &raw->aliases,
                                 .match = &match };
    match.names = arena_allocate(&match.arena, match.name_count, sizeof *match.names);
    matching.key_of_name =
        memory_allocate(match.name_count, sizeof *matching.key_of_name);
    bool done = match.names && matching.key_of_name;
    for (size_t i = 0; done && i < match.name_count; i++)
        match.names[i] = (struct unit_name){ .text = names->keys[i].bytes,
                                             .byte_count = names->keys[i].byte_count };
    done = done && match_names(&matching, raw->tally);
    matching_release(&matching);
    if (!done) {
        unit_match_release(&match);
        return fail_no_memory(diagnostics);
    }
    *match_out = match;
    return SYMBAR_OK;
}

bool unit_is_alone(const struct unit_found *unit, enum side side)
{
    return unit->row_count[side] && !unit->row_count[!side];
}

void unit_match_release(struct unit_match *match)
{
    arena_release(&match->arena);
    *match = (struct unit_match){ 0 };
}

/* Per name of the raw tally its number in `target`; NULL when memory is short. */
static ptrdiff_t *number_labels(struct map *target, const char *const *names,
                                size_t count)
{
    ptrdiff_t *numbers = memory_allocate(count, sizeof *numbers);
    for (size_t i = 0; numbers && i < count; i++) {
        numbers[i] = TALLY_DROPPED;
        if (names[i])
            numbers[i] = map_add(target, names[i], strlen(names[i]));
        if (numbers[i] == MAP_NONE) {
            memory_free(numbers);
            return NULL;
        }
    }
    return numbers;
}

static bool fold_labels(const struct label_match *labels, const struct tally *raw,
                        struct tally *spent, struct tally *tally,
                        const ptrdiff_t *unit_map)
{
    ptrdiff_t *segments[SIDE_COUNT];
    ptrdiff_t *waves = number_labels(&tally->waves, labels->waves, raw->waves.count);
    bool done = waves != NULL;
    for (int side = 0; side < SIDE_COUNT; side++) {
        segments[side] =
            number_labels(&tally->segments, labels->segments[side], raw->segments.count);
        done = done && segments[side];
    }
    const struct tally_renaming renaming = {
        .units = unit_map,
        .without_unit = TALLY_NONE,
        .segments = { segments[SIDE_EMPLOYEES], segments[SIDE_CUSTOMERS] },
        .waves = waves,
        .without_wave = { labels->without_wave[SIDE_EMPLOYEES],
                          labels->without_wave[SIDE_CUSTOMERS] },
    };
    done = done && (spent ? tally_take_renamed(tally, spent, &renaming)
                          : tally_merge_renamed(tally, raw, &renaming));
    for (int side = 0; side < SIDE_COUNT; side++)
        memory_free(segments[side]);
    memory_free(waves);
    return done;
}

static bool fold_into(const struct unit_match *match, const struct label_match *labels,
                      const struct tally *raw, struct tally *spent, struct tally *tally,
                      ptrdiff_t *unit_map)
{
    for (size_t i = 0; i < match->name_count; i++) {
        const struct unit_found *unit = &match->units[match->names[i].unit];
        unit_map[i] = unit->is_dropped
                          ? TALLY_DROPPED
                          : map_find(&tally->units, unit->name, strlen(unit->name));
    }
    return fold_labels(labels, raw, spent, tally, unit_map);
}

enum symbar_status units_fold(const struct unit_match *match,
                              const struct label_match *labels, const struct tally *raw,
                              struct tally *spent, struct tally **tally_out,
                              struct symbar_diagnostics *diagnostics)
{
    struct tally *tally = tally_create(raw->dimension_count, raw->is_weighted);
    ptrdiff_t *unit_map = memory_allocate(match->name_count, sizeof *unit_map);
    bool done = tally && unit_map;
    for (size_t u = 0; done && u < match->unit_count; u++) {
        const struct unit_found *unit = &match->units[u];
        done = unit->is_dropped ||
               map_add(&tally->units, unit->name, strlen(unit->name)) != MAP_NONE;
    }
    done = done && fold_into(match, labels, raw, spent, tally, unit_map);
    memory_free(unit_map);
    if (!done) {
        tally_free(tally);
        return fail_no_memory(diagnostics);
    }
    *tally_out = tally;
    return SYMBAR_OK;
}

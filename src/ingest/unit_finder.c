#include "ingest/unit_finder.h"

#include "base/memory.h"

#include <string.h>

static bool fold_name(struct unit_finder *finder, struct span name)
{
    bool is_alias;
    return unit_key(finder->aliases, finder->rules, name, &finder->key, &is_alias);
}

bool unit_finder_init(struct unit_finder *finder, const struct study *study,
                      const struct aliases *aliases, const struct unit_match *match,
                      const struct tally *tally)
{
    *finder = (struct unit_finder){ .rules = &study->units, .aliases = aliases };
    finder->unit_of_key = memory_allocate(match->name_count, sizeof *finder->unit_of_key);
    if (!finder->unit_of_key)
        return false;
    for (size_t i = 0; i < match->name_count; i++) {
        const struct unit_name *name = &match->names[i];
        size_t known = finder->keys.count;
        if (!fold_name(finder, (struct span){ name->text, name->byte_count }))
            return false;
        ptrdiff_t key = map_add(&finder->keys, finder->key.bytes, finder->key.byte_count);
        if (key == MAP_NONE)
            return false;
        if ((size_t)key < known)
            continue;
        const char *unit = match->units[name->unit].name;
        ptrdiff_t number = map_find(&tally->units, unit, strlen(unit));
        finder->unit_of_key[key] = number == MAP_NONE ? TALLY_DROPPED : number;
    }
    return true;
}

void unit_finder_release(struct unit_finder *finder)
{
    map_release(&finder->keys);
    memory_free(finder->unit_of_key);
    buffer_release(&finder->key);
    *finder = (struct unit_finder){ 0 };
}

bool unit_finder_find(struct unit_finder *finder, struct span name, ptrdiff_t *unit_out)
{
    if (!fold_name(finder, name))
        return false;
    ptrdiff_t key = map_find(&finder->keys, finder->key.bytes, finder->key.byte_count);
    *unit_out = key == MAP_NONE ? TALLY_NONE : finder->unit_of_key[key];
    return true;
}

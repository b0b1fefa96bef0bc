#include "ingest/spellings.h"

#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"
#include "ingest/fold.h"

#include <string.h>

bool spelling_is_better(const struct spelling *spelling, const struct spelling *than)
{
    bool has_employees =
        spelling->row_count[SIDE_EMPLOYEES] || than->row_count[SIDE_EMPLOYEES];
    enum side side = has_employees ? SIDE_EMPLOYEES : SIDE_CUSTOMERS;
    if (spelling->row_count[side] != than->row_count[side])
        return spelling->row_count[side] > than->row_count[side];
    return strcmp(spelling->text, than->text) < 0;
}

/* The thing of a text, made on first use; MAP_NONE when memory is short. */
static ptrdiff_t thing_of(struct map *things, struct buffer *key, const char *text,
                          const bool steps[STEP_COUNT])
{
    buffer_clear(key);
    fold_unit(key, span_of(text), steps);
    if (buffer_failed(key))
        return MAP_NONE;
    return map_add(things, key->bytes ? key->bytes : "", key->byte_count);
}

static bool name_things(struct arena *arena, bool trims, const struct text_list *wanted,
                        const ptrdiff_t *thing_of_wanted, struct spelling *spellings,
                        size_t count, size_t thing_count)
{
    const struct spelling **best =
        memory_allocate(thing_count, sizeof(const struct spelling *));
    const char **names = memory_allocate(thing_count, sizeof *names);
    bool done = best && names;
    for (size_t i = 0; done && i < count; i++)
        if (!best[spellings[i].thing] ||
            spelling_is_better(&spellings[i], best[spellings[i].thing]))
            best[spellings[i].thing] = &spellings[i];
    for (size_t i = wanted->count; done && i-- > 0;) {
        names[thing_of_wanted[i]] = arena_text(arena, wanted->texts[i]);
        done = names[thing_of_wanted[i]] != NULL;
    }
    for (size_t thing = 0; done && thing < thing_count; thing++) {
        if (names[thing] || !best[thing])
            continue;
        struct span text = span_of(best[thing]->text);
        text = trims ? span_trim(text) : text;
        names[thing] = arena_copy(arena, text.bytes, text.byte_count);
        done = names[thing] != NULL;
    }
    for (size_t i = 0; done && i < count; i++)
        spellings[i].name = names[spellings[i].thing];
    memory_free(best);
    memory_free(names);
    return done;
}

bool spellings_unify(struct arena *arena, const bool steps[STEP_COUNT],
                     const struct text_list *wanted, struct spelling *spellings,
                     size_t count)
{
    struct map things = { 0 };
    struct buffer key = { 0 };
    ptrdiff_t *thing_of_wanted = memory_allocate(wanted->count, sizeof *thing_of_wanted);
    bool done = thing_of_wanted != NULL;
    for (size_t i = 0; done && i < wanted->count; i++) {
        thing_of_wanted[i] = thing_of(&things, &key, wanted->texts[i], steps);
        done = thing_of_wanted[i] != MAP_NONE;
    }
    for (size_t i = 0; done && i < count; i++) {
        ptrdiff_t thing = thing_of(&things, &key, spellings[i].text, steps);
        spellings[i].thing = (size_t)thing;
        done = thing != MAP_NONE;
    }
    done = done && name_things(arena, steps[STEP_SPACING], wanted, thing_of_wanted,
                               spellings, count, things.count);
    memory_free(thing_of_wanted);
    buffer_release(&key);
    map_release(&things);
    return done;
}

#include "ingest/tally_seen.h"

#include "base/memory.h"

#include <string.h>

bool tally_seen_is_same_group(const struct tally_seen *seen, const struct cell *cells)
{
    const char *text = seen->group_key.bytes;
    size_t begin = 0;
    for (int i = 0; i < TALLY_GROUP_CELLS && seen->has_group; i++) {
        size_t byte_count = seen->ends[i] - begin;
        if (cells[i].byte_count != byte_count ||
            memcmp(cells[i].bytes, text + begin, byte_count) != 0)
            return false;
        begin = seen->ends[i];
    }
    return seen->has_group;
}

/* The texts, and then where each ends, which makes the key of the group unique. */
static bool find_group(struct tally_seen *seen, const struct cell *cells)
{
    struct buffer *key = &seen->group_key;
    if (tally_seen_is_same_group(seen, cells))
        return true;
    seen->has_group = false;
    buffer_clear(key);
    for (int i = 0; i < TALLY_GROUP_CELLS; i++) {
        buffer_append(key, cells[i].bytes, cells[i].byte_count);
        seen->ends[i] = key->byte_count;
    }
    buffer_append(key, (const char *)seen->ends, sizeof seen->ends);
    if (buffer_failed(key))
        return false;
    ptrdiff_t group = map_add(&seen->groups, key->bytes, key->byte_count);
    if (group == MAP_NONE)
        return false;
    seen->group = (size_t)group;
    seen->has_group = true;
    return true;
}

static bool is_key(const struct map *texts, size_t number, const struct cell *cell)
{
    return number < texts->count && texts->keys[number].byte_count == cell->byte_count &&
           memcmp(texts->keys[number].bytes, cell->bytes, cell->byte_count) == 0;
}

/* The number of a text, which is often the last one or the one after it. */
static bool find_text(struct map *texts, const struct cell *cell, size_t *number)
{
    if (is_key(texts, *number, cell))
        return true;
    if (is_key(texts, *number + 1, cell)) {
        ++*number;
        return true;
    }
    ptrdiff_t found = map_add(texts, cell->bytes, cell->byte_count);
    if (found != MAP_NONE)
        *number = (size_t)found;
    return found != MAP_NONE;
}

static bool set_bit(struct tally_seen *seen, struct tally_row_key *key)
{
    if (!memory_grow(&seen->bits, &seen->bit_capacity, seen->groups.count * seen->width,
                     sizeof *seen->bits))
        return false;
    uint64_t *bits = &seen->bits[key->group * seen->width + key->dimension];
    uint64_t bit = UINT64_C(1) << key->level;
    key->is_known = *bits & bit;
    *bits |= bit;
    return true;
}

static bool set_other(struct tally_seen *seen, struct tally_row_key *key)
{
    const size_t numbers[] = { key->group, key->dimension, key->level };
    size_t known = seen->others.count;
    ptrdiff_t number = map_add(&seen->others, (const char *)numbers, sizeof numbers);
    key->is_known = number != MAP_NONE && (size_t)number < known;
    return number != MAP_NONE;
}

bool tally_seen_add(struct tally_seen *seen, const struct cell *cells,
                    struct tally_row_key *key_out)
{
    if (!find_group(seen, cells) ||
        !find_text(&seen->dimensions, &cells[TALLY_GROUP_CELLS], &seen->dimension) ||
        !find_text(&seen->levels, &cells[TALLY_GROUP_CELLS + 1], &seen->level))
        return false;
    struct tally_row_key key = { seen->group, seen->dimension, seen->level, false };
    bool has_bit = key.dimension < seen->width && key.level < TALLY_LEVEL_BITS;
    if (!(has_bit ? set_bit : set_other)(seen, &key))
        return false;
    *key_out = key;
    return true;
}

void tally_seen_release(struct tally_seen *seen)
{
    map_release(&seen->groups);
    map_release(&seen->dimensions);
    map_release(&seen->levels);
    map_release(&seen->others);
    memory_free(seen->bits);
    buffer_release(&seen->group_key);
    *seen = (struct tally_seen){ 0 };
}

#include "base/map.h"

#include "base/memory.h"

#include <string.h>

/* Eight bytes at a time, each mixed by a multiplication and murmur3's final mix: short
   keys that differ in their last byte must not share the low bits. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 32);
}

static uint64_t hash_bytes(const char *bytes, size_t byte_count)
{
    uint64_t hash = byte_count;
    uint64_t word = 0;
    size_t at = 0;
    for (; at + sizeof word <= byte_count; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        hash = mix(hash, word);
    }
    for (word = 0; at < byte_count; at++)
        word = word << 8 | (unsigned char)bytes[at];
    hash = mix(hash, word);
    hash *= 0xff51afd7ed558ccdu;
    return hash ^ (hash >> 33);
}

static size_t slot_of(const struct map *map, const char *bytes, size_t byte_count,
                      uint64_t hash)
{
    size_t slot = (size_t)hash & (map->slot_count - 1);
    while (map->slots[slot]) {
        const struct map_key *key = &map->keys[map->slots[slot] - 1];
        if (key->hash == hash && key->byte_count == byte_count &&
            memcmp(key->bytes, bytes, byte_count) == 0)
            break;
        slot = (slot + 1) & (map->slot_count - 1);
    }
    return slot;
}

ptrdiff_t map_find(const struct map *map, const char *bytes, size_t byte_count)
{
    if (!map->slot_count)
        return MAP_NONE;
    size_t slot = slot_of(map, bytes, byte_count, hash_bytes(bytes, byte_count));
    return map->slots[slot] ? (ptrdiff_t)map->slots[slot] - 1 : MAP_NONE;
}

static bool widen(struct map *map)
{
    size_t slot_count = map->slot_count ? map->slot_count * 2 : 16;
    uint32_t *slots = memory_allocate(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < map->count; i++) {
        size_t slot = (size_t)map->keys[i].hash & (slot_count - 1);
        while (slots[slot])
            slot = (slot + 1) & (slot_count - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    memory_free(map->slots);
    map->slots = slots;
    map->slot_count = slot_count;
    return true;
}

ptrdiff_t map_find_likely(const struct map *map, ptrdiff_t likely, const char *bytes,
                          size_t byte_count)
{
    if (likely != MAP_NONE && map->keys[likely].byte_count == byte_count &&
        memcmp(map->keys[likely].bytes, bytes, byte_count) == 0)
        return likely;
    return map_find(map, bytes, byte_count);
}

ptrdiff_t map_add(struct map *map, const char *bytes, size_t byte_count)
{
    if ((map->count + 1) * 2 > map->slot_count && !widen(map))
        return MAP_NONE;
    uint64_t hash = hash_bytes(bytes, byte_count);
    size_t slot = slot_of(map, bytes, byte_count, hash);
    if (map->slots[slot])
        return (ptrdiff_t)map->slots[slot] - 1;
    if (map->count >= UINT32_MAX - 1 ||
        !memory_grow(&map->keys, &map->key_capacity, map->count + 1, sizeof *map->keys))
        return MAP_NONE;
    char *copy = arena_copy(&map->arena, bytes, byte_count);
    if (!copy)
        return MAP_NONE;
    map->keys[map->count] = (struct map_key){ copy, byte_count, hash };
    map->slots[slot] = (uint32_t)++map->count;
    return (ptrdiff_t)map->count - 1;
}

const char *map_key_at(const struct map *map, size_t number)
{
    return map->keys[number].bytes;
}

void map_release(struct map *map)
{
    memory_free(map->keys);
    memory_free(map->slots);
    arena_release(&map->arena);
    *map = (struct map){ 0 };
}

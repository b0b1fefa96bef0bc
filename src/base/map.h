/* A map from byte strings to small numbers, in order of insertion: keys are numbered 0,
   1, 2, ... as they come. It copies its keys. A zeroed struct is a valid empty map. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAP_NONE = -1 };

struct map_key {
    const char *bytes; /* ends in NUL */
    size_t byte_count;
    uint64_t hash;
};

struct map {
    struct arena arena;
    struct map_key *keys;
    size_t count;
    size_t key_capacity;
    uint32_t *slots; /* key number + 1; 0 is free */
    size_t slot_count;
};

/* The key's number, or MAP_NONE. */
ptrdiff_t map_find(const struct map *map, const char *bytes, size_t byte_count);

/* The same, quicker where it is the number that is most likely, which may be MAP_NONE. */
ptrdiff_t map_find_likely(const struct map *map, ptrdiff_t likely, const char *bytes,
                          size_t byte_count);

/* The key's number, new or old, or MAP_NONE when memory is short. */
ptrdiff_t map_add(struct map *map, const char *bytes, size_t byte_count);

const char *map_key_at(const struct map *map, size_t number);
void map_release(struct map *map);

#endif

/* An arena: memory that is given piece by piece and taken back all at once. One arena per
   long-lived thing (study, tally, results, document). A zeroed struct is a valid empty
   arena. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *newest;
    /* of blocks, where more than the usual few kB are better; 0: the usual. Large blocks
       are touched as far as pieces of them are given. */
    size_t block_bytes;
};

/* Zeroed and suitably aligned, or NULL. */
void *arena_allocate(struct arena *arena, size_t count, size_t size);

/* A copy that ends in NUL, or NULL; the bytes themselves may hold NULs. */
char *arena_copy(struct arena *arena, const char *bytes, size_t byte_count);
char *arena_text(struct arena *arena, const char *text);
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What `other` holds is from then on this one's. */
void arena_join(struct arena *arena, struct arena *other);

void arena_release(struct arena *arena);

#endif

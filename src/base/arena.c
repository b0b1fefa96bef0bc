#include "base/arena.h"

#include "base/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t used;
    size_t size;
    bool is_zeroed;
    alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *add_block(struct arena *arena, size_t least)
{
    const size_t usual = arena->block_bytes ? arena->block_bytes : BLOCK_BYTES;
    const size_t size = least > usual ? least : usual;
    const bool is_zeroed = !arena->block_bytes;
    if (size > SIZE_MAX - sizeof(struct arena_block))
        return NULL;
    size_t byte_count = sizeof(struct arena_block) + size;
    struct arena_block *block =
        is_zeroed ? memory_allocate(1, byte_count) : memory_allocate_bytes(byte_count);
    if (!block)
        return NULL;
    block->used = 0;
    block->size = size;
    block->is_zeroed = is_zeroed;
    block->older = arena->newest;
    arena->newest = block;
    return block;
}

void *arena_allocate(struct arena *arena, size_t count, size_t size)
{
    const size_t alignment = alignof(max_align_t);
    if (size && count > (SIZE_MAX - alignment) / size)
        return NULL;
    size_t bytes = (count * size + alignment - 1) / alignment * alignment;
    struct arena_block *block = arena->newest;
    if (!block || block->size - block->used < bytes)
        block = add_block(arena, bytes);
    if (!block)
        return NULL;
    void *piece = block->bytes + block->used;
    block->used += bytes;
    if (!block->is_zeroed)
        memset(piece, 0, bytes);
    return piece;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t byte_count)
{
    if (byte_count == SIZE_MAX)
        return NULL;
    char *copy = arena_allocate(arena, byte_count + 1, 1);
    if (copy && byte_count)
        memcpy(copy, bytes, byte_count);
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : arena_allocate(arena, (size_t)length + 1, 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void arena_join(struct arena *arena, struct arena *other)
{
    struct arena_block **end = &other->newest;
    while (*end)
        end = &(*end)->older;
    *end = arena->newest;
    arena->newest = other->newest;
    other->newest = NULL;
}

void arena_release(struct arena *arena)
{
    while (arena->newest) {
        struct arena_block *older = arena->newest->older;
        memory_free(arena->newest);
        arena->newest = older;
    }
}

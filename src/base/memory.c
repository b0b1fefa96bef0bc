#ifdef __linux__
#define _DEFAULT_SOURCE /* madvise and sbrk, which POSIX does not have */
#endif

#include "base/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#include <unistd.h>
#endif
#ifdef __linux__
#include <sys/mman.h>
#endif

/* glibc otherwise raises its bound with every large block that is freed, up to 32 MiB,
   and what reading a file took stays beside what the figures take. Blocks below it are
   taken from the heap and used again: of fresh pages, each costs a fault. */
enum { LARGE_BYTES = 4 * 1024 * 1024 };

/* With which the heap begins and by which it grows: room costs nothing before it is used.
   More than a run takes, as a rule, so that all of it is in large pages; what was freed
   is used again, and never given back: that breaks large pages into small ones. */
enum { HEAP_BYTES = 64 * 1024 * 1024 };

/* Most processors' large pages, and a multiple of any others' small ones. */
enum { HUGE_PAGE_BYTES = 2 * 1024 * 1024, SMALL_PAGE_BYTES = 4096 };

static atomic_long successes_left = -1;

static bool may_allocate(void)
{
    long left = atomic_load_explicit(&successes_left, memory_order_relaxed);
    while (left > 0 && !atomic_compare_exchange_weak(&successes_left, &left, left - 1))
        continue;
    return left != 0;
}

void memory_fail_after(long successes)
{
    atomic_store(&successes_left, successes);
}

void *memory_allocate(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return may_allocate() ? calloc(count ? count : 1, size ? size : 1) : NULL;
}

void *memory_allocate_bytes(size_t size)
{
    return may_allocate() ? malloc(size ? size : 1) : NULL;
}

void *memory_resize(void *block, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    size_t bytes = count * size;
    return may_allocate() ? realloc(block, bytes ? bytes : 1) : NULL;
}

void memory_free(void *block)
{
    free(block);
}

/* Only pages that lie in the block as a whole are asked for; where the system has none
   that are so large, the block is as it was. */
void memory_expect_filling(void *block, size_t size)
{
#ifdef MADV_HUGEPAGE
    const uintptr_t page = HUGE_PAGE_BYTES;
    uintptr_t first = ((uintptr_t)block + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)block + size) / page * page;
    if (first < end)
        (void)madvise((unsigned char *)block + (first - (uintptr_t)block), end - first,
                      MADV_HUGEPAGE);
#else
    (void)block;
    (void)size;
#endif
}

#ifdef __GLIBC__
/* The room that the heap begins with in large pages. A page that was touched stays small,
   so the heap begins a little before a large one, and all that is asked for at first is
   in that. Where another library stands in for malloc, what it gives is not of that heap.
 */
static void prepare_heap(void)
{
    uintptr_t begin = (uintptr_t)sbrk(0);
    uintptr_t over = (begin + SMALL_PAGE_BYTES) % HUGE_PAGE_BYTES;
    if (over)
        (void)sbrk((intptr_t)(HUGE_PAGE_BYTES - over));
    char *first = malloc(1);
    uintptr_t end = (uintptr_t)sbrk(0);
    size_t room = end > (uintptr_t)first ? end - (uintptr_t)first : 0;
    if (first && room <= 2 * (size_t)HEAP_BYTES)
        memory_expect_filling(first, room);
    free(first);
}
#endif

/* One heap for all threads: they seldom ask for anything, and another one would begin
   with small pages that nobody has touched. */
void memory_prepare_process(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
    mallopt(M_TOP_PAD, HEAP_BYTES);
    mallopt(M_ARENA_MAX, 1);
    prepare_heap();
#endif
}

bool memory_grow(void *items, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return true;
    size_t grown = *capacity ? *capacity : 8;
    while (grown < needed) {
        if (grown > SIZE_MAX / 2)
            return false;
        grown *= 2;
    }
    /* `items` points at the caller's typed pointer; memcpy reads and writes it without
       breaking the aliasing rules. */
    void *block;
    memcpy(&block, items, sizeof block);
    block = memory_resize(block, grown, size);
    if (!block)
        return false;
    memset((char *)block + *capacity * size, 0, (grown - *capacity) * size);
    memcpy(items, &block, sizeof block);
    *capacity = grown;
    return true;
}

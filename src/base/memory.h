/* The only place that asks the system for memory, so that a test can make the n-th
   request fail and see every caller cope. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed memory for `count` objects, or NULL; the product is checked. */
void *memory_allocate(size_t count, size_t size);

/* As realloc; the old block stays valid when NULL comes back. New bytes are not zeroed.
 */
void *memory_resize(void *block, size_t count, size_t size);
void memory_free(void *block);

/* For libraries that take allocation hooks (cJSON). */
void *memory_allocate_bytes(size_t size);

/* Makes room for at least `needed` items in a growing array (doubling). `*items` and
   `*capacity` change on success only; new items are zeroed. */
bool memory_grow(void *items, size_t *capacity, size_t needed, size_t size)
    __attribute__((warn_unused_result));

/* All of a fresh block is about to be written: the system may hand it out in large pages,
   where that saves a fault for every small one. Its content stays as it is. */
void memory_expect_filling(void *block, size_t size);

/* For a program, at its start: large blocks go back to the system when they are freed,
   whatever was asked for before, and small ones are taken from large pages where the
   system has any. */
void memory_prepare_process(void);

/* Tests only: after `successes` more requests every request fails; negative: never. */
void memory_fail_after(long successes);

#endif

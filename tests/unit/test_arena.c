#include "base/arena.h"
#include "base/memory.h"
#include "support/test.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void gives_zeroed_aligned_pieces_that_stay(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    unsigned char *pieces[500];
    for (size_t i = 0; i < 500; i++) {
        size_t size = i * 7 % 300 + 1;
        pieces[i] = arena_allocate(&arena, size, 1);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < 500; i++)
        for (size_t j = 0; j < i * 7 % 300 + 1; j++)
            assert_int_equal(pieces[i][j], i % 251);
    arena_release(&arena);
    assert_null(arena.newest);
    arena_release(&arena);
}

/* Whatever stood there before; and what does not fit is elsewhere. */
static void gives_zeroed_pieces_of_large_blocks(void **state)
{
    (void)state;
    enum { LARGE = 100000, PIECE = 999 };
    void *used = malloc(LARGE);
    assert_non_null(used);
    memset(used, 'x', LARGE);
    free(used);
    struct arena arena = { .block_bytes = LARGE };
    const struct arena_block *first = NULL;
    for (size_t given = 0; given < 2 * LARGE; given += PIECE) {
        unsigned char *piece = arena_allocate(&arena, PIECE, 1);
        assert_non_null(piece);
        for (size_t i = 0; i < PIECE; i++)
            assert_int_equal(piece[i], 0);
        first = first ? first : arena.newest;
        assert_true(given > LARGE - 2 * PIECE || arena.newest == first);
    }
    assert_null(arena_allocate(&arena, SIZE_MAX - 20, 1));
    arena_release(&arena);
}

static void takes_pieces_larger_than_a_block(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    char *small = arena_text(&arena, "small");
    char *large = arena_allocate(&arena, 1000, 1000);
    assert_non_null(large);
    memset(large, 'x', 1000 * 1000);
    assert_string_equal(small, "small");
    arena_release(&arena);
}

static void refuses_sizes_that_overflow(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    assert_null(arena_allocate(&arena, SIZE_MAX / 4, 8));
    assert_null(arena_allocate(&arena, SIZE_MAX, 1));
    assert_null(arena_copy(&arena, "", SIZE_MAX));
    assert_null(arena.newest);
}

static void copies_and_formats(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    char *copy = arena_copy(&arena, "a\0bc", 3);
    assert_memory_equal(copy, "a\0b", 4);
    assert_string_equal(arena_copy(&arena, NULL, 0), "");
    assert_string_equal(arena_format(&arena, "%s-%03d", "store", 7), "store-007");
    assert_non_null(arena_allocate(&arena, 0, 8));
    arena_release(&arena);
}

static void copes_without_memory(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    memory_fail_after(0);
    assert_null(arena_allocate(&arena, 1, 1));
    assert_null(arena_text(&arena, "x"));
    assert_null(arena_format(&arena, "x"));
    memory_fail_after(-1);
    assert_non_null(arena_text(&arena, "x"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_pieces_that_stay),
        cmocka_unit_test(gives_zeroed_pieces_of_large_blocks),
        cmocka_unit_test(takes_pieces_larger_than_a_block),
        cmocka_unit_test(refuses_sizes_that_overflow),
        cmocka_unit_test(copies_and_formats),
        cmocka_unit_test(copes_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

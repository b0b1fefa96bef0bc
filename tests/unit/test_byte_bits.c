/* Bits of 64 bytes are those that a loop over them finds. */
#include "ingest/byte_bits.h"
#include "support/random.h"
#include "support/test.h"

enum { TRIALS = 2000, ANY_BYTES = 256 };

static uint64_t find_slowly(const char *block, char wanted)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < BYTE_BITS_BLOCK; i++)
        bits |= (uint64_t)(block[i] == wanted) << i;
    return bits;
}

static void finds_each_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < BYTE_BITS_BLOCK; i++) {
        char block[BYTE_BITS_BLOCK] = { 0 };
        block[i] = '\n';
        assert_true(byte_bits_turn(byte_bits_find(block, '\n')) == (uint64_t)1 << i);
        assert_true(byte_bits_find(block, '\r') == 0);
    }
}

/* Few different bytes, so that there are many of each, or any. */
static void finds_any_byte(void **state)
{
    struct test_random random = { 20261127 };
    (void)state;
    for (size_t trial = 0; trial < TRIALS; trial++) {
        const size_t different = trial % 2 ? ANY_BYTES : 1 + trial % 5;
        const char first = (char)test_random_below(&random, ANY_BYTES);
        char block[BYTE_BITS_BLOCK];
        for (size_t i = 0; i < BYTE_BITS_BLOCK; i++)
            block[i] = (char)(first + (int)test_random_below(&random, different));
        for (int byte = 0; byte < ANY_BYTES; byte++)
            assert_true(byte_bits_turn(byte_bits_find(block, (char)byte)) ==
                        find_slowly(block, (char)byte));
    }
}

static void marks_only_what_is_wanted(void **state)
{
    struct test_random random = { 20261128 };
    (void)state;
    for (size_t trial = 0; trial < TRIALS; trial++) {
        uint8_t marks[BYTE_BITS_BLOCK];
        uint8_t expected[BYTE_BITS_BLOCK];
        uint8_t bytes[BYTE_BITS_BLOCK];
        const uint8_t wanted = (uint8_t)test_random_below(&random, 3);
        const uint8_t bits = (uint8_t)test_random_below(&random, ANY_BYTES);
        for (size_t i = 0; i < BYTE_BITS_BLOCK; i++) {
            bytes[i] = (uint8_t)test_random_below(&random, 3);
            marks[i] = (uint8_t)test_random_below(&random, ANY_BYTES);
            expected[i] = bytes[i] == wanted ? marks[i] | bits : marks[i];
        }
        byte_bits_mark(marks, bytes, wanted, bits);
        assert_memory_equal(marks, expected, sizeof marks);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_place),
        cmocka_unit_test(finds_any_byte),
        cmocka_unit_test(marks_only_what_is_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The bits of an index: which are set, and how many. */
#include "ingest/bit_places.h"
#include "ingest/csv_index.h"
#include "support/test.h"

static void test_places_are_the_numbers_of_bits(void **state)
{
    (void)state;
    for (size_t byte = 0; byte <= UINT8_MAX; byte++) {
        size_t count = 0;
        for (size_t bit = 0; bit < BIT_PLACES; bit++)
            if (byte >> bit & 1)
                assert_int_equal(bit_places[byte][count++], bit);
        assert_int_equal(csv_index_count_bits(byte), count);
        while (count < BIT_PLACES)
            assert_int_equal(bit_places[byte][count++], 0);
    }
}

static void test_bits_are_counted(void **state)
{
    (void)state;
    assert_int_equal(csv_index_count_bits(0), 0);
    assert_int_equal(csv_index_count_bits(UINT64_MAX), INDEX_BLOCK);
    assert_int_equal(csv_index_count_bits(UINT64_C(0x8000000000000001)), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_are_the_numbers_of_bits),
        cmocka_unit_test(test_bits_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

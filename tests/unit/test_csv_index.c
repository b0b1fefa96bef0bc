/* The table that the index of a stretch of text is written from. */
#include "ingest/csv_index_parts.h"
#include "support/test.h"

static void test_places_are_the_numbers_of_bits(void **state)
{
    (void)state;
    for (size_t byte = 0; byte <= UINT8_MAX; byte++) {
        size_t count = 0;
        for (size_t bit = 0; bit < INDEX_PLACES; bit++)
            if (byte >> bit & 1)
                assert_int_equal(csv_index_places[byte][count++], bit);
        assert_int_equal(count_by_byte(byte), count);
        while (count < INDEX_PLACES)
            assert_int_equal(csv_index_places[byte][count++], 0);
    }
}

static void test_bits_are_counted(void **state)
{
    (void)state;
    assert_int_equal(count_bits(0), 0);
    assert_int_equal(count_bits(UINT64_MAX), INDEX_BLOCK);
    assert_int_equal(count_bits(UINT64_C(0x8000000000000001)), 2);
    assert_true(count_by_byte(UINT64_MAX) == UINT64_C(0x0808080808080808));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_are_the_numbers_of_bits),
        cmocka_unit_test(test_bits_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

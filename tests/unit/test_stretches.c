/* Lists that are formatted by several threads, and written in their order. */
#include "base/stretches.h"
#include "support/test.h"

enum { ITEMS = 1000, STRETCH = 3 };

struct listing {
    size_t short_at; /* the item for which memory is short */
    size_t refused_at;
    size_t write_count;
    struct buffer written;
};

/* Nothing here asserts: cmocka's assertions belong to the main thread. */
static bool format(void *context, size_t first, size_t end, struct buffer *text)
{
    const struct listing *listing = context;
    for (size_t i = first; i < end; i++)
        buffer_format(text, "%zu ", i);
    return !(first <= listing->short_at && listing->short_at < end);
}

static bool take(void *context, const char *bytes, size_t byte_count)
{
    struct listing *listing = context;
    if (listing->write_count++ == listing->refused_at)
        return false;
    buffer_append(&listing->written, bytes, byte_count);
    return true;
}

static enum symbar_status write_list(struct listing *listing, size_t item_count,
                                     size_t thread_count)
{
    const struct work work = { .thread_count = thread_count };
    const struct stretched_list list = { item_count, STRETCH, format, listing };
    return stretches_write(&work, &list, (struct sink){ take, listing });
}

static void writes_all_in_order(void **state)
{
    (void)state;
    struct buffer wanted = { 0 };
    for (size_t count = 0; count <= ITEMS; count += count < 200 ? 1 : 37) {
        for (size_t threads = 1; threads <= 3; threads++) {
            struct listing listing = { SIZE_MAX, SIZE_MAX, 0, { 0 } };
            assert_int_equal(write_list(&listing, count, threads), SYMBAR_OK);
            buffer_clear(&wanted);
            for (size_t i = 0; i < count; i++)
                buffer_format(&wanted, "%zu ", i);
            assert_int_equal(listing.written.byte_count, wanted.byte_count);
            if (count)
                assert_string_equal(listing.written.bytes, wanted.bytes);
            buffer_release(&listing.written);
        }
    }
    buffer_release(&wanted);
}

static void stops_where_it_cannot_go_on(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= 3; threads++) {
        struct listing refused = { SIZE_MAX, 20, 0, { 0 } };
        struct listing without_memory = { ITEMS / 2, SIZE_MAX, 0, { 0 } };
        assert_int_equal(write_list(&refused, ITEMS, threads), SYMBAR_CANNOT_WRITE);
        assert_int_equal(refused.write_count, 21);
        assert_int_equal(write_list(&without_memory, ITEMS, threads), SYMBAR_NO_MEMORY);
        assert_true(without_memory.write_count <= ITEMS / 2 / STRETCH);
        buffer_release(&refused.written);
        buffer_release(&without_memory.written);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_all_in_order),
        cmocka_unit_test(stops_where_it_cannot_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Pieces of a file that several threads read ahead come in order, and the one in use
   stays what it is. */
#include "ingest/stored_queue.h"
#include "support/test.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { PIECES = 2000, PIECE_BYTES = 100 };

struct file {
    size_t read_count;
    size_t error_at; /* the piece that cannot be read */
};

static void read_next(void *context, struct stored_piece *piece_out)
{
    struct file *file = context;
    size_t number = file->read_count++;
    piece_out->byte_count = number < PIECES ? PIECE_BYTES : 0;
    piece_out->error = 0;
    if (number == file->error_at) {
        piece_out->byte_count = 0;
        piece_out->error = EIO;
    }
    memset(piece_out->bytes, (int)(number % 251), piece_out->byte_count);
}

static struct stored_queue *begin(struct file *file, size_t error_at)
{
    char first[PIECE_BYTES] = { 0 };
    *file = (struct file){ .read_count = 1, .error_at = error_at };
    struct stored_queue *queue =
        stored_queue_create(first, sizeof first, read_next, file);
    assert_non_null(queue);
    return queue;
}

static void expect_piece(const struct stored_piece *piece, size_t number)
{
    assert_int_equal(piece->error, 0);
    assert_int_equal(piece->byte_count, PIECE_BYTES);
    for (size_t i = 0; i < PIECE_BYTES; i++)
        assert_int_equal((unsigned char)piece->bytes[i], number % 251);
}

static void reads_what_nobody_has_read_ahead(void **state)
{
    (void)state;
    struct file file;
    struct stored_queue *queue = begin(&file, SIZE_MAX);
    for (size_t i = 0; i < PIECES; i++) {
        expect_piece(stored_queue_take(queue), i);
        assert_int_equal(file.read_count, i + 1);
    }
    assert_int_equal(stored_queue_take(queue)->byte_count, 0);
    assert_false(stored_queue_may_read_ahead(queue));
    stored_queue_free(queue);
}

static void keeps_the_piece_in_use_and_a_bound(void **state)
{
    (void)state;
    enum { MOST_AHEAD = 3 };
    struct file file;
    struct stored_queue *queue = begin(&file, SIZE_MAX);
    for (size_t i = 0; i < 100; i++) {
        const struct stored_piece *piece = stored_queue_take(queue);
        while (stored_queue_may_read_ahead(queue))
            stored_queue_read_ahead(queue);
        stored_queue_read_ahead(queue);
        assert_int_equal(file.read_count, i + 1 + MOST_AHEAD);
        expect_piece(piece, i);
    }
    stored_queue_free(queue);
}

static void tells_an_error_where_it_is(void **state)
{
    (void)state;
    struct file file;
    struct stored_queue *queue = begin(&file, 3);
    expect_piece(stored_queue_take(queue), 0);
    for (size_t i = 0; i < 4; i++)
        stored_queue_read_ahead(queue);
    assert_false(stored_queue_may_read_ahead(queue));
    assert_int_equal(file.read_count, 4);
    expect_piece(stored_queue_take(queue), 1);
    expect_piece(stored_queue_take(queue), 2);
    const struct stored_piece *piece = stored_queue_take(queue);
    assert_int_equal(piece->error, EIO);
    assert_int_equal(piece->byte_count, 0);
    stored_queue_free(queue);
}

struct reading_ahead {
    struct stored_queue *queue;
    atomic_bool is_over;
};

static void *read_ahead(void *context)
{
    struct reading_ahead *reading = context;
    while (!atomic_load(&reading->is_over))
        stored_queue_read_ahead(reading->queue);
    return NULL;
}

static void gives_pieces_in_order_whoever_reads_them(void **state)
{
    (void)state;
    enum { THREADS = 3 };
    pthread_t threads[THREADS];
    struct file file;
    struct reading_ahead reading = { .queue = begin(&file, SIZE_MAX) };
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_ahead, &reading), 0);
    for (size_t i = 0; i < PIECES; i++)
        expect_piece(stored_queue_take(reading.queue), i);
    assert_int_equal(stored_queue_take(reading.queue)->byte_count, 0);
    atomic_store(&reading.is_over, true);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    stored_queue_free(reading.queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_nobody_has_read_ahead),
        cmocka_unit_test(keeps_the_piece_in_use_and_a_bound),
        cmocka_unit_test(tells_an_error_where_it_is),
        cmocka_unit_test(gives_pieces_in_order_whoever_reads_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

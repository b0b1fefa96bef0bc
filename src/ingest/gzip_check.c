#include "ingest/gzip_check.h"

#include "base/memory.h"

#include <pthread.h>
#include <string.h>

struct gzip_check {
    const struct inflate_library *library;

    pthread_mutex_t lock;         /* holds the ends */
    struct gzip_member_end *ends; /* of members that are not checked yet */
    size_t end_count;
    size_t end_capacity;

    /* of whoever adds bytes */
    uint64_t begin; /* of the member that they are of */
    uint64_t checked;
    uint32_t crc; /* of the member so far */
    bool fails;
    uint64_t failed_end; /* as stored, of the first that does */
};

struct gzip_check *gzip_check_create(const struct inflate_library *library)
{
    struct gzip_check *check = memory_allocate(1, sizeof *check);
    if (!check)
        return NULL;
    check->library = library;
    pthread_mutex_init(&check->lock, NULL);
    return check;
}

void gzip_check_free(struct gzip_check *check)
{
    if (!check)
        return;
    pthread_mutex_destroy(&check->lock);
    memory_free(check->ends);
    memory_free(check);
}

bool gzip_check_expect(struct gzip_check *check, const struct gzip_member_end *end)
{
    pthread_mutex_lock(&check->lock);
    bool done = memory_grow(&check->ends, &check->end_capacity, check->end_count + 1,
                            sizeof *check->ends);
    if (done)
        check->ends[check->end_count++] = *end;
    pthread_mutex_unlock(&check->lock);
    return done;
}

static void add_bytes(struct gzip_check *check, const char *bytes, size_t byte_count)
{
    if (!byte_count)
        return;
    check->crc = check->library->crc32(check->crc, bytes, byte_count);
    check->checked += byte_count;
}

static void end_member(struct gzip_check *check, const struct gzip_member_end *end)
{
    uint32_t byte_count = (uint32_t)(end->end - check->begin);
    if (!check->fails && (check->crc != end->crc || byte_count != end->byte_count)) {
        check->fails = true;
        check->failed_end = end->stored_end;
    }
    check->begin = end->end;
    check->crc = 0;
}

/* The end of the next member, if no more than `most_bytes` are before it. */
static bool take_end(struct gzip_check *check, uint64_t most_bytes,
                     struct gzip_member_end *end_out)
{
    pthread_mutex_lock(&check->lock);
    bool is_there = check->end_count && check->ends[0].end - check->checked <= most_bytes;
    if (is_there) {
        *end_out = check->ends[0];
        check->end_count--;
        memmove(check->ends, check->ends + 1, check->end_count * sizeof *check->ends);
    }
    pthread_mutex_unlock(&check->lock);
    return is_there;
}

void gzip_check_add(struct gzip_check *check, const char *bytes, size_t byte_count)
{
    struct gzip_member_end end;
    while (take_end(check, byte_count, &end)) {
        size_t rest = (size_t)(end.end - check->checked);
        add_bytes(check, bytes, rest);
        bytes += rest;
        byte_count -= rest;
        end_member(check, &end);
    }
    add_bytes(check, bytes, byte_count);
}

bool gzip_check_fails(struct gzip_check *check, uint64_t *stored_end_out)
{
    gzip_check_add(check, NULL, 0);
    *stored_end_out = check->failed_end;
    return check->fails;
}

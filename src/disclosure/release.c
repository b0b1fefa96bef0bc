#include "disclosure/release.h"

#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"

#include <string.h>

/* The number of a dimension today, or dimension_count. */
static size_t dimension_find(const struct study *study, const char *id)
{
    size_t d = 0;
    while (d < study->dimension_count &&
           (!id || strcmp(study->dimensions[d].id, id) != 0))
        d++;
    return d;
}

static void add_name(struct buffer *key, const char *name)
{
    buffer_byte(key, name ? '+' : '-');
    buffer_text(key, name ? name : "");
    buffer_byte(key, '\0');
}

static void write_key(struct buffer *key, const struct result_row *row, const char *id)
{
    buffer_clear(key);
    buffer_byte(key, (char)row->scope);
    add_name(key, row->unit);
    add_name(key, row->segment_of);
    add_name(key, row->segment);
    buffer_byte(key, (char)row->segment_side);
    add_name(key, row->wave);
    buffer_text(key, id);
}

/* A row of the previous release goes by the id that a side of it has today. */
static const char *id_of(const struct previous_release *previous, size_t dimension)
{
    const char *id = previous->dimension_ids[SIDE_EMPLOYEES][dimension];
    return id ? id : previous->dimension_ids[SIDE_CUSTOMERS][dimension];
}

static bool match_rows(struct release *release, const struct study *study,
                       const struct results *results,
                       const struct previous_release *previous, struct map *keys,
                       struct buffer *key)
{
    for (size_t r = 0; r < results->row_count; r++) {
        const struct result_row *row = &results->rows[r];
        write_key(key, row, study->dimensions[row->dimension].id);
        if (buffer_failed(key) || map_add(keys, key->bytes, key->byte_count) == MAP_NONE)
            return false;
    }
    for (size_t r = 0; r < previous->row_count; r++) {
        const struct result_row *row = &previous->rows[r];
        const char *id = id_of(previous, row->dimension);
        if (!id)
            continue;
        write_key(key, row, id);
        if (buffer_failed(key))
            return false;
        ptrdiff_t today = map_find(keys, key->bytes, key->byte_count);
        if (today != MAP_NONE)
            release->before[today] = row;
        else
            release->gone[release->gone_count++].row = row;
    }
    return true;
}

static void find_dimensions(struct release *release, const struct study *study,
                            const struct previous_release *previous)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        const char *const *ids = previous->dimension_ids[side];
        for (size_t d = 0; d < previous->dimension_count; d++) {
            size_t today = dimension_find(study, ids[d]);
            if (today < study->dimension_count)
                release->is_comparable[side][today] = true;
        }
        for (size_t g = 0; g < release->gone_count; g++)
            release->gone[g].dimensions[side] =
                dimension_find(study, ids[release->gone[g].row->dimension]);
    }
}

bool release_init(struct release *release, const struct study *study,
                  const struct results *results, const struct previous_release *previous)
{
    struct map keys = { 0 };
    struct buffer key = { 0 };
    *release = (struct release){
        .before = memory_allocate(results->row_count, sizeof(struct result_row *)),
        .gone = memory_allocate(previous->row_count, sizeof *release->gone),
    };
    bool done = release->before && release->gone;
    for (int side = 0; side < SIDE_COUNT; side++) {
        release->is_comparable[side] =
            memory_allocate(study->dimension_count, sizeof *release->is_comparable[side]);
        done = done && release->is_comparable[side];
    }
    done = done && match_rows(release, study, results, previous, &keys, &key);
    if (done)
        find_dimensions(release, study, previous);
    else
        release_release(release);
    buffer_release(&key);
    map_release(&keys);
    return done;
}

void release_release(struct release *release)
{
    memory_free(release->before);
    memory_free(release->gone);
    for (int side = 0; side < SIDE_COUNT; side++)
        memory_free(release->is_comparable[side]);
    *release = (struct release){ 0 };
}

const struct side_result *release_side(const struct release *release, size_t row,
                                       enum side side, size_t dimension)
{
    const struct result_row *before = release->before[row];
    return before && release->is_comparable[side][dimension] ? before->sides[side] : NULL;
}

#include "ingest/pending.h"

#include "base/memory.h"

#include <string.h>

void answer_pack(const struct answer *answer, char bytes[PACKED_ANSWER_BYTES])
{
    memset(bytes, 0, PACKED_ANSWER_BYTES);
    bytes[0] = (char)answer->state;
    switch (answer->state) {
    case ANSWER_CODE:
        memcpy(bytes + 2, &answer->code, sizeof answer->code);
        return;
    case ANSWER_MISSING:
        bytes[1] = (char)answer->missing;
        return;
    case ANSWER_UNKNOWN:
        memcpy(bytes + 2, &answer->symbol, sizeof answer->symbol);
        return;
    }
}

static void unpack_answer(const char *bytes, struct answer *answer)
{
    *answer = (struct answer){ .state = (enum answer_state)bytes[0],
                               .missing = (enum missing_kind)bytes[1] };
    if (answer->state == ANSWER_CODE)
        memcpy(&answer->code, bytes + 2, sizeof answer->code);
    else if (answer->state == ANSWER_UNKNOWN)
        memcpy(&answer->symbol, bytes + 2, sizeof answer->symbol);
}

bool pending_add(struct pending *pending, size_t group, size_t dimension,
                 const struct answer *answers, size_t answer_count,
                 const struct weight_sums *weight)
{
    struct buffer *key = &pending->key;
    buffer_clear(key);
    buffer_append(key, (const char *)&group, sizeof group);
    buffer_append(key, (const char *)&dimension, sizeof dimension);
    for (size_t i = 0; i < answer_count; i++) {
        char bytes[PACKED_ANSWER_BYTES];
        answer_pack(&answers[i], bytes);
        buffer_append(key, bytes, sizeof bytes);
    }
    if (buffer_failed(key) ||
        !memory_grow(&pending->counts, &pending->count_capacity,
                     pending->combinations.count + 1, sizeof *pending->counts) ||
        (weight &&
         !memory_grow(&pending->weights, &pending->weight_capacity,
                      pending->combinations.count + 1, sizeof *pending->weights)))
        return false;
    ptrdiff_t number = map_add(&pending->combinations, key->bytes, key->byte_count);
    if (number == MAP_NONE)
        return false;
    pending->counts[number]++;
    if (weight)
        weight_sums_merge(&pending->weights[number], weight);
    return true;
}

size_t pending_count(const struct pending *pending)
{
    return pending->combinations.count;
}

const struct weight_sums *pending_weights(const struct pending *pending, size_t number)
{
    return pending->weights ? &pending->weights[number] : NULL;
}

size_t pending_dimension(const struct pending *pending, size_t number)
{
    size_t dimension;
    memcpy(&dimension, map_key_at(&pending->combinations, number) + sizeof(size_t),
           sizeof dimension);
    return dimension;
}

uint64_t pending_at(const struct pending *pending, size_t number, size_t *group_out,
                    size_t *dimension_out, struct answer *answers_out,
                    size_t answer_count)
{
    const char *bytes = map_key_at(&pending->combinations, number);
    memcpy(group_out, bytes, sizeof *group_out);
    *dimension_out = pending_dimension(pending, number);
    bytes += 2 * sizeof(size_t);
    for (size_t i = 0; i < answer_count; i++)
        unpack_answer(bytes + i * PACKED_ANSWER_BYTES, &answers_out[i]);
    return pending->counts[number];
}

void pending_release(struct pending *pending)
{
    map_release(&pending->combinations);
    memory_free(pending->counts);
    memory_free(pending->weights);
    buffer_release(&pending->key);
    *pending = (struct pending){ 0 };
}

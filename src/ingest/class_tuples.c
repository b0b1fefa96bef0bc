#include "ingest/class_tuples.h"

#include "base/memory.h"

enum {
    FIRST_PLACES = 1024,
    MOST_TUPLES = 1 << 18,
    PLACES = 2, /* of each tuple, at least */
    MOST_PROBES = 32
};

static size_t place_of(const struct class_tuples *tuples, const struct class_tuple *tuple)
{
    uint64_t hash = tuple->halves[0] * UINT64_C(0x9fb21c651e98df25);
    hash = (hash ^ hash >> 32) + tuple->halves[1];
    hash *= UINT64_C(0xd6e8feb86659fd93);
    hash = (hash ^ hash >> 32) * UINT64_C(0x9fb21c651e98df25);
    return (size_t)(hash >> 32) & (tuples->place_count - 1);
}

static bool is_free(const struct class_tuple *tuple)
{
    return !(tuple->halves[0] | tuple->halves[1]);
}

static bool are_same(const struct class_tuple *a, const struct class_tuple *b)
{
    return !((a->halves[0] ^ b->halves[0]) | (a->halves[1] ^ b->halves[1]));
}

/* Where a tuple is or may be put; place_count: neither. */
static size_t search(const struct class_tuples *tuples, const struct class_tuple *tuple)
{
    size_t place = place_of(tuples, tuple);
    for (size_t probe = 0; probe < MOST_PROBES; probe++) {
        size_t own = (place + probe) & (tuples->place_count - 1);
        if (are_same(&tuples->tuples[own], tuple) || is_free(&tuples->tuples[own]))
            return own;
    }
    return tuples->place_count;
}

uint64_t class_tuples_find(const struct class_tuples *tuples,
                           const struct class_tuple of_rows[RUN_MOST_ROWS], uint64_t rows,
                           uint32_t numbers[RUN_MOST_ROWS])
{
    uint64_t unknown = 0;
    if (!tuples->place_count)
        return rows;
    /* memory is waited for but once, for all rows */
    for (uint64_t left = rows; left; left &= left - 1) {
        size_t place = place_of(tuples, &of_rows[__builtin_ctzll(left)]);
        __builtin_prefetch(&tuples->tuples[place]);
        __builtin_prefetch(&tuples->numbers[place]);
    }
    for (uint64_t left = rows; left; left &= left - 1) {
        size_t r = (size_t)__builtin_ctzll(left);
        size_t place = search(tuples, &of_rows[r]);
        bool is_known =
            place < tuples->place_count && are_same(&tuples->tuples[place], &of_rows[r]);
        if (is_known)
            numbers[r] = tuples->numbers[place];
        else
            unknown |= (uint64_t)1 << r;
    }
    return unknown;
}

static void put(struct class_tuples *tuples, const struct class_tuple *tuple,
                uint32_t number)
{
    size_t place = search(tuples, tuple);
    if (place == tuples->place_count)
        return;
    tuples->count += is_free(&tuples->tuples[place]);
    tuples->tuples[place] = *tuple;
    tuples->numbers[place] = number;
}

static bool grow(struct class_tuples *tuples)
{
    size_t count = tuples->place_count ? 2 * tuples->place_count : FIRST_PLACES;
    struct class_tuples larger = {
        .tuples = memory_allocate(count, sizeof *larger.tuples),
        .numbers = memory_allocate(count, sizeof *larger.numbers),
        .place_count = count,
    };
    if (!larger.tuples || !larger.numbers) {
        class_tuples_release(&larger);
        return false;
    }
    for (size_t i = 0; i < tuples->place_count; i++)
        if (!is_free(&tuples->tuples[i]))
            put(&larger, &tuples->tuples[i], tuples->numbers[i]);
    class_tuples_release(tuples);
    *tuples = larger;
    return true;
}

bool class_tuples_add(struct class_tuples *tuples, const struct class_tuple *tuple,
                      uint32_t number)
{
    if (tuples->count >= MOST_TUPLES)
        return true;
    if (tuples->count * PLACES >= tuples->place_count && !grow(tuples))
        return false;
    put(tuples, tuple, number);
    return true;
}

void class_tuples_release(struct class_tuples *tuples)
{
    memory_free(tuples->tuples);
    memory_free(tuples->numbers);
    *tuples = (struct class_tuples){ 0 };
}

#include "ingest/quick_counts.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

enum { FIRST_GROUPS = 16 };

/* Room for more groups, in which each begins a line again. */
static bool grow(struct quick_counts *counts, size_t needed)
{
    const size_t stride = quick_counts_stride(counts);
    const size_t used = counts->group_count * stride;
    size_t count = counts->group_count ? counts->group_count : FIRST_GROUPS;
    while (count < needed)
        count *= 2;
    uint8_t *memory = memory_allocate(2 * count * stride + QUICK_LINE, 1);
    if (!memory)
        return false;
    uint8_t *bytes = memory + (0 - (uintptr_t)memory) % QUICK_LINE;
    if (used) {
        memcpy(bytes, counts->bytes, used);
        memcpy(bytes + count * stride, counts->bytes + used, used);
    }
    memory_free(counts->memory);
    counts->memory = memory;
    counts->bytes = bytes;
    counts->group_count = count;
    return true;
}

uint8_t *quick_counts_of(struct quick_counts *counts, size_t group)
{
    size_t stride = quick_counts_stride(counts);
    if (group >= SIZE_MAX / 4 / stride - FIRST_GROUPS ||
        (group >= counts->group_count && !grow(counts, group + 1)))
        return NULL;
    return counts->bytes + group * stride;
}

void quick_counts_bring_near(struct quick_counts *counts, size_t item)
{
    size_t places = quick_counts_stride(counts) / QUICK_HALF;
    bool has_room = 1 + counts->item_count + counts->near_count < places;
    if (has_room && item <= UINT16_MAX && !quick_counts_near_place(counts, item))
        counts->near_items[counts->near_count++] = (uint16_t)item;
}

/* The rows that are counted: their groups' counters, and which they are. */
struct counted {
    size_t count;
    uint8_t *of_groups[RUN_MOST_ROWS];
    uint8_t rows[RUN_MOST_ROWS];
};

/* Whether items have any text of the second half in a run. */
static bool has_others(const uint8_t *texts, size_t item_count)
{
    uint8_t all = 0;
    for (size_t i = 0; i < item_count * RUN_MOST_ROWS; i++)
        all |= texts[i];
    return all >= QUICK_HALF;
}

/* Which half a text is in would be guessed wrong. */
static void count_item(const struct quick_counts *counts, const struct counted *counted,
                       size_t item, const uint8_t *texts)
{
    const size_t first = (1 + item) * QUICK_HALF;
    const size_t near = quick_counts_near_place(counts, item);
    const size_t second =
        near ? near * QUICK_HALF : first + quick_counts_distance(counts);
    const size_t further =
        second - first - QUICK_HALF; /* than it would follow the first */
    for (size_t i = 0; i < counted->count; i++) {
        size_t text = texts[counted->rows[i]];
        ++counted->of_groups[i][first + text + text / QUICK_HALF * further];
    }
}

enum { ITEMS_AT_ONCE = 4 };

/* Items without texts of the second half. */
static void count_items(const struct counted *counted, size_t item, const uint8_t *texts)
{
    for (size_t i = 0; i < counted->count; i++) {
        uint8_t *of_item = counted->of_groups[i] + (1 + item) * QUICK_HALF;
        const uint8_t *own = texts + counted->rows[i];
        for (size_t next = 0; next < ITEMS_AT_ONCE; next++)
            ++of_item[next * QUICK_HALF + own[next * RUN_MOST_ROWS]];
    }
}

static void add_portably(const struct quick_counts *counts,
                         uint8_t *const of_groups[RUN_MOST_ROWS], const uint8_t *texts,
                         uint64_t rows)
{
    const size_t item_count = counts->item_count;
    struct counted counted;
    counted.count = 0;
    for (; rows; rows &= rows - 1) {
        size_t r = (size_t)__builtin_ctzll(rows);
        counted.of_groups[counted.count] = of_groups[r];
        counted.rows[counted.count++] = (uint8_t)r;
        ++*of_groups[r];
    }
    for (size_t item = 0; item < item_count;) {
        const uint8_t *own = texts + item * RUN_MOST_ROWS;
        if (item_count - item < ITEMS_AT_ONCE || has_others(own, ITEMS_AT_ONCE)) {
            count_item(counts, &counted, item, own);
            item++;
        } else {
            count_items(&counted, item, own);
            item += ITEMS_AT_ONCE;
        }
    }
}

void quick_counts_add(const struct quick_counts *counts, enum instructions instructions,
                      uint8_t *const of_groups[RUN_MOST_ROWS], const uint8_t *texts,
                      uint64_t rows)
{
    quick_counts_adding *add = add_portably;
#if defined(__x86_64__)
    if (instructions == INSTRUCTIONS_AVX512)
        add = quick_counts_add_avx512;
    if (instructions == INSTRUCTIONS_AVX2)
        add = quick_counts_add_avx2;
#else
    (void)instructions;
#endif
    add(counts, of_groups, texts, rows);
}

static void add_wide(uint16_t *restrict wide, const uint8_t *restrict bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        wide[i] = (uint16_t)(wide[i] + bytes[i]);
}

/* Both halves of a group's bytes begin anew. */
static void empty(struct quick_counts *counts, size_t group)
{
    size_t stride = quick_counts_stride(counts);
    uint8_t *bytes = counts->bytes + group * stride;
    memset(bytes, 0, stride);
    memset(bytes + quick_counts_distance(counts), 0, stride);
}

bool quick_counts_move(struct quick_counts *counts, size_t group)
{
    size_t stride = quick_counts_stride(counts);
    if (!memory_grow(&counts->wide, &counts->wide_capacity, (group + 1) * 2 * stride,
                     sizeof *counts->wide))
        return false;
    const uint8_t *bytes = counts->bytes + group * stride;
    uint16_t *wide = counts->wide + group * 2 * stride;
    assert(*wide + *bytes <= UINT16_MAX);
    add_wide(wide, bytes, stride);
    add_wide(wide + stride, bytes + quick_counts_distance(counts), stride);
    empty(counts, group);
    return true;
}

static void take_half(uint32_t *restrict taken, const uint8_t *restrict bytes,
                      const uint16_t *restrict wide)
{
    for (size_t i = 0; i < QUICK_HALF; i++)
        taken[i] = bytes[i] + (uint32_t)wide[i];
}

const uint32_t *quick_counts_take(struct quick_counts *counts, size_t group)
{
    static const uint16_t none[QUICK_HALF];
    const size_t stride = quick_counts_stride(counts);
    uint8_t *bytes = quick_counts_of(counts, group);
    if (!bytes ||
        !memory_grow(&counts->taken, &counts->taken_capacity,
                     1 + counts->item_count * QUICK_TEXTS, sizeof *counts->taken))
        return NULL;
    bool was_moved = (group + 1) * 2 * stride <= counts->wide_capacity;
    uint16_t *wide = was_moved ? counts->wide + group * 2 * stride : NULL;
    uint32_t *taken = counts->taken;
    *taken++ = *bytes + (wide ? *wide : 0U);
    for (size_t item = 0; item < counts->item_count; item++)
        for (size_t text = 0; text < QUICK_TEXTS; text += QUICK_HALF) {
            const uint8_t *at = quick_counts_at(counts, bytes, item, text);
            size_t place = (size_t)(at - bytes);
            if (place >= stride)
                place -= quick_counts_distance(counts) - stride;
            take_half(taken, at, wide ? wide + place : none);
            taken += QUICK_HALF;
        }
    empty(counts, group);
    if (wide)
        memset(wide, 0, 2 * stride * sizeof *wide);
    return counts->taken;
}

void quick_counts_release(struct quick_counts *counts)
{
    memory_free(counts->memory);
    memory_free(counts->wide);
    memory_free(counts->taken);
    *counts = (struct quick_counts){ 0 };
}

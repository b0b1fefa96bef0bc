#include "ingest/quick_counts.h"

#include "base/memory.h"

#include <string.h>

/* More room, in which the bytes begin a line again. */
static bool grow(struct quick_counts *counts, size_t byte_count)
{
    size_t first = counts->first;
    if (!memory_grow(&counts->bytes, &counts->capacity, byte_count + QUICK_LINE, 1))
        return false;
    counts->first = (0 - (uintptr_t)counts->bytes) % QUICK_LINE;
    if (counts->first == first)
        return true;
    size_t kept = counts->capacity - QUICK_LINE;
    memmove(counts->bytes + counts->first, counts->bytes + first, kept);
    memset(counts->bytes + counts->first + kept, 0, QUICK_LINE - counts->first);
    return true;
}

uint8_t *quick_counts_of(struct quick_counts *counts, size_t group)
{
    size_t stride = quick_counts_stride(counts);
    if (group >= SIZE_MAX / stride - 2)
        return NULL;
    if (counts->first + (group + 1) * stride > counts->capacity &&
        !grow(counts, (group + 1) * stride))
        return NULL;
    return counts->bytes + counts->first + group * stride;
}

static void add_portably(const struct quick_counts *counts,
                         uint8_t *const of_groups[RUN_MOST_ROWS], const uint8_t *texts,
                         uint64_t rows)
{
    size_t offsets[QUICK_TEXTS];
    for (size_t text = 0; text < QUICK_TEXTS; text++)
        offsets[text] = quick_counts_offset(counts, text);
    for (; rows; rows &= rows - 1) {
        size_t r = (size_t)__builtin_ctzll(rows);
        uint8_t *of_item = of_groups[r];
        ++*of_item;
        for (size_t item = 0; item < counts->item_count; item++) {
            of_item += QUICK_HALF;
            of_item[offsets[texts[item * RUN_MOST_ROWS + r]]]++;
        }
    }
}

void quick_counts_add(const struct quick_counts *counts, enum instructions instructions,
                      uint8_t *const of_groups[RUN_MOST_ROWS], const uint8_t *texts,
                      uint64_t rows)
{
#if defined(__x86_64__)
    if (instructions == INSTRUCTIONS_AVX2) {
        quick_counts_add_avx2(counts, of_groups, texts, rows);
        return;
    }
#else
    (void)instructions;
#endif
    add_portably(counts, of_groups, texts, rows);
}

bool quick_counts_move(struct quick_counts *counts, size_t group)
{
    size_t stride = quick_counts_stride(counts);
    if (!memory_grow(&counts->wide, &counts->wide_capacity, (group + 1) * stride,
                     sizeof *counts->wide))
        return false;
    uint8_t *restrict bytes = counts->bytes + counts->first + group * stride;
    uint16_t *restrict wide = counts->wide + group * stride;
    for (size_t i = 0; i < stride; i++)
        wide[i] = (uint16_t)(wide[i] + bytes[i]);
    memset(bytes, 0, stride);
    return true;
}

size_t quick_counts_groups(const struct quick_counts *counts)
{
    return (counts->capacity - counts->first) / quick_counts_stride(counts);
}

const uint32_t *quick_counts_take(struct quick_counts *counts, size_t group)
{
    const size_t stride = quick_counts_stride(counts);
    uint8_t *bytes = quick_counts_of(counts, group);
    if (!bytes ||
        !memory_grow(&counts->taken, &counts->taken_capacity,
                     1 + counts->item_count * QUICK_TEXTS, sizeof *counts->taken))
        return NULL;
    bool was_moved = (group + 1) * stride <= counts->wide_capacity;
    uint16_t *wide = was_moved ? counts->wide + group * stride : NULL;
    uint32_t *taken = counts->taken;
    *taken++ = *bytes + (wide ? *wide : 0U);
    for (size_t item = 0; item < counts->item_count; item++)
        for (size_t text = 0; text < QUICK_TEXTS; text++) {
            const uint8_t *at = quick_counts_at(counts, bytes, item, text);
            *taken++ = *at + (wide ? wide[at - bytes] : 0U);
        }
    memset(bytes, 0, stride);
    if (wide)
        memset(wide, 0, stride * sizeof *wide);
    return counts->taken;
}

void quick_counts_release(struct quick_counts *counts)
{
    memory_free(counts->bytes);
    memory_free(counts->wide);
    memory_free(counts->taken);
    *counts = (struct quick_counts){ 0 };
}

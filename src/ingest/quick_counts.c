#include "ingest/quick_counts.h"

#include "base/memory.h"

#include <string.h>

uint8_t *quick_counts_of(struct quick_counts *counts, size_t group)
{
    size_t stride = quick_counts_stride(counts);
    if (group >= SIZE_MAX / stride - 1 ||
        !memory_grow(&counts->bytes, &counts->capacity, (group + 1) * stride, 1))
        return NULL;
    return counts->bytes + group * stride;
}

bool quick_counts_move(struct quick_counts *counts, size_t group)
{
    size_t stride = quick_counts_stride(counts);
    if (!memory_grow(&counts->wide, &counts->wide_capacity, (group + 1) * stride,
                     sizeof *counts->wide))
        return false;
    uint8_t *restrict bytes = counts->bytes + group * stride;
    uint16_t *restrict wide = counts->wide + group * stride;
    for (size_t i = 0; i < stride; i++)
        wide[i] = (uint16_t)(wide[i] + bytes[i]);
    memset(bytes, 0, stride);
    return true;
}

size_t quick_counts_groups(const struct quick_counts *counts)
{
    return counts->capacity / quick_counts_stride(counts);
}

const uint32_t *quick_counts_take(struct quick_counts *counts, size_t group)
{
    size_t stride = quick_counts_stride(counts);
    uint8_t *bytes = quick_counts_of(counts, group);
    if (!bytes || !memory_grow(&counts->taken, &counts->taken_capacity, stride,
                               sizeof *counts->taken))
        return NULL;
    for (size_t i = 0; i < stride; i++)
        counts->taken[i] = bytes[i];
    memset(bytes, 0, stride);
    if ((group + 1) * stride <= counts->wide_capacity) {
        uint16_t *wide = counts->wide + group * stride;
        for (size_t i = 0; i < stride; i++)
            counts->taken[i] += wide[i];
        memset(wide, 0, stride * sizeof *wide);
    }
    return counts->taken;
}

void quick_counts_release(struct quick_counts *counts)
{
    memory_free(counts->bytes);
    memory_free(counts->wide);
    memory_free(counts->taken);
    *counts = (struct quick_counts){ 0 };
}

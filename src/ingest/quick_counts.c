#include "ingest/quick_counts.h"

#include "base/memory.h"

#include <string.h>

static size_t stride_of(const struct quick_counts *counts)
{
    return (counts->item_count + 1) * QUICK_TEXTS;
}

uint8_t *quick_counts_of(struct quick_counts *counts, size_t group)
{
    size_t stride = stride_of(counts);
    if (group >= SIZE_MAX / stride - 1 ||
        !memory_grow(&counts->bytes, &counts->capacity, (group + 1) * stride, 1))
        return NULL;
    return counts->bytes + group * stride;
}

size_t quick_counts_groups(const struct quick_counts *counts)
{
    return counts->capacity / stride_of(counts);
}

void quick_counts_clear(struct quick_counts *counts, size_t group)
{
    size_t stride = stride_of(counts);
    memset(counts->bytes + group * stride, 0, stride);
}

void quick_counts_release(struct quick_counts *counts)
{
    memory_free(counts->bytes);
    *counts = (struct quick_counts){ 0 };
}

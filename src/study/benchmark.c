#include "study/benchmark.h"

#include "base/memory.h"

#include <math.h>

bool benchmark_init(struct benchmark *benchmark, size_t dimension_count)
{
    benchmark->figures =
        memory_allocate(dimension_count, SIDE_COUNT * sizeof *benchmark->figures);
    benchmark->dimension_count = benchmark->figures ? dimension_count : 0;
    return benchmark->figures != NULL;
}

void benchmark_release(struct benchmark *benchmark)
{
    memory_free(benchmark->figures);
    *benchmark = (struct benchmark){ 0 };
}

struct benchmark_figure *benchmark_at(const struct benchmark *benchmark, size_t dimension,
                                      enum side side)
{
    return &benchmark->figures[dimension * SIDE_COUNT + (size_t)side];
}

bool benchmark_is_index(double value)
{
    return value >= 0 && value <= 100;
}

bool benchmark_is_n(double value)
{
    return value >= 1 && value <= 9007199254740992.0 && value == floor(value);
}

/* Answers at both ends, half and half: 50, and a little more of few. */
bool benchmark_is_sd(double value)
{
    return value >= 0 && value <= 100;
}

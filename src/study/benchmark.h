/* What others score: per dimension and side of the study an index, from a report or a
   tally of theirs, or from a table. */
#ifndef STUDY_BENCHMARK_H
#define STUDY_BENCHMARK_H

#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

struct benchmark_figure {
    bool is_known;
    double index; /* 0 to 100 */
    bool has_n;
    double n; /* respondents, at least 1 */
    bool has_sd;
    double sd; /* of the index, 0 or more */
};

/* Zeroed: there is none. */
struct benchmark {
    struct benchmark_figure *figures; /* SIDE_COUNT per dimension */
    size_t dimension_count;
};

/* False when memory is short. */
bool benchmark_init(struct benchmark *benchmark, size_t dimension_count)
    __attribute__((warn_unused_result));
void benchmark_release(struct benchmark *benchmark);

struct benchmark_figure *benchmark_at(const struct benchmark *benchmark, size_t dimension,
                                      enum side side);

/* Whether an index, a number of respondents and a standard deviation can be. */
bool benchmark_is_index(double value);
bool benchmark_is_n(double value);
bool benchmark_is_sd(double value);

#endif

/* The benchmark that a study names: a report or a tally of others, or a table. */
#ifndef API_BENCHMARK_H
#define API_BENCHMARK_H

#include "base/diagnostics.h"
#include "study/benchmark.h"

/* Reads study->benchmark; without one `*benchmark_out` is empty. It is released by the
   caller and set on success only. */
enum symbar_status
benchmark_load(const struct study *study, struct benchmark *benchmark_out,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

/* Both sides, and their gap, against what others score. */
#ifndef ANALYSIS_BENCHMARK_H
#define ANALYSIS_BENCHMARK_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "study/benchmark.h"

/* Fills results->benchmark, from what is shown of the whole; nothing without figures.
   Only memory can be short. */
enum symbar_status
analysis_benchmark(const struct study *study, const struct benchmark *benchmark,
                   struct results *results,
                   struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

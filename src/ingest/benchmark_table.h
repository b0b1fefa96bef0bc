/* A benchmark as a table: a CSV with the columns dimension, side and index, and n and sd
   where they are known. */
#ifndef INGEST_BENCHMARK_TABLE_H
#define INGEST_BENCHMARK_TABLE_H

#include "base/diagnostics.h"
#include "study/benchmark.h"

/* Fills figures of an initialised benchmark. A dimension is met by its id or its label;
   others are passed over. What cannot be a figure, and a second one of a dimension and
   side, is refused with its line. */
enum symbar_status
benchmark_table_read(const struct study *study, struct benchmark *benchmark,
                     struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

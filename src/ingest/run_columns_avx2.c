#include "ingest/run_columns.h"

#if defined(__x86_64__)

#define FIND_NAME run_columns_find_avx2
#define FIND_TARGET __attribute__((target("avx2,bmi,popcnt")))
#define count_bits(mask) ((size_t)__builtin_popcountll(mask))
#include "ingest/run_columns_find.h"

#endif

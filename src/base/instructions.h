/* The instruction sets that files are read and simulations run with. Which one is used
   makes no difference but in time. */
#ifndef BASE_INSTRUCTIONS_H
#define BASE_INSTRUCTIONS_H

#include <stdbool.h>

enum instructions {
    INSTRUCTIONS_BEST,   /* of those that this processor has */
    INSTRUCTIONS_ROWS,   /* every row is read by libcsv, and counted alone */
    INSTRUCTIONS_LIBCSV, /* libcsv says where cells end; the rest goes by the best */
    INSTRUCTIONS_PORTABLE,
    INSTRUCTIONS_SSE2,
    INSTRUCTIONS_AVX2,
    INSTRUCTIONS_AVX512, /* as of Ice Lake and Zen 4: with VBMI2 and VNNI */
    INSTRUCTIONS_NEON,
    INSTRUCTIONS_COUNT
};

/* Whether this program and this processor know them. */
bool instructions_are_there(enum instructions instructions);

/* The best there is. */
enum instructions instructions_best(void);

/* By what is computed where these are wanted: one of the sets. */
enum instructions instructions_to_compute(enum instructions wanted);

/* Whether that has AVX2. */
bool instructions_have_avx2(enum instructions wanted);

/* "best", "rows", "libcsv", "portable", "sse2", "avx2", "avx512", "neon". */
const char *instructions_name(enum instructions instructions);

/* False when there is no such name. */
bool instructions_find(const char *name, enum instructions *instructions_out);

#endif

/* The instruction sets that the scan of CSV text is written for. Which one is used makes
   no difference but in time. */
#ifndef INGEST_INSTRUCTIONS_H
#define INGEST_INSTRUCTIONS_H

#include <stdbool.h>

enum instructions {
    INSTRUCTIONS_BEST, /* of those that this processor has */
    INSTRUCTIONS_PORTABLE,
    INSTRUCTIONS_SSE2,
    INSTRUCTIONS_AVX2,
    INSTRUCTIONS_NEON,
    INSTRUCTIONS_COUNT
};

/* Whether this program and this processor know them. */
bool instructions_are_there(enum instructions instructions);

/* The best there is. */
enum instructions instructions_best(void);

/* "best", "portable", "sse2", "avx2", "neon". */
const char *instructions_name(enum instructions instructions);

/* False when there is no such name. */
bool instructions_find(const char *name, enum instructions *instructions_out);

#endif

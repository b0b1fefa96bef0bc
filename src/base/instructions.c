#include "base/instructions.h"

#include <stddef.h>
#include <string.h>

static const char *const names[INSTRUCTIONS_COUNT] = {
    [INSTRUCTIONS_BEST] = "best",     [INSTRUCTIONS_ROWS] = "rows",
    [INSTRUCTIONS_LIBCSV] = "libcsv", [INSTRUCTIONS_PORTABLE] = "portable",
    [INSTRUCTIONS_SSE2] = "sse2",     [INSTRUCTIONS_AVX2] = "avx2",
    [INSTRUCTIONS_NEON] = "neon",
};

bool instructions_are_there(enum instructions instructions)
{
    switch (instructions) {
    case INSTRUCTIONS_BEST:
    case INSTRUCTIONS_ROWS:
    case INSTRUCTIONS_LIBCSV:
    case INSTRUCTIONS_PORTABLE:
        return true;
#if defined(__x86_64__)
    case INSTRUCTIONS_SSE2:
        return true;
    case INSTRUCTIONS_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
               __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
    case INSTRUCTIONS_NEON:
        return false;
#else
    case INSTRUCTIONS_SSE2:
    case INSTRUCTIONS_AVX2:
        return false;
    case INSTRUCTIONS_NEON:
#if defined(__aarch64__)
        return true;
#else
        return false;
#endif
#endif
    case INSTRUCTIONS_COUNT:
        break;
    }
    return false;
}

enum instructions instructions_best(void)
{
    static const enum instructions wanted[] = { INSTRUCTIONS_AVX2, INSTRUCTIONS_SSE2,
                                                INSTRUCTIONS_NEON };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (instructions_are_there(wanted[i]))
            return wanted[i];
    return INSTRUCTIONS_PORTABLE;
}

enum instructions instructions_to_compute(enum instructions wanted)
{
    if (wanted == INSTRUCTIONS_BEST || wanted == INSTRUCTIONS_LIBCSV)
        return instructions_best();
    return wanted == INSTRUCTIONS_ROWS ? INSTRUCTIONS_PORTABLE : wanted;
}

bool instructions_are_avx2(enum instructions wanted)
{
    return instructions_to_compute(wanted) == INSTRUCTIONS_AVX2;
}

const char *instructions_name(enum instructions instructions)
{
    return names[instructions];
}

bool instructions_find(const char *name, enum instructions *instructions_out)
{
    for (int i = 0; i < INSTRUCTIONS_COUNT; i++) {
        if (strcmp(names[i], name) != 0)
            continue;
        *instructions_out = (enum instructions)i;
        return true;
    }
    return false;
}

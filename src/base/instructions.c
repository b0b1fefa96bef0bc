#include "base/instructions.h"

#include <stddef.h>
#include <string.h>

static const char *const names[INSTRUCTIONS_COUNT] = {
    [INSTRUCTIONS_BEST] = "best",     [INSTRUCTIONS_ROWS] = "rows",
    [INSTRUCTIONS_LIBCSV] = "libcsv", [INSTRUCTIONS_PORTABLE] = "portable",
    [INSTRUCTIONS_SSE2] = "sse2",     [INSTRUCTIONS_AVX2] = "avx2",
    [INSTRUCTIONS_AVX512] = "avx512", [INSTRUCTIONS_NEON] = "neon",
};

#if defined(__x86_64__)
enum { IS_X86 = true, IS_ARM = false };

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
}

static bool has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2") &&
           __builtin_cpu_supports("avx512vnni") &&
           __builtin_cpu_supports("avx512vpopcntdq");
}
#else
#if defined(__aarch64__)
enum { IS_X86 = false, IS_ARM = true };
#else
enum { IS_X86 = false, IS_ARM = false };
#endif

static bool has_avx2(void)
{
    return false;
}

static bool has_avx512(void)
{
    return false;
}
#endif

bool instructions_are_there(enum instructions instructions)
{
    switch (instructions) {
    case INSTRUCTIONS_BEST:
    case INSTRUCTIONS_ROWS:
    case INSTRUCTIONS_LIBCSV:
    case INSTRUCTIONS_PORTABLE:
        return true;
    case INSTRUCTIONS_SSE2:
        return IS_X86;
    case INSTRUCTIONS_AVX2:
        return has_avx2();
    case INSTRUCTIONS_AVX512:
        return has_avx512();
    case INSTRUCTIONS_NEON:
        return IS_ARM;
    case INSTRUCTIONS_COUNT:
        break;
    }
    return false;
}

enum instructions instructions_best(void)
{
    static const enum instructions wanted[] = { INSTRUCTIONS_AVX512, INSTRUCTIONS_AVX2,
                                                INSTRUCTIONS_SSE2, INSTRUCTIONS_NEON };
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

bool instructions_have_avx2(enum instructions wanted)
{
    enum instructions own = instructions_to_compute(wanted);
    return own == INSTRUCTIONS_AVX2 || own == INSTRUCTIONS_AVX512;
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

/* Random numbers for property tests, the same on every machine: SplitMix64 (Steele, Lea &
   Flood 2014). The state is the seed; nothing else is kept. */
#ifndef SUPPORT_RANDOM_H
#define SUPPORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct test_random {
    uint64_t state;
};

uint64_t test_random_bits(struct test_random *random);
/* 0 to bound - 1; bound >= 1, small against 2^64. */
size_t test_random_below(struct test_random *random, size_t bound);
/* 0 <= x < 1. */
double test_random_unit(struct test_random *random);

#endif

/* Random numbers that are the same on every machine and in every run: xoshiro256**
   (Blackman & Vigna 2018), its state filled from a seed by SplitMix64. Every simulation
   starts from a seed of its own, so that a figure does not depend on what was computed
   before it. */
#ifndef STATS_RANDOM_H
#define STATS_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state[4];
    bool has_spare;
    double spare; /* normal numbers come in twos */
};

void random_seed(struct random *random, uint64_t seed);
uint64_t random_bits(struct random *random);

/* 0 to bound - 1, all equally likely; bound >= 1. */
uint32_t random_below(struct random *random, uint32_t bound);

/* 0 <= x < 1. */
double random_unit(struct random *random);

/* Standard normal, by Marsaglia's polar method (1964). */
double random_normal(struct random *random);

/* Chi-squared with df >= 1 degrees of freedom, by Marsaglia & Tsang's gamma method
   (2000). */
double random_chi_squared(struct random *random, double df);

/* Shuffles; all orders equally likely. Fisher & Yates (1938), Durstenfeld (1964). Each
   item goes to a cell as well, as soon as its place is found; those of neighbours are
   `stride` apart. */
void random_shuffle(struct random *random, uint8_t *items, uint32_t count, uint8_t *cells,
                    size_t stride);

#endif

#include "stats/random.h"

#include <math.h>

static uint64_t split_mix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t bits, int by)
{
    return (bits << by) | (bits >> (64 - by));
}

void random_seed(struct random *random, uint64_t seed)
{
    for (int i = 0; i < 4; i++)
        random->state[i] = split_mix(&seed);
    random->has_spare = false;
    random->spare = 0;
}

uint64_t random_bits(struct random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return result;
}

/* Lemire (2019): the high half of a product, the few values that would come up too often
   drawn again. */
uint32_t random_below(struct random *random, uint32_t bound)
{
    uint64_t product = (random_bits(random) >> 32) * bound;
    if ((uint32_t)product < bound) {
        uint32_t threshold = (UINT32_MAX - bound + 1) % bound;
        while ((uint32_t)product < threshold)
            product = (random_bits(random) >> 32) * bound;
    }
    return (uint32_t)(product >> 32);
}

double random_unit(struct random *random)
{
    return (double)(random_bits(random) >> 11) * 0x1p-53;
}

double random_normal(struct random *random)
{
    if (random->has_spare) {
        random->has_spare = false;
        return random->spare;
    }
    double u;
    double v;
    double square;
    do {
        u = 2 * random_unit(random) - 1;
        v = 2 * random_unit(random) - 1;
        square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = sqrt(-2 * log(square) / square);
    random->spare = v * factor;
    random->has_spare = true;
    return u * factor;
}

/* Gamma of a shape of 1 and more, scale 1. */
static double random_gamma(struct random *random, double shape)
{
    double d = shape - 1. / 3;
    double c = 1 / sqrt(9 * d);
    for (;;) {
        double x = random_normal(random);
        double v = 1 + c * x;
        if (v <= 0)
            continue;
        v = v * v * v;
        double u = 1 - random_unit(random);
        /* what is surely accepted, which nearly all is, needs no logarithm */
        if (u < 1 - 0.0331 * (x * x) * (x * x) ||
            log(u) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v;
    }
}

double random_chi_squared(struct random *random, double df)
{
    if (df >= 2)
        return 2 * random_gamma(random, df / 2);
    double larger = random_gamma(random, df / 2 + 1);
    return 2 * larger * pow(1 - random_unit(random), 2 / df);
}

/* From a copy, which may stay in registers. */
void random_shuffle(struct random *random, uint8_t *items, uint32_t count, uint8_t *cells,
                    size_t stride)
{
    struct random own = *random;
    uint8_t *cell = cells + count * stride;
    for (uint32_t left = count; left > 1; left--) {
        uint32_t chosen = random_below(&own, left);
        uint8_t item = items[chosen];
        items[chosen] = items[left - 1];
        items[left - 1] = item;
        cell -= stride;
        *cell = item;
    }
    if (count)
        *cells = *items;
    *random = own;
}

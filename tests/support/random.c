#include "support/random.h"

uint64_t test_random_bits(struct test_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

size_t test_random_below(struct test_random *random, size_t bound)
{
    return (size_t)(test_random_bits(random) % bound);
}

double test_random_unit(struct test_random *random)
{
    return (double)(test_random_bits(random) >> 11) * 0x1p-53;
}

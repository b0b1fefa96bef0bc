#include "stats/sort.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS, DIGITS = 6 };

/* A whole number that is ordered as the number is. */
static uint64_t key_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static size_t digit_of(uint64_t key, int digit)
{
    return (size_t)(key >> (digit * DIGIT_BITS)) & (DIGIT_VALUES - 1);
}

/* False when all have the same digit there. */
static bool is_worth_a_pass(const uint32_t *counts, double first, int digit, size_t count)
{
    return counts[digit_of(key_of(first), digit)] != count;
}

/* Turns the counts of a digit's values into where the first with each value belongs. */
static void find_places(uint32_t *counts)
{
    uint32_t place = 0;
    for (size_t value = 0; value < DIGIT_VALUES; value++) {
        uint32_t count = counts[value];
        counts[value] = place;
        place += count;
    }
}

void sort_numbers(double *numbers, double *spare, size_t count)
{
    uint32_t counts[DIGITS][DIGIT_VALUES] = { { 0 } };
    double *from = numbers;
    double *to = spare;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = key_of(numbers[i]);
        for (int digit = 0; digit < DIGITS; digit++)
            counts[digit][digit_of(key, digit)]++;
    }
    for (int digit = 0; digit < DIGITS && count; digit++) {
        if (!is_worth_a_pass(counts[digit], from[0], digit, count))
            continue;
        find_places(counts[digit]);
        for (size_t i = 0; i < count; i++)
            to[counts[digit][digit_of(key_of(from[i]), digit)]++] = from[i];
        double *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != numbers)
        memcpy(numbers, from, count * sizeof *numbers);
}

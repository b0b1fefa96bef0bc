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

static void count_digits(const double *numbers, size_t count,
                         uint32_t counts[DIGITS][DIGIT_VALUES])
{
    for (size_t i = 0; i < count; i++) {
        uint64_t key = key_of(numbers[i]);
        for (int digit = 0; digit < DIGITS; digit++)
            counts[digit][digit_of(key, digit)]++;
    }
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
    count_digits(numbers, count, counts);
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

static void rank_few(const double *numbers, size_t count, struct ranked_p *ranked)
{
    for (size_t i = 0; i < count; i++) {
        size_t place = i;
        for (; place && numbers[ranked[place - 1].index] > numbers[i]; place--)
            ranked[place].index = ranked[place - 1].index;
        ranked[place].index = (uint32_t)i;
    }
}

static void rank_many(const double *numbers, size_t count, struct ranked_p *ranked_out)
{
    uint32_t counts[DIGITS][DIGIT_VALUES] = { { 0 } };
    for (size_t i = 0; i < count; i++)
        ranked_out[i].index = (uint32_t)i;
    count_digits(numbers, count, counts);
    for (int digit = 0; digit < DIGITS; digit++) {
        if (!is_worth_a_pass(counts[digit], numbers[0], digit, count))
            continue;
        find_places(counts[digit]);
        for (size_t i = 0; i < count; i++) {
            uint32_t index = ranked_out[i].index;
            size_t value = digit_of(key_of(numbers[index]), digit);
            ranked_out[counts[digit][value]++].spare = index;
        }
        for (size_t i = 0; i < count; i++)
            ranked_out[i].index = ranked_out[i].spare;
    }
}

/* A few are in order before the counts of many would be empty. */
void rank_numbers(const double *numbers, size_t count, struct ranked_p *ranked_out)
{
    enum { FEW = 200 };
    if (count <= FEW)
        rank_few(numbers, count, ranked_out);
    else
        rank_many(numbers, count, ranked_out);
}

static void swap(double *a, double *b)
{
    double number = *a;
    *a = *b;
    *b = number;
}

/* The middle one of the first, the middle and the last number. */
static double find_pivot(const double *numbers, size_t first, size_t last)
{
    double a = numbers[first];
    double b = numbers[first + (last - first) / 2];
    double c = numbers[last];
    double low = a < b ? a : b;
    double high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

double select_number(double *numbers, size_t count, size_t place)
{
    size_t first = 0;
    size_t last = count - 1;
    while (first < last) {
        double pivot = find_pivot(numbers, first, last);
        size_t up = first;
        size_t down = last;
        for (;;) {
            while (numbers[up] < pivot)
                up++;
            while (numbers[down] > pivot)
                down--;
            if (up >= down)
                break;
            swap(&numbers[up++], &numbers[down--]);
        }
        if (place <= down)
            last = down;
        else
            first = down + 1;
    }
    return numbers[place];
}

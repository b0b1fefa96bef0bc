/* Sorts numbers, none of them NaN, ascending: digit by digit, without comparing them
   (LSD radix sort), which for tens of thousands is several times faster. */
#ifndef STATS_SORT_H
#define STATS_SORT_H

#include <stddef.h>
#include <stdint.h>

/* `spare` is room for as many numbers; what it holds afterwards means nothing. */
void sort_numbers(double *numbers, double *spare, size_t count);

/* Where a p-value, or any number, is found. */
struct ranked_p {
    uint32_t index;
    uint32_t spare; /* to sort with */
};

/* ranked_out[k].index is that of the k-th smallest number; numbers that are the same stay
   in their order. */
void rank_numbers(const double *numbers, size_t count, struct ranked_p *ranked_out);

/* The number that has `place` others before it in ascending order, which is brought
   there; those before it are not larger, those behind it not smaller. */
double select_number(double *numbers, size_t count, size_t place);

#endif

/* Sorts numbers, none of them NaN, ascending: digit by digit, without comparing them
   (LSD radix sort), which for tens of thousands is several times faster. */
#ifndef STATS_SORT_H
#define STATS_SORT_H

#include <stddef.h>

/* `spare` is room for as many numbers; what it holds afterwards means nothing. */
void sort_numbers(double *numbers, double *spare, size_t count);

#endif

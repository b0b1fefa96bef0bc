/* Whole numbers of 128 bits, for sums of products that must stay exact. They wrap around:
   what is computed modulo 2^128 is right whenever the result fits. Negative results are
   two's complement. */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WIDE_TEXT_BYTES = 40 };

struct wide {
    uint64_t high;
    uint64_t low;
};

static inline struct wide wide_of(uint64_t number)
{
    return (struct wide){ 0, number };
}

static inline void wide_add(struct wide *sum, struct wide term)
{
    sum->low += term.low;
    sum->high += term.high + (sum->low < term.low);
}

static inline void wide_subtract(struct wide *sum, struct wide term)
{
    uint64_t borrow = sum->low < term.low;
    sum->low -= term.low;
    sum->high -= term.high + borrow;
}

struct wide wide_product(uint64_t a, uint64_t b);
struct wide wide_times(struct wide a, uint64_t b);

/* Below 0, 0 or above 0, as numbers from 0. */
int wide_compare(struct wide a, struct wide b);

/* The number as a double, taken as signed. */
double wide_value(struct wide number);

/* Decimal digits, taken as a number from 0. */
void wide_format(struct wide number, char text_out[WIDE_TEXT_BYTES]);
/* Digits and nothing else; false for what is none or does not fit. */
bool wide_parse(const char *bytes, size_t byte_count, struct wide *number_out);

#endif

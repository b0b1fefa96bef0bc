#include "base/wide.h"

#include <string.h>

struct wide wide_product(uint64_t a, uint64_t b)
{
    const uint64_t half = 0xffffffffU;
    uint64_t low = (a & half) * (b & half);
    uint64_t left = (a >> 32) * (b & half);
    uint64_t right = (a & half) * (b >> 32);
    uint64_t middle = (low >> 32) + (left & half) + (right & half);
    return (struct wide){ (a >> 32) * (b >> 32) + (left >> 32) + (right >> 32) +
                              (middle >> 32),
                          (middle << 32) | (low & half) };
}

struct wide wide_times(struct wide a, uint64_t b)
{
    struct wide product = wide_product(a.low, b);
    product.high += a.high * b;
    return product;
}

int wide_compare(struct wide a, struct wide b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low == b.low ? 0 : a.low < b.low ? -1 : 1;
}

double wide_value(struct wide number)
{
    const double two_to_64 = 18446744073709551616.0;
    if (!(number.high >> 63))
        return (double)number.high * two_to_64 + (double)number.low;
    struct wide opposite = { 0, 0 };
    wide_subtract(&opposite, number);
    return -((double)opposite.high * two_to_64 + (double)opposite.low);
}

enum { BILLION = 1000000000, BILLION_DIGITS = 9 };

/* Divides by a billion, in pieces of 32 bits; what remains is nine digits. */
static uint64_t take_billionth(struct wide *number)
{
    const uint64_t half = 0xffffffffU;
    uint64_t pieces[4] = { number->high >> 32, number->high & half, number->low >> 32,
                           number->low & half };
    uint64_t rest = 0;
    for (int i = 0; i < 4; i++) {
        uint64_t dividend = (rest << 32) | pieces[i];
        pieces[i] = dividend / BILLION;
        rest = dividend % BILLION;
    }
    *number =
        (struct wide){ (pieces[0] << 32) | pieces[1], (pieces[2] << 32) | pieces[3] };
    return rest;
}

void wide_format(struct wide number, char text[WIDE_TEXT_BYTES])
{
    char *at = text + WIDE_TEXT_BYTES - 1;
    *at = '\0';
    while (number.high || number.low >= BILLION) {
        uint64_t digits = take_billionth(&number);
        for (int i = 0; i < BILLION_DIGITS; i++, digits /= 10)
            *--at = (char)('0' + digits % 10);
    }
    do
        *--at = (char)('0' + number.low % 10);
    while (number.low /= 10);
    memmove(text, at, (size_t)(text + WIDE_TEXT_BYTES - at));
}

bool wide_parse(const char *bytes, size_t byte_count, struct wide *number_out)
{
    const struct wide last_tenth = { 0x1999999999999999U, 0x9999999999999999U };
    struct wide number = { 0, 0 };
    if (!byte_count)
        return false;
    for (size_t i = 0; i < byte_count; i++) {
        if (bytes[i] < '0' || bytes[i] > '9' || wide_compare(number, last_tenth) > 0)
            return false;
        struct wide tenfold = wide_times(number, 10);
        number = tenfold;
        wide_add(&number, wide_of((uint64_t)(bytes[i] - '0')));
        if (wide_compare(number, tenfold) < 0)
            return false;
    }
    *number_out = number;
    return true;
}

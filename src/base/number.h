/* Numbers as text, the same in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NUMBER_TEXT_BYTES = 32, WHOLE_DIGITS = 20 };

/* A plain decimal number, the whole of `bytes` and nothing else: optional sign, digits,
   optional fraction after `point` ('.' or ','), optional exponent. No spaces, no hex, no
   infinity. `*value_out` is the nearest double. */
bool number_parse(const char *bytes, size_t byte_count, char point, double *value_out);

/* A finite number rounded to 12 significant digits, in JSON's form and as short as that
   allows: 72.6, -0.5, 1e-07, 0. Never "-0". Returns the bytes of the text. */
size_t number_format(double value, char text_out[NUMBER_TEXT_BYTES]);

/* In decimal digits, without a NUL. Returns their end; behind it, too, `text_out` may be
   written. */
char *number_write_whole(uint64_t number, char text_out[WHOLE_DIGITS]);

/* Rounded to 0..6 decimals, halves away from zero as people do it: 72.65 is 72.7,
   whatever its binary digits. Never "-0.0". |value| < 1e15. */
void number_format_fixed(double value, int decimals, char text_out[NUMBER_TEXT_BYTES]);

/* A text that reads back as the same double, in at most 17 digits and no more than a
   decimal of up to 15 digits has: 100, 0.1, 0.30000000000000004. JSON's form as well. */
void number_format_exact(double value, char text_out[NUMBER_TEXT_BYTES]);

#endif

#include "base/number.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINT_BYTES = 8 };

/* printf and strtod follow LC_NUMERIC, which a program that links libsymbar may have set:
   both directions go through '.' whatever the locale says. Its point may have several
   bytes. */
static size_t find_locale_point(char point_out[POINT_BYTES])
{
    int length = snprintf(point_out, POINT_BYTES, "%.1f", 0.5);
    if (length < 3 || length >= POINT_BYTES) {
        point_out[0] = '.';
        return 1;
    }
    size_t point_count = (size_t)length - 2;
    memmove(point_out, point_out + 1, point_count);
    return point_count;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static size_t count_digits(const char *bytes, size_t byte_count)
{
    size_t count = 0;
    while (count < byte_count && is_digit(bytes[count]))
        count++;
    return count;
}

/* Checks the form; `*point_at_out` is where the decimal point stands, or byte_count. */
static bool has_number_form(const char *bytes, size_t byte_count, char point,
                            size_t *point_at_out)
{
    size_t at = byte_count && (bytes[0] == '-' || bytes[0] == '+') ? 1 : 0;
    size_t whole = count_digits(bytes + at, byte_count - at);
    size_t fraction = 0;
    at += whole;
    *point_at_out = byte_count;
    if (at < byte_count && bytes[at] == point) {
        *point_at_out = at++;
        fraction = count_digits(bytes + at, byte_count - at);
        at += fraction;
        if (!fraction)
            return false;
    }
    if (!whole && !fraction)
        return false;
    if (at < byte_count && (bytes[at] == 'e' || bytes[at] == 'E')) {
        at++;
        if (at < byte_count && (bytes[at] == '-' || bytes[at] == '+'))
            at++;
        size_t exponent = count_digits(bytes + at, byte_count - at);
        if (!exponent)
            return false;
        at += exponent;
    }
    return at == byte_count;
}

/* Up to 15 digits with or without a fraction, as nearly all cells are: two numbers that
   are exact as doubles, and one division, which rounds correctly. */
static bool parse_short(const char *bytes, size_t byte_count, size_t point_at,
                        double *value_out)
{
    enum { MOST_DIGITS = 15 };
    static const double powers[MOST_DIGITS + 1] = { 1e0,  1e1,  1e2,  1e3, 1e4,  1e5,
                                                    1e6,  1e7,  1e8,  1e9, 1e10, 1e11,
                                                    1e12, 1e13, 1e14, 1e15 };
    bool is_negative = bytes[0] == '-';
    size_t first = is_negative || bytes[0] == '+';
    int64_t digits = 0;
    if (byte_count - first > MOST_DIGITS)
        return false;
    for (size_t i = first; i < byte_count; i++) {
        if (i == point_at)
            continue;
        if (!is_digit(bytes[i]))
            return false; /* an exponent */
        digits = digits * 10 + (bytes[i] - '0');
    }
    size_t fraction = point_at < byte_count ? byte_count - point_at - 1 : 0;
    double value = (double)digits / powers[fraction];
    *value_out = is_negative ? -value : value;
    return true;
}

bool number_parse(const char *bytes, size_t byte_count, char point, double *value_out)
{
    enum { LONGEST = 63 };
    char copy[LONGEST + POINT_BYTES];
    char locale_point[POINT_BYTES];
    size_t point_at;
    if (byte_count == 0 || byte_count > LONGEST ||
        !has_number_form(bytes, byte_count, point, &point_at))
        return false;
    if (parse_short(bytes, byte_count, point_at, value_out))
        return true;
    memcpy(copy, bytes, byte_count);
    copy[byte_count] = '\0';
    if (point_at < byte_count) {
        size_t point_count = find_locale_point(locale_point);
        memcpy(copy + point_at, locale_point, point_count);
        memcpy(copy + point_at + point_count, bytes + point_at + 1,
               byte_count - point_at - 1);
        copy[byte_count - 1 + point_count] = '\0';
    }
    char *end;
    double value = strtod(copy, &end);
    if (*end || !isfinite(value))
        return false;
    *value_out = value;
    return true;
}

static void normalize(char *text)
{
    char point[POINT_BYTES];
    size_t point_count = find_locale_point(point);
    for (char *at = text; *at; at++)
        if (strncmp(at, point, point_count) == 0) {
            *at = '.';
            memmove(at + 1, at + point_count, strlen(at + point_count) + 1);
        }
    if (strcmp(text, "-0") == 0)
        memmove(text, text + 1, 2);
}

enum { DIGITS = 12, LEAST_PLACE = -11, LEAST_PLAIN_PLACE = -4 };

/* The place of the first digit of a number from 1e-11 to below 1e12 (0: before the
   point), and the power of ten that makes twelve digits of it. */
static int find_place(double value, double *power_out)
{
    static const double ends[] = { 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3,
                                   1e-2,  1e-1, 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                   1e6,   1e7,  1e8,  1e9,  1e10, 1e11 };
    static const double powers[] = { 1e22, 1e21, 1e20, 1e19, 1e18, 1e17, 1e16, 1e15,
                                     1e14, 1e13, 1e12, 1e11, 1e10, 1e9,  1e8,  1e7,
                                     1e6,  1e5,  1e4,  1e3,  1e2,  1e1,  1e0 };
    enum { END_COUNT = sizeof ends / sizeof *ends, FIRST_WHOLE = 10, FIRST_LARGE = 13 };
    int passed = value < ends[FIRST_WHOLE] ? 0 : FIRST_WHOLE + 1;
    if (value >= ends[FIRST_LARGE])
        passed = FIRST_LARGE + 1;
    while (passed < END_COUNT && value >= ends[passed])
        passed++;
    *power_out = powers[passed];
    return passed + LEAST_PLACE;
}

/* The first twelve digits, as printf finds them. A product with a power of ten up to 1e22
   is a double and what that lacks, which is a double too; so half of the last place is
   told apart from a hair more or less, and a tie goes to the even digit. */
static bool find_digits(double value, uint64_t *digits_out, int *place_out)
{
    double power;
    *place_out = find_place(value, &power);
    double product = value * power;
    double lacking = fma(value, power, -product);
    uint64_t digits = (uint64_t)product;
    double over = product - (double)digits - 0.5;
    if (over > 0 || (over == 0 && (lacking > 0 || (lacking == 0 && digits % 2))))
        digits++;
    *digits_out = digits;
    return digits < 1000000000000;
}

static char *write_pairs(uint64_t digits, int count, char *out)
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    for (int i = count - 2; i >= 0; i -= 2, digits /= 100)
        memcpy(out + i, pairs + 2 * (digits % 100), 2);
    return out + count;
}

/* Twelve digits as %g would: without zeros at the end, with an exponent below 1e-4. */
static char *write_digits(uint64_t digits, int place, char *out)
{
    char text[DIGITS];
    int count = DIGITS;
    bool has_exponent = place < LEAST_PLAIN_PLACE;
    int before_point = has_exponent ? 1 : place + 1;
    write_pairs(digits, DIGITS, text);
    while (count > 1 && count > before_point && text[count - 1] == '0')
        count--;
    if (before_point <= 0) {
        memcpy(out, "0.000", 5);
        out += 2 - before_point;
        before_point = 0;
    } else {
        memcpy(out, text, (size_t)before_point);
        out += before_point;
        if (count > before_point)
            *out++ = '.';
    }
    memcpy(out, text + before_point, (size_t)(count - before_point));
    out += count - before_point;
    if (has_exponent) {
        memcpy(out, "e-", 2);
        out = write_pairs((uint64_t)-place, 2, out + 2);
    }
    return out;
}

char *number_write_whole(uint64_t number, char text_out[WHOLE_DIGITS])
{
    enum { PAIR = 100 };
    static const char pairs[2 * PAIR + 1] = "00010203040506070809"
                                            "10111213141516171819"
                                            "20212223242526272829"
                                            "30313233343536373839"
                                            "40414243444546474849"
                                            "50515253545556575859"
                                            "60616263646566676869"
                                            "70717273747576777879"
                                            "80818283848586878889"
                                            "90919293949596979899";
    char digits[2 * WHOLE_DIGITS] = { 0 }; /* of the second half nothing is wanted */
    size_t at = WHOLE_DIGITS;
    for (; number >= PAIR; number /= PAIR) {
        at -= 2;
        memcpy(digits + at, pairs + 2 * (number % PAIR), 2);
    }
    at -= 2;
    memcpy(digits + at, pairs + 2 * number, 2);
    at += number < 10;
    memcpy(text_out, digits + at, WHOLE_DIGITS); /* of a known length, it is quicker */
    return text_out + (WHOLE_DIGITS - at);
}

static bool is_short_whole(double size)
{
    return size < 1e9 && size == (double)(uint32_t)size;
}

size_t number_format(double value, char text_out[NUMBER_TEXT_BYTES])
{
    assert(isfinite(value));
    char *end = text_out;
    double size = fabs(value);
    uint64_t digits;
    int place;
    if (value < 0)
        *end++ = '-';
    if (is_short_whole(size)) { /* as most of a report are */
        end = number_write_whole((uint32_t)size, end);
    } else if (size >= 1e-11 && size < 1e12 && find_digits(size, &digits, &place)) {
        end = write_digits(digits, place, end);
    } else {
        snprintf(text_out, NUMBER_TEXT_BYTES, "%.*g", (int)DIGITS, value);
        normalize(text_out);
        return strlen(text_out);
    }
    *end = '\0';
    return (size_t)(end - text_out);
}

/* A number of so many decimals, without its point. */
static void write_fixed(uint64_t digits, size_t decimals, char *out)
{
    char text[WHOLE_DIGITS];
    size_t count = (size_t)(number_write_whole(digits, text) - text);
    size_t whole = count > decimals ? count - decimals : 0;
    memcpy(out, whole ? text : "0", whole ? whole : 1);
    out += whole ? whole : 1;
    if (decimals) {
        *out++ = '.';
        memset(out, '0', decimals);
        memcpy(out + decimals - (count - whole), text + whole, count - whole);
        out += decimals;
    }
    *out = '\0';
}

void number_format_fixed(double value, int decimals, char text_out[NUMBER_TEXT_BYTES])
{
    static const double powers[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
    double power = powers[decimals];
    double scaled = fabs(value) * power;
    /* a hair more than one half: 72.65 is stored a little below itself */
    double hair = fmin(scaled * 1e-12, 1e-3);
    double rounded = floor(scaled + 0.5 + hair);
    bool is_negative = rounded > 0 && value < 0;
    if (rounded < 1e15) { /* so that it is all of its digits */
        text_out[0] = '-';
        write_fixed((uint64_t)rounded, (size_t)decimals, text_out + is_negative);
        return;
    }
    double signed_value = is_negative ? -rounded / power : rounded / power;
    snprintf(text_out, NUMBER_TEXT_BYTES, "%.*f", decimals, signed_value);
    normalize(text_out);
}

/* 15 digits give back every decimal of up to 15 digits, and %g drops the zeros; so only
   numbers that need more get more. The digits are tried in the locale's own form, which
   strtod reads. */
void number_format_exact(double value, char text_out[NUMBER_TEXT_BYTES])
{
    assert(isfinite(value));
    if (is_short_whole(fabs(value))) {
        number_format(value, text_out);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text_out, NUMBER_TEXT_BYTES, "%.*g", digits, value);
        if (strtod(text_out, NULL) == value)
            break;
    }
    normalize(text_out);
}

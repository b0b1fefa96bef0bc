#include "base/number.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* printf and strtod follow LC_NUMERIC, which a program that links libsymbar may have set:
   both directions go through '.' whatever the locale says. */
static char locale_point(void)
{
    char shown[8];
    snprintf(shown, sizeof shown, "%.1f", 0.5);
    return shown[1];
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

bool number_parse(const char *bytes, size_t byte_count, char point, double *value_out)
{
    char copy[64];
    size_t point_at;
    if (byte_count == 0 || byte_count >= sizeof copy ||
        !has_number_form(bytes, byte_count, point, &point_at))
        return false;
    memcpy(copy, bytes, byte_count);
    copy[byte_count] = '\0';
    if (point_at < byte_count)
        copy[point_at] = locale_point();
    char *end;
    double value = strtod(copy, &end);
    if (*end || !isfinite(value))
        return false;
    *value_out = value;
    return true;
}

static void normalize(char *text)
{
    char point = locale_point();
    for (char *at = text; *at; at++)
        if (*at == point)
            *at = '.';
    if (strcmp(text, "-0") == 0)
        strcpy(text, "0");
}

void number_format(double value, char text_out[NUMBER_TEXT_BYTES])
{
    snprintf(text_out, NUMBER_TEXT_BYTES, "%.12g", value);
    normalize(text_out);
}

void number_format_exact(double value, char text_out[NUMBER_TEXT_BYTES])
{
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text_out, NUMBER_TEXT_BYTES, "%.*g", digits, value);
        if (strtod(text_out, NULL) == value)
            break;
    }
    normalize(text_out);
}

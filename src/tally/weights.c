#include "tally/weights.h"

#include <math.h>
#include <string.h>

bool weight_parts(double weight, uint64_t *parts_out)
{
    if (!(weight >= LEAST_WEIGHT && weight <= LARGEST_WEIGHT))
        return false;
    *parts_out = (uint64_t)llround(weight * WEIGHT_PARTS);
    return true;
}

void weight_sums_add(struct weight_sums *sums, uint64_t parts, uint64_t count)
{
    wide_add(&sums->sum, wide_product(parts, count));
    wide_add(&sums->squares, wide_times(wide_product(parts, parts), count));
}

void weight_sums_merge(struct weight_sums *sums, const struct weight_sums *more)
{
    wide_add(&sums->sum, more->sum);
    wide_add(&sums->squares, more->squares);
}

double weight_sums_weight(const struct weight_sums *sums)
{
    return wide_value(sums->sum) / WEIGHT_PARTS;
}

double weight_sums_square(const struct weight_sums *sums)
{
    return wide_value(sums->squares) / WEIGHT_PARTS / WEIGHT_PARTS;
}

/* Digits with a point before the last `decimals` of them, and no zeros at the end. */
static void format_decimal(struct wide number, size_t decimals, char *text)
{
    char digits[WIDE_TEXT_BYTES];
    wide_format(number, digits);
    size_t count = strlen(digits);
    size_t zeros = count <= decimals ? decimals + 1 - count : 0;
    size_t whole = zeros + count - decimals;
    char *at = text;
    for (size_t i = 0; i < zeros + count; i++) {
        if (i == whole)
            *at++ = '.';
        *at++ = i < zeros ? '0' : digits[i - zeros];
    }
    while (at[-1] == '0' && at - text > (ptrdiff_t)whole)
        at--;
    if (at[-1] == '.')
        at--;
    *at = '\0';
}

void weight_sums_format(const struct weight_sums *sums, char sum_out[WEIGHT_TEXT_BYTES],
                        char squares_out[WEIGHT_TEXT_BYTES])
{
    format_decimal(sums->sum, WEIGHT_DECIMALS, sum_out);
    format_decimal(sums->squares, 2 * WEIGHT_DECIMALS, squares_out);
}

static bool parse_decimal(const char *bytes, size_t byte_count, size_t decimals,
                          struct wide *number_out)
{
    char digits[WIDE_TEXT_BYTES + 2 * WEIGHT_DECIMALS];
    size_t count = 0;
    size_t after_point = 0;
    bool has_point = false;
    if (byte_count >= WIDE_TEXT_BYTES + 1)
        return false;
    for (size_t i = 0; i < byte_count; i++) {
        if (bytes[i] == '.' && !has_point && i > 0) {
            has_point = true;
            continue;
        }
        digits[count++] = bytes[i];
        after_point += has_point;
    }
    if (after_point > decimals || (has_point && !after_point))
        return false;
    for (; after_point < decimals; after_point++)
        digits[count++] = '0';
    return byte_count && wide_parse(digits, count, number_out);
}

bool weight_sum_parse(const char *bytes, size_t byte_count, struct wide *sum_out)
{
    return parse_decimal(bytes, byte_count, WEIGHT_DECIMALS, sum_out);
}

bool weight_squares_parse(const char *bytes, size_t byte_count, struct wide *squares_out)
{
    return parse_decimal(bytes, byte_count, 2 * WEIGHT_DECIMALS, squares_out);
}

bool weight_sums_are_sound(const struct weight_sums *sums, uint64_t count)
{
    const double slack = 1e-9;
    double weight = weight_sums_weight(sums);
    double square = weight_sums_square(sums);
    double n = (double)count;
    if (!count)
        return weight == 0 && square == 0;
    return weight >= n * LEAST_WEIGHT * (1 - slack) &&
           weight <= n * LARGEST_WEIGHT * (1 + slack) &&
           square >= weight * weight / n * (1 - slack) &&
           square <= weight * weight * (1 + slack);
}

#include "ingest/scores.h"

#include <math.h>
#include <stdint.h>

/* Whole numbers up to here are exact as doubles. */
static const double largest_exact = 9007199254740992.0; /* 2^53 */
static const double millionth = 1e6;

/* `value` in millionths, if that is what it is: true for a decimal of six places, and for
   no other double. */
static bool in_millionths(double value, int64_t *millionths_out)
{
    double scaled = round(value * millionth);
    if (fabs(scaled) >= largest_exact || scaled / millionth != value)
        return false;
    *millionths_out = (int64_t)scaled;
    return true;
}

static int64_t greatest_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* a * b, both at least 0, as long as it is exact as a double. */
static bool multiply(int64_t a, int64_t b, int64_t *product_out)
{
    if (a && b > (int64_t)largest_exact / a)
        return false;
    *product_out = a * b;
    return true;
}

/* An answer as its distance from the low end of its scale, after flipping. */
static bool distance_in_millionths(const struct item *item, double code,
                                   int64_t *distance_out, int64_t *range_out)
{
    int64_t low;
    int64_t high;
    int64_t at;
    if (!in_millionths(item->scale->min, &low) ||
        !in_millionths(item->scale->max, &high) || !in_millionths(code, &at))
        return false;
    *distance_out = item->reverse ? high - at : at - low;
    *range_out = high - low;
    return true;
}

/* A sum of distances with one common range. */
struct exact_sum {
    int64_t total; /* in units of which the range has `range` */
    int64_t range;
    int64_t count;
};

/* Takes one more distance into the sum, widening to the least common range. */
static bool add_distance(struct exact_sum *sum, int64_t distance, int64_t range)
{
    int64_t divisor = greatest_divisor(distance, range);
    int64_t shared = divisor > 0 ? greatest_divisor(sum->range, range / divisor) : 0;
    if (shared <= 0)
        return false;
    int64_t wider;
    int64_t scaled;
    int64_t factor = range / divisor / shared;
    if (!multiply(sum->range, factor, &wider) ||
        !multiply(sum->total, factor, &sum->total) ||
        !multiply(distance / divisor, sum->range / shared, &scaled))
        return false;
    sum->range = wider;
    sum->total += scaled;
    sum->count++;
    return sum->total < (int64_t)largest_exact;
}

/* low + (high - low) * total / (range * count) as one division, in millionths. */
static bool exact_level(const struct exact_sum *sum, const struct level_range *range,
                        double *level_out)
{
    int64_t low;
    int64_t high;
    int64_t divisor;
    int64_t part;
    int64_t offset;
    if (!in_millionths(range->min, &low) || !in_millionths(range->max, &high) ||
        !multiply(sum->range, sum->count, &divisor))
        return false;
    int64_t shared = greatest_divisor(high - low, divisor);
    int64_t width = (high - low) / shared;
    divisor /= shared;
    if (!multiply(width, sum->total, &part) ||
        !multiply(low < 0 ? -low : low, divisor, &offset))
        return false;
    int64_t dividend = part + (low < 0 ? -offset : offset);
    if (dividend >= (int64_t)largest_exact)
        return false;
    int64_t unit = 1000000;
    int64_t common = greatest_divisor(dividend < 0 ? -dividend : dividend, unit);
    if (common) {
        dividend /= common;
        unit /= common;
    }
    if (!multiply(divisor, unit, &divisor))
        return false;
    *level_out = (double)dividend / (double)divisor;
    return true;
}

/* Answers finer than millionths: doubles, rounded so that paths of different rounding
   meet again. */
static double plain_level(const struct question *question, const struct answer *answers,
                          const struct level_range *range)
{
    double total = 0;
    size_t count = 0;
    for (size_t i = 0; i < question->item_count; i++) {
        if (answers[i].state != ANSWER_CODE)
            continue;
        const struct scale *scale = question->items[i].scale;
        double share = (answers[i].code - scale->min) / (scale->max - scale->min);
        total += question->items[i].reverse ? 1 - share : share;
        count++;
    }
    double share = total / (double)count;
    double level = range->min + (range->max - range->min) * round(share * 1e12) / 1e12;
    return fmin(fmax(level, range->min), range->max);
}

static bool find_exact_level(const struct question *question,
                             const struct answer *answers,
                             const struct level_range *range, double *level_out)
{
    struct exact_sum sum = { .range = 1 };
    for (size_t i = 0; i < question->item_count; i++) {
        int64_t distance;
        int64_t width;
        if (answers[i].state == ANSWER_CODE &&
            (!distance_in_millionths(&question->items[i], answers[i].code, &distance,
                                     &width) ||
             !add_distance(&sum, distance, width)))
            return false;
    }
    return exact_level(&sum, range, level_out);
}

static enum missing_kind missing_of(const struct question *question,
                                    const struct answer *answers)
{
    enum missing_kind first = MISSING_INVALID;
    for (size_t i = 0; i < question->item_count; i++) {
        if (answers[i].state != ANSWER_MISSING)
            continue;
        if (answers[i].missing == MISSING_INVALID)
            return MISSING_INVALID;
        if (answers[i].missing < first)
            first = answers[i].missing;
    }
    return first;
}

bool score_question(const struct question *question, const struct answer *answers,
                    double *level_out, enum missing_kind *missing_out)
{
    size_t answered = 0;
    for (size_t i = 0; i < question->item_count; i++)
        answered += answers[i].state == ANSWER_CODE;
    if (!answered || answered < question->min_items) {
        *missing_out = missing_of(question, answers);
        return false;
    }
    if (question->item_count == 1 && !question->items[0].reverse) {
        *level_out = answers[0].code;
        return true;
    }
    struct level_range range = question_range(question);
    if (!find_exact_level(question, answers, &range, level_out))
        *level_out = plain_level(question, answers, &range);
    return true;
}

#include "base/text.h"
#include "report/text_parts.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

void pen_number(struct buffer *out, const struct pen *pen, double value, int decimals,
                bool is_signed)
{
    char number[NUMBER_TEXT_BYTES];
    language_number_fixed(pen->language, value, decimals, number);
    bool is_zero = strspn(number, "0.,") == strlen(number);
    if (number[0] == '-')
        buffer_text(out, pen->ascii ? "-" : "\xe2\x88\x92");
    else if (is_signed && !is_zero)
        buffer_byte(out, '+');
    buffer_text(out, number[0] == '-' ? number + 1 : number);
}

static void put_interval(struct buffer *out, const struct pen *pen,
                         const struct cell *cell, int decimals, bool is_short)
{
    bool is_signed = cell->shown_as != SHOWN_SHARE_RANGE;
    struct buffer low = { 0 };
    struct buffer high = { 0 };
    pen_number(&low, pen, cell->estimate.low.value, decimals, is_signed);
    pen_number(&high, pen, cell->estimate.high.value, decimals, is_signed);
    if (buffer_failed(&low) || buffer_failed(&high))
        out->failed = true;
    else if (is_short)
        buffer_format(out, pen->ascii ? "%s..%s" : "%s\xe2\x80\xa6%s", low.bytes,
                      high.bytes);
    else
        /* translators: the bounds of an interval */
        buffer_format(out, translated(pen->language, "%s to %s"), low.bytes, high.bytes);
    buffer_release(&low);
    buffer_release(&high);
}

/* The gap and half its interval; unless it has to be short, all halves have the same
   width, so that gaps line up. */
static void put_margin(struct buffer *out, const struct pen *pen, const struct cell *cell,
                       bool is_short)
{
    const struct estimate *gap = &cell->estimate;
    const char *sign = pen->ascii ? "+/-" : "\xc2\xb1";
    char half[NUMBER_TEXT_BYTES] = "";
    pen_number(out, pen, gap->value.value, 1, true);
    if (gap->low.available && gap->high.available)
        language_number_fixed(pen->language, (gap->high.value - gap->low.value) / 2, 1,
                              half);
    if (*half && (is_short || pen->plain))
        buffer_format(out, " %s%s", sign, half);
    else if (*half)
        buffer_format(out, " %s %4s", sign, half);
    else if (!is_short && !pen->plain)
        buffer_repeat(out, " ", pen->ascii ? 9 : 7);
}

static void put_verdict(struct buffer *out, const struct pen *pen,
                        const struct cell *cell, bool is_short)
{
    const char *words = is_short ? verdict_short_words(pen->language, cell->verdict)
                                 : verdict_words(pen->language, cell->verdict);
    if (cell->verdict != VERDICT_INCONCLUSIVE || !cell->detectable.available ||
        is_short) {
        buffer_text(out, words);
        return;
    }
    struct buffer detectable = { 0 };
    pen_number(&detectable, pen, cell->detectable.value, 1, false);
    if (buffer_failed(&detectable))
        out->failed = true;
    else
        /* translators: a verdict, "at least" as a sign, and a number */
        buffer_format(out, translated(pen->language, "%s (sees %s %s)"), words,
                      pen->ascii ? ">=" : "\xe2\x89\xa5", detectable.bytes);
    buffer_release(&detectable);
}

/* In a table no-break spaces stay until its lines are broken. */
static void put_text(struct buffer *out, const struct pen *pen, const char *text)
{
    if (pen->plain)
        pen_text(out, text);
    else
        text_escape(out, text, strlen(text));
}

/* What stands where there is no figure: why, in columns of words; a dash among numbers,
   unless it is hidden. */
static void put_nothing(struct buffer *out, const struct pen *pen,
                        const struct cell *cell, bool is_short)
{
    const char *words = status_words(pen->language, cell->status);
    if (cell->status == CELL_SUPPRESSED && is_short)
        buffer_text(out, translated(pen->language, "suppr."));
    else if (words && (pen->plain || cell->status == CELL_SUPPRESSED ||
                       cell->shown_as == SHOWN_VERDICT))
        buffer_text(out, words);
    else
        buffer_text(out, pen->ascii ? "-" : "\xe2\x80\x93");
}

static bool is_available(const struct cell *cell)
{
    const struct estimate *estimate = &cell->estimate;
    switch (cell->shown_as) {
    case SHOWN_NOTHING:
    case SHOWN_TEXT:
    case SHOWN_DUMBBELL:
    case SHOWN_SPARKLINE:
        return true;
    case SHOWN_COUNT:
    case SHOWN_SCORE:
    case SHOWN_GAP:
    case SHOWN_SHARE:
    case SHOWN_SHARE_GAP:
    case SHOWN_GAP_AND_MARGIN:
    case SHOWN_COEFFICIENT:
        return estimate->value.available;
    case SHOWN_INTERVAL:
    case SHOWN_SHARE_INTERVAL:
    case SHOWN_SHARE_RANGE:
    case SHOWN_COEFFICIENT_INTERVAL:
        return estimate->low.available && estimate->high.available;
    case SHOWN_VERDICT:
        return cell->verdict != VERDICT_NONE;
    }
    return false;
}

void pen_cell(struct buffer *out, const struct pen *pen, const struct cell *cell,
              bool is_short)
{
    double value = cell->estimate.value.value;
    if (!is_available(cell)) {
        put_nothing(out, pen, cell, is_short);
        return;
    }
    switch (cell->shown_as) {
    case SHOWN_NOTHING:
    case SHOWN_DUMBBELL:
        return;
    case SHOWN_TEXT:
        put_text(out, pen, cell->text ? cell->text : "");
        return;
    case SHOWN_COUNT:
        pen_number(out, pen, value, 0, false);
        return;
    case SHOWN_SPARKLINE:
        pen_sparkline(out, pen, cell->sparkline);
        return;
    case SHOWN_SCORE:
        pen_number(out, pen, value, 1, false);
        return;
    case SHOWN_GAP:
        pen_number(out, pen, value, 1, true);
        return;
    case SHOWN_SHARE:
        pen_number(out, pen, value, 0, false);
        buffer_text(out, " %");
        return;
    case SHOWN_SHARE_GAP:
        pen_number(out, pen, value, 0, true);
        return;
    case SHOWN_INTERVAL:
        put_interval(out, pen, cell, 1, is_short);
        return;
    case SHOWN_SHARE_INTERVAL:
    case SHOWN_SHARE_RANGE:
        put_interval(out, pen, cell, 0, is_short);
        return;
    case SHOWN_COEFFICIENT:
        pen_number(out, pen, value, 2, true);
        return;
    case SHOWN_COEFFICIENT_INTERVAL:
        put_interval(out, pen, cell, 2, is_short);
        return;
    case SHOWN_GAP_AND_MARGIN:
        put_margin(out, pen, cell, is_short);
        return;
    case SHOWN_VERDICT:
        put_verdict(out, pen, cell, is_short);
        return;
    }
}

enum paint cell_paint(const struct cell *cell)
{
    if (!is_available(cell))
        return PAINT_FAINT;
    if (cell->shown_as != SHOWN_VERDICT)
        return PAINT_NONE;
    switch (cell->verdict) {
    case VERDICT_EMPLOYEES_HIGHER:
        return PAINT_EMPLOYEES;
    case VERDICT_CUSTOMERS_HIGHER:
        return PAINT_CUSTOMERS;
    case VERDICT_SYMMETRIC:
        return PAINT_SYMMETRIC;
    case VERDICT_INCONCLUSIVE:
    case VERDICT_NONE:
        break;
    }
    return PAINT_FAINT;
}

void pen_text(struct buffer *out, const char *text)
{
    struct buffer shown = { 0 };
    text_escape(&shown, text, strlen(text));
    if (buffer_failed(&shown))
        out->failed = true;
    else if (shown.bytes)
        pen_plain(out, shown.bytes, shown.byte_count);
    buffer_release(&shown);
}

void pen_plain(struct buffer *out, const char *text, size_t byte_count)
{
    static const char *const no_break[] = { "\xc2\xa0", "\xe2\x80\xaf" };
    size_t start = 0;
    for (size_t at = 0; at < byte_count; at++)
        for (size_t i = 0; i < sizeof no_break / sizeof *no_break; i++) {
            size_t length = strlen(no_break[i]);
            if (length > byte_count - at || memcmp(text + at, no_break[i], length) != 0)
                continue;
            buffer_append(out, text + start, at - start);
            buffer_byte(out, ' ');
            start = at + length;
        }
    buffer_append(out, text + start, byte_count - start);
}

void paint_start(struct buffer *out, const struct pen *pen, enum paint paint)
{
    static const char *const codes[] = {
        [PAINT_NONE] = "",
        [PAINT_STRONG] = "\x1b[1m",
        [PAINT_FAINT] = "\x1b[2m",
        [PAINT_EMPLOYEES] = "\x1b[1;36m",
        [PAINT_CUSTOMERS] = "\x1b[1;35m",
        [PAINT_SYMMETRIC] = "\x1b[32m",
    };
    if (pen->color)
        buffer_text(out, codes[paint]);
}

void paint_end(struct buffer *out, const struct pen *pen, enum paint paint)
{
    if (pen->color && paint != PAINT_NONE)
        buffer_text(out, "\x1b[0m");
}

#include "report/text_parts.h"

#include <math.h>

/* From the lowest up. */
static const char *const blocks[] = { "\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83",
                                      "\xe2\x96\x84", "\xe2\x96\x85", "\xe2\x96\x86",
                                      "\xe2\x96\x87", "\xe2\x96\x88" };
static const char *const ascii_blocks[] = { "_", "-", "~", "^" };

static void put_block(struct buffer *out, const struct pen *pen,
                      const struct sparkline *sparkline, const struct measure *value)
{
    size_t levels = pen->ascii ? sizeof ascii_blocks / sizeof *ascii_blocks
                               : sizeof blocks / sizeof *blocks;
    if (!value->available) {
        buffer_text(out, pen->ascii ? "." : "\xc2\xb7");
        return;
    }
    double share = (value->value - sparkline->low) / (sparkline->high - sparkline->low);
    double bounded = share < 0 ? 0 : share > 1 ? 1 : share;
    size_t level = (size_t)floor(bounded * (double)levels);
    level = level < levels ? level : levels - 1;
    buffer_text(out, (pen->ascii ? ascii_blocks : blocks)[level]);
}

static void put_value(struct buffer *out, const struct pen *pen,
                      const struct measure *value)
{
    if (value->available)
        pen_number(out, pen, value->value, 1, false);
    else
        buffer_text(out, pen->ascii ? "-" : "\xe2\x80\x93");
}

void pen_sparkline(struct buffer *out, const struct pen *pen,
                   const struct sparkline *sparkline)
{
    size_t last = sparkline->count - 1;
    if (pen->plain) {
        for (size_t i = 0; i <= last; i++) {
            buffer_text(out, i ? ", " : "");
            put_value(out, pen, &sparkline->values[i]);
        }
        return;
    }
    put_value(out, pen, &sparkline->values[0]);
    buffer_byte(out, ' ');
    for (size_t i = 0; i <= last; i++) {
        if (i && sparkline->breaks && sparkline->breaks[i])
            buffer_text(out, pen->ascii ? "|" : "\xe2\x94\x82");
        put_block(out, pen, sparkline, &sparkline->values[i]);
    }
    buffer_byte(out, ' ');
    put_value(out, pen, &sparkline->values[last]);
}

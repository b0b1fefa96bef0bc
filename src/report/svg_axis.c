#include "report/svg_axis.h"

#include <float.h>
#include <math.h>

struct range range_empty(void)
{
    return (struct range){ DBL_MAX, -DBL_MAX };
}

void range_take(struct range *range, double value)
{
    range->low = fmin(range->low, value);
    range->high = fmax(range->high, value);
}

/* 1, 2 or 5 times a power of ten, at least `least`. */
static double round_step(double least)
{
    double power = pow(10, floor(log10(least)));
    const double steps[] = { 1, 2, 5, 10 };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i] * power >= least * (1 - 1e-9))
            return steps[i] * power;
    return 10 * power;
}

static void set_ticks(struct axis *axis, double step)
{
    axis->decimals = step >= 1 ? 0 : (int)ceil(-log10(step) - 1e-9);
    axis->tick_count = 0;
    double first = ceil(axis->low / step - 1e-9);
    for (size_t i = 0; i < MOST_TICKS; i++) {
        double tick = (first + (double)i) * step;
        if (tick > axis->high + step * 1e-9)
            return;
        axis->ticks[axis->tick_count++] = tick;
    }
}

struct axis axis_around(double low, double high, size_t ticks)
{
    if (low > high)
        low = high = 0;
    if (high - low < 1e-9) {
        low -= 5;
        high += 5;
    }
    double step = round_step((high - low) / (double)(ticks ? ticks : 1));
    struct axis axis = { .low = floor(low / step + 1e-9) * step,
                         .high = ceil(high / step - 1e-9) * step };
    set_ticks(&axis, step);
    return axis;
}

void axis_limit(struct axis *axis, double least, double most)
{
    axis->low = fmax(axis->low, least);
    axis->high = fmin(axis->high, most);
    size_t kept = 0;
    for (size_t i = 0; i < axis->tick_count; i++)
        if (axis->ticks[i] >= least && axis->ticks[i] <= most)
            axis->ticks[kept++] = axis->ticks[i];
    axis->tick_count = kept;
}

double axis_place(const struct axis *axis, double value)
{
    double share = (value - axis->low) / (axis->high - axis->low);
    return axis->start + share * (axis->end - axis->start);
}

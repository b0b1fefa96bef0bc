#include "judge/bound.h"

#include <math.h>

bool is_beyond(enum check_bound bound, double limit, double value)
{
    switch (bound) {
    case BOUND_MIN:
    case BOUND_MIN_CHANGE:
        return value < limit;
    case BOUND_MAX:
    case BOUND_MAX_CHANGE:
        return value > limit;
    case BOUND_ABS_MAX:
        return fabs(value) > limit;
    case BOUND_COUNT:
        break;
    }
    return false;
}

/* Whether every value of the interval lies beyond the bound; for abs_max all on the same
   side of 0. */
static bool is_wholly_beyond(enum check_bound bound, double limit, double low,
                             double high)
{
    bool is_both = is_beyond(bound, limit, low) && is_beyond(bound, limit, high);
    return is_both && (bound != BOUND_ABS_MAX || (low > 0) == (high > 0));
}

enum breach bound_breach(enum check_bound bound, double limit, enum check_when when,
                         const struct estimate *figure)
{
    double low = figure->low.value;
    double high = figure->high.value;
    bool has_interval = figure->low.available && figure->high.available;
    bool is_breach = false;
    if (!figure->value.available || (when != WHEN_VALUE && !has_interval))
        return BREACH_UNKNOWN;
    switch (when) {
    case WHEN_VALUE:
        is_breach = is_beyond(bound, limit, figure->value.value);
        break;
    case WHEN_SIGNIFICANT:
        is_breach = is_wholly_beyond(bound, limit, low, high);
        break;
    case WHEN_NONINFERIOR:
        is_breach = is_beyond(bound, limit, low) || is_beyond(bound, limit, high);
        break;
    }
    return is_breach ? BREACH_YES : BREACH_NO;
}

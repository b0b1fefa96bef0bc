#include "study/check.h"

bool check_bound_is_change(enum check_bound bound)
{
    return bound == BOUND_MIN_CHANGE || bound == BOUND_MAX_CHANGE;
}

bool check_needs_baseline(const struct check *check)
{
    for (int bound = 0; bound < BOUND_COUNT; bound++)
        if (check_bound_is_change((enum check_bound)bound) &&
            (check->fail.given[bound] || check->warn.given[bound]))
            return true;
    return false;
}

#include "support/test.h"

#include <math.h>

void test_assert_close(double actual, double expected, double tolerance, const char *what,
                       const char *file, int line)
{
    double scale = fabs(expected) > 1 ? fabs(expected) : 1;
    if (fabs(actual - expected) <= tolerance * scale)
        return;
    print_error("%s is %.17g, not %.17g (off by %.3g, allowed %.3g)\n", what, actual,
                expected, fabs(actual - expected), tolerance * scale);
    _fail(file, line);
}

/* What every test includes: cmocka with its includes in the order that it needs, and an
   assertion for doubles, which cmocka 1.1 lacks. */
#ifndef SUPPORT_TEST_H
#define SUPPORT_TEST_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

/* cmocka's macro of this name would take away ours (base/diagnostics.h). */
#undef fail

#include <stdbool.h>

/* |actual - expected| <= tolerance * max(1, |expected|) */
#define assert_close(actual, expected, tolerance)                                        \
    test_assert_close((actual), (expected), (tolerance), #actual, __FILE__, __LINE__)

void test_assert_close(double actual, double expected, double tolerance, const char *what,
                       const char *file, int line);

#endif

#include "stats/beta.h"

#include <float.h>
#include <math.h>

/* What Stirling's formula for ln(z!) lacks; by the recurrence from below 15. */
static double stirling_rest(double z)
{
    double sum = 0;
    for (; z < 15; z++)
        sum += (z + 0.5) * log1p(1 / z) - 1;
    double s = 1 / (z * z);
    double series =
        1. / 12 -
        s * (1. / 360 -
             s * (1. / 1260 - s * (1. / 1680 - s * (1. / 1188 - s * 691. / 360360))));
    return sum + series / z;
}

/* a ln(a / m) + m - a, which is small where a is near m; difference = a - m. Loader
   (2000). */
static double deviance(double a, double m, double difference)
{
    if (!(fabs(difference) < 0.1 * (a + m)))
        return a * log(a / m) - difference;
    double v = difference / (a + m);
    double sum = difference * v;
    double term = 2 * a * v;
    for (double n = 3;; n += 2) {
        term *= v * v;
        double more = sum + term / n;
        if (more == sum)
            return sum;
        sum = more;
    }
}

/* x^a rest^b / B(a, b), by Loader's (2000) form of the binomial probability, in which
   nothing large cancels. */
static double density_factor(double a, double b, double x, double rest)
{
    static const double two_pi = 6.28318530717958647693;
    double n = a + b;
    double difference = a * rest - b * x;
    double exponent = stirling_rest(n) - stirling_rest(a) - stirling_rest(b) -
                      deviance(a, n * x, difference) - deviance(b, n * rest, -difference);
    return sqrt(a * b / (two_pi * n)) * exp(exponent);
}

/* The continued fraction of Didonato & Morris (1992), which converges below the mean, by
   Lentz's way after Thompson & Barnett (1986). */
double beta_fraction(double a, double b, double x, double rest)
{
    enum { MOST_STEPS = 100000 };
    double value = a * (a * rest - b * x + 1) / (a + 1);
    double c = value;
    double d = 0;
    double step = 0;
    for (double m = 1; fabs(step - 1) > DBL_EPSILON && m < MOST_STEPS; m++) {
        double before = a + 2 * m - 1;
        double last = m * (b - m) * x / before;
        double above = last * x * (a + m - 1) * (a + b + m - 1) / before;
        double below =
            m + last + (a + m) * (a * rest - b * x + 1 + m * (1 + rest)) / (before + 2);
        d = 1 / (below + above * d);
        c = below + above / c;
        step = c * d;
        value *= step;
    }
    return value;
}

double beta_below(double a, double b, double x, double rest)
{
    if (a * rest < b * x)
        return 1 - beta_below(b, a, rest, x);
    return density_factor(a, b, x, rest) / beta_fraction(a, b, x, rest);
}

#include "stats/t_expansion.h"

#include "stats/distribution.h"

#include <math.h>

enum { MOST_POWERS = T_TERMS + 1 };

/* Of t(z) = z + sum of g(z) / df^k with dt/dz = normal density at z / density at t,
   solved order by order in whole numbers: g = z (sum of coefficients times z^2i) /
   divisor. */
static const struct {
    double divisor;
    double coefficients[MOST_POWERS]; /* from the lowest power */
} polynomials[T_TERMS] = {
    { 4, { 1, 1 } },
    { 96, { 3, 16, 5 } },
    { 384, { -15, 17, 19, 3 } },
    { 92160, { -945, -1920, 1482, 776, 79 } },
    { 122880, { 5985, -255, -594, 310, 113, 9 } },
    { 185794560, { 2463615, 6667920, 616707, -82440, 48821, 15448, 1065 } },
    { 743178240, { -111486375, -18226215, 5639193, 1086849, 113891, 41107, 6891, 339 } },
    { 356725555200,
      { -14223634425, -42618441600, -9178970220, -591760080, 27817290, 16657824, 3393364,
        296624, 9159 } },
};

void t_expansion_init(struct t_expansion *expansion, double confidence)
{
    double z = normal_critical(confidence);
    expansion->confidence = confidence;
    expansion->normal = z;
    for (int k = 0; k < T_TERMS; k++) {
        double sum = 0;
        for (int i = MOST_POWERS; i-- > 0;)
            sum = sum * (z * z) + polynomials[k].coefficients[i];
        expansion->terms[k] = z * sum / polynomials[k].divisor;
    }
}

/* What is left out is about as large as the last term, over df. */
bool t_expansion_at(const struct t_expansion *expansion, double df, double *t_out)
{
    enum { LEAST_DF = 100 }; /* the last term may happen to be small before others are */
    double inverse = 1 / df;
    double square = inverse * inverse;
    double fourth = square * square;
    double sum = 0;
    for (int k = T_TERMS; k-- > 0;)
        sum = (sum + expansion->terms[k]) * inverse;
    *t_out = expansion->normal + sum;
    double last = fabs(expansion->terms[T_TERMS - 1]) * (fourth * fourth);
    return df >= LEAST_DF && last <= 1e-17 * *t_out;
}

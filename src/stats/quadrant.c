#include "stats/quadrant.h"

#include "stats/distribution.h"

#include <math.h>

static bool is_high(const struct moments *side, double reference)
{
    return side->mean >= reference - HISTOGRAM_TIE;
}

static double chance_of_high(const struct moments *side, double reference)
{
    double se = sqrt(side->variance / side->n);
    if (!(se > 0))
        return is_high(side, reference) ? 1 : 0;
    return normal_below((side->mean - reference) / se);
}

struct quadrant_place quadrant_of(const struct moments *employees,
                                  const struct moments *customers,
                                  double employee_reference, double customer_reference)
{
    struct quadrant_place place = { 0 };
    bool employees_high = is_high(employees, employee_reference);
    bool customers_high = is_high(customers, customer_reference);
    if (employees_high)
        place.quadrant = customers_high ? QUADRANT_BOTH : QUADRANT_EMPLOYEES_ONLY;
    else
        place.quadrant = customers_high ? QUADRANT_CUSTOMERS_ONLY : QUADRANT_NEITHER;
    place.has_probabilities = employees->has_variance && customers->has_variance;
    if (!place.has_probabilities)
        return place;
    double e = chance_of_high(employees, employee_reference);
    double c = chance_of_high(customers, customer_reference);
    place.probabilities[QUADRANT_BOTH] = e * c;
    place.probabilities[QUADRANT_EMPLOYEES_ONLY] = e * (1 - c);
    place.probabilities[QUADRANT_CUSTOMERS_ONLY] = (1 - e) * c;
    place.probabilities[QUADRANT_NEITHER] = (1 - e) * (1 - c);
    return place;
}

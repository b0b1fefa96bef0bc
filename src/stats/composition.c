#include "stats/composition.h"

#include "stats/sum.h"

#include <math.h>

/* A difference of figures up to 100 that is below this is none: a single answer among
   millions moves them by more. */
static const double ROUNDING = 1e-11;

static double total_n(const struct moments *units, size_t unit_count)
{
    struct sum n = { 0 };
    for (size_t i = 0; i < unit_count; i++)
        sum_add(&n, units[i].n);
    return sum_value(&n);
}

enum shortfall composition(const struct moments *employees,
                           const struct moments *customers, size_t unit_count,
                           double overall_gap, struct composition *composition_out)
{
    double employee_n = total_n(employees, unit_count);
    double customer_n = total_n(customers, unit_count);
    struct sum within = { 0 };
    struct sum mix = { 0 };
    if (!(employee_n > 0 && customer_n > 0))
        return SHORTFALL_UNITS;
    /* Shares differ by amounts that add up to 0, so the mix may be taken about any
       figure; about one of the units' own, nothing is lost to a large mean. */
    double origin = employees[0].mean;
    for (size_t i = 0; i < unit_count; i++) {
        double e = employees[i].n / employee_n;
        double c = customers[i].n / customer_n;
        double x = employees[i].mean;
        double y = customers[i].mean;
        sum_add_product(&within, (e + c) / 2, x - y);
        sum_add_product(&mix, e - c, (x - origin) / 2 + (y - origin) / 2);
    }
    composition_out->within = sum_value(&within);
    composition_out->mix = sum_value(&mix);
    composition_out->total = composition_out->within + composition_out->mix;
    double unmatched = overall_gap - composition_out->total;
    composition_out->unmatched = fabs(unmatched) < ROUNDING ? 0 : unmatched;
    return SHORTFALL_NONE;
}

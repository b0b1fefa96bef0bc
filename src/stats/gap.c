#include "stats/gap.h"

#include "stats/distribution.h"
#include "stats/pseudo_nps.h"
#include "stats/sum.h"
#include "stats/t_expansion.h"

#include <math.h>

static bool is_probability(double p)
{
    return p > 0 && p < 1;
}

/* The variances of the two means; false when there is no test. */
static bool mean_variances(const struct moments *employees,
                           const struct moments *customers, double *employee_out,
                           double *customer_out)
{
    if (!employees->has_variance || !customers->has_variance)
        return false;
    *employee_out = employees->variance / employees->n;
    *customer_out = customers->variance / customers->n;
    return *employee_out + *customer_out > 0;
}

static double satterthwaite_df(double a, double a_df, double b, double b_df)
{
    double share = a / (a + b);
    return 1 / (share * share / a_df + (1 - share) * (1 - share) / b_df);
}

bool welch_by(const struct moments *employees, const struct moments *customers,
              const struct t_expansion *expansion, struct welch *welch_out)
{
    double a;
    double b;
    if (!is_probability(expansion->confidence) ||
        !mean_variances(employees, customers, &a, &b))
        return false;
    double difference = employees->mean - customers->mean;
    double se = sqrt(a + b);
    double df = satterthwaite_df(a, moments_df(employees), b, moments_df(customers));
    double half = t_critical_by(expansion, df) * se;
    *welch_out = (struct welch){
        .difference = difference,
        .se = se,
        .t = difference / se,
        .df = df,
        .p = t_two_sided(difference / se, df),
        .interval = { difference - half, difference + half },
    };
    return true;
}

bool welch(const struct moments *employees, const struct moments *customers,
           double confidence, struct welch *welch_out)
{
    struct t_expansion expansion;
    t_expansion_init(&expansion, confidence);
    return welch_by(employees, customers, &expansion, welch_out);
}

bool equivalence(const struct moments *employees, const struct moments *customers,
                 double margin, struct equivalence *equivalence_out)
{
    double a;
    double b;
    if (!(margin >= 0) || !mean_variances(employees, customers, &a, &b))
        return false;
    double difference = employees->mean - customers->mean;
    double se = sqrt(a + b);
    double df = satterthwaite_df(a, moments_df(employees), b, moments_df(customers));
    double t_low = (difference + margin) / se;
    double t_high = (difference - margin) / se;
    *equivalence_out = (struct equivalence){
        t_low, t_high, t_above(fmin(t_low, -t_high), df), /* the larger of both */
    };
    return true;
}

bool minimum_detectable(double se, double alpha, double *gap_out)
{
    if (!(se > 0) || !is_probability(alpha))
        return false;
    *gap_out = (normal_critical(1 - alpha) + normal_quantile(0.80)) * se;
    return true;
}

bool nps_gap(struct nps_counts employees, struct nps_counts customers, double confidence,
             struct nps_gap *gap_out)
{
    double employee_value;
    double customer_value;
    if (!is_probability(confidence) || !nps_value(employees, &employee_value) ||
        !nps_value(customers, &customer_value))
        return false;
    struct adjusted_nps a = nps_adjust(employees);
    struct adjusted_nps b = nps_adjust(customers);
    double adjusted = a.value - b.value;
    double se = sqrt(a.variance + b.variance);
    double half = normal_critical(confidence) * se;
    *gap_out = (struct nps_gap){
        .value = employee_value - customer_value,
        .adjusted = adjusted,
        .se = se,
        .z = adjusted / se,
        .p = normal_two_sided(adjusted / se),
        .interval = { adjusted - half, adjusted + half },
    };
    return true;
}

bool newcombe_gap_at(double employee_hits, double employee_n, double customer_hits,
                     double customer_n, double z, struct share_gap *gap_out)
{
    if (!(employee_n >= 1 && customer_n >= 1))
        return false;
    struct interval e = wilson_at(employee_hits, employee_n, z);
    struct interval c = wilson_at(customer_hits, customer_n, z);
    double employee_share = employee_hits / employee_n;
    double customer_share = customer_hits / customer_n;
    double value = employee_share - customer_share;
    gap_out->value = value;
    gap_out->interval.low =
        value - root_of_squares(employee_share - e.low, c.high - customer_share);
    gap_out->interval.high =
        value + root_of_squares(e.high - employee_share, customer_share - c.low);
    return true;
}

bool newcombe_gap(double employee_hits, double employee_n, double customer_hits,
                  double customer_n, double confidence, struct share_gap *gap_out)
{
    return is_probability(confidence) &&
           newcombe_gap_at(employee_hits, employee_n, customer_hits, customer_n,
                           normal_critical(confidence), gap_out);
}

#include "analysis/relations.h"

#include <math.h>

bool relations_init(struct relations *relations, const struct study *study,
                    const struct tally *tally, enum side side)
{
    bool is_raked = study->sides[side].margin_count > 0;
    *relations = (struct relations){ .moments = is_raked ? NULL : tally->moments[side] };
    return moment_plan_init(&relations->plan, study, side);
}

void relations_release(struct relations *relations)
{
    moment_plan_release(&relations->plan);
}

/* A whole number near the mean. */
static uint64_t centre_of(struct wide sum, uint64_t n)
{
    double mean = wide_value(sum) / (double)n;
    return (uint64_t)fmin(fmax(round(mean), 0), (double)MOMENT_PARTS);
}

/* The sum of x less n times the centre: small, and exact. */
static double off_centre(struct wide sum, uint64_t centre, uint64_t n)
{
    wide_subtract(&sum, wide_product(centre, n));
    return wide_value(sum);
}

/* The sum of products about two centres, exact until it becomes a double. */
static double centred_sum(struct wide products, struct wide sum_x, struct wide sum_y,
                          uint64_t centre_x, uint64_t centre_y, uint64_t n)
{
    wide_subtract(&products, wide_times(sum_x, centre_y));
    wide_subtract(&products, wide_times(sum_y, centre_x));
    wide_add(&products, wide_times(wide_product(centre_x, centre_y), n));
    return wide_value(products);
}

struct relation relation_of(const struct co_moment *moment)
{
    const double points = 100 / (double)MOMENT_PARTS;
    struct relation relation = { .n = (double)moment->n };
    uint64_t n = moment->n;
    if (n < 2)
        return relation;
    uint64_t x = centre_of(moment->x, n);
    uint64_t y = centre_of(moment->y, n);
    double off_x = off_centre(moment->x, x, n);
    double off_y = off_centre(moment->y, y, n);
    double xx = centred_sum(moment->xx, moment->x, moment->x, x, x, n);
    double yy = centred_sum(moment->yy, moment->y, moment->y, y, y, n);
    double xy = centred_sum(moment->xy, moment->x, moment->y, x, y, n);
    double scale = points * points / (relation.n - 1);
    relation.variance_x = scale * (xx - off_x * off_x / relation.n);
    relation.variance_y = scale * (yy - off_y * off_y / relation.n);
    relation.covariance = scale * (xy - off_x * off_y / relation.n);
    return relation;
}

static bool is_first(const struct moment_variable *first, struct moment_variable x)
{
    return first->dimension == x.dimension && first->item == x.item;
}

struct relation relation_between(const struct relations *relations,
                                 struct moment_variable x, struct moment_variable y)
{
    const struct moment_plan *plan = &relations->plan;
    size_t pair = moment_plan_find(plan, x, y);
    if (!relations->moments || pair == plan->pair_count)
        return (struct relation){ 0 };
    struct relation relation = relation_of(&relations->moments[pair]);
    if (is_first(&plan->variables[plan->pairs[pair].x], x))
        return relation;
    return (struct relation){ relation.n, relation.variance_y, relation.variance_x,
                              relation.covariance };
}

static void fill(const struct relations *relations,
                 const struct moment_variable *variables, size_t count,
                 bool as_correlations, double *matrix, double *least_n_out)
{
    double least = INFINITY;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j <= i; j++) {
            struct relation pair =
                relation_between(relations, variables[i], variables[j]);
            double value = pair.n < 2 ? NAN : pair.covariance;
            if (as_correlations)
                value /= sqrt(pair.variance_x) * sqrt(pair.variance_y);
            if (as_correlations && i == j && isfinite(value))
                value = 1;
            matrix[i * count + j] = matrix[j * count + i] = value;
            least = fmin(least, pair.n);
        }
    *least_n_out = count ? least : 0;
}

void relation_covariances(const struct relations *relations,
                          const struct moment_variable *variables, size_t count,
                          double *covariances_out, double *least_n_out)
{
    fill(relations, variables, count, false, covariances_out, least_n_out);
}

void relation_correlations(const struct relations *relations,
                           const struct moment_variable *variables, size_t count,
                           double *correlations_out, double *least_n_out)
{
    fill(relations, variables, count, true, correlations_out, least_n_out);
}

#include "stats/margins.h"

#include "stats/sum.h"

#include <stdbool.h>
#include <string.h>

enum { LEAST_STEPS = 50, MOST_STEPS = 2000 };

/* Per category of each margin, but for the last, which is per group. */
struct descent {
    double *weights;
    double *scaled;
    double *direction;
    double *moved;
    double *steps;
};

static size_t total_of(const struct margins *margins)
{
    return margins->margin_count * margins->category_count;
}

size_t margins_numbers(size_t group_count, size_t margin_count, size_t category_count)
{
    return 4 * margin_count * category_count + group_count;
}

static struct descent descent_of(const struct margins *margins)
{
    size_t total = total_of(margins);
    double *numbers = margins->numbers;
    return (struct descent){ numbers, numbers + total, numbers + 2 * total,
                             numbers + 3 * total, numbers + 4 * total };
}

static size_t place_of(const struct margins *margins, size_t group, size_t margin)
{
    return margin * margins->category_count + margins->categories[group][margin];
}

static void weigh_categories(const struct margins *margins, double *weights)
{
    memset(weights, 0, total_of(margins) * sizeof *weights);
    for (size_t g = 0; g < margins->group_count; g++)
        for (size_t m = 0; m < margins->margin_count; m++)
            weights[place_of(margins, g, m)] += margins->weights[g];
}

static double dot(const double *a, const double *b, size_t count)
{
    struct sum sum = { 0 };
    for (size_t i = 0; i < count; i++)
        sum_add_product(&sum, a[i], b[i]);
    return sum_value(&sum);
}

static void scale(const struct descent *descent, const double *wanted, size_t total)
{
    for (size_t i = 0; i < total; i++)
        descent->scaled[i] =
            descent->weights[i] > 0 ? wanted[i] / descent->weights[i] : 0;
}

/* What the direction would add to the sums over categories, and to each group. */
static void try_direction(const struct margins *margins, const struct descent *descent)
{
    memset(descent->moved, 0, total_of(margins) * sizeof *descent->moved);
    for (size_t g = 0; g < margins->group_count; g++) {
        double step = 0;
        for (size_t m = 0; m < margins->margin_count; m++)
            step += descent->direction[place_of(margins, g, m)];
        descent->steps[g] = step;
        for (size_t m = 0; m < margins->margin_count; m++)
            descent->moved[place_of(margins, g, m)] += margins->weights[g] * step;
    }
}

static size_t most_steps(size_t total)
{
    size_t most = 2 * total + LEAST_STEPS;
    return most < MOST_STEPS ? most : MOST_STEPS;
}

void margins_solve(const struct margins *margins, double *wanted, double small,
                   double *effects)
{
    struct descent descent = descent_of(margins);
    size_t total = total_of(margins);
    weigh_categories(margins, descent.weights);
    scale(&descent, wanted, total);
    memcpy(descent.direction, descent.scaled, total * sizeof *descent.direction);
    double rest = dot(wanted, descent.scaled, total);
    for (size_t i = 0; i < most_steps(total) && rest > small; i++) {
        try_direction(margins, &descent);
        double bend = dot(descent.direction, descent.moved, total);
        if (!(bend > 0))
            break;
        double length = rest / bend;
        for (size_t g = 0; g < margins->group_count; g++)
            effects[g] += length * descent.steps[g];
        for (size_t c = 0; c < total; c++)
            wanted[c] -= length * descent.moved[c];
        scale(&descent, wanted, total);
        double next = dot(wanted, descent.scaled, total);
        for (size_t c = 0; c < total; c++)
            descent.direction[c] = descent.scaled[c] + next / rest * descent.direction[c];
        rest = next;
    }
}

#include "disclosure/crowd.h"

#include "disclosure/wipe.h"

#include <math.h>

/* The heads behind a share. One of answers that have weights is none of heads, and comes
   to them by rounding; but that all are meant, or nobody, only 100 and 0 say. */
static double head_count(double n, const struct measure *percentage)
{
    if (!percentage->available)
        return 0;
    double count = n * percentage->value / 100;
    double heads = round(count);
    bool is_all = heads == n && percentage->value != 100;
    bool is_nobody = heads == 0 && percentage->value != 0;
    return is_all || is_nobody ? count : heads;
}

struct crowd crowd_of(const struct side_result *side, double origin)
{
    struct crowd crowd = { .n = side_answers(side) };
    if (crowd.n == 0)
        return crowd;
    const struct side_design *heads = side_design(side);
    bool has_heads = heads->plain_index.available;
    const struct measure *index = has_heads ? &heads->plain_index : &side->index.value;
    const struct measure *index_sd = has_heads ? &heads->plain_index_sd : &side->index_sd;
    double mean = index->value - origin;
    double sd = index_sd->available ? index_sd->value : 0;
    crowd.sum = crowd.n * mean;
    crowd.squares = crowd.n * mean * mean + (crowd.n - 1) * sd * sd;
    crowd.promoters =
        head_count(crowd.n, has_heads ? &heads->plain_promoters : &side->promoters);
    crowd.detractors =
        head_count(crowd.n, has_heads ? &heads->plain_detractors : &side->detractors);
    return crowd;
}

void crowd_add(struct crowd *crowd, const struct crowd *more)
{
    crowd->n += more->n;
    crowd->sum += more->sum;
    crowd->squares += more->squares;
    crowd->promoters += more->promoters;
    crowd->detractors += more->detractors;
}

void crowd_subtract(struct crowd *crowd, const struct crowd *less)
{
    crowd->n -= less->n;
    crowd->sum -= less->sum;
    crowd->squares -= less->squares;
    crowd->promoters -= less->promoters;
    crowd->detractors -= less->detractors;
}

double crowd_tolerance(double n)
{
    return 1e-4 + 1e-8 * n;
}

bool crowd_is_unanimous(const struct crowd *crowd, bool has_nps, double tolerance)
{
    double n = crowd->n;
    if (fabs(n) < 2)
        return false;
    double spread = crowd->squares - crowd->sum * crowd->sum / n;
    if (copysign(1, n) * spread <= tolerance)
        return true;
    return has_nps && (crowd->promoters == n || crowd->detractors == n);
}

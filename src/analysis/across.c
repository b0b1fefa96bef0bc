#include "analysis/across.h"

#include "analysis/score.h"
#include "analysis/shown_units.h"
#include "base/memory.h"
#include "stats/adjust.h"
#include "stats/correlation.h"
#include "stats/profile.h"

bool link_profile(const struct study *study, struct results *results)
{
    double *index[SIDE_COUNT];
    struct points points = { 0 };
    for (int side = 0; side < SIDE_COUNT; side++)
        index[side] = memory_allocate(study->dimension_count, sizeof *index[side]);
    bool done = index[SIDE_EMPLOYEES] && index[SIDE_CUSTOMERS];
    for (size_t d = 0; done && d < study->dimension_count; d++) {
        const struct side_result *sides = results->rows[d].sides;
        if (!sides[SIDE_EMPLOYEES].index.value.available ||
            !sides[SIDE_CUSTOMERS].index.value.available)
            continue;
        for (int side = 0; side < SIDE_COUNT; side++)
            index[side][points.count] = sides[side].index.value.value;
        points.count++;
    }
    points.x = index[SIDE_EMPLOYEES];
    points.y = index[SIDE_CUSTOMERS];
    struct profile profiles;
    if (done)
        results->profile.dimensions = available((double)points.count);
    if (done && profile(&points, &profiles) == SHORTFALL_NONE) {
        results->profile.dissonance = available(profiles.dissonance);
        results->profile.elevation = available(profiles.elevation);
        results->profile.scatter = available(profiles.scatter);
        results->profile.shape = available(profiles.shape);
    }
    for (int side = 0; side < SIDE_COUNT; side++)
        memory_free(index[side]);
    return done;
}

/* The units that show `link`'s two dimensions, each on its own side. */
static struct points pair_points(const struct cross_link *link, const struct study *study,
                                 struct results *results, double *x, double *y)
{
    size_t count = 0;
    for (size_t u = 0; u < results->unit_count; u++) {
        const struct measure *employees =
            &unit_row(study, results, u, link->dimensions[SIDE_EMPLOYEES])
                 ->sides[SIDE_EMPLOYEES]
                 .index.value;
        const struct measure *customers =
            &unit_row(study, results, u, link->dimensions[SIDE_CUSTOMERS])
                 ->sides[SIDE_CUSTOMERS]
                 .index.value;
        if (!employees->available || !customers->available)
            continue;
        x[count] = employees->value;
        y[count++] = customers->value;
    }
    return (struct points){ x, y, count };
}

static void correlate(struct cross_link *link, const struct points *points,
                      double confidence)
{
    struct pearson r;
    link->units = available((double)points->count);
    if (points->count < CROSS_LINKAGE_LEAST_UNITS ||
        pearson(points, confidence, &r) != SHORTFALL_NONE)
        return;
    link->r = available(r.r);
    link->p = available(r.p);
}

/* All tests of the matrix are one family, adjusted after Benjamini and Hochberg. */
static bool adjust_links(struct results *results)
{
    size_t count = 0;
    double *p = memory_allocate(results->cross_link_count, sizeof *p);
    struct ranked_p *scratch =
        memory_allocate(results->cross_link_count, sizeof *scratch);
    bool done = p && scratch;
    if (done) {
        for (size_t i = 0; i < results->cross_link_count; i++)
            if (results->cross_links[i].p.available)
                p[count++] = results->cross_links[i].p.value;
        adjust_bh(p, count, scratch, p);
        count = 0;
        for (size_t i = 0; i < results->cross_link_count; i++)
            if (results->cross_links[i].p.available)
                results->cross_links[i].p_adjusted = available(p[count++]);
    }
    memory_free(p);
    memory_free(scratch);
    return done;
}

static bool is_asked(const struct study *study, size_t dimension, enum side side)
{
    return study->dimensions[dimension].questions[side].item_count > 0;
}

bool link_across(const struct study *study, struct results *results)
{
    size_t count = study->dimension_count;
    if (results->unit_count < CROSS_LINKAGE_LEAST_UNITS)
        return true;
    results->cross_links = memory_allocate(count * count, sizeof *results->cross_links);
    double *x = memory_allocate(results->unit_count, sizeof *x);
    double *y = memory_allocate(results->unit_count, sizeof *y);
    bool done = results->cross_links && x && y;
    for (size_t i = 0; done && i < count * count; i++) {
        struct cross_link link = { .dimensions = { i / count, i % count } };
        if (!is_asked(study, i / count, SIDE_EMPLOYEES) ||
            !is_asked(study, i % count, SIDE_CUSTOMERS))
            continue;
        struct points points = pair_points(&link, study, results, x, y);
        correlate(&link, &points, study->analysis.confidence);
        results->cross_links[results->cross_link_count++] = link;
    }
    memory_free(x);
    memory_free(y);
    return done && adjust_links(results);
}

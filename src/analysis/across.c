#include "analysis/across.h"

#include "analysis/score.h"
#include "analysis/shown_units.h"
#include "base/memory.h"
#include "stats/adjust.h"
#include "stats/correlation.h"
#include "stats/profile.h"

#include <math.h>

bool link_profile(const struct study *study, struct results *results)
{
    double *index[SIDE_COUNT];
    struct points points = { 0 };
    for (int side = 0; side < SIDE_COUNT; side++)
        index[side] = memory_allocate(study->dimension_count, sizeof *index[side]);
    bool done = index[SIDE_EMPLOYEES] && index[SIDE_CUSTOMERS];
    for (size_t d = 0; done && d < study->dimension_count; d++) {
        const struct side_result *const *sides = results->rows[d].sides;
        if (!sides[SIDE_EMPLOYEES]->index.value.available ||
            !sides[SIDE_CUSTOMERS]->index.value.available)
            continue;
        for (int side = 0; side < SIDE_COUNT; side++)
            index[side][points.count] = sides[side]->index.value.value;
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

/* The indexes of units side by side, a row per dimension, NAN where none is shown: each
   is met in as many pairs as there are dimensions. Units that show nothing of a side are
   in no pair, and not here. And room for the points of one. */
struct index_table {
    double *indexes[SIDE_COUNT];
    double *points[SIDE_COUNT];
    size_t room; /* of a row */
    size_t unit_count;
};

/* In the next place of each row. */
static void add_unit(struct index_table *table, const struct study *study,
                     const struct result_row *rows)
{
    bool is_shown[SIDE_COUNT] = { false };
    for (size_t d = 0; d < study->dimension_count; d++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct measure *index = &rows[d].sides[side]->index.value;
            table->indexes[side][d * table->room + table->unit_count] =
                index->available ? index->value : NAN;
            is_shown[side] = is_shown[side] || index->available;
        }
    table->unit_count += is_shown[SIDE_EMPLOYEES] && is_shown[SIDE_CUSTOMERS];
}

static bool index_table_init(struct index_table *table, const struct study *study,
                             struct results *results)
{
    size_t dimensions = study->dimension_count;
    size_t units = results->unit_count;
    bool done = true;
    *table = (struct index_table){ .room = units };
    for (int side = 0; side < SIDE_COUNT; side++) {
        table->indexes[side] =
            memory_allocate(dimensions * units, sizeof *table->indexes[side]);
        table->points[side] = memory_allocate(units, sizeof *table->points[side]);
        done = done && table->indexes[side] && table->points[side];
    }
    for (size_t u = 0; done && u < units; u++)
        add_unit(table, study, unit_row(study, results, u, 0));
    return done;
}

static void index_table_release(struct index_table *table)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        memory_free(table->indexes[side]);
        memory_free(table->points[side]);
    }
}

/* The units that show `link`'s two dimensions, each on its own side. */
static struct points pair_points(const struct cross_link *link,
                                 const struct index_table *table)
{
    const double *employees =
        table->indexes[SIDE_EMPLOYEES] + link->dimensions[SIDE_EMPLOYEES] * table->room;
    const double *customers =
        table->indexes[SIDE_CUSTOMERS] + link->dimensions[SIDE_CUSTOMERS] * table->room;
    double *x = table->points[SIDE_EMPLOYEES];
    double *y = table->points[SIDE_CUSTOMERS];
    size_t count = 0;
    for (size_t u = 0; u < table->unit_count; u++) {
        if (isnan(employees[u]) || isnan(customers[u]))
            continue;
        x[count] = employees[u];
        y[count++] = customers[u];
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
    struct index_table table;
    bool done = index_table_init(&table, study, results) && results->cross_links;
    for (size_t i = 0; done && i < count * count; i++) {
        struct cross_link link = { .dimensions = { i / count, i % count } };
        if (!is_asked(study, i / count, SIDE_EMPLOYEES) ||
            !is_asked(study, i % count, SIDE_CUSTOMERS))
            continue;
        struct points points = pair_points(&link, &table);
        correlate(&link, &points, study->analysis.confidence);
        results->cross_links[results->cross_link_count++] = link;
    }
    index_table_release(&table);
    return done && adjust_links(results);
}

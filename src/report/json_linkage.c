#include "report/json.h"
#include "report/report.h"

static void put(struct json_writer *writer, const char *key,
                const struct measure *measure)
{
    if (measure->available)
        json_number(writer, key, measure->value);
    else
        json_null(writer, key);
}

static void put_estimate(struct json_writer *writer, const char *key,
                         const struct estimate *estimate, const struct measure *p)
{
    json_object_open(writer, key, JSON_INLINE);
    put(writer, "value", &estimate->value);
    put(writer, "low", &estimate->low);
    put(writer, "high", &estimate->high);
    if (p)
        put(writer, "p", p);
    json_close(writer);
}

static void put_tested(struct json_writer *writer, const char *key,
                       const struct measure *value, const struct measure *p)
{
    json_object_open(writer, key, JSON_INLINE);
    put(writer, "value", value);
    put(writer, "p", p);
    json_close(writer);
}

static void put_sides(struct json_writer *writer, const char *key,
                      const struct measure measures[SIDE_COUNT])
{
    json_object_open(writer, key, JSON_INLINE);
    for (int side = 0; side < SIDE_COUNT; side++)
        put(writer, side_name((enum side)side), &measures[side]);
    json_close(writer);
}

static void put_correlations(struct json_writer *writer,
                             const struct linkage_result *linkage)
{
    put_estimate(writer, "pearson", &linkage->pearson, &linkage->pearson_p);
    put_tested(writer, "spearman", &linkage->spearman, &linkage->spearman_p);
    put_tested(writer, "kendall", &linkage->kendall, &linkage->kendall_p);
    json_object_open(writer, "concordance", JSON_INLINE);
    put(writer, "value", &linkage->concordance.value);
    put(writer, "low", &linkage->concordance.low);
    put(writer, "high", &linkage->concordance.high);
    put(writer, "precision", &linkage->precision);
    put(writer, "accuracy", &linkage->accuracy);
    json_close(writer);
    put_sides(writer, "icc1", linkage->icc1);
    put_sides(writer, "icc2", linkage->icc2);
    put(writer, "disattenuated", &linkage->disattenuated);
}

static void put_agreement(struct json_writer *writer,
                          const struct linkage_result *linkage)
{
    json_object_open(writer, "agreement", JSON_BLOCK);
    for (int side = 0; side < SIDE_COUNT; side++) {
        json_object_open(writer, side_name((enum side)side), JSON_INLINE);
        put(writer, "rwg_median", &linkage->rwg_median[side]);
        put(writer, "rwg_share", &linkage->rwg_share[side]);
        put(writer, "ad_median", &linkage->deviation_median[side]);
        json_close(writer);
    }
    json_close(writer);
}

static void put_lines(struct json_writer *writer, const struct linkage_result *linkage)
{
    json_object_open(writer, "deming", JSON_INLINE);
    put(writer, "slope", &linkage->deming_slope.value);
    put(writer, "intercept", &linkage->deming_intercept);
    put(writer, "low", &linkage->deming_slope.low);
    put(writer, "high", &linkage->deming_slope.high);
    put(writer, "lambda", &linkage->deming_lambda);
    json_close(writer);
    json_object_open(writer, "micro_macro", JSON_INLINE);
    put(writer, "slope", &linkage->micro_macro_slope.value);
    put(writer, "low", &linkage->micro_macro_slope.low);
    put(writer, "high", &linkage->micro_macro_slope.high);
    put(writer, "se", &linkage->micro_macro_se);
    put(writer, "p", &linkage->micro_macro_p);
    json_close(writer);
}

static void put_gaps(struct json_writer *writer, const struct linkage_result *linkage)
{
    json_object_open(writer, "delivery_gap", JSON_INLINE);
    put(writer, "threshold", &linkage->delivery_threshold);
    put(writer, "believers", &linkage->believers);
    put(writer, "achievers", &linkage->achievers);
    put(writer, "value", &linkage->delivery_gap.value);
    put(writer, "low", &linkage->delivery_gap.low);
    put(writer, "high", &linkage->delivery_gap.high);
    put(writer, "p", &linkage->delivery_p);
    json_close(writer);
    json_object_open(writer, "composition", JSON_INLINE);
    put(writer, "total", &linkage->composition_total);
    put(writer, "within", &linkage->composition_within);
    put(writer, "mix", &linkage->composition_mix);
    put(writer, "unmatched", &linkage->composition_unmatched);
    json_close(writer);
    json_object_open(writer, "quadrants", JSON_BLOCK);
    put_sides(writer, "reference", linkage->quadrant_reference);
    for (int place = PLACE_BOTH; place <= PLACE_NEITHER; place++)
        put(writer, quadrant_name((enum quadrant_name)place),
            &linkage->quadrant_counts[place]);
    json_close(writer);
}

static void put_cross_link(struct json_writer *writer, const struct study *study,
                           const struct cross_link *link)
{
    json_object_open(writer, NULL, JSON_INLINE);
    for (int side = 0; side < SIDE_COUNT; side++)
        json_text(writer, side_name((enum side)side),
                  study->dimensions[link->dimensions[side]].id);
    put(writer, "units", &link->units);
    put(writer, "r", &link->r);
    put(writer, "p", &link->p);
    put(writer, "p_adjusted", &link->p_adjusted);
    json_close(writer);
}

void json_linkage(struct json_writer *writer, const struct study *study,
                  const struct results *results)
{
    json_array_open(writer, "linkage", JSON_BLOCK);
    for (size_t i = 0; i < results->linkage_count; i++) {
        const struct linkage_result *linkage = &results->linkage[i];
        json_object_open(writer, NULL, JSON_BLOCK);
        json_text(writer, "dimension", study->dimensions[linkage->dimension].id);
        put(writer, "units", &linkage->units);
        put_correlations(writer, linkage);
        put_agreement(writer, linkage);
        put_lines(writer, linkage);
        put_gaps(writer, linkage);
        json_close(writer);
    }
    json_close(writer);
    json_object_open(writer, "profile", JSON_INLINE);
    put(writer, "dimensions", &results->profile.dimensions);
    put(writer, "dissonance", &results->profile.dissonance);
    put(writer, "elevation", &results->profile.elevation);
    put(writer, "scatter", &results->profile.scatter);
    put(writer, "shape", &results->profile.shape);
    json_close(writer);
    json_array_open(writer, "cross_linkage", JSON_BLOCK);
    for (size_t i = 0; i < results->cross_link_count; i++)
        put_cross_link(writer, study, &results->cross_links[i]);
    json_close(writer);
}

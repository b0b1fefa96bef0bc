#include "report/json.h"
#include "report/report.h"

static void put_estimate(struct json_writer *writer, const char *key,
                         const struct estimate *estimate, const struct measure *p)
{
    json_object_open(writer, key, JSON_INLINE);
    json_measure(writer, "value", &estimate->value);
    json_measure(writer, "low", &estimate->low);
    json_measure(writer, "high", &estimate->high);
    if (p)
        json_measure(writer, "p", p);
    json_close(writer);
}

static void put_tested(struct json_writer *writer, const char *key,
                       const struct measure *value, const struct measure *p)
{
    json_object_open(writer, key, JSON_INLINE);
    json_measure(writer, "value", value);
    json_measure(writer, "p", p);
    json_close(writer);
}

static void put_sides(struct json_writer *writer, const char *key,
                      const struct measure measures[SIDE_COUNT])
{
    json_object_open(writer, key, JSON_INLINE);
    for (int side = 0; side < SIDE_COUNT; side++)
        json_measure(writer, side_name((enum side)side), &measures[side]);
    json_close(writer);
}

static void put_correlations(struct json_writer *writer,
                             const struct linkage_result *linkage)
{
    put_estimate(writer, "pearson", &linkage->pearson, &linkage->pearson_p);
    put_tested(writer, "spearman", &linkage->spearman, &linkage->spearman_p);
    put_tested(writer, "kendall", &linkage->kendall, &linkage->kendall_p);
    json_object_open(writer, "concordance", JSON_INLINE);
    json_measure(writer, "value", &linkage->concordance.value);
    json_measure(writer, "low", &linkage->concordance.low);
    json_measure(writer, "high", &linkage->concordance.high);
    json_measure(writer, "precision", &linkage->precision);
    json_measure(writer, "accuracy", &linkage->accuracy);
    json_close(writer);
    put_sides(writer, "icc1", linkage->icc1);
    put_sides(writer, "icc2", linkage->icc2);
    json_measure(writer, "disattenuated", &linkage->disattenuated);
}

static void put_agreement(struct json_writer *writer,
                          const struct linkage_result *linkage)
{
    json_object_open(writer, "agreement", JSON_BLOCK);
    for (int side = 0; side < SIDE_COUNT; side++) {
        json_object_open(writer, side_name((enum side)side), JSON_INLINE);
        json_measure(writer, "rwg_median", &linkage->rwg_median[side]);
        json_measure(writer, "rwg_share", &linkage->rwg_share[side]);
        json_measure(writer, "ad_median", &linkage->deviation_median[side]);
        json_close(writer);
    }
    json_close(writer);
}

static void put_lines(struct json_writer *writer, const struct linkage_result *linkage)
{
    json_object_open(writer, "deming", JSON_INLINE);
    json_measure(writer, "slope", &linkage->deming_slope.value);
    json_measure(writer, "intercept", &linkage->deming_intercept);
    json_measure(writer, "low", &linkage->deming_slope.low);
    json_measure(writer, "high", &linkage->deming_slope.high);
    json_measure(writer, "lambda", &linkage->deming_lambda);
    json_close(writer);
    json_object_open(writer, "micro_macro", JSON_INLINE);
    json_measure(writer, "slope", &linkage->micro_macro_slope.value);
    json_measure(writer, "low", &linkage->micro_macro_slope.low);
    json_measure(writer, "high", &linkage->micro_macro_slope.high);
    json_measure(writer, "se", &linkage->micro_macro_se);
    json_measure(writer, "p", &linkage->micro_macro_p);
    json_close(writer);
}

static void put_gaps(struct json_writer *writer, const struct linkage_result *linkage)
{
    json_object_open(writer, "delivery_gap", JSON_INLINE);
    json_measure(writer, "threshold", &linkage->delivery_threshold);
    json_measure(writer, "believers", &linkage->believers);
    json_measure(writer, "achievers", &linkage->achievers);
    json_measure(writer, "value", &linkage->delivery_gap.value);
    json_measure(writer, "low", &linkage->delivery_gap.low);
    json_measure(writer, "high", &linkage->delivery_gap.high);
    json_measure(writer, "p", &linkage->delivery_p);
    json_close(writer);
    json_object_open(writer, "composition", JSON_INLINE);
    json_measure(writer, "total", &linkage->composition_total);
    json_measure(writer, "within", &linkage->composition_within);
    json_measure(writer, "mix", &linkage->composition_mix);
    json_measure(writer, "unmatched", &linkage->composition_unmatched);
    json_close(writer);
    json_object_open(writer, "quadrants", JSON_BLOCK);
    put_sides(writer, "reference", linkage->quadrant_reference);
    for (int place = PLACE_BOTH; place <= PLACE_NEITHER; place++)
        json_measure(writer, quadrant_name((enum quadrant_name)place),
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
    json_measure(writer, "units", &link->units);
    json_measure(writer, "r", &link->r);
    json_measure(writer, "p", &link->p);
    json_measure(writer, "p_adjusted", &link->p_adjusted);
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
        json_measure(writer, "units", &linkage->units);
        put_correlations(writer, linkage);
        put_agreement(writer, linkage);
        put_lines(writer, linkage);
        put_gaps(writer, linkage);
        json_close(writer);
    }
    json_close(writer);
    json_object_open(writer, "profile", JSON_INLINE);
    json_measure(writer, "dimensions", &results->profile.dimensions);
    json_measure(writer, "dissonance", &results->profile.dissonance);
    json_measure(writer, "elevation", &results->profile.elevation);
    json_measure(writer, "scatter", &results->profile.scatter);
    json_measure(writer, "shape", &results->profile.shape);
    json_close(writer);
    json_array_open(writer, "cross_linkage", JSON_BLOCK);
    for (size_t i = 0; i < results->cross_link_count; i++)
        put_cross_link(writer, study, &results->cross_links[i]);
    json_close(writer);
}

#include "report/json.h"

static void put(struct json_writer *writer, const char *key,
                const struct measure *measure)
{
    if (measure->available)
        json_number(writer, key, measure->value);
    else
        json_null(writer, key);
}

static void put_link(struct json_writer *writer, const struct study *study,
                     const struct outcome_link *link)
{
    json_object_open(writer, NULL, JSON_INLINE);
    json_text(writer, "dimension", study->dimensions[link->dimension].id);
    json_text(writer, "side", side_name(link->side));
    put(writer, "units", &link->units);
    json_object_open(writer, "r", JSON_INLINE);
    put(writer, "value", &link->r.value);
    put(writer, "low", &link->r.low);
    put(writer, "high", &link->r.high);
    put(writer, "p", &link->p);
    put(writer, "p_adjusted", &link->p_adjusted);
    json_close(writer);
    json_close(writer);
}

/* "b0" to "b5", or "a1" to "a5". */
static void put_tested(struct json_writer *writer, const char *key, char letter,
                       unsigned first, const struct tested_measure *figures,
                       unsigned count)
{
    json_object_open(writer, key, JSON_BLOCK);
    for (unsigned i = 0; i < count; i++) {
        const char name[] = { letter, (char)('0' + first + i), '\0' };
        json_object_open(writer, name, JSON_INLINE);
        put(writer, "value", &figures[i].value);
        put(writer, "se", &figures[i].se);
        put(writer, "p", &figures[i].p);
        json_close(writer);
    }
    json_close(writer);
}

static void put_axis(struct json_writer *writer, const char *key,
                     const struct measure *value, const struct measure *se)
{
    json_object_open(writer, key, JSON_INLINE);
    put(writer, "value", value);
    put(writer, "se", se);
    json_close(writer);
}

static void put_surface(struct json_writer *writer, const struct study *study,
                        const struct congruence_result *result)
{
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "dimension", study->dimensions[result->dimension].id);
    json_text(writer, "reason", relation_reason_name(result->reason));
    put(writer, "units", &result->units);
    put(writer, "centre", &result->centre);
    put(writer, "r2", &result->r2);
    put(writer, "p", &result->p);
    put_tested(writer, "coefficients", 'b', 0, result->coefficients, 6);
    put_tested(writer, "surface", 'a', 1, result->features, 5);
    json_object_open(writer, "principal_axis", JSON_INLINE);
    put_axis(writer, "slope", &result->axis_slope, &result->axis_slope_se);
    put_axis(writer, "intercept", &result->axis_intercept, &result->axis_intercept_se);
    json_close(writer);
    json_close(writer);
}

void json_outcomes(struct json_writer *writer, const struct study *study,
                   const struct results *results)
{
    json_array_open(writer, "outcomes", JSON_BLOCK);
    for (size_t k = 0; k < results->outcome_count; k++) {
        const struct outcome_result *outcome = &results->outcomes[k];
        json_object_open(writer, NULL, JSON_BLOCK);
        json_text(writer, "outcome", study->outcomes[k].id);
        json_text(writer, "label", study->outcomes[k].label);
        put(writer, "units", &outcome->units);
        json_array_open(writer, "links", JSON_BLOCK);
        for (size_t i = 0; i < outcome->link_count; i++)
            put_link(writer, study, &outcome->links[i]);
        json_close(writer);
        json_array_open(writer, "congruence", JSON_BLOCK);
        for (size_t i = 0; i < outcome->surface_count; i++)
            put_surface(writer, study, &outcome->surfaces[i]);
        json_close(writer);
        json_close(writer);
    }
    json_close(writer);
}

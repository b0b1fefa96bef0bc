#include "report/json.h"

static void put(struct json_writer *writer, const char *key,
                const struct measure *measure)
{
    if (measure->available)
        json_number(writer, key, measure->value);
    else
        json_null(writer, key);
}

static void put_bounds(struct json_writer *writer, const struct estimate *estimate)
{
    put(writer, "value", &estimate->value);
    put(writer, "low", &estimate->low);
    put(writer, "high", &estimate->high);
}

static void put_item(struct json_writer *writer, const struct item_result *item,
                     size_t number)
{
    json_object_open(writer, NULL, JSON_INLINE);
    json_count(writer, "item", number);
    put(writer, "n", &item->n);
    put(writer, "rest", &item->rest);
    put(writer, "loading", &item->loading);
    json_bool(writer, "seems_reversed", item->seems_reversed);
    json_close(writer);
}

static void put_reliability(struct json_writer *writer, const struct study *study,
                            const struct reliability_result *result)
{
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "dimension", study->dimensions[result->dimension].id);
    json_text(writer, "side", side_name(result->side));
    json_text(writer, "reason", relation_reason_name(result->reason));
    put(writer, "n", &result->n);
    json_object_open(writer, "alpha", JSON_INLINE);
    put_bounds(writer, &result->alpha);
    json_close(writer);
    put(writer, "omega", &result->omega);
    json_array_open(writer, "items", JSON_BLOCK);
    for (size_t i = 0; i < result->item_count; i++)
        put_item(writer, &result->items[i], i + 1);
    json_close(writer);
    json_close(writer);
}

static void put_driver(struct json_writer *writer, const struct study *study,
                       const struct driver_result *driver)
{
    json_object_open(writer, NULL, JSON_INLINE);
    json_text(writer, "dimension", study->dimensions[driver->dimension].id);
    json_object_open(writer, "r", JSON_INLINE);
    put_bounds(writer, &driver->r);
    put(writer, "p", &driver->p);
    put(writer, "p_adjusted", &driver->p_adjusted);
    json_close(writer);
    put(writer, "weight", &driver->weight);
    json_object_open(writer, "share", JSON_INLINE);
    put_bounds(writer, &driver->share);
    json_close(writer);
    json_close(writer);
}

static void put_drivers(struct json_writer *writer, const struct study *study,
                        const struct driver_set *set, enum driver_scope scope)
{
    const struct analysis_rules *rules = &study->analysis;
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "scope", driver_scope_name(scope));
    json_text(writer, "overall",
              rules->has_overall ? study->dimensions[rules->overall].id : NULL);
    json_text(writer, "reason", relation_reason_name(set->reason));
    put(writer, "n", &set->n);
    put(writer, "r2", &set->r2);
    put(writer, "r2_adjusted", &set->r2_adjusted);
    put(writer, "p", &set->p);
    json_array_open(writer, "dimensions", JSON_BLOCK);
    for (size_t i = 0; i < set->driver_count; i++)
        put_driver(writer, study, &set->drivers[i]);
    json_close(writer);
    json_close(writer);
}

void json_relations(struct json_writer *writer, const struct study *study,
                    const struct results *results)
{
    json_array_open(writer, "reliability", JSON_BLOCK);
    for (size_t i = 0; i < results->reliability_count; i++)
        put_reliability(writer, study, &results->reliability[i]);
    json_close(writer);
    json_array_open(writer, "drivers", JSON_BLOCK);
    for (int scope = 0; scope < DRIVER_SCOPES; scope++)
        put_drivers(writer, study, &results->drivers[scope], (enum driver_scope)scope);
    json_close(writer);
}

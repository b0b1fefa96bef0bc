#include "report/json.h"

static void put(struct json_writer *writer, const char *key,
                const struct measure *measure)
{
    if (measure->available)
        json_number(writer, key, measure->value);
    else
        json_null(writer, key);
}

static void put_difference(struct json_writer *writer,
                           const struct tested_difference *difference)
{
    json_object_open(writer, "difference", JSON_INLINE);
    put(writer, "value", &difference->estimate.value);
    put(writer, "low", &difference->estimate.low);
    put(writer, "high", &difference->estimate.high);
    put(writer, "p", &difference->p);
    put(writer, "p_adjusted", &difference->p_adjusted);
    json_close(writer);
}

void json_benchmark(struct json_writer *writer, const struct study *study,
                    const struct results *results)
{
    json_array_open(writer, "benchmark", JSON_BLOCK);
    for (size_t i = 0; i < results->benchmark_count; i++) {
        const struct benchmark_result *result = &results->benchmark[i];
        json_object_open(writer, NULL, JSON_BLOCK);
        json_text(writer, "dimension", study->dimensions[result->dimension].id);
        for (int side = 0; side < SIDE_COUNT; side++) {
            json_object_open(writer, side_name((enum side)side), JSON_INLINE);
            put(writer, "index", &result->sides[side].index);
            put(writer, "n", &result->sides[side].n);
            put(writer, "sd", &result->sides[side].sd);
            put_difference(writer, &result->sides[side].difference);
            json_close(writer);
        }
        json_object_open(writer, "gap", JSON_INLINE);
        put(writer, "value", &result->gap);
        put_difference(writer, &result->gap_difference);
        json_close(writer);
        json_close(writer);
    }
    json_close(writer);
}

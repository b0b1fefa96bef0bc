#include "report/json.h"
#include "report/report.h"

static void put_estimate(struct json_writer *writer, const struct estimate *estimate)
{
    json_measure(writer, "value", &estimate->value);
    json_measure(writer, "low", &estimate->low);
    json_measure(writer, "high", &estimate->high);
}

static void put_tested(struct json_writer *writer, const char *key, bool is_asked,
                       const struct tested_difference *tested)
{
    if (!is_asked) {
        json_null(writer, key);
        return;
    }
    json_object_open(writer, key, JSON_INLINE);
    put_estimate(writer, &tested->estimate);
    json_measure(writer, "p", &tested->p);
    json_measure(writer, "p_adjusted", &tested->p_adjusted);
    json_close(writer);
}

static void put_difference(struct json_writer *writer, const char *key,
                           const struct difference_result *difference)
{
    json_object_open(writer, key, JSON_BLOCK);
    json_text(writer, "status", cell_status_name(difference->status));
    json_text(writer, "reason", suppression_reason_name(difference->reason));
    json_bool(writer, "question_changed", difference->question_changed);
    put_tested(writer, "index", true, &difference->index);
    put_tested(writer, "nps", difference->has_nps, &difference->nps);
    put_tested(writer, "top_box", difference->has_top_box, &difference->top_box);
    json_close(writer);
}

static void put_change(struct json_writer *writer, const struct study *study,
                       const struct wave_change *change)
{
    const struct dimension *dimension = &study->dimensions[change->dimension];
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "from", change->from);
    json_text(writer, "to", change->to);
    json_text(writer, "dimension", dimension->id);
    json_text(writer, "label", dimension->label);
    for (int side = 0; side < SIDE_COUNT; side++)
        put_difference(writer, side_name((enum side)side), &change->sides[side]);
    put_difference(writer, "gap", &change->gap);
    json_close(writer);
}

static void put_slope(struct json_writer *writer, const char *key, bool is_asked,
                      const struct trend_figure *trend)
{
    if (!is_asked) {
        json_null(writer, key);
        return;
    }
    json_object_open(writer, key, JSON_INLINE);
    json_measure(writer, "waves", &trend->waves);
    json_measure(writer, "slope", &trend->slope.value);
    json_measure(writer, "low", &trend->slope.low);
    json_measure(writer, "high", &trend->slope.high);
    json_measure(writer, "se", &trend->se);
    json_measure(writer, "p", &trend->p);
    json_measure(writer, "p_adjusted", &trend->p_adjusted);
    json_close(writer);
}

static void put_trend_of(struct json_writer *writer, const char *key,
                         const struct trend_result *trend)
{
    json_object_open(writer, key, JSON_BLOCK);
    json_bool(writer, "question_changed", trend->question_changed);
    put_slope(writer, "index", true, &trend->index);
    put_slope(writer, "nps", trend->has_nps, &trend->nps);
    put_slope(writer, "top_box", trend->has_top_box, &trend->top_box);
    json_close(writer);
}

static void put_trend(struct json_writer *writer, const struct study *study,
                      const struct wave_trend *trend)
{
    const struct dimension *dimension = &study->dimensions[trend->dimension];
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "dimension", dimension->id);
    json_text(writer, "label", dimension->label);
    for (int side = 0; side < SIDE_COUNT; side++)
        put_trend_of(writer, side_name((enum side)side), &trend->sides[side]);
    put_trend_of(writer, "gap", &trend->gap);
    json_close(writer);
}

static void put_group(struct json_writer *writer, const char *key,
                      const struct text_list *segments, const struct side_result *group)
{
    json_object_open(writer, key, JSON_INLINE);
    json_array_open(writer, "segments", JSON_INLINE);
    for (size_t i = 0; i < segments->count; i++)
        json_text(writer, NULL, segments->texts[i]);
    json_close(writer);
    json_measure(writer, "n", &group->n);
    json_measure(writer, "index", &group->index.value);
    json_close(writer);
}

static void put_contrast(struct json_writer *writer, const struct study *study,
                         const struct contrast_result *contrast)
{
    const struct dimension *dimension = &study->dimensions[contrast->dimension];
    const struct contrast_rule *rule = &study->analysis.contrast;
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "segment_of", rule->segment);
    json_text(writer, "dimension", dimension->id);
    json_text(writer, "label", dimension->label);
    put_group(writer, "front", &rule->front, &contrast->front);
    put_group(writer, "back", &rule->back, &contrast->back);
    put_difference(writer, "difference", &contrast->difference);
    json_close(writer);
}

void json_waves(struct json_writer *writer, const struct study *study,
                const struct results *results)
{
    json_array_open(writer, "changes", JSON_BLOCK);
    for (size_t i = 0; i < results->change_count; i++)
        put_change(writer, study, &results->changes[i]);
    json_close(writer);
    json_array_open(writer, "trends", JSON_BLOCK);
    for (size_t i = 0; i < results->trend_count; i++)
        put_trend(writer, study, &results->trends[i]);
    json_close(writer);
    json_array_open(writer, "contrasts", JSON_BLOCK);
    for (size_t i = 0; i < results->contrast_count; i++)
        put_contrast(writer, study, &results->contrasts[i]);
    json_close(writer);
}

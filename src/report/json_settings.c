#include "report/json.h"
#include "report/paths.h"
#include "study/fingerprint.h"

static void write_texts(struct json_writer *writer, const char *key,
                        const char *const *texts, size_t count)
{
    json_array_open(writer, key, JSON_INLINE);
    for (size_t i = 0; i < count; i++)
        json_text(writer, NULL, texts[i]);
    json_close(writer);
}

static void write_codes(struct json_writer *writer, const char *key,
                        const struct codes *codes)
{
    if (!codes->count) {
        json_null(writer, key);
        return;
    }
    json_array_open(writer, key, JSON_INLINE);
    for (size_t i = 0; i < codes->count; i++)
        json_number(writer, NULL, codes->values[i]);
    json_close(writer);
}

/* As a study writes it: a plain name, or an object that says what it goes by. */
static void write_column(struct json_writer *writer, const char *key,
                         const struct column_ref *column)
{
    if (column->by == COLUMN_BY_NAME && !column->occurrence) {
        json_text(writer, key, column->text);
        return;
    }
    json_object_open(writer, key, JSON_INLINE);
    switch (column->by) {
    case COLUMN_BY_NAME:
        json_text(writer, "name", column->text);
        json_count(writer, "occurrence", column->occurrence);
        break;
    case COLUMN_BY_TEXT:
        json_text(writer, "text", column->text);
        break;
    case COLUMN_BY_IMPORT_ID:
        json_text(writer, "import_id", column->text);
        break;
    case COLUMN_BY_INDEX:
        json_count(writer, "index", column->index);
        break;
    }
    json_close(writer);
}

static void write_optional_column(struct json_writer *writer, const char *key,
                                  bool is_given, const struct column_ref *column)
{
    if (is_given)
        write_column(writer, key, column);
    else
        json_null(writer, key);
}

static void write_bound(struct json_writer *writer, const char *key, bool is_given,
                        double bound)
{
    if (is_given)
        json_number(writer, key, bound);
    else
        json_null(writer, key);
}

static void write_keep(struct json_writer *writer, const struct keep_rule *rule)
{
    json_object_open(writer, NULL, JSON_INLINE);
    write_column(writer, "column", &rule->column);
    write_texts(writer, "in", rule->in, rule->in_count);
    write_texts(writer, "not_in", rule->not_in, rule->not_in_count);
    write_bound(writer, "min", rule->has_min, rule->min);
    write_bound(writer, "max", rule->has_max, rule->max);
    json_close(writer);
}

static void write_missing(struct json_writer *writer, const struct text_list *lists,
                          enum json_layout layout)
{
    json_object_open(writer, "missing", layout);
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        if (kind != MISSING_INVALID)
            write_texts(writer, missing_kind_name((enum missing_kind)kind),
                        lists[kind].texts, lists[kind].count);
    json_close(writer);
}

static void write_layout(struct json_writer *writer, const struct side_study *side)
{
    if (!side->has_layout) {
        json_null(writer, "layout");
        return;
    }
    json_object_open(writer, "layout", JSON_BLOCK);
    write_column(writer, "respondent", &side->layout.respondent);
    write_column(writer, "question", &side->layout.question);
    write_column(writer, "answer", &side->layout.answer);
    json_close(writer);
}

static void write_wave(struct json_writer *writer, const struct side_study *side)
{
    if (!side->has_wave) {
        json_null(writer, "wave");
        return;
    }
    json_object_open(writer, "wave", JSON_INLINE);
    write_column(writer, "column", &side->wave.column);
    json_text(writer, "by", wave_period_name(side->wave.by));
    json_text(writer, "order", date_order_name(side->wave.order));
    json_close(writer);
}

static void write_segments(struct json_writer *writer, const struct side_study *side)
{
    json_array_open(writer, "segment", JSON_INLINE);
    for (size_t i = 0; i < side->segment_count; i++) {
        json_object_open(writer, NULL, JSON_INLINE);
        json_text(writer, "id", side->segments[i].id);
        write_column(writer, "column", &side->segments[i].column);
        json_close(writer);
    }
    json_close(writer);
}

static void write_population(struct json_writer *writer, const struct study *study,
                             const struct population_rule *population)
{
    switch (population->by) {
    case POPULATION_NONE:
        json_null(writer, "population");
        return;
    case POPULATION_SIZE:
        json_number(writer, "population", population->size);
        return;
    case POPULATION_COLUMN:
        json_object_open(writer, "population", JSON_INLINE);
        write_column(writer, "column", &population->column);
        json_close(writer);
        return;
    case POPULATION_FILE:
        json_object_open(writer, "population", JSON_BLOCK);
        json_text(writer, "file", path_shown(study, population->file.file_name));
        write_column(writer, "unit", &population->file.unit);
        write_column(writer, "headcount", &population->file.column);
        json_close(writer);
        return;
    }
}

static void write_raking(struct json_writer *writer, const struct side_study *side)
{
    if (!side->margin_count) {
        json_null(writer, "raking");
        return;
    }
    json_object_open(writer, "raking", JSON_BLOCK);
    for (size_t i = 0; i < side->margin_count; i++) {
        const struct margin *margin = &side->margins[i];
        const char *id = margin->is_unit ? "unit" : side->segments[margin->segment].id;
        if (margin->is_headcounts) {
            json_text(writer, id, "population");
            continue;
        }
        json_object_open(writer, id, JSON_INLINE);
        for (size_t j = 0; j < margin->size_count; j++)
            json_number(writer, margin->sizes[j].name, margin->sizes[j].size);
        json_close(writer);
    }
    json_close(writer);
}

static void write_side(struct json_writer *writer, enum side which,
                       const struct study *study)
{
    const struct side_study *side = &study->sides[which];
    json_object_open(writer, side_name(which), JSON_BLOCK);
    json_array_open(writer, "files", JSON_INLINE);
    for (size_t i = 0; i < side->file_names.count; i++)
        json_text(writer, NULL, path_shown(study, side->file_names.texts[i]));
    json_close(writer);
    write_optional_column(writer, "unit", side->has_unit, &side->unit);
    if (side->has_header_rows)
        json_count(writer, "header_rows", side->header_rows);
    else
        json_text(writer, "header_rows", "auto");
    if (side->header_line)
        json_count(writer, "header_line", side->header_line);
    else
        json_text(writer, "header_line", "auto");
    json_text(writer, "encoding", side->encoding);
    if (side->delimiter)
        json_text_of(writer, "delimiter", &side->delimiter, 1);
    else
        json_text(writer, "delimiter", "auto");
    json_text(writer, "decimal",
              !side->decimal         ? "auto"
              : side->decimal == ',' ? "comma"
                                     : "point");
    json_text(writer, "quote", quote_rule_name(side->quote));
    json_text(writer, "platform", side->platform);
    json_bool(writer, "set_aside", side->sets_aside);
    write_layout(writer, side);
    write_optional_column(writer, "weight", side->has_weight, &side->weight);
    write_population(writer, study, &side->population);
    write_raking(writer, side);
    write_wave(writer, side);
    write_segments(writer, side);
    json_array_open(writer, "keep", JSON_BLOCK);
    for (size_t i = 0; i < side->keep_count; i++)
        write_keep(writer, &side->keep[i]);
    json_close(writer);
    write_missing(writer, side->missing, JSON_BLOCK);
    json_close(writer);
}

static void write_scale(struct json_writer *writer, const struct scale *scale)
{
    json_object_open(writer, scale->id, JSON_BLOCK);
    json_text(writer, "kind", scale_kind_name(scale->kind));
    json_number(writer, "min", scale->min);
    json_number(writer, "max", scale->max);
    write_codes(writer, "top", &scale->top);
    write_codes(writer, "promoters", &scale->promoters);
    write_codes(writer, "detractors", &scale->detractors);
    json_object_open(writer, "labels", JSON_INLINE);
    for (size_t i = 0; i < scale->label_count; i++)
        json_number(writer, scale->labels[i].text, scale->labels[i].code);
    json_close(writer);
    json_bool(writer, "fractions", scale->has_fractions);
    write_missing(writer, scale->missing, JSON_INLINE);
    json_close(writer);
}

static void write_question(struct json_writer *writer, enum side side,
                           const struct question *question)
{
    if (!question->item_count) {
        json_null(writer, side_name(side));
        return;
    }
    char fingerprint[FINGERPRINT_TEXT_BYTES];
    question_fingerprint(question, fingerprint);
    json_object_open(writer, side_name(side), JSON_BLOCK);
    json_text(writer, "fingerprint", fingerprint);
    json_count(writer, "min_items", question->min_items);
    json_array_open(writer, "items", JSON_BLOCK);
    for (size_t i = 0; i < question->item_count; i++) {
        const struct item *item = &question->items[i];
        json_object_open(writer, NULL, JSON_INLINE);
        write_column(writer, "column", &item->column);
        json_text(writer, "scale", item->scale->id);
        json_bool(writer, "reverse", item->reverse);
        json_close(writer);
    }
    json_close(writer);
    json_close(writer);
}

static void write_dimension(struct json_writer *writer, const struct dimension *dimension)
{
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "id", dimension->id);
    json_text(writer, "label", dimension->label);
    json_text(writer, "lens", lens_name(dimension->lens));
    for (int side = 0; side < SIDE_COUNT; side++)
        write_question(writer, (enum side)side, &dimension->questions[side]);
    json_close(writer);
}

static void write_unit_rules(struct json_writer *writer, const struct study *study)
{
    json_object_open(writer, "units", JSON_INLINE);
    json_array_open(writer, "match", JSON_INLINE);
    for (int step = 0; step < STEP_COUNT; step++)
        if (study->units.steps[step])
            json_text(writer, NULL, unit_step_name((enum unit_step)step));
    json_close(writer);
    json_text(writer, "aliases", path_shown(study, study->units.aliases_name));
    json_text(writer, "unmatched", unmatched_rule_name(study->units.unmatched));
    json_close(writer);
}

static void write_contrast(struct json_writer *writer,
                           const struct contrast_rule *contrast)
{
    if (!contrast->is_given) {
        json_null(writer, "contrast");
        return;
    }
    json_object_open(writer, "contrast", JSON_INLINE);
    json_text(writer, "segment", contrast->segment);
    write_texts(writer, "front", contrast->front.texts, contrast->front.count);
    write_texts(writer, "back", contrast->back.texts, contrast->back.count);
    json_close(writer);
}

static void write_outcomes(struct json_writer *writer, const struct study *study)
{
    json_array_open(writer, "outcomes", JSON_BLOCK);
    for (size_t i = 0; i < study->outcome_count; i++) {
        const struct study_outcome *outcome = &study->outcomes[i];
        json_object_open(writer, NULL, JSON_INLINE);
        json_text(writer, "id", outcome->id);
        json_text(writer, "label", outcome->label);
        json_text(writer, "file", path_shown(study, outcome->file_name));
        write_column(writer, "unit", &outcome->unit);
        write_column(writer, "column", &outcome->column);
        json_close(writer);
    }
    json_close(writer);
}

static void write_analysis(struct json_writer *writer, const struct study *study)
{
    const struct analysis_rules *analysis = &study->analysis;
    json_number(writer, "confidence", analysis->confidence);
    json_number(writer, "alpha", analysis->alpha);
    json_number(writer, "margin", analysis->margin);
    json_text(writer, "adjust", adjustment_name(analysis->adjust));
    json_text(writer, "design", design_name(analysis->design));
    json_number(writer, "high", analysis->high);
    if (analysis->reference_is_median)
        json_text(writer, "reference", "median");
    else
        json_number(writer, "reference", analysis->reference);
    json_text(writer, "overall",
              analysis->has_overall ? study->dimensions[analysis->overall].id : NULL);
    json_text(writer, "wave", analysis->wave);
    write_contrast(writer, &analysis->contrast);
}

static void write_privacy(struct json_writer *writer, const struct study *study)
{
    json_object_open(writer, "min_n", JSON_INLINE);
    for (int side = 0; side < SIDE_COUNT; side++)
        json_count(writer, side_name((enum side)side), study->min_n[side]);
    json_close(writer);
    json_object_open(writer, "unanimity", JSON_INLINE);
    for (int side = 0; side < SIDE_COUNT; side++)
        json_bool(writer, side_name((enum side)side), study->hides_unanimity[side]);
    json_close(writer);
}

void json_settings(struct json_writer *writer, const struct study *study)
{
    json_object_open(writer, "settings", JSON_BLOCK);
    write_analysis(writer, study);
    write_privacy(writer, study);
    write_texts(writer, "waves", study->waves.texts, study->waves.count);
    json_text(writer, "bad_answers", bad_answer_rule_name(study->bad_answers));
    write_unit_rules(writer, study);
    write_outcomes(writer, study);
    json_text(writer, "benchmark", path_shown(study, study->benchmark_name));
    for (int side = 0; side < SIDE_COUNT; side++)
        write_side(writer, (enum side)side, study);
    json_object_open(writer, "scales", JSON_BLOCK);
    for (size_t i = 0; i < study->scale_count; i++)
        write_scale(writer, &study->scales[i]);
    json_close(writer);
    json_array_open(writer, "dimensions", JSON_BLOCK);
    for (size_t i = 0; i < study->dimension_count; i++)
        write_dimension(writer, &study->dimensions[i]);
    json_close(writer);
    json_close(writer);
}

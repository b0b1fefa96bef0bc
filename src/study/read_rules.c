/* The rules of a study: units, analysis, privacy, bad answers. */
#include "study/reader.h"

#include <math.h>
#include <string.h>

static void read_steps(struct study_reader *reader, const struct json_node *node,
                       struct unit_rules *units)
{
    if (!node_is_given(node)) {
        for (size_t step = 0; step < STEP_COUNT; step++)
            units->steps[step] = true;
        return;
    }
    if (!check_list(reader, node))
        return;
    for (struct json_node child = node_first(node); child.json; node_next(&child)) {
        size_t step = STEP_EXACT;
        read_choice(reader, &child, &unit_step_names, &step);
        units->steps[step] = true;
    }
}

static void read_units(struct study_reader *reader, const struct json_node *node,
                       struct unit_rules *units)
{
    if (node_is_given(node))
        check_object(reader, node, OBJECT_UNITS);
    struct json_node match = node_member(node, "match");
    struct json_node aliases = node_member(node, "aliases");
    struct json_node unmatched = node_member(node, "unmatched");
    size_t rule = UNMATCHED_KEEP;
    units->steps[STEP_EXACT] = true;
    read_steps(reader, &match, units);
    if (!node_is_null(&aliases))
        read_text(reader, &aliases, &units->aliases_name);
    if (units->aliases_name)
        units->aliases = resolve_path(reader, units->aliases_name);
    read_choice(reader, &unmatched, &unmatched_rule_names, &rule);
    units->unmatched = (enum unmatched_rule)rule;
}

static void read_reference(struct study_reader *reader, const struct json_node *node,
                           struct analysis_rules *analysis)
{
    const struct bounds index = { .min = 0, .max = 100 };
    analysis->reference_is_median = true;
    if (!node_is_given(node))
        return;
    if (cJSON_IsNumber(node->json)) {
        analysis->reference_is_median = false;
        read_number(reader, node, index, &analysis->reference);
    } else if (!cJSON_IsString(node->json)) {
        refuse_type(reader, node, "an index from 0 to 100 or \"median\"");
    } else if (strcmp(node->json->valuestring, "median") != 0) {
        refuse(reader, node, DIAG_UNKNOWN_VALUE, "unknown value '%s'",
               node->json->valuestring);
        hint(reader->diagnostics, "an index from 0 to 100, or \"median\"");
    }
}

static bool has_nps(const struct dimension *dimension)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        if (dimension->questions[side].item_count &&
            question_is_nps(&dimension->questions[side]))
            return true;
    return false;
}

/* Unless the study says so, the overall score is the one dimension that asks whether
   people would recommend; where there are several or none, there is no overall score. */
static void find_overall(struct study *study)
{
    size_t count = 0;
    for (size_t d = 0; d < study->dimension_count; d++)
        if (has_nps(&study->dimensions[d])) {
            study->analysis.overall = d;
            count++;
        }
    study->analysis.has_overall = count == 1;
}

static void read_overall(struct study_reader *reader, const struct json_node *node,
                         struct study *study)
{
    const char *id = NULL;
    /* a study that is refused may lack what tells an nps question */
    if (!node_is_given(node) && !reader->refusal_count)
        find_overall(study);
    if (!node_is_given(node) || node_is_null(node))
        return;
    read_text(reader, node, &id);
    ptrdiff_t number = id ? find_dimension(reader, node, study, id) : MAP_NONE;
    study->analysis.has_overall = number != MAP_NONE;
    if (study->analysis.has_overall)
        study->analysis.overall = (size_t)number;
}

static void read_analysis(struct study_reader *reader, const struct json_node *node,
                          struct analysis_rules *analysis)
{
    if (node_is_given(node))
        check_object(reader, node, OBJECT_ANALYSIS);
    struct json_node confidence = node_member(node, "confidence");
    struct json_node alpha = node_member(node, "alpha");
    struct json_node margin = node_member(node, "margin");
    struct json_node adjust = node_member(node, "adjust");
    struct json_node high = node_member(node, "high");
    struct json_node reference = node_member(node, "reference");
    struct json_node wave = node_member(node, "wave");
    struct json_node design = node_member(node, "design");
    size_t adjustment = ADJUST_HOLM;
    size_t design_number = DESIGN_NONE;
    *analysis = (struct analysis_rules){
        .confidence = 0.95, .alpha = 0.05, .margin = 5, .high = HIGH_BY_DEFAULT
    };
    read_number(reader, &confidence,
                (struct bounds){ .min = 0.5, .max = 1, .excludes_max = true },
                &analysis->confidence);
    read_number(reader, &alpha,
                (struct bounds){ .min = 0, .max = 0.5, .excludes_min = true },
                &analysis->alpha);
    read_number(reader, &margin,
                (struct bounds){ .min = 0, .max = 100, .excludes_min = true },
                &analysis->margin);
    read_number(reader, &high, (struct bounds){ .min = 0, .max = 100 }, &analysis->high);
    read_choice(reader, &adjust, &adjustment_names, &adjustment);
    analysis->adjust = (enum adjustment)adjustment;
    read_choice(reader, &design, &design_names, &design_number);
    analysis->design = (enum design)design_number;
    read_reference(reader, &reference, analysis);
    if (!node_is_null(&wave))
        read_text(reader, &wave, &analysis->wave);
}

static void read_min_n(struct study_reader *reader, const struct json_node *node,
                       struct study *study)
{
    enum { LARGEST = 1000000 };
    for (int side = 0; side < SIDE_COUNT; side++)
        study->min_n[side] = 5;
    if (!cJSON_IsObject(node->json)) {
        read_count(reader, node, 1, LARGEST, &study->min_n[0]);
        study->min_n[1] = study->min_n[0];
        return;
    }
    check_object(reader, node, OBJECT_SIDES);
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct json_node own = node_member(node, side_names.names[side]);
        read_count(reader, &own, 1, LARGEST, &study->min_n[side]);
    }
}

static void read_unanimity(struct study_reader *reader, const struct json_node *node,
                           struct study *study)
{
    study->hides_unanimity[SIDE_EMPLOYEES] = true;
    if (!node_is_given(node))
        return;
    if (cJSON_IsBool(node->json)) {
        for (int side = 0; side < SIDE_COUNT; side++)
            read_bool(reader, node, &study->hides_unanimity[side]);
        return;
    }
    if (!check_object(reader, node, OBJECT_SIDES))
        return;
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct json_node own = node_member(node, side_names.names[side]);
        read_bool(reader, &own, &study->hides_unanimity[side]);
    }
}

static void read_privacy(struct study_reader *reader, const struct json_node *node,
                         struct study *study)
{
    if (node_is_given(node))
        check_object(reader, node, OBJECT_PRIVACY);
    struct json_node min_n = node_member(node, "min_n");
    struct json_node unanimity = node_member(node, "unanimity");
    read_min_n(reader, &min_n, study);
    read_unanimity(reader, &unanimity, study);
}

static void check_notes(struct study_reader *reader, const struct json_node *node)
{
    if (!node_is_given(node) || !check_list(reader, node))
        return;
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        if (!cJSON_IsString(child.json))
            refuse_type(reader, &child, "a text");
}

static void check_version(struct study_reader *reader, const struct json_node *node)
{
    if (!node_is_given(node))
        return;
    if (!cJSON_IsNumber(node->json))
        refuse_type(reader, node, "a number");
    else if (node->json->valuedouble != 1) {
        refuse(reader, node, DIAG_STUDY_VERSION,
               "this symbar reads study version 1 only");
        hint(reader->diagnostics, "write \"symbar\": 1, or use a newer symbar");
    }
}

void read_rules(struct study_reader *reader, const struct json_node *root,
                struct study *study)
{
    struct json_node version = node_member(root, "symbar");
    struct json_node title = node_member(root, "title");
    struct json_node units = node_member(root, "units");
    struct json_node analysis = node_member(root, "analysis");
    struct json_node waves = node_member(root, "waves");
    struct json_node contrast = node_member(&analysis, "contrast");
    struct json_node privacy = node_member(root, "privacy");
    struct json_node bad_answers = node_member(root, "bad_answers");
    struct json_node outcomes = node_member(root, "outcomes");
    struct json_node benchmark = node_member(root, "benchmark");
    struct json_node checks = node_member(root, "checks");
    struct json_node notes = node_member(root, "notes");
    struct json_node schema = node_member(root, "$schema");
    const char *ignored = NULL;
    size_t bad_answer_rule = BAD_ANSWERS_REFUSE;
    check_version(reader, &version);
    study->title = "";
    if (!cJSON_IsString(title.json) || *title.json->valuestring)
        read_text_or_texts(reader, &title, &study->title, &study->titles);
    read_units(reader, &units, &study->units);
    read_wave_order(reader, &waves, study);
    struct json_node overall = node_member(&analysis, "overall");
    read_analysis(reader, &analysis, &study->analysis);
    read_overall(reader, &overall, study);
    if (study->analysis.wave && study->units.unmatched == UNMATCHED_DROP) {
        refuse(reader, &analysis, DIAG_UNKNOWN_VALUE,
               "a report of one wave cannot drop unmatched units");
        hint(reader->diagnostics, "units are matched over all waves: set units.unmatched "
                                  "to \"keep\", or leave analysis.wave out");
    }
    read_contrast(reader, &contrast, study);
    read_privacy(reader, &privacy, study);
    read_choice(reader, &bad_answers, &bad_answer_rule_names, &bad_answer_rule);
    study->bad_answers = (enum bad_answer_rule)bad_answer_rule;
    read_outcomes(reader, &outcomes, study);
    if (!node_is_null(&benchmark))
        read_text(reader, &benchmark, &study->benchmark_name);
    if (study->benchmark_name)
        study->benchmark = resolve_path(reader, study->benchmark_name);
    read_checks(reader, &checks, study);
    check_notes(reader, &notes);
    read_text(reader, &schema, &ignored);
}

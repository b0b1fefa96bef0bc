/* What a study says to no effect: it is no mistake of form, but whoever wrote it expects
   something of it. What is said as it would be anyway is not told. */
#include "study/reader.h"

static struct place place_of(struct study_reader *reader, const struct json_node *node)
{
    return (struct place){ .path = reader->path, .pointer = node_pointer(reader, node) };
}

static void warn_of_waves(struct study_reader *reader, const struct json_node *root,
                          const struct study *study)
{
    struct json_node waves = node_member(root, "waves");
    if (!study->waves.count || study->sides[SIDE_EMPLOYEES].has_wave ||
        study->sides[SIDE_CUSTOMERS].has_wave)
        return;
    warn(reader->diagnostics, DIAG_NO_EFFECT, place_of(reader, &waves),
         "'waves' has no effect: neither side has a 'wave' column");
    hint(reader->diagnostics, "name the column in employees.wave and customers.wave, or "
                              "leave 'waves' out");
}

/* A key that is about units, on sides that have none. */
static void warn_without_units(struct study_reader *reader, const struct json_node *node)
{
    warn(reader->diagnostics, DIAG_NO_EFFECT, place_of(reader, node),
         "'%s' has no effect: neither side has a 'unit' column", node->key);
    hint(reader->diagnostics,
         "name the column in employees.unit and customers.unit, or "
         "leave '%s' out",
         node->key);
}

/* A key that is about units of both sides, where only one has them. */
static void warn_without_pairs(struct study_reader *reader, const struct json_node *node)
{
    warn(reader->diagnostics, DIAG_NO_EFFECT, place_of(reader, node),
         "'%s' has no effect: one side has a 'unit' column and the other has none",
         node->key);
    hint(reader->diagnostics, "name the column of the other side, or leave '%s' out",
         node->key);
}

static bool takes_all_steps(const struct unit_rules *units)
{
    for (int step = 0; step < STEP_COUNT; step++)
        if (!units->steps[step])
            return false;
    return true;
}

static bool has_groups(const struct study *study)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        if (study->sides[side].segment_count || study->sides[side].has_wave)
            return true;
    return false;
}

static void warn_of_units(struct study_reader *reader, const struct json_node *root,
                          const struct study *study)
{
    struct json_node units = node_member(root, "units");
    struct json_node analysis = node_member(root, "analysis");
    struct json_node outcomes = node_member(root, "outcomes");
    struct json_node aliases = node_member(&units, "aliases");
    struct json_node match = node_member(&units, "match");
    const struct {
        struct json_node node;
        bool is_changed;
    } of_pairs[] = {
        { node_member(&units, "unmatched"), study->units.unmatched != UNMATCHED_KEEP },
        { node_member(&analysis, "reference"), !study->analysis.reference_is_median },
        { node_member(&analysis, "high"), study->analysis.high != HIGH_BY_DEFAULT },
    };
    bool has_employees = study->sides[SIDE_EMPLOYEES].has_unit;
    bool has_customers = study->sides[SIDE_CUSTOMERS].has_unit;
    bool has_none = !has_employees && !has_customers;
    if (has_none && study->units.aliases)
        warn_without_units(reader, &aliases);
    if (has_none && !takes_all_steps(&study->units) && !has_groups(study))
        warn_without_units(reader, &match);
    if (has_none && study->outcome_count)
        warn_without_units(reader, &outcomes);
    for (size_t i = 0; i < sizeof of_pairs / sizeof *of_pairs; i++)
        if (of_pairs[i].is_changed && has_none)
            warn_without_units(reader, &of_pairs[i].node);
        else if (of_pairs[i].is_changed && has_employees != has_customers)
            warn_without_pairs(reader, &of_pairs[i].node);
}

static void warn_of_raking(struct study_reader *reader, const struct json_node *root)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct json_node own = node_member(root, side_names.names[side]);
        struct json_node raking = node_member(&own, "raking");
        if (!cJSON_IsObject(raking.json) || node_count(&raking))
            continue;
        warn(reader->diagnostics, DIAG_NO_EFFECT, place_of(reader, &raking),
             "'%s.raking' has no effect: it names no sizes", own.key);
        hint(reader->diagnostics,
             "give them by 'unit' or by a segment column, or leave 'raking' out");
    }
}

static bool is_used(const struct study *study, const struct scale *scale)
{
    for (size_t d = 0; d < study->dimension_count; d++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct question *question = &study->dimensions[d].questions[side];
            for (size_t i = 0; i < question->item_count; i++)
                if (question->items[i].scale == scale)
                    return true;
        }
    return false;
}

static void warn_of_scales(struct study_reader *reader, const struct json_node *root,
                           const struct study *study)
{
    struct json_node scales = node_member(root, "scales");
    for (size_t i = 0; i < study->scale_count; i++) {
        if (is_used(study, &study->scales[i]))
            continue;
        struct json_node scale = node_member(&scales, study->scales[i].id);
        warn(reader->diagnostics, DIAG_NO_EFFECT, place_of(reader, &scale),
             "scale '%s' has no effect: no dimension names it", study->scales[i].id);
        hint(reader->diagnostics, "give it to a dimension or an item, or leave it out");
    }
}

/* Whether items of the side take the dimension's scale. */
static bool takes_scale(const struct json_node *side)
{
    if (!cJSON_IsArray(side->json)) {
        struct json_node own = node_member(side, "scale");
        return node_is_given(side) && !node_is_null(side) && !node_is_given(&own);
    }
    for (struct json_node item = node_first(side); item.json; node_next(&item)) {
        struct json_node own = node_member(&item, "scale");
        if (!node_is_given(&own))
            return true;
    }
    return false;
}

static void warn_of_dimensions(struct study_reader *reader, const struct json_node *root,
                               const struct study *study)
{
    struct json_node dimensions = node_member(root, "dimensions");
    for (struct json_node node = node_first(&dimensions); node.json; node_next(&node)) {
        struct json_node scale = node_member(&node, "scale");
        struct json_node employees = node_member(&node, side_names.names[SIDE_EMPLOYEES]);
        struct json_node customers = node_member(&node, side_names.names[SIDE_CUSTOMERS]);
        if (!node_is_given(&scale) || takes_scale(&employees) || takes_scale(&customers))
            continue;
        warn(reader->diagnostics, DIAG_NO_EFFECT, place_of(reader, &scale),
             "'scale' of dimension '%s' has no effect: each of its items names its own",
             study->dimensions[node.index].id);
        hint(reader->diagnostics, "leave it out, or leave it out of the items");
    }
}

void warn_of_no_effect(struct study_reader *reader, const struct json_node *root,
                       const struct study *study)
{
    warn_of_waves(reader, root, study);
    warn_of_units(reader, root, study);
    warn_of_raking(reader, root);
    warn_of_scales(reader, root, study);
    warn_of_dimensions(reader, root, study);
}

/* The checks of a study: which figure, of which rows, within which bounds. */
#include "study/reader.h"

#include <string.h>

/* Beyond any figure, so that sums of bounds and figures stay finite. */
static const struct bounds any_bound = { .min = -1e9, .max = 1e9 };

static void check_order(struct study_reader *reader, const struct json_node *node,
                        const struct check_bounds *bounds, enum check_bound low,
                        enum check_bound high)
{
    if (bounds->given[low] && bounds->given[high] &&
        bounds->values[low] > bounds->values[high])
        refuse(reader, node, DIAG_CHECK_BOUNDS, "'%s' is above '%s'",
               check_bound_name(low), check_bound_name(high));
}

static void read_bounds(struct study_reader *reader, const struct json_node *node,
                        struct check_bounds *bounds)
{
    for (int bound = 0; bound < BOUND_COUNT; bound++) {
        struct json_node member = node_member(node, check_bound_names.names[bound]);
        struct bounds allowed = any_bound;
        if (bound == BOUND_ABS_MAX)
            allowed.min = 0;
        bounds->given[bound] = node_is_given(&member);
        read_number(reader, &member, allowed, &bounds->values[bound]);
    }
    check_order(reader, node, bounds, BOUND_MIN, BOUND_MAX);
    check_order(reader, node, bounds, BOUND_MIN_CHANGE, BOUND_MAX_CHANGE);
}

static bool has_bounds(const struct check_bounds *bounds)
{
    for (int bound = 0; bound < BOUND_COUNT; bound++)
        if (bounds->given[bound])
            return true;
    return false;
}

/* Bounds in an object of their own; it must have at least one. */
static void read_level(struct study_reader *reader, const struct json_node *node,
                       struct check_bounds *bounds)
{
    if (!node_is_given(node) || !check_object(reader, node, OBJECT_BOUNDS))
        return;
    read_bounds(reader, node, bounds);
    if (!has_bounds(bounds))
        refuse(reader, node, DIAG_CHECK_BOUNDS, "'%s' has no bound", node->key);
}

/* Bounds beside the check's other keys are those of `fail`. */
static void read_all_bounds(struct study_reader *reader, const struct json_node *node,
                            struct check *check)
{
    struct json_node fail = node_member(node, "fail");
    struct json_node warn = node_member(node, "warn");
    read_bounds(reader, node, &check->fail);
    if (has_bounds(&check->fail) && node_is_given(&fail)) {
        refuse(reader, node, DIAG_CHECK_BOUNDS,
               "bounds stand both in 'fail' and beside it");
        hint(reader->diagnostics, "bounds beside the other keys are those of 'fail'");
        return;
    }
    read_level(reader, &fail, &check->fail);
    read_level(reader, &warn, &check->warn);
    if (!has_bounds(&check->fail) && !has_bounds(&check->warn) && !node_is_given(&fail) &&
        !node_is_given(&warn)) {
        refuse(reader, node, DIAG_CHECK_BOUNDS, "this check has no bound");
        hint(reader->diagnostics,
             "give it one of min, max, abs_max, min_change, max_change");
    }
}

static bool is_every(const cJSON *json)
{
    return cJSON_IsString(json) && strcmp(json->valuestring, "*") == 0;
}

/* "*", a name, or a list of names. */
static void read_names(struct study_reader *reader, const struct json_node *node,
                       struct check_names *names)
{
    if (!node_is_given(node) || is_every(node->json))
        return;
    bool is_list = cJSON_IsArray(node->json);
    if (!is_list && !cJSON_IsString(node->json)) {
        refuse_type(reader, node, "a name, a list of names or \"*\"");
        return;
    }
    if (is_list && !check_list(reader, node))
        return;
    if (is_list && !node_count(node)) {
        refuse(reader, node, DIAG_EMPTY_LIST, "'%s' is empty", node->key);
        hint(reader->diagnostics, "\"*\" is every one");
        return;
    }
    size_t count = is_list ? node_count(node) : 1;
    const char **texts = reader_allocate(reader, count, sizeof *texts);
    if (!texts)
        return;
    for (size_t i = 0; i < count; i++)
        texts[i] = "";
    if (!is_list)
        read_text(reader, node, &texts[0]);
    for (struct json_node child = node_first(node); is_list && child.json;
         node_next(&child))
        read_text(reader, &child, &texts[child.index]);
    *names = (struct check_names){ texts, count };
}

static void check_dimension(struct study_reader *reader, const struct json_node *node,
                            const struct study *study, const char *id)
{
    if (study->dimensions && *id)
        find_dimension(reader, node, study, id);
}

static void read_dimension_names(struct study_reader *reader,
                                 const struct json_node *node, const struct study *study,
                                 struct check_names *names)
{
    read_names(reader, node, names);
    if (!names->count)
        return;
    if (!cJSON_IsArray(node->json)) {
        check_dimension(reader, node, study, names->texts[0]);
        return;
    }
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        check_dimension(reader, &child, study, names->texts[child.index]);
}

/* Of the whole, or of each unit, segment or wave; a check that names some of them is one
   of theirs. */
static void read_scope(struct study_reader *reader, const struct json_node *node,
                       struct check *check)
{
    static const char *const keys[] = {
        [CHECK_UNITS] = "unit", [CHECK_SEGMENTS] = "segment", [CHECK_WAVES] = "wave"
    };
    struct json_node scope = node_member(node, "scope");
    size_t number = CHECK_OVERALL;
    for (size_t i = CHECK_UNITS; i <= CHECK_WAVES && number == CHECK_OVERALL; i++) {
        struct json_node names = node_member(node, keys[i]);
        number = node_is_given(&names) ? i : number;
    }
    read_choice(reader, &scope, &check_scope_names, &number);
    check->scope = (enum check_scope)number;
    for (size_t i = CHECK_UNITS; i <= CHECK_WAVES; i++) {
        struct json_node names = node_member(node, keys[i]);
        if (!node_is_given(&names))
            continue;
        read_names(reader, &names, &check->places);
        if (i == number)
            continue;
        refuse(reader, &names, DIAG_CHECK_SCOPE, "'%s' in a check of scope '%s'", keys[i],
               check_scope_name(check->scope));
        hint(reader->diagnostics, "\"scope\": \"%s\" checks %ss", keys[i], keys[i]);
    }
}

static void read_against(struct study_reader *reader, const struct json_node *node,
                         const struct check *check)
{
    static const char *const texts[] = { "baseline" };
    const struct name_table names = { texts, 1 };
    struct json_node against = node_member(node, "against");
    size_t number = 0;
    if (!node_is_given(&against))
        return;
    read_choice(reader, &against, &names, &number);
    if (!check_needs_baseline(check)) {
        refuse(reader, &against, DIAG_CHECK_BOUNDS,
               "a check against the baseline needs 'min_change' or 'max_change'");
        hint(reader->diagnostics, "min, max and abs_max bound the figure itself");
    }
}

static void read_check_id(struct study_reader *reader, const struct json_node *node,
                          struct map *ids, struct check *check)
{
    if (!check_given(reader, node))
        return;
    read_text(reader, node, &check->id);
    if (!check->id)
        return;
    size_t count = ids->count;
    if (map_add(ids, check->id, strlen(check->id)) == MAP_NONE)
        reader->lacks_memory = true;
    else if (ids->count == count)
        refuse(reader, node, DIAG_DUPLICATE_ID, "two checks have the id '%s'", check->id);
}

static void read_check(struct study_reader *reader, const struct json_node *node,
                       const struct study *study, struct map *ids, struct check *check)
{
    if (!check_object(reader, node, OBJECT_CHECK))
        return;
    struct json_node id = node_member(node, "id");
    struct json_node metric = node_member(node, "metric");
    struct json_node dimension = node_member(node, "dimension");
    struct json_node when = node_member(node, "when");
    struct json_node inconclusive = node_member(node, "inconclusive");
    size_t when_number = WHEN_VALUE;
    size_t verdict = CHECK_INCONCLUSIVE;
    check->pointer = node_pointer(reader, node);
    read_check_id(reader, &id, ids, check);
    if (check_given(reader, &metric))
        read_text(reader, &metric, &check->metric);
    read_scope(reader, node, check);
    read_dimension_names(reader, &dimension, study, &check->dimensions);
    read_all_bounds(reader, node, check);
    read_choice(reader, &when, &check_when_names, &when_number);
    check->when = (enum check_when)when_number;
    read_against(reader, node, check);
    read_choice(reader, &inconclusive, &check_verdict_names, &verdict);
    check->inconclusive = (enum check_verdict)verdict;
}

void read_checks(struct study_reader *reader, const struct json_node *node,
                 struct study *study)
{
    if (!node_is_given(node) || !check_list(reader, node))
        return;
    size_t count = node_count(node);
    struct check *checks = reader_allocate(reader, count, sizeof *checks);
    struct map ids = { 0 };
    if (!checks)
        return;
    for (struct json_node child = node_first(node); child.json && !reader->lacks_memory;
         node_next(&child))
        read_check(reader, &child, study, &ids, &checks[child.index]);
    study->checks = checks;
    study->check_count = count;
    map_release(&ids);
}

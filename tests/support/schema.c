#include "support/schema.h"

#include "support/test.h"

#include <cjson/cJSON.h>

#include <math.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

struct rules {
    const cJSON *root;
    char path[512]; /* where in the value the rules stand */
    bool quiet;     /* inside anyOf and if, a miss is no failure yet */
};

static bool accepts(struct rules *rules, const cJSON *schema, const cJSON *value);

static bool miss(struct rules *rules, const char *keyword)
{
    if (!rules->quiet)
        print_error("%s: breaks '%s'\n", rules->path, keyword);
    return false;
}

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const cJSON *first(const cJSON *list)
{
    return list ? list->child : NULL;
}

static bool accepts_below(struct rules *rules, const cJSON *schema, const cJSON *value,
                          const char *name, int index)
{
    size_t length = strlen(rules->path);
    if (name)
        snprintf(rules->path + length, sizeof rules->path - length, "/%s", name);
    else
        snprintf(rules->path + length, sizeof rules->path - length, "/%d", index);
    bool accepted = accepts(rules, schema, value);
    rules->path[length] = '\0';
    return accepted;
}

static bool accepts_quietly(struct rules *rules, const cJSON *schema, const cJSON *value)
{
    bool quiet = rules->quiet;
    rules->quiet = true;
    bool accepted = accepts(rules, schema, value);
    rules->quiet = quiet;
    return accepted;
}

static bool is_of_type(const cJSON *value, const char *type)
{
    if (strcmp(type, "integer") == 0)
        return cJSON_IsNumber(value) && floor(value->valuedouble) == value->valuedouble;
    return (cJSON_IsObject(value) && strcmp(type, "object") == 0) ||
           (cJSON_IsArray(value) && strcmp(type, "array") == 0) ||
           (cJSON_IsString(value) && strcmp(type, "string") == 0) ||
           (cJSON_IsNumber(value) && strcmp(type, "number") == 0) ||
           (cJSON_IsBool(value) && strcmp(type, "boolean") == 0) ||
           (cJSON_IsNull(value) && strcmp(type, "null") == 0);
}

static bool fits_type(const cJSON *types, const cJSON *value)
{
    if (cJSON_IsString(types))
        return is_of_type(value, types->valuestring);
    for (const cJSON *type = first(types); type; type = type->next)
        if (is_of_type(value, type->valuestring))
            return true;
    return false;
}

static bool is_among(const cJSON *list, const cJSON *value)
{
    for (const cJSON *one = first(list); one; one = one->next)
        if (cJSON_Compare(one, value, true))
            return true;
    return false;
}

static bool has_all(const cJSON *names, const cJSON *value)
{
    for (const cJSON *name = first(names); name; name = name->next)
        if (cJSON_IsObject(value) && !member(value, name->valuestring))
            return false;
    return true;
}

static bool matches(const char *pattern, const cJSON *value)
{
    regex_t compiled;
    if (!cJSON_IsString(value))
        return true;
    assert_int_equal(regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB), 0);
    bool matched = regexec(&compiled, value->valuestring, 0, NULL, 0) == 0;
    regfree(&compiled);
    return matched;
}

static bool fits_bounds(const char *keyword, double bound, const cJSON *value)
{
    if (!cJSON_IsNumber(value))
        return true;
    if (strcmp(keyword, "minimum") == 0)
        return value->valuedouble >= bound;
    if (strcmp(keyword, "maximum") == 0)
        return value->valuedouble <= bound;
    if (strcmp(keyword, "exclusiveMinimum") == 0)
        return value->valuedouble > bound;
    return value->valuedouble < bound;
}

static bool fits_count(const char *keyword, double bound, const cJSON *value)
{
    bool is_fitting_kind = strstr(keyword, "Items")        ? cJSON_IsArray(value)
                           : strstr(keyword, "Properties") ? cJSON_IsObject(value)
                                                           : cJSON_IsString(value);
    if (!is_fitting_kind)
        return true;
    double count = cJSON_IsString(value) ? (double)strlen(value->valuestring)
                                         : cJSON_GetArraySize(value);
    return strncmp(keyword, "min", 3) == 0 ? count >= bound : count <= bound;
}

/* The members of an object: those that `properties` names, and all others. */
static bool accepts_members(struct rules *rules, const cJSON *schema, const cJSON *value)
{
    if (!cJSON_IsObject(value))
        return true;
    const cJSON *named = member(schema, "properties");
    const cJSON *others = member(schema, "additionalProperties");
    for (const cJSON *child = first(value); child; child = child->next) {
        const cJSON *own = member(named, child->string);
        const cJSON *rule = own ? own : others;
        if (rule && !accepts_below(rules, rule, child, child->string, 0))
            return false;
    }
    return true;
}

static bool accepts_items(struct rules *rules, const cJSON *schema, const cJSON *value)
{
    int index = 0;
    if (cJSON_IsArray(value))
        for (const cJSON *child = first(value); child; child = child->next)
            if (!accepts_below(rules, schema, child, NULL, index++))
                return false;
    return true;
}

static bool accepts_any(struct rules *rules, const cJSON *choices, const cJSON *value,
                        int *count_out)
{
    *count_out = 0;
    for (const cJSON *choice = first(choices); choice; choice = choice->next)
        *count_out += accepts_quietly(rules, choice, value);
    return *count_out > 0;
}

static bool accepts_all(struct rules *rules, const cJSON *choices, const cJSON *value)
{
    for (const cJSON *choice = first(choices); choice; choice = choice->next)
        if (!accepts(rules, choice, value))
            return false;
    return true;
}

static bool accepts_condition(struct rules *rules, const cJSON *schema,
                              const cJSON *value)
{
    const cJSON *rule = accepts_quietly(rules, member(schema, "if"), value)
                            ? member(schema, "then")
                            : member(schema, "else");
    return !rule || accepts(rules, rule, value);
}

static const cJSON *referred(const struct rules *rules, const char *reference)
{
    assert_int_equal(strncmp(reference, "#/$defs/", 8), 0);
    const cJSON *found = member(member(rules->root, "$defs"), reference + 8);
    assert_non_null(found);
    return found;
}

static bool is_one_of(const char *text, const char *list)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, " %s ", text);
    return strstr(list, wanted) != NULL;
}

/* One keyword of a schema that says nothing about what is inside the value. */
static bool keeps_plain(const cJSON *rule, const cJSON *value)
{
    const char *keyword = rule->string;
    if (strcmp(keyword, "type") == 0)
        return fits_type(rule, value);
    if (strcmp(keyword, "const") == 0)
        return cJSON_Compare(rule, value, true);
    if (strcmp(keyword, "enum") == 0)
        return is_among(rule, value);
    if (strcmp(keyword, "required") == 0)
        return has_all(rule, value);
    if (strcmp(keyword, "pattern") == 0)
        return matches(rule->valuestring, value);
    if (is_one_of(keyword, " minimum maximum exclusiveMinimum exclusiveMaximum "))
        return fits_bounds(keyword, rule->valuedouble, value);
    if (is_one_of(keyword, " minItems maxItems minProperties maxProperties minLength "
                           "maxLength "))
        return fits_count(keyword, rule->valuedouble, value);
    if (is_one_of(keyword, " $schema $id $defs title description default examples then "
                           "else properties additionalProperties uniqueItems "))
        return true;
    print_error("unknown schema keyword '%s'\n", keyword);
    return false;
}

static bool keeps(struct rules *rules, const cJSON *schema, const cJSON *rule,
                  const cJSON *value)
{
    int count = 0;
    if (strcmp(rule->string, "$ref") == 0)
        return accepts(rules, referred(rules, rule->valuestring), value);
    if (strcmp(rule->string, "items") == 0)
        return accepts_items(rules, rule, value);
    if (strcmp(rule->string, "if") == 0)
        return accepts_condition(rules, schema, value);
    if (strcmp(rule->string, "allOf") == 0)
        return accepts_all(rules, rule, value);
    if (strcmp(rule->string, "anyOf") == 0)
        return accepts_any(rules, rule, value, &count) || miss(rules, "anyOf");
    if (strcmp(rule->string, "oneOf") == 0)
        return (accepts_any(rules, rule, value, &count) && count == 1) ||
               miss(rules, "oneOf");
    if (strcmp(rule->string, "not") == 0)
        return !accepts_quietly(rules, rule, value) || miss(rules, "not");
    return keeps_plain(rule, value) || miss(rules, rule->string);
}

static bool accepts(struct rules *rules, const cJSON *schema, const cJSON *value)
{
    if (cJSON_IsBool(schema))
        return cJSON_IsTrue(schema) || miss(rules, "false");
    for (const cJSON *rule = first(schema); rule; rule = rule->next)
        if (!keeps(rules, schema, rule, value))
            return false;
    return accepts_members(rules, schema, value);
}

bool schema_accepts(const char *schema_text, const char *value_text)
{
    cJSON *schema = cJSON_Parse(schema_text);
    cJSON *value = cJSON_Parse(value_text);
    assert_non_null(schema);
    assert_non_null(value);
    struct rules rules = { .root = schema };
    bool accepted = accepts(&rules, schema, value);
    cJSON_Delete(schema);
    cJSON_Delete(value);
    return accepted;
}

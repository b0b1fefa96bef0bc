/* The schema and the reader say the same: the same keys, the same values, and what the
   reader takes fits the schema. */
#include "study/keys.h"
#include "study/names.h"
#include "study/study_read.h"
#include "support/quoted.h"
#include "support/schema.h"
#include "support/test.h"

#include <cjson/cJSON.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const cJSON *definition(const cJSON *schema, const char *name)
{
    const cJSON *definitions = cJSON_GetObjectItemCaseSensitive(schema, "$defs");
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(definitions, name);
    assert_non_null(found);
    return found;
}

static void names_the_keys_that_the_reader_knows(void **state)
{
    (void)state;
    cJSON *schema = cJSON_Parse(study_schema());
    assert_non_null(schema);
    for (int object = 0; object < OBJECT_COUNT; object++) {
        const struct study_keys *known = study_keys((enum study_object)object);
        const cJSON *rules = definition(schema, known->object);
        const cJSON *properties = cJSON_GetObjectItemCaseSensitive(rules, "properties");
        const cJSON *others =
            cJSON_GetObjectItemCaseSensitive(rules, "additionalProperties");
        assert_true(cJSON_IsFalse(others));
        for (size_t i = 0; i < known->count; i++) {
            if (!cJSON_GetObjectItemCaseSensitive(properties, known->keys[i]))
                print_error("%s: '%s' is not in the schema\n", known->object,
                            known->keys[i]);
            assert_true(cJSON_HasObjectItem(properties, known->keys[i]));
        }
        assert_int_equal(cJSON_GetArraySize(properties), known->count);
    }
    cJSON_Delete(schema);
}

static void check_values(const cJSON *schema, const char *object, const char *key,
                         const struct name_table *names)
{
    const cJSON *properties =
        cJSON_GetObjectItemCaseSensitive(definition(schema, object), "properties");
    const cJSON *rules = cJSON_GetObjectItemCaseSensitive(properties, key);
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(rules, "items");
    const cJSON *values = cJSON_GetObjectItemCaseSensitive(items ? items : rules, "enum");
    assert_int_equal(cJSON_GetArraySize(values), names->count);
    for (size_t i = 0; i < names->count; i++)
        assert_string_equal(cJSON_GetArrayItem(values, (int)i)->valuestring,
                            names->names[i]);
}

static void lists_the_values_that_the_reader_knows(void **state)
{
    (void)state;
    cJSON *schema = cJSON_Parse(study_schema());
    const char *platforms[16] = { "auto" };
    struct name_table platform_table = { platforms, 0 };
    const char *const *names = platform_names(&platform_table.count);
    memcpy(platforms + 1, names, platform_table.count * sizeof *platforms);
    platform_table.count++;
    check_values(schema, "scale", "kind", &scale_kind_names);
    check_values(schema, "dimension", "lens", &lens_names);
    check_values(schema, "units", "match", &unit_step_names);
    check_values(schema, "units", "unmatched", &unmatched_rule_names);
    check_values(schema, "analysis", "adjust", &adjustment_names);
    check_values(schema, "study", "bad_answers", &bad_answer_rule_names);
    check_values(schema, "side", "quote", &quote_rule_names);
    check_values(schema, "side", "platform", &platform_table);
    check_values(schema, "check", "scope", &check_scope_names);
    check_values(schema, "check", "when", &check_when_names);
    check_values(schema, "check", "inconclusive", &check_verdict_names);
    cJSON_Delete(schema);
}

static bool reader_accepts(const char *text)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study = NULL;
    enum symbar_status status =
        study_parse(text, strlen(text), NULL, NULL, &study, diagnostics);
    study_free(study);
    symbar_diagnostics_free(diagnostics);
    return status == SYMBAR_OK;
}

#define START                                                                            \
    "{'employees':{'files':['e']},'scales':{'s':{'kind':'csat','min':1,'max':5}},"
#define STUDY(customers, dimension, rest)                                                \
    START "'customers':{'files':['c']" customers                                         \
          "},'dimensions':[{'id':'d','scale':'s'," dimension "}]" rest "}"

/* What both take, then what both refuse. */
static const char *const taken[] = {
    STUDY("", "'employees':'Q'", ""),
    STUDY(",'unit':null,'header_rows':'auto','delimiter':'tab','decimal':'.'",
          "'customers':'Q','employees':null", ",'symbar':1,'$schema':'s','notes':[]"),
    STUDY(",'unit':{'index':3},'header_rows':3,'layout':null", "'customers':{'text':'Q'}",
          ",'units':{'match':[],'aliases':null}"),
    STUDY(",'keep':[{'column':{'name':'a','occurrence':2},'not_in':[]}]",
          "'customers':[{'column':'Q','reverse':true},'R',{'import_id':'QID3'}],"
          "'min_items':2",
          ",'privacy':{'min_n':3,'unanimity':true}"),
    STUDY(",'missing':{'blank':[-99,'x'],'not_shown':['']},'weight':'w'",
          "'customers':['Q','R'],'min_items':{'customers':1}",
          ",'privacy':{'min_n':{},'unanimity':{'customers':true}}"),
    STUDY(",'layout':{'respondent':'r','question':'q','answer':{'index':4}}",
          "'label':'D','lens':'symmetry','customers':'Q'",
          ",'analysis':{'reference':'median','high':100,'alpha':0.5,'confidence':0.5}"),
    STUDY(",'population':70", "'customers':'Q'", ",'waves':null,'benchmark':null"),
    STUDY(",'set_aside':'none','quote':'none','platform':'redcap'", "'customers':'Q'",
          ",'analysis':{'reference':0,'margin':100},'checks':[],'title':''"),
    STUDY("", "'employees':'Q'",
          ",'checks':[{'id':'a','metric':'gap.index','abs_max':0},"
          "{'id':'b','metric':'customers.nps','scope':'unit','unit':['Lyon','Lille'],"
          "'dimension':['d'],'fail':{'min':-5,'max':5},'warn':{'min_change':-1},"
          "'when':'noninferior','against':'baseline','inconclusive':'warn'},"
          "{'id':'c','metric':'x','unit':'*','dimension':'*','warn':{'max_change':1}}]"),
};

static const char *const refused[] = {
    "[]",
    START "'dimensions':[]}",
    STUDY(",'unit':''", "'employees':'Q'", ""),
    STUDY(",'unit':{'name':'a','index':1}", "'employees':'Q'", ""),
    STUDY(",'unit':{'text':'a','occurrence':1}", "'employees':'Q'", ""),
    STUDY(",'header_rows':0", "'employees':'Q'", ""),
    STUDY(",'encoding':'a/b'", "'employees':'Q'", ""),
    STUDY(",'weight':5", "'employees':'Q'", ""),
    STUDY(",'population':70.5", "'employees':'Q'", ""),
    STUDY(",'keep':[{'column':'a'}]", "'employees':'Q'", ""),
    STUDY(",'keep':[{'column':'a','in':[]}]", "'employees':'Q'", ""),
    STUDY(",'missing':{'invalid':[]}", "'employees':'Q'", ""),
    STUDY("", "'lens':'mirror'", ""),
    STUDY("", "'employees':[]", ""),
    STUDY("", "'employees':[[]]", ""),
    STUDY("", "'employees':{'scale':'s'}", ""),
    STUDY("", "'employees':'Q','min_items':0", ""),
    STUDY("", "'employees':'Q'", ",'symbar':2"),
    STUDY("", "'employees':'Q'", ",'analysis':{'confidence':1}"),
    STUDY("", "'employees':'Q'", ",'analysis':{'alpha':0}"),
    STUDY("", "'employees':'Q'", ",'analysis':{'reference':'mean'}"),
    STUDY("", "'employees':'Q'", ",'privacy':{'min_n':0}"),
    STUDY("", "'employees':'Q'", ",'privacy':{'min_n':{'staff':1}}"),
    STUDY("", "'employees':'Q'", ",'checks':[1]"),
    STUDY("", "'employees':'Q'", ",'checks':[{'id':'a','max':1}]"),
    STUDY("", "'employees':'Q'", ",'checks':[{'metric':'gap.index','max':1}]"),
    STUDY("", "'employees':'Q'", ",'checks':[{'id':'a','metric':'gap.index'}]"),
    STUDY("", "'employees':'Q'",
          ",'checks':[{'id':'a','metric':'gap.index','abs_max':-1}]"),
    STUDY("", "'employees':'Q'", ",'checks':[{'id':'a','metric':'gap.index','warn':{}}]"),
    STUDY("", "'employees':'Q'",
          ",'checks':[{'id':'a','metric':'gap.index','max':1,'when':'often'}]"),
    STUDY("", "'employees':'Q'",
          ",'checks':[{'id':'a','metric':'gap.index','max':1,'dimension':[]}]"),
    STUDY("", "'employees':'Q'",
          ",'checks':[{'id':'a','metric':'gap.index','max':1,'scope':'sector'}]"),
};

static void judges_as_the_reader_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        char *text = quoted(taken[i]);
        if (!reader_accepts(text) || !schema_accepts(study_schema(), text))
            print_error("%s\n", text);
        assert_true(reader_accepts(text));
        assert_true(schema_accepts(study_schema(), text));
        free(text);
    }
    print_message("what follows must break the schema\n");
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        char *text = quoted(refused[i]);
        bool is_accepted = schema_accepts(study_schema(), text);
        if (is_accepted || reader_accepts(text))
            print_error("%s\n", text);
        assert_false(is_accepted);
        assert_false(reader_accepts(text));
        free(text);
    }
}

static void accepts_the_sample_study(void **state)
{
    (void)state;
    char text[20000];
    FILE *file = fopen(SOURCE_DIR "/data/hotels/symbar.json", "rb");
    assert_non_null(file);
    size_t count = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[count] = '\0';
    assert_true(schema_accepts(study_schema(), text));
    assert_true(reader_accepts(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_keys_that_the_reader_knows),
        cmocka_unit_test(lists_the_values_that_the_reader_knows),
        cmocka_unit_test(judges_as_the_reader_does),
        cmocka_unit_test(accepts_the_sample_study),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

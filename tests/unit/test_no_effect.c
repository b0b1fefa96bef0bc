/* What a study says to no effect is told, with its place; what has one is not. */
#include "study/study_read.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#define SIDES(employees, customers)                                                      \
    "'employees':{'files':['e.csv']" employees                                           \
    "},'customers':{'files':['c.csv']" customers "},"
#define UNIT ",'unit':'Store'"
#define SCALES "'scales':{'s':{'kind':'ces','min':1,'max':7}},"
#define DIMENSIONS "'dimensions':[{'id':'d','scale':'s','employees':'Q','customers':'Q'}]"
#define BOTH SIDES(UNIT, UNIT) SCALES DIMENSIONS
#define NONE SIDES("", "") SCALES DIMENSIONS

static struct symbar_diagnostics *parse(const char *members, bool is_of_tally)
{
    char text[4096];
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study_overrides overrides = { .is_of_tally = is_of_tally };
    struct study *study = NULL;
    snprintf(text, sizeof text, "{%s}", members);
    for (char *at = text; *at; at++)
        if (*at == '\'')
            *at = '"';
    assert_int_equal(
        study_parse(text, strlen(text), "s.json", &overrides, &study, diagnostics),
        SYMBAR_OK);
    study_free(study);
    return diagnostics;
}

/* `pointers`: where, in order, ended by NULL. */
static void expect(const char *members, const char *const *pointers)
{
    struct symbar_diagnostics *diagnostics = parse(members, false);
    size_t count = 0;
    for (; pointers[count]; count++) {
        assert_true(count < symbar_diagnostics_count(diagnostics));
        const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, count);
        assert_string_equal(item->id, "no-effect");
        assert_int_equal(item->severity, SYMBAR_WARNING);
        assert_string_equal(item->pointer, pointers[count]);
        assert_non_null(item->hint);
    }
    assert_int_equal(symbar_diagnostics_count(diagnostics), count);
    symbar_diagnostics_free(diagnostics);
}

#define EXPECT(members, ...) expect(members, (const char *const[]){ __VA_ARGS__, NULL })

static void tells_of_what_is_not_there(void **state)
{
    (void)state;
    EXPECT(BOTH ",'waves':['a','b']", "/waves");
    EXPECT(NONE ",'units':{'aliases':'a.csv','match':['exact'],'unmatched':'refuse'},"
                "'analysis':{'high':60,'reference':50},"
                "'outcomes':[{'id':'o','file':'o.csv'}]",
           "/units/aliases", "/units/match", "/outcomes", "/units/unmatched",
           "/analysis/reference", "/analysis/high");
    EXPECT(SIDES(UNIT, "") SCALES DIMENSIONS
           ",'units':{'aliases':'a.csv','match':['exact'],'unmatched':'drop'}",
           "/units/unmatched");
    EXPECT(SIDES(UNIT ",'raking':{}", UNIT) SCALES DIMENSIONS, "/employees/raking");
}

static void tells_of_scales(void **state)
{
    (void)state;
    EXPECT(SIDES(UNIT, UNIT) "'scales':{'s':{'kind':'ces','min':1,'max':7},"
                             "'t':{'kind':'ces','min':1,'max':5}}," DIMENSIONS,
           "/scales/t");
    EXPECT(SIDES(UNIT, UNIT) SCALES
           "'dimensions':[{'id':'d','scale':'s','employees':'Q'},"
           "{'id':'f','scale':'s','employees':{'column':'Q','scale':'s'},"
           "'customers':[{'column':'Q','scale':'s'}]},"
           "{'id':'g','scale':'s','customers':[{'column':'Q','scale':'s'},'R']}]",
           "/dimensions/1/scale");
}

static void leaves_alone_what_has_one(void **state)
{
    (void)state;
    static const char *const nothing[] = { NULL };
    expect(BOTH ",'units':{'aliases':'a.csv','match':['exact'],'unmatched':'refuse'},"
                "'analysis':{'high':60,'reference':50},"
                "'outcomes':[{'id':'o','file':'o.csv'}]",
           nothing);
    expect(SIDES(",'wave':'W'", "") SCALES DIMENSIONS ",'waves':['a','b']", nothing);
    /* the names of segments are matched as well */
    expect(SIDES(",'segment':'Role'", "") SCALES DIMENSIONS
           ",'units':{'match':['exact']}",
           nothing);
    /* said as it would be anyway */
    expect(NONE ",'waves':[],'outcomes':[],'units':{'aliases':null,'unmatched':'keep',"
                "'match':['exact','case','accents','spacing','digits']},"
                "'analysis':{'high':75,'reference':'median'}",
           nothing);
}

/* Who makes a tally has been told, and the tally tells it again. */
static void is_silent_about_tallies(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = parse(BOTH ",'waves':['a','b']", true);
    assert_int_equal(symbar_diagnostics_count(diagnostics), 0);
    symbar_diagnostics_free(diagnostics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_of_what_is_not_there),
        cmocka_unit_test(tells_of_scales),
        cmocka_unit_test(leaves_alone_what_has_one),
        cmocka_unit_test(is_silent_about_tallies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

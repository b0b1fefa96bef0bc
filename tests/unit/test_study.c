/* A whole study, and what its defaults are. */
#include "study/study_read.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static struct study *parse(const char *text)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study = NULL;
    enum symbar_status status =
        study_parse(text, strlen(text), "in/symbar.json", NULL, &study, diagnostics);
    for (size_t i = 0; i < symbar_diagnostics_count(diagnostics); i++) {
        const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, i);
        print_message("%s: %s [%s]\n", item->pointer ? item->pointer : "", item->message,
                      item->id);
    }
    assert_int_equal(status, SYMBAR_OK);
    symbar_diagnostics_free(diagnostics);
    return study;
}

static void reads_every_part(void **state)
{
    (void)state;
    struct study *study = parse(
        "{\"symbar\": 1, \"title\": \"Acme Retail\","
        "\"employees\": {\"files\": [\"staff.csv\", \"/abs/x.csv\", \"-\"],"
        "  \"unit\": \"store\", \"header_rows\": 2, \"encoding\": \"utf-8\","
        "  \"delimiter\": \"tab\", \"decimal\": \"comma\", \"weight\": null,"
        "  \"keep\": [{\"column\": \"Finished\", \"in\": [\"1\", \"True\", 2]},"
        "            {\"column\": {\"index\": 3}, \"min\": 10, \"not_in\": [\"x\"]}],"
        "  \"missing\": {\"blank\": [\"-99\"], \"dont_know\": [\"Don't know\"]}},"
        "\"customers\": {\"files\": [\"clients.csv\"],"
        "  \"unit\": {\"name\": \"magasin\", \"occurrence\": 2}},"
        "\"scales\": {\"nps\": {\"kind\": \"nps\", \"min\": 0, \"max\": 10},"
        "  \"agree5\": {\"kind\": \"likert\", \"min\": 1, \"max\": 5, \"top\": [5, 4],"
        "     \"labels\": {\"Disagree\": 1, \"5 - Agree\": 5}}},"
        "\"dimensions\": ["
        "  {\"id\": \"recommend\", \"label\": \"Recommendation\", \"lens\": \"symmetry\","
        "   \"scale\": \"nps\", \"employees\": \"Q1\", \"customers\": \"nps\"},"
        "  {\"id\": \"listening\", \"lens\": \"mirror\","
        "   \"employees\": [{\"column\": \"Q5_1\", \"scale\": \"agree5\"},"
        "     {\"column\": {\"text\": \"We listen\"}, \"scale\": \"agree5\","
        "      \"reverse\": true}, {\"column\": \"Q5_3\", \"scale\": \"agree5\"}]}],"
        "\"units\": {\"match\": [\"exact\", \"spacing\"], \"aliases\": \"units.csv\","
        "  \"unmatched\": \"drop\"},"
        "\"analysis\": {\"confidence\": 0.9, \"adjust\": \"bh\", \"reference\": 70},"
        "\"privacy\": {\"min_n\": {\"employees\": 7}},"
        "\"bad_answers\": \"missing\","
        "\"checks\": [{\"id\": \"a\", \"metric\": \"gap.index\", \"abs_max\": 0.1}],"
        "\"notes\": [\"mind the "
        "gap\"]}");
    const struct side_study *employees = &study->sides[SIDE_EMPLOYEES];
    const struct side_study *customers = &study->sides[SIDE_CUSTOMERS];
    assert_string_equal(study->title, "Acme Retail");
    assert_int_equal(employees->files.count, 3);
    assert_string_equal(employees->files.texts[0], "in/staff.csv");
    assert_string_equal(employees->file_names.texts[0], "staff.csv");
    assert_string_equal(employees->files.texts[1], "/abs/x.csv");
    assert_string_equal(employees->files.texts[2], "-");
    assert_true(employees->has_unit);
    assert_string_equal(employees->unit.pointer, "/employees/unit");
    assert_true(employees->has_header_rows);
    assert_int_equal(employees->header_rows, 2);
    assert_string_equal(employees->encoding, "utf-8");
    assert_int_equal(employees->delimiter, '\t');
    assert_int_equal(employees->decimal, ',');
    assert_false(employees->has_weight);
    assert_int_equal(employees->keep_count, 2);
    assert_int_equal(employees->keep[0].in_count, 3);
    assert_string_equal(employees->keep[0].in[2], "2");
    assert_int_equal(employees->keep[1].column.by, COLUMN_BY_INDEX);
    assert_int_equal(employees->keep[1].column.index, 3);
    assert_true(employees->keep[1].has_min);
    assert_false(employees->keep[1].has_max);
    assert_int_equal(employees->missing[MISSING_BLANK].count, 2);
    assert_string_equal(employees->missing[MISSING_BLANK].texts[0], "");
    assert_int_equal(customers->unit.occurrence, 2);
    assert_int_equal(study->scale_count, 2);
    assert_int_equal(study->scales[0].promoters.count, 2);
    assert_int_equal(study->scales[0].detractors.count, 7);
    assert_true(study->scales[1].top.values[0] == 4);
    assert_int_equal(study->dimension_count, 2);
    assert_string_equal(study->dimensions[1].label, "listening");
    assert_int_equal(study->dimensions[1].questions[SIDE_EMPLOYEES].min_items, 2);
    assert_int_equal(study->dimensions[1].questions[SIDE_CUSTOMERS].item_count, 0);
    assert_true(study->dimensions[1].questions[SIDE_EMPLOYEES].items[1].reverse);
    assert_true(study->units.steps[STEP_SPACING]);
    assert_false(study->units.steps[STEP_CASE]);
    assert_string_equal(study->units.aliases, "in/units.csv");
    assert_string_equal(study->units.aliases_name, "units.csv");
    assert_int_equal(study->units.unmatched, UNMATCHED_DROP);
    assert_close(study->analysis.confidence, 0.9, 0);
    assert_int_equal(study->analysis.adjust, ADJUST_BH);
    assert_false(study->analysis.reference_is_median);
    assert_close(study->analysis.reference, 70, 0);
    assert_int_equal(study->min_n[SIDE_EMPLOYEES], 7);
    assert_int_equal(study->min_n[SIDE_CUSTOMERS], 5);
    assert_int_equal(study->bad_answers, BAD_ANSWERS_MISSING);
    assert_int_equal(study->check_count, 1);
    assert_string_equal(study->checks[0].id, "a");
    study_free(study);
}

static void keeps_a_label_per_language(void **state)
{
    (void)state;
    struct study *study =
        parse("{\"title\": {\"de\": \"Hotels\", \"fr\": \"H\u00f4tels\"},"
              "\"employees\": {\"files\": [\"e.csv\"]},"
              "\"customers\": {\"files\": [\"c.csv\"]},"
              "\"scales\": {\"s\": {\"kind\": \"likert\", \"min\": 1, \"max\": 5}},"
              "\"dimensions\": [{\"id\": \"d\", \"scale\": \"s\", \"employees\": \"Q\","
              "\"label\": {\"es\": \"Escucha\", \"en\": \"Listening\"}}]}");
    assert_string_equal(study->title, "Hotels");
    assert_null(study->titles.in[language_index(NULL)]);
    assert_string_equal(study->titles.in[language_index(language_find("fr"))],
                        "H\xc3\xb4tels");
    const struct dimension *dimension = &study->dimensions[0];
    assert_string_equal(dimension->label, "Escucha");
    assert_string_equal(dimension->labels.in[language_index(NULL)], "Listening");
    assert_null(dimension->labels.in[language_index(language_find("de"))]);
    study_free(study);
}

static void fills_in_defaults(void **state)
{
    (void)state;
    struct study *study =
        parse("{\"employees\": {\"files\": [\"a.csv\"]}, \"customers\": {\"files\": "
              "[\"b.csv\"]}, \"scales\": {\"s\": {\"kind\": \"csat\", \"min\": 1, "
              "\"max\": 5}}, \"dimensions\": [{\"id\": \"d\", \"scale\": \"s\", "
              "\"employees\": \"Q1\"}]}");
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct side_study *own = &study->sides[side];
        assert_false(own->has_unit);
        assert_false(own->has_header_rows);
        assert_string_equal(own->encoding, "auto");
        assert_string_equal(own->platform, "auto");
        assert_int_equal(own->delimiter, 0);
        assert_int_equal(own->decimal, 0);
        assert_int_equal(own->quote, QUOTE_AUTO);
        assert_true(own->sets_aside);
        assert_false(own->has_layout);
        assert_int_equal(own->missing[MISSING_BLANK].count, 1);
        assert_string_equal(own->missing[MISSING_BLANK].texts[0], "");
        assert_int_equal(own->missing[MISSING_REFUSED].count, 0);
        assert_int_equal(study->min_n[side], 5);
    }
    for (int step = 0; step < STEP_COUNT; step++)
        assert_true(study->units.steps[step]);
    assert_null(study->units.aliases);
    assert_int_equal(study->units.unmatched, UNMATCHED_KEEP);
    assert_string_equal(study->title, "");
    assert_int_equal(study->dimensions[0].lens, LENS_MIRROR);
    assert_int_equal(study->scales[0].top.count, 0);
    assert_close(study->analysis.confidence, 0.95, 0);
    assert_close(study->analysis.alpha, 0.05, 0);
    assert_close(study->analysis.margin, 5, 0);
    assert_close(study->analysis.high, 75, 0);
    assert_true(study->analysis.reference_is_median);
    assert_int_equal(study->analysis.adjust, ADJUST_HOLM);
    assert_true(study->hides_unanimity[SIDE_EMPLOYEES]);
    assert_false(study->hides_unanimity[SIDE_CUSTOMERS]);
    assert_int_equal(study->bad_answers, BAD_ANSWERS_REFUSE);
    assert_int_equal(study->check_count, 0);
    study_free(study);
}

/* A label may begin with its code, and with numbers that are no codes. */
static void takes_labels_that_contradict_nothing(void **state)
{
    (void)state;
    static const char *const labels[] = {
        "4 - Good",  "4",   " 4. Good", "4,0 = good", "4.0 good",         "4)",
        "1-2 times", "10+", "25 %",     "1st choice", "3 \xe2\x80\x93 5", "0 / 10",
        "Good (5)",  "-",
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 "{\"employees\":{\"files\":[\"a\"]},\"customers\":{\"files\":[\"b\"]},"
                 "\"scales\":{\"s\":{\"kind\":\"csat\",\"min\":1,\"max\":5,\"labels\":"
                 "{\"%s\":4}}},\"dimensions\":[{\"id\":\"d\",\"scale\":\"s\","
                 "\"employees\":\"Q\"}]}",
                 labels[i]);
        struct study *study = parse(text);
        assert_int_equal(study->scales[0].label_count, 1);
        assert_string_equal(study->scales[0].labels[0].text, labels[i]);
        study_free(study);
    }
}

static void spells_its_words(void **state)
{
    (void)state;
    assert_string_equal(side_name(SIDE_CUSTOMERS), "customers");
    assert_string_equal(missing_kind_name(MISSING_NOT_APPLICABLE), "not_applicable");
    assert_string_equal(missing_kind_name(MISSING_INVALID), "invalid");
    assert_string_equal(scale_kind_name(SCALE_LIKERT), "likert");
    assert_string_equal(lens_name(LENS_SYMMETRY), "symmetry");
    assert_string_equal(unit_step_name(STEP_DIGITS), "digits");
    assert_string_equal(unmatched_rule_name(UNMATCHED_REFUSE), "refuse");
    assert_string_equal(adjustment_name(ADJUST_NONE), "none");
    assert_string_equal(bad_answer_rule_name(BAD_ANSWERS_MISSING), "missing");
    assert_string_equal(quote_rule_name(QUOTE_NONE), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_part),
        cmocka_unit_test(keeps_a_label_per_language),
        cmocka_unit_test(fills_in_defaults),
        cmocka_unit_test(takes_labels_that_contradict_nothing),
        cmocka_unit_test(spells_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

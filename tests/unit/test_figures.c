#include "analysis/figures.h"
#include "support/test.h"

#include <string.h>

static bool has_topic(const char *name)
{
    size_t count;
    const struct figure_topic *topics = figure_topics(&count);
    for (size_t t = 0; t < count; t++)
        if (strcmp(topics[t].name, name) == 0)
            return true;
    return false;
}

static void every_figure_has_a_topic_and_a_key_of_its_own(void **state)
{
    (void)state;
    size_t count;
    const struct figure *all = figures(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(has_topic(all[i].topic));
        for (size_t j = 0; j < i; j++)
            assert_false(all[i].owner == all[j].owner &&
                         strcmp(all[i].key, all[j].key) == 0);
    }
}

static void topics_have_names_of_their_own(void **state)
{
    (void)state;
    size_t count;
    const struct figure_topic *topics = figure_topics(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(topics[i].name, topics[j].name);
}

static void assert_topic(const char *name, const char *topic)
{
    assert_non_null(figure_topic_of(name));
    assert_string_equal(figure_topic_of(name), topic);
    assert_true(has_topic(topic));
}

static void names_of_a_report_have_topics(void **state)
{
    (void)state;
    assert_topic("promoters", "nps");
    assert_topic("nps.low", "nps");
    assert_topic("n_eff", "weights");
    assert_topic("response_rate", "response");
    assert_topic("rank_high", "shrunken");
    assert_topic("dissonance", "profile");
    assert_topic("rwg_median", "agreement");
    assert_topic("unmatched", "composition");
    assert_topic("trends", "trend");
    assert_topic("blank", "missing");
    assert_null(figure_topic_of("low")); /* of many */
    assert_null(figure_topic_of("moters"));
    assert_null(figure_topic_of(""));
}

static void finds_figures_by_dotted_name(void **state)
{
    (void)state;
    enum side side = SIDE_EMPLOYEES;
    const struct figure *figure = figure_find("customers.nps", &side);
    assert_non_null(figure);
    assert_string_equal(figure->key, "nps.value");
    assert_int_equal(side, SIDE_CUSTOMERS);

    struct side_result result = { .nps.value = { true, -12.5 } };
    assert_close(figure_of_side(figure, &result)->value, -12.5, 0);

    figure = figure_find("gap.mann_whitney.z", &side);
    struct gap_result gap = { .mann_whitney_z = { true, 2.5 } };
    assert_close(figure_of_gap(figure, &gap)->value, 2.5, 0);

    assert_string_equal(figure_find("gap.index", &side)->key, "index.value");
    assert_string_equal(figure_find("employees.n", &side)->key, "n");
    assert_null(figure_find("gap", &side));
    assert_null(figure_find("gap.", &side));
    assert_null(figure_find("gap.index.val", &side));
    assert_null(figure_find("gap.n", &side));
    assert_null(figure_find("visitors.nps", &side));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_has_a_topic_and_a_key_of_its_own),
        cmocka_unit_test(topics_have_names_of_their_own),
        cmocka_unit_test(names_of_a_report_have_topics),
        cmocka_unit_test(finds_figures_by_dotted_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "ingest/answer_column.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static const struct scale_label labels[] = { { "Good", 4 } };
static const struct scale five = { .id = "s5", .min = 1, .max = 5 };
static const struct scale labelled = {
    .id = "s5", .min = 1, .max = 5, .labels = labels, .label_count = 1
};
static const struct scale hundred = { .id = "s100", .min = 0, .max = 100 };
static const struct side_study side = { .has_unit = false };
static const char *const files[] = { "a.csv", "b.csv" };

struct fixture {
    struct item item;
    struct answer_column column;
    struct label_sets sets;
    struct export_facts facts;
    struct study study;
    struct answer_names names;
    struct symbar_diagnostics *diagnostics;
    uint64_t line;
};

static void set_up(struct fixture *fixture, const struct scale *scale)
{
    *fixture = (struct fixture){
        .item = { .column = { .text = "q", .pointer = "/dimensions/0/employees" },
                  .scale = scale },
        .study = { .path = "symbar.json", .bad_answers = BAD_ANSWERS_REFUSE },
        .names = { .side = SIDE_EMPLOYEES, .files = files },
        .diagnostics = symbar_diagnostics_create(),
        .line = 1,
    };
    fixture->names.study = &fixture->study;
    assert_true(answer_column_init(&fixture->column, &fixture->item, &side));
    assert_true(label_sets_init(&fixture->sets));
    answer_column_begin(&fixture->column, 0, '.', &fixture->facts);
}

static void tear_down(struct fixture *fixture)
{
    answer_column_release(&fixture->column);
    label_sets_release(&fixture->sets);
    symbar_diagnostics_free(fixture->diagnostics);
}

static struct answer read_cell(struct fixture *fixture, const char *text)
{
    struct answer answer;
    const struct cell cell = {
        .bytes = text, .byte_count = strlen(text), .line = ++fixture->line, .column = 3
    };
    assert_true(answer_column_read(&fixture->column, &cell, &answer));
    return answer;
}

static void decide(struct fixture *fixture)
{
    assert_true(answer_column_decide(&fixture->column, &fixture->sets));
}

static const struct symbar_diagnostic *report(struct fixture *fixture, size_t count,
                                              size_t index)
{
    symbar_diagnostics_free(fixture->diagnostics);
    fixture->diagnostics = symbar_diagnostics_create();
    answer_column_report(&fixture->column, &fixture->names, fixture->diagnostics);
    assert_int_equal(symbar_diagnostics_count(fixture->diagnostics), count);
    return count ? symbar_diagnostics_at(fixture->diagnostics, index) : NULL;
}

static void remembers_texts_without_mixing_them_up(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, &hundred);
    for (int round = 0; round < 3; round++) {
        char text[16];
        for (int i = 0; i <= 3000; i++) {
            snprintf(text, sizeof text, "%.2f", i / 30.0);
            struct answer answer = read_cell(&fixture, text);
            assert_int_equal(answer.state, ANSWER_CODE);
            assert_close(answer.code, i / 30.0, 0.0051);
        }
        assert_int_equal(read_cell(&fixture, "7").code, 7);
        assert_int_equal(read_cell(&fixture, "").missing, MISSING_BLANK);
        assert_int_equal(read_cell(&fixture, "n/a").missing, MISSING_NOT_APPLICABLE);
    }
    report(&fixture, 0, 0);
    /* a bad one among so many is told, though not kept */
    assert_int_equal(read_cell(&fixture, "101").missing, MISSING_INVALID);
    assert_string_equal(report(&fixture, 1, 0)->id, "unknown-label");
    assert_int_equal(report(&fixture, 1, 0)->line, fixture.line);
    fixture.study.bad_answers = BAD_ANSWERS_MISSING;
    assert_string_equal(report(&fixture, 1, 0)->id, "answers-invalid");
    tear_down(&fixture);
}

static void reads_each_file_in_its_own_way(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, &five);
    assert_close(read_cell(&fixture, "4.5").code, 4.5, 0);
    assert_int_equal(read_cell(&fixture, "4,5").state, ANSWER_UNKNOWN);
    answer_column_begin(&fixture.column, 1, ',', &fixture.facts);
    assert_close(read_cell(&fixture, "4,5").code, 4.5, 0);
    assert_int_equal(read_cell(&fixture, "4.5").state, ANSWER_UNKNOWN);
    decide(&fixture);
    const struct symbar_diagnostic *problem = report(&fixture, 2, 1);
    assert_string_equal(problem->path, "b.csv");
    assert_string_equal(problem->message,
                        "column 'q': answer '4.5' is not a code or label of scale 's5'");
    tear_down(&fixture);
}

static void decides_unknown_texts_at_the_end(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, &five);
    struct answer best = read_cell(&fixture, "Strongly agree");
    struct answer same = read_cell(&fixture, "strongly  agree.");
    struct answer low = read_cell(&fixture, "Disagree");
    assert_int_equal(best.state, ANSWER_UNKNOWN);
    decide(&fixture);
    assert_close(answer_column_answer(&fixture.column, best.symbol).code, 5, 0);
    assert_close(answer_column_answer(&fixture.column, same.symbol).code, 5, 0);
    assert_close(answer_column_answer(&fixture.column, low.symbol).code, 2, 0);
    /* from now on the texts are as good as the study's own */
    assert_int_equal(read_cell(&fixture, "Disagree").state, ANSWER_CODE);
    assert_int_equal(read_cell(&fixture, "Agree").state, ANSWER_UNKNOWN);
    decide(&fixture);
    assert_int_equal(read_cell(&fixture, "Agree").code, 4);
    assert_string_equal(report(&fixture, 1, 0)->id, "labels-recognised");
    tear_down(&fixture);
}

/* What was decided too early and proves wrong is an error, whatever bad answers are. */
static void never_counts_a_wrong_guess(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, &five);
    read_cell(&fixture, "Stimme zu");
    read_cell(&fixture, "Stimme eher zu");
    decide(&fixture);
    assert_int_equal(read_cell(&fixture, "Stimme zu").code, 5);
    read_cell(&fixture, "Stimme voll und ganz zu");
    decide(&fixture);
    fixture.study.bad_answers = BAD_ANSWERS_MISSING;
    answer_column_report(&fixture.column, &fixture.names, fixture.diagnostics);
    assert_int_equal(diagnostics_status(fixture.diagnostics), SYMBAR_BAD_INPUT);
    tear_down(&fixture);
}

static void tells_words_at_the_end_of_a_scale_of_digits(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, &five);
    struct answer best = read_cell(&fixture, "Strongly agree");
    read_cell(&fixture, "2");
    read_cell(&fixture, "4");
    decide(&fixture);
    assert_close(answer_column_answer(&fixture.column, best.symbol).code, 5, 0);
    assert_string_equal(report(&fixture, 1, 0)->message,
                        "column 'q': label recognised as one of agreement, 'Strongly "
                        "agree' = 5");
    tear_down(&fixture);
}

static void tells_labels_that_contradict_their_number(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, &labelled);
    assert_int_equal(read_cell(&fixture, "5 - Good").missing, MISSING_INVALID);
    assert_int_equal(read_cell(&fixture, "4 - Good").code, 4);
    const struct symbar_diagnostic *problem = report(&fixture, 1, 0);
    assert_string_equal(problem->id, "label-contradicts-number");
    assert_string_equal(problem->message,
                        "column 'q': answer '5 - Good' begins with 5, but its label has "
                        "the code 4 in scale 's5'");
    tear_down(&fixture);
}

static void shows_the_beginning_of_a_long_text(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture, &five);
    read_cell(&fixture,
              "I would rather say this in few words, and \xc3\xa9 is the letter "
              "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
    decide(&fixture);
    assert_string_equal(report(&fixture, 1, 0)->message,
                        "column 'q': answer 'I would rather say this in few words, and "
                        "\xc3\xa9 is the letter ...' is not a code or label of "
                        "scale 's5'");
    tear_down(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remembers_texts_without_mixing_them_up),
        cmocka_unit_test(reads_each_file_in_its_own_way),
        cmocka_unit_test(decides_unknown_texts_at_the_end),
        cmocka_unit_test(never_counts_a_wrong_guess),
        cmocka_unit_test(tells_words_at_the_end_of_a_scale_of_digits),
        cmocka_unit_test(tells_labels_that_contradict_their_number),
        cmocka_unit_test(shows_the_beginning_of_a_long_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

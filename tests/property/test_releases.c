/* Two reports of a growing survey, judged by what is true and not by what they say: every
   person is known here. Whatever sum or difference of shown figures somebody makes, it is
   about nobody, or about min_n people or more. */
#include "disclosure/disclosure.h"
#include "support/random.h"
#include "support/survey.h"
#include "support/test.h"

#include <string.h>

enum { UNITS = 3, GROUPS = UNITS + 1, RELEASES = 3, MOST_ANSWERS = 40, MIN_N = 3 };

static const char *const unit_names[UNITS] = { "A", "B", "C" };
static const char *const dimension_ids[SURVEY_DIMENSIONS] = { "d0", "d1", "d2",  "d3",
                                                              "d4", "d5", "d6",  "d7",
                                                              "d8", "d9", "d10", "d11" };

/* How many have answered at each release; the last group is the rows without a unit. */
struct history {
    char answers[GROUPS][MOST_ANSWERS + 1];
    size_t n[RELEASES][GROUPS];
};

/* What one shown figure is a sum over: of each group, those who had answered by some
   release. -1: not of that group. */
struct shown {
    int release_of[GROUPS];
};

struct view {
    struct shown shown[GROUPS];
    size_t count;
};

/* People who answered at the same release in the same group share their fate in every
   sum: cohort (group, release). */
static size_t people_told_of(const struct history *history, const struct view *views,
                             const int *coefficients)
{
    int weight[GROUPS][RELEASES] = { { 0 } };
    size_t f = 0;
    for (size_t v = 0; v < 2; v++)
        for (size_t i = 0; i < views[v].count; i++, f++)
            for (size_t g = 0; g < GROUPS; g++)
                for (int r = 0; r <= views[v].shown[i].release_of[g]; r++)
                    weight[g][r] += coefficients[f];
    size_t people = 0;
    for (size_t g = 0; g < GROUPS; g++)
        for (size_t r = 0; r < RELEASES; r++)
            if (weight[g][r])
                people += history->n[r][g] - (r ? history->n[r - 1][g] : 0);
    return people;
}

static void print_history(const struct history *history, const struct view *views)
{
    for (size_t r = 0; r < RELEASES; r++)
        print_error("release %zu: %zu %zu %zu, without unit %zu\n", r, history->n[r][0],
                    history->n[r][1], history->n[r][2], history->n[r][3]);
    for (size_t v = 0; v < 2; v++)
        for (size_t i = 0; i < views[v].count; i++)
            print_error("view %zu shows %d %d %d %d\n", v,
                        views[v].shown[i].release_of[0], views[v].shown[i].release_of[1],
                        views[v].shown[i].release_of[2], views[v].shown[i].release_of[3]);
}

/* Every sum and difference of the figures of two reports. */
static void assert_tells_nothing(const struct history *history, const struct view *views)
{
    size_t count = views[0].count + views[1].count;
    size_t combinations = 1;
    for (size_t i = 0; i < count; i++)
        combinations *= 3;
    for (size_t code = 1; code < combinations; code++) {
        int coefficients[2 * GROUPS];
        size_t digits = code;
        for (size_t i = 0; i < count; i++, digits /= 3)
            coefficients[i] = (int)(digits % 3) - 1;
        size_t people = people_told_of(history, views, coefficients);
        if (people > 0 && people < MIN_N) {
            print_history(history, views);
            for (size_t i = 0; i < count; i++)
                print_error("%+d ", coefficients[i]);
            print_error("tells of %zu people\n", people);
            assert_true(false);
        }
    }
}

/* The release whose figures a side shows, known by its n; a held one is an earlier one's.
 */
static int release_shown(const struct history *history, const struct survey *surveys,
                         size_t release, const char *unit, size_t dimension)
{
    const struct result_row *row = survey_row(&surveys[release], unit, dimension);
    if (!row || row->sides[SIDE_CUSTOMERS]->status == CELL_SUPPRESSED)
        return -1;
    (void)history;
    size_t r = release;
    while (row->sides[SIDE_CUSTOMERS]->status == CELL_HELD) {
        assert_true(r > 0);
        row = survey_row(&surveys[--r], unit, dimension);
        assert_non_null(row);
    }
    return (int)r;
}

static struct view view_of(const struct history *history, const struct survey *surveys,
                           size_t release, size_t dimension)
{
    struct view view = { .count = 0 };
    int total = release_shown(history, surveys, release, NULL, dimension);
    if (total >= 0)
        view.shown[view.count++] = (struct shown){ { total, total, total, total } };
    for (size_t u = 0; u < UNITS; u++) {
        int unit = release_shown(history, surveys, release, unit_names[u], dimension);
        if (unit < 0)
            continue;
        struct shown shown = { { -1, -1, -1, -1 } };
        shown.release_of[u] = unit;
        view.shown[view.count++] = shown;
    }
    return view;
}

static void make_history(struct test_random *random, struct history *history)
{
    *history = (struct history){ 0 };
    size_t newcomers = 1 + test_random_below(random, 7);
    bool has_rest = test_random_below(random, 2);
    for (size_t g = 0; g < GROUPS; g++) {
        for (size_t i = 0; i < MOST_ANSWERS; i++)
            history->answers[g][i] = (char)('1' + test_random_below(random, 5));
        size_t n = test_random_below(random, 9);
        for (size_t r = 0; r < RELEASES; r++) {
            if (r && test_random_below(random, 2))
                n += test_random_below(random, newcomers + 1);
            history->n[r][g] = g < UNITS || has_rest ? n : 0;
        }
    }
}

static void release(struct survey *survey, const struct history *histories, size_t number,
                    const struct survey *previous)
{
    survey_init(survey, SURVEY_DIMENSIONS, false);
    survey->study.min_n[SIDE_CUSTOMERS] = MIN_N;
    for (size_t d = 0; d < SURVEY_DIMENSIONS; d++)
        for (size_t g = 0; g < GROUPS; g++) {
            char answers[MOST_ANSWERS + 1];
            memcpy(answers, histories[d].answers[g], sizeof answers);
            answers[histories[d].n[number][g]] = '\0';
            survey_answer(survey, SIDE_CUSTOMERS, g < UNITS ? unit_names[g] : NULL, d,
                          answers);
        }
    survey_analyse(survey);
    struct previous_release before = { .dimension_ids = { dimension_ids, dimension_ids },
                                       .dimension_count = SURVEY_DIMENSIONS };
    if (previous) {
        before.rows = previous->results->rows;
        before.row_count = previous->results->row_count;
    }
    assert_int_equal(disclose_against(&survey->study, survey->results,
                                      previous ? &before : NULL, survey->diagnostics),
                     SYMBAR_OK);
}

static void two_reports_tell_of_nobody(void **state)
{
    (void)state;
    struct test_random random = { 20260802 };
    for (int round = 0; round < 150; round++) {
        struct history histories[SURVEY_DIMENSIONS];
        struct survey surveys[RELEASES];
        for (size_t d = 0; d < SURVEY_DIMENSIONS; d++)
            make_history(&random, &histories[d]);
        for (size_t r = 0; r < RELEASES; r++)
            release(&surveys[r], histories, r, r ? &surveys[r - 1] : NULL);
        for (size_t d = 0; d < SURVEY_DIMENSIONS; d++)
            for (size_t r = 1; r < RELEASES; r++) {
                const struct view views[2] = {
                    view_of(&histories[d], surveys, r - 1, d),
                    view_of(&histories[d], surveys, r, d),
                };
                assert_tells_nothing(&histories[d], views);
            }
        for (size_t r = 0; r < RELEASES; r++)
            survey_release(&surveys[r]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_reports_tell_of_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/survey.h"

#include "analysis/analysis.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static const double promoters[] = { 9, 10 };
static const double detractors[] = { 0, 1, 2, 3, 4, 5, 6 };
static const double top[] = { 4, 5 };
static const struct scale nps = { .id = "nps",
                                  .kind = SCALE_NPS,
                                  .min = 0,
                                  .max = 10,
                                  .promoters = { promoters, 2 },
                                  .detractors = { detractors, 7 } };
static const struct scale agree = {
    .id = "agree5", .kind = SCALE_LIKERT, .min = 1, .max = 5, .top = { top, 2 }
};
static const struct item nps_item = { .scale = &nps };
static const struct item agree_item = { .scale = &agree };
static const char *const ids[SURVEY_DIMENSIONS] = {
    "d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d11"
};

void survey_init(struct survey *survey, size_t dimension_count, bool is_nps)
{
    assert_true(dimension_count <= SURVEY_DIMENSIONS);
    *survey = (struct survey){ 0 };
    const struct question question = { is_nps ? &nps_item : &agree_item, 1, 1 };
    for (size_t d = 0; d < dimension_count; d++)
        survey->dimensions[d] = (struct dimension){ .id = ids[d],
                                                    .label = ids[d],
                                                    .questions = { question, question } };
    survey->study = (struct study){
        .title = "",
        .dimensions = survey->dimensions,
        .dimension_count = dimension_count,
        .analysis = { .confidence = 0.95, .alpha = 0.05, .margin = 5 },
        .min_n = { 5, 5 },
        .hides_unanimity = { [SIDE_EMPLOYEES] = true },
    };
    survey->tally = tally_create(dimension_count, false);
    survey->diagnostics = symbar_diagnostics_create();
    assert_non_null(survey->tally);
    assert_non_null(survey->diagnostics);
}

void survey_release(struct survey *survey)
{
    results_free(survey->results);
    tally_free(survey->tally);
    symbar_diagnostics_free(survey->diagnostics);
    *survey = (struct survey){ 0 };
}

static ptrdiff_t number_of(struct map *names, const char *name)
{
    return name ? map_add(names, name, strlen(name)) : TALLY_NONE;
}

static struct tally_group *group_of(struct survey *survey, enum side side,
                                    struct survey_place place)
{
    struct tally *tally = survey->tally;
    struct tally_group *group = tally_group(
        tally, side, number_of(&tally->units, place.unit),
        number_of(&tally->segments, place.segment), number_of(&tally->waves, place.wave));
    assert_non_null(group);
    return group;
}

static void answer_often(struct survey *survey, enum side side, struct survey_place place,
                         size_t dimension, double level, uint64_t count)
{
    struct tally_group *group = group_of(survey, side, place);
    ptrdiff_t number = tally_level(survey->tally, side, dimension, level);
    assert_true(number >= 0);
    assert_true(
        tally_add_answers(survey->tally, group, dimension, (size_t)number, count, NULL));
    if (dimension == 0)
        group->row_count += count;
}

void survey_answer_often(struct survey *survey, enum side side, const char *unit,
                         size_t dimension, double level, uint64_t count)
{
    answer_often(survey, side, (struct survey_place){ .unit = unit }, dimension, level,
                 count);
}

void survey_answer_at(struct survey *survey, enum side side, struct survey_place place,
                      size_t dimension, const char *answers)
{
    for (const char *answer = answers; *answer; answer++) {
        if (*answer != '-' && *answer != 'r') {
            double level = *answer == 'X' ? 10 : *answer - '0';
            answer_often(survey, side, place, dimension, level, 1);
            continue;
        }
        struct tally_group *group = group_of(survey, side, place);
        tally_add_missing(group, dimension,
                          *answer == '-' ? MISSING_BLANK : MISSING_REFUSED, 1);
        if (dimension == 0)
            group->row_count++;
    }
}

void survey_answer(struct survey *survey, enum side side, const char *unit,
                   size_t dimension, const char *answers)
{
    survey_answer_at(survey, side, (struct survey_place){ .unit = unit }, dimension,
                     answers);
}

/* By scope, and one row per dimension for each place: what walks over rows relies on it.
 */
static void assert_blocks(const struct survey *survey)
{
    const struct results *results = survey->results;
    size_t dimensions = survey->study.dimension_count;
    assert_int_equal(results->row_count % dimensions, 0);
    assert_int_equal(overall_row_count(results), dimensions);
    for (size_t r = 0; r < results->row_count; r++) {
        const struct result_row *row = &results->rows[r];
        const struct result_row *first = &results->rows[r - r % dimensions];
        assert_int_equal(row->dimension, r % dimensions);
        assert_int_equal(row->scope, first->scope);
        assert_ptr_equal(row->unit, first->unit);
        assert_ptr_equal(row->segment, first->segment);
        assert_ptr_equal(row->wave, first->wave);
        assert_true(!r || row->scope >= results->rows[r - 1].scope);
    }
}

void survey_analyse(struct survey *survey)
{
    results_free(survey->results);
    survey->results = NULL;
    assert_int_equal(
        analyse(&survey->study, survey->tally, &survey->results, survey->diagnostics),
        SYMBAR_OK);
    assert_blocks(survey);
}

struct result_row *survey_row(const struct survey *survey, const char *unit,
                              size_t dimension)
{
    for (size_t r = 0; r < survey->results->row_count; r++) {
        struct result_row *row = &survey->results->rows[r];
        if (row->dimension == dimension &&
            (unit ? row->unit && strcmp(row->unit, unit) == 0 : !row->unit))
            return row;
    }
    return NULL;
}

const struct side_result *survey_side(const struct survey *survey, enum side side,
                                      const char *unit, size_t dimension)
{
    struct result_row *row = survey_row(survey, unit, dimension);
    assert_non_null(row);
    return row->sides[side];
}

const struct side_result *survey_segment(const struct survey *survey, enum side side,
                                         const char *column, const char *segment,
                                         size_t dimension)
{
    for (size_t r = 0; r < survey->results->row_count; r++) {
        struct result_row *row = &survey->results->rows[r];
        if (row->scope == SCOPE_SEGMENT && row->dimension == dimension &&
            row_owns_side(row, side) &&
            row->segment_side == (side == SIDE_EMPLOYEES ? OF_EMPLOYEES : OF_CUSTOMERS) &&
            strcmp(row->segment_of, column) == 0 && strcmp(row->segment, segment) == 0)
            return row->sides[side];
    }
    print_error("there is no segment '%s' of '%s'\n", segment, column);
    assert_true(false);
    return NULL;
}

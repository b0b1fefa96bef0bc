#include "support/disclosed.h"

#include "analysis/figures.h"
#include "disclosure/disclosure.h"
#include "support/test.h"

void survey_disclose(struct survey *survey)
{
    survey_analyse(survey);
    assert_int_equal(disclose(&survey->study, survey->results, survey->diagnostics),
                     SYMBAR_OK);
}

void assert_hidden(const struct survey *survey, enum side side, const char *unit,
                   size_t dimension, enum suppression_reason reason)
{
    const struct result_row *row = survey_row(survey, unit, dimension);
    const struct side_result *result = row->sides[side];
    assert_int_equal(result->status, CELL_SUPPRESSED);
    assert_string_equal(suppression_reason_name(result->reason),
                        suppression_reason_name(reason));
    assert_int_equal(row->gap->status, CELL_SUPPRESSED);
    assert_int_equal(row->gap->reason, REASON_DERIVED);
    assert_int_equal(row->gap->verdict, VERDICT_NONE);
    size_t count;
    const struct figure *all = figures(&count);
    for (size_t f = 0; f < count; f++) {
        const struct measure *measure = all[f].owner == FIGURE_OF_SIDE
                                            ? figure_of_side(&all[f], result)
                                            : figure_of_gap(&all[f], row->gap);
        assert_false(measure->available);
        assert_true(measure->value == 0);
    }
    assert_false(result->n.available);
    for (size_t kind = 0; kind < MISSING_COUNT; kind++) {
        assert_false(result->missing[kind].available);
        assert_true(result->missing[kind].value == 0);
    }
}

void assert_shown(const struct survey *survey, enum side side, const char *unit,
                  size_t dimension, double n)
{
    const struct side_result *result = survey_side(survey, side, unit, dimension);
    assert_int_equal(result->reason, REASON_NONE);
    assert_int_not_equal(result->status, CELL_SUPPRESSED);
    assert_true(result->n.available);
    assert_true(result->n.value == n);
}

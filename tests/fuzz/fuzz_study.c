/* Any bytes as a study file: it is refused with an error, or what it says holds. */
#include "study/study_read.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_question(const struct question *question)
{
    if (!question->item_count)
        return;
    struct level_range range = question_range(question);
    require(range.min < range.max);
    require(question->min_items >= 1 && question->min_items <= question->item_count);
    for (size_t i = 0; i < question->item_count; i++) {
        const struct scale *scale = question->items[i].scale;
        require(scale && scale->min < scale->max);
        for (size_t j = 1; j < scale->top.count; j++)
            require(scale->top.values[j - 1] < scale->top.values[j]);
    }
    if (question_has_top(question) && question->item_count > 1)
        require(question_is_top(question, range.max));
    if (question_is_nps(question)) {
        require(question_nps_class(question, range.max) >=
                question_nps_class(question, range.min));
    }
}

static void check_study(const struct study *study)
{
    require(study->dimension_count > 0);
    for (int side = 0; side < SIDE_COUNT; side++) {
        require(study->sides[side].files.count > 0 && study->min_n[side] >= 1);
        for (size_t i = 0; i < study->dimension_count; i++)
            check_question(&study->dimensions[i].questions[side]);
    }
}

static bool has_errors(const struct symbar_diagnostics *diagnostics)
{
    for (size_t i = 0; i < symbar_diagnostics_count(diagnostics); i++)
        if (symbar_diagnostics_at(diagnostics, i)->severity == SYMBAR_ERROR)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study = NULL;
    require(diagnostics);
    enum symbar_status status = study_parse((const char *)data, byte_count,
                                            "in/symbar.json", NULL, &study, diagnostics);
    require((status == SYMBAR_OK) == (study != NULL));
    require((status == SYMBAR_OK) == !has_errors(diagnostics));
    if (study)
        check_study(study);
    study_free(study);
    symbar_diagnostics_free(diagnostics);
    return 0;
}

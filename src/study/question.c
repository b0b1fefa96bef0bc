/* What a level of a question means: its range, top box and NPS class. */
#include "study/study.h"

#include <math.h>

/* A score is a mean of rescaled answers; its last bits must not decide. */
static const double tolerance = 1e-9;

struct level_range question_range(const struct question *question)
{
    const struct scale *first = question->items[0].scale;
    for (size_t i = 1; i < question->item_count; i++) {
        const struct scale *scale = question->items[i].scale;
        if (scale->min != first->min || scale->max != first->max)
            return (struct level_range){ .min = 0, .max = 100, .is_index = true };
    }
    return (struct level_range){ .min = first->min, .max = first->max };
}

/* The first item's scale that says what counts as top, or NULL. */
static const struct scale *top_scale(const struct question *question)
{
    for (size_t i = 0; i < question->item_count; i++)
        if (question->items[i].scale->top.count)
            return question->items[i].scale;
    return NULL;
}

bool question_has_top(const struct question *question)
{
    return top_scale(question) != NULL;
}

/* Whether the codes are the whole upper end of the scale, without a hole: 4 and 5 of 1 to
   5. Codes are taken to be one apart. */
static bool is_upper_end(const struct scale *scale)
{
    const struct codes *top = &scale->top;
    if (top->values[top->count - 1] != scale->max)
        return false;
    for (size_t i = 1; i < top->count; i++)
        if (top->values[i] - top->values[i - 1] > 1)
            return false;
    return true;
}

bool question_is_top(const struct question *question, double level)
{
    const struct scale *scale = top_scale(question);
    if (!scale)
        return false;
    double slack = tolerance * (scale->max - scale->min);
    double lowest = scale->top.values[0];
    if (question->item_count > 1 && question_range(question).is_index) {
        lowest = 100 * (lowest - scale->min) / (scale->max - scale->min);
        slack = tolerance * 100;
    }
    if (question->item_count > 1 || is_upper_end(scale))
        return level >= lowest - slack;
    for (size_t i = 0; i < scale->top.count; i++)
        if (fabs(level - scale->top.values[i]) <= slack)
            return true;
    return false;
}

bool question_is_nps(const struct question *question)
{
    return question->item_count == 1 && question->items[0].scale->kind == SCALE_NPS;
}

enum nps_class question_nps_class(const struct question *question, double level)
{
    const struct scale *scale = question->items[0].scale;
    if (level >= scale->promoters.values[0])
        return NPS_PROMOTER;
    if (level <= scale->detractors.values[scale->detractors.count - 1])
        return NPS_DETRACTOR;
    return NPS_PASSIVE;
}

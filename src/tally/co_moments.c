#include "tally/co_moments.h"

#include "base/memory.h"

#include <math.h>

static size_t count_scores(const struct study *study, enum side side)
{
    size_t count = 0;
    for (size_t d = 0; d < study->dimension_count; d++)
        count += study->dimensions[d].questions[side].item_count > 0;
    return count;
}

static bool relates_scores(const struct study *study, enum side side)
{
    const struct analysis_rules *rules = &study->analysis;
    size_t count = count_scores(study, side);
    return rules->has_overall && count >= 2 && count <= MOST_RELATED &&
           study->dimensions[rules->overall].questions[side].item_count > 0;
}

static bool relates_items(const struct question *question)
{
    return question->item_count >= 2 && question->item_count <= MOST_RELATED;
}

static void add_variables(struct moment_plan *plan, const struct study *study,
                          enum side side)
{
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *question = &study->dimensions[d].questions[side];
        if (plan->has_scores && question->item_count)
            plan->variables[plan->variable_count++] =
                (struct moment_variable){ d, MOMENT_SCORE };
        for (size_t i = 0; relates_items(question) && i < question->item_count; i++)
            plan->variables[plan->variable_count++] =
                (struct moment_variable){ d, (ptrdiff_t)i };
    }
}

/* Scores go with all scores, items with those of their own question. */
static size_t first_related(const struct moment_plan *plan, size_t x)
{
    ptrdiff_t item = plan->variables[x].item;
    return item == MOMENT_SCORE ? 0 : x - (size_t)item;
}

static bool add_pairs(struct moment_plan *plan)
{
    size_t capacity = 0;
    for (size_t x = 0; x < plan->variable_count; x++) {
        bool is_score = plan->variables[x].item == MOMENT_SCORE;
        for (size_t y = first_related(plan, x); y <= x; y++) {
            if ((plan->variables[y].item == MOMENT_SCORE) != is_score)
                continue;
            if (!memory_grow(&plan->pairs, &capacity, plan->pair_count + 1,
                             sizeof *plan->pairs))
                return false;
            plan->pairs[plan->pair_count++] = (struct moment_pair){ x, y };
        }
    }
    return true;
}

bool moment_plan_init(struct moment_plan *plan, const struct study *study, enum side side)
{
    size_t most = 0;
    *plan = (struct moment_plan){ .has_scores = relates_scores(study, side) };
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *question = &study->dimensions[d].questions[side];
        most += plan->has_scores + (relates_items(question) ? question->item_count : 0);
    }
    plan->variables = memory_allocate(most, sizeof *plan->variables);
    if (!plan->variables)
        return false;
    add_variables(plan, study, side);
    return add_pairs(plan);
}

void moment_plan_release(struct moment_plan *plan)
{
    memory_free(plan->variables);
    memory_free(plan->pairs);
    *plan = (struct moment_plan){ 0 };
}

static bool is_variable(const struct moment_variable *a, const struct moment_variable *b)
{
    return a->dimension == b->dimension && a->item == b->item;
}

size_t moment_plan_find(const struct moment_plan *plan, struct moment_variable x,
                        struct moment_variable y)
{
    for (size_t i = 0; i < plan->pair_count; i++) {
        const struct moment_variable *a = &plan->variables[plan->pairs[i].x];
        const struct moment_variable *b = &plan->variables[plan->pairs[i].y];
        if ((is_variable(a, &x) && is_variable(b, &y)) ||
            (is_variable(a, &y) && is_variable(b, &x)))
            return i;
    }
    return plan->pair_count;
}

int64_t moment_parts(double level, double min, double max)
{
    double share = (level - min) / (max - min);
    return llround(fmin(fmax(share, 0), 1) * (double)MOMENT_PARTS);
}

void co_moment_add(struct co_moment *moment, int64_t x, int64_t y, uint64_t count)
{
    uint64_t a = (uint64_t)x;
    uint64_t b = (uint64_t)y;
    moment->n += count;
    wide_add(&moment->x, wide_product(a, count));
    wide_add(&moment->y, wide_product(b, count));
    wide_add(&moment->xx, wide_times(wide_product(a, a), count));
    wide_add(&moment->yy, wide_times(wide_product(b, b), count));
    wide_add(&moment->xy, wide_times(wide_product(a, b), count));
}

void co_moment_merge(struct co_moment *moment, const struct co_moment *more)
{
    moment->n += more->n;
    wide_add(&moment->x, more->x);
    wide_add(&moment->y, more->y);
    wide_add(&moment->xx, more->xx);
    wide_add(&moment->yy, more->yy);
    wide_add(&moment->xy, more->xy);
}

bool co_moment_is_sound(const struct co_moment *moment)
{
    if (moment->n > MOST_MOMENT_ROWS)
        return false;
    struct wide most = wide_product(moment->n, MOMENT_PARTS);
    struct wide most_squared =
        wide_times(wide_product(MOMENT_PARTS, MOMENT_PARTS), moment->n);
    return wide_compare(moment->x, most) <= 0 && wide_compare(moment->y, most) <= 0 &&
           wide_compare(moment->xx, most_squared) <= 0 &&
           wide_compare(moment->yy, most_squared) <= 0 &&
           wide_compare(moment->xy, most_squared) <= 0;
}

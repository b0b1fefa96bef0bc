#include "analysis/raking.h"

#include "base/memory.h"
#include "stats/raking.h"
#include "study/families.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NO_CATEGORY SIZE_MAX

/* One side's way from sizes to factors. */
struct rake {
    struct raking *raking;
    const struct study *study;
    enum side side;
    const struct tally *tally;
    const struct unit_order *units;
    const struct crowd_order *crowds;
    double *sizes; /* per margin and category: what its weights are to add up to */
    struct symbar_diagnostics *diagnostics;
};

static const struct margin *margin_of(const struct rake *rake, size_t number)
{
    return &rake->study->sides[rake->side].margins[number];
}

static const char *id_of(const struct rake *rake, const struct margin *margin)
{
    return margin->is_unit ? "unit"
                           : rake->study->sides[rake->side].segments[margin->segment].id;
}

static struct place place_of(const struct rake *rake, const struct margin *margin)
{
    return (struct place){ .path = rake->study->path, .pointer = margin->pointer };
}

static double weight_of(const struct rake *rake, const struct tally_group *group)
{
    return rake->tally->is_weighted ? weight_sums_weight(&group->weights)
                                    : (double)group->row_count;
}

static bool is_ours(const struct rake *rake, const struct tally_group *group)
{
    return group->side == rake->side && group->row_count;
}

/* -- categories -------------------------------------------------------------------------
 */

static size_t family_of(const struct rake *rake, const struct margin *margin)
{
    size_t family = 0;
    while (family < rake->crowds->family_count &&
           strcmp(segment_family_at(rake->study, family).id, id_of(rake, margin)) != 0)
        family++;
    return family;
}

static size_t category_of(const struct rake *rake, const struct margin *margin,
                          const struct tally_group *group)
{
    ptrdiff_t place = TALLY_NONE;
    if (margin->is_unit && group->unit != TALLY_NONE)
        place = rake->units->position[group->unit];
    else if (!margin->is_unit && group->segment != TALLY_NONE)
        place = rake->crowds->segment_places[group->side][(size_t)group->segment *
                                                              rake->crowds->family_count +
                                                          family_of(rake, margin)];
    return place == TALLY_NONE ? NO_CATEGORY : (size_t)place;
}

static const char *category_name(const struct rake *rake, const struct margin *margin,
                                 size_t category)
{
    return margin->is_unit ? rake->units->names[category]
                           : rake->crowds->segments[category].name;
}

/* Puts the groups into the categories of a margin; those in none are told. */
static void categorize(struct rake *rake, size_t number)
{
    const struct margin *margin = margin_of(rake, number);
    const struct tally *tally = rake->tally;
    unsigned long long lost = 0;
    for (size_t g = 0; g < tally->group_count; g++) {
        if (!is_ours(rake, &tally->groups[g]))
            continue;
        size_t category = category_of(rake, margin, &tally->groups[g]);
        rake->raking->categories[g * rake->raking->margin_count + number] = category;
        if (category == NO_CATEGORY)
            lost += tally->groups[g].row_count;
    }
    if (!lost)
        return;
    fail(rake->diagnostics, DIAG_RAKING, place_of(rake, margin),
         "%llu of the %s who answered have no '%s', and cannot be weighted by it", lost,
         side_name(rake->side), id_of(rake, margin));
    hint(rake->diagnostics, "leave their rows out with a keep rule on that column");
}

/* -- sizes ------------------------------------------------------------------------------
 */

static double *size_at(const struct rake *rake, size_t number, size_t category)
{
    return &rake->sizes[number * rake->raking->category_count + category];
}

/* Of units where somebody answered: nobody else can speak for the others. */
static void take_headcounts(struct rake *rake, size_t number)
{
    const struct tally_headcounts *heads = &rake->tally->headcounts[rake->side];
    for (size_t g = 0; heads->of_unit && g < rake->tally->group_count; g++) {
        const struct tally_group *group = &rake->tally->groups[g];
        if (is_ours(rake, group) && group->unit != TALLY_NONE &&
            rake->units->position[group->unit] != TALLY_NONE &&
            !isnan(heads->of_unit[group->unit]))
            *size_at(rake, number, (size_t)rake->units->position[group->unit]) =
                heads->of_unit[group->unit];
    }
}

static bool is_of_margin(const struct rake *rake, const struct margin *margin,
                         size_t category)
{
    if (margin->is_unit)
        return category < rake->units->count;
    return category < rake->crowds->segment_count &&
           rake->crowds->segments[category].family == family_of(rake, margin) &&
           rake->crowds->segments[category].is_on[rake->side];
}

static void take_sizes(struct rake *rake, size_t number)
{
    const struct margin *margin = margin_of(rake, number);
    for (size_t i = 0; i < margin->size_count; i++) {
        size_t category = 0;
        while (
            category < rake->raking->category_count &&
            !(is_of_margin(rake, margin, category) &&
              strcmp(category_name(rake, margin, category), margin->sizes[i].name) == 0))
            category++;
        if (category < rake->raking->category_count)
            *size_at(rake, number, category) = margin->sizes[i].size;
        else
            fail(rake->diagnostics, DIAG_RAKING, place_of(rake, margin),
                 "nobody of %s '%s' answered, so nobody can speak for them",
                 id_of(rake, margin), margin->sizes[i].name);
    }
}

/* Every category with respondents needs a size; sizes are shares of one whole. */
static void settle_sizes(struct rake *rake, size_t number)
{
    const struct margin *margin = margin_of(rake, number);
    double whole = 0;
    double first = 0;
    for (size_t c = 0; c < rake->raking->category_count; c++) {
        whole += *size_at(rake, number, c);
        first += *size_at(rake, 0, c);
    }
    for (size_t g = 0; g < rake->tally->group_count; g++) {
        size_t category =
            rake->raking->categories[g * rake->raking->margin_count + number];
        if (!is_ours(rake, &rake->tally->groups[g]) || category == NO_CATEGORY ||
            *size_at(rake, number, category) > 0)
            continue;
        fail(rake->diagnostics, DIAG_RAKING, place_of(rake, margin),
             "%s '%s' has respondents, and no %s", id_of(rake, margin),
             category_name(rake, margin, category),
             margin->is_headcounts ? "headcount" : "size");
        return;
    }
    for (size_t c = 0; number && c < rake->raking->category_count; c++)
        *size_at(rake, number, c) *= first / whole;
}

/* -- factors ----------------------------------------------------------------------------
 */

/* A group of the side, by what it is: in the tally they come as their rows did, and sums
   are to be the same to the last bit whatever the order of rows was. */
struct raked_group {
    const size_t *categories;
    size_t margin_count;
    double weight;
    size_t place; /* among the tally's groups */
};

static int compare_raked_groups(const void *a, const void *b)
{
    const struct raked_group *x = a;
    const struct raked_group *y = b;
    for (size_t m = 0; m < x->margin_count; m++)
        if (x->categories[m] != y->categories[m])
            return x->categories[m] < y->categories[m] ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

/* The groups one after the other, as they are raked. */
struct raked_groups {
    size_t count;
    struct raked_group *groups;
    const size_t **categories;
    double *weights;
    double *factors;
    double *numbers;
};

static bool raked_groups_init(struct raked_groups *groups, const struct rake *rake)
{
    const struct raking *raking = rake->raking;
    size_t count = rake->tally->group_count;
    *groups = (struct raked_groups){
        .groups = memory_allocate(count, sizeof *groups->groups),
        .categories = memory_allocate(count, sizeof(const size_t *)),
        .weights = memory_allocate(count, sizeof *groups->weights),
        .factors = memory_allocate(count, sizeof *groups->factors),
        .numbers = memory_allocate(
            rake_numbers(count, raking->margin_count, raking->category_count) +
                margins_numbers(count, raking->margin_count, raking->category_count),
            sizeof *groups->numbers),
    };
    if (!groups->groups || !groups->categories || !groups->weights || !groups->factors ||
        !groups->numbers)
        return false;
    for (size_t g = 0; g < count; g++) {
        if (!is_ours(rake, &rake->tally->groups[g]))
            continue;
        groups->groups[groups->count++] = (struct raked_group){
            raking->categories + g * raking->margin_count,
            raking->margin_count,
            weight_of(rake, &rake->tally->groups[g]),
            g,
        };
    }
    qsort(groups->groups, groups->count, sizeof *groups->groups, compare_raked_groups);
    for (size_t i = 0; i < groups->count; i++) {
        groups->categories[i] = groups->groups[i].categories;
        groups->weights[i] = groups->groups[i].weight;
    }
    return true;
}

static void raked_groups_release(struct raked_groups *groups)
{
    memory_free(groups->groups);
    memory_free(groups->categories);
    memory_free(groups->weights);
    memory_free(groups->factors);
    memory_free(groups->numbers);
}

/* False when memory is short. */
static bool fit_all(const struct rake *rake)
{
    struct raked_groups groups;
    const struct raking *raking = rake->raking;
    bool done = raked_groups_init(&groups, rake);
    const struct margins margins = {
        .group_count = groups.count,
        .margin_count = raking->margin_count,
        .category_count = raking->category_count,
        .categories = groups.categories,
        .weights = groups.weights,
        .numbers = groups.numbers,
    };
    double *more = groups.numbers;
    if (done)
        more +=
            margins_numbers(groups.count, raking->margin_count, raking->category_count);
    if (done && !rake_weights(&margins, rake->sizes, more, groups.factors)) {
        fail(rake->diagnostics, DIAG_RAKING, place_of(rake, margin_of(rake, 0)),
             "no weights of the %s fit all margins", side_name(rake->side));
        hint(rake->diagnostics, "join small categories, or leave a margin out");
    }
    for (size_t g = 0; done && g < groups.count; g++)
        raking->factors[groups.groups[g].place] = groups.factors[g];
    raked_groups_release(&groups);
    return done;
}

static bool rake_init(struct rake *rake)
{
    struct raking *raking = rake->raking;
    size_t groups = rake->tally->group_count;
    size_t categories = rake->units->count > rake->crowds->segment_count
                            ? rake->units->count
                            : rake->crowds->segment_count;
    raking->margin_count = rake->study->sides[rake->side].margin_count;
    raking->category_count = categories;
    raking->factors = memory_allocate(groups, sizeof *raking->factors);
    raking->categories =
        memory_allocate(groups, raking->margin_count * sizeof *raking->categories);
    rake->sizes = memory_allocate(categories, raking->margin_count * sizeof *rake->sizes);
    return raking->factors && raking->categories && rake->sizes;
}

enum symbar_status raking_init(struct raking *raking, const struct study *study,
                               enum side side, const struct tally *tally,
                               const struct unit_order *units,
                               const struct crowd_order *crowds,
                               struct symbar_diagnostics *diagnostics)
{
    struct rake rake = {
        .raking = raking,
        .study = study,
        .side = side,
        .tally = tally,
        .units = units,
        .crowds = crowds,
        .diagnostics = diagnostics,
    };
    *raking = (struct raking){ 0 };
    if (!study->sides[side].margin_count)
        return SYMBAR_OK;
    size_t errors = diagnostics_error_count(diagnostics);
    bool done = rake_init(&rake);
    for (size_t m = 0; done && m < raking->margin_count; m++) {
        categorize(&rake, m);
        if (margin_of(&rake, m)->is_headcounts)
            take_headcounts(&rake, m);
        else
            take_sizes(&rake, m);
        settle_sizes(&rake, m);
    }
    bool is_sound = diagnostics_error_count(diagnostics) == errors;
    if (done && is_sound)
        done = fit_all(&rake);
    is_sound = diagnostics_error_count(diagnostics) == errors;
    memory_free(rake.sizes);
    if (!done)
        return fail_no_memory(diagnostics);
    return is_sound ? SYMBAR_OK : SYMBAR_BAD_INPUT;
}

void raking_release(struct raking *raking)
{
    memory_free(raking->factors);
    memory_free(raking->categories);
    *raking = (struct raking){ 0 };
}

#include "analysis/contrast.h"

#include "analysis/difference.h"
#include "analysis/score.h"
#include "base/memory.h"

#include <math.h>
#include <string.h>

static bool has_text(const struct text_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->texts[i], text) == 0)
            return true;
    return false;
}

static bool is_in(const struct contrast_rule *rule, const struct text_list *names,
                  const struct result_row *row)
{
    return row->scope == SCOPE_SEGMENT && row->segment_side == OF_EMPLOYEES &&
           strcmp(row->segment_of, rule->segment) == 0 && has_text(names, row->segment);
}

/* A measure of two groups together: the mean of theirs, by their numbers. */
static void blend(struct measure *into, double n, const struct measure *more,
                  double more_n)
{
    into->available = into->available && more->available;
    into->value =
        into->available ? (n * into->value + more_n * more->value) / (n + more_n) : 0;
}

/* Whether everybody of a row has the same weight. */
static bool has_equal_weights(const struct side_result *side)
{
    const struct measure *n_eff = &side_design(side)->n_eff;
    return n_eff->available && fabs(n_eff->value - side->n.value) <= 1e-9 * side->n.value;
}

/* Whether the figures of a row are the unweighted ones. */
static bool is_plain(const struct side_result *side)
{
    const struct side_design *design = side_design(side);
    bool has_effect = design->index_deff.available && design->index_deff.value != 1;
    return !design->n_eff.available || (has_equal_weights(side) && !has_effect);
}

/* What weighted groups come to together depends on their sums of weights, which are not
   shown. Groups of equal weights may differ in them, unless everybody has the same one,
   as the effective number of all respondents tells. */
static bool may_join(const struct side_result *one, const struct side_result *other,
                     const struct side_result *everybody)
{
    bool is_weighted = side_design(other)->n_eff.available;
    return one->index.value.available && is_plain(one) && is_plain(other) &&
           (!is_weighted || has_equal_weights(everybody));
}

static void forget_figures(struct side_result *side)
{
    *side = (struct side_result){ .status = side->status,
                                  .n = side->n,
                                  .has_nps = side->has_nps,
                                  .has_top_box = side->has_top_box };
}

/* Two groups of respondents together, from what each shows. */
static void join(struct side_result *into, const struct side_result *more,
                 const struct side_result *everybody)
{
    bool is_known = may_join(into, more, everybody);
    double n = into->n.value;
    double more_n = more->n.value;
    double apart = more->index.value.value - into->index.value.value;
    double squares = (n - 1) * into->index_sd.value * into->index_sd.value +
                     (more_n - 1) * more->index_sd.value * more->index_sd.value +
                     n * more_n / (n + more_n) * apart * apart;
    blend(&into->index.value, n, &more->index.value, more_n);
    blend(&into->promoters, n, &more->promoters, more_n);
    blend(&into->detractors, n, &more->detractors, more_n);
    blend(&into->nps.value, n, &more->nps.value, more_n);
    blend(&into->top_box.value, n, &more->top_box.value, more_n);
    into->n.value = n + more_n;
    if (!is_known) {
        forget_figures(into);
        return;
    }
    into->design = NULL;
    into->index_sd = available(sqrt(squares / (n + more_n - 1)));
    if (into->status == CELL_TOO_FEW || more->status == CELL_HELD)
        into->status = more->status == CELL_HELD ? CELL_HELD : CELL_OK;
}

/* Nothing of a group is known where one of its segments is hidden. Segments that nobody
   answered for add nothing. */
static struct side_result group_of(const struct study *study,
                                   const struct results *results, size_t dimension,
                                   const struct text_list *names)
{
    struct side_result group = { .status = CELL_EMPTY };
    for (size_t r = 0; r < results->row_count; r++) {
        const struct result_row *row = &results->rows[r];
        const struct side_result *side = row->sides[SIDE_EMPLOYEES];
        if (row->dimension != dimension || !is_in(&study->analysis.contrast, names, row))
            continue;
        if (side->status == CELL_SUPPRESSED || side->status == CELL_NOT_ASKED)
            return *side;
        if (side->status == CELL_EMPTY)
            continue;
        if (group.status == CELL_EMPTY)
            group = *side;
        else
            join(&group, side, results->rows[dimension].sides[SIDE_EMPLOYEES]);
    }
    return group;
}

enum symbar_status analysis_contrast(const struct study *study, struct results *results,
                                     struct symbar_diagnostics *diagnostics)
{
    const struct contrast_rule *rule = &study->analysis.contrast;
    struct difference_families families = { .index = { .count = 0 } };
    size_t count = rule->is_given ? study->dimension_count : 0;
    results->contrasts = memory_allocate(count, sizeof *results->contrasts);
    bool done = results->contrasts != NULL;
    for (size_t d = 0; done && d < count; d++) {
        struct contrast_result *contrast = &results->contrasts[results->contrast_count++];
        contrast->dimension = d;
        contrast->front = group_of(study, results, d, &rule->front);
        contrast->back = group_of(study, results, d, &rule->back);
        contrast->difference = difference_of_sides(&contrast->front, &contrast->back,
                                                   study->analysis.confidence);
        difference_families_add(&families, &contrast->difference);
    }
    done = done && difference_families_adjust(&families, study->analysis.adjust);
    difference_families_release(&families);
    return done ? SYMBAR_OK : fail_no_memory(diagnostics);
}

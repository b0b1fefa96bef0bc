#include "base/memory.h"
#include "judge/comparer.h"
#include "stats/adjust.h"

#include <math.h>
#include <string.h>

static const char *const compared_figures[] = {
    "employees.index", "employees.nps", "employees.top_box",
    "customers.index", "customers.nps", "customers.top_box",
    "gap.index",       "gap.nps",       "gap.top_box",
};

enum { FIGURE_COUNT = sizeof compared_figures / sizeof *compared_figures };

const char *fail_on_name(enum fail_on rule)
{
    static const char *const names[] = { "none", "worse", "any" };
    return rule < FAIL_ON_COUNT ? names[rule] : NULL;
}

const char *change_verdict_name(enum change_verdict verdict)
{
    static const char *const names[] = {
        [CHANGE_NOT_COMPARED] = "not_compared",
        [CHANGE_SAME] = "same",
        [CHANGE_INCONCLUSIVE] = "inconclusive",
        [CHANGE_ROSE] = "rose",
        [CHANGE_FELL] = "fell",
        [CHANGE_WIDENED] = "widened",
        [CHANGE_NARROWED] = "narrowed",
        [CHANGE_REVERSED] = "reversed",
    };
    return names[verdict];
}

const char *event_kind_name(enum event_kind kind)
{
    static const char *const names[] = { "appeared", "vanished", "renamed",
                                         "question_changed", "no_baseline" };
    return names[kind];
}

const char *obstacle_name(enum change_obstacle obstacle)
{
    static const char *const names[] = { NULL,   "no_row",           "not_shown",
                                         "held", "question_changed", "no_baseline" };
    return names[obstacle];
}

/* -- figures --------------------------------------------------------------------------
 */

static struct figure_change *add_change(struct comparer *comparer)
{
    struct comparison *comparison = comparer->comparison;
    if (comparer->lacks_memory ||
        !memory_grow(&comparison->changes, &comparer->change_capacity,
                     comparison->change_count + 1, sizeof *comparison->changes)) {
        comparer->lacks_memory = true;
        return NULL;
    }
    return &comparison->changes[comparison->change_count++];
}

static void compare_figure(struct comparer *comparer, const struct figure_ref *ref,
                           const struct result_row *new, const struct result_row *old)
{
    if (!figure_is_own(ref, new) || !figure_applies(ref, new) ||
        !figure_applies(ref, old) ||
        (figure_is_empty(ref, new) && figure_is_empty(ref, old)))
        return;
    struct figure_change *change = add_change(comparer);
    if (!change)
        return;
    const struct report_dimension *dimension = &comparer->new->dimensions[new->dimension];
    *change = (struct figure_change){
        .figure = *ref,
        .scope = new->scope,
        .place = place_of_row(new),
        .dimension = dimension->id,
        .label = dimension->label,
        .old = figure_estimate(ref, old).value,
        .new = figure_estimate(ref, new).value,
        .obstacle = find_obstacle(ref, comparer->new, new, comparer->old, old),
    };
    if (change->obstacle == OBSTACLE_NONE)
        change->change = row_change(ref, new, old, comparer->new->confidence);
}

static void compare_rows(struct comparer *comparer)
{
    struct figure_ref refs[FIGURE_COUNT];
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if (!figure_ref_find(compared_figures[i], &refs[i]))
            return; /* they are all in the table of figures */
    for (size_t i = 0; i < comparer->new->row_count && !comparer->lacks_memory; i++) {
        const struct result_row *new = &comparer->new->rows[i];
        size_t before = comparer->old_dimensions[new->dimension];
        if (before == NO_PARTNER)
            continue;
        const struct result_row *old =
            report_file_row_of(comparer->old, comparer->new, new,
                               comparer->old->dimensions[before].id, &comparer->scratch);
        for (size_t f = 0; old && f < FIGURE_COUNT; f++)
            compare_figure(comparer, &refs[f], new, old);
    }
    if (buffer_failed(&comparer->scratch))
        comparer->lacks_memory = true;
}

/* -- significance ---------------------------------------------------------------------
 */

/* Room for the largest family. */
struct family {
    double *p;
    size_t *members;
    struct ranked_p *scratch;
    size_t count;
};

static void gather_family(const struct comparison *comparison, enum scope scope,
                          const char *name, struct family *family)
{
    family->count = 0;
    for (size_t i = 0; i < comparison->change_count; i++) {
        const struct figure_change *change = &comparison->changes[i];
        if (change->scope != scope || !change->change.p.available ||
            strcmp(change->figure.name, name) != 0)
            continue;
        family->p[family->count] = change->change.p.value;
        family->members[family->count++] = i;
    }
}

static void adjust_family(struct comparison *comparison, struct family *family)
{
    switch (comparison->new->adjust) {
    case ADJUST_HOLM:
        adjust_holm(family->p, family->count, family->scratch, family->p);
        break;
    case ADJUST_BH:
        adjust_bh(family->p, family->count, family->scratch, family->p);
        break;
    case ADJUST_NONE:
        break;
    }
    for (size_t i = 0; i < family->count; i++)
        comparison->changes[family->members[i]].p_adjusted =
            (struct measure){ true, family->p[i] };
}

static void adjust_all(struct comparer *comparer)
{
    struct comparison *comparison = comparer->comparison;
    size_t count = comparison->change_count;
    if (!count)
        return;
    struct family family = {
        .p = memory_allocate(count, sizeof *family.p),
        .members = memory_allocate(count, sizeof *family.members),
        .scratch = memory_allocate(count, sizeof *family.scratch),
    };
    if (family.p && family.members && family.scratch)
        for (int scope = SCOPE_OVERALL; scope <= SCOPE_WAVE; scope++)
            for (size_t f = 0; f < FIGURE_COUNT; f++) {
                gather_family(comparison, (enum scope)scope, compared_figures[f],
                              &family);
                adjust_family(comparison, &family);
            }
    else
        comparer->lacks_memory = true;
    memory_free(family.p);
    memory_free(family.members);
    memory_free(family.scratch);
}

/* Of a gap that moved for sure: how, and whether that is for the worse. One that changed
   its sign is worse only where it is also wider for sure. */
static void judge_gap(struct figure_change *change)
{
    double old = change->old.value;
    double new = change->new.value;
    double half = (change->change.high.value - change->change.low.value) / 2;
    if (old * new < 0) {
        change->verdict = CHANGE_REVERSED;
        change->is_worse = fabs(new) - fabs(old) > half;
    } else {
        change->is_worse = fabs(new) > fabs(old);
        change->verdict = change->is_worse ? CHANGE_WIDENED : CHANGE_NARROWED;
    }
}

static void judge_change(struct figure_change *change, double alpha)
{
    /* of an NPS and of shares the interval is not centred on the value; where it lies is
       what the test tells */
    double center = change->change.low.value + change->change.high.value;
    if (change->obstacle != OBSTACLE_NONE)
        change->verdict = CHANGE_NOT_COMPARED;
    else if (!change->p_adjusted.available || change->p_adjusted.value >= alpha)
        change->verdict =
            change->change.value.value == 0 ? CHANGE_SAME : CHANGE_INCONCLUSIVE;
    else if (change->figure.figure->owner == FIGURE_OF_GAP)
        judge_gap(change);
    else {
        change->verdict = center > 0 ? CHANGE_ROSE : CHANGE_FELL;
        change->is_worse = change->verdict == CHANGE_FELL;
    }
}

static void judge_all(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->change_count; i++) {
        struct figure_change *change = &comparison->changes[i];
        judge_change(change, comparison->new->alpha);
        comparison->compared_count += change->verdict != CHANGE_NOT_COMPARED;
        comparison->significant_count += change->verdict > CHANGE_INCONCLUSIVE;
        comparison->worse_count += change->is_worse;
    }
}

enum symbar_status reports_compare(const struct report_file *old,
                                   const struct report_file *new,
                                   struct comparison **comparison_out,
                                   struct symbar_diagnostics *diagnostics)
{
    struct comparison *comparison = memory_allocate(1, sizeof *comparison);
    if (!comparison)
        return fail_no_memory(diagnostics);
    struct comparer comparer = { .comparison = comparison, .old = old, .new = new };
    comparison->old = old;
    comparison->new = new;
    pair_dimensions(&comparer);
    if (!comparer.lacks_memory)
        note_places(&comparer);
    if (!comparer.lacks_memory)
        note_rules(&comparer);
    if (!comparer.lacks_memory)
        compare_rows(&comparer);
    if (!comparer.lacks_memory)
        adjust_all(&comparer);
    buffer_release(&comparer.scratch);
    if (comparer.lacks_memory) {
        comparison_free(comparison);
        return fail_no_memory(diagnostics);
    }
    judge_all(comparison);
    *comparison_out = comparison;
    return SYMBAR_OK;
}

void comparison_free(struct comparison *comparison)
{
    if (!comparison)
        return;
    memory_free(comparison->changes);
    memory_free(comparison->events);
    memory_free(comparison->notes);
    arena_release(&comparison->arena);
    memory_free(comparison);
}

enum symbar_status comparison_status(const struct comparison *comparison,
                                     enum fail_on rule)
{
    bool is_failure = false;
    switch (rule) {
    case FAIL_ON_NONE:
    case FAIL_ON_COUNT:
        break;
    case FAIL_ON_WORSE:
        is_failure = comparison->worse_count > 0;
        break;
    case FAIL_ON_ANY:
        is_failure = comparison->significant_count > 0 || comparison->event_count > 0;
        break;
    }
    return is_failure ? SYMBAR_CHECK_FAILED : SYMBAR_OK;
}

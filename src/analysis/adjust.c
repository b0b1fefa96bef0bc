#include "analysis/adjust.h"

#include "analysis/analysis.h"
#include "analysis/row_figures.h"
#include "base/memory.h"

/* The shown tests of one scope: difference and equivalence are a family each. */
struct family {
    struct gap_result **gaps;
    double *p;
    struct ranked_p *scratch;
    size_t count;
};

void adjust_family(enum adjustment method, double *p, size_t count,
                   struct ranked_p *scratch)
{
    switch (method) {
    case ADJUST_HOLM:
        adjust_holm(p, count, scratch, p);
        return;
    case ADJUST_BH:
        adjust_bh(p, count, scratch, p);
        return;
    case ADJUST_NONE:
        return;
    }
}

static enum verdict verdict_of(const struct gap_result *gap, double alpha)
{
    if (gap->equivalence_p_adjusted.available &&
        gap->equivalence_p_adjusted.value < alpha)
        return VERDICT_SYMMETRIC;
    if (gap->p_adjusted.available && gap->p_adjusted.value < alpha)
        return gap->index.value.value > 0 ? VERDICT_EMPLOYEES_HIGHER
                                          : VERDICT_CUSTOMERS_HIGHER;
    return VERDICT_INCONCLUSIVE;
}

/* A gap that was kept whole from an earlier report keeps its verdict; one between a kept
   side and a new one is judged as any other. */
static bool is_to_be_judged(const struct gap_result *gap)
{
    return gap->status == CELL_OK ||
           (gap->status == CELL_HELD && gap->verdict == VERDICT_NONE);
}

/* The rows of a scope stand together: from `*next` on, which becomes the first row after
   them. False when memory is short. */
static bool judge_scope(const struct study *study, struct results *results, size_t *next,
                        struct family *family)
{
    enum scope scope = results->rows[*next].scope;
    size_t end = *next;
    family->count = 0;
    for (; end < results->row_count && results->rows[end].scope == scope; end++) {
        const struct gap_result *gap = results->rows[end].gap;
        if (!is_to_be_judged(gap) || !gap->p.available || !gap->equivalence_p.available)
            continue;
        struct gap_result *own = row_own_gap(results, &results->rows[end]);
        if (!own)
            return false;
        family->gaps[family->count++] = own;
    }
    for (size_t i = 0; i < family->count; i++)
        family->p[i] = family->gaps[i]->p.value;
    adjust_family(study->analysis.adjust, family->p, family->count, family->scratch);
    for (size_t i = 0; i < family->count; i++) {
        family->gaps[i]->p_adjusted = (struct measure){ true, family->p[i] };
        family->p[i] = family->gaps[i]->equivalence_p.value;
    }
    adjust_family(study->analysis.adjust, family->p, family->count, family->scratch);
    for (size_t i = 0; i < family->count; i++)
        family->gaps[i]->equivalence_p_adjusted = (struct measure){ true, family->p[i] };
    *next = end;
    return true;
}

static bool judge_row(const struct study *study, struct results *results,
                      struct result_row *row)
{
    if (!is_to_be_judged(row->gap))
        return true;
    struct gap_result *own = row_own_gap(results, row);
    if (own)
        own->verdict = verdict_of(own, study->analysis.alpha);
    return own != NULL;
}

enum symbar_status analysis_adjust(const struct study *study, struct results *results,
                                   struct symbar_diagnostics *diagnostics)
{
    struct family family = {
        .gaps = memory_allocate(results->row_count, sizeof(struct gap_result *)),
        .p = memory_allocate(results->row_count, sizeof *family.p),
        .scratch = memory_allocate(results->row_count, sizeof *family.scratch),
    };
    bool done = family.gaps && family.p && family.scratch;
    for (size_t next = 0; done && next < results->row_count;)
        done = judge_scope(study, results, &next, &family);
    for (size_t i = 0; done && i < results->row_count; i++)
        done = judge_row(study, results, &results->rows[i]);
    memory_free(family.gaps);
    memory_free(family.p);
    memory_free(family.scratch);
    return done ? SYMBAR_OK : fail_no_memory(diagnostics);
}

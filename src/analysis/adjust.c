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

/* The rows of a scope stand together: from `first` on. The first row after them. */
static size_t judge_scope(const struct study *study, struct results *results,
                          size_t first, struct family *family)
{
    enum scope scope = results->rows[first].scope;
    size_t end = first;
    family->count = 0;
    for (; end < results->row_count && results->rows[end].scope == scope; end++) {
        const struct gap_result *gap = results->rows[end].gap;
        if (is_to_be_judged(gap) && gap->p.available && gap->equivalence_p.available)
            family->gaps[family->count++] = row_own_gap(results, &results->rows[end]);
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
    return end;
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
    if (done) {
        for (size_t next = 0; next < results->row_count;)
            next = judge_scope(study, results, next, &family);
        for (size_t i = 0; i < results->row_count; i++)
            if (is_to_be_judged(results->rows[i].gap))
                row_own_gap(results, &results->rows[i])->verdict =
                    verdict_of(results->rows[i].gap, study->analysis.alpha);
    }
    memory_free(family.gaps);
    memory_free(family.p);
    memory_free(family.scratch);
    return done ? SYMBAR_OK : fail_no_memory(diagnostics);
}

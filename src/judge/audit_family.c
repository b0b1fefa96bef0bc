/* Adjusted p values tell how many tests there were: they must come from those that are
   shown, or a hidden gap was among them. */
#include "base/memory.h"
#include "judge/audit_model.h"
#include "stats/adjust.h"

#include <math.h>

struct family {
    const struct result_row **tested; /* all rows that have an adjusted p value */
    size_t tested_count;
    const struct result_row **rows; /* of one scope and kind */
    double *p;
    double *adjusted; /* as printed */
    struct ranked_p *scratch;
    size_t count;
};

static bool family_init(struct family *family, size_t capacity)
{
    family->tested = memory_allocate(capacity, sizeof(struct result_row *));
    family->rows = memory_allocate(capacity, sizeof(struct result_row *));
    family->p = memory_allocate(capacity, sizeof *family->p);
    family->adjusted = memory_allocate(capacity, sizeof *family->adjusted);
    family->scratch = memory_allocate(capacity, sizeof *family->scratch);
    return family->tested && family->rows && family->p && family->adjusted &&
           family->scratch;
}

static void family_release(struct family *family)
{
    memory_free(family->tested);
    memory_free(family->rows);
    memory_free(family->p);
    memory_free(family->adjusted);
    memory_free(family->scratch);
}

static bool adjust(enum adjustment method, struct family *family)
{
    switch (method) {
    case ADJUST_HOLM:
        adjust_holm(family->p, family->count, family->scratch, family->p);
        return true;
    case ADJUST_BH:
        adjust_bh(family->p, family->count, family->scratch, family->p);
        return true;
    case ADJUST_NONE:
        break;
    }
    return false;
}

static void attack_family(struct audit_work *work, struct family *family,
                          const char *figure)
{
    if (!family->count || !adjust(work->model->report->adjust, family))
        return;
    audit_try(work, ATTACK_FAMILY);
    for (size_t i = 0; i < family->count; i++) {
        if (fabs(family->p[i] - family->adjusted[i]) <= 1e-9 * (1 + family->p[i]))
            continue;
        const struct result_row *row = family->rows[i];
        audit_find_sum(
            work, ATTACK_FAMILY, audit_cell_of_row(work, SIDE_EMPLOYEES, row),
            audit_text(work,
                       translated_count(work->language,
                                        "gap.%s is %s, but the %zu test that is shown "
                                        "makes %s: others are counted",
                                        "gap.%s is %s, but the %zu tests that are shown "
                                        "make %s: others are counted",
                                        family->count),
                       figure, audit_number(work, family->adjusted[i]), family->count,
                       audit_number(work, family->p[i])));
        return;
    }
}

static void find_tested(struct family *family, const struct report_file *report)
{
    for (size_t i = 0; i < report->row_count; i++) {
        const struct gap_result *gap = report->rows[i].gap;
        if ((gap->status == CELL_OK || gap->status == CELL_HELD) &&
            (gap->p_adjusted.available || gap->equivalence_p_adjusted.available))
            family->tested[family->tested_count++] = &report->rows[i];
    }
}

/* A held gap that is the old report's is of an old family. One between a held side and a
   new one is of today's, and has nothing that needs every answer; but so may an old one.
 */
static bool may_be_of_any_family(const struct gap_result *gap)
{
    return gap->status == CELL_HELD && !gap->cliffs_delta.value.available;
}

static void attack_scope(struct audit_work *work, struct family *family, enum scope scope,
                         bool is_equivalence)
{
    family->count = 0;
    for (size_t i = 0; i < family->tested_count; i++) {
        const struct result_row *row = family->tested[i];
        const struct gap_result *gap = row->gap;
        const struct measure *p = is_equivalence ? &gap->equivalence_p : &gap->p;
        const struct measure *adjusted =
            is_equivalence ? &gap->equivalence_p_adjusted : &gap->p_adjusted;
        if (row->scope != scope || !p->available || !adjusted->available)
            continue;
        if (may_be_of_any_family(gap))
            return; /* whatever the number of tests is, it is not certain */
        if (gap->status == CELL_HELD)
            continue;
        family->rows[family->count] = row;
        family->p[family->count] = p->value;
        family->adjusted[family->count++] = adjusted->value;
    }
    attack_family(work, family,
                  is_equivalence ? "equivalence.p_adjusted" : "index.p_adjusted");
}

void audit_attack_families(struct audit_work *work)
{
    struct family family = { 0 };
    if (family_init(&family, work->model->report->row_count)) {
        find_tested(&family, work->model->report);
        for (int scope = SCOPE_OVERALL; scope <= SCOPE_WAVE; scope++)
            for (int which = 0; which < 2; which++)
                attack_scope(work, &family, (enum scope)scope, which == 1);
    } else {
        work->audit->failed = true;
    }
    family_release(&family);
}

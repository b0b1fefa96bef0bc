#include "disclosure/disclosure.h"

#include "base/memory.h"
#include "disclosure/column.h"
#include "disclosure/protect.h"
#include "disclosure/wipe.h"

/* A gap and one of its sides give the other side away, and so does any figure that was
   computed from both. */
static void hide_derived_figures(struct results *results)
{
    for (size_t r = 0; r < results->row_count; r++) {
        struct result_row *row = &results->rows[r];
        bool is_hidden = row->sides[SIDE_EMPLOYEES].status == CELL_SUPPRESSED ||
                         row->sides[SIDE_CUSTOMERS].status == CELL_SUPPRESSED;
        if (is_hidden && row->gap.status != CELL_NOT_ASKED)
            gap_wipe(&row->gap, REASON_DERIVED);
    }
}

static void wipe_hidden(struct totals *totals)
{
    for (size_t t = 0; t < totals->count; t++)
        if (totals->totals[t].group.reason != REASON_NONE)
            side_wipe(totals->totals[t].group.side, totals->totals[t].group.reason);
    for (size_t g = 0; g < totals->group_count; g++)
        if (totals->groups[g].reason != REASON_NONE)
            side_wipe(totals->groups[g].side, totals->groups[g].reason);
}

struct hidden_counts {
    size_t hidden; /* results of units */
    size_t all;
    size_t residual_columns;
    size_t columns;
};

static struct hidden_counts count_hidden(const struct total *totals, size_t count)
{
    struct hidden_counts counts = { 0 };
    for (size_t t = 0; t < count; t++) {
        const struct column *units = &totals[t].divisions[SCOPE_UNIT - 1];
        bool is_residual = false;
        for (size_t g = 0; g < units->group_count; g++) {
            counts.hidden += units->groups[g].reason != REASON_NONE;
            is_residual |= units->groups[g].reason == REASON_RESIDUAL;
        }
        counts.all += units->group_count;
        counts.residual_columns += is_residual;
        counts.columns += totals[t].group.side != NULL;
    }
    return counts;
}

/* What the reader should know of it, and nothing that is not in the report: which
   dimensions are gone, that groups are hidden, and when it is the rows without a unit
   that cost one. */
static void tell_of_side(const struct study *study, const struct totals *totals,
                         enum side side, struct symbar_diagnostics *diagnostics)
{
    const struct place place = { .path = study->path, .pointer = "/privacy" };
    const char *name = side_name(side);
    const struct total *first = &totals->totals[(size_t)side * study->dimension_count];
    for (size_t d = 0; d < study->dimension_count; d++)
        if (first[d].group.reason != REASON_NONE)
            warn(diagnostics, DIAG_DIMENSION_HIDDEN, place,
                 "%s: dimension '%s' is hidden as a whole: %s", name,
                 study->dimensions[d].id,
                 first[d].group.reason == REASON_PRIMARY ? "fewer answered than min_n"
                                                         : "all who answered agree");
    struct hidden_counts counts = count_hidden(first, study->dimension_count);
    if (counts.hidden)
        note(diagnostics, DIAG_GROUPS_HIDDEN, place,
             "%s: %zu of %zu results of units are hidden, to protect those who answered",
             name, counts.hidden, counts.all);
    if (counts.residual_columns) {
        note(diagnostics, DIAG_ROWS_WITHOUT_UNIT_HIDE, place,
             "%s: because some rows have no unit, the smallest unit is hidden in %zu of "
             "%zu dimensions",
             name, counts.residual_columns, counts.columns);
        hint(diagnostics, "give these rows a unit, or leave them out with %s.keep", name);
    }
}

static void protect_totals(const struct study *study, struct totals *totals,
                           size_t *numbers)
{
    for (size_t t = 0; t < totals->count; t++) {
        enum side side = (enum side)(t / study->dimension_count);
        struct privacy privacy = { .min_n = (double)study->min_n[side],
                                   .hides_unanimity = study->hides_unanimity[side] };
        protect_total(&totals->totals[t], &privacy, numbers);
    }
}

enum symbar_status disclose(const struct study *study, struct results *results,
                            struct symbar_diagnostics *diagnostics)
{
    struct totals totals = { 0 };
    size_t *numbers = NULL;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    if (!totals_init(&totals, study, results) ||
        !(numbers = memory_allocate(totals.widest, sizeof *numbers))) {
        fail_no_memory(diagnostics);
        goto done;
    }
    protect_totals(study, &totals, numbers);
    wipe_hidden(&totals);
    hide_derived_figures(results);
    for (int side = 0; side < SIDE_COUNT; side++)
        tell_of_side(study, &totals, (enum side)side, diagnostics);
    status = SYMBAR_OK;
done:
    memory_free(numbers);
    totals_release(&totals);
    return status;
}

#include "disclosure/disclosure.h"

#include "disclosure/wipe.h"

static void hide_small_groups(const struct study *study, struct results *results)
{
    for (size_t r = 0; r < results->row_count; r++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            struct side_result *group = &results->rows[r].sides[side];
            double n = side_answers(group);
            if (n > 0 && n < (double)study->min_n[side])
                side_wipe(group, REASON_PRIMARY);
        }
}

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

enum symbar_status disclose(const struct study *study, struct results *results,
                            struct symbar_diagnostics *diagnostics)
{
    (void)diagnostics;
    hide_small_groups(study, results);
    hide_derived_figures(results);
    return SYMBAR_OK;
}

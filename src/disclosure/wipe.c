#include "disclosure/wipe.h"

void side_wipe(struct side_result *side, enum suppression_reason reason)
{
    if (side->design)
        *side->design = (struct side_design){ .n_eff = { .available = false } };
    *side = (struct side_result){ .status = CELL_SUPPRESSED,
                                  .reason = reason,
                                  .has_nps = side->has_nps,
                                  .has_top_box = side->has_top_box };
}

void gap_wipe(struct gap_result *gap, enum suppression_reason reason)
{
    *gap = (struct gap_result){ .status = CELL_SUPPRESSED,
                                .reason = reason,
                                .has_nps = gap->has_nps,
                                .has_top_box = gap->has_top_box };
}

bool side_is_shown(const struct side_result *side)
{
    return side->status != CELL_SUPPRESSED && side->status != CELL_NOT_ASKED;
}

double side_answers(const struct side_result *side)
{
    return side_is_shown(side) && side->n.available ? side->n.value : 0;
}

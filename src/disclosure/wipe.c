#include "disclosure/wipe.h"

#include "analysis/row_figures.h"

const struct side_result *side_wiped(const struct side_result *side,
                                     enum suppression_reason reason)
{
    return side_hidden(reason, side->has_nps, side->has_top_box);
}

const struct gap_result *gap_wiped(const struct gap_result *gap)
{
    return gap_without_figures(CELL_SUPPRESSED, gap->has_nps, gap->has_top_box);
}

/* The figures that rows of results point at (results.h). A side or a gap that has any is
   written once, where there is room for those of all rows; what hides them, or never had
   any, is shared and stays as it is. */
#ifndef ANALYSIS_ROW_FIGURES_H
#define ANALYSIS_ROW_FIGURES_H

#include "analysis/results.h"

#include <stdbool.h>
#include <stddef.h>

/* A side that was not asked; one that nobody answered, nor left out; one that is hidden.
 */
const struct side_result *side_not_asked(void);
const struct side_result *side_of_nobody(bool has_nps, bool has_top_box);
const struct side_result *side_hidden(enum suppression_reason reason, bool has_nps,
                                      bool has_top_box);

/* A gap with nothing but its status; a suppressed one is derived from a hidden side. */
const struct gap_result *gap_without_figures(enum cell_status status, bool has_nps,
                                             bool has_top_box);

/* For the figures of so many rows, filled by no more than `thread_count` threads at once;
   memory for them is taken as they come. */
bool row_figures_init(struct row_figures *figures, size_t row_count,
                      size_t thread_count) SYMBAR_MUST_CHECK;
void row_figures_release(struct row_figures *figures);

/* What a thread takes room from. A zeroed struct is valid. */
struct figure_room {
    struct side_result *sides;
    size_t side_count; /* left */
    struct gap_result *gaps;
    size_t gap_count;
};

/* Room for one, the same again until it is kept; NULL when memory is short. */
struct side_result *figure_room_side(struct figure_room *room,
                                     struct row_figures *figures);
struct gap_result *figure_room_gap(struct figure_room *room, struct row_figures *figures);
const struct side_result *figure_room_keep_side(struct figure_room *room);
const struct gap_result *figure_room_keep_gap(struct figure_room *room);

/* What a row shows, to be written to: from then on it shares it with no other row. Rows
   that are different ones may be written to at once, but none before all are filled. NULL
   when memory is short. */
struct side_result *row_own_side(struct results *results, struct result_row *row,
                                 enum side side);
struct gap_result *row_own_gap(struct results *results, struct result_row *row);

#endif

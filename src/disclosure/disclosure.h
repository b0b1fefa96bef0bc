/* From results to results that are safe to show: takes the figures of small groups,
   and of whatever would give them away, from their rows.

   Runs after analyse() and before analysis_adjust(), so that adjusted p values and
   verdicts come from gaps that are shown. docs/DISCLOSURE.md has the rules and why they
   hold. */
#ifndef DISCLOSURE_DISCLOSURE_H
#define DISCLOSURE_DISCLOSURE_H

#include "disclosure/previous.h"

/* Only memory can be short. The same results always lose the same figures. */
enum symbar_status disclose(const struct study *study, struct results *results,
                            struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same for a survey that is reported again and again: a group of which only a few
   answers are new, or of which new figures would tell what a few answered in between,
   goes on showing the figures of `previous` and is marked CELL_HELD. `previous` may be
   NULL; nothing of it is needed afterwards. */
enum symbar_status
disclose_against(const struct study *study, struct results *results,
                 const struct previous_release *previous,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

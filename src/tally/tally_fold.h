/* A tally for publication: units below a floor, and those that a report hides, are folded
   into one called "(other)", which is no unit for who reads the tally; nothing is left of
   segments and waves, whose crossings would be smaller still. */
#ifndef TALLY_TALLY_FOLD_H
#define TALLY_TALLY_FOLD_H

#include "base/diagnostics.h"
#include "tally/tally.h"

#define TALLY_OTHER "(other)"

/* `*folded_out` is a new tally in which no unit has, on a side, fewer than `min_n`
   respondents, or fewer than that who answered a question, unless it has none. Where the
   small units together are still below the floor, the smallest of the others join them
   (fewest respondents first, then by name). `must_fold` may be NULL; units of the tally
   for which it is true are folded however large they are. Respondents without a unit join
   "(other)" where there is one. The co-moments are left out: by subtracting
   those of one pair from those of another, the few who answered one question and not the
   other would be found. Fails (DIAG_TALLY_FLOOR) when a side as a whole is. */
enum symbar_status tally_fold(const struct tally *tally, uint64_t min_n,
                              const bool *must_fold, struct tally **folded_out,
                              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

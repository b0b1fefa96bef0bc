/* Which kinds of missing answers the few people of a small unit gave, where none of them
   answered: such a unit is shown as empty, because its figures are nobody's, but not what
   each of so few did instead of answering. */
#ifndef DISCLOSURE_MISSING_KINDS_H
#define DISCLOSURE_MISSING_KINDS_H

#include "disclosure/column.h"
#include "disclosure/rules.h"

/* Takes the missing counts of such groups, and of so many others that they cannot be
   worked out from the total's: as with answers, those withheld in a column are of two
   groups or more and of min_n people or more, the fewest first. Where there are not so
   many, nothing of the total's missing answers is shown. Comes after the rules have
   decided, and before hidden figures are wiped. False when memory is short: then not all
   of it was done. */
bool withhold_missing_kinds(struct total *total, const struct privacy *privacy,
                            struct results *results, enum side side,
                            size_t *numbers) SYMBAR_MUST_CHECK;

#endif

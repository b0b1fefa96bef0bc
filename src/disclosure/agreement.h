/* People of a remainder who are known to agree, and whether it can be told on what.

   That they agree is no secret: a reason says so, or that more groups are hidden than
   would be needed otherwise. What they agreed on must stay open: there must be other
   answers of everybody in the remainder that give the same sums, and in which they agree
   on something else, on an NPS scale on something of another class. */
#ifndef DISCLOSURE_AGREEMENT_H
#define DISCLOSURE_AGREEMENT_H

#include "disclosure/levels.h"
#include "disclosure/rules.h"

/* So many others for each of those who agree must be in the remainder before it is asked
   at all. It is a matter of sizes, so that it tells nothing of answers. */
enum { OTHERS_FOR_EACH = 3 };

/* `agreeing` are in the remainder, and their answers are as they are; of `fixed`, who are
   in it too, the same is asked for themselves, and they keep their answers here. */
bool agreement_is_open(const struct levels *levels, const struct yardstick *yardstick,
                       const struct crowd *remainder, const struct crowd *agreeing,
                       const struct crowd *fixed);

/* The same for every group of the column that is hidden for unanimity. */
bool agreements_are_open(const struct total *total, const struct column *column,
                         const struct crowd *remainder);

#endif

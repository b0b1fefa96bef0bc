/* One look at everything that lies in one another: each set of people that anybody can
   work out, without the printed groups inside it. */
#ifndef DISCLOSURE_NESTED_WALK_H
#define DISCLOSURE_NESTED_WALK_H

#include "disclosure/nested.h"

/* Of what is left when groups of one division are taken away, others are taken in turn,
   so often at the most: units from the rest of regions from the rest of waves. */
enum { NESTED_DEEPEST = 3 };

/* Whether something is not fit to be shown. Unless it only looks, it hides what gives
   that away, after which another look may find more. */
bool nested_finds_something(struct nested *nested);

#endif

/* Which of the groups that were veiled in the previous release may come out. */
#ifndef DISCLOSURE_LET_OUT_H
#define DISCLOSURE_LET_OUT_H

#include "disclosure/comparison.h"

/* False when whoever comes out may; otherwise one group more, or several, were withdrawn
   and it must be asked again. The change must be fit to be known. */
bool let_out(struct comparison *comparison);

#endif

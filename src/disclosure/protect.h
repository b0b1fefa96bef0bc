/* The rules that hide: for each total which of its groups, and whether the total itself,
   may not be shown, and why. docs/DISCLOSURE.md has the reasoning. */
#ifndef DISCLOSURE_PROTECT_H
#define DISCLOSURE_PROTECT_H

#include "disclosure/rules.h"

/* Decides every group of the total for a report that stands alone. `numbers` is room for
   one number per group of the widest column. */
void protect_total(struct total *total, const struct privacy *privacy, size_t *numbers);

#endif

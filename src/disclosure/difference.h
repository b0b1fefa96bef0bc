/* The rules against somebody who has the previous report as well, and takes one from the
   other: two reports must not tell what a few people answered in between. */
#ifndef DISCLOSURE_DIFFERENCE_H
#define DISCLOSURE_DIFFERENCE_H

#include "disclosure/rules.h"

/* Whether the previous release showed this total, so that there is something to subtract.
 */
bool total_was_shown(const struct total *total, const struct privacy *privacy);

/* Decides every group of such a total: shown, held or hidden. */
void protect_against_previous(struct total *total, const struct privacy *privacy,
                              size_t *numbers);

/* All of the total stays as it was in the previous release. */
void freeze_total(struct total *total, const struct privacy *privacy);

#endif

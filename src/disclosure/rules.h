/* What the rules are made of: what a group is by itself, and what is left of a total. */
#ifndef DISCLOSURE_RULES_H
#define DISCLOSURE_RULES_H

#include "disclosure/column.h"
#include "disclosure/crowd.h"

/* The rules of one side. */
struct privacy {
    double min_n;
    bool hides_unanimity;
};

/* What the sums of a column are reckoned with. */
struct yardstick {
    double origin;
    double tolerance;
    bool has_nps;
};

struct yardstick yardstick_of(const struct total *total);
struct crowd group_crowd(const struct group *group, const struct yardstick *yardstick);
bool is_unanimous(const struct crowd *crowd, const struct yardstick *yardstick);

/* Why a group may not be shown for what it is by itself: primary, unanimity, or NONE. */
enum suppression_reason own_reason(const struct group *group,
                                   const struct privacy *privacy);

/* What is left of a total when everything shown is taken from it: the hidden groups, and
   those who are in no group. */
struct remainder {
    struct crowd crowd;
    size_t group_count; /* those in no group are one */
    bool has_hidden;    /* one of the column's own groups is in it */
    double total;       /* who is in the total */
};

/* The remainder while everything is still shown: those who are in no group. */
struct remainder remainder_of(const struct total *total, const struct column *column,
                              const struct yardstick *yardstick);

/* Anybody can work the remainder out, so it must itself be fit to be shown; and it must
   be of more than one group, or it is that group. Where one respondent is enough to be
   shown, those in no group need no cover. Where nothing is shown beside the total, the
   remainder is the total, and must only not agree. */
bool remainder_is_safe(const struct remainder *remainder, const struct privacy *privacy,
                       const struct yardstick *yardstick);

/* The same but for agreement: what can be said by sizes alone. */
bool remainder_is_covered(const struct remainder *remainder,
                          const struct privacy *privacy);

/* With a total that is hidden go all its groups: they are small, or unanimous, as it
   is. */
void hide_groups_of(struct total *total);

#endif

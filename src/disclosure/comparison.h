/* A column of today beside the same column of the previous release, while it is being
   decided: what is withdrawn, and the sums that somebody with both reports can make.

   News is what figures of today tell beside those of then. What was hidden then, or held,
   is called veiled: how it was at the time is not known, not even here. */
#ifndef DISCLOSURE_COMPARISON_H
#define DISCLOSURE_COMPARISON_H

#include "disclosure/queue.h"
#include "disclosure/rules.h"

struct comparison {
    const struct total *total;
    struct column *column;
    const struct privacy *privacy;
    struct yardstick yardstick;
    size_t *numbers; /* lent to queues */
    /* the total less all that this report shows */
    struct remainder file;
    /* the same, knowing what the previous one showed of the groups that are now hidden */
    struct crowd both;
    /* what came to the total since, less what came to those whose news was shown then */
    struct crowd change;
    /* of those who are held or hidden now, so many people at least were veiled then */
    double least_then;
};

/* Judges every group by itself first: small, unanimous, or of little news. */
struct comparison comparison_of(const struct total *total, struct column *column,
                                const struct privacy *privacy, size_t *numbers);

/* Withdraws a group: it shows what it showed before, or nothing, with the reason. */
void comparison_withdraw(struct comparison *comparison, struct group *group,
                         enum suppression_reason reason);

/* The groups of which news is shown, of the least news first: either those that were
   veiled then or the others. */
struct queue comparison_news(const struct comparison *comparison, bool of_veiled);
double comparison_news_of(const struct comparison *comparison, const struct group *group);

/* How many people of a veiled group were not shown then, at the least. */
double comparison_least_then(const struct comparison *comparison,
                             const struct group *group);

bool group_was_hidden(const struct group *group);
bool group_was_veiled(const struct group *group);
bool group_is_shown(const struct group *group); /* with the figures of today */
bool group_has_changed(const struct group *group);

/* What was shown then may be kept if it could be shown today. */
bool group_may_keep(const struct group *group, const struct privacy *privacy);

/* Hidden, held or neither, for what it is by itself. */
void group_judge(struct group *group, const struct privacy *privacy,
                 const struct yardstick *yardstick);

/* Two sides with the same n and figures. Counts of missing answers may differ, and what
   depends on settings, such as an interval, and digits that a report does not print. */
bool side_is_same(const struct side_result *a, const struct side_result *b);

#endif

/* The rules for what lies in one another: whatever of a shown group, or of the remainder
   of a column, is left when the shown groups inside it are taken from it must be as fit
   to be shown as the remainder of a column is (rules.h). */
#ifndef DISCLOSURE_NESTED_H
#define DISCLOSURE_NESTED_H

#include "disclosure/nesting.h"
#include "disclosure/rules.h"

/* What the work on one side needs; room for it is made once. A zeroed struct is valid to
   release. */
struct nested {
    const struct nesting *nesting;
    struct total *total;
    const struct privacy *privacy;
    struct yardstick yardstick;
    size_t *numbers;     /* lent to queues */
    size_t *sets;        /* crossings, one set per level */
    size_t *inside;      /* groups of a division */
    bool *is_used;       /* per division: taken from what is being looked at */
    bool only_looks;     /* hides nothing */
    bool is_compared;    /* what came since the previous release must be fit as well */
    bool spares_columns; /* the columns of everybody need no cover yet */
    bool only_veiled;    /* hides only what the previous release hid, too */
    size_t hidden_count; /* so far */
    bool has_found;      /* something that is not fit to be shown */
};

bool nested_init(struct nested *nested, const struct nesting *nesting, size_t widest,
                 size_t *numbers) SYMBAR_MUST_CHECK;
void nested_release(struct nested *nested);

/* Hides groups of a shown total, decided by protect_total(), until nothing nested gives
   others away: the smallest that are inside, as in a column. Those that columns hid to
   cover somebody are shown, where what is hidden now covers for them. */
void protect_nested(struct nested *nested, struct total *total,
                    const struct privacy *privacy);

/* The same for a total that was decided with a previous release in view. What was hidden
   then stays hidden where it is needed. Where something nested still is not fit to be
   shown, or what came to it since is not, all of the total stays as it was. */
void protect_nested_against_previous(struct nested *nested, struct total *total,
                                     const struct privacy *privacy);

#endif

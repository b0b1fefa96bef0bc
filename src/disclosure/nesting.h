/* Which groups of a side lie inside others: a unit inside a region, a region inside a
   wave. Whoever knows the company knows that, and takes the units that are shown from
   their region. It is the same in all dimensions, because it is a matter of respondents
   and not of their answers. */
#ifndef DISCLOSURE_NESTING_H
#define DISCLOSURE_NESTING_H

#include "disclosure/column.h"

/* Respondents who are in the same group of every division are a crossing. A zeroed struct
   is valid to release. */
struct nesting {
    size_t division_count;
    size_t crossing_count;
    size_t *members; /* crossing c, division d: [c * division_count + d]: the number of
                        the group in its column, or NO_PLACE */
    size_t *first_group; /* of each division in what follows, and the end */
    size_t *sizes;       /* per group: its crossings */
    size_t *ordered;     /* per division: the crossings by their group */
    size_t *starts;      /* per group: where its crossings begin in `ordered` */
    size_t *seen;        /* per group: room to count them; all 0 */
};

bool nesting_init(struct nesting *nesting, const struct totals *totals,
                  const struct results *results, size_t dimension_count,
                  enum side side) SYMBAR_MUST_CHECK;

/* Whether a side is divided in more than one way, so that anything can nest. */
bool nesting_has_any(const struct nesting *nesting);
void nesting_release(struct nesting *nesting);

/* Any set of crossings, as their numbers. */
struct crossing_set {
    const size_t *numbers;
    size_t count;
};

struct crossing_set nesting_group(const struct nesting *nesting, size_t division,
                                  size_t group);

/* The groups of a division that lie in the set as a whole, into `groups_out`, which has
   room for all of the division; returns how many. */
size_t nesting_inside(const struct nesting *nesting, const struct crossing_set *set,
                      size_t division, size_t *groups_out);

#endif

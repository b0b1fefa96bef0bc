/* Tests that are adjusted together, because any of them could have turned out by chance.
 */
#ifndef ANALYSIS_P_FAMILY_H
#define ANALYSIS_P_FAMILY_H

#include "analysis/results.h"
#include "base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>

/* A zeroed struct is valid and empty. */
struct p_family {
    double *p;
    struct measure **adjusted;
    size_t count;
    size_t p_capacity;
    size_t adjusted_capacity;
    bool lacks_memory;
};

/* Where `p` is available its adjusted value goes to `*adjusted`, which is borrowed. */
void p_family_add(struct p_family *family, const struct measure *p,
                  struct measure *adjusted);

/* Adjusts them all and empties the family. False when memory was short on the way. */
bool p_family_adjust(struct p_family *family, enum adjustment method) SYMBAR_MUST_CHECK;
void p_family_release(struct p_family *family);

#endif

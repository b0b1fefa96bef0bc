/* What kind of column it is, decided from the whole of it: what the platform says of it,
   the words of its heading, and all of its values. */
#ifndef INGEST_COLUMN_KIND_H
#define INGEST_COLUMN_KIND_H

#include "ingest/column_profile.h"
#include "ingest/scale_guess.h"
#include "study/inspection.h"

struct column_finding {
    enum column_kind kind;
    struct scale_guess guess; /* scale NULL unless the kind is scale or nps */
};

struct column_facts {
    const struct header_column *heading;
    const struct column_profile *profile;
    const struct export_facts *facts;
    const struct label_sets *sets;
    bool is_open_ended; /* a header row says so */
    char point;
};

/* False when memory is short. Texts go into `arena`. */
bool column_find_kind(const struct column_facts *column, struct arena *arena,
                      struct column_finding *finding_out) SYMBAR_MUST_CHECK;

/* Whether a value stands in the column's heading: it is an option, and no secret. */
bool column_value_is_option(const struct header_column *heading, struct span value);

#endif

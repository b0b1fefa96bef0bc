/* Every diagnostic symbar can make, as an enum and a table, from diagnostic_kinds.def. */
#ifndef BASE_DIAGNOSTIC_KINDS_H
#define BASE_DIAGNOSTIC_KINDS_H

#include <symbar/diagnostics.h>

#include <stdbool.h>

enum diagnostic_kind {
#define DIAGNOSTIC(name, slug, status, meaning, remedy, example) DIAG_##name,
#include "base/diagnostic_kinds.def"
#undef DIAGNOSTIC
    DIAG_COUNT
};

struct diagnostic_kind_info {
    const char *id;            /* the slug */
    enum symbar_status status; /* what an error of this kind makes of the run */
    const char *meaning;
    const char *remedy;
    const char *example; /* a message as it looks */
};

const struct diagnostic_kind_info *diagnostic_kind_info(enum diagnostic_kind kind);

/* The kind that a slug names. */
bool diagnostic_kind_find(const char *id, enum diagnostic_kind *kind_out);

#endif

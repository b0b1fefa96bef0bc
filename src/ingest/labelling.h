/* What matching segments and matching waves have in common; see labels.h. */
#ifndef INGEST_LABELLING_H
#define INGEST_LABELLING_H

#include "base/buffer.h"
#include "base/map.h"
#include "ingest/labels.h"
#include "ingest/spellings.h"

/* The names of one family of segments, or of waves. */
struct labels {
    struct map numbers; /* as the files write them */
    struct spelling *spellings;
    size_t capacity;
};

struct labelling {
    const struct study *study;
    const struct tally *raw;
    struct label_match *match;
    struct buffer part;
    struct buffer key;
    struct symbar_diagnostics *diagnostics;
};

void labels_release(struct labels *labels);

/* False when memory is short, as of all below. */
bool labels_add(struct labels *labels, const char *text, enum side side,
                uint64_t row_count) SYMBAR_MUST_CHECK;
bool labels_unify(struct labelling *labelling, struct labels *labels,
                  const struct text_list *wanted) SYMBAR_MUST_CHECK;

/* Whether any of them is called so, once they are unified. */
bool labels_have(const struct labels *labels, const char *name);

/* Says that a side has several spellings of one, and how many have none. */
bool labels_tell_joined(const struct labelling *labelling, const struct labels *labels,
                        const char *family, int side) SYMBAR_MUST_CHECK;
void labels_tell_without(const struct labelling *labelling, const char *family, int side,
                         uint64_t count);
void labels_hint(const struct labelling *labelling, const struct labels *labels,
                 const char *wanted);

bool match_waves(struct labelling *labelling) SYMBAR_MUST_CHECK;

#endif

/* Why no usual label set fits a column, where one comes near: a label or two are not in
   it (misspelt, mostly), or it has another number of points than the scale. For messages
   only; nothing is read by a set that does not fit. */
#ifndef INGEST_LABEL_DOUBTS_H
#define INGEST_LABEL_DOUBTS_H

#include "base/buffer.h"
#include "ingest/label_sets.h"

struct label_doubt {
    const struct label_set *set; /* NULL: none comes near */
    size_t point_count;          /* of the set */
    bool is_other_size;          /* it has all the texts, but not the scale's points */
};

/* `is_odd` is per text: it is not in the set. False when memory is short. */
bool label_doubt_find(const struct label_set *list, size_t set_count,
                      const struct scale *scale, const struct column_content *content,
                      struct label_doubt *doubt_out, bool *is_odd) SYMBAR_MUST_CHECK;

/* The label of the set that a text is nearest to, as the set spells it; empty when none
   is near. False when memory is short. */
bool label_doubt_suggest(const struct label_set *set, const char *text,
                         struct buffer *suggestion) SYMBAR_MUST_CHECK;

#endif

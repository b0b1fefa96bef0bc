/* The usual label sets of surveys: agreement, satisfaction, frequency, likelihood,
   quality and ease, in English, French, German, Spanish, Dutch and Italian.

   A set is chosen by everything a column holds and never by one label: "Satisfait" is the
   second best of some sets and the best of others. It fits when every text of the column
   is in it, each at a place of its own, and when it has as many places as the scale has
   points. When several sets fit they must agree on every code, or none is chosen. */
#ifndef INGEST_LABEL_SETS_H
#define INGEST_LABEL_SETS_H

#include "base/map.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

/* From the lowest place to the highest: places end in ';', spellings of one in '|'. */
struct label_set {
    const char *topic;    /* "agreement" */
    const char *language; /* "en" */
    const char *places;
};

const struct label_set *label_set_list(size_t *count_out);

struct label_entry; /* one text at one place of one set */

/* The sets, ready to be searched. A zeroed struct is valid and empty. */
struct label_sets {
    struct map texts;         /* folded labels, numbered */
    ptrdiff_t *first_entries; /* per text, the head of its chain */
    size_t first_capacity;
    struct label_entry *entries;
    size_t entry_count;
    size_t entry_capacity;
    size_t *place_counts; /* per set */
};

bool label_sets_init(struct label_sets *sets) SYMBAR_MUST_CHECK;
void label_sets_release(struct label_sets *sets);

/* What a column holds besides missing answers. */
struct column_content {
    const char *const *texts; /* folded, distinct, unknown so far */
    size_t text_count;
    const double *codes; /* distinct */
    size_t code_count;
};

enum label_verdict {
    LABELS_FIT,      /* codes_out[i] is the code of texts[i] */
    LABELS_ENDS_FIT, /* the same; the texts are the two ends of a scale of digits */
    LABELS_UNKNOWN,  /* no set has them all */
    LABELS_TOO_FEW,  /* one label alone says nothing */
    LABELS_AMBIGUOUS /* sets fit that disagree */
};

/* `set_out` names a set that fits, for messages. False when memory is short. */
bool label_sets_choose(const struct label_sets *sets, const struct scale *scale,
                       const struct column_content *content,
                       enum label_verdict *verdict_out, double *codes_out,
                       const struct label_set **set_out) SYMBAR_MUST_CHECK;

/* Whether a text is the lowest (-1) or the highest (1) place of usual sets, in all that
   have it; 0 otherwise. */
int label_sets_end(const struct label_sets *sets, const char *folded);

#endif

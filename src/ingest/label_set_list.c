#include "ingest/label_sets.h"

/* Where a language has more than one way to build a set of the same size (German "Stimme
   zu" is the end of one and the last but one of another), each has its own row: what they
   disagree on is then left to the study. Labels are in any case, in UTF-8. */
static const struct label_set sets[] = {
#include "ingest/label_sets_agreement.def"
#include "ingest/label_sets_ease.def"
#include "ingest/label_sets_frequency.def"
#include "ingest/label_sets_likelihood.def"
#include "ingest/label_sets_quality.def"
#include "ingest/label_sets_satisfaction.def"
};

const struct label_set *label_set_list(size_t *count_out)
{
    *count_out = sizeof sets / sizeof *sets;
    return sets;
}

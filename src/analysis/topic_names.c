/* Which topic explains a name that stands in a report. */
#include "analysis/figures.h"

#include <string.h>

struct topic_name {
    const char *name;
    const char *topic;
};

/* Names of the report as JSON that are no figures of a row. */
static const struct topic_name names[] = {
    { "rwg_median", "agreement" },
    { "rwg_share", "agreement" },
    { "ad_median", "agreement" },
    { "icc1", "icc" },
    { "icc2", "icc" },
    { "lambda", "deming" },
    { "intercept", "deming" },
    { "threshold", "delivery_gap" },
    { "precision", "concordance" },
    { "accuracy", "concordance" },
    { "surface", "congruence" },
    { "coefficients", "congruence" },
    { "principal_axis", "congruence" },
    { "r2", "drivers" },
    { "r2_adjusted", "drivers" },
    { "share", "drivers" },
    { "p_adjusted", "adjust" },
    { "within", "composition" },
    { "mix", "composition" },
    { "unmatched", "composition" },
    { "dissonance", "profile" },
    { "elevation", "profile" },
    { "scatter", "profile" },
    { "shape", "profile" },
    { "quadrants", "quadrant" },
    { "both", "quadrant" },
    { "employees_only", "quadrant" },
    { "customers_only", "quadrant" },
    { "neither", "quadrant" },
    { "probability", "quadrant" },
    { "reference", "quadrant" },
    { "reliability", "alpha" },
    { "loading", "omega" },
    { "rest", "item_rest" },
    { "trends", "trend" },
    { "contrasts", "contrast" },
    { "segments", "segment" },
    { "waves", "wave" },
    { "mirror", "lens" },
    { "symmetry", "lens" },
    { "min_n", "primary" },
    { "reason", "suppressed" },
};

/* Whether `name` is the key, its beginning or its end, by whole parts: "index.low" has
   "index" and "low". */
static bool is_part_of(const char *name, const char *key)
{
    size_t name_length = strlen(name);
    size_t key_length = strlen(key);
    if (name_length > key_length)
        return false;
    size_t rest = key_length - name_length;
    return (strncmp(key, name, name_length) == 0 && (!rest || key[name_length] == '.')) ||
           (rest && key[rest - 1] == '.' && strcmp(key + rest, name) == 0);
}

/* The topic of all figures of an owner that have the name; NULL when they have several.
 */
static const char *topic_among(const char *name, enum figure_owner owner)
{
    size_t count;
    const struct figure *rows = figures(&count);
    const char *topic = NULL;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].owner != owner || !is_part_of(name, rows[i].key))
            continue;
        if (topic && strcmp(topic, rows[i].topic) != 0)
            return NULL;
        topic = rows[i].topic;
    }
    return topic;
}

const char *figure_topic_of(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].topic;
    const char *topic = topic_among(name, FIGURE_OF_SIDE);
    return topic ? topic : topic_among(name, FIGURE_OF_GAP);
}

/* Every figure of a report, one row each: the source of JSON keys, headings, `explain`,
   the metrics of checks and the list in docs/STATISTICS.md. */
#ifndef ANALYSIS_FIGURES_H
#define ANALYSIS_FIGURES_H

#include "analysis/results.h"

#include <stddef.h>

enum figure_unit {
    UNIT_COUNT,       /* respondents */
    UNIT_SCALE,       /* the scale's own units */
    UNIT_POINTS,      /* index points, 0 to 100, and differences of them */
    UNIT_NPS,         /* NPS points, -100 to 100 */
    UNIT_PERCENT,     /* 0 to 100 */
    UNIT_PROBABILITY, /* 0 to 1 */
    UNIT_NUMBER       /* no unit */
};

enum figure_owner { FIGURE_OF_SIDE, FIGURE_OF_GAP };

struct figure {
    const char *key;     /* dotted, below the side or the gap: "index.value" */
    const char *heading; /* a table heading, sentence case */
    enum figure_unit unit;
    enum figure_owner owner;
    bool of_design; /* of a side's design, which not every side has */
    size_t offset;  /* of the struct measure, in side_result, side_design or gap_result */
    const char *topic; /* the explain topic that it belongs to: "index" */
};

const struct figure *figures(size_t *count_out);
const struct figure *figures_of_owner(enum figure_owner owner, size_t *count_out);

/* The figure that a full dotted name means ("employees.nps.value", "gap.index.low"; a
   bare "gap.index" means its ".value"), or NULL. `*side_out` is set for figures of a
   side. */
const struct figure *figure_find(const char *name, enum side *side_out);

/* The figure's measure: lists ask for those of every row. */
static inline const struct measure *figure_at(const struct figure *figure,
                                              const void *owner)
{
    return (const struct measure *)(const void *)((const char *)owner + figure->offset);
}

static inline const struct measure *figure_of_side(const struct figure *figure,
                                                   const struct side_result *side)
{
    return figure_at(figure, figure->of_design ? (const void *)side_design(side) : side);
}

static inline const struct measure *figure_of_gap(const struct figure *figure,
                                                  const struct gap_result *gap)
{
    return figure_at(figure, gap);
}

/* What a topic of `explain` says about a figure, a verdict or a status. */
struct figure_topic {
    const char *name; /* "nps" */
    const char *title;
    const char *meaning;
    const char *formula;
    const char *source;
    const char *example;
};

const struct figure_topic *figure_topics(size_t *count_out);

/* The name of the topic that explains a name of the report as JSON, such as "promoters",
   "index.low" or "dissonance"; NULL where there is none, or several. */
const char *figure_topic_of(const char *name);

#endif

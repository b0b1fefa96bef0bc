/* A study in the making: what two surveys have in common, found out by looking at both.
   Filled by ingest, written as a study file by report; what it says becomes a study only
   by being read like any other. */
#ifndef STUDY_DRAFT_H
#define STUDY_DRAFT_H

#include "base/arena.h"
#include "study/study.h"

/* A column as the study is to name it. */
struct draft_column {
    const char *name;  /* NULL: by its index */
    size_t occurrence; /* which of equal names, from 1; 0: it is the only one */
    size_t index;      /* from 1 */
};

/* Rows to keep: those whose cell is one of the texts. */
struct draft_keep {
    bool is_given;
    struct draft_column column;
    struct text_list in;
};

struct draft_dimension {
    const char *id;
    const char *label;
    enum lens lens;
    bool is_asked[SIDE_COUNT];
    struct draft_column columns[SIDE_COUNT];
    const struct scale *scales[SIDE_COUNT]; /* among the draft's */
};

struct draft {
    struct arena arena; /* holds everything below */
    struct text_list files[SIDE_COUNT];
    uint64_t header_lines[SIDE_COUNT]; /* 0: left to be found */
    bool has_unit;                     /* on both sides, or on none */
    struct draft_column units[SIDE_COUNT];
    size_t shared_units;
    bool is_long[SIDE_COUNT]; /* one row per answer: the columns of its layout follow */
    struct draft_column respondents[SIDE_COUNT];
    struct draft_column questions[SIDE_COUNT];
    struct draft_column answers[SIDE_COUNT];
    struct draft_keep keep[SIDE_COUNT];
    struct text_list missing[SIDE_COUNT][MISSING_COUNT];
    const struct scale *const *scales; /* with ids */
    size_t scale_count;
    const struct draft_dimension *dimensions;
    size_t dimension_count;
    size_t pair_count;      /* of the dimensions: asked of both sides */
    struct text_list notes; /* what to check, in sentences */
};

void draft_release(struct draft *draft);

#endif

/* How the inputs of a run were read: what a report says about its own making. Filled by
   ingest, shown by report; nothing in it tells who answered what. */
#ifndef STUDY_PROVENANCE_H
#define STUDY_PROVENANCE_H

#include "base/arena.h"
#include "study/study.h"

#include <stdint.h>

struct set_aside {
    const char *reason; /* "keep:Finished" */
    uint64_t count;
};

struct input_summary {
    enum side side;
    const char *file;    /* as the study or the command line names it */
    uint64_t byte_count; /* as stored: of the compressed file where it is compressed */
    char sha256[65];
    const char *platform; /* "generic", "qualtrics", ... */
    const char *encoding; /* "utf-8", "utf-8-bom", ... */
    char delimiter;       /* 0: the file has none */
    char decimal;         /* '.' or ',' */
    size_t header_rows;
    uint64_t rows_read;
    uint64_t rows_used;
    const struct set_aside *set_aside;
    size_t set_aside_count;
};

/* Several spellings that became one unit. */
struct unit_merge {
    const char *unit;     /* the name it bears */
    const char *spelling; /* a name in a file that became it */
    enum side side;
    const char *step;    /* "alias", "case", "spacing", ... */
    bool is_punctuation; /* by the step "accents", but no accent was in the way */
};

struct unit_summary {
    size_t matched;
    struct text_list only[SIDE_COUNT]; /* names of units on one side, in name order */
    const struct unit_merge *merges;   /* in order of unit, side, spelling */
    size_t merge_count;
};

struct provenance {
    struct arena arena;
    const struct input_summary *inputs; /* employees' files first, in order */
    size_t input_count;
    struct unit_summary units;
};

void provenance_release(struct provenance *provenance);

/* Adds to the rows that were set aside for a reason; lists are never changed once made.
   False when memory is short. */
bool input_set_aside(struct arena *arena, struct input_summary *input, const char *reason,
                     uint64_t count) SYMBAR_MUST_CHECK;

#endif

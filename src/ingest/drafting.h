/* A draft in the making, shared by the files draft*.c. */
#ifndef INGEST_DRAFTING_H
#define INGEST_DRAFTING_H

#include "ingest/draft_pairs.h"
#include "ingest/draft_scales.h"
#include "ingest/draft_units.h"
#include "study/draft.h"

enum {
    DRAFT_LABEL_BYTES = 60,
    DRAFT_MOST_NOTES = 60,
    DRAFT_MOST_LISTED = 12 /* questions or pairs in one list of notes */
};

struct drafting {
    struct draft *draft;
    const struct language *language; /* of the notes */
    struct survey surveys[SIDE_COUNT];
    struct unit_columns units;
    struct question_pairs pairs;
    struct draft_scales scales;
    struct draft_dimension *dimensions;
    size_t dimension_count;
    const char **notes;
    size_t note_count;
    bool failed; /* memory was short */
};

const struct header_column *draft_heading(const struct drafting *drafting, int side,
                                          size_t column);

/* One line of at most `most` bytes, cut at a space; NULL when memory is short. */
const char *draft_shorten(struct drafting *drafting, const char *text, size_t most);

/* What the study is to call a column. False when memory is short. */
bool draft_name_column(struct drafting *drafting, int side, size_t column,
                       struct draft_column *column_out) SYMBAR_MUST_CHECK;

/* The texts for no answer and the rows to keep, per side. False when memory is short. */
bool draft_sides(struct drafting *drafting) SYMBAR_MUST_CHECK;

/* What to check, in sentences. False when memory is short. */
bool draft_notes(struct drafting *drafting) SYMBAR_MUST_CHECK;

#endif

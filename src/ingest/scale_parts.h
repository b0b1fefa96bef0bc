/* The distinct texts of a column, taken apart for a guess at its scale: codes, words, and
   codes that stand for no answer. */
#ifndef INGEST_SCALE_PARTS_H
#define INGEST_SCALE_PARTS_H

#include "base/buffer.h"
#include "ingest/scale_guess.h"

enum {
    MOST_TEXTS = 24, /* distinct texts: labels in a few languages and spellings */
    MOST_CODES = 12
};

/* A zeroed struct is valid: an empty column. */
struct scale_parts {
    double codes[MOST_CODES]; /* distinct */
    size_t code_count;
    uint64_t code_cells;        /* how many cells have a code */
    size_t worded_count;        /* distinct texts that are a code and words */
    size_t worded_single_count; /* of these the ones met once */
    uint64_t ones;              /* cells with a 1 */
    double low;                 /* of the codes */
    double high;
    bool is_labelled; /* by the file: low and high are the ends of the scale */
    const char *texts[MOST_TEXTS]; /* folded, distinct */
    struct span spellings[MOST_TEXTS];
    size_t text_count;
    double fraction_of; /* 5 for "4/5"; 0: none */
    struct buffer folded;
    size_t offsets[MOST_TEXTS]; /* of the texts in `folded`, while it grows */
};

/* False when the column is of no scale, or memory is short; release in any case. */
bool scale_parts_take(const struct guess_inputs *inputs, struct scale_parts *parts,
                      struct scale_guess *guess,
                      bool *is_out_of_memory_out) SYMBAR_MUST_CHECK;
void scale_parts_release(struct scale_parts *parts);

/* The code that a text is or begins with; of "4/5" the 4, and `of_out` is the 5, else
   0. */
bool scale_read_code(struct span text, char point, double *code_out, double *of_out);

#endif

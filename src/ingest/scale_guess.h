/* The scale that a column was probably answered on, guessed from all its distinct texts
   and the words of its question.

   Where the file labels its codes, the labels say how far the scale goes, whether or not
   anybody used its ends.

   The law: with the guessed scale and the guessed texts for no answer every text of the
   column reads as an answer or as missing, because the guess is tried with the reader of
   answers before it is given. */
#ifndef INGEST_SCALE_GUESS_H
#define INGEST_SCALE_GUESS_H

#include "ingest/column_profile.h"
#include "ingest/label_sets.h"

enum { MOST_STRAY_CODES = 8 };

/* A code outside the scale that exports use for "no answer". */
struct stray_code {
    const char *text; /* as in the cells */
    enum missing_kind kind;
};

struct scale_guess {
    const char *because;  /* set with the scale */
    struct scale *scale;  /* id NULL; texts in the arena; NULL: no scale */
    bool is_nps;          /* a recommend question on 0 to 10 */
    bool is_zero_assumed; /* nobody gave the 0 of the recommend question */
    bool is_from_one;     /* a recommend question on 1 to 10 */
    bool is_sure;         /* the question names the range, or labels fill the set */
    struct stray_code strays[MOST_STRAY_CODES];
    size_t stray_count;
};

/* Whether a recommend question without a single 0 was probably asked from 1 on: there are
   answers enough, and low ones among them. */
bool nps_began_at_one(uint64_t ones, uint64_t count);

struct guess_inputs {
    const struct column_profile *profile;
    const struct header_column *heading;
    const char *words; /* of the question (heading.h) */
    char point;
    const struct export_facts *facts;
    const struct label_sets *sets;
    struct arena *arena;
};

/* False when memory is short. */
bool scale_guess(const struct guess_inputs *inputs,
                 struct scale_guess *guess_out) SYMBAR_MUST_CHECK;

/* The code of a text on the guessed scale; false for what is no answer. */
bool scale_guess_code(const struct scale *scale, char point, struct span text,
                      double *code_out);

#endif

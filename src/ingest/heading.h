/* What the words of a heading tell about its column: a help for guesses, in the languages
   that surveys are known to come in. A guess is never made from a heading alone where the
   values can tell. */
#ifndef INGEST_HEADING_H
#define INGEST_HEADING_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* A heading as words: lower case without accents, apart by single spaces, numbers apart
   from letters. False when memory is short. */
bool heading_words(const char *heading, struct buffer *words_out);

/* Of words as above. */
size_t heading_word_count(const char *words);
bool heading_has_unit_word(const char *words); /* store, magasin, Filiale, ... */
bool heading_is_unit(const char *words); /* a short one that names units: "store code" */
/* One that names units and rather asks to rate them: "Our team", "Customer service",
   "Satisfaction with store". */
bool heading_rates_unit(const char *words);
bool heading_is_id(const char *words);        /* ends in id, token, ... */
bool heading_is_segment(const char *words);   /* age, gender, language, ... */
bool heading_names_person(const char *words); /* "manager name", "phone no" */
bool heading_recommends(const char *words);   /* would you recommend, nps, ... */
bool heading_is_satisfaction(const char *words);
bool heading_is_finished(const char *words); /* whether a response is complete */
bool heading_is_open(const char *heading);   /* "Other (please specify)" and the like */
bool heading_asks_how(const char *words);    /* how ..., comment ..., wie ... */
bool heading_asks_words(const char *words);  /* comments, why, please explain, ... */

/* The range that a question names: "on a scale from 0 to 10", "10 - agree, 1 - disagree".
   It has to hold `low` to `high`. */
bool heading_range(const char *words, double low, double high, double *min_out,
                   double *max_out);

#endif

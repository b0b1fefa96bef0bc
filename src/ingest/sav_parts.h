/* What the two halves of the SPSS reader share: its dictionary, and one pass of ReadStat
   over the bytes. */
#ifndef INGEST_SAV_PARTS_H
#define INGEST_SAV_PARTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "ingest/headers.h"

#include <readstat.h>
#include <stdbool.h>
#include <stddef.h>

enum { MOST_SAV_RANGES = 3 };

/* Numbers that the file declares as missing, ends included. */
struct sav_range {
    double low;
    double high;
};

struct sav_column {
    const char *name;
    const char *text; /* the variable label, or the name */
    const char *set;  /* of value labels; "" where it has none */
    struct sav_range missing[MOST_SAV_RANGES];
    size_t missing_count;
    struct coded_value *values; /* the labelled codes, those of `set` */
    double *codes;              /* of `values`; NAN for a text */
    size_t value_count;
};

/* A zeroed struct is a valid empty dictionary. Texts live in the arena. */
struct sav_dictionary {
    struct arena *arena;
    struct sav_column *columns;
    size_t column_count;
    size_t column_capacity;
    struct sav_label *labels; /* of all sets, as they come */
    size_t label_count;
    size_t label_capacity;
    const char *encoding; /* as ReadStat names it, in lower case */
    bool is_out_of_memory;
    const char *bad_text; /* what holds a text that is not UTF-8, or NULL */
};

/* Handlers for ReadStat; the context begins with the dictionary. */
void sav_dictionary_listen(readstat_parser_t *parser);

/* Gives every column the values of its set, once all were heard. False when memory is
   short. */
bool sav_dictionary_join(struct sav_dictionary *dictionary) SYMBAR_MUST_CHECK;

void sav_dictionary_release(struct sav_dictionary *dictionary);

/* A code or a date as a cell shows it; "" for what is no number. Appended to `text`. */
void sav_write_number(double value, const char *format, struct buffer *text);

/* The value of a cell, from the column's labels or because it is declared missing; NULL
   for an ordinary code. `text` is the cell of a text variable, NULL for a number. */
const struct coded_value *sav_find_value(const struct sav_column *column, double code,
                                         const char *text, bool is_missing);

#endif

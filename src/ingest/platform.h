/* Survey tools, told apart by what their exports look like: one row per tool, and a file
   for each that has a shape of its own.

   The first rows of a file are enough. What no tool claims is generic: one header row,
   and every row is a respondent. */
#ifndef INGEST_PLATFORM_H
#define INGEST_PLATFORM_H

#include "base/arena.h"
#include "ingest/headers.h"
#include "ingest/records.h"

/* The first rows of a file; cells end in NUL here. */
struct sample {
    const struct record *rows;
    size_t row_count;
    size_t column_count; /* of the first row, or of the file once that is known */
    bool is_quoted;      /* the file begins with a quote */
};

struct platform_match {
    size_t header_rows;  /* 0: it is not this platform's */
    const char *because; /* set when it is */
};

struct column_list {
    struct header_column *columns; /* zeroed, room for twice the file's columns */
    size_t count;                  /* the file's columns, then the joined ones */
};

struct known_column {
    const char *name; /* as in any header row, letter case apart */
    enum column_role role;
};

struct known_set_aside {
    const char *column; /* as in any header row, letter case apart */
    const char *const *values;
    size_t value_count;
    bool when_empty;
    bool when_filled;
    const char *reason;
};

struct platform {
    const char *name;
    struct platform_match (*match)(const struct sample *sample);
    /* NULL: header_columns_name. Joined columns are appended; false: memory is short. */
    bool (*name_columns)(const struct sample *sample, size_t header_rows,
                         struct column_list *list, struct arena *arena);
    const struct known_column *columns;
    size_t column_count;
    const struct known_set_aside *set_aside;
    size_t set_aside_count;
    const struct missing_code *missing;
    size_t missing_count;
    bool quotes_tell_not_shown;
};

extern const struct platform platform_qualtrics;
extern const struct platform platform_qualtrics_legacy;
extern const struct platform platform_surveymonkey;
extern const struct platform platform_limesurvey;
extern const struct platform platform_microsoft_forms;
extern const struct platform platform_typeform;
extern const struct platform platform_redcap;
extern const struct platform platform_google_forms;
extern const struct platform platform_generic;

/* Which platform a file is from and how many header rows it has: what `side` says, or
   what the sample looks like. */
struct recognition {
    const struct platform *platform;
    const char *platform_because;
    size_t header_rows;
    const char *header_rows_because;
};

struct recognition platform_recognise(const struct side_study *side,
                                      const struct sample *sample);

/* Everything but the guesses. False when memory is short. */
bool platform_describe(const struct recognition *recognition, const struct sample *sample,
                       struct arena *arena,
                       struct export_facts *facts_out) SYMBAR_MUST_CHECK;

#endif

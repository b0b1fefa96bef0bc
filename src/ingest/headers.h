/* An export as its platform means it: what each column is called and asks, which columns
   hold no answers, which rows are no respondents, which codes are no answers, and why it
   was all taken so.

   The columns of the file come first, in its order. After them come joined columns: a
   question that the export spread over one column per option, of which each respondent
   ticked one, as one column that holds the ticked option. */
#ifndef INGEST_HEADERS_H
#define INGEST_HEADERS_H

#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

enum column_role {
    ROLE_OPEN,     /* what the study makes of it */
    ROLE_METADATA, /* about the response: ids, dates, states, durations */
    ROLE_PERSONAL  /* names, addresses, places: never shown */
};

/* What a file itself says about one of its codes, as SPSS files do. */
struct coded_value {
    const char *code;  /* as cells have it */
    const char *label; /* "" where it has none */
    bool is_missing;   /* the file declares it as no answer */
};

struct header_column {
    const char *name;      /* what a study calls it by; "" where the file has no name */
    const char *text;      /* the question; the name where the file has one header row */
    const char *import_id; /* Qualtrics' own id, or "" */
    enum column_role role;
    size_t first_part; /* a joined column: the file's columns that it is made of */
    size_t part_count; /* 0: a column of the file */
    const struct coded_value *values; /* the codes that the file labels */
    size_t value_count;
};

/* Rows that are set aside: those whose cell in `column` is one of the values (letter case
   does not count), or is empty, or is not. */
struct set_aside_rule {
    size_t column;
    const char *const *values;
    size_t value_count;
    bool when_empty;
    bool when_filled;
    const char *reason; /* "preview" */
};

/* A code by which the platform says that there is no answer. */
struct missing_code {
    const char *text;
    enum missing_kind kind;
};

struct guess {
    const char *what;    /* "encoding" */
    const char *value;   /* "windows-1252" */
    const char *because; /* "it is not UTF-8, and ..." */
};

struct export_facts {
    const char *platform;
    size_t header_rows;
    uint64_t header_line; /* where a title stands above the header; else 0 */
    const struct header_column *columns;
    size_t column_count;      /* joined columns included */
    size_t file_column_count; /* without them */
    const struct set_aside_rule *set_aside;
    size_t set_aside_count;
    const struct missing_code *missing;
    size_t missing_count;
    /* an empty cell without quotes was never shown, one in quotes was left blank */
    bool unquoted_empty_is_not_shown;
    const struct guess *guesses;
    size_t guess_count;
};

/* Whether a rule sets aside the row that has this cell in the rule's column. */
bool set_aside_applies(const struct set_aside_rule *rule, const char *cell,
                       size_t byte_count);

#endif

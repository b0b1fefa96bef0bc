/* What exports are and what is in them: how each file was recognised, and of every column
   what it asks and what kind of answers it holds. Filled by ingest, shown by report.

   Values are kept of closed questions only: no free text, nothing personal, no id, no
   date ever gets in here. */
#ifndef STUDY_INSPECTION_H
#define STUDY_INSPECTION_H

#include "base/arena.h"
#include "study/study.h"

#include <stdint.h>

enum column_kind {
    KIND_UNIT,     /* names a store, a team, ...: few texts that come again and again */
    KIND_SCALE,    /* answers on a scale */
    KIND_NPS,      /* a recommend question on 0 to 10 */
    KIND_DATE,     /* dates, with or without a time */
    KIND_NUMBER,   /* numbers that are no answers on a scale */
    KIND_CHOICE,   /* a closed question without an order */
    KIND_TEXT,     /* free text */
    KIND_PERSONAL, /* names, addresses: never shown */
    KIND_ID,       /* tells responses apart */
    KIND_EMPTY,    /* nothing but missing answers */
    COLUMN_KIND_COUNT
};

struct value_count {
    const char *value; /* NULL: the values that are not listed */
    uint64_t count;
};

struct inspected_column {
    size_t index;     /* from 1, as a study may name it */
    const char *name; /* "" where the file has none */
    const char *text; /* the question; the name where there is no other text */
    enum column_kind kind;
    uint64_t missing[MISSING_COUNT];  /* of respondents */
    const struct value_count *values; /* of closed questions */
    size_t value_count;
    const struct scale *scale; /* NULL: none; its id is NULL */
    const char *because;       /* why this scale; set with it */
};

struct inspected_reason {
    const char *what;    /* "encoding": what was decided */
    const char *value;   /* "windows-1252" */
    const char *because; /* "it is not UTF-8", to be translated */
    bool is_layout;      /* it is made of the layout's counts */
};

/* What tells that a file has one row per answer. */
struct layout_counts {
    unsigned long long rows;
    unsigned long long respondents;
    unsigned long long questions;
    bool has_repetitions;
};

struct inspected_rows_aside {
    const char *reason; /* "preview" */
    uint64_t count;
};

struct inspected_file {
    const char *file; /* as the user named it */
    uint64_t byte_count;
    const char *platform;
    const char *encoding;
    char delimiter;
    char decimal;
    const char *line_end;
    size_t header_rows;
    uint64_t header_line; /* where a title stands above them; else 0 */
    uint64_t rows_read;
    uint64_t respondents;
    const struct inspected_rows_aside *set_aside;
    size_t set_aside_count;
    const struct inspected_column *columns;
    size_t column_count;
    /* One row per answer: the names of these three columns; else NULL. The columns from
       `first_question` on are then no columns of the file, but its questions. */
    const char *respondent;
    const char *question;
    const char *answer;
    size_t first_question;
    struct layout_counts layout_counts;
    const struct inspected_reason *reasons;
    size_t reason_count;
    /* texts that stand for no answer here, which a study has to list */
    struct text_list missing[MISSING_COUNT];
};

struct inspection {
    struct arena arena; /* holds everything below */
    const struct inspected_file *files;
    size_t file_count;
};

void inspection_release(struct inspection *inspection);

/* The reason, to be translated: a format for rows, respondents and questions. */
const char *layout_because(const struct layout_counts *counts);

const char *column_kind_name(enum column_kind kind);

/* Whether the values of such a column may be shown. */
bool column_kind_is_closed(enum column_kind kind);

#endif

/* The exports of one survey, looked at before anybody has said what to make of them: each
   is opened as a report would open it without options, and every column of the
   respondents is profiled.

   Several files are taken as one survey: columns of the later ones are found by their
   names in the first.

   Where a survey has one row per answer, its questions become columns of their own, after
   those of the file, and hold what was answered to each. */
#ifndef INGEST_SURVEY_H
#define INGEST_SURVEY_H

#include "base/diagnostics.h"
#include "ingest/column_kind.h"
#include "ingest/long_layout.h"
#include "ingest/records.h"
#include "study/inspection.h"

/* A zeroed struct is a valid empty survey. */
struct survey {
    struct arena arena;
    struct csv_file *first; /* open, because all that is known of the columns is its */
    const struct export_facts *facts;
    struct column_profile *profiles; /* per column of the first file */
    struct column_finding *findings; /* the same, by survey_decide */
    size_t column_count;
    struct long_layout layout;
    bool is_long;          /* one row per answer, by survey_decide */
    size_t first_question; /* the columns from there on are questions of a long layout */
    struct map missing_texts;   /* met in any file: the kind as a letter, then the text */
    bool has_many_header_lines; /* files differ in the line of their header */
    size_t budget;              /* bytes that the profiles may still take */

    /* of the file that was read last */
    uint64_t *set_aside; /* per rule of its platform */
    size_t set_aside_capacity;
    uint64_t respondents;
};

/* Reads a file into the survey: the first one makes its columns. `name` is for messages.
 */
enum symbar_status survey_read(struct survey *survey, const char *path, const char *name,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* After the last file: the layout, and the kind of every column. False when memory is
   short. */
bool survey_decide(struct survey *survey,
                   const struct label_sets *sets) SYMBAR_MUST_CHECK;

struct layout_counts survey_layout_counts(const struct survey *survey);

/* Whether a column is the respondent, the question or the answer of a long layout. */
bool survey_is_layout_column(const struct survey *survey, size_t column);

void survey_release(struct survey *survey);

#endif

/* A JSON report, read back: all that check, compare and audit see of a run. They judge
   reports alone, their own and those of last quarter, never how these were made.

   Whoever holds a report file may rely on it: names of scopes, statuses and verdicts are
   known ones, every number is finite, every row names a dimension of the list, and no two
   rows are of the same scope, unit, segment, wave and dimension. Keys that this version
   does not know are skipped and figures that are not there are not available, so that
   other minor versions can be read.

   Rows hold what the file says, even a figure of a suppressed cell, which should not be
   there (an audit must see that); report_row_figure() never gives such a one. */
#ifndef REPORT_REPORT_READ_H
#define REPORT_REPORT_READ_H

#include "analysis/figures.h"
#include "analysis/results.h"
#include "analysis/side_change.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostics.h"
#include "base/map.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which scores a question can have. */
struct report_scale {
    bool is_known;
    bool is_whole; /* one item with whole codes: every score is a whole number */
    double min;
    double max;
    bool has_classes;      /* an NPS scale */
    double promoters_from; /* the lowest score that promotes */
    double detractors_to;  /* the highest that detracts */
};

struct report_dimension {
    const char *id;
    const char *label;
    enum lens lens;
    struct report_scale scales[SIDE_COUNT];
    /* What each side was asked: equal fingerprints are the same question; NULL: not
       asked, or the report does not say. */
    const char *fingerprints[SIDE_COUNT];
};

struct report_input {
    enum side side;
    const char *file;
    uint64_t rows_read;
    uint64_t rows_used;
};

/* A warning or note of the run that made the report. */
struct report_message {
    const char *id;
    const char *text;
};

struct report_file {
    struct arena arena; /* holds everything below but the maps */
    const char *path;   /* as the user named it, for messages */
    const char *title;
    const char *wave; /* or NULL */
    double confidence;
    double alpha;
    double margin;
    enum adjustment adjust;
    size_t min_n[SIDE_COUNT];
    bool hides_unanimity[SIDE_COUNT];  /* false where the report does not say */
    const struct report_input *inputs; /* may be empty */
    size_t input_count;
    const struct report_dimension *dimensions;
    size_t dimension_count;
    const struct result_row *rows; /* `dimension` is an index in `dimensions` */
    size_t row_count;
    const struct linkage_result *linkage; /* `dimension` as in rows */
    size_t linkage_count;
    struct profile_result profile;
    const struct cross_link *cross_links;
    size_t cross_link_count;
    const struct report_message *messages;
    size_t message_count;
    struct map dimension_ids; /* an id's number is its index in `dimensions` */
    struct map row_keys;      /* a row's number is its index in `rows` */
};

/* Reads the report at `path` ("-" is standard input). What is wrong with it is told with
   a JSON pointer.
   `*file_out` is owned by the caller and set on success only. Status: SYMBAR_OK,
   SYMBAR_BAD_INPUT, SYMBAR_NO_MEMORY. */
enum symbar_status
report_file_load(const char *path, struct report_file **file_out,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same from text; `path` is only used in messages. */
enum symbar_status
report_file_parse(const char *text, size_t byte_count, const char *path,
                  struct report_file **file_out,
                  struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same of a report that is still in memory, without the way over JSON: rows and
   linkage are borrowed from it, it must outlive `*file_out`. report_file_row() finds no
   rows in such a file. Only memory can be short. */
enum symbar_status
report_file_view(const struct report *report, struct report_file **file_out,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void report_file_free(struct report_file *file);

/* The index of a dimension, or `dimension_count`. */
size_t report_file_dimension(const struct report_file *file, const char *id);

/* The row of the same scope, unit, segment, wave and dimension (by its id) as `like`, a
   row of `other`, or NULL. */
const struct result_row *report_file_row(const struct report_file *file,
                                         const struct report_file *other,
                                         const struct result_row *like);

/* The same under another dimension's id, as the one in `file` may have been renamed. The
   key is put together in `scratch`, which has failed when memory was short. */
const struct result_row *report_file_row_of(const struct report_file *file,
                                            const struct report_file *other,
                                            const struct result_row *like,
                                            const char *dimension,
                                            struct buffer *scratch);

/* A figure by its full dotted name: what it is worth and, where it is not available, the
   status that says why. */
struct report_figure {
    const struct figure *figure;
    struct measure measure;
    enum cell_status status; /* of the side or the gap that it belongs to */
    enum suppression_reason reason;
};

/* False when there is no figure of that name. A bare "gap.index" means its value. */
bool report_row_figure(const struct result_row *row, const char *name,
                       struct report_figure *figure_out) SYMBAR_MUST_CHECK;

#endif

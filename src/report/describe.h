/* What a report says to people: results -> a document. The headline first, then all
   dimensions, then the units, then how it was made and how to read it. */
#ifndef REPORT_DESCRIBE_H
#define REPORT_DESCRIBE_H

#include "report/document.h"
#include "report/report.h"

/* Fills an empty document: SYMBAR_OK or SYMBAR_NO_MEMORY. `unit_limit` as in the style:
   0 means DEFAULT_UNIT_LIMIT, negative all. */
enum { DEFAULT_UNIT_LIMIT = 10 };
enum symbar_status describe_report(const struct report *report, long unit_limit,
                                   struct document *document) SYMBAR_MUST_CHECK;

/* -- its parts, one file each ------------------------------------------------------ */

void describe_headline(const struct report *report, struct document *document);
void describe_overall(const struct report *report, struct document *document);
void describe_weights(const struct report *report, struct document *document);
void describe_rates(const struct report *report, long unit_limit,
                    struct document *document);
void describe_all_rates(const struct report *report, struct document *document);
void describe_units(const struct report *report, long unit_limit,
                    struct document *document);
void describe_segments(const struct report *report, struct document *document);
void describe_waves(const struct report *report, struct document *document);
void describe_linkage(const struct report *report, struct document *document);
void describe_symmetry(const struct report *report, struct document *document);
void describe_places(const struct report *report, struct document *document);
/* Whether anything is shown to go with the overall score. */
bool drivers_are_found(const struct report *report, enum driver_scope scope);
void describe_drivers(const struct report *report, struct document *document);
void describe_reliability(const struct report *report, struct document *document);
void describe_outcomes(const struct report *report, struct document *document);
void describe_benchmark(const struct report *report, struct document *document);
void describe_making(const struct report *report, struct document *document);
void describe_reading(const struct report *report, struct document *document);

/* The rows of the whole, widest gap first; rows that show no gap come last, in the
   study's order, so that the order gives nothing hidden away. NULL when memory is short.
   `*count_out` is set in any case. */
struct ranked_row {
    const struct result_row *row;
    double gap_size; /* as gap_size() says */
};
const struct ranked_row *rows_by_gap(struct document *document,
                                     const struct report *report, size_t *count_out);

/* The size of a gap that is shown, or a negative number. */
double gap_size(const struct result_row *row);
bool gap_is_real(const struct result_row *row); /* one side is shown to be higher */

/* Of some rows, the one with the widest gap that comes after `last` in order of size
   (NULL: the widest of all); NULL: no other gap is shown. */
const struct result_row *next_gap(const struct result_row *rows, size_t row_count,
                                  const struct result_row *last);

/* "95" for a confidence of 0.95, in the document's form. */
const char *confidence_words(struct document *document, const struct report *report);

/* "Bergen, Oslo and 3 more": `list` as it is, and so many that it does not have. */
const char *and_more(struct document *document, const char *list, size_t count);

/* "95 % interval", on one line. */
const char *interval_words(struct document *document, const struct report *report);

/* "Gap (95 %)": the heading of gaps with half their interval. */
const char *gap_words(struct document *document, const struct report *report);

#endif

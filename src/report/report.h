/* From results to a document in one of several formats: one row of report_formats per
   format, one file per row. Every format shows the same values. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "base/language.h"
#include "base/sink.h"
#include "study/provenance.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

/* All that a writer may know. */
struct report {
    const struct study *study;
    const struct provenance *provenance;
    const struct results *results; /* after disclosure */
    const struct symbar_diagnostics *diagnostics;
    const struct language *language; /* of what people read; NULL: English */
};

struct csv_dialect;

enum { REPORT_ALL_UNITS = -1 };

struct report_style {
    size_t width;    /* columns of text, at least 40 */
    bool color;      /* ANSI colour may be used */
    bool ascii;      /* nothing outside ASCII but names from the input, and the
                        language's letters */
    bool plain;      /* text as labelled lines */
    long unit_limit; /* how many units the text lists, or REPORT_ALL_UNITS */
    const struct csv_dialect *csv_dialect; /* of CSV and TSV; NULL: the usual one */
    const struct language
        *language; /* of verdicts; a report knows its own; NULL: English */
};

struct report_format {
    const char *name;      /* "json" */
    const char *extension; /* ".json", or the end of a name: "chart-mirror.svg" */
    const char *summary;   /* for --help */
    bool is_for_programs;  /* the same in every language */
    bool shows_hashes;     /* the SHA-256 of the input files */
    /* SYMBAR_OK, SYMBAR_NO_MEMORY, or SYMBAR_CANNOT_WRITE when the sink refused: its
       owner knows why and says so, no diagnostic is made here. */
    enum symbar_status (*write)(const struct report *report,
                                const struct report_style *style, struct sink sink,
                                struct symbar_diagnostics *diagnostics);
};

extern const struct report_format report_format_text;
extern const struct report_format report_format_json;
extern const struct report_format report_format_html;
extern const struct report_format report_format_markdown;
extern const struct report_format report_format_csv;
extern const struct report_format report_format_tsv;
extern const struct report_format report_format_xlsx;
extern const struct report_format report_format_mirror;
extern const struct report_format report_format_symmetry;
extern const struct report_format report_format_shares;
extern const struct report_format report_format_units;
extern const struct report_format report_format_funnel;
extern const struct report_format report_format_waves;
extern const struct report_format report_format_drivers;

const struct report_format *const *report_formats(size_t *count_out);
const struct report_format *report_format_find(const char *name);
const struct report_format *report_format_for_path(const char *path); /* by extension */

/* The JSON Schema (2020-12) of the JSON report. */
const char *report_schema(void);

#endif

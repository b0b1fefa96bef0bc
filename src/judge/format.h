/* The formats of verdicts: those of checks and of comparisons. One row each in
   formats.c. */
#ifndef JUDGE_FORMAT_H
#define JUDGE_FORMAT_H

#include "base/buffer.h"
#include "base/language.h"
#include "base/sink.h"
#include "judge/checks.h"
#include "judge/compare.h"
#include "report/report.h"

#include <stddef.h>

struct document;

struct judge_format {
    const char *name;      /* "json" */
    const char *extension; /* ".json", or NULL: only -f asks for it */
    const char *summary;   /* for --help */
    /* SYMBAR_OK, SYMBAR_NO_MEMORY, or SYMBAR_CANNOT_WRITE when the sink refused: its
       owner knows why and says so. */
    enum symbar_status (*write_checks)(const struct checks *checks,
                                       const struct report_style *style, struct sink sink,
                                       struct symbar_diagnostics *diagnostics);
    enum symbar_status (*write_comparison)(const struct comparison *comparison,
                                           const struct report_style *style,
                                           struct sink sink,
                                           struct symbar_diagnostics *diagnostics);
};

const struct judge_format *const *judge_formats(size_t *count_out);
const struct judge_format *judge_format_find(const char *name);
const struct judge_format *judge_format_for_path(const char *path);

extern const struct judge_format judge_format_text;
extern const struct judge_format judge_format_json;
extern const struct judge_format judge_format_markdown;
extern const struct judge_format judge_format_github;

/* JUnit's XML, which CI servers read: a test per rule and row, with a name of its own. */
enum symbar_status write_junit(const struct checks *checks, struct sink sink,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* What the verdicts say, for text and Markdown to draw. */
void describe_checks(const struct checks *checks, struct document *document);
void describe_comparison(const struct comparison *comparison, struct document *document);

/* "unit 'Lyon' is new", in the language: appended to `out`. */
void say_event(struct buffer *out, const struct language *language,
               const struct event *event);

/* "Lyon", "role: Front line (employees)", "2026-Q3"; nothing for everybody. Appended to
   `out`. */
void say_place(struct buffer *out, const struct language *language,
               const struct row_place *place);

/* "Lyon, Listening"; "" for a row of nothing. Appended to `out`. */
void say_where(struct buffer *out, const struct language *language,
               const struct row_place *place, const char *label);

/* What is in `out` to the sink, and the buffer's memory back. */
enum symbar_status flush_buffer(struct buffer *out, struct sink sink,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

/* A document that somebody else has put together, as text or Markdown: for what is not a
   report but reads like one, such as the verdicts on its checks. */
#ifndef REPORT_DRAW_H
#define REPORT_DRAW_H

#include "base/sink.h"
#include "report/document.h"
#include "report/report.h"

/* SYMBAR_OK, SYMBAR_NO_MEMORY (also of a document that failed), or SYMBAR_CANNOT_WRITE
   when the sink refused, which its owner tells. */
enum symbar_status draw_text(const struct document *document,
                             const struct report_style *style, struct sink sink,
                             struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
enum symbar_status
draw_markdown(const struct document *document, struct sink sink,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

/* A document's blocks as HTML: headings, sentences, lists and tables. */
#ifndef REPORT_HTML_DOCUMENT_H
#define REPORT_HTML_DOCUMENT_H

#include "base/buffer.h"
#include "report/document.h"

/* `heading_level`: of the document's headings, 2 or 3. Tables are folded away behind
   `summary`, or stand open where it is NULL. */
struct html_blocks {
    int heading_level;
    const char *summary;
};

void html_document(struct buffer *out, const struct document *document,
                   const struct html_blocks *blocks);

#endif

/* Text from anywhere as content of HTML and SVG, between tags or in a quoted attribute:
   what could be a tag, an entity or the end of the attribute is escaped, and so is what
   could mislead a reader (control characters, bidirectional overrides, broken UTF-8). */
#ifndef REPORT_MARKUP_H
#define REPORT_MARKUP_H

#include "base/buffer.h"

void markup_text(struct buffer *out, const char *text);

#endif

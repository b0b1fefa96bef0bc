/* Text as it is compared: spellings that mean the same have the same folded text.

   Folding is done once per distinct text, never per row. What is folded is for comparing
   only; whatever is shown is the text as the file has it. */
#ifndef INGEST_FOLD_H
#define INGEST_FOLD_H

#include "base/buffer.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes that end where they end, not in NUL. */
struct span {
    const char *bytes;
    size_t byte_count;
};

struct span span_of(const char *text);

/* Without the spaces around it: ASCII white space, U+00A0 and U+202F. */
struct span span_trim(struct span text);
bool span_equals(struct span span, const char *text);

/* Appends a label or a heading as it is compared: composed (NFC), case folded, every kind
   of space one plain space and none at the ends, U+2018 and U+2019 a plain apostrophe, no
   trailing point or semicolon. Text that is not UTF-8 is appended as it is. When memory
   is short the buffer says so. */
void fold_label(struct buffer *out, struct span text);

/* Appends a unit's key. The steps that are on work together:
   - exact: the text as it stands (alone: byte for byte);
   - case: case folded;
   - accents: no accents, and punctuation is as good as a space;
   - spacing: runs of spaces are one space, none at the ends;
   - digits: letters and digits are apart, no leading zeros; the order stays.
   With any step but exact the text is composed first. */
void fold_unit(struct buffer *out, struct span text, const bool steps[STEP_COUNT]);

#endif

/* Small helpers on UTF-8 text that need nothing but the C library. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends bytes from a file so that they are harmless on a terminal and in XML: control
   characters (C0, DEL, C1, bidirectional overrides, line and paragraph separators) and
   U+FFFE and U+FFFF, which XML has no place for, come as \n, \t, \x1b or \u202e, and
   bytes that are not UTF-8 as \xff. */
void text_escape(struct buffer *out, const char *bytes, size_t byte_count);

/* A code point that can mislead whoever reads a terminal or a page: the ones that
   text_escape escapes. */
bool text_is_harmful(unsigned code_point);

/* The byte length of the well-formed UTF-8 sequence at `bytes`, or 0; `*code_point_out`
   may be NULL. Overlong forms and surrogates are not well formed. */
size_t text_decode(const char *bytes, size_t byte_count, unsigned *code_point_out);
bool text_is_utf8(const char *bytes, size_t byte_count);

char text_lower(char byte); /* of ASCII letters */

/* The candidate that `wanted` was probably meant to be, or NULL when none is near: the
   smallest edit distance (Damerau's, on bytes, case ignored), at most a third of the
   length, and something in common. Ties go to the earlier one. */
const char *text_nearest(const char *wanted, const char *const *candidates, size_t count);

#endif

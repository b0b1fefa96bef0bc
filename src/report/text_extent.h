/* How much room a text takes in a drawing, before anything is drawn: the widths of
   Helvetica's letters, and some more, because the reader's machine may show a wider face.
   A label that is fitted with these stays in its frame. */
#ifndef REPORT_TEXT_EXTENT_H
#define REPORT_TEXT_EXTENT_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* The width of `byte_count` bytes of UTF-8 at `size`, in the unit of `size`. */
double text_extent(const char *text, size_t byte_count, double size);

/* Appends as much of the text as fits in `width`, ended by an ellipsis where it was cut.
   Returns whether all of it fits. */
bool text_shorten(struct buffer *out, const char *text, double size, double width);

/* The next line of a text broken at spaces and after hyphens and slashes: its bytes, and
   where the line after it starts. At least one character is taken. */
size_t text_break(const char *text, double size, double width, size_t *next_out);

#endif

/* How wide text is on a terminal: East Asian characters take two columns, combining
   marks none. All texts here are escaped already: no control characters, valid UTF-8. */
#ifndef REPORT_DISPLAY_WIDTH_H
#define REPORT_DISPLAY_WIDTH_H

#include <stddef.h>

size_t display_width(const char *text, size_t byte_count);

/* How many bytes from the start fit in `width` columns; never cuts a character, nor one
   from its marks. */
size_t display_fit(const char *text, size_t byte_count, size_t width);

/* The next line of a text that is broken at spaces: its bytes, and in `*next_out` where
   the line after it starts. A word that is too long for a line is cut. At least one
   character is taken, however narrow the line. */
size_t display_line(const char *text, size_t byte_count, size_t width, size_t *next_out);

#endif

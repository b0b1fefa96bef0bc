/* The one funnel through which symbar talks: diagnostics on standard error, in one form.

       symbar: error: clients.csv:1842:27: column 'Q3': answer '6' is outside ... [slug]
       symbar:   seen 14 times in this column; lines 1842, 1907, 2011, ...
       symbar:   hint: if 6 means "no opinion", list it under ...
*/
#ifndef CLI_MESSAGES_H
#define CLI_MESSAGES_H

#include "base/buffer.h"

#include <symbar/symbar.h>

#include <stdbool.h>
#include <stddef.h>

enum { MESSAGES_SHOWN = 20 };

/* Appends the diagnostics from index `first` on: the first twenty, errors before all else
   (but in their order), and then how many more there are. Quiet: errors alone. */
void messages_render(struct buffer *out, const struct symbar_diagnostics *diagnostics,
                     size_t first, bool is_quiet);

/* What there is to say when memory is too short to say anything else. */
extern const char messages_no_memory[];

/* Writes what was not yet written, and remembers that in `*written`. */
void messages_flush(const struct symbar_diagnostics *diagnostics, size_t *written,
                    bool is_quiet);

#endif

/* What text may be: UTF-8 without NUL bytes; and what is said of a file that holds
   anything else.

   A character never holds a line feed, so that what is wrong with a line can be told from
   the line alone. */
#ifndef INGEST_TEXT_CHECK_H
#define INGEST_TEXT_CHECK_H

#include "base/diagnostics.h"
#include "base/instructions.h"

#include <stdbool.h>
#include <stddef.h>

enum text_trouble { TROUBLE_NONE, TROUBLE_INVALID, TROUBLE_CUT_SHORT, TROUBLE_NUL };

/* How many bytes at the beginning are text. */
size_t text_prefix(enum instructions instructions, const char *bytes, size_t byte_count);

/* What is wrong with bytes at whose beginning there is no text. TROUBLE_CUT_SHORT: they
   are the beginning of a character, which is an error only if no more come. */
enum text_trouble text_trouble_at(const char *bytes, size_t byte_count);

/* Adds the diagnostic and returns its status. `byte` is the one that does not fit,
   `encoding` the name of the encoding, NULL for UTF-8. */
enum symbar_status text_trouble_fail(enum text_trouble trouble, char byte,
                                     const char *encoding, struct place place,
                                     struct symbar_diagnostics *diagnostics);

#endif

/* Diagnostics are made here and nowhere else: fail() for what stops the run, warn() and
   note() for what does not.

   The same thing met again (same kind, file and message) is counted, not repeated; so a
   message names the column and the bad cell but never the row, whose line goes into the
   place. The list is bounded however bad the input is. Making a diagnostic cannot fail: a
   list that finds no memory remembers that and still returns the right status.

   Formats are English literals and whole sentences, which xgettext finds at the calls; a
   list that speaks a language formats their translation with the same arguments. So an
   argument is a name, a number or a piece of the input, not a word of ours: two words are
   two sentences. In an expression each literal is TRANSLATABLE(); so is a format after a
   place with a comma in it, where xgettext counts wrong. */
#ifndef BASE_DIAGNOSTICS_H
#define BASE_DIAGNOSTICS_H

#include "base/diagnostic_kinds.h"
#include "base/language.h"

#include <symbar/diagnostics.h>

#include <stdarg.h>
#include <stdbool.h>

struct place {
    const char *path;    /* the file as the user named it */
    const char *pointer; /* JSON pointer into it, or NULL */
    uint64_t line;       /* from 1, or 0 */
    uint64_t column;     /* byte in the line from 1, or 0 */
};

/* Adds an error and returns its status, so that a failing function can end in
   `return fail(...)`. Use `%s` freely: the finished message is escaped here. */
enum symbar_status fail(struct symbar_diagnostics *diagnostics, enum diagnostic_kind kind,
                        struct place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for functions that wrap fail(). */
enum symbar_status fail_with(struct symbar_diagnostics *diagnostics,
                             enum diagnostic_kind kind, struct place place,
                             const char *format, va_list arguments)
    __attribute__((format(printf, 4, 0)));

void warn(struct symbar_diagnostics *diagnostics, enum diagnostic_kind kind,
          struct place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void note(struct symbar_diagnostics *diagnostics, enum diagnostic_kind kind,
          struct place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Gives the diagnostic that was made last a way out, unless it has one. */
void hint(struct symbar_diagnostics *diagnostics, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* "cannot open: no such file or directory": `what` failed for the reason of `error`, a
   value of errno. */
enum symbar_status fail_system(struct symbar_diagnostics *diagnostics,
                               enum diagnostic_kind kind, struct place place,
                               const char *what, int error);

/* An empty list that speaks the language of another one; NULL when memory is short. */
struct symbar_diagnostics *diagnostics_create_like(const struct symbar_diagnostics *like);

const struct language *diagnostics_language(const struct symbar_diagnostics *diagnostics);

/* Says of the diagnostic that was made last that it was met `count` times in all, first
   at these lines. */
void diagnostics_seen(struct symbar_diagnostics *diagnostics, uint64_t count,
                      const uint64_t *lines, size_t line_count);

enum symbar_status fail_no_memory(struct symbar_diagnostics *diagnostics);

/* The status of the first error, or SYMBAR_OK when there is none. */
enum symbar_status diagnostics_status(const struct symbar_diagnostics *diagnostics);

/* How many errors there are so far, repeats not counted. A pass that compares before and
   after must know that an error met before it does not count again. */
size_t diagnostics_error_count(const struct symbar_diagnostics *diagnostics);

/* Everything that `source` holds, added to `target` (used by threads, in file order). */
void diagnostics_merge(struct symbar_diagnostics *target,
                       const struct symbar_diagnostics *source);

#endif

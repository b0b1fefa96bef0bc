/* What went wrong or deserves a word, and where.

   Every function of libsymbar that can fail returns a status and adds to a list of
   diagnostics that the caller owns. The first error decides the status; further errors of
   the same pass are collected, so that one run tells all that is wrong. The library never
   prints and never exits. */
#ifndef SYMBAR_DIAGNOSTICS_H
#define SYMBAR_DIAGNOSTICS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SYMBAR_MUST_CHECK __attribute__((warn_unused_result))
#define SYMBAR_API __attribute__((visibility("default"))) /* seen in a shared library */
#else
#define SYMBAR_MUST_CHECK
#define SYMBAR_API
#endif

/* The values are the exit statuses of the command-line tool. */
enum symbar_status {
    SYMBAR_OK = 0,
    SYMBAR_CHECK_FAILED = 1,
    SYMBAR_BAD_USAGE = 2,
    SYMBAR_BAD_INPUT = 3,
    SYMBAR_INCONCLUSIVE = 4,
    SYMBAR_CANNOT_WRITE = 5,
    SYMBAR_BUG = 70,
    SYMBAR_NO_MEMORY = 71
};

enum symbar_severity { SYMBAR_NOTE, SYMBAR_WARNING, SYMBAR_ERROR };

enum { SYMBAR_SEEN_LINES = 3 };

/* One diagnostic. The texts live as long as the list they came from; a text that does not
   apply is NULL, a number that does not apply is 0. Lines, columns (bytes) and counts
   start at 1. */
struct symbar_diagnostic {
    const char *id; /* what `symbar explain` documents: "answer-outside-scale" */
    enum symbar_severity severity;
    enum symbar_status status; /* what an error makes of the run */
    const char *path;          /* the file, as the user named it */
    const char *pointer;       /* a JSON pointer into that file */
    uint64_t line;
    uint64_t column;
    const char *message;               /* UTF-8; control characters are already escaped */
    const char *hint;                  /* a way out */
    const char *told;                  /* the message in the language of the list */
    const char *told_hint;             /* the hint in it */
    uint64_t count;                    /* how often the same thing was met */
    uint64_t lines[SYMBAR_SEEN_LINES]; /* the first places of a repeated one */
    size_t line_count;
};

struct symbar_diagnostics;

/* An empty list; NULL when memory is short. */
SYMBAR_API struct symbar_diagnostics *symbar_diagnostics_create(void);
SYMBAR_API void symbar_diagnostics_free(struct symbar_diagnostics *diagnostics);

/* What is added from now on is told in a language as well ("fr"): `told` and `told_hint`.
   Messages and hints stay English, and so does what has no translation, or an unknown
   language. */
SYMBAR_API void symbar_diagnostics_speak(struct symbar_diagnostics *diagnostics,
                                         const char *language);

/* The list in the order of first appearance; index < count. The pointer is borrowed. */
SYMBAR_API size_t symbar_diagnostics_count(const struct symbar_diagnostics *diagnostics);
SYMBAR_API const struct symbar_diagnostic *
symbar_diagnostics_at(const struct symbar_diagnostics *diagnostics, size_t index);

/* How many further kinds were met after the list was full (it holds a bounded number). */
SYMBAR_API uint64_t
symbar_diagnostics_unlisted(const struct symbar_diagnostics *diagnostics);

#ifdef __cplusplus
}
#endif
#endif

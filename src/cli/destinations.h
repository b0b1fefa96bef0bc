/* Where the results of one run go: any number of files, each in the format that its
   extension asks for, and standard output, in the format of -f.

   All files are complete before the first gets its name, so that a full disk replaces
   none of them; standard output comes last. */
#ifndef CLI_DESTINATIONS_H
#define CLI_DESTINATIONS_H

#include "base/arena.h"
#include "cli/formats.h"
#include "cli/options.h"
#include "cli/output.h"

#include <symbar/symbar.h>

#include <stdbool.h>
#include <stddef.h>

struct destination {
    const char *name;
    const char *format;
    struct output output;
};

struct destinations {
    struct destination *files;
    size_t file_count;
    bool has_standard;
    const char *standard_format;
    const struct format_list *formats; /* NULL: one, whatever a file is called */
};

/* What `-o names` and `-f format` (NULL: not given) ask for, among `formats`. Without -o,
   or with -f or `-o -`, standard output is one of them. What is no regular file and has
   no known extension takes standard output's format. */
enum symbar_status
destinations_plan(const struct format_list *formats, const struct words *names,
                  const char *format, struct arena *arena,
                  struct destinations *destinations_out,
                  struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same for a result that has one format only. */
enum symbar_status
destinations_plan_one(const struct words *names, const char *format, struct arena *arena,
                      struct destinations *destinations_out,
                      struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* One file more, in a format of its own whatever its extension; a plan has room for
   one. */
enum symbar_status
destinations_add(struct destinations *destinations, const char *name, const char *format,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Whether anything is written in a format. */
bool destinations_have(const struct destinations *destinations, const char *format);

/* Refuses to write over something that the run reads. `input` may be NULL or "-". */
enum symbar_status
destinations_spare(const struct destinations *destinations, const char *input,
                   struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Writes one result in one format. */
struct result_writer {
    enum symbar_status (*write)(const void *result, const char *format, bool is_standard,
                                symbar_write_function *write, void *context,
                                struct symbar_diagnostics *diagnostics);
    const void *result;
};

enum symbar_status
destinations_write(struct destinations *destinations, struct result_writer writer,
                   struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

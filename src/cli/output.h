/* Where a result goes: standard output, or a file.

   A regular file is written under a temporary name in the same folder, synced, and
   renamed when all is well: whoever reads it sees the old report or the new one, never
   half of one, and a replaced file keeps its permissions. A symbolic link is followed.
   What is not a regular file (a pipe, a device) is written straight. A temporary file
   never outlives the tool, even if a signal stops it.

   An output goes through open, write as often as needed, finish, commit; discard is
   always safe and does nothing after commit. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>

enum { OUTPUT_BUFFER_BYTES = 1 << 16 };

struct output {
    const char *name; /* as the user gave it; borrowed */
    int descriptor;   /* -1: not open */
    bool is_standard;
    char *target;    /* what the temporary file becomes; NULL: written straight */
    char *temporary; /* NULL: there is none (any more) */
    char *buffer;
    size_t buffered;
    int error;           /* errno of the first failure, or 0 */
    struct output *next; /* the list of what a signal must remove */
};

/* Before anything is opened: makes sure that no file becomes standard output because that
   was closed, and that temporary files go when a signal stops the tool. */
void output_prepare_process(void);

enum symbar_status output_open(struct output *output, const char *name,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
enum symbar_status
output_open_standard(struct output *output,
                     struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* A symbar_write_function; `output` is the struct output. */
bool output_write(void *output, const char *bytes, size_t byte_count);

/* All is on the disk, or there is an error that says why not. */
enum symbar_status
output_finish(struct output *output,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Gives a finished file its name. */
enum symbar_status
output_commit(struct output *output,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void output_discard(struct output *output);

/* Is there something at `name` that is no regular file? */
bool output_is_special(const char *name);

#endif

/* Whether each side reads files of its own, and each of them once. */
#ifndef INGEST_SIDE_FILES_H
#define INGEST_SIDE_FILES_H

#include "base/diagnostics.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

struct files_read {
    const char *const *paths;
    const char *const *names; /* for messages */
    size_t count;
    bool may_be_copies; /* and this is to be told, where they have the same bytes */
};

/* Refuses a file that is there twice, by whatever names. Status: SYMBAR_OK,
   SYMBAR_BAD_INPUT, SYMBAR_NO_MEMORY. */
enum symbar_status
check_files_once(const struct files_read *files,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Refuses a file that a side reads twice, by two names, and warns of a copy of one; and
   of a file that both sides read, all its rows and the same columns: then employees and
   customers are the same people. Status: SYMBAR_OK, SYMBAR_BAD_INPUT, SYMBAR_NO_MEMORY.
 */
enum symbar_status
check_side_files(const struct study *study,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Whether some file is read by both sides, by one name. */
bool sides_share_a_file(const struct study *study);

#endif

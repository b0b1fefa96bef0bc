/* Which encoding a file is in, found out from its beginning.

   A byte-order mark decides; then NUL bytes at every other place (UTF-16); then strict
   UTF-8, also when a few bytes are broken, because then the file is damaged and not in
   another encoding; then Windows-1252, which is a guess and said to be one. What looks
   like Mac Roman is not guessed at. */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include "base/arena.h"
#include "base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>

struct encoding {
    const char *name;       /* as reports show it: "utf-8-bom", "windows-1252" */
    const char *iconv_name; /* NULL: it is UTF-8 already */
    size_t mark_bytes;      /* the byte-order mark at the beginning */
    const char *because;    /* why it was chosen */
    bool is_guess;
};

/* `prescribed` is the study's name for it, or "auto" or NULL. `sample` is the beginning
   of the file, all of it when `is_whole`. Texts go into `arena`. */
enum symbar_status
encoding_find(const char *prescribed, const char *sample, size_t byte_count,
              bool is_whole, const char *file_name, struct arena *arena,
              struct encoding *encoding_out,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* For a name that iconv turned down. */
enum symbar_status encoding_fail_unknown(const char *name, const char *file_name,
                                         struct symbar_diagnostics *diagnostics);

#endif

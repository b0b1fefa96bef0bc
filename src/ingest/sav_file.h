/* SPSS files (.sav, .zsav), read through ReadStat where symbar is built with it.

   Such a file names its columns itself and says what its codes mean. A cell is the code
   as text, in its shortest form, or the text of a text variable; a date is YYYY-MM-DD
   HH:MM:SS. A code that the file labels or declares as missing has its value (headers.h)
   with it. ReadStat wants to move about in a file, so its bytes are held in memory. */
#ifndef INGEST_SAV_FILE_H
#define INGEST_SAV_FILE_H

#include "ingest/csv_reader.h"
#include "ingest/platform.h"
#include "ingest/source.h"

struct sav_file;

/* Whether a file that begins with these bytes is one. */
bool sav_is_magic(const char *bytes, size_t byte_count);

/* Reads the file up to its first case. `source`, `name` and `arena` must outlive it. */
enum symbar_status
sav_file_open(struct source *source, const char *name, const struct side_study *side,
              struct arena *arena, struct sav_file **file_out,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

const struct export_facts *sav_file_export(const struct sav_file *file);
const char *sav_file_encoding(const struct sav_file *file);

/* Every column's name, as a header row. */
const struct record *sav_file_header(const struct sav_file *file);

/* Hands over each case, of which the line is its number: these columns, or all where
   `columns` is NULL. A handler that returns false stops it, and the status is SYMBAR_OK.
 */
enum symbar_status
sav_file_read(struct sav_file *file, const size_t *columns, size_t count,
              row_handler *handler, void *context,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void sav_file_close(struct sav_file *file);

#endif

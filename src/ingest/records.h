/* From a file to records: what stands between bytes and answers. A faster reader can
   stand behind the same calls; libcsv is the definition of what a text file says, and
   ReadStat of what an SPSS file says.

   Opening a file looks at its beginning and decides how it is to be read (compression,
   encoding, delimiter, decimal point, platform, header rows), unless the study says so.
   Reading then streams the data records, in bounded memory, once. */
#ifndef INGEST_RECORDS_H
#define INGEST_RECORDS_H

#include "base/diagnostics.h"
#include "ingest/headers.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A cell as text in UTF-8, unquoted. The bytes live until the handler returns. */
struct cell {
    const char *bytes; /* not NUL-terminated; never NULL */
    size_t byte_count;
    bool is_unquoted_empty; /* nothing at all between two delimiters; false for "" */
    uint64_t line;          /* where the cell begins, from 1 */
    uint64_t column;        /* byte in that line, from 1; 0 where there are no lines */
    const struct coded_value *value; /* what the file says about this code, or NULL */
};

struct record {
    const struct cell *cells;
    size_t cell_count;
    uint64_t line; /* where the record begins, from 1 */
};

/* How a file was read. Texts are borrowed from the reader. byte_count, sha256 and
   record_count are final once csv_file_read has returned SYMBAR_OK. */
struct file_facts {
    const char *platform; /* "generic", "qualtrics", ... */
    const char *encoding; /* "utf-8", "utf-8-bom", "utf-16le", "windows-1252", ... */
    const char *line_end; /* "lf", "crlf", "cr", "crcrlf"; "" where there are no lines */
    char delimiter;       /* 0 where there is none */
    char decimal;         /* '.' or ',' */
    size_t header_rows;
    uint64_t byte_count;   /* as stored */
    char sha256[65];       /* of the bytes as stored; "" where that was not asked for */
    uint64_t record_count; /* data records: no headers, no empty records */
};

struct csv_file;

/* Opens `path` ("-" is standard input; gzip is recognised) and reads it up to the end of
   the header rows. `shown_name` is the name for messages. `side` gives what the study
   prescribes. */
enum symbar_status
csv_file_open(const char *path, const char *shown_name, const struct side_study *side,
              struct csv_file **file_out,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same, and takes the SHA-256 of the file, which costs as much as all other reading.
 */
enum symbar_status
csv_file_open_hashed(const char *path, const char *shown_name,
                     const struct side_study *side, struct csv_file **file_out,
                     struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

const struct file_facts *csv_file_facts(const struct csv_file *file);

/* What the platform makes of it: names and roles of the columns, rows to set aside, codes
   for no answer, and the reasons for every guess. Not applied to the records. */
const struct export_facts *csv_file_export(const struct csv_file *file);

/* The header rows; every one has the file's number of cells. header_rows of them. */
const struct record *csv_file_headers(const struct csv_file *file);

/* Restricts the records that csv_file_read gives to these columns (indexes from 0 in
   export_facts' columns, in any order, the array is copied): cells[i] is then column
   columns[i]. Without this call all columns of the file are given, without the joined
   ones. Whole records are still checked (ragged rows, stray quotes). */
enum symbar_status
csv_file_select(struct csv_file *file, const size_t *columns, size_t count,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Called now and then while the file is read, by one thread at a time. */
typedef void record_watch(void *context, uint64_t bytes_read, uint64_t record_count);
void csv_file_watch(struct csv_file *file, record_watch *watch, void *context);

/* Called for each data record in file order; anything but SYMBAR_OK stops the reading and
   becomes csv_file_read's status. */
typedef enum symbar_status record_handler(void *context, const struct record *record);

enum symbar_status
csv_file_read(struct csv_file *file, record_handler *handler, void *context,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void csv_file_close(struct csv_file *file);

#endif

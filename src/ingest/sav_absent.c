/* What stands in for sav_file.c in a build without ReadStat. */
#include "ingest/sav_file.h"

#include <stddef.h>

enum symbar_status sav_file_open(struct source *source, const char *name,
                                 const struct side_study *side, struct arena *arena,
                                 struct sav_file **file_out,
                                 struct symbar_diagnostics *diagnostics)
{
    (void)source;
    (void)side;
    (void)arena;
    (void)file_out;
    enum symbar_status status =
        fail(diagnostics, DIAG_SAV_NOT_BUILT, (struct place){ .path = name },
             "this is an SPSS file, and this symbar was built without ReadStat");
    hint(diagnostics,
         "export CSV instead, with codes and not labels; or build symbar where "
         "ReadStat is installed (Debian: libreadstat-dev)");
    return status;
}

const struct export_facts *sav_file_export(const struct sav_file *file)
{
    (void)file;
    return NULL;
}

const char *sav_file_encoding(const struct sav_file *file)
{
    (void)file;
    return "";
}

const struct record *sav_file_header(const struct sav_file *file)
{
    (void)file;
    return NULL;
}

enum symbar_status sav_file_read(struct sav_file *file, const size_t *columns,
                                 size_t count, row_handler *handler, void *context,
                                 struct symbar_diagnostics *diagnostics)
{
    (void)file;
    (void)columns;
    (void)count;
    (void)handler;
    (void)context;
    (void)diagnostics;
    return SYMBAR_BUG;
}

void sav_file_close(struct sav_file *file)
{
    (void)file;
}

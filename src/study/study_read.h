/* Reading the study file: JSON in, a checked study out. */
#ifndef STUDY_STUDY_READ_H
#define STUDY_STUDY_READ_H

#include "study/study.h"

/* What the command line says instead of the study: whole file lists, per side. */
struct study_overrides {
    struct text_list files[SIDE_COUNT]; /* count 0: as in the study */
    bool is_of_tally; /* whose making has told what the study says to no effect */
};

/* Reads and checks the study at `path`. Every problem that can be found is found in one
   pass; unknown names get the nearest valid one as a hint. `*study_out` is owned by the
   caller (study_free) and set on success only. `overrides` may be NULL. */
enum symbar_status study_load(const char *path, const struct study_overrides *overrides,
                              struct study **study_out,
                              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same from text; `path` is only used in messages and to resolve relative paths. */
enum symbar_status study_parse(const char *text, size_t byte_count, const char *path,
                               const struct study_overrides *overrides,
                               struct study **study_out,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void study_free(struct study *study);

/* The JSON Schema of a study file, from study_schema.json. */
const char *study_schema(void);

#endif

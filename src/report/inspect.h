/* An inspection as text for people and as JSON for programs. */
#ifndef REPORT_INSPECT_H
#define REPORT_INSPECT_H

#include "base/diagnostics.h"
#include "base/sink.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "study/inspection.h"

struct inspection_format {
    const char *name;
    /* SYMBAR_OK, SYMBAR_NO_MEMORY, or SYMBAR_CANNOT_WRITE when the sink refused. */
    enum symbar_status (*write)(const struct inspection *inspection,
                                const struct report_style *style, struct sink sink,
                                struct symbar_diagnostics *diagnostics);
};

extern const struct inspection_format inspection_format_text;
extern const struct inspection_format inspection_format_json;

/* The JSON Schema of an inspection, from inspect_schema.json. */
const char *inspect_schema(void);

/* NULL for an unknown name. */
const struct inspection_format *inspection_format_find(const char *name);

/* A scale as a study file has it, on one line. */
void json_guessed_scale(struct json_writer *json, const char *key,
                        const struct scale *scale);

/* The members of a side of a study that say what was guessed of a file. */
void json_file_settings(struct json_writer *json, const struct inspected_file *file);

#endif

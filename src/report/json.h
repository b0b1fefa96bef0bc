/* The parts that the JSON report is written in. The format is in docs/FORMATS and its
   schema in report_schema.json: a minor version adds keys, a major one may break. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "analysis/results.h"
#include "report/json_writer.h"
#include "report/report.h"
#include "study/study.h"

#define REPORT_FORMAT_NAME "symbar-report"
#define REPORT_FORMAT_VERSION "1.0"

/* The "settings" member: the study with every default filled in. */
void json_settings(struct json_writer *writer, const struct study *study);

/* The member "results", in as many threads as the study's work has. SYMBAR_OK or
   SYMBAR_NO_MEMORY. */
enum symbar_status json_rows(struct json_writer *writer,
                             const struct report *report) SYMBAR_MUST_CHECK;

/* The members "linkage", "profile" and "cross_linkage". */
void json_linkage(struct json_writer *writer, const struct study *study,
                  const struct results *results);

/* The member "outcomes". */
void json_outcomes(struct json_writer *writer, const struct study *study,
                   const struct results *results);

/* The member "benchmark". */
void json_benchmark(struct json_writer *writer, const struct study *study,
                    const struct results *results);

/* The members "reliability" and "drivers". */
void json_relations(struct json_writer *writer, const struct study *study,
                    const struct results *results);

/* The members "changes", "trends" and "contrasts". */
void json_waves(struct json_writer *writer, const struct study *study,
                const struct results *results);

/* A number, or null where there is none. */
void json_measure(struct json_writer *writer, const char *key,
                  const struct measure *measure);

#endif

/* A run of ingest on files that a test writes, and questions to ask of the outcome. */
#ifndef SUPPORT_INGESTION_H
#define SUPPORT_INGESTION_H

#include "ingest/ingest.h"
#include "support/folder.h"

#include <stdbool.h>
#include <stdint.h>

struct ingestion_test {
    struct test_folder folder;
    struct work work; /* of the runs; zeroed: the plain way */
    struct study *study;
    struct tally *tally; /* NULL where the run failed */
    struct provenance provenance;
    struct symbar_diagnostics *diagnostics;
    enum symbar_status status;
};

void ingestion_set_up(struct ingestion_test *test);
void ingestion_tear_down(struct ingestion_test *test);

/* Reads the study (JSON in single quotes, files in the test's folder) and ingests. May be
   called again. */
void ingestion_run(struct ingestion_test *test, const char *study);

/* Respondents with a level, or all with any; and those with a kind of missing. A unit of
   NULL is all groups of the side, "" those without a unit. */
uint64_t ingestion_count(const struct ingestion_test *test, enum side side,
                         const char *unit, size_t dimension, double level);
uint64_t ingestion_n(const struct ingestion_test *test, enum side side, const char *unit,
                     size_t dimension);
uint64_t ingestion_missing(const struct ingestion_test *test, enum side side,
                           const char *unit, size_t dimension, enum missing_kind kind);

/* The n-th diagnostic with this id, or NULL. */
const struct symbar_diagnostic *ingestion_find(const struct ingestion_test *test,
                                               const char *id, size_t n);

/* Every diagnostic with its place, count and lines; free() it. */
char *ingestion_said(const struct ingestion_test *test);

/* The whole outcome as text in an order of its own: equal texts, equal outcomes. */
char *ingestion_outcome(const struct ingestion_test *test); /* free() it */

#endif

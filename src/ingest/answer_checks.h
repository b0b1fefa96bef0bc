/* What looks odd in the answers of a column although each of them is allowed: a 0-10
   question whose answers run from 1, and codes that run against their labels. Warnings
   only: the study may be right. */
#ifndef INGEST_ANSWER_CHECKS_H
#define INGEST_ANSWER_CHECKS_H

#include "ingest/answer_column.h"
#include "ingest/label_sets.h"

/* False when memory is short. */
bool answer_column_check(const struct answer_column *column,
                         const struct label_sets *sets, const struct answer_names *names,
                         struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

/* What looks odd in the answers of a column although each of them is allowed: a 0-10
   question whose answers run from 1, answers between two codes or listed as missing, and
   codes that run against their labels. Warnings only: the study may be right. */
#ifndef INGEST_ANSWER_CHECKS_H
#define INGEST_ANSWER_CHECKS_H

#include "ingest/answer_column.h"
#include "ingest/label_sets.h"

/* False when memory is short. */
bool answer_column_check_range(const struct answer_column *column,
                               const struct answer_names *names,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Whether codes and labels are side by side in the column or its scale, so that their
   direction can be checked. */
bool answer_column_has_labels(const struct answer_column *column);

/* False when memory is short. */
bool answer_column_check_direction(
    const struct answer_column *column, const struct label_sets *sets,
    const struct answer_names *names,
    struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

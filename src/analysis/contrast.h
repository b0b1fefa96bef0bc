/* Front line against back office: how differently the employees who deal with customers
   and those who do not see each dimension, where the study says who is who. Computed from
   the segments' rows as they are shown, after disclosure. */
#ifndef ANALYSIS_CONTRAST_H
#define ANALYSIS_CONTRAST_H

#include "analysis/results.h"
#include "base/diagnostics.h"

/* Fills the contrasts. Only memory can be short. */
enum symbar_status
analysis_contrast(const struct study *study, struct results *results,
                  struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

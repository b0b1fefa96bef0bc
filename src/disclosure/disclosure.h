/* From results to results that are safe to show: hides small groups and whatever would
   give them away, by wiping their figures in place. Runs before anything is written. */
#ifndef DISCLOSURE_DISCLOSURE_H
#define DISCLOSURE_DISCLOSURE_H

#include "analysis/results.h"

enum symbar_status disclose(const struct study *study, struct results *results,
                            struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

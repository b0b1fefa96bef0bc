/* Across units: do units that treat their people well treat their customers well?

   Works on rows that disclosure has been over, and sees nothing but what is shown in
   them: whoever has the report could compute the same. */
#ifndef ANALYSIS_LINKAGE_H
#define ANALYSIS_LINKAGE_H

#include "analysis/results.h"
#include "base/diagnostics.h"

/* Fills linkage, profile and cross_links, and of each unit row the quadrant, the shrunken
   gap and the places it may hold. Only memory can be short. */
enum symbar_status
analysis_link(const struct study *study, struct results *results,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

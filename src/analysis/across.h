/* Across dimensions: the profile of the two overall pictures, and which employees'
   dimension goes with which customers' dimension over units. */
#ifndef ANALYSIS_ACROSS_H
#define ANALYSIS_ACROSS_H

#include "analysis/results.h"
#include "base/diagnostics.h"

/* Both return false when memory is short. */
bool link_profile(const struct study *study, struct results *results) SYMBAR_MUST_CHECK;
bool link_across(const struct study *study, struct results *results) SYMBAR_MUST_CHECK;

#endif

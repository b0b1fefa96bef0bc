/* Reliability and key drivers of a side: how answers go together over everybody. They
   come from the same answers as the side's overall figures, and are shown with them or
   not at all. */
#ifndef DISCLOSURE_RELATIONS_H
#define DISCLOSURE_RELATIONS_H

#include "analysis/results.h"

/* Wipes what comes from a dimension whose overall figures are hidden, or held: beside
   figures of other respondents, new ones would tell who answered in between. */
void hide_relations(const struct study *study, struct results *results);

#endif

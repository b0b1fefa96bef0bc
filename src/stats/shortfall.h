/* Why a figure across units is not available. Each figure says how many units it needs;
   LINKAGE_LEAST_UNITS is the least for any claim about how units go together. */
#ifndef STATS_SHORTFALL_H
#define STATS_SHORTFALL_H

enum { LINKAGE_LEAST_UNITS = 3 };

enum shortfall {
    SHORTFALL_NONE,          /* it is available */
    SHORTFALL_UNITS,         /* too few units */
    SHORTFALL_ANSWERS,       /* no unit with the two answers that a variance needs */
    SHORTFALL_SPREAD,        /* all units are the same on a side */
    SHORTFALL_WITHIN_SPREAD, /* within units, everybody answers the same */
    SHORTFALL_RELIABILITY,   /* a side's units differ by no more than chance would have */
    SHORTFALL_DIRECTION,     /* the sides do not vary together, so a line has no slope */
    SHORTFALL_ARGUMENT       /* a confidence or a scale that cannot be */
};

#endif

/* The segment columns of both sides together: those of one id are one family. */
#ifndef STUDY_FAMILIES_H
#define STUDY_FAMILIES_H

#include "study/study.h"

enum { NO_COLUMN = -1 };

struct segment_family {
    const char *id;
    ptrdiff_t columns[SIDE_COUNT]; /* in segments of the side, or NO_COLUMN */
};

/* The employees' columns in their order, then what the customers have beside them. */
size_t segment_family_count(const struct study *study);
struct segment_family segment_family_at(const struct study *study, size_t index);

/* Which of two waves comes first, as strcmp: in the study's order where it lists them,
   else by name, where runs of digits are numbers ("2026-Q9" before "2026-Q10"). */
int compare_waves(const struct study *study, const char *a, const char *b);

#endif

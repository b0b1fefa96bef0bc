/* A study as a language names it: its title, and the labels of its dimensions and
   outcomes. What the study does not name in the language has the study's first name.

   Formats for programs do without: their names are the same in every language. */
#ifndef REPORT_LOCALIZED_H
#define REPORT_LOCALIZED_H

#include "base/diagnostics.h"
#include "base/language.h"
#include "study/study.h"

struct localized {
    struct study study; /* borrows all but the two below */
    struct dimension *dimensions;
    struct study_outcome *outcomes;
};

enum symbar_status localized_init(struct localized *localized, const struct study *study,
                                  const struct language *language) SYMBAR_MUST_CHECK;
void localized_release(struct localized *localized);

#endif

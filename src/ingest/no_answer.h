/* The usual ways to give no answer, in the languages that surveys are known to come in.
 */
#ifndef INGEST_NO_ANSWER_H
#define INGEST_NO_ANSWER_H

#include "study/study.h"

#include <stdbool.h>

/* The kind of missing that a folded text (fold_label) stands for, if it does. */
bool no_answer_find(const char *folded, enum missing_kind *kind_out);

#endif

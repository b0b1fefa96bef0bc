/* File names as a report may show them: as the study writes them, and never with the
   folders of the machine that it was made on. */
#ifndef REPORT_PATHS_H
#define REPORT_PATHS_H

#include "study/study.h"

/* What to show for a path that was opened; NULL for NULL. Borrowed from the study or
   from `path`. */
const char *path_shown(const struct study *study, const char *path);

#endif

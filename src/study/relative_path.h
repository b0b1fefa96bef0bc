/* How a study names a file: relative to its own folder. */
#ifndef STUDY_RELATIVE_PATH_H
#define STUDY_RELATIVE_PATH_H

#include "base/arena.h"

/* `path` as seen from the folder of `study_path`, both as seen from here. An absolute
   path stays one. NULL when memory is short. */
const char *relative_path(const char *study_path, const char *path, struct arena *arena);

#endif

/* A word on standard error while a long run goes on: only on a terminal, only after a
   second, and gone when the run is over. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>

void progress_begin(bool is_quiet);
void progress_end(void);

#endif

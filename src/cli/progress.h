/* A word on standard error while a long run goes on: for how long, how much was read, and
   how much time is left for the rest. Only on a terminal, only after a second, and gone
   when the run is over. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <symbar/symbar.h>

#include <stdbool.h>

void progress_begin(bool is_quiet);
void progress_end(void);

/* What is known of it: a symbar_progress_function. */
void progress_note(void *context, const struct symbar_progress *progress);

#endif

/* Temporary files, each beside the file that it becomes, and the promise that none is
   left behind: signals that stop the tool remove them first. The list of them is the
   tool's only global state, because a signal handler knows nothing else. */
#ifndef CLI_TEMPORARY_H
#define CLI_TEMPORARY_H

#include <stdbool.h>

struct output;

/* Installs the handlers; a signal that was ignored (nohup) stays ignored. */
void temporary_catch_signals(void);

/* Makes a file in the folder of output->target and sets output->temporary and
   output->descriptor; false with errno set. */
bool temporary_create(struct output *output);

/* The file is removed (if there is one), or it has become something else. */
void temporary_remove(struct output *output);
void temporary_forget(struct output *output);

#endif

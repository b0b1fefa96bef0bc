/* Completion scripts for shells, made from the table of commands, so that a new command
   or option is completed without a line here. */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include "base/buffer.h"

#include <stddef.h>

struct shell {
    const char *name;
    void (*write_script)(struct buffer *out);
};

extern const struct shell completion_shells[];
extern const size_t completion_shell_count;

#endif

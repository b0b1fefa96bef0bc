/* What `--help` says, made from the tables: usage, examples first, then options, and
   where the exit status is explained. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "base/buffer.h"
#include "cli/command.h"

enum { HELP_WIDTH = 80 };

void help_for_tool(struct buffer *out);
void help_for_command(struct buffer *out, const struct command *command);
/* Three lines, for a command line that says nothing. */
void help_in_short(struct buffer *out);

#endif

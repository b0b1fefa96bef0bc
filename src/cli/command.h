/* A command: one file command_<name>.c with one constant like this, and one row in the
   table of commands.c. Help, completion and the man page's test read the same constant.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/arena.h"
#include "cli/formats.h"
#include "cli/options.h"
#include "cli/output.h"

#include <symbar/symbar.h>

#include <stdbool.h>
#include <stddef.h>

/* What a run of the tool has in hand. */
struct session {
    struct arena arena; /* lives as long as the run */
    struct symbar_diagnostics *diagnostics;
    size_t written; /* how many of the diagnostics are on standard error */
    bool is_quiet;
};

struct example {
    const char *line;  /* what to type */
    const char *gives; /* what one gets by it */
};

enum { MOST_EXAMPLES = 5 };

struct command {
    const char *name;
    const char *synopsis; /* its operands and most used options, after the name */
    const char *summary;  /* "show where ...": lower case, one line, no full stop */
    const char *details;  /* paragraphs for --help, or NULL */
    struct example examples[MOST_EXAMPLES];
    struct option_table options;
    const struct format_list *formats; /* what its --format takes; NULL: it has none */
    size_t least_operands;
    size_t most_operands;
    /* What an operand can be, for completion; NULL past the last one, and a NULL function
       where an operand is a file. */
    const char *(*operand_at)(size_t index);
    size_t settings_size; /* of the struct that the options' targets are offsets in */
    enum symbar_status (*run)(struct session *session, const void *settings);
};

/* The table; NULL past the last one. */
const struct command *command_at(size_t index);
const struct command *command_find(const char *name);
/* The command that an unknown name was probably meant to be, or NULL. */
const char *command_probable_name(const char *name);

/* Writes `text` to standard output and sees to it that it arrived. */
enum symbar_status session_print(struct session *session,
                                 const char *text) SYMBAR_MUST_CHECK;

#endif

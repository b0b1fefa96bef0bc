/* Command lines: a table of options per command, which the parser, `--help`, the man
   page's test and completion all read.

   Long options are never abbreviated; `--name value` and `--name=value` are the same, and
   so are `-n value` and `-nvalue`. `--` ends the options, `-` is an operand. Options and
   operands may come in any order. All that is wrong with a line is told at once. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/arena.h"
#include "base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>

enum option_kind {
    OPTION_FLAG, /* target: bool */
    OPTION_TEXT, /* target: const char *; the last one given counts */
    OPTION_LIST  /* target: struct words; every one given counts */
};

struct words {
    const char **items; /* the words of argv themselves */
    size_t count;
};

struct option {
    const char *name; /* "output" */
    char letter;      /* 'o', or 0 */
    enum option_kind kind;
    const char *value; /* what help calls the value: "FILE"; NULL for a flag */
    const char *help;
    size_t target;              /* offset in the command's settings */
    const char *const *choices; /* NULL, or the values that it takes, ending in NULL */
};

struct option_table {
    const struct option *rows;
    size_t count;
};

/* What every command's settings begin with. */
struct common_settings {
    bool help;
    bool quiet;
    struct words operands;
};

/* The options that every command has. */
extern const struct option_table common_options;

/* The row at index, first the command's own, then the common ones; NULL past the last. */
const struct option *option_at(const struct option_table *own, size_t index);

/* Reads `words` (what follows the command's name) into `settings`, which is zeroed and
   begins with struct common_settings. `command` is for messages. */
enum symbar_status
options_parse(const char *command, const struct option_table *own,
              const struct words *words, struct arena *arena,
              struct common_settings *settings,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* "option '--width' does not take '12'", with what it takes as the hint. */
enum symbar_status options_fail_value(struct symbar_diagnostics *diagnostics,
                                      const char *name, const char *value,
                                      const char *takes);

/* How many of the words are '-'. */
size_t words_count_dashes(const struct words *words);

/* Refuses a second '-': standard input can be read once only. */
enum symbar_status
options_check_dashes(size_t dash_count,
                     struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* A whole number from min to max, the whole of `text`. */
bool option_number(const char *text, long min, long max,
                   long *number_out) SYMBAR_MUST_CHECK;

#endif

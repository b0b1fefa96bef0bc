/* What standard output can show. Only a terminal is asked: what goes into a file or a
   pipe is the same bytes whatever the environment says. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

enum { TERMINAL_MIN_WIDTH = 40, TERMINAL_WIDTH = 80, TERMINAL_MAX_WIDTH = 1000 };

struct terminal {
    bool is_terminal;
    size_t width; /* TERMINAL_MIN_WIDTH to TERMINAL_MAX_WIDTH */
    bool has_color;
    bool has_unicode;
};

/* `lookup` is getenv, or a test's own; window_width 0: not known. */
struct terminal terminal_describe(bool is_terminal, size_t window_width,
                                  const char *(*lookup)(const char *name));

/* Standard output, as it is. */
struct terminal terminal_of_standard_output(void);

#endif

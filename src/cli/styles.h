/* How text looks on standard output and in files: nothing of the terminal gets into a
   file. */
#ifndef CLI_STYLES_H
#define CLI_STYLES_H

#include "base/diagnostics.h"

#include <symbar/symbar.h>

#include <stdbool.h>

struct styles {
    struct symbar_style standard;
    struct symbar_style file;
};

/* What the options of a command say; NULL: not given. */
struct style_words {
    const char *units;
    const char *width;
    const char *color;
    const char *language;
    const char *csv_dialect;
    bool ascii;
    bool plain;
};

/* What `--color` takes, for the option's row. */
extern const char *const color_choices[];
extern const char *const language_choices[];
extern const char *const csv_dialect_choices[];

enum symbar_status
styles_choose(const struct style_words *words, struct styles *styles_out,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

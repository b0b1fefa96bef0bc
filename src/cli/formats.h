/* The formats that a command can write: what -f takes, which extension of -o asks for
   which, and what help and completion say of them. */
#ifndef CLI_FORMATS_H
#define CLI_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

struct format_list {
    const char *(*name_at)(size_t index); /* NULL past the last one */
    const char *(*summary_at)(size_t index);
    const char *(*extension_at)(size_t index); /* NULL: only -f asks for it */
    const char *(*for_path)(const char *path); /* a name, or NULL */
};

extern const struct format_list report_format_list;  /* of reports */
extern const struct format_list verdict_format_list; /* of checks and comparisons */
extern const struct format_list inspection_format_list;

bool format_list_has(const struct format_list *formats, const char *name);

#endif

#include "report/report.h"

#include <string.h>

/* clang-format off */
static const struct report_format *const formats[] = {
    &report_format_text,   &report_format_json,     &report_format_html,
    &report_format_markdown, &report_format_csv, &report_format_tsv, &report_format_xlsx,
    &report_format_mirror, &report_format_symmetry, &report_format_shares,
    &report_format_units,  &report_format_funnel,   &report_format_waves,
    &report_format_drivers,
};
/* clang-format on */

const struct report_format *const *report_formats(size_t *count_out)
{
    *count_out = sizeof formats / sizeof formats[0];
    return formats;
}

const struct report_format *report_format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

static int lower(int byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

/* A file that is nothing but an extension has none; a whole name may be what is asked. */
static bool ends_in(const char *path, const char *extension)
{
    size_t length = strlen(path);
    size_t extension_length = strlen(extension);
    if (length < extension_length)
        return false;
    for (size_t i = 0; i < extension_length; i++)
        if (lower(path[length - extension_length + i]) != extension[i])
            return false;
    return extension[0] != '.' ||
           (length > extension_length && path[length - extension_length - 1] != '/');
}

const struct report_format *report_format_for_path(const char *path)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (ends_in(path, formats[i]->extension))
            return formats[i];
    return NULL;
}

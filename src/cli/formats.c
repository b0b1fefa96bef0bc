#include "cli/formats.h"

#include <symbar/symbar.h>

#include <string.h>

const struct format_list report_format_list = {
    .name_at = symbar_format_name,
    .summary_at = symbar_format_summary,
    .extension_at = symbar_format_extension,
    .for_path = symbar_format_for_path,
};

const struct format_list verdict_format_list = {
    .name_at = symbar_verdict_format_name,
    .summary_at = symbar_verdict_format_summary,
    .extension_at = symbar_verdict_format_extension,
    .for_path = symbar_verdict_format_for_path,
};

bool format_list_has(const struct format_list *formats, const char *name)
{
    const char *known;
    for (size_t i = 0; (known = formats->name_at(i)); i++)
        if (strcmp(known, name) == 0)
            return true;
    return false;
}

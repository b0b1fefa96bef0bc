#include "cli/formats.h"

#include <symbar/symbar.h>

#include <string.h>
#include <strings.h>

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

/* An inspection has two formats, which the library knows by name only. */
static const struct {
    const char *name;
    const char *extension;
    const char *summary;
} inspection_formats[] = {
    { "text", ".txt", "for people" },
    { "json", ".json", "for programs" },
};

enum { INSPECTION_COUNT = sizeof inspection_formats / sizeof *inspection_formats };

static const char *inspection_name(size_t index)
{
    return index < INSPECTION_COUNT ? inspection_formats[index].name : NULL;
}

static const char *inspection_summary(size_t index)
{
    return index < INSPECTION_COUNT ? inspection_formats[index].summary : NULL;
}

static const char *inspection_extension(size_t index)
{
    return index < INSPECTION_COUNT ? inspection_formats[index].extension : NULL;
}

static const char *inspection_for_path(const char *path)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < INSPECTION_COUNT; i++) {
        size_t end = strlen(inspection_formats[i].extension);
        if (length > end &&
            strcasecmp(path + length - end, inspection_formats[i].extension) == 0)
            return inspection_formats[i].name;
    }
    return NULL;
}

const struct format_list inspection_format_list = {
    .name_at = inspection_name,
    .summary_at = inspection_summary,
    .extension_at = inspection_extension,
    .for_path = inspection_for_path,
};

bool format_list_has(const struct format_list *formats, const char *name)
{
    const char *known;
    for (size_t i = 0; (known = formats->name_at(i)); i++)
        if (strcmp(known, name) == 0)
            return true;
    return false;
}

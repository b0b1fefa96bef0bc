#include "report/paths.h"

#include <string.h>

static const char *name_of_path(const struct study *study, const char *path)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct side_study *inputs = &study->sides[side];
        for (size_t i = 0; i < inputs->files.count && i < inputs->file_names.count; i++)
            if (strcmp(inputs->files.texts[i], path) == 0)
                return inputs->file_names.texts[i];
    }
    if (study->units.aliases && study->units.aliases_name &&
        strcmp(study->units.aliases, path) == 0)
        return study->units.aliases_name;
    return path;
}

const char *path_shown(const struct study *study, const char *path)
{
    if (!path)
        return NULL;
    const char *name = name_of_path(study, path);
    bool is_study = study->path && strcmp(study->path, path) == 0;
    const char *slash = strrchr(name, '/');
    return slash && (is_study || name[0] == '/') ? slash + 1 : name;
}

#include "report/localized.h"

#include "base/memory.h"

#include <string.h>

static const char *named(const char *first, const struct texts *texts, size_t language)
{
    return texts->in[language] ? texts->in[language] : first;
}

enum symbar_status localized_init(struct localized *localized, const struct study *study,
                                  const struct language *language)
{
    size_t count = study->dimension_count;
    size_t index = language_index(language);
    struct dimension *dimensions = memory_allocate(count ? count : 1, sizeof *dimensions);
    if (!dimensions)
        return SYMBAR_NO_MEMORY;
    if (count)
        memcpy(dimensions, study->dimensions, count * sizeof *dimensions);
    for (size_t i = 0; i < count; i++)
        dimensions[i].label = named(dimensions[i].label, &dimensions[i].labels, index);
    *localized = (struct localized){ .study = *study, .dimensions = dimensions };
    localized->study.dimensions = dimensions;
    localized->study.title = named(study->title, &study->titles, index);
    return SYMBAR_OK;
}

void localized_release(struct localized *localized)
{
    memory_free(localized->dimensions);
    localized->dimensions = NULL;
}

#include "report/localized.h"

#include "base/memory.h"

#include <string.h>

static const char *named(const char *first, const struct texts *texts, size_t language)
{
    return texts->in[language] ? texts->in[language] : first;
}

/* A copy of `count` things of `size` bytes; not NULL for none. */
static void *copy_of(const void *things, size_t count, size_t size)
{
    void *copy = memory_allocate(count ? count : 1, size);
    if (copy && count)
        memcpy(copy, things, count * size);
    return copy;
}

enum symbar_status localized_init(struct localized *localized, const struct study *study,
                                  const struct language *language)
{
    size_t index = language_index(language);
    struct localized copy = {
        .study = *study,
        .dimensions =
            copy_of(study->dimensions, study->dimension_count, sizeof *study->dimensions),
        .outcomes =
            copy_of(study->outcomes, study->outcome_count, sizeof *study->outcomes),
    };
    if (!copy.dimensions || !copy.outcomes) {
        localized_release(&copy);
        return SYMBAR_NO_MEMORY;
    }
    for (size_t i = 0; i < study->dimension_count; i++)
        copy.dimensions[i].label =
            named(study->dimensions[i].label, &study->dimensions[i].labels, index);
    for (size_t i = 0; i < study->outcome_count; i++)
        copy.outcomes[i].label =
            named(study->outcomes[i].label, &study->outcomes[i].labels, index);
    copy.study.dimensions = copy.dimensions;
    copy.study.outcomes = copy.outcomes;
    copy.study.title = named(study->title, &study->titles, index);
    *localized = copy;
    return SYMBAR_OK;
}

void localized_release(struct localized *localized)
{
    memory_free(localized->dimensions);
    memory_free(localized->outcomes);
    localized->dimensions = NULL;
    localized->outcomes = NULL;
}

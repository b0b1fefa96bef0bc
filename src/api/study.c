#include "api/objects.h"
#include "base/memory.h"
#include "study/study_read.h"

enum symbar_status symbar_study_load(const char *path, const struct symbar_inputs *inputs,
                                     struct symbar_study **study_out,
                                     struct symbar_diagnostics *diagnostics)
{
    struct study_overrides overrides = { 0 };
    if (inputs) {
        overrides.files[SIDE_EMPLOYEES] =
            (struct text_list){ inputs->employees, inputs->employee_count };
        overrides.files[SIDE_CUSTOMERS] =
            (struct text_list){ inputs->customers, inputs->customer_count };
    }
    struct symbar_study *study = memory_allocate(1, sizeof *study);
    if (!study)
        return fail_no_memory(diagnostics);
    enum symbar_status status = study_load(path, &overrides, &study->study, diagnostics);
    if (status != SYMBAR_OK) {
        symbar_study_free(study);
        return status;
    }
    *study_out = study;
    return SYMBAR_OK;
}

const char *symbar_study_file(const struct symbar_study *study, size_t index)
{
    const struct study *read = study->study;
    if (read->path && index-- == 0)
        return read->path;
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct text_list *files = &read->sides[side].files;
        if (index < files->count)
            return files->texts[index];
        index -= files->count;
    }
    return index == 0 ? read->units.aliases : NULL;
}

void symbar_study_free(struct symbar_study *study)
{
    if (!study)
        return;
    study_free(study->study);
    memory_free(study);
}

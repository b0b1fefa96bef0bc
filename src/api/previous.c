#include "api/previous.h"

#include "study/fingerprint.h"

#include <string.h>

static const struct dimension *find_dimension(const struct study *study, const char *id)
{
    for (size_t d = 0; d < study->dimension_count; d++)
        if (strcmp(study->dimensions[d].id, id) == 0)
            return &study->dimensions[d];
    return NULL;
}

/* Figures of another question tell nothing about this one, and this one's nothing about
   those. */
static bool is_same_question(const struct study *study,
                             const struct report_dimension *then, int side)
{
    char now[FINGERPRINT_TEXT_BYTES];
    const struct dimension *dimension = find_dimension(study, then->id);
    if (!dimension || !then->fingerprints[side])
        return false;
    question_fingerprint(&dimension->questions[side], now);
    return strcmp(now, then->fingerprints[side]) == 0;
}

static bool list_dimensions(const struct study *study, struct previous_report *previous)
{
    const struct report_file *file = previous->file;
    for (int side = 0; side < SIDE_COUNT; side++) {
        const char **ids =
            arena_allocate(&previous->arena, file->dimension_count + 1, sizeof *ids);
        if (!ids)
            return false;
        for (size_t d = 0; d < file->dimension_count; d++)
            if (is_same_question(study, &file->dimensions[d], side))
                ids[d] = file->dimensions[d].id;
        previous->release.dimension_ids[side] = ids;
    }
    return true;
}

enum symbar_status previous_report_load(const char *path, const struct study *study,
                                        struct previous_report *previous_out,
                                        struct symbar_diagnostics *diagnostics)
{
    struct previous_report previous = { 0 };
    enum symbar_status status = report_file_load(path, &previous.file, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    previous.release = (struct previous_release){
        .rows = previous.file->rows,
        .row_count = previous.file->row_count,
        .dimension_count = previous.file->dimension_count,
    };
    if (!list_dimensions(study, &previous)) {
        previous_report_release(&previous);
        return fail_no_memory(diagnostics);
    }
    *previous_out = previous;
    return SYMBAR_OK;
}

void previous_report_release(struct previous_report *previous)
{
    report_file_free(previous->file);
    arena_release(&previous->arena);
    *previous = (struct previous_report){ 0 };
}

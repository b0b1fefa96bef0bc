#include "api/objects.h"
#include "base/memory.h"
#include "ingest/tally_file.h"
#include "judge/checks.h"
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
    if (status == SYMBAR_OK)
        status = checks_validate(study->study, diagnostics);
    if (status != SYMBAR_OK) {
        symbar_study_free(study);
        return status;
    }
    study->study->work.thread_count = 1;
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
    for (size_t i = 0; i < read->outcome_count; i++)
        if (index-- == 0)
            return read->outcomes[i].file;
    if (read->benchmark && index-- == 0)
        return read->benchmark;
    for (int side = 0; side < SIDE_COUNT; side++)
        if (read->sides[side].population.by == POPULATION_FILE && index-- == 0)
            return read->sides[side].population.file.file;
    return index == 0 ? read->units.aliases : NULL;
}

enum symbar_status symbar_tallies_load(const char *const *paths, size_t count,
                                       const struct symbar_work *work,
                                       struct symbar_study **study_out,
                                       struct symbar_diagnostics *diagnostics)
{
    struct symbar_study *study = memory_allocate(1, sizeof *study);
    if (!study)
        return fail_no_memory(diagnostics);
    study->has_counts = true;
    enum symbar_status status =
        tally_files_read(paths, count, work && work->no_sha256, &study->study,
                         &study->raw, &study->provenance, diagnostics);
    if (status != SYMBAR_OK) {
        symbar_study_free(study);
        return status;
    }
    if (work)
        symbar_study_set_work(study, work);
    *study_out = study;
    return SYMBAR_OK;
}

bool symbar_is_tally(const char *path)
{
    return is_tally_file(path);
}

/* A study that could not be loaded has none. */
static void release_team(struct study *study)
{
    if (study && study->work.team)
        work_team_release(study->work.team);
}

void symbar_study_free(struct symbar_study *study)
{
    if (!study)
        return;
    release_team(study->study);
    raw_answers_release(&study->raw);
    provenance_release(&study->provenance);
    study_free(study->study);
    memory_free(study);
}

static void tell_progress(void *context, const struct work_progress *progress)
{
    const struct symbar_study *study = context;
    const struct symbar_progress told = { progress->bytes_read, progress->byte_count,
                                          progress->row_count };
    study->progress(study->progress_context, &told);
}

void symbar_study_set_work(struct symbar_study *study, const struct symbar_work *work)
{
    release_team(study->study);
    study->progress = work->progress;
    study->progress_context = work->progress_context;
    study->study->work = (struct work){
        .thread_count = work->threads ? work->threads : 1,
        .watch = work->progress ? tell_progress : NULL,
        .watch_context = study,
        .skips_hashes = work->no_sha256,
    };
    struct work *own = &study->study->work;
    if (work->instructions &&
        (!instructions_find(work->instructions, &own->instructions) ||
         !instructions_are_there(own->instructions)))
        own->instructions = INSTRUCTIONS_BEST;
    if (work_threads(own) > 1) {
        work_team_init(&study->team, work_threads(own));
        own->team = &study->team;
    }
}

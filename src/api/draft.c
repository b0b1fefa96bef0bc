#include "ingest/draft.h"

#include "api/objects.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "report/draft.h"
#include "study/relative_path.h"
#include "study/study_read.h"

static bool append(void *context, const char *bytes, size_t byte_count)
{
    struct buffer *text = context;
    buffer_append(text, bytes, byte_count);
    return !buffer_failed(text);
}

/* The files of a draft as a study at `study_path` is to name them. */
static bool name_files(struct draft *draft, const char *study_path)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct text_list *files = &draft->files[side];
        const char **names = arena_allocate(&draft->arena, files->count, sizeof *names);
        if (!names)
            return false;
        for (size_t i = 0; i < files->count; i++) {
            names[i] = relative_path(study_path, files->texts[i], &draft->arena);
            if (!names[i])
                return false;
        }
        draft->files[side].texts = names;
    }
    return true;
}

/* The text of a study file, and what it is read as: a draft that symbar itself would
   refuse is never given out. */
static enum symbar_status make_study(struct draft *draft, const char *study_path,
                                     struct buffer *text, struct study **study_out,
                                     struct symbar_diagnostics *diagnostics)
{
    if (study_path && !name_files(draft, study_path))
        return fail_no_memory(diagnostics);
    if (draft_write(draft, (struct sink){ append, text }) != SYMBAR_OK)
        return fail_no_memory(diagnostics);
    return study_parse(text->bytes, text->byte_count, study_path, NULL, study_out,
                       diagnostics);
}

static enum symbar_status draft_inputs(const struct symbar_inputs *inputs,
                                       struct draft *draft,
                                       struct symbar_diagnostics *diagnostics)
{
    const struct text_list files[SIDE_COUNT] = {
        { inputs->employees, inputs->employee_count },
        { inputs->customers, inputs->customer_count },
    };
    return ingest_draft(files, draft, diagnostics);
}

/* Whether it was written to a file, shares no units, and has several pairs. */
static void tell_draft(const struct draft *draft, const char *study_path, bool is_written,
                       struct symbar_diagnostics *diagnostics)
{
    static const char *const words[2][2][2] = {
        {
            { TRANSLATABLE(
                  "no study, so one was drafted: units by '%s' and '%s' (%zu in common), "
                  "%zu pair of questions; `symbar init` writes it down"),
              TRANSLATABLE(
                  "no study, so one was drafted: units by '%s' and '%s' (%zu in common), "
                  "%zu pairs of questions; `symbar init` writes it down") },
            { TRANSLATABLE("no study, so one was drafted: no units in common, %zu pair "
                           "of questions; `symbar init` writes it down"),
              TRANSLATABLE("no study, so one was drafted: no units in common, %zu pairs "
                           "of questions; `symbar init` writes it down") },
        },
        {
            { TRANSLATABLE("drafted: units by '%s' and '%s' (%zu in common), %zu pair of "
                           "questions; read its \"notes\""),
              TRANSLATABLE("drafted: units by '%s' and '%s' (%zu in common), %zu pairs "
                           "of questions; read its \"notes\"") },
            { TRANSLATABLE("drafted: no units in common, %zu pair of questions; read its "
                           "\"notes\""),
              TRANSLATABLE("drafted: no units in common, %zu pairs of questions; read "
                           "its \"notes\"") },
        },
    };
    const struct place place = { .path = study_path };
    const char *format = words[is_written][!draft->has_unit][draft->pair_count != 1];
    const char *employees = draft->units[SIDE_EMPLOYEES].name;
    const char *customers = draft->units[SIDE_CUSTOMERS].name;
    if (draft->has_unit)
        note(diagnostics, DIAG_DRAFTED, place, format, employees ? employees : "#",
             customers ? customers : "#", draft->shared_units, draft->pair_count);
    else
        note(diagnostics, DIAG_DRAFTED, place, format, draft->pair_count);
}

enum symbar_status symbar_draft(const struct symbar_inputs *inputs,
                                const char *study_path, symbar_write_function *write,
                                void *context, struct symbar_diagnostics *diagnostics)
{
    struct draft draft = { .has_unit = false };
    struct buffer text = { 0 };
    struct study *study = NULL;
    enum symbar_status status = draft_inputs(inputs, &draft, diagnostics);
    if (status == SYMBAR_OK)
        status = make_study(&draft, study_path, &text, &study, diagnostics);
    if (status == SYMBAR_OK)
        tell_draft(&draft, study_path, true, diagnostics);
    if (status == SYMBAR_OK && !write(context, text.bytes, text.byte_count))
        status = SYMBAR_CANNOT_WRITE;
    study_free(study);
    buffer_release(&text);
    draft_release(&draft);
    return status;
}

static enum symbar_status check_pairs(const struct draft *draft,
                                      struct symbar_diagnostics *diagnostics)
{
    if (draft->pair_count)
        return SYMBAR_OK;
    enum symbar_status status =
        fail(diagnostics, DIAG_NO_PAIRS, (struct place){ 0 },
             "no question of the employees was found among the customers'");
    hint(diagnostics,
         "`symbar init` writes a study with every question, in which you say "
         "which belong together");
    return status;
}

enum symbar_status symbar_study_draft(const struct symbar_inputs *inputs,
                                      struct symbar_study **study_out,
                                      struct symbar_diagnostics *diagnostics)
{
    struct draft draft = { .has_unit = false };
    struct buffer text = { 0 };
    struct symbar_study *study = memory_allocate(1, sizeof *study);
    enum symbar_status status =
        study ? draft_inputs(inputs, &draft, diagnostics) : fail_no_memory(diagnostics);
    if (status == SYMBAR_OK)
        status = check_pairs(&draft, diagnostics);
    if (status == SYMBAR_OK)
        status = make_study(&draft, NULL, &text, &study->study, diagnostics);
    if (status == SYMBAR_OK)
        tell_draft(&draft, NULL, false, diagnostics);
    buffer_release(&text);
    draft_release(&draft);
    if (status == SYMBAR_OK)
        *study_out = study;
    else
        symbar_study_free(study);
    return status;
}

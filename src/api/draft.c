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

/* "units by 'store' and 'magasin' (24 in common), 5 dimensions" */
static void describe(const struct draft *draft, struct buffer *line)
{
    if (draft->has_unit)
        buffer_format(line, "units by '%s' and '%s' (%zu in common)",
                      draft->units[SIDE_EMPLOYEES].name ? draft->units[0].name : "#",
                      draft->units[SIDE_CUSTOMERS].name ? draft->units[1].name : "#",
                      draft->shared_units);
    else
        buffer_text(line, "no units in common");
    buffer_format(line, ", %zu pair%s of questions", draft->pair_count,
                  draft->pair_count == 1 ? "" : "s");
}

enum symbar_status symbar_draft(const struct symbar_inputs *inputs,
                                const char *study_path, symbar_write_function *write,
                                void *context, struct symbar_diagnostics *diagnostics)
{
    struct draft draft = { .has_unit = false };
    struct buffer text = { 0 };
    struct buffer line = { 0 };
    struct study *study = NULL;
    enum symbar_status status = draft_inputs(inputs, &draft, diagnostics);
    if (status == SYMBAR_OK)
        status = make_study(&draft, study_path, &text, &study, diagnostics);
    if (status == SYMBAR_OK) {
        describe(&draft, &line);
        if (buffer_failed(&line))
            status = fail_no_memory(diagnostics);
        else
            note(diagnostics, DIAG_DRAFTED, (struct place){ .path = study_path },
                 "drafted: %s; read its \"notes\"", line.bytes);
    }
    if (status == SYMBAR_OK && !write(context, text.bytes, text.byte_count))
        status = SYMBAR_CANNOT_WRITE;
    study_free(study);
    buffer_release(&text);
    buffer_release(&line);
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
    struct buffer line = { 0 };
    struct symbar_study *study = memory_allocate(1, sizeof *study);
    enum symbar_status status =
        study ? draft_inputs(inputs, &draft, diagnostics) : fail_no_memory(diagnostics);
    if (status == SYMBAR_OK)
        status = check_pairs(&draft, diagnostics);
    if (status == SYMBAR_OK)
        status = make_study(&draft, NULL, &text, &study->study, diagnostics);
    if (status == SYMBAR_OK) {
        describe(&draft, &line);
        if (buffer_failed(&line))
            status = fail_no_memory(diagnostics);
        else
            note(diagnostics, DIAG_DRAFTED, (struct place){ 0 },
                 "no study, so one was drafted: %s; `symbar init` writes it down",
                 line.bytes);
    }
    buffer_release(&text);
    buffer_release(&line);
    draft_release(&draft);
    if (status == SYMBAR_OK)
        *study_out = study;
    else
        symbar_study_free(study);
    return status;
}

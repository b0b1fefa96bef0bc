#include "cli/study_input.h"

#include "base/instructions.h"
#include "cli/cores.h"
#include "cli/progress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usual_study[] = "symbar.json";

/* Tallies bring their study and all counts, so there is nothing for -e and -c to replace.
 */
static enum symbar_status load_tallies(const struct study_input *input,
                                       const struct symbar_work *work,
                                       struct symbar_study **study_out,
                                       struct symbar_diagnostics *diagnostics)
{
    if (input->employees->count || input->customers->count)
        return fail(diagnostics, DIAG_UNEXPECTED_ARGUMENT, (struct place){ 0 },
                    "-e and -c do not go with a tally");
    return symbar_tallies_load(input->operands->items, input->operands->count, work,
                               study_out, diagnostics);
}

/* No study is named, none lies about, and both sides have files. */
static bool has_no_study(const struct study_input *input)
{
    return !input->operands->count && input->employees->count &&
           input->customers->count && access(usual_study, F_OK) != 0 && errno == ENOENT;
}

static enum symbar_status load(const struct study_input *input,
                               const struct symbar_work *work,
                               struct symbar_study **study_out,
                               struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = options_check_dashes(
        words_count_dashes(input->operands) + words_count_dashes(input->employees) +
            words_count_dashes(input->customers) +
            (input->older && strcmp(input->older, "-") == 0),
        diagnostics);
    if (status)
        return status;
    const char *path = input->operands->count ? input->operands->items[0] : usual_study;
    if (symbar_is_tally(path))
        return load_tallies(input, work, study_out, diagnostics);
    if (input->operands->count > 1) {
        fail(diagnostics, DIAG_UNEXPECTED_ARGUMENT, (struct place){ 0 },
             "unexpected argument '%s'", input->operands->items[1]);
        hint(diagnostics, "one study at a time; only tallies add up");
        return SYMBAR_BAD_USAGE;
    }
    const struct symbar_inputs inputs = {
        .employees = input->employees->items,
        .employee_count = input->employees->count,
        .customers = input->customers->items,
        .customer_count = input->customers->count,
    };
    if (input->may_draft && has_no_study(input))
        return symbar_study_draft(&inputs, study_out, diagnostics);
    return symbar_study_load(path, &inputs, study_out, diagnostics);
}

/* For tests, and for whoever wants to know what is gained. */
static enum symbar_status find_instructions(const char **name_out,
                                            struct symbar_diagnostics *diagnostics)
{
    enum instructions instructions;
    const char *name = getenv("SYMBAR_INSTRUCTIONS");
    if (name && *name &&
        !(instructions_find(name, &instructions) &&
          instructions_are_there(instructions))) {
        enum symbar_status status =
            fail(diagnostics, DIAG_BAD_OPTION_VALUE, (struct place){ 0 },
                 "SYMBAR_INSTRUCTIONS does not take '%s'", name);
        hint(diagnostics, "unset it, or set it to rows, libcsv, portable, or what this "
                          "processor has of sse2, avx2, avx512 and neon");
        return status;
    }
    *name_out = name && *name ? name : NULL;
    return SYMBAR_OK;
}

enum symbar_status study_input_load(const struct study_input *input,
                                    struct symbar_study **study_out,
                                    struct symbar_diagnostics *diagnostics)
{
    enum { MOST_THREADS = 1024 };
    long threads = 0;
    if (input->threads && !option_number(input->threads, 1, MOST_THREADS, &threads))
        return options_fail_value(diagnostics, "threads", input->threads,
                                  "a whole number from 1 to 1024");
    const char *instructions = NULL;
    enum symbar_status status = find_instructions(&instructions, diagnostics);
    const struct symbar_work work = {
        .threads = threads ? (size_t)threads : cores_available(),
        .instructions = instructions,
        .progress = progress_note,
        .no_sha256 = input->no_sha256,
    };
    if (!status)
        status = load(input, &work, study_out, diagnostics);
    if (!status)
        symbar_study_set_work(*study_out, &work);
    return status;
}

enum symbar_status study_input_spare(const struct study_input *input,
                                     const struct destinations *destinations,
                                     const struct symbar_study *study,
                                     struct symbar_diagnostics *diagnostics)
{
    const char *file;
    enum symbar_status status = SYMBAR_OK;
    for (size_t i = 0; i < input->operands->count && !status; i++)
        status = destinations_spare(destinations, input->operands->items[i], diagnostics);
    for (size_t i = 0; !status && (file = symbar_study_file(study, i)); i++)
        status = destinations_spare(destinations, file, diagnostics);
    return status;
}

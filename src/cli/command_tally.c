#include "cli/command.h"
#include "cli/destinations.h"
#include "cli/progress.h"
#include "cli/study_input.h"

struct tally_settings {
    struct common_settings common;
    struct words employees;
    struct words customers;
    struct words outputs;
    const char *min_n;
    const char *threads;
};

enum { MOST_TALLIES = 10000 };

static const struct option rows[] = {
    { "employees", 'e', OPTION_LIST, "FILE",
      "read the employees' answers from FILE, not from where the study says (may repeat)",
      offsetof(struct tally_settings, employees), NULL },
    { "customers", 'c', OPTION_LIST, "FILE", "the same for the customers' answers",
      offsetof(struct tally_settings, customers), NULL },
    { "output", 'o', OPTION_LIST, "FILE", "write the tally to FILE (may repeat)",
      offsetof(struct tally_settings, outputs), NULL },
    { "min-n", 0, OPTION_TEXT, "N",
      "for publication: fold units that a report hides, or with fewer than N respondents "
      "or answers, into (other)",
      offsetof(struct tally_settings, min_n), NULL },
    THREADS_OPTION(offsetof(struct tally_settings, threads)),
};

struct tally_job {
    const struct symbar_study *study;
    unsigned long min_n;
};

static enum symbar_status write_tally(const void *result, const char *format,
                                      bool is_standard, symbar_write_function *write,
                                      void *context,
                                      struct symbar_diagnostics *diagnostics)
{
    const struct tally_job *job = result;
    (void)format;
    (void)is_standard;
    return symbar_tally_write(job->study, job->min_n, write, context, diagnostics);
}

static enum symbar_status run(struct session *session, const void *given)
{
    const struct tally_settings *settings = given;
    const struct study_input input = { .operands = &settings->common.operands,
                                       .employees = &settings->employees,
                                       .customers = &settings->customers,
                                       .threads = settings->threads,
                                       .no_sha256 = true };
    struct symbar_diagnostics *diagnostics = session->diagnostics;
    struct destinations destinations = { 0 };
    struct symbar_study *study = NULL;
    struct tally_job job = { 0 };
    long min_n = 0;
    if (settings->min_n && !option_number(settings->min_n, 1, 1000000000, &min_n))
        return options_fail_value(diagnostics, "min-n", settings->min_n,
                                  "a whole number from 1");
    enum symbar_status status = destinations_plan_one(
        &settings->outputs, "csv", &session->arena, &destinations, diagnostics);
    if (!status)
        status = study_input_load(&input, &study, diagnostics);
    if (!status)
        status = study_input_spare(&input, &destinations, study, diagnostics);
    if (!status) {
        job = (struct tally_job){ study, (unsigned long)min_n };
        progress_begin(session->is_quiet);
        status = destinations_write(
            &destinations, (struct result_writer){ write_tally, &job }, diagnostics);
        progress_end();
    }
    symbar_study_free(study);
    return status;
}

const struct command command_tally = {
    .name = "tally",
    .synopsis = "[STUDY] [-e FILE]... [-c FILE]... [--min-n N] [-o FILE]...",
    .summary = "the counts behind a report, without the people",
    .details =
        "A tally is a CSV file of how often each answer was given, per side, unit and "
        "dimension, and the study that it was made with. `symbar report` takes it in the "
        "place of the study, and several tallies of one study add up; the report is the "
        "one from the raw files. Small units can be seen in a tally unless --min-n folds "
        "them, with all that a report of the same study hides, into (other), which is no "
        "unit in a report from the tally.",
    .examples = {
        { "symbar tally -o counts.csv", "the tally of the study in ./symbar.json" },
        { "symbar report counts.csv", "the report, from the tally alone" },
        { "symbar report north.csv south.csv", "one report of two tallies" },
        { "symbar tally --min-n 10 -o public.csv", "for publication" },
    },
    .options = { rows, sizeof rows / sizeof *rows },
    .most_operands = MOST_TALLIES,
    .settings_size = sizeof(struct tally_settings),
    .run = run,
};

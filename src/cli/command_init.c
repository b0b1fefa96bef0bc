#include "cli/command.h"
#include "cli/destinations.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/styles.h"

#include <string.h>
#include <unistd.h>

struct init_settings {
    struct common_settings common;
    struct words employees;
    struct words customers;
    const char *output;
    const char *language;
    bool force;
};

static const struct option rows[] = {
    { "employees", 'e', OPTION_LIST, "FILE", "the employees' answers (may repeat)",
      offsetof(struct init_settings, employees), NULL },
    { "customers", 'c', OPTION_LIST, "FILE", "the customers' answers (may repeat)",
      offsetof(struct init_settings, customers), NULL },
    { "output", 'o', OPTION_TEXT, "FILE",
      "write the study to FILE (symbar.json); - is standard output",
      offsetof(struct init_settings, output), NULL },
    { "lang", 0, OPTION_TEXT, "LANGUAGE",
      "the language of what people read: en (the default), fr, de or es",
      offsetof(struct init_settings, language), language_choices },
    { "force", 0, OPTION_FLAG, NULL, "replace FILE if it exists",
      offsetof(struct init_settings, force), NULL },
};

static enum symbar_status spare_inputs(const struct init_settings *settings,
                                       const char *path,
                                       struct symbar_diagnostics *diagnostics)
{
    struct destination file = { .name = path };
    const struct destinations only = { .files = &file, .file_count = 1 };
    const struct words *sides[] = { &settings->employees, &settings->customers };
    enum symbar_status status = SYMBAR_OK;
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < sides[side]->count && !status; i++)
            status = destinations_spare(&only, sides[side]->items[i], diagnostics);
    return status;
}

static enum symbar_status check_settings(const struct init_settings *settings,
                                         const char *path,
                                         struct symbar_diagnostics *diagnostics)
{
    if (!settings->employees.count || !settings->customers.count) {
        fail(diagnostics, DIAG_MISSING_ARGUMENT, (struct place){ 0 },
             "'init' needs the answers of both sides");
        hint(diagnostics, "usage: symbar init -e FILE... -c FILE... [-o FILE]");
        return SYMBAR_BAD_USAGE;
    }
    enum symbar_status status = spare_inputs(settings, path, diagnostics);
    if (status)
        return status;
    if (settings->force || strcmp(path, "-") == 0 || output_is_special(path) ||
        access(path, F_OK) != 0)
        return SYMBAR_OK;
    fail(diagnostics, DIAG_FILE_EXISTS, (struct place){ .path = path },
         "this file exists already");
    hint(diagnostics, "name another one with -o, or say --force to replace it");
    return SYMBAR_CANNOT_WRITE;
}

static enum symbar_status write_draft(const struct init_settings *settings,
                                      const char *path, struct output *output,
                                      struct symbar_diagnostics *diagnostics)
{
    const struct symbar_inputs inputs = {
        .employees = settings->employees.items,
        .employee_count = settings->employees.count,
        .customers = settings->customers.items,
        .customer_count = settings->customers.count,
    };
    bool is_standard = strcmp(path, "-") == 0;
    enum symbar_status status = is_standard ? output_open_standard(output, diagnostics)
                                            : output_open(output, path, diagnostics);
    if (status)
        return status;
    status = symbar_draft(&inputs, is_standard ? NULL : path, output_write, output,
                          diagnostics);
    if (!status || status == SYMBAR_CANNOT_WRITE)
        status = output_finish(output, diagnostics);
    if (!status && !is_standard)
        status = output_commit(output, diagnostics);
    return status;
}

static enum symbar_status run(struct session *session, const void *given)
{
    const struct init_settings *settings = given;
    const char *path = settings->output ? settings->output : "symbar.json";
    struct output output = { 0 };
    symbar_diagnostics_speak(session->diagnostics, settings->language);
    enum symbar_status status = check_settings(settings, path, session->diagnostics);
    if (status)
        return status;
    progress_begin(session->is_quiet);
    status = write_draft(settings, path, &output, session->diagnostics);
    progress_end();
    output_discard(&output);
    return status;
}

const struct command command_init = {
    .name = "init",
    .synopsis = "-e FILE... -c FILE... [-o FILE]",
    .summary = "draft a study from two exports",
    .details =
        "The units are the two columns that share their names, however they are spelt; "
        "questions belong together when their texts, or their names, are the same or "
        "nearly so; scales follow from the answers. Doubtful pairs are left out and "
        "listed under \"notes\", with what else is worth a look. The study can be run as "
        "it is: `symbar report`.",
    .examples = {
        { "symbar init -e staff.csv -c clients.csv", "writes symbar.json" },
        { "symbar init -e staff.csv -c clients.csv -o 2026/symbar.json --force",
          "another file, even if it is there" },
        { "symbar init -e staff.csv -c clients.csv -o -", "only shows it" },
    },
    .options = { rows, sizeof rows / sizeof *rows },
    .most_operands = 0,
    .settings_size = sizeof(struct init_settings),
    .run = run,
};

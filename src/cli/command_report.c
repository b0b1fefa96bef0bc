#include "cli/command.h"
#include "cli/destinations.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include <string.h>

enum { MOST_TALLIES = 10000 };

struct report_settings {
    struct common_settings common;
    struct words employees;
    struct words customers;
    struct words outputs;
    const char *previous;
    const char *format;
    const char *units;
    const char *width;
    const char *color;
    bool ascii;
};

static const char *const color_choices[] = { "auto", "always", "never", NULL };

static const struct option rows[] = {
    { "employees", 'e', OPTION_LIST, "FILE",
      "read the employees' answers from FILE, not from where the study says (may repeat)",
      offsetof(struct report_settings, employees), NULL },
    { "customers", 'c', OPTION_LIST, "FILE", "the same for the customers' answers",
      offsetof(struct report_settings, customers), NULL },
    { "output", 'o', OPTION_LIST, "FILE",
      "write the report to FILE, in the format of its extension (may repeat)",
      offsetof(struct report_settings, outputs), NULL },
    { "format", 'f', OPTION_TEXT, "FORMAT",
      "the format of standard output (text), see below",
      offsetof(struct report_settings, format), NULL },
    { "previous", 0, OPTION_TEXT, "OLD.json",
      "the JSON report released before this one: what would give away who answered since "
      "then is held back",
      offsetof(struct report_settings, previous), NULL },
    { "units", 0, OPTION_TEXT, "N|all", "list so many units, widest gap first (10)",
      offsetof(struct report_settings, units), NULL },
    { "width", 0, OPTION_TEXT, "N",
      "columns of the text (80, or as wide as the terminal)",
      offsetof(struct report_settings, width), NULL },
    { "color", 0, OPTION_TEXT, "WHEN", "auto (the default), always or never",
      offsetof(struct report_settings, color), color_choices },
    { "ascii", 0, OPTION_FLAG, NULL, "draw with plain ASCII characters",
      offsetof(struct report_settings, ascii), NULL },
};

/* How text looks on standard output and in files: nothing of the terminal gets into a
   file. */
struct styles {
    struct symbar_style standard;
    struct symbar_style file;
};

static enum symbar_status choose_styles(const struct report_settings *settings,
                                        struct styles *styles_out,
                                        struct symbar_diagnostics *diagnostics)
{
    struct terminal terminal = terminal_of_standard_output();
    long units = 0;
    long width = 0;
    bool has_all_units = settings->units && strcmp(settings->units, "all") == 0;
    if (settings->units && !has_all_units &&
        !option_number(settings->units, 1, 1000000, &units))
        return options_fail_value(diagnostics, "units", settings->units,
                                  "a whole number from 1, or all");
    if (settings->width &&
        !option_number(settings->width, TERMINAL_MIN_WIDTH, TERMINAL_MAX_WIDTH, &width))
        return options_fail_value(diagnostics, "width", settings->width,
                                  "a whole number from 40 to 1000");
    const char *color = settings->color ? settings->color : "auto";
    struct styles styles;
    styles.file = (struct symbar_style){
        .width = width ? (size_t)width : TERMINAL_WIDTH,
        .ascii = settings->ascii,
        .unit_limit = has_all_units ? -1 : units,
    };
    styles.standard = styles.file;
    styles.standard.width = width ? (size_t)width : terminal.width;
    styles.standard.ascii = settings->ascii || !terminal.has_unicode;
    styles.standard.color =
        strcmp(color, "auto") == 0 ? terminal.has_color : strcmp(color, "always") == 0;
    *styles_out = styles;
    return SYMBAR_OK;
}

static size_t count_dashes(const struct words *words)
{
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        count += strcmp(words->items[i], "-") == 0;
    return count;
}

static enum symbar_status check_dashes(const struct report_settings *settings,
                                       struct symbar_diagnostics *diagnostics)
{
    size_t count = count_dashes(&settings->common.operands) +
                   count_dashes(&settings->employees) +
                   count_dashes(&settings->customers);
    if (count > 1)
        return fail(diagnostics, DIAG_DASH_TWICE, (struct place){ 0 },
                    "'-' is given %zu times, but standard input can be read once only",
                    count);
    return SYMBAR_OK;
}

struct finished_report {
    const struct symbar_report *report;
    const struct styles *styles;
};

static enum symbar_status write_report(const void *result, const char *format,
                                       bool is_standard, symbar_write_function *write,
                                       void *context,
                                       struct symbar_diagnostics *diagnostics)
{
    const struct finished_report *finished = result;
    const struct styles *styles = finished->styles;
    return symbar_report_write(finished->report, format,
                               is_standard ? &styles->standard : &styles->file, write,
                               context, diagnostics);
}

/* Tallies bring their study and all counts, so there is nothing for -e and -c to replace.
 */
static enum symbar_status load_tallies(const struct report_settings *settings,
                                       struct symbar_study **study_out,
                                       struct symbar_diagnostics *diagnostics)
{
    const struct words *operands = &settings->common.operands;
    if (settings->employees.count || settings->customers.count)
        return fail(diagnostics, DIAG_UNEXPECTED_ARGUMENT, (struct place){ 0 },
                    "-e and -c do not go with a tally");
    return symbar_tallies_load(operands->items, operands->count, study_out, diagnostics);
}

static enum symbar_status load(const struct report_settings *settings,
                               struct symbar_study **study_out,
                               struct symbar_diagnostics *diagnostics)
{
    const struct words *operands = &settings->common.operands;
    const char *path = operands->count ? operands->items[0] : "symbar.json";
    if (symbar_is_tally(path))
        return load_tallies(settings, study_out, diagnostics);
    if (operands->count > 1) {
        fail(diagnostics, DIAG_UNEXPECTED_ARGUMENT, (struct place){ 0 },
             "unexpected argument '%s'", operands->items[1]);
        hint(diagnostics, "one study at a time; only tallies add up");
        return SYMBAR_BAD_USAGE;
    }
    const struct symbar_inputs inputs = {
        .employees = settings->employees.items,
        .employee_count = settings->employees.count,
        .customers = settings->customers.items,
        .customer_count = settings->customers.count,
    };
    return symbar_study_load(path, &inputs, study_out, diagnostics);
}

static enum symbar_status spare_inputs(const struct destinations *destinations,
                                       const struct symbar_study *study,
                                       struct symbar_diagnostics *diagnostics)
{
    const char *input;
    enum symbar_status status = SYMBAR_OK;
    for (size_t i = 0; (input = symbar_study_file(study, i)) && !status; i++)
        status = destinations_spare(destinations, input, diagnostics);
    return status;
}

static enum symbar_status run(struct session *session, const void *given)
{
    const struct report_settings *settings = given;
    struct symbar_diagnostics *diagnostics = session->diagnostics;
    struct destinations destinations = { 0 };
    struct styles styles;
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;

    enum symbar_status status =
        destinations_plan(&settings->outputs, settings->format, &session->arena,
                          &destinations, diagnostics);
    if (!status)
        status = choose_styles(settings, &styles, diagnostics);
    if (!status)
        status = check_dashes(settings, diagnostics);
    if (!status)
        status = load(settings, &study, diagnostics);
    if (!status)
        status = spare_inputs(&destinations, study, diagnostics);
    if (!status) {
        progress_begin(session->is_quiet);
        status = symbar_run_after(study, settings->previous, &report, diagnostics);
        progress_end();
    }
    if (status)
        goto done;

    /* before the report, which on a terminal would push them out of sight otherwise */
    messages_flush(diagnostics, &session->written, session->is_quiet);
    struct finished_report finished = { report, &styles };
    status = destinations_write(
        &destinations, (struct result_writer){ write_report, &finished }, diagnostics);
done:
    symbar_report_free(report);
    symbar_study_free(study);
    return status;
}

const struct command command_report = {
    .name = "report",
    .synopsis = "[STUDY] [-e FILE]... [-c FILE]... [-o FILE]... [-f FORMAT]",
    .summary = "show where employees and customers see things differently",
    .details =
        "STUDY is the study file, ./symbar.json by default; paths in it are relative to it. "
        "One or more tallies (see symbar tally) may stand in its place. "
        "A FILE of answers may be compressed with gzip, and '-' is standard input. With "
        "-o and without -f nothing goes to standard output.",
    .examples = {
        { "symbar report", "the study in ./symbar.json, as text" },
        { "symbar report hotels/symbar.json --units all",
          "another study, with every unit listed" },
        { "symbar report -o report.json -o report.txt",
          "two files, one for programs and one for people" },
        { "symbar report -f json | jq '.results[] | select(.scope == \"overall\")'",
          "the figures, on the way to another program" },
        { "symbar report -e staff-2026.csv -c guests-2026.csv.gz",
          "the same study on other answers" },
    },
    .options = { rows, sizeof rows / sizeof *rows },
    .most_operands = MOST_TALLIES,
    .settings_size = sizeof(struct report_settings),
    .run = run,
};

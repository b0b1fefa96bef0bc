#include "cli/command.h"
#include "cli/destinations.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/study_input.h"
#include "cli/styles.h"

enum { MOST_TALLIES = 10000 };

struct report_settings {
    struct common_settings common;
    struct words employees;
    struct words customers;
    struct words outputs;
    const char *previous;
    const char *format;
    struct style_words style;
    const char *threads;
};

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
      offsetof(struct report_settings, style.units), NULL },
    { "width", 0, OPTION_TEXT, "N",
      "columns of the text (80, or as wide as the terminal)",
      offsetof(struct report_settings, style.width), NULL },
    { "color", 0, OPTION_TEXT, "WHEN", "auto (the default), always or never",
      offsetof(struct report_settings, style.color), color_choices },
    { "lang", 0, OPTION_TEXT, "LANGUAGE",
      "the language of what people read: en (the default), fr, de or es",
      offsetof(struct report_settings, style.language), language_choices },
    { "csv-dialect", 0, OPTION_TEXT, "DIALECT",
      "rfc4180 (the default), excel (which knows it for UTF-8) or excel-fr (semicolons "
      "and decimal commas as well)",
      offsetof(struct report_settings, style.csv_dialect), csv_dialect_choices },
    { "ascii", 0, OPTION_FLAG, NULL, "draw with plain ASCII characters",
      offsetof(struct report_settings, style.ascii), NULL },
    { "plain", 0, OPTION_FLAG, NULL,
      "labelled lines without tables and drawings, for screen readers and logs",
      offsetof(struct report_settings, style.plain), NULL },
    THREADS_OPTION(offsetof(struct report_settings, threads)),
};

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

static enum symbar_status run(struct session *session, const void *given)
{
    const struct report_settings *settings = given;
    struct study_input input = { .operands = &settings->common.operands,
                                 .employees = &settings->employees,
                                 .customers = &settings->customers,
                                 .older = settings->previous,
                                 .threads = settings->threads,
                                 .may_draft = true };
    struct symbar_diagnostics *diagnostics = session->diagnostics;
    struct destinations destinations = { 0 };
    struct styles styles;
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;

    symbar_diagnostics_speak(diagnostics, settings->style.language);
    enum symbar_status status =
        destinations_plan(&report_format_list, &settings->outputs, settings->format,
                          &session->arena, &destinations, diagnostics);
    if (!status)
        status = styles_choose(&settings->style, &styles, diagnostics);
    input.no_sha256 = !status && !destinations_have(&destinations, "json");
    if (!status)
        status = study_input_load(&input, &study, diagnostics);
    if (!status)
        status = study_input_spare(&input, &destinations, study, diagnostics);
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
        "Without one, and with files of both sides, symbar drafts it as `symbar init` "
        "would, says what it assumed, and reports. "
        "One or more tallies (see symbar tally) may stand in its place. "
        "A FILE of answers may be compressed with gzip, and '-' is standard input. With "
        "-o and without -f nothing goes to standard output.",
    .examples = {
        { "symbar report", "the study in ./symbar.json, as text" },
        { "symbar report hotels/symbar.json --units all",
          "another study, with every unit listed" },
        { "symbar report -o report.json -o report.html",
          "two files, one for programs and one for people" },
        { "symbar report -f json | jq '.results[] | select(.scope == \"overall\")'",
          "the figures, on the way to another program" },
        { "symbar report -e staff-2026.csv -c guests-2026.csv.gz",
          "the same study on other answers" },
    },
    .options = { rows, sizeof rows / sizeof *rows },
    .formats = &report_format_list,
    .most_operands = MOST_TALLIES,
    .settings_size = sizeof(struct report_settings),
    .run = run,
};

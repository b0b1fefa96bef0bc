#include "cli/command.h"
#include "cli/destinations.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/study_input.h"
#include "cli/styles.h"

#include <string.h>

struct check_settings {
    struct common_settings common;
    struct words employees;
    struct words customers;
    struct words outputs;
    const char *baseline;
    const char *junit;
    const char *format;
    struct style_words style;
    const char *threads;
};

static const char junit_format[] = "junit";

static const struct option rows[] = {
    { "employees", 'e', OPTION_LIST, "FILE",
      "read the employees' answers from FILE, not from where the study says (may repeat)",
      offsetof(struct check_settings, employees), NULL },
    { "customers", 'c', OPTION_LIST, "FILE", "the same for the customers' answers",
      offsetof(struct check_settings, customers), NULL },
    { "baseline", 'b', OPTION_TEXT, "FILE",
      "the JSON report that changes are counted from",
      offsetof(struct check_settings, baseline), NULL },
    { "output", 'o', OPTION_LIST, "FILE",
      "write the verdicts to FILE, in the format of its extension (may repeat)",
      offsetof(struct check_settings, outputs), NULL },
    { "junit", 0, OPTION_TEXT, "FILE", "write them to FILE as JUnit's XML as well",
      offsetof(struct check_settings, junit), NULL },
    { "format", 'f', OPTION_TEXT, "FORMAT",
      "the format of standard output (text), see below",
      offsetof(struct check_settings, format), NULL },
    { "width", 0, OPTION_TEXT, "N",
      "columns of the text (80, or as wide as the terminal)",
      offsetof(struct check_settings, style.width), NULL },
    { "color", 0, OPTION_TEXT, "WHEN", "auto (the default), always or never",
      offsetof(struct check_settings, style.color), color_choices },
    { "lang", 0, OPTION_TEXT, "LANGUAGE",
      "the language of what people read: en (the default), fr, de or es",
      offsetof(struct check_settings, style.language), language_choices },
    { "ascii", 0, OPTION_FLAG, NULL, "draw with plain ASCII characters",
      offsetof(struct check_settings, style.ascii), NULL },
    THREADS_OPTION(offsetof(struct check_settings, threads)),
};

struct finished_checks {
    const struct symbar_checks *checks;
    const struct styles *styles;
};

static enum symbar_status write_checks(const void *result, const char *format,
                                       bool is_standard, symbar_write_function *write,
                                       void *context,
                                       struct symbar_diagnostics *diagnostics)
{
    const struct finished_checks *finished = result;
    const struct styles *styles = finished->styles;
    if (format == junit_format)
        return symbar_checks_write_junit(finished->checks, write, context, diagnostics);
    return symbar_checks_write(finished->checks, format,
                               is_standard ? &styles->standard : &styles->file, write,
                               context, diagnostics);
}

static enum symbar_status plan(const struct check_settings *settings,
                               struct session *session, struct destinations *destinations,
                               struct styles *styles)
{
    enum symbar_status status =
        destinations_plan(&verdict_format_list, &settings->outputs, settings->format,
                          &session->arena, destinations, session->diagnostics);
    if (!status && settings->junit && strcmp(settings->junit, "-") == 0)
        status = options_fail_value(session->diagnostics, "junit", "-",
                                    "a file; -f chooses what goes to standard output");
    if (!status && settings->junit)
        status = destinations_add(destinations, settings->junit, junit_format,
                                  session->diagnostics);
    if (!status && settings->baseline)
        status =
            destinations_spare(destinations, settings->baseline, session->diagnostics);
    return status ? status
                  : styles_choose(&settings->style, styles, session->diagnostics);
}

static enum symbar_status judge(struct session *session,
                                const struct check_settings *settings,
                                const struct symbar_study *study,
                                struct symbar_checks **checks_out)
{
    struct symbar_report *report = NULL;
    enum symbar_status status =
        symbar_check_prepare(study, settings->baseline != NULL, session->diagnostics);
    if (!status) {
        progress_begin(session->is_quiet);
        status = symbar_run(study, &report, session->diagnostics);
        progress_end();
    }
    if (!status)
        status = symbar_check(study, report, settings->baseline, checks_out,
                              session->diagnostics);
    symbar_report_free(report);
    return status;
}

static enum symbar_status run(struct session *session, const void *given)
{
    const struct check_settings *settings = given;
    const struct study_input input = { .operands = &settings->common.operands,
                                       .employees = &settings->employees,
                                       .customers = &settings->customers,
                                       .older = settings->baseline,
                                       .threads = settings->threads };
    struct symbar_diagnostics *diagnostics = session->diagnostics;
    struct destinations destinations = { 0 };
    struct styles styles;
    struct symbar_study *study = NULL;
    struct symbar_checks *checks = NULL;

    symbar_diagnostics_speak(diagnostics, settings->style.language);
    enum symbar_status status = plan(settings, session, &destinations, &styles);
    if (!status)
        status = study_input_load(&input, &study, diagnostics);
    if (!status)
        status = study_input_spare(&input, &destinations, study, diagnostics);
    if (!status)
        status = judge(session, settings, study, &checks);
    if (status)
        goto done;
    messages_flush(diagnostics, &session->written, session->is_quiet);
    struct finished_checks finished = { checks, &styles };
    status = destinations_write(
        &destinations, (struct result_writer){ write_checks, &finished }, diagnostics);
    if (!status)
        status = symbar_checks_status(checks);
done:
    symbar_checks_free(checks);
    symbar_study_free(study);
    return status;
}

const struct command command_check = {
    .name = "check",
    .synopsis = "[STUDY] [-b FILE] [--junit FILE] [-o FILE]... [-f FORMAT]",
    .summary = "judge a report by the study's checks, for CI and cron",
    .details =
        "Runs the study, ./symbar.json by default, and judges what a report would show by "
        "the study's \"checks\". Each is pass, warn, fail, or inconclusive where it needs "
        "a figure that is suppressed or too uncertain. The exit status is 1 when a check "
        "fails, else 4 when one is inconclusive, else 0.",
    .examples = {
        { "symbar check", "the checks of ./symbar.json" },
        { "symbar check --baseline last.json",
          "with those that are about a change since the report last.json" },
        { "symbar check -f github --junit checks.xml -o summary.md",
          "for a CI job: annotations, a file for the server and a summary" },
        { "symbar check -q -o checks.txt || cat checks.txt",
          "for cron, which mails what is said: nothing while all is well" },
    },
    .options = { rows, sizeof rows / sizeof *rows },
    .formats = &verdict_format_list,
    .most_operands = 1,
    .settings_size = sizeof(struct check_settings),
    .run = run,
};

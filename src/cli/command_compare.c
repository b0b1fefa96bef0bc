#include "cli/command.h"
#include "cli/destinations.h"
#include "cli/messages.h"
#include "cli/styles.h"

struct compare_settings {
    struct common_settings common;
    struct words outputs;
    const char *fail_on;
    const char *format;
    struct style_words style;
};

static const char *const fail_on_choices[] = { "worse", "any", "none", NULL };

static const struct option rows[] = {
    { "fail-on", 0, OPTION_TEXT, "WHAT",
      "exit with 1 on worse (a score fell or a gap widened, significantly), any (or "
      "anything came, went or was asked otherwise), or none (the default)",
      offsetof(struct compare_settings, fail_on), fail_on_choices },
    { "output", 'o', OPTION_LIST, "FILE",
      "write the comparison to FILE, in the format of its extension (may repeat)",
      offsetof(struct compare_settings, outputs), NULL },
    { "format", 'f', OPTION_TEXT, "FORMAT",
      "the format of standard output (text), see below",
      offsetof(struct compare_settings, format), NULL },
    { "width", 0, OPTION_TEXT, "N",
      "columns of the text (80, or as wide as the terminal)",
      offsetof(struct compare_settings, style.width), NULL },
    { "color", 0, OPTION_TEXT, "WHEN", "auto (the default), always or never",
      offsetof(struct compare_settings, style.color), color_choices },
    { "lang", 0, OPTION_TEXT, "LANGUAGE",
      "the language of what people read: en (the default), fr, de or es",
      offsetof(struct compare_settings, style.language), language_choices },
    { "ascii", 0, OPTION_FLAG, NULL, "draw with plain ASCII characters",
      offsetof(struct compare_settings, style.ascii), NULL },
};

struct finished_comparison {
    const struct symbar_comparison *comparison;
    const struct styles *styles;
};

static enum symbar_status write_comparison(const void *result, const char *format,
                                           bool is_standard, symbar_write_function *write,
                                           void *context,
                                           struct symbar_diagnostics *diagnostics)
{
    const struct finished_comparison *finished = result;
    const struct styles *styles = finished->styles;
    return symbar_comparison_write(finished->comparison, format,
                                   is_standard ? &styles->standard : &styles->file, write,
                                   context, diagnostics);
}

static enum symbar_status run(struct session *session, const void *given)
{
    const struct compare_settings *settings = given;
    struct symbar_diagnostics *diagnostics = session->diagnostics;
    const char *const *reports = settings->common.operands.items;
    struct destinations destinations = { 0 };
    struct styles styles;
    struct symbar_comparison *comparison = NULL;

    symbar_diagnostics_speak(diagnostics, settings->style.language);
    enum symbar_status status =
        destinations_plan(&verdict_format_list, &settings->outputs, settings->format,
                          &session->arena, &destinations, diagnostics);
    if (!status)
        status = styles_choose(&settings->style, &styles, diagnostics);
    for (size_t i = 0; i < 2 && !status; i++)
        status = destinations_spare(&destinations, reports[i], diagnostics);
    if (!status)
        status = options_check_dashes(words_count_dashes(&settings->common.operands),
                                      diagnostics);
    if (!status)
        status = symbar_compare(reports[0], reports[1], &comparison, diagnostics);
    if (status)
        return status;
    messages_flush(diagnostics, &session->written, session->is_quiet);
    struct finished_comparison finished = { comparison, &styles };
    status = destinations_write(&destinations,
                                (struct result_writer){ write_comparison, &finished },
                                diagnostics);
    if (!status)
        status = symbar_comparison_status(comparison, settings->fail_on);
    symbar_comparison_free(comparison);
    return status;
}

const struct command command_compare = {
    .name = "compare",
    .synopsis = "OLD.json NEW.json [--fail-on worse|any|none] [-f FORMAT]",
    .summary = "show what has changed between two reports",
    .details =
        "Both are JSON reports of `symbar report -o FILE.json`. Every score and gap that "
        "both show of the same question is compared, with the interval and p of its "
        "change, adjusted for their number. What appeared, vanished, was renamed or "
        "asked otherwise is told.",
    .examples = {
        { "symbar compare 2026-q2.json 2026-q3.json", "two waves" },
        { "symbar compare last.json report.json --fail-on worse",
          "for a job that stops when a score falls or a gap widens" },
        { "symbar compare old.json new.json -f json | jq '.changes[] | select(.worse)'",
          "what has become worse, for another program" },
    },
    .options = { rows, sizeof rows / sizeof *rows },
    .formats = &verdict_format_list,
    .least_operands = 2,
    .most_operands = 2,
    .settings_size = sizeof(struct compare_settings),
    .run = run,
};

#include "cli/command.h"
#include "cli/styles.h"

struct audit_settings {
    struct common_settings common;
    const char *format;
    struct style_words style;
};

static const char *const format_choices[] = { "text", "json", NULL };

static const struct option rows[] = {
    { "format", 'f', OPTION_TEXT, "FORMAT", "text (the default) or json",
      offsetof(struct audit_settings, format), format_choices },
    { "width", 0, OPTION_TEXT, "N",
      "columns of the text (80, or as wide as the terminal)",
      offsetof(struct audit_settings, style.width), NULL },
    { "color", 0, OPTION_TEXT, "WHEN", "auto (the default), always or never",
      offsetof(struct audit_settings, style.color), color_choices },
    { "lang", 0, OPTION_TEXT, "LANGUAGE",
      "the language of what people read: en (the default), fr, de or es",
      offsetof(struct audit_settings, style.language), language_choices },
    { "ascii", 0, OPTION_FLAG, NULL, "draw with plain ASCII characters",
      offsetof(struct audit_settings, style.ascii), NULL },
};

static enum symbar_status run(struct session *session, const void *given)
{
    const struct audit_settings *settings = given;
    const struct words *operands = &settings->common.operands;
    struct output output = { 0 };
    struct styles styles;
    symbar_diagnostics_speak(session->diagnostics, settings->style.language);
    enum symbar_status status =
        styles_choose(&settings->style, &styles, session->diagnostics);
    if (!status)
        status = options_check_dashes(words_count_dashes(operands), session->diagnostics);
    if (!status)
        status = output_open_standard(&output, session->diagnostics);
    if (status)
        return status;
    enum symbar_status found =
        symbar_audit(operands->items[0], operands->count > 1 ? operands->items[1] : NULL,
                     settings->format ? settings->format : "text", &styles.standard,
                     output_write, &output, session->diagnostics);
    if (found == SYMBAR_OK || found == SYMBAR_CHECK_FAILED ||
        found == SYMBAR_CANNOT_WRITE)
        status = output_finish(&output, session->diagnostics);
    output_discard(&output);
    return status ? status : found;
}

const struct command command_audit = {
    .name = "audit",
    .synopsis = "REPORT.json [OLD.json] [-f FORMAT]",
    .summary = "attack a report, to see whether anybody hidden in it can be found",
    .details =
        "Subtracts, solves and bounds with nothing but the report, and with OLD.json, an "
        "older report on the same survey, what changed between the two. It prints what "
        "was tried and, for each success, the cell and the sum that gives it away. The "
        "exit status is 1 if anything is found. `symbar report` runs the same audit on "
        "its own output before it writes.",
    .examples = {
        { "symbar audit report.json", "what an attacker can learn from a report" },
        { "symbar audit report.json last-week.json",
          "and from two of them, while the survey is still open" },
        { "symbar audit report.json && mail -A report.json board@example.org",
          "a report that is sent only if nothing is found" },
    },
    .options = { rows, sizeof rows / sizeof *rows },
    .least_operands = 1,
    .most_operands = 2,
    .settings_size = sizeof(struct audit_settings),
    .run = run,
};

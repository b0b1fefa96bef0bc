#include "cli/command.h"
#include "cli/destinations.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/styles.h"

#include <string.h>

struct inspect_settings {
    struct common_settings common;
    struct words outputs;
    const char *format;
    struct style_words style;
};

static const char *const formats[] = { "text", "json", NULL };

static const struct option rows[] = {
    { "output", 'o', OPTION_LIST, "FILE",
      "write to FILE, as its extension says: .txt or .json (may repeat)",
      offsetof(struct inspect_settings, outputs), NULL },
    { "format", 'f', OPTION_TEXT, "FORMAT", "text (the default) or json",
      offsetof(struct inspect_settings, format), formats },
    { "width", 0, OPTION_TEXT, "N",
      "columns of the text (80, or as wide as the terminal)",
      offsetof(struct inspect_settings, style.width), NULL },
    { "color", 0, OPTION_TEXT, "WHEN", "auto (the default), always or never",
      offsetof(struct inspect_settings, style.color), color_choices },
    { "lang", 0, OPTION_TEXT, "LANGUAGE",
      "the language of what people read: en (the default), fr, de or es",
      offsetof(struct inspect_settings, style.language), language_choices },
};

struct finished_inspection {
    const struct symbar_inspection *inspection;
    const struct styles *styles;
};

static enum symbar_status write_inspection(const void *result, const char *format,
                                           bool is_standard, symbar_write_function *write,
                                           void *context,
                                           struct symbar_diagnostics *diagnostics)
{
    const struct finished_inspection *finished = result;
    const struct styles *styles = finished->styles;
    return symbar_inspection_write(finished->inspection, format,
                                   is_standard ? &styles->standard : &styles->file, write,
                                   context, diagnostics);
}

static enum symbar_status check_files(const struct words *files,
                                      const struct destinations *destinations,
                                      struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = SYMBAR_OK;
    for (size_t i = 0; i < files->count && !status; i++)
        status = destinations_spare(destinations, files->items[i], diagnostics);
    return status ? status : options_check_dashes(words_count_dashes(files), diagnostics);
}

static enum symbar_status run(struct session *session, const void *given)
{
    const struct inspect_settings *settings = given;
    const struct words *files = &settings->common.operands;
    struct symbar_diagnostics *diagnostics = session->diagnostics;
    struct destinations destinations = { 0 };
    struct styles styles;
    struct symbar_inspection *inspection = NULL;

    symbar_diagnostics_speak(diagnostics, settings->style.language);
    enum symbar_status status =
        destinations_plan(&inspection_format_list, &settings->outputs, settings->format,
                          &session->arena, &destinations, diagnostics);
    if (!status)
        status = styles_choose(&settings->style, &styles, diagnostics);
    if (!status)
        status = check_files(files, &destinations, diagnostics);
    if (!status) {
        progress_begin(session->is_quiet);
        status = symbar_inspect((const char *const *)files->items, files->count,
                                &inspection, diagnostics);
        progress_end();
    }
    if (!status) {
        messages_flush(diagnostics, &session->written, session->is_quiet);
        const struct finished_inspection finished = { inspection, &styles };
        status = destinations_write(&destinations,
                                    (struct result_writer){ write_inspection, &finished },
                                    diagnostics);
    }
    symbar_inspection_free(inspection);
    return status;
}

const struct command command_inspect = {
    .name = "inspect",
    .synopsis = "FILE... [-f text|json] [-o FILE]...",
    .summary = "tell what an export is, how it is read and what is in it",
    .details =
        "Nothing has to be said about a FILE: the tool that wrote it, its encoding, its "
        "delimiter and its header rows are recognised, and every one of these guesses "
        "comes with its reason. Of closed questions the answers are listed with their "
        "counts; free text, names, addresses, ids and dates are never printed. At the end "
        "stands what to put into a study to make the guesses certain.",
    .examples = {
        { "symbar inspect staff.csv", "what it is, and its columns" },
        { "symbar inspect staff.csv clients.csv.gz -o exports.txt",
          "two exports, into a file" },
        { "symbar inspect -f json clients.csv | jq '.files[].columns[].name'",
          "the names of its columns" },
    },
    .options = { rows, sizeof rows / sizeof *rows },
    .least_operands = 1,
    .most_operands = 1000,
    .settings_size = sizeof(struct inspect_settings),
    .run = run,
};

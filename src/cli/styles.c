#include "cli/styles.h"

#include "cli/options.h"
#include "cli/terminal.h"

#include <string.h>

const char *const color_choices[] = { "auto", "always", "never", NULL };
const char *const csv_dialect_choices[] = { "rfc4180", "excel", "excel-fr", NULL };
const char *const language_choices[] = { "en", "fr", "de", "es", NULL };

enum symbar_status styles_choose(const struct style_words *words,
                                 struct styles *styles_out,
                                 struct symbar_diagnostics *diagnostics)
{
    struct terminal terminal = terminal_of_standard_output();
    long units = 0;
    long width = 0;
    bool has_all_units = words->units && strcmp(words->units, "all") == 0;
    if (words->units && !has_all_units &&
        !option_number(words->units, 1, 1000000, &units))
        return options_fail_value(diagnostics, "units", words->units,
                                  "a whole number from 1, or all");
    if (words->width &&
        !option_number(words->width, TERMINAL_MIN_WIDTH, TERMINAL_MAX_WIDTH, &width))
        return options_fail_value(diagnostics, "width", words->width,
                                  "a whole number from 40 to 1000");
    const char *color = words->color ? words->color : "auto";
    struct styles styles;
    styles.file = (struct symbar_style){
        .width = width ? (size_t)width : TERMINAL_WIDTH,
        .ascii = words->ascii,
        .plain = words->plain,
        .language = words->language,
        .csv_dialect = words->csv_dialect,
        .unit_limit = has_all_units ? -1 : units,
    };
    styles.standard = styles.file;
    styles.standard.width = width ? (size_t)width : terminal.width;
    styles.standard.ascii = words->ascii || !terminal.has_unicode;
    styles.standard.color =
        strcmp(color, "auto") == 0 ? terminal.has_color : strcmp(color, "always") == 0;
    *styles_out = styles;
    return SYMBAR_OK;
}

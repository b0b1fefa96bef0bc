#include "cli/command.h"
#include "cli/terminal.h"

enum { WIDEST_PROSE = 100 };

struct explain_settings {
    struct common_settings common;
};

static enum symbar_status run(struct session *session, const void *settings)
{
    const struct explain_settings *explain = settings;
    const char *topic =
        explain->common.operands.count ? explain->common.operands.items[0] : NULL;
    struct terminal terminal = terminal_of_standard_output();
    struct output output = { 0 };
    enum symbar_status status = output_open_standard(&output, session->diagnostics);
    if (status)
        return status;
    size_t width = terminal.width < WIDEST_PROSE ? terminal.width : WIDEST_PROSE;
    enum symbar_status explained =
        symbar_explain(topic, width, output_write, &output, session->diagnostics);
    if (explained == SYMBAR_OK || explained == SYMBAR_CANNOT_WRITE)
        status = output_finish(&output, session->diagnostics);
    output_discard(&output);
    return status ? status : explained;
}

const struct command command_explain = {
    .name = "explain",
    .synopsis = "[TOPIC]",
    .summary = "tell what a message, a figure or a verdict means",
    .examples = {
        { "symbar explain", "the list of topics" },
        { "symbar explain answer-outside-scale",
          "the word in brackets at the end of a message" },
        { "symbar explain inconclusive", "a verdict" },
        { "symbar explain index", "a figure: its formula and where it comes from" },
    },
    .most_operands = 1,
    .operand_at = symbar_topic_name,
    .settings_size = sizeof(struct explain_settings),
    .run = run,
};

#include "base/text.h"
#include "cli/command.h"

#include <string.h>

extern const struct command command_report;
extern const struct command command_tally;
extern const struct command command_audit;
extern const struct command command_init;
extern const struct command command_inspect;
extern const struct command command_check;
extern const struct command command_compare;
extern const struct command command_explain;
extern const struct command command_schema;
extern const struct command command_completion;

static const struct command *const commands[] = {
    &command_report,
    &command_init,
    &command_inspect,
    &command_check,
    &command_compare,
    &command_audit,
    &command_tally,
    &command_explain,
    &command_schema,
    &command_completion,
    NULL,
};

enum { MOST_COMMANDS = 32 };

const struct command *command_at(size_t index)
{
    for (size_t i = 0; commands[i]; i++)
        if (i == index)
            return commands[i];
    return NULL;
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

const char *command_probable_name(const char *name)
{
    const char *names[MOST_COMMANDS];
    size_t count = 0;
    for (; commands[count] && count < MOST_COMMANDS; count++)
        names[count] = commands[count]->name;
    return text_nearest(name, names, count);
}

enum symbar_status session_print(struct session *session, const char *text)
{
    struct output output = { 0 };
    enum symbar_status status = output_open_standard(&output, session->diagnostics);
    if (status)
        return status;
    (void)output_write(&output, text, strlen(text)); /* finish tells what failed */
    status = output_finish(&output, session->diagnostics);
    output_discard(&output);
    return status;
}

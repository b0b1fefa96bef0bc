/* symbar: finds the command, reads its command line, runs it, tells what there is to
   tell. */
#include "base/memory.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/messages.h"

#include <stdio.h>
#include <string.h>

/* What the last command on the line made of the run, as an exit status. */
static int exit_status(enum symbar_status status)
{
    return status == SYMBAR_NO_MEMORY ? SYMBAR_BUG : (int)status;
}

static enum symbar_status print_help(struct session *session,
                                     const struct command *command)
{
    struct buffer text = { 0 };
    if (command)
        help_for_command(&text, command);
    else
        help_for_tool(&text);
    enum symbar_status status = buffer_failed(&text)
                                    ? fail_no_memory(session->diagnostics)
                                    : session_print(session, text.bytes);
    buffer_release(&text);
    return status;
}

static enum symbar_status print_version(struct session *session)
{
    struct buffer text = { 0 };
    buffer_format(&text, "symbar %s\n", symbar_version());
    enum symbar_status status = buffer_failed(&text)
                                    ? fail_no_memory(session->diagnostics)
                                    : session_print(session, text.bytes);
    buffer_release(&text);
    return status;
}

/* The first command with this option, or NULL. */
static const struct command *command_with_option(const char *word)
{
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        for (size_t j = 0; j < command->options.count; j++)
            if (strncmp(word, "--", 2) == 0 &&
                strcmp(word + 2, command->options.rows[j].name) == 0)
                return command;
    return NULL;
}

static enum symbar_status unknown_option(struct session *session, const char *word)
{
    const struct command *command = command_with_option(word);
    fail(session->diagnostics, DIAG_UNKNOWN_OPTION, (struct place){ 0 },
         "unknown option '%s'", word);
    if (command)
        hint(session->diagnostics, "options come after the command: symbar %s %s",
             command->name, word);
    else
        hint(session->diagnostics, "`symbar --help` lists commands and options");
    return SYMBAR_BAD_USAGE;
}

static enum symbar_status unknown_command(struct session *session, const char *word)
{
    if (word[0] == '-')
        return unknown_option(session, word);
    const char *probable = command_probable_name(word);
    fail(session->diagnostics, DIAG_UNKNOWN_COMMAND, (struct place){ 0 },
         "unknown command '%s'", word);
    if (probable)
        hint(session->diagnostics, "did you mean '%s'?", probable);
    else
        hint(session->diagnostics, "`symbar --help` lists the commands");
    return SYMBAR_BAD_USAGE;
}

static enum symbar_status check_operands(const struct command *command,
                                         const struct words *operands,
                                         struct symbar_diagnostics *diagnostics)
{
    if (operands->count < command->least_operands) {
        fail(diagnostics, DIAG_MISSING_ARGUMENT, (struct place){ 0 },
             "'%s' needs an argument", command->name);
        hint(diagnostics, "usage: symbar %s %s", command->name, command->synopsis);
        return SYMBAR_BAD_USAGE;
    }
    if (operands->count > command->most_operands) {
        fail(diagnostics, DIAG_UNEXPECTED_ARGUMENT, (struct place){ 0 },
             "unexpected argument '%s'", operands->items[command->most_operands]);
        hint(diagnostics, "usage: symbar %s %s", command->name, command->synopsis);
        return SYMBAR_BAD_USAGE;
    }
    return SYMBAR_OK;
}

static enum symbar_status run_command(struct session *session,
                                      const struct command *command,
                                      const struct words *words)
{
    struct common_settings *settings =
        arena_allocate(&session->arena, 1, command->settings_size);
    if (!settings)
        return fail_no_memory(session->diagnostics);
    enum symbar_status status =
        options_parse(command->name, &command->options, words, &session->arena, settings,
                      session->diagnostics);
    session->is_quiet = settings->quiet;
    if (!status && settings->help)
        return print_help(session, command);
    if (!status)
        status = check_operands(command, &settings->operands, session->diagnostics);
    return status ? status : command->run(session, settings);
}

/* `symbar help` and `symbar help COMMAND` */
static enum symbar_status run_help(struct session *session, const struct words *words)
{
    if (!words->count)
        return print_help(session, NULL);
    const struct command *command = command_find(words->items[0]);
    return command ? print_help(session, command)
                   : unknown_command(session, words->items[0]);
}

static enum symbar_status run_words(struct session *session, const struct words *words)
{
    if (!words->count) {
        struct buffer text = { 0 };
        help_in_short(&text);
        if (!buffer_failed(&text))
            fputs(text.bytes, stderr);
        buffer_release(&text);
        return SYMBAR_BAD_USAGE;
    }
    const char *first = words->items[0];
    struct words rest = { words->items + 1, words->count - 1 };
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
        return print_help(session, NULL);
    if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0)
        return print_version(session);
    if (strcmp(first, "help") == 0)
        return run_help(session, &rest);
    const struct command *command = command_find(first);
    return command ? run_command(session, command, &rest)
                   : unknown_command(session, first);
}

/* A list that has no memory for the message that there is none keeps the status only. */
static bool is_told(const struct symbar_diagnostics *diagnostics, const char *id)
{
    for (size_t i = 0; i < symbar_diagnostics_count(diagnostics); i++)
        if (strcmp(symbar_diagnostics_at(diagnostics, i)->id, id) == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    memory_prepare_process();
    output_prepare_process();
    struct session session = { .diagnostics = symbar_diagnostics_create() };
    if (!session.diagnostics) {
        fputs(messages_no_memory, stderr);
        return exit_status(SYMBAR_NO_MEMORY);
    }
    const char **items = arena_allocate(&session.arena, (size_t)argc + 1, sizeof *items);
    struct words words = { items, 0 };
    enum symbar_status status = SYMBAR_OK;
    for (int i = 1; items && i < argc; i++)
        items[words.count++] = argv[i];
    status = items ? run_words(&session, &words) : fail_no_memory(session.diagnostics);
    messages_flush(session.diagnostics, &session.written, session.is_quiet);
    if (status == SYMBAR_NO_MEMORY && !is_told(session.diagnostics, "no-memory"))
        fputs(messages_no_memory, stderr);
    symbar_diagnostics_free(session.diagnostics);
    arena_release(&session.arena);
    return exit_status(status);
}

#include "cli/completion.h"

#include "cli/command.h"

#include <string.h>

static const char first_words[] = "help --help --version";

/* The fixed values of an option, one by one; NULL past the last one. */
static const char *value_at(const struct command *command, const struct option *option,
                            size_t index)
{
    if (strcmp(option->name, "format") == 0 && command->formats)
        return command->formats->name_at(index);
    return option->choices ? option->choices[index] : NULL;
}

static bool takes_file(const struct option *option)
{
    return option->value && strcmp(option->value, "FILE") == 0;
}

static void list_values(struct buffer *out, const struct command *command,
                        const struct option *option)
{
    const char *value;
    for (size_t i = 0; (value = value_at(command, option, i)); i++)
        buffer_format(out, "%s%s", i ? " " : "", value);
}

static void list_operands(struct buffer *out, const struct command *command)
{
    const char *word;
    for (size_t i = 0; command->operand_at && (word = command->operand_at(i)); i++)
        buffer_format(out, "%s%s", i ? " " : "", word);
}

static void list_commands(struct buffer *out)
{
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        buffer_format(out, "%s%s", i ? " " : "", command->name);
}

/* A text inside single quotes, where the shell takes `escaped` for a quote. */
static void quoted(struct buffer *out, const char *text, const char *escaped)
{
    for (; *text; text++) {
        if (*text == '\'')
            buffer_text(out, escaped);
        else
            buffer_byte(out, *text);
    }
}

/* -- bash: where there are no words, it completes file names -- */

static void write_bash_values(struct buffer *out, const struct command *command)
{
    const struct option *option;
    for (size_t i = 0; (option = option_at(&command->options, i)); i++) {
        if (!option->value)
            continue;
        buffer_text(out, "        ");
        if (option->letter)
            buffer_format(out, "-%c | ", option->letter);
        buffer_format(out, "--%s) words='", option->name);
        list_values(out, command, option);
        buffer_text(out, "' ;;\n");
    }
}

static void write_bash_command(struct buffer *out, const struct command *command)
{
    const struct option *option;
    buffer_format(out, "    %s)\n        case $before in\n", command->name);
    write_bash_values(out, command);
    buffer_text(out, "        *)\n            words='");
    list_operands(out, command);
    buffer_text(out, "'\n            [[ $word == -* ]] && words='");
    for (size_t i = 0; (option = option_at(&command->options, i)); i++)
        buffer_format(out, "%s--%s", i ? " " : "", option->name);
    buffer_text(out, "' ;;\n        esac ;;\n");
}

static void write_bash(struct buffer *out)
{
    buffer_text(out, "# made by `symbar completion bash`\n"
                     "_symbar() {\n"
                     "    local word=${COMP_WORDS[COMP_CWORD]} words=\n"
                     "    local before=${COMP_WORDS[COMP_CWORD - 1]}\n"
                     "    local command=${COMP_WORDS[1]}\n"
                     "    ((COMP_CWORD > 1)) || command=\n"
                     "    # bash takes --format=json for three words\n"
                     "    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}\n"
                     "    [[ $word == = ]] && word=\n"
                     "    case $command in\n"
                     "    '') words='");
    list_commands(out);
    buffer_format(out, " %s' ;;\n    help) words='", first_words);
    list_commands(out);
    buffer_text(out, "' ;;\n");
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        write_bash_command(out, command);
    buffer_text(out, "    esac\n"
                     "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                     "}\n"
                     "complete -o default -F _symbar symbar\n");
}

/* -- zsh -- */

/* A description in a specification of _arguments: brackets and colons are its syntax. */
static void write_zsh_description(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("[]:\\", *text))
            buffer_byte(out, '\\');
        if (*text == '\'')
            buffer_text(out, "'\\''");
        else
            buffer_byte(out, *text);
    }
}

static void write_zsh_option(struct buffer *out, const struct command *command,
                             const struct option *option)
{
    buffer_text(out, " \\\n            ");
    if (option->kind == OPTION_LIST)
        buffer_text(out, "'*'");
    if (option->letter)
        buffer_format(out, "{-%c,--%s%s}'[", option->letter, option->name,
                      option->value ? "=" : "");
    else
        buffer_format(out, "'--%s%s[", option->name, option->value ? "=" : "");
    write_zsh_description(out, option->help);
    buffer_byte(out, ']');
    if (option->value) {
        buffer_byte(out, ':');
        write_zsh_description(out, option->value);
        buffer_byte(out, ':');
    }
    if (takes_file(option)) {
        buffer_text(out, "_files");
    } else if (option->value && value_at(command, option, 0)) {
        buffer_byte(out, '(');
        list_values(out, command, option);
        buffer_byte(out, ')');
    }
    buffer_byte(out, '\'');
}

static void write_zsh_command(struct buffer *out, const struct command *command)
{
    buffer_format(out, "    %s)\n        _arguments", command->name);
    const struct option *option;
    for (size_t i = 0; (option = option_at(&command->options, i)); i++)
        write_zsh_option(out, command, option);
    if (command->operand_at) {
        buffer_text(out, " \\\n            '*:argument:(");
        list_operands(out, command);
        buffer_text(out, ")'");
    } else {
        buffer_text(out, " \\\n            '*:file:_files'");
    }
    buffer_text(out, "\n        ;;\n");
}

static void write_zsh(struct buffer *out)
{
    buffer_text(out, "#compdef symbar\n"
                     "# made by `symbar completion zsh`\n"
                     "_symbar() {\n"
                     "    local -a commands=(\n");
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++) {
        buffer_format(out, "        '%s:", command->name);
        quoted(out, command->summary, "'\\''");
        buffer_text(out, "'\n");
    }
    buffer_format(out,
                  "    )\n"
                  "    if ((CURRENT == 2)); then\n"
                  "        _describe command commands\n"
                  "        compadd -- %s\n"
                  "        return\n"
                  "    fi\n"
                  "    shift words\n"
                  "    ((CURRENT--))\n"
                  "    case $words[1] in\n"
                  "    help) _describe command commands ;;\n",
                  first_words);
    for (size_t i = 0; (command = command_at(i)); i++)
        write_zsh_command(out, command);
    buffer_text(out, "    esac\n"
                     "}\n"
                     "if [[ $funcstack[1] == _symbar ]]; then\n"
                     "    _symbar \"$@\"\n"
                     "else\n"
                     "    compdef _symbar symbar\n"
                     "fi\n");
}

/* -- fish -- */

static void write_fish_text(struct buffer *out, const char *text)
{
    buffer_byte(out, '\'');
    quoted(out, text, "\\'");
    buffer_byte(out, '\'');
}

static void write_fish_option(struct buffer *out, const struct command *command,
                              const struct option *option)
{
    buffer_format(out, "complete -c symbar -n '__fish_seen_subcommand_from %s' -l %s",
                  command->name, option->name);
    if (option->letter)
        buffer_format(out, " -s %c", option->letter);
    if (option->value)
        buffer_text(out, takes_file(option) ? " -r -F" : " -x");
    if (option->value && value_at(command, option, 0)) {
        buffer_text(out, " -a '");
        list_values(out, command, option);
        buffer_byte(out, '\'');
    }
    buffer_text(out, " -d ");
    write_fish_text(out, option->help);
    buffer_byte(out, '\n');
}

static void write_fish_command(struct buffer *out, const struct command *command)
{
    buffer_format(out, "complete -c symbar -n __fish_use_subcommand -a %s -d ",
                  command->name);
    write_fish_text(out, command->summary);
    buffer_format(out, "\ncomplete -c symbar -n '__fish_seen_subcommand_from %s' ",
                  command->name);
    if (command->operand_at) {
        buffer_text(out, "-a '");
        list_operands(out, command);
        buffer_text(out, "'\n");
    } else {
        buffer_text(out, "-F\n");
    }
    const struct option *option;
    for (size_t i = 0; (option = option_at(&command->options, i)); i++)
        write_fish_option(out, command, option);
}

static void write_fish(struct buffer *out)
{
    buffer_text(out, "# made by `symbar completion fish`\n"
                     "complete -c symbar -f\n"
                     "complete -c symbar -n __fish_use_subcommand -a help\n"
                     "complete -c symbar -n __fish_use_subcommand -l help\n"
                     "complete -c symbar -n __fish_use_subcommand -l version\n");
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        write_fish_command(out, command);
}

const struct shell completion_shells[] = {
    { "bash", write_bash },
    { "zsh", write_zsh },
    { "fish", write_fish },
};

const size_t completion_shell_count =
    sizeof completion_shells / sizeof *completion_shells;

#include "cli/help.h"

#include <string.h>

enum { OPTION_COLUMN = 28 };

/* Wraps at spaces; `column` is where the text begins and further lines are indented. */
static void wrap(struct buffer *out, const char *text, size_t column)
{
    size_t at = column;
    while (*text) {
        size_t word = strcspn(text, " ");
        if (at > column && at + 1 + word > HELP_WIDTH) {
            buffer_byte(out, '\n');
            buffer_repeat(out, " ", column);
            at = column;
        } else if (at > column) {
            buffer_byte(out, ' ');
            at++;
        }
        buffer_append(out, text, word);
        at += word;
        text += word;
        text += *text == ' ';
    }
    buffer_byte(out, '\n');
}

/* "  left        right", the right part on a line of its own where the left is long. */
static void line_of_two(struct buffer *out, const char *left, const char *right)
{
    size_t width = strlen(left) + 2;
    buffer_format(out, "  %s", left);
    if (width + 2 > OPTION_COLUMN) {
        buffer_byte(out, '\n');
        width = 0;
    }
    buffer_repeat(out, " ", OPTION_COLUMN - width);
    wrap(out, right, OPTION_COLUMN);
}

static void list_option(struct buffer *out, const struct option *option)
{
    struct buffer left = { 0 };
    if (option->letter)
        buffer_format(&left, "-%c, ", option->letter);
    else
        buffer_text(&left, "    ");
    buffer_format(&left, "--%s", option->name);
    if (option->value)
        buffer_format(&left, " %s", option->value);
    if (buffer_failed(&left))
        out->failed = true;
    else
        line_of_two(out, left.bytes, option->help);
    buffer_release(&left);
}

static void list_examples(struct buffer *out, const struct example *examples)
{
    buffer_text(out, "\nExamples:\n");
    for (size_t i = 0; i < MOST_EXAMPLES && examples[i].line; i++) {
        buffer_format(out, "  %s\n      ", examples[i].line);
        wrap(out, examples[i].gives, 6);
    }
}

static size_t longer(size_t length, const char *text)
{
    return text && strlen(text) > length ? strlen(text) : length;
}

static void list_formats(struct buffer *out, const struct format_list *formats)
{
    buffer_text(out, "\nFormats, and the extensions that ask for them with -o:\n");
    const char *name;
    size_t name_width = 0;
    size_t extension_width = 0;
    for (size_t i = 0; (name = formats->name_at(i)); i++) {
        name_width = longer(name_width, name);
        extension_width = longer(extension_width, formats->extension_at(i));
    }
    for (size_t i = 0; (name = formats->name_at(i)); i++) {
        const char *extension = formats->extension_at(i);
        buffer_format(out, "  %-*s  %-*s  ", (int)name_width, name, (int)extension_width,
                      extension ? extension : "");
        wrap(out, formats->summary_at(i), name_width + extension_width + 6);
    }
}

void help_for_command(struct buffer *out, const struct command *command)
{
    buffer_format(out, "Usage: symbar %s %s\n\n", command->name, command->synopsis);
    buffer_byte(out, (char)(command->summary[0] - 'a' + 'A'));
    buffer_format(out, "%s.\n", command->summary + 1);
    list_examples(out, command->examples);
    if (command->details) {
        buffer_byte(out, '\n');
        wrap(out, command->details, 0);
    }
    buffer_text(out, "\nOptions:\n");
    const struct option *option;
    for (size_t i = 0; (option = option_at(&command->options, i)); i++)
        list_option(out, option);
    if (command->formats)
        list_formats(out, command->formats);
    buffer_text(out,
                "\nThe exit status is 0 when all went well; `symbar --help` lists the "
                "others.\n");
}

static const struct example tool_examples[] = {
    { "symbar report -e staff.csv -c clients.csv",
      "without a study: symbar drafts one, says what it assumed, and reports" },
    { "symbar init -e staff.csv -c clients.csv",
      "the same draft as a file, ./symbar.json, to be corrected" },
    { "symbar report -o report.json -o report.txt",
      "that study's report, one file for programs and one for people" },
    { "symbar inspect staff.csv", "what an export is and what is in it" },
    { "symbar explain symmetric", "what a verdict, a figure or a message means" },
};

static const struct {
    const char *code;
    const char *meaning;
} statuses[] = {
    { "0", "done; every check passed" },
    { "1", "a check failed, or `compare --fail-on` or `audit` found something" },
    { "2", "wrong usage" },
    { "3", "the input or the study was refused" },
    { "4", "inconclusive: a check needs a figure that is not there" },
    { "5", "the output could not be written" },
    { "70", "a bug in symbar, or not enough memory" },
    { "128+n", "stopped by signal n" },
};

void help_for_tool(struct buffer *out)
{
    buffer_text(out, "Usage: symbar COMMAND [ARGUMENT]...\n\n");
    wrap(out,
         "symbar is a symmetry barometer: it reads two surveys that mirror each other, "
         "one "
         "answered by employees and one by customers, and shows where the two pictures "
         "differ, by how much, and whether the difference is real.",
         0);
    list_examples(out, tool_examples);
    buffer_text(out, "\nCommands:\n");
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        line_of_two(out, command->name, command->summary);
    buffer_text(out, "\nOptions:\n");
    line_of_two(out, "-h, --help", "print this help and stop");
    line_of_two(out, "-V, --version", "print the version and stop");
    buffer_text(out, "\nExit status:\n");
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        buffer_format(out, "  %-8s%s\n", statuses[i].code, statuses[i].meaning);
    buffer_text(out,
                "\n`symbar COMMAND --help` tells more about a command, and the manual "
                "all of it:\nman symbar.\n");
}

void help_in_short(struct buffer *out)
{
    buffer_text(out, "Usage: symbar COMMAND [ARGUMENT]...\nCommands: ");
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        buffer_format(out, "%s%s", i ? ", " : "", command->name);
    buffer_text(out, "\n`symbar --help` tells more.\n");
}

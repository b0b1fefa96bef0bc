#include "cli/options.h"

#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 64 };

static const struct option common_rows[] = {
    { "quiet", 'q', OPTION_FLAG, NULL, "say nothing but errors",
      offsetof(struct common_settings, quiet), NULL },
    { "help", 'h', OPTION_FLAG, NULL, "print this help and stop",
      offsetof(struct common_settings, help), NULL },
};

const struct option_table common_options = { common_rows,
                                             sizeof common_rows / sizeof *common_rows };

const struct option *option_at(const struct option_table *own, size_t index)
{
    if (index < own->count)
        return &own->rows[index];
    index -= own->count;
    return index < common_options.count ? &common_options.rows[index] : NULL;
}

struct parser {
    const char *command;
    const struct option_table *own;
    const struct words *words;
    size_t next; /* the word to read */
    struct arena *arena;
    struct common_settings *settings;
    struct symbar_diagnostics *diagnostics;
};

static const struct option *find_by_name(const struct option_table *own, const char *name,
                                         size_t byte_count)
{
    const struct option *option;
    for (size_t i = 0; (option = option_at(own, i)); i++)
        if (strlen(option->name) == byte_count &&
            memcmp(option->name, name, byte_count) == 0)
            return option;
    return NULL;
}

static const struct option *find_by_letter(const struct option_table *own, char letter)
{
    const struct option *option;
    for (size_t i = 0; (option = option_at(own, i)); i++)
        if (option->letter == letter)
            return option;
    return NULL;
}

/* The option that an unknown name was meant to be: the only one that it begins, or the
   nearest by spelling. */
static const char *probable_name(const struct option_table *own, const char *name)
{
    const char *names[MOST_OPTIONS];
    size_t count = 0;
    size_t begun = 0;
    const char *only = NULL;
    const struct option *option;
    for (size_t i = 0; (option = option_at(own, i)) && count < MOST_OPTIONS; i++) {
        names[count++] = option->name;
        if (strncmp(option->name, name, strlen(name)) == 0) {
            only = option->name;
            begun++;
        }
    }
    return begun == 1 ? only : text_nearest(name, names, count);
}

static void fail_unknown(struct parser *parser, const char *word, const char *name,
                         size_t name_byte_count)
{
    size_t shown = (size_t)(name - word) + name_byte_count;
    fail(parser->diagnostics, DIAG_UNKNOWN_OPTION, (struct place){ 0 },
         "unknown option '%.*s'", (int)shown, word);
    char text[64] = "";
    if (name_byte_count < sizeof text)
        memcpy(text, name, name_byte_count);
    const char *probable = *text ? probable_name(parser->own, text) : NULL;
    if (probable)
        hint(parser->diagnostics, "did you mean '--%s'?", probable);
    else
        hint(parser->diagnostics, "`symbar %s --help` lists the options",
             parser->command);
}

enum symbar_status options_fail_value(struct symbar_diagnostics *diagnostics,
                                      const char *name, const char *value,
                                      const char *takes)
{
    enum symbar_status status =
        fail(diagnostics, DIAG_BAD_OPTION_VALUE, (struct place){ 0 },
             "option '--%s' does not take '%s'", name, value);
    hint(diagnostics, "it takes %s", takes);
    return status;
}

static bool is_choice(const struct option *option, const char *value)
{
    if (!option->choices)
        return true;
    for (size_t i = 0; option->choices[i]; i++)
        if (strcmp(option->choices[i], value) == 0)
            return true;
    return false;
}

static void fail_choice(struct parser *parser, const struct option *option,
                        const char *value)
{
    struct buffer list = { 0 };
    for (size_t i = 0; option->choices[i]; i++)
        buffer_format(&list, "%s%s", i ? ", " : "one of: ", option->choices[i]);
    options_fail_value(parser->diagnostics, option->name, value,
                       buffer_failed(&list) ? option->value : list.bytes);
    buffer_release(&list);
}

static void *target_of(struct parser *parser, const struct option *option)
{
    return (char *)parser->settings + option->target;
}

static void append_word(struct words *list, const char *word)
{
    list->items[list->count++] = word;
}

/* Room for as many words as the line has, so that appending cannot fail. */
static bool prepare_list(struct parser *parser, struct words *list)
{
    if (!list->items)
        list->items =
            arena_allocate(parser->arena, parser->words->count, sizeof *list->items);
    return list->items != NULL;
}

static enum symbar_status store(struct parser *parser, const struct option *option,
                                const char *value)
{
    if (option->kind != OPTION_FLAG && !is_choice(option, value)) {
        fail_choice(parser, option, value);
        return SYMBAR_OK;
    }
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)target_of(parser, option) = true;
        break;
    case OPTION_TEXT:
        *(const char **)target_of(parser, option) = value;
        break;
    case OPTION_LIST: {
        struct words *list = target_of(parser, option);
        if (!prepare_list(parser, list))
            return fail_no_memory(parser->diagnostics);
        append_word(list, value);
        break;
    }
    }
    return SYMBAR_OK;
}

/* An option with `attached` as what is joined to it (NULL: nothing). */
static enum symbar_status take(struct parser *parser, const struct option *option,
                               const char *attached)
{
    if (option->kind == OPTION_FLAG) {
        if (attached)
            fail(parser->diagnostics, DIAG_UNEXPECTED_VALUE, (struct place){ 0 },
                 "option '--%s' takes no value", option->name);
        return store(parser, option, NULL);
    }
    if (!attached && parser->next < parser->words->count)
        attached = parser->words->items[parser->next++];
    if (!attached) {
        fail(parser->diagnostics, DIAG_MISSING_VALUE, (struct place){ 0 },
             "option '--%s' needs a value: --%s %s", option->name, option->name,
             option->value);
        return SYMBAR_OK;
    }
    return store(parser, option, attached);
}

static enum symbar_status take_long(struct parser *parser, const char *word)
{
    const char *name = word + 2;
    const char *equals = strchr(name, '=');
    size_t byte_count = equals ? (size_t)(equals - name) : strlen(name);
    const struct option *option = find_by_name(parser->own, name, byte_count);
    if (option)
        return take(parser, option, equals ? equals + 1 : NULL);
    fail_unknown(parser, word, name, byte_count);
    return SYMBAR_OK;
}

static enum symbar_status take_short(struct parser *parser, const char *word)
{
    /* `-output` is a long option that lacks a dash, not `-o utput` */
    bool is_long = find_by_name(parser->own, word + 1, strlen(word + 1)) && word[2];
    const struct option *option = find_by_letter(parser->own, word[1]);
    if (option && !is_long && (option->kind != OPTION_FLAG || !word[2]))
        return take(parser, option, word[2] ? word + 2 : NULL);
    fail_unknown(parser, word, word + 1, strlen(word + 1));
    return SYMBAR_OK;
}

enum symbar_status options_parse(const char *command, const struct option_table *own,
                                 const struct words *words, struct arena *arena,
                                 struct common_settings *settings,
                                 struct symbar_diagnostics *diagnostics)
{
    struct parser parser = { command, own, words, 0, arena, settings, diagnostics };
    size_t errors = diagnostics_error_count(diagnostics);
    bool is_ended = false;
    if (words->count && !prepare_list(&parser, &settings->operands))
        return fail_no_memory(diagnostics);
    while (parser.next < words->count) {
        const char *word = words->items[parser.next++];
        enum symbar_status status = SYMBAR_OK;
        if (is_ended || word[0] != '-' || !word[1])
            append_word(&settings->operands, word);
        else if (strcmp(word, "--") == 0)
            is_ended = true;
        else
            status =
                word[1] == '-' ? take_long(&parser, word) : take_short(&parser, word);
        if (status)
            return status;
    }
    return diagnostics_error_count(diagnostics) > errors ? SYMBAR_BAD_USAGE : SYMBAR_OK;
}

size_t words_count_dashes(const struct words *words)
{
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        count += strcmp(words->items[i], "-") == 0;
    return count;
}

enum symbar_status options_check_dashes(size_t dash_count,
                                        struct symbar_diagnostics *diagnostics)
{
    if (dash_count < 2)
        return SYMBAR_OK;
    return fail(diagnostics, DIAG_DASH_TWICE, (struct place){ 0 },
                "'-' is given %zu times, but standard input can be read once only",
                dash_count);
}

bool option_number(const char *text, long min, long max, long *number_out)
{
    if (text[0] < '0' || text[0] > '9')
        return false;
    char *end = NULL;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (errno || *end || number < min || number > max)
        return false;
    *number_out = number;
    return true;
}

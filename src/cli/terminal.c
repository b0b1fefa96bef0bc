#define _DEFAULT_SOURCE /* struct winsize */

#include "cli/terminal.h"

#include "cli/options.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_set(const char *value)
{
    return value && *value;
}

/* The character set of the locale's name: "fr_FR.UTF-8", "C.utf8". */
static bool names_utf8(const char *locale)
{
    for (const char *at = locale; *at; at++)
        if ((at[0] == 'U' || at[0] == 'u') && (at[1] == 'T' || at[1] == 't') &&
            (at[2] == 'F' || at[2] == 'f') &&
            (at[3] == '8' || strncmp(at + 3, "-8", 2) == 0))
            return true;
    return false;
}

static bool is_utf8(const char *(*lookup)(const char *name))
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = lookup(names[i]);
        if (is_set(locale))
            return names_utf8(locale);
    }
    return false;
}

struct terminal terminal_describe(bool is_terminal, size_t window_width,
                                  const char *(*lookup)(const char *name))
{
    struct terminal terminal = { false, TERMINAL_WIDTH, false, true };
    if (!is_terminal)
        return terminal;
    const char *columns = lookup("COLUMNS");
    const char *kind = lookup("TERM");
    long width = 0;
    if (!columns || !option_number(columns, 1, 100000, &width))
        width = window_width ? (long)window_width : TERMINAL_WIDTH;
    terminal.is_terminal = true;
    terminal.width = width < TERMINAL_MIN_WIDTH   ? TERMINAL_MIN_WIDTH
                     : width > TERMINAL_MAX_WIDTH ? TERMINAL_MAX_WIDTH
                                                  : (size_t)width;
    terminal.has_color =
        is_set(kind) && strcmp(kind, "dumb") != 0 && !is_set(lookup("NO_COLOR"));
    terminal.has_unicode = is_utf8(lookup);
    return terminal;
}

static const char *environment(const char *name)
{
    return getenv(name);
}

struct terminal terminal_of_standard_output(void)
{
    struct winsize size = { 0 };
    bool is_terminal = isatty(STDOUT_FILENO);
    if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        size.ws_col = 0;
    return terminal_describe(is_terminal, size.ws_col, environment);
}

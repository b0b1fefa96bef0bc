#include "cli/messages.h"

#include "base/diagnostics.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char messages_no_memory[] = "symbar: error: not enough memory [no-memory]\n";

static const char *severity_words(const struct language *language,
                                  enum symbar_severity severity)
{
    switch (severity) {
    case SYMBAR_NOTE:
        return translated(language, "note");
    case SYMBAR_WARNING:
        return translated(language, "warning");
    case SYMBAR_ERROR:
        return translated(language, "error");
    }
    return NULL;
}

static void escape(struct buffer *out, const char *text)
{
    text_escape(out, text, strlen(text));
}

/* "symbar.json: /scales/csat5/min: " or "clients.csv:1842:27: " */
static void render_place(struct buffer *out, const struct language *language,
                         const struct symbar_diagnostic *item)
{
    if (item->path) {
        escape(out, strcmp(item->path, "-") == 0 ? translated(language, "standard input")
                    : *item->path                ? item->path
                                                 : "''");
        if (item->line)
            buffer_format(out, ":%" PRIu64, item->line);
        if (item->line && item->column)
            buffer_format(out, ":%" PRIu64, item->column);
        buffer_text(out, ": ");
    }
    /* of a study that was drafted in memory nobody could follow it */
    if (item->path && item->pointer) {
        escape(out, *item->pointer ? item->pointer : "/");
        buffer_text(out, ": ");
    }
}

/* Where the same thing was met again; a count that leads nowhere is in the message. */
static void render_repeats(struct buffer *out, const struct language *language,
                           const struct symbar_diagnostic *item)
{
    struct buffer lines = { 0 };
    for (size_t i = 0; i < item->line_count; i++)
        buffer_format(&lines, "%s%" PRIu64, i ? ", " : "", item->lines[i]);
    buffer_text(&lines, item->count > item->line_count ? ", ..." : "");
    buffer_text(out, "symbar:   ");
    if (buffer_failed(&lines))
        out->failed = true;
    else if (item->column)
        buffer_format(out,
                      translated(language, "seen %llu times in this column; lines %s"),
                      (unsigned long long)item->count, lines.bytes);
    else
        buffer_format(out, translated(language, "seen %llu times; lines %s"),
                      (unsigned long long)item->count, lines.bytes);
    buffer_byte(out, '\n');
    buffer_release(&lines);
}

static void render_one(struct buffer *out, const struct language *language,
                       const struct symbar_diagnostic *item)
{
    buffer_format(out, "symbar: %s: ", severity_words(language, item->severity));
    render_place(out, language, item);
    buffer_format(out, "%s [%s]\n", item->told, item->id);
    if (item->count > 1 && item->line_count)
        render_repeats(out, language, item);
    if (item->told_hint)
        buffer_format(out, "symbar:   %s: %s\n", translated(language, "hint"),
                      item->told_hint);
}

void messages_render(struct buffer *out, const struct symbar_diagnostics *diagnostics,
                     size_t first, bool is_quiet)
{
    const struct language *language = diagnostics_language(diagnostics);
    size_t count = symbar_diagnostics_count(diagnostics);
    size_t errors = 0;
    for (size_t i = first; i < count; i++)
        errors += symbar_diagnostics_at(diagnostics, i)->severity == SYMBAR_ERROR;
    size_t room_for_errors = MESSAGES_SHOWN;
    size_t room_for_others = errors < MESSAGES_SHOWN ? MESSAGES_SHOWN - errors : 0;
    uint64_t more = 0;
    for (size_t i = first; i < count; i++) {
        const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, i);
        bool is_error = item->severity == SYMBAR_ERROR;
        size_t *room = is_error ? &room_for_errors : &room_for_others;
        if (!is_error && is_quiet)
            continue;
        if (!*room) {
            more++;
            continue;
        }
        --*room;
        render_one(out, language, item);
    }
    if (first == 0)
        more += symbar_diagnostics_unlisted(diagnostics);
    if (more)
        buffer_format(out,
                      translated_count(language, "symbar: and %llu more problem\n",
                                       "symbar: and %llu more problems\n", more),
                      (unsigned long long)more);
}

void messages_flush(const struct symbar_diagnostics *diagnostics, size_t *written,
                    bool is_quiet)
{
    size_t count = symbar_diagnostics_count(diagnostics);
    if (*written == count)
        return;
    struct buffer text = { 0 };
    messages_render(&text, diagnostics, *written, is_quiet);
    *written = count;
    if (buffer_failed(&text))
        fputs(messages_no_memory, stderr);
    else if (text.byte_count)
        fwrite(text.bytes, 1, text.byte_count, stderr);
    buffer_release(&text);
}

#include "cli/messages.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char messages_no_memory[] = "symbar: error: not enough memory [no-memory]\n";

static const char *severity_name(enum symbar_severity severity)
{
    switch (severity) {
    case SYMBAR_NOTE:
        return "note";
    case SYMBAR_WARNING:
        return "warning";
    case SYMBAR_ERROR:
        return "error";
    }
    return "error";
}

static void escape(struct buffer *out, const char *text)
{
    text_escape(out, text, strlen(text));
}

/* "symbar.json: /scales/csat5/min: " or "clients.csv:1842:27: " */
static void render_place(struct buffer *out, const struct symbar_diagnostic *item)
{
    if (item->path) {
        escape(out, strcmp(item->path, "-") == 0 ? "standard input" : item->path);
        if (item->line)
            buffer_format(out, ":%" PRIu64, item->line);
        if (item->line && item->column)
            buffer_format(out, ":%" PRIu64, item->column);
        buffer_text(out, ": ");
    }
    if (item->pointer) {
        escape(out, *item->pointer ? item->pointer : "/");
        buffer_text(out, ": ");
    }
}

/* Where the same thing was met again; a count that leads nowhere is in the message. */
static void render_repeats(struct buffer *out, const struct symbar_diagnostic *item)
{
    buffer_format(out, "symbar:   seen %" PRIu64 " times", item->count);
    if (item->column)
        buffer_text(out, " in this column");
    for (size_t i = 0; i < item->line_count; i++)
        buffer_format(out, "%s%" PRIu64, i ? ", " : "; lines ", item->lines[i]);
    buffer_text(out, item->count > item->line_count ? ", ...\n" : "\n");
}

static void render_one(struct buffer *out, const struct symbar_diagnostic *item)
{
    buffer_format(out, "symbar: %s: ", severity_name(item->severity));
    render_place(out, item);
    buffer_format(out, "%s [%s]\n", item->message, item->id);
    if (item->count > 1 && item->line_count)
        render_repeats(out, item);
    if (item->hint)
        buffer_format(out, "symbar:   hint: %s\n", item->hint);
}

void messages_render(struct buffer *out, const struct symbar_diagnostics *diagnostics,
                     size_t first, bool is_quiet)
{
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
        render_one(out, item);
    }
    if (first == 0)
        more += symbar_diagnostics_unlisted(diagnostics);
    if (more)
        buffer_format(out, "symbar: and %" PRIu64 " more %s\n", more,
                      more == 1 ? "problem" : "problems");
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

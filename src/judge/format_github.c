/* Lines that GitHub Actions shows as annotations of a run: one for each row that does not
   pass, a notice for the rest. */
#include "judge/finding.h"
#include "judge/format.h"

#include <stdio.h>

/* The escapes of a workflow command; in a property `:` and `,` as well. Other control
   characters have no place in a log. */
static void escape(struct buffer *out, const char *text, bool is_property)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '%' || byte == '\r' || byte == '\n' ||
            (is_property && (byte == ':' || byte == ',')))
            buffer_format(out, "%%%02X", byte);
        else if (byte < ' ' || byte == 0x7f)
            buffer_byte(out, ' ');
        else
            buffer_byte(out, *text);
    }
}

static void annotate(struct buffer *out, const char *command, const char *title,
                     const char *message)
{
    buffer_format(out, "::%s title=", command);
    escape(out, title, true);
    buffer_text(out, "::");
    escape(out, message, false);
    buffer_byte(out, '\n');
}

static const char *command_of(enum check_verdict verdict)
{
    switch (verdict) {
    case CHECK_FAIL:
    case CHECK_INCONCLUSIVE:
        return "error";
    case CHECK_WARN:
        return "warning";
    case CHECK_PASS:
    case CHECK_VERDICT_COUNT:
        break;
    }
    return "notice";
}

static void annotate_row(struct buffer *out, const struct check_row *row)
{
    struct buffer title = { 0 };
    struct buffer message = { 0 };
    buffer_format(&title, "%s: %s", check_verdict_name(row->verdict), row->check->id);
    say_where(&message, NULL, &row->place, row->label);
    buffer_format(&message, "%s%s", message.byte_count ? ": " : "", row->message);
    if (buffer_failed(&title) || buffer_failed(&message))
        out->failed = true;
    else
        annotate(out, command_of(row->verdict), title.bytes, message.bytes);
    buffer_release(&title);
    buffer_release(&message);
}

static enum symbar_status write_checks(const struct checks *checks,
                                       const struct report_style *style, struct sink sink,
                                       struct symbar_diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    char sum[96];
    (void)style;
    for (size_t i = 0; i < checks->row_count; i++)
        if (checks->rows[i].verdict != CHECK_PASS)
            annotate_row(&out, &checks->rows[i]);
    snprintf(sum, sizeof sum, "%zu of %zu checks pass",
             checks->verdict_counts[CHECK_PASS], checks->summary_count);
    annotate(&out, "notice", "symbar check", sum);
    return flush_buffer(&out, sink, diagnostics);
}

static void annotate_change(struct buffer *out, const struct figure_change *change)
{
    struct buffer title = { 0 };
    struct buffer message = { 0 };
    enum figure_unit unit = change->figure.figure->unit;
    buffer_format(&title, "%s %s", change->figure.name,
                  change_verdict_name(change->verdict));
    say_where(&message, NULL, &change->place, change->label);
    buffer_text(&message, ": from ");
    say_number(&message, NULL, unit, change->old.value, NULL);
    buffer_text(&message, " to ");
    say_number(&message, NULL, unit, change->new.value, NULL);
    if (buffer_failed(&title) || buffer_failed(&message))
        out->failed = true;
    else
        annotate(out, change->is_worse ? "warning" : "notice", title.bytes,
                 message.bytes);
    buffer_release(&title);
    buffer_release(&message);
}

static void annotate_event(struct buffer *out, const struct event *event)
{
    struct buffer message = { 0 };
    say_event(&message, NULL, event);
    if (buffer_failed(&message))
        out->failed = true;
    else
        annotate(out, "notice", "symbar compare", message.bytes);
    buffer_release(&message);
}

static enum symbar_status write_comparison(const struct comparison *comparison,
                                           const struct report_style *style,
                                           struct sink sink,
                                           struct symbar_diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    char sum[128];
    (void)style;
    for (size_t i = 0; i < comparison->change_count; i++)
        if (comparison->changes[i].verdict > CHANGE_INCONCLUSIVE)
            annotate_change(&out, &comparison->changes[i]);
    for (size_t i = 0; i < comparison->event_count; i++)
        annotate_event(&out, &comparison->events[i]);
    for (size_t i = 0; i < comparison->note_count; i++)
        annotate(&out, "notice", "symbar compare", comparison->notes[i].text);
    snprintf(sum, sizeof sum,
             "%zu of %zu figures changed significantly, %zu for the worse",
             comparison->significant_count, comparison->compared_count,
             comparison->worse_count);
    annotate(&out, "notice", "symbar compare", sum);
    return flush_buffer(&out, sink, diagnostics);
}

const struct judge_format judge_format_github = {
    .name = "github",
    .summary = "annotations of a GitHub Actions run",
    .write_checks = write_checks,
    .write_comparison = write_comparison,
};

#include "analysis/figures.h"
#include "base/buffer.h"
#include "base/diagnostics.h"
#include "base/memory.h"
#include "base/text.h"

#include <symbar/symbar.h>

#include <string.h>

enum { NARROWEST = 40 };

/* Appends `text` as lines of at most `width` columns, each after `margin` spaces. The
   texts explained here are ASCII, so a byte is a column. */
static void wrap(struct buffer *out, const char *text, size_t margin, size_t width)
{
    size_t column = 0;
    while (*text) {
        size_t length = strcspn(text, " ");
        if (column && column + 1 + length > width) {
            buffer_byte(out, '\n');
            column = 0;
        }
        size_t gap = column ? 1 : margin;
        buffer_repeat(out, " ", gap);
        buffer_append(out, text, length);
        column += gap + length;
        text += length;
        text += strspn(text, " ");
    }
    buffer_byte(out, '\n');
}

static void section(struct buffer *out, const char *heading, const char *text,
                    size_t width)
{
    if (!text)
        return;
    buffer_format(out, "\n%s\n", heading);
    wrap(out, text, 2, width);
}

static void explain_kind(struct buffer *out, const struct diagnostic_kind_info *kind,
                         size_t width)
{
    if (kind->status == SYMBAR_OK)
        buffer_format(out, "%s (a warning or a note)\n", kind->id);
    else
        buffer_format(out, "%s (an error: exit status %d)\n", kind->id,
                      kind->status == SYMBAR_NO_MEMORY ? SYMBAR_BUG : (int)kind->status);
    section(out, "What it means", kind->meaning, width);
    section(out, "What to do", kind->remedy, width);
    section(out, "Example", kind->example, width);
}

static void list_keys(struct buffer *out, const char *topic, size_t width)
{
    struct buffer keys = { 0 };
    size_t count;
    const struct figure *all = figures(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].topic, topic) != 0)
            continue;
        buffer_format(&keys, "%s%s.%s", keys.byte_count ? ", " : "",
                      all[i].owner == FIGURE_OF_GAP ? "gap" : "SIDE", all[i].key);
    }
    if (buffer_failed(&keys))
        out->failed = true;
    else if (keys.byte_count)
        section(out, "Keys in the JSON report (SIDE: employees or customers)", keys.bytes,
                width);
    buffer_release(&keys);
}

static void explain_topic(struct buffer *out, const struct figure_topic *topic,
                          size_t width)
{
    buffer_format(out, "%s\n", topic->title);
    section(out, "What it means", topic->meaning, width);
    section(out, "How it is computed", topic->formula, width);
    section(out, "Source", topic->source, width);
    section(out, "Example", topic->example, width);
    list_keys(out, topic->name, width);
}

/* A topic as people write it, from a heading of the report: "Top box" is top_box. */
static bool is_name_of(const struct figure_topic *topic, const char *text)
{
    size_t i = 0;
    for (; text[i] && topic->name[i]; i++) {
        bool is_upper = text[i] >= 'A' && text[i] <= 'Z';
        char plain = is_upper ? (char)(text[i] - 'A' + 'a') : text[i];
        if (plain == ' ' || plain == '-')
            plain = '_';
        if (plain != topic->name[i])
            return false;
    }
    return text[i] == topic->name[i];
}

static const struct figure_topic *topic_named(const char *name)
{
    size_t count;
    const struct figure_topic *topics = figure_topics(&count);
    for (size_t i = 0; name && i < count; i++)
        if (is_name_of(&topics[i], name))
            return &topics[i];
    return NULL;
}

/* A topic by its own name, or by that of a figure: "customers.nps", "promoters". */
static const struct figure_topic *find_topic(const char *name)
{
    enum side side;
    const struct figure_topic *topic = topic_named(name);
    const struct figure *figure = figure_find(name, &side);
    if (!topic && figure)
        topic = topic_named(figure->topic);
    return topic ? topic : topic_named(figure_topic_of(name));
}

static const struct diagnostic_kind_info *find_kind(const char *name)
{
    enum diagnostic_kind kind;
    return diagnostic_kind_find(name, &kind) ? diagnostic_kind_info(kind) : NULL;
}

const char *symbar_topic_name(size_t index)
{
    size_t count;
    const struct figure_topic *topics = figure_topics(&count);
    if (index < count)
        return topics[index].name;
    index -= count;
    return index < DIAG_COUNT ? diagnostic_kind_info((enum diagnostic_kind)index)->id
                              : NULL;
}

static void list_topics(struct buffer *out, size_t width)
{
    struct buffer names = { 0 };
    size_t count;
    const struct figure_topic *topics = figure_topics(&count);
    for (size_t i = 0; i < count; i++)
        buffer_format(&names, "%s%s", i ? ", " : "", topics[i].name);
    if (!buffer_failed(&names))
        section(out, "Figures, verdicts and statuses", names.bytes, width);
    buffer_clear(&names);
    for (int kind = 0; kind < DIAG_COUNT; kind++)
        buffer_format(&names, "%s%s", kind ? ", " : "",
                      diagnostic_kind_info((enum diagnostic_kind)kind)->id);
    if (!buffer_failed(&names))
        section(out, "Messages", names.bytes, width);
    out->failed = out->failed || names.failed;
    buffer_release(&names);
}

static enum symbar_status unknown_topic(const char *name,
                                        struct symbar_diagnostics *diagnostics)
{
    size_t topic_count;
    const struct figure_topic *topics = figure_topics(&topic_count);
    const char **names = memory_allocate(topic_count + DIAG_COUNT, sizeof *names);
    if (!names)
        return fail_no_memory(diagnostics);
    for (size_t i = 0; i < topic_count; i++)
        names[i] = topics[i].name;
    for (int kind = 0; kind < DIAG_COUNT; kind++)
        names[topic_count + (size_t)kind] =
            diagnostic_kind_info((enum diagnostic_kind)kind)->id;
    const char *nearest = text_nearest(name, names, topic_count + DIAG_COUNT);
    enum symbar_status status = fail(diagnostics, DIAG_UNKNOWN_TOPIC, (struct place){ 0 },
                                     "there is no topic '%s' to explain", name);
    if (nearest)
        hint(diagnostics, "did you mean '%s'?", nearest);
    else
        hint(diagnostics, "'symbar explain' alone lists all topics");
    memory_free(names);
    return status;
}

enum symbar_status symbar_explain(const char *topic, size_t width,
                                  symbar_write_function *write, void *context,
                                  struct symbar_diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    size_t usable = width < NARROWEST ? NARROWEST : width;
    const struct diagnostic_kind_info *kind = topic ? find_kind(topic) : NULL;
    const struct figure_topic *figure = topic && !kind ? find_topic(topic) : NULL;

    if (figure)
        explain_topic(&out, figure, usable);
    else if (kind)
        explain_kind(&out, kind, usable);
    else if (topic)
        return unknown_topic(topic, diagnostics);
    else {
        buffer_text(&out, "symbar explain TOPIC\n");
        list_topics(&out, usable);
    }

    enum symbar_status status = SYMBAR_OK;
    if (buffer_failed(&out))
        status = fail_no_memory(diagnostics);
    else if (!write(context, out.bytes, out.byte_count))
        status = SYMBAR_CANNOT_WRITE;
    buffer_release(&out);
    return status;
}

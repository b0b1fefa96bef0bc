#include "judge/format.h"

#include <string.h>
#include <strings.h>

static const struct judge_format *const formats[] = {
    &judge_format_text,
    &judge_format_json,
    &judge_format_markdown,
    &judge_format_github,
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const struct judge_format *const *judge_formats(size_t *count_out)
{
    *count_out = FORMAT_COUNT;
    return formats;
}

const struct judge_format *judge_format_find(const char *name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

const struct judge_format *judge_format_for_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; i < FORMAT_COUNT && dot && dot != name; i++)
        if (formats[i]->extension && strcasecmp(formats[i]->extension, dot) == 0)
            return formats[i];
    return NULL;
}

static void say_segment(struct buffer *out, const struct language *language,
                        const struct row_place *place)
{
    switch (place->segment_side) {
    case OF_BOTH:
        buffer_format(out, translated(language, "%s: %s on both sides"),
                      place->segment_of, place->segment);
        return;
    case OF_EMPLOYEES:
        buffer_format(out, translated(language, "%s: %s (employees)"), place->segment_of,
                      place->segment);
        return;
    case OF_CUSTOMERS:
        buffer_format(out, translated(language, "%s: %s (customers)"), place->segment_of,
                      place->segment);
        return;
    case OF_NONE:
        break;
    }
    buffer_text(out, place->segment); /* that the report does not have */
}

void say_place(struct buffer *out, const struct language *language,
               const struct row_place *place)
{
    if (place->unit)
        buffer_text(out, place->unit);
    if (place->segment)
        say_segment(out, language, place);
    if (place->wave)
        buffer_text(out, place->wave);
}

void say_where(struct buffer *out, const struct language *language,
               const struct row_place *place, const char *label)
{
    size_t before = out->byte_count;
    say_place(out, language, place);
    buffer_text(out, out->byte_count > before && label ? ", " : "");
    buffer_text(out, label ? label : "");
}

enum symbar_status flush_buffer(struct buffer *out, struct sink sink,
                                struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = SYMBAR_OK;
    if (buffer_failed(out))
        status = fail_no_memory(diagnostics);
    else if (out->byte_count && !sink.write(sink.context, out->bytes, out->byte_count))
        status = SYMBAR_CANNOT_WRITE;
    buffer_release(out);
    return status;
}

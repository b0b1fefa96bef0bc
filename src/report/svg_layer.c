#include "report/svg_layer.h"

#include "base/memory.h"

#include <string.h>

struct buffer *layer_find(struct drawing *drawing, enum level level, bool is_path,
                          const char *looks)
{
    for (size_t i = 0; i < drawing->layer_count; i++) {
        struct layer *layer = &drawing->layers[i];
        if (layer->level == level && layer->is_path == is_path &&
            strcmp(layer->looks.bytes, looks) == 0)
            return &layer->shapes;
    }
    struct layer fresh = { .level = level, .is_path = is_path };
    buffer_text(&fresh.looks, looks);
    if (!buffer_failed(&fresh.looks) &&
        memory_grow(&drawing->layers, &drawing->layer_capacity, drawing->layer_count + 1,
                    sizeof *drawing->layers)) {
        drawing->layers[drawing->layer_count] = fresh;
        return &drawing->layers[drawing->layer_count++].shapes;
    }
    buffer_release(&fresh.looks);
    drawing->body.failed = true;
    return &drawing->body;
}

static const struct look known[] = {
    { "stroke=#d0d7de", "stroke:#d0d7de", 'G' },
    { "stroke=#57606a", "stroke:#57606a", 'S' },
    { "stroke=#0072b2", "stroke:#0072b2", 'E' },
    { "stroke=#d55e00", "stroke:#d55e00", 'C' },
    { "stroke=#1b1f24", "stroke:#1b1f24", 'I' },
    { "stroke=#fff", "stroke:#fff", 'W' },
    { "stroke-width=2", "stroke-width:2px", 'X' },
    { "stroke-width=3", "stroke-width:3px", 'Y' },
    { "stroke-width=7", "stroke-width:7px", 'D' },
    { "stroke-width=9", "stroke-width:9px", 'N' },
    { "stroke-dasharray=4,3", "stroke-dasharray:4,3", 'A' },
    { "stroke-linecap=round", "stroke-linecap:round", 'R' },
    { "paint-order=stroke", "paint-order:stroke", 'H' },
    { "fill=#57606a", "fill:#57606a", 's' },
    { "fill=#0072b2", "fill:#0072b2", 'e' },
    { "fill=#d55e00", "fill:#d55e00", 'c' },
    { "fill=#fff", "fill:#fff", 'w' },
    { "fill=#6e7781", "fill:#6e7781", 'd' },
    { "fill=#d0d7de", "fill:#d0d7de", 'p' },
    { "text-anchor=middle", "text-anchor:middle", 'm' },
    { "text-anchor=end", "text-anchor:end", 'r' },
    { "font-weight=bold", "font-weight:bold", 'b' },
    { "font-size=13", "font-size:13px", 'l' },
};

enum { KNOWN = sizeof known / sizeof *known };

const struct look *look_at(size_t index)
{
    return index < KNOWN ? &known[index] : NULL;
}

static const struct look *find_look(const char *attribute, size_t length)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (strncmp(known[i].attribute, attribute, length) == 0 &&
            !known[i].attribute[length])
            return &known[i];
    return NULL;
}

/* The classes of the attributes that have one, and the other attributes. */
static void write_as_classes(const char *looks, struct buffer *out)
{
    char classes[2 * KNOWN + 1] = "";
    size_t count = 0;
    for (const char *at = looks; *at;) {
        size_t length = strcspn(at + 1, " "); /* each begins with a space */
        const struct look *look = find_look(at + 1, length);
        if (look && count < KNOWN) {
            classes[2 * count] = ' ';
            classes[2 * count++ + 1] = look->class;
            classes[2 * count] = '\0';
        } else
            buffer_append(out, at, length + 1);
        at += length + 1;
    }
    if (count)
        buffer_format(out, count > 1 ? " class=\"%s\"" : " class=%s", classes + 1);
}

static void write_looks(const struct drawing *drawing, const struct layer *layer,
                        struct buffer *out)
{
    if (drawing->is_in_page)
        write_as_classes(layer->looks.bytes, out);
    else
        buffer_text(out, layer->looks.bytes);
}

static void write_layer(const struct drawing *drawing, const struct layer *layer,
                        struct buffer *out)
{
    if (buffer_failed(&layer->shapes)) {
        out->failed = true;
        return;
    }
    bool has_element = layer->is_path || layer->looks.byte_count;
    if (!layer->shapes.byte_count)
        return; /* dots of which there were none */
    if (has_element) {
        buffer_text(out, layer->is_path ? "<path" : "<g");
        write_looks(drawing, layer, out);
        buffer_text(out, layer->is_path ? " d=\"" : ">");
    }
    buffer_append(out, layer->shapes.bytes, layer->shapes.byte_count);
    if (layer->is_path)
        buffer_text(out, "\"/>");
    else if (has_element)
        buffer_text(out, "</g>");
}

void layers_write(const struct drawing *drawing, struct buffer *out)
{
    for (enum level level = LEVEL_GRID; level <= LEVEL_LABELS; level++)
        for (size_t i = 0; i < drawing->layer_count; i++)
            if (drawing->layers[i].level == level)
                write_layer(drawing, &drawing->layers[i], out);
}

void layers_release(struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->layer_count; i++) {
        buffer_release(&drawing->layers[i].looks);
        buffer_release(&drawing->layers[i].shapes);
    }
    memory_free(drawing->layers);
    drawing->layers = NULL;
    drawing->layer_count = drawing->layer_capacity = 0;
}

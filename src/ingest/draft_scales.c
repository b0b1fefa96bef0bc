#include "ingest/draft_scales.h"

#include "base/memory.h"
#include "base/number.h"
#include "ingest/fold.h"

#include <stdlib.h>
#include <string.h>

/* -1: memory is short; 0: the texts differ; 1: they are one label. */
static int labels_agree(const char *a, const char *b)
{
    struct buffer folded = { 0 };
    fold_label(&folded, span_of(a));
    size_t half = folded.byte_count;
    fold_label(&folded, span_of(b));
    int agree = buffer_failed(&folded)
                    ? -1
                    : folded.byte_count == 2 * half &&
                          memcmp(folded.bytes, folded.bytes + half, half) == 0;
    buffer_release(&folded);
    return agree;
}

/* The label of a scale that is this text; NULL: none, or memory is short. */
static const struct scale_label *find_label(const struct scale *scale, const char *text,
                                            bool *is_out_of_memory)
{
    for (size_t i = 0; i < scale->label_count && !*is_out_of_memory; i++) {
        int agree = labels_agree(scale->labels[i].text, text);
        *is_out_of_memory = agree < 0;
        if (agree > 0)
            return &scale->labels[i];
    }
    return NULL;
}

static bool are_compatible(const struct scale *a, const struct scale *b,
                           bool *is_out_of_memory)
{
    if (a->kind != b->kind || a->min != b->min || a->max != b->max)
        return false;
    for (size_t i = 0; i < b->label_count; i++) {
        const struct scale_label *label =
            find_label(a, b->labels[i].text, is_out_of_memory);
        if (*is_out_of_memory || (label && label->code != b->labels[i].code))
            return false;
    }
    return true;
}

static int compare_labels(const void *left, const void *right)
{
    const struct scale_label *a = left;
    const struct scale_label *b = right;
    int order = (a->code > b->code) - (a->code < b->code);
    return order ? order : strcmp(a->text, b->text);
}

/* Adds the labels that the scale lacks. */
static bool add_labels(struct scale *scale, const struct scale *source,
                       struct arena *arena)
{
    bool is_out_of_memory = false;
    size_t most = scale->label_count + source->label_count;
    struct scale_label *labels = arena_allocate(arena, most, sizeof *labels);
    if (!labels)
        return false;
    for (size_t i = 0; i < scale->label_count; i++)
        labels[i] = scale->labels[i];
    size_t count = scale->label_count;
    for (size_t i = 0; i < source->label_count; i++) {
        if (find_label(scale, source->labels[i].text, &is_out_of_memory))
            continue;
        labels[count].code = source->labels[i].code;
        labels[count].text = arena_text(arena, source->labels[i].text);
        if (is_out_of_memory || !labels[count++].text)
            return false;
    }
    qsort(labels, count, sizeof *labels, compare_labels);
    scale->labels = labels;
    scale->label_count = count;
    return true;
}

static bool has_id(const struct draft_scales *scales, const char *id)
{
    for (size_t i = 0; i < scales->count; i++)
        if (strcmp(scales->scales[i]->id, id) == 0)
            return true;
    return false;
}

/* "nps", "csat5", "likert0to10"; a second one of the same kind is "csat5b". */
static const char *make_id(const struct draft_scales *scales, const struct scale *scale,
                           struct arena *arena)
{
    char min[NUMBER_TEXT_BYTES];
    char max[NUMBER_TEXT_BYTES];
    const char *kind = scale_kind_name(scale->kind);
    const char *id;
    number_format(scale->min, min);
    number_format(scale->max, max);
    if (scale->kind == SCALE_NPS)
        id = arena_text(arena, kind);
    else if (scale->min == 1)
        id = arena_format(arena, "%s%s", kind, max);
    else
        id = arena_format(arena, "%s%sto%s", kind, min, max);
    const char *base = id;
    for (size_t number = 2; id && has_id(scales, id); number++)
        id = arena_format(arena, "%s-%zu", base, number);
    return id;
}

static bool copy_top(struct scale *scale, struct arena *arena)
{
    double *top = arena_allocate(arena, scale->top.count, sizeof *top);
    if (!top)
        return false;
    for (size_t i = 0; i < scale->top.count; i++)
        top[i] = scale->top.values[i];
    scale->top.values = top;
    return true;
}

const struct scale *draft_scale(struct draft_scales *scales, const struct scale *guessed,
                                struct arena *arena)
{
    bool is_out_of_memory = false;
    for (size_t i = 0; i < scales->count && !is_out_of_memory; i++)
        if (are_compatible(scales->scales[i], guessed, &is_out_of_memory))
            return add_labels((struct scale *)scales->scales[i], guessed, arena)
                       ? scales->scales[i]
                       : NULL;
    struct scale *scale = arena_allocate(arena, 1, sizeof *scale);
    if (is_out_of_memory || !scale ||
        !memory_grow(&scales->scales, &scales->capacity, scales->count + 1,
                     sizeof *scales->scales))
        return NULL;
    *scale = *guessed;
    scale->labels = NULL;
    scale->label_count = 0;
    scale->id = make_id(scales, scale, arena);
    if (!scale->id || !copy_top(scale, arena) || !add_labels(scale, guessed, arena))
        return NULL;
    scales->scales[scales->count++] = scale;
    return scale;
}

bool draft_scale_has_labels_of(const struct scale *outer, const struct scale *inner,
                               bool *has_all_out)
{
    bool is_out_of_memory = false;
    bool has_all = inner->label_count > 0;
    for (size_t i = 0; has_all && i < inner->label_count; i++)
        has_all = find_label(outer, inner->labels[i].text, &is_out_of_memory) != NULL;
    *has_all_out = has_all;
    return !is_out_of_memory;
}

void draft_scales_release(struct draft_scales *scales)
{
    memory_free(scales->scales);
    *scales = (struct draft_scales){ 0 };
}

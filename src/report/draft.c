#include "report/draft.h"

#include "report/json_writer.h"

#include <string.h>

static void write_texts(struct json_writer *json, const char *key,
                        const struct text_list *texts, enum json_layout layout)
{
    json_array_open(json, key, layout);
    for (size_t i = 0; i < texts->count; i++)
        json_text(json, NULL, texts->texts[i]);
    json_close(json);
}

static void write_column(struct json_writer *json, const char *key,
                         const struct draft_column *column)
{
    if (column->name && !column->occurrence) {
        json_text(json, key, column->name);
        return;
    }
    json_object_open(json, key, JSON_INLINE);
    if (column->name) {
        json_text(json, "name", column->name);
        json_count(json, "occurrence", column->occurrence);
    } else {
        json_count(json, "index", column->index);
    }
    json_close(json);
}

static void write_missing(struct json_writer *json, const struct text_list *missing)
{
    bool has_any = false;
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        has_any = has_any || missing[kind].count;
    if (!has_any)
        return;
    json_object_open(json, "missing", JSON_BLOCK);
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        if (missing[kind].count)
            write_texts(json, missing_kind_name((enum missing_kind)kind), &missing[kind],
                        JSON_INLINE);
    json_close(json);
}

static void write_keep(struct json_writer *json, const struct draft_keep *keep)
{
    if (!keep->is_given)
        return;
    json_array_open(json, "keep", JSON_INLINE);
    json_object_open(json, NULL, JSON_INLINE);
    write_column(json, "column", &keep->column);
    write_texts(json, "in", &keep->in, JSON_INLINE);
    json_close(json);
    json_close(json);
}

static void write_layout(struct json_writer *json, const struct draft *draft, int side)
{
    if (!draft->is_long[side])
        return;
    json_object_open(json, "layout", JSON_INLINE);
    write_column(json, "respondent", &draft->respondents[side]);
    write_column(json, "question", &draft->questions[side]);
    write_column(json, "answer", &draft->answers[side]);
    json_close(json);
}

static void write_side(struct json_writer *json, const struct draft *draft, int side)
{
    json_object_open(json, side_name((enum side)side), JSON_BLOCK);
    write_texts(json, "files", &draft->files[side], JSON_INLINE);
    if (draft->header_lines[side])
        json_count(json, "header_line", draft->header_lines[side]);
    if (draft->has_unit)
        write_column(json, "unit", &draft->units[side]);
    else
        json_null(json, "unit");
    write_layout(json, draft, side);
    write_keep(json, &draft->keep[side]);
    write_missing(json, draft->missing[side]);
    json_close(json);
}

static void write_codes(struct json_writer *json, const char *key,
                        const struct codes *codes)
{
    if (!codes->count)
        return;
    json_array_open(json, key, JSON_INLINE);
    for (size_t i = 0; i < codes->count; i++)
        json_number(json, NULL, codes->values[i]);
    json_close(json);
}

static void write_scale(struct json_writer *json, const struct scale *scale)
{
    json_object_open(json, scale->id, scale->label_count ? JSON_BLOCK : JSON_INLINE);
    json_text(json, "kind", scale_kind_name(scale->kind));
    json_number(json, "min", scale->min);
    json_number(json, "max", scale->max);
    write_codes(json, "top", &scale->top);
    if (scale->label_count) {
        json_object_open(json, "labels", JSON_BLOCK);
        for (size_t i = 0; i < scale->label_count; i++)
            json_number(json, scale->labels[i].text, scale->labels[i].code);
        json_close(json);
    }
    json_close(json);
}

/* The one scale of both sides, or NULL. */
static const struct scale *common_scale(const struct draft_dimension *dimension)
{
    const struct scale *common = NULL;
    for (int side = 0; side < SIDE_COUNT; side++) {
        if (!dimension->is_asked[side])
            continue;
        if (common && common != dimension->scales[side])
            return NULL;
        common = dimension->scales[side];
    }
    return common;
}

static void write_dimension(struct json_writer *json,
                            const struct draft_dimension *dimension)
{
    const struct scale *common = common_scale(dimension);
    json_object_open(json, NULL, JSON_BLOCK);
    json_text(json, "id", dimension->id);
    json_text(json, "label", dimension->label);
    json_text(json, "lens", lens_name(dimension->lens));
    if (common)
        json_text(json, "scale", common->id);
    for (int side = 0; side < SIDE_COUNT; side++) {
        const char *key = side_name((enum side)side);
        if (!dimension->is_asked[side])
            continue;
        if (common) {
            write_column(json, key, &dimension->columns[side]);
            continue;
        }
        json_object_open(json, key, JSON_INLINE);
        write_column(json, "column", &dimension->columns[side]);
        json_text(json, "scale", dimension->scales[side]->id);
        json_close(json);
    }
    json_close(json);
}

enum symbar_status draft_write(const struct draft *draft, struct sink sink)
{
    struct json_writer json;
    json_writer_init(&json, sink);
    json_object_open(&json, NULL, JSON_BLOCK);
    json_count(&json, "symbar", 1);
    json_text(&json, "title", "");
    for (int side = 0; side < SIDE_COUNT; side++)
        write_side(&json, draft, side);
    json_object_open(&json, "scales", JSON_BLOCK);
    for (size_t i = 0; i < draft->scale_count; i++)
        write_scale(&json, draft->scales[i]);
    json_close(&json);
    json_array_open(&json, "dimensions", JSON_BLOCK);
    for (size_t i = 0; i < draft->dimension_count; i++)
        write_dimension(&json, &draft->dimensions[i]);
    json_close(&json);
    write_texts(&json, "notes", &draft->notes, JSON_BLOCK);
    json_close(&json);
    return json_writer_finish(&json);
}

/* The rows of the results, which are nearly all of a report. */
#include "analysis/figures.h"
#include "analysis/row_figures.h"
#include "base/memory.h"
#include "base/stretches.h"
#include "report/json.h"
#include "report/report.h"

#include <assert.h>
#include <string.h>

/* Of a row, each behind a value. */
static const struct json_lead before_unit = JSON_LEAD(", \"unit\": ");
static const struct json_lead before_segment_of = JSON_LEAD(", \"segment_of\": ");
static const struct json_lead before_segment = JSON_LEAD(", \"segment\": ");
static const struct json_lead before_segment_side = JSON_LEAD(", \"segment_side\": ");
static const struct json_lead before_wave = JSON_LEAD(", \"wave\": ");
static const struct json_lead before_side[SIDE_COUNT] = {
    JSON_LEAD(", \"employees\": {\"status\": "),
    JSON_LEAD(", \"customers\": {\"status\": "),
};
static const struct json_lead before_gap = JSON_LEAD(", \"gap\": {\"status\": ");
static const struct json_lead before_reason = JSON_LEAD(", \"reason\": ");
static const struct json_lead before_quadrant = JSON_LEAD("}, \"quadrant\": {\"name\": ");
static const struct json_lead before_probability = JSON_LEAD(", \"probability\": ");

/* A figure, and all that stands between the value before and its own: keys, and the
   brackets of objects. Figures that share the part before the dot of their keys make one
   object; the figure table keeps them together. */
struct figure_place {
    const struct figure *figure;
    struct json_lead lead;
};

enum { MOST_FIGURES = 80 };

/* The figures of a side or of a gap, in their order. */
struct figure_list {
    struct figure_place places[MOST_FIGURES];
    size_t count;
    struct json_lead end; /* of a side; or what leads on to the gap's verdict */
};

/* By owner, and by whether there are NPS and top box. */
struct figure_lists {
    struct figure_list lists[2][2][2];
};

/* What is the same in many rows. */
struct row_texts {
    struct figure_lists figures;
    struct buffer *of_dimensions;
    /* what follows the reason of a side or a gap that rows share (row_figures.h), by NPS
       and top box */
    struct buffer of_nobody[2][2];
    struct buffer without_figures[2][2][2]; /* by owner */
};

static size_t group_length(const char *key)
{
    const char *dot = strchr(key, '.');
    return dot ? (size_t)(dot - key) : 0;
}

static bool is_of_group(const char *key, const char *name)
{
    size_t length = strlen(name);
    return strncmp(key, name, length) == 0 && key[length] == '.';
}

static void lead_append(struct json_lead *lead, const char *text, size_t byte_count)
{
    assert(byte_count <= sizeof lead->bytes - lead->byte_count);
    memcpy(lead->bytes + lead->byte_count, text, byte_count);
    lead->byte_count += byte_count;
}

static void lead_text(struct json_lead *lead, const char *text)
{
    lead_append(lead, text, strlen(text));
}

/* Into the list's end, which the next figure takes: a figure of an object that is null
   leaves no more than that. */
static void add_figure(struct figure_list *list, const struct figure *figure,
                       const char *key_before, bool is_null)
{
    const char *key = figure->key;
    size_t length = group_length(key);
    struct json_lead *lead = &list->end;
    bool goes_on = length && strncmp(key_before, key, length + 1) == 0;
    if (!goes_on)
        lead_text(lead, ", ");
    if (length && !goes_on) {
        lead_text(lead, "\"");
        lead_append(lead, key, length);
        lead_text(lead, is_null ? "\": null" : "\": {");
    }
    if (is_null)
        return;
    if (goes_on) {
        /* not behind the object's last figure after all */
        lead->byte_count--;
        lead_text(lead, ", ");
    }
    lead_text(lead, "\"");
    lead_text(lead, length ? key + length + 1 : key);
    lead_text(lead, "\": ");
    assert(list->count < MOST_FIGURES);
    list->places[list->count++] = (struct figure_place){ figure, *lead };
    *lead = (struct json_lead){ 0 };
    if (length)
        lead_text(lead, "}");
}

static void fill_list(struct figure_list *list, int owner, bool has_nps, bool has_top_box)
{
    size_t count = 0;
    const struct figure *table = figures(&count);
    const char *before = "";
    for (size_t i = 0; i < count; i++) {
        if ((int)table[i].owner != owner)
            continue;
        const char *key = table[i].key;
        add_figure(list, &table[i], before,
                   (!has_nps && is_of_group(key, "nps")) ||
                       (!has_top_box && is_of_group(key, "top_box")));
        before = key;
    }
    lead_text(&list->end, owner == FIGURE_OF_SIDE ? "}" : ", \"verdict\": ");
}

static void list_figures(struct figure_lists *lists)
{
    for (int owner = 0; owner < 2; owner++)
        for (int nps = 0; nps < 2; nps++)
            for (int top_box = 0; top_box < 2; top_box++)
                fill_list(&lists->lists[owner][nps][top_box], owner, nps, top_box);
}

static void write_measure(struct json_writer *writer, const struct json_lead *lead,
                          const struct measure *measure)
{
    json_led_number(writer, lead, measure->available, measure->value);
}

static void write_figures_of_side(struct json_writer *writer,
                                  const struct figure_lists *lists,
                                  const struct side_result *side)
{
    const struct figure_list *list =
        &lists->lists[FIGURE_OF_SIDE][side->has_nps][side->has_top_box];
    for (size_t i = 0; i < list->count; i++)
        write_measure(writer, &list->places[i].lead,
                      figure_of_side(list->places[i].figure, side));
    json_put_inside(writer, list->end.bytes, list->end.byte_count);
}

static void write_figures_of_gap(struct json_writer *writer,
                                 const struct figure_lists *lists,
                                 const struct gap_result *gap)
{
    const struct figure_list *list =
        &lists->lists[FIGURE_OF_GAP][gap->has_nps][gap->has_top_box];
    for (size_t i = 0; i < list->count; i++)
        write_measure(writer, &list->places[i].lead,
                      figure_of_gap(list->places[i].figure, gap));
    json_led_text(writer, &list->end, verdict_name(gap->verdict));
}

/* The text of one that rows share, or NULL. */
static const struct buffer *shared_side(const struct row_texts *texts,
                                        const struct side_result *side)
{
    bool nps = side->has_nps;
    bool top_box = side->has_top_box;
    if (side == side_of_nobody(nps, top_box))
        return &texts->of_nobody[nps][top_box];
    if (side == side_hidden(side->reason, nps, top_box) || side == side_not_asked())
        return &texts->without_figures[FIGURE_OF_SIDE][nps][top_box];
    return NULL;
}

static const struct buffer *shared_gap(const struct row_texts *texts,
                                       const struct gap_result *gap)
{
    return gap == gap_without_figures(gap->status, gap->has_nps, gap->has_top_box)
               ? &texts->without_figures[FIGURE_OF_GAP][gap->has_nps][gap->has_top_box]
               : NULL;
}

static void write_side(struct json_writer *writer, const struct row_texts *texts,
                       const struct side_result *side, const struct json_lead *lead)
{
    const struct buffer *shared = shared_side(texts, side);
    json_led_text(writer, lead, cell_status_name(side->status));
    json_led_text(writer, &before_reason, suppression_reason_name(side->reason));
    if (shared)
        json_put_inside(writer, shared->bytes, shared->byte_count);
    else
        write_figures_of_side(writer, &texts->figures, side);
}

static void write_gap(struct json_writer *writer, const struct row_texts *texts,
                      const struct gap_result *gap)
{
    const struct buffer *shared = shared_gap(texts, gap);
    json_led_text(writer, &before_gap, cell_status_name(gap->status));
    json_led_text(writer, &before_reason, suppression_reason_name(gap->reason));
    if (shared)
        json_put_inside(writer, shared->bytes, shared->byte_count);
    else
        write_figures_of_gap(writer, &texts->figures, gap);
}

/* One row, one line: there may be tens of thousands. */
static void write_row(struct json_writer *writer, const struct row_texts *texts,
                      const struct result_row *row)
{
    const struct buffer *of_dimension = &texts->of_dimensions[row->dimension];
    json_object_open(writer, NULL, JSON_INLINE);
    json_text(writer, "scope", scope_name(row->scope));
    json_led_text(writer, &before_unit, row->unit);
    json_led_text(writer, &before_segment_of, row->segment_of);
    json_led_text(writer, &before_segment, row->segment);
    json_led_text(writer, &before_segment_side, segment_side_name(row->segment_side));
    json_led_text(writer, &before_wave, row->wave);
    json_put_inside(writer, of_dimension->bytes, of_dimension->byte_count);
    for (int i = 0; i < SIDE_COUNT; i++)
        write_side(writer, texts, row->sides[i], &before_side[i]);
    write_gap(writer, texts, row->gap);
    json_led_text(writer, &before_quadrant, quadrant_name(row->quadrant));
    write_measure(writer, &before_probability, &row->quadrant_probability);
    json_put_inside(writer, "}", 1);
    json_close(writer);
}

static bool append(void *context, const char *bytes, size_t byte_count)
{
    struct buffer *text = context;
    buffer_append(text, bytes, byte_count);
    return !buffer_failed(text);
}

/* For members of a row that has some already. */
static void begin_members(struct json_writer *writer, struct buffer *text)
{
    json_writer_init(writer, (struct sink){ append, text });
    json_object_open(writer, NULL, JSON_INLINE);
    json_null(writer, "wave"); /* in place of those, and not kept */
    json_writer_flush(writer);
    buffer_clear(text);
}

static void describe_dimension(const struct dimension *dimension, struct buffer *text)
{
    struct json_writer writer;
    begin_members(&writer, text);
    json_text(&writer, "dimension", dimension->id);
    json_text(&writer, "label", dimension->label);
    json_text(&writer, "lens", lens_name(dimension->lens));
    json_writer_flush(&writer);
}

/* False when memory is short. */
static bool describe_shared(struct row_texts *texts, bool nps, bool top_box)
{
    struct buffer *of_nobody = &texts->of_nobody[nps][top_box];
    struct buffer *of_side = &texts->without_figures[FIGURE_OF_SIDE][nps][top_box];
    struct buffer *of_gap = &texts->without_figures[FIGURE_OF_GAP][nps][top_box];
    struct json_writer writer;
    begin_members(&writer, of_nobody);
    write_figures_of_side(&writer, &texts->figures, side_of_nobody(nps, top_box));
    json_writer_flush(&writer);
    begin_members(&writer, of_side);
    write_figures_of_side(&writer, &texts->figures,
                          side_hidden(REASON_PRIMARY, nps, top_box));
    json_writer_flush(&writer);
    begin_members(&writer, of_gap);
    write_figures_of_gap(&writer, &texts->figures,
                         gap_without_figures(CELL_EMPTY, nps, top_box));
    json_writer_flush(&writer);
    return !buffer_failed(of_nobody) && !buffer_failed(of_side) && !buffer_failed(of_gap);
}

static void row_texts_free(struct row_texts *texts, size_t dimension_count)
{
    if (!texts)
        return;
    for (int nps = 0; nps < 2; nps++)
        for (int top_box = 0; top_box < 2; top_box++) {
            buffer_release(&texts->of_nobody[nps][top_box]);
            for (int owner = 0; owner < 2; owner++)
                buffer_release(&texts->without_figures[owner][nps][top_box]);
        }
    for (size_t d = 0; texts->of_dimensions && d < dimension_count; d++)
        buffer_release(&texts->of_dimensions[d]);
    memory_free(texts->of_dimensions);
    memory_free(texts);
}

/* NULL when memory is short. */
static struct row_texts *row_texts_create(const struct study *study)
{
    struct row_texts *texts = memory_allocate(1, sizeof *texts);
    if (!texts)
        return NULL;
    texts->of_dimensions =
        memory_allocate(study->dimension_count, sizeof *texts->of_dimensions);
    bool done = texts->of_dimensions != NULL;
    for (size_t d = 0; done && d < study->dimension_count; d++) {
        describe_dimension(&study->dimensions[d], &texts->of_dimensions[d]);
        done = !buffer_failed(&texts->of_dimensions[d]);
    }
    list_figures(&texts->figures);
    for (int kinds = 0; done && kinds < 4; kinds++)
        done = describe_shared(texts, kinds & 1, kinds & 2);
    if (!done) {
        row_texts_free(texts, study->dimension_count);
        return NULL;
    }
    return texts;
}

struct listing {
    const struct report *report;
    const struct json_writer *writer; /* of the whole; waits while rows are formatted */
    const struct row_texts *texts;
};

static bool format_rows(void *context, size_t first, size_t end, struct buffer *text)
{
    const struct listing *listing = context;
    const struct results *results = listing->report->results;
    struct json_writer writer;
    json_writer_init_inside(&writer, listing->writer, first > 0,
                            (struct sink){ append, text });
    for (size_t i = first; i < end; i++)
        write_row(&writer, listing->texts, &results->rows[i]);
    json_writer_flush(&writer);
    return !writer.failed;
}

static bool put_rows(void *context, const char *bytes, size_t byte_count)
{
    struct json_writer *writer = context;
    json_put_inside(writer, bytes, byte_count);
    return !writer->failed;
}

/* What the sink refuses, the writer remembers. */
enum symbar_status json_rows(struct json_writer *writer, const struct report *report)
{
    enum { STRETCH_ROWS = 32 };
    struct row_texts *texts = row_texts_create(report->study);
    if (!texts)
        return SYMBAR_NO_MEMORY;
    json_array_open(writer, "results", JSON_BLOCK);
    struct listing listing = { report, writer, texts };
    const struct stretched_list rows = { report->results->row_count, STRETCH_ROWS,
                                         format_rows, &listing };
    enum symbar_status status =
        stretches_write(&report->study->work, &rows, (struct sink){ put_rows, writer });
    json_close(writer);
    row_texts_free(texts, report->study->dimension_count);
    return status == SYMBAR_NO_MEMORY ? status : SYMBAR_OK;
}

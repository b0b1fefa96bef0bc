/* The rows of the results, which are nearly all of a report: several threads format them,
   a stretch each, and the stretches are written in their order. */
#include "analysis/figures.h"
#include "base/buffer.h"
#include "base/work.h"
#include "report/json.h"
#include "report/report.h"

#include <assert.h>
#include <string.h>

/* How a figure is written. Figures that share the part before the dot of their keys make
   one object; the figure table keeps them together. */
struct figure_line {
    const struct figure *figure;
    struct json_key key;
    struct json_key group; /* of the object that begins here; empty: none does */
    bool ends_group;
    bool is_of_nps;
    bool is_of_top_box;
};

enum { MOST_FIGURES = 80 };

/* The figures of one owner, in their order. */
struct figure_lines {
    struct figure_line lines[MOST_FIGURES];
    size_t count;
};

static size_t group_length(const char *key)
{
    const char *dot = strchr(key, '.');
    return dot ? (size_t)(dot - key) : 0;
}

static bool is_of_group(const char *key, const char *name)
{
    size_t length = group_length(key);
    return length && length == strlen(name) && memcmp(key, name, length) == 0;
}

static void add_line(struct figure_lines *lines, const struct figure *figure)
{
    const char *key = figure->key;
    size_t length = group_length(key);
    const char *name = length ? key + length + 1 : key;
    assert(lines->count < MOST_FIGURES);
    struct figure_line *line = &lines->lines[lines->count];
    struct figure_line *last = lines->count++ ? line - 1 : NULL;
    bool is_joined = last && length && group_length(last->figure->key) == length &&
                     memcmp(last->figure->key, key, length) == 0;
    *line = (struct figure_line){ .figure = figure,
                                  .key = json_key_of(name, strlen(name)),
                                  .ends_group = length > 0,
                                  .is_of_nps = is_of_group(key, "nps"),
                                  .is_of_top_box = is_of_group(key, "top_box") };
    if (is_joined)
        last->ends_group = false;
    else if (length)
        line->group = json_key_of(key, length);
}

/* By owner. */
static void list_figures(struct figure_lines lines[2])
{
    size_t count = 0;
    const struct figure *table = figures(&count);
    lines[FIGURE_OF_SIDE].count = lines[FIGURE_OF_GAP].count = 0;
    for (size_t i = 0; i < count; i++)
        add_line(&lines[table[i].owner], &table[i]);
}

/* Writes all figures of `side`, or of `gap` where that is not NULL. */
static void write_figures(struct json_writer *writer, const struct figure_lines *lines,
                          const struct side_result *side, const struct gap_result *gap)
{
    bool has_nps = gap ? gap->has_nps : side->has_nps;
    bool has_top_box = gap ? gap->has_top_box : side->has_top_box;
    for (size_t i = 0; i < lines->count; i++) {
        const struct figure_line *line = &lines->lines[i];
        bool is_null =
            (line->is_of_nps && !has_nps) || (line->is_of_top_box && !has_top_box);
        if (line->group.byte_count) {
            json_put_key(writer, &line->group);
            if (is_null)
                json_null(writer, NULL);
            else
                json_object_open(writer, NULL, JSON_INLINE);
        }
        if (is_null)
            continue;
        json_put_key(writer, &line->key);
        json_measure(writer, NULL,
                     gap ? figure_of_gap(line->figure, gap)
                         : figure_of_side(line->figure, side));
        if (line->ends_group)
            json_close(writer);
    }
}

/* One row, one line: there may be tens of thousands. */
static void write_row(struct json_writer *writer, const struct study *study,
                      const struct figure_lines lines[2], const struct result_row *row)
{
    const struct dimension *dimension = &study->dimensions[row->dimension];
    json_object_open(writer, NULL, JSON_INLINE);
    json_text(writer, "scope", scope_name(row->scope));
    json_text(writer, "unit", row->unit);
    json_text(writer, "segment_of", row->segment_of);
    json_text(writer, "segment", row->segment);
    json_text(writer, "segment_side", segment_side_name(row->segment_side));
    json_text(writer, "wave", row->wave);
    json_text(writer, "dimension", dimension->id);
    json_text(writer, "label", dimension->label);
    json_text(writer, "lens", lens_name(dimension->lens));
    for (int i = 0; i < SIDE_COUNT; i++) {
        const struct side_result *side = &row->sides[i];
        json_object_open(writer, side_name((enum side)i), JSON_INLINE);
        json_text(writer, "status", cell_status_name(side->status));
        json_text(writer, "reason", suppression_reason_name(side->reason));
        write_figures(writer, &lines[FIGURE_OF_SIDE], side, NULL);
        json_close(writer);
    }
    json_object_open(writer, "gap", JSON_INLINE);
    json_text(writer, "status", cell_status_name(row->gap.status));
    json_text(writer, "reason", suppression_reason_name(row->gap.reason));
    write_figures(writer, &lines[FIGURE_OF_GAP], NULL, &row->gap);
    json_text(writer, "verdict", verdict_name(row->gap.verdict));
    json_close(writer);
    json_object_open(writer, "quadrant", JSON_INLINE);
    json_text(writer, "name", quadrant_name(row->quadrant));
    json_measure(writer, "probability", &row->quadrant_probability);
    json_close(writer);
    json_close(writer);
}

/* How many rows a thread formats at once, and how many stretches there are between two
   writes: some megabytes. */
enum { STRETCH_ROWS = 32, STRETCHES_PER_THREAD = 8, MOST_STRETCHES = 128 };

struct stretches {
    const struct report *report;
    const struct json_writer *writer; /* stands before the first of them */
    struct figure_lines lines[2];
    size_t first_row;
    struct buffer texts[MOST_STRETCHES];
};

static bool append(void *context, const char *bytes, size_t byte_count)
{
    struct buffer *text = context;
    buffer_append(text, bytes, byte_count);
    return !buffer_failed(text);
}

static void format_stretch(void *context, size_t worker, size_t index)
{
    struct stretches *stretches = context;
    const struct results *results = stretches->report->results;
    size_t first = stretches->first_row + index * STRETCH_ROWS;
    size_t left = results->row_count - first;
    size_t end = first + (left < STRETCH_ROWS ? left : STRETCH_ROWS);
    struct buffer *text = &stretches->texts[index];
    struct json_writer writer;
    (void)worker;
    buffer_clear(text);
    json_writer_init_inside(&writer, stretches->writer, index > 0,
                            (struct sink){ append, text });
    for (size_t i = first; i < end; i++)
        write_row(&writer, stretches->report->study, stretches->lines, &results->rows[i]);
    json_writer_flush(&writer);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

enum symbar_status json_rows(struct json_writer *writer, const struct report *report)
{
    const struct work *work = &report->study->work;
    const size_t row_count = report->results->row_count;
    const size_t most =
        smaller(work_threads(work) * STRETCHES_PER_THREAD, MOST_STRETCHES);
    struct stretches stretches = { .report = report, .writer = writer };
    bool done = true;
    list_figures(stretches.lines);
    json_array_open(writer, "results", JSON_BLOCK);
    for (size_t row = 0; done && !writer->failed && row < row_count;
         row += most * STRETCH_ROWS) {
        size_t count = smaller((row_count - row + STRETCH_ROWS - 1) / STRETCH_ROWS, most);
        stretches.first_row = row;
        work_share(work, count, format_stretch, &stretches);
        for (size_t i = 0; i < count; i++) {
            const struct buffer *text = &stretches.texts[i];
            done = done && !buffer_failed(text);
            json_put_inside(writer, text->bytes, text->byte_count);
        }
    }
    json_close(writer);
    for (size_t i = 0; i < MOST_STRETCHES; i++)
        buffer_release(&stretches.texts[i]);
    return done ? SYMBAR_OK : SYMBAR_NO_MEMORY;
}

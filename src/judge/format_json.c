#include "judge/format.h"
#include "report/json_writer.h"

static void write_measure(struct json_writer *writer, const char *key,
                          const struct measure *measure)
{
    if (measure->available)
        json_number(writer, key, measure->value);
    else
        json_null(writer, key);
}

static void write_head(struct json_writer *writer, const char *format)
{
    json_object_open(writer, "format", JSON_INLINE);
    json_text(writer, "name", format);
    json_text(writer, "version", "1.0");
    json_close(writer);
    json_object_open(writer, "tool", JSON_INLINE);
    json_text(writer, "name", "symbar");
    json_text(writer, "version", SYMBAR_VERSION);
    json_close(writer);
}

static void write_change(struct json_writer *writer, const struct row_change *change)
{
    if (!change->value.available) {
        json_null(writer, "change");
        return;
    }
    json_object_open(writer, "change", JSON_INLINE);
    write_measure(writer, "value", &change->value);
    write_measure(writer, "low", &change->low);
    write_measure(writer, "high", &change->high);
    write_measure(writer, "p", &change->p);
    json_close(writer);
}

static void write_bound(struct json_writer *writer, const struct check_row *row)
{
    if (!row->level) {
        json_null(writer, "level");
        json_null(writer, "bound");
        return;
    }
    json_text(writer, "level", row->level == &row->check->fail ? "fail" : "warn");
    json_object_open(writer, "bound", JSON_INLINE);
    json_text(writer, "name", check_bound_name(row->bound));
    json_number(writer, "value", row->level->values[row->bound]);
    json_close(writer);
}

static void write_place(struct json_writer *writer, const struct row_place *place)
{
    json_text(writer, "unit", place->unit);
    json_text(writer, "segment_of", place->segment_of);
    json_text(writer, "segment", place->segment);
    json_text(writer, "segment_side", segment_side_name(place->segment_side));
    json_text(writer, "wave", place->wave);
}

static void write_row(struct json_writer *writer, const struct check_row *row)
{
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "id", row->check->id);
    json_text(writer, "metric", row->check->metric);
    json_text(writer, "scope", check_scope_name(row->check->scope));
    write_place(writer, &row->place);
    json_text(writer, "dimension", row->dimension);
    json_text(writer, "when", check_when_name(row->check->when));
    json_text(writer, "verdict", check_verdict_name(row->verdict));
    write_bound(writer, row);
    write_measure(writer, "value", &row->figure.value);
    write_measure(writer, "low", &row->figure.low);
    write_measure(writer, "high", &row->figure.high);
    write_measure(writer, "baseline", &row->baseline);
    write_change(writer, &row->change);
    json_text(writer, "message", row->message);
    json_close(writer);
}

static enum symbar_status write_checks(const struct checks *checks,
                                       const struct report_style *style, struct sink sink,
                                       struct symbar_diagnostics *diagnostics)
{
    struct json_writer writer;
    (void)style;
    (void)diagnostics;
    json_writer_init(&writer, sink);
    json_object_open(&writer, NULL, JSON_BLOCK);
    write_head(&writer, "symbar-checks");
    json_text(&writer, "title", checks->title);
    json_text(&writer, "verdict", check_verdict_name(checks->verdict));
    json_count(&writer, "exit_status", (uint64_t)checks_status(checks));
    json_array_open(&writer, "checks", JSON_BLOCK);
    for (size_t i = 0; i < checks->row_count; i++)
        write_row(&writer, &checks->rows[i]);
    json_close(&writer);
    json_close(&writer);
    return json_writer_finish(&writer);
}

static void write_figure_change(struct json_writer *writer,
                                const struct figure_change *change)
{
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "figure", change->figure.name);
    json_text(writer, "scope", scope_name(change->scope));
    write_place(writer, &change->place);
    json_text(writer, "dimension", change->dimension);
    write_measure(writer, "old", &change->old);
    write_measure(writer, "new", &change->new);
    write_change(writer, &change->change);
    write_measure(writer, "p_adjusted", &change->p_adjusted);
    json_text(writer, "verdict", change_verdict_name(change->verdict));
    json_bool(writer, "worse", change->is_worse);
    json_text(writer, "reason", obstacle_name(change->obstacle));
    json_close(writer);
}

static void write_event(struct json_writer *writer, const struct event *event)
{
    json_object_open(writer, NULL, JSON_INLINE);
    json_text(writer, "event", event_kind_name(event->kind));
    json_text(writer, "what",
              event->scope == SCOPE_OVERALL ? "dimension" : scope_name(event->scope));
    json_text(writer, "name", event->name);
    json_text(writer, "segment_of", event->segment_of);
    json_text(writer, "old_name", event->old_name);
    json_text(writer, "side",
              event->kind == EVENT_QUESTION_CHANGED ? side_name(event->side) : NULL);
    json_close(writer);
}

static void write_file(struct json_writer *writer, const char *key,
                       const struct report_file *file)
{
    json_object_open(writer, key, JSON_INLINE);
    json_text(writer, "file", file->path);
    json_text(writer, "title", file->title);
    json_close(writer);
}

static void write_sums(struct json_writer *writer, const struct comparison *comparison)
{
    json_object_open(writer, "settings", JSON_INLINE);
    json_number(writer, "confidence", comparison->new->confidence);
    json_number(writer, "alpha", comparison->new->alpha);
    json_text(writer, "adjust", adjustment_name(comparison->new->adjust));
    json_close(writer);
    json_object_open(writer, "counts", JSON_INLINE);
    json_count(writer, "compared", comparison->compared_count);
    json_count(writer, "significant", comparison->significant_count);
    json_count(writer, "worse", comparison->worse_count);
    json_close(writer);
}

static enum symbar_status write_comparison(const struct comparison *comparison,
                                           const struct report_style *style,
                                           struct sink sink,
                                           struct symbar_diagnostics *diagnostics)
{
    struct json_writer writer;
    (void)style;
    (void)diagnostics;
    json_writer_init(&writer, sink);
    json_object_open(&writer, NULL, JSON_BLOCK);
    write_head(&writer, "symbar-comparison");
    write_file(&writer, "old", comparison->old);
    write_file(&writer, "new", comparison->new);
    write_sums(&writer, comparison);
    json_array_open(&writer, "changes", JSON_BLOCK);
    for (size_t i = 0; i < comparison->change_count; i++)
        write_figure_change(&writer, &comparison->changes[i]);
    json_close(&writer);
    json_array_open(&writer, "events", JSON_BLOCK);
    for (size_t i = 0; i < comparison->event_count; i++)
        write_event(&writer, &comparison->events[i]);
    json_close(&writer);
    json_array_open(&writer, "notes", JSON_BLOCK);
    for (size_t i = 0; i < comparison->note_count; i++)
        json_text(&writer, NULL, comparison->notes[i].text);
    json_close(&writer);
    json_close(&writer);
    return json_writer_finish(&writer);
}

const struct judge_format judge_format_json = {
    .name = "json",
    .extension = ".json",
    .summary = "every verdict with its figures, for programs",
    .write_checks = write_checks,
    .write_comparison = write_comparison,
};

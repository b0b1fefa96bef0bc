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

static void write_row(struct json_writer *writer, const struct check_row *row)
{
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "id", row->check->id);
    json_text(writer, "metric", row->check->metric);
    json_text(writer, "scope", check_scope_name(row->check->scope));
    json_text(writer, "unit", row->unit);
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

const struct judge_format judge_format_json = {
    .name = "json",
    .extension = ".json",
    .summary = "every verdict with its figures, for programs",
    .write_checks = write_checks,
};

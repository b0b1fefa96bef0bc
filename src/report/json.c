#include "report/json.h"

#include "analysis/figures.h"
#include "report/paths.h"
#include "report/report.h"

#include <assert.h>
#include <string.h>

void json_measure(struct json_writer *writer, const char *key,
                  const struct measure *measure)
{
    if (measure->available)
        json_number(writer, key, measure->value);
    else
        json_null(writer, key);
}

/* The wave that every row is of, where there is only one. */
static const char *wave_of_report(const struct report *report)
{
    const struct results *results = report->results;
    return results->wave_count == 1 && report->study->analysis.wave
               ? results->wave_rows[0].wave
               : NULL;
}

static void write_head(struct json_writer *writer, const struct report *report)
{
    json_object_open(writer, "format", JSON_INLINE);
    json_text(writer, "name", REPORT_FORMAT_NAME);
    json_text(writer, "version", REPORT_FORMAT_VERSION);
    json_close(writer);
    json_object_open(writer, "tool", JSON_INLINE);
    json_text(writer, "name", "symbar");
    json_text(writer, "version", SYMBAR_VERSION);
    json_close(writer);
    json_text(writer, "title", report->study->title);
    json_text(writer, "wave", wave_of_report(report));
}

static void write_rows_read(struct json_writer *writer, const struct input_summary *input)
{
    json_object_open(writer, "rows", JSON_BLOCK);
    json_count(writer, "read", input->rows_read);
    json_count(writer, "used", input->rows_used);
    json_array_open(writer, "set_aside", JSON_BLOCK);
    for (size_t i = 0; i < input->set_aside_count; i++) {
        json_object_open(writer, NULL, JSON_INLINE);
        json_text(writer, "reason", input->set_aside[i].reason);
        json_count(writer, "n", input->set_aside[i].count);
        json_close(writer);
    }
    json_close(writer);
    json_close(writer);
}

static void write_input(struct json_writer *writer, const struct study *study,
                        const struct input_summary *input)
{
    json_object_open(writer, NULL, JSON_BLOCK);
    json_text(writer, "side", side_name(input->side));
    json_text(writer, "file", path_shown(study, input->file));
    json_count(writer, "bytes", input->byte_count);
    json_text(writer, "sha256", input->sha256);
    json_text(writer, "platform", input->platform);
    json_text(writer, "encoding", input->encoding);
    json_text_of(writer, "delimiter", &input->delimiter, input->delimiter ? 1 : 0);
    json_text(writer, "decimal", input->decimal == ',' ? "comma" : "point");
    json_count(writer, "header_rows", input->header_rows);
    write_rows_read(writer, input);
    json_close(writer);
}

static void write_inputs(struct json_writer *writer, const struct report *report)
{
    json_array_open(writer, "inputs", JSON_BLOCK);
    for (size_t i = 0; i < report->provenance->input_count; i++)
        write_input(writer, report->study, &report->provenance->inputs[i]);
    json_close(writer);
}

static void write_names(struct json_writer *writer, const char *key,
                        const struct text_list *names)
{
    json_array_open(writer, key, JSON_BLOCK);
    for (size_t i = 0; i < names->count; i++)
        json_text(writer, NULL, names->texts[i]);
    json_close(writer);
}

static void write_units(struct json_writer *writer, const struct unit_summary *units)
{
    json_object_open(writer, "units", JSON_BLOCK);
    json_count(writer, "matched", units->matched);
    write_names(writer, "employees_only", &units->only[SIDE_EMPLOYEES]);
    write_names(writer, "customers_only", &units->only[SIDE_CUSTOMERS]);
    json_array_open(writer, "merged", JSON_BLOCK);
    for (size_t i = 0; i < units->merge_count; i++) {
        const struct unit_merge *merge = &units->merges[i];
        json_object_open(writer, NULL, JSON_INLINE);
        json_text(writer, "unit", merge->unit);
        json_text(writer, "spelling", merge->spelling);
        json_text(writer, "side", side_name(merge->side));
        json_text(writer, "step", merge->step);
        json_close(writer);
    }
    json_close(writer);
    json_close(writer);
}

static const char *severity_name(enum symbar_severity severity)
{
    switch (severity) {
    case SYMBAR_NOTE:
        return "note";
    case SYMBAR_WARNING:
        return "warning";
    case SYMBAR_ERROR:
        return "error";
    }
    return NULL;
}

static void write_line(struct json_writer *writer, uint64_t line)
{
    if (line)
        json_count(writer, "line", line);
    else
        json_null(writer, "line");
}

static void write_diagnostics(struct json_writer *writer, const struct report *report)
{
    json_array_open(writer, "diagnostics", JSON_BLOCK);
    size_t count = symbar_diagnostics_count(report->diagnostics);
    for (size_t i = 0; i < count; i++) {
        const struct symbar_diagnostic *item =
            symbar_diagnostics_at(report->diagnostics, i);
        json_object_open(writer, NULL, JSON_BLOCK);
        json_text(writer, "id", item->id);
        json_text(writer, "severity", severity_name(item->severity));
        json_count(writer, "count", item->count);
        json_text(writer, "message", item->message);
        json_text(writer, "file", path_shown(report->study, item->path));
        write_line(writer, item->line);
        json_text(writer, "pointer", item->pointer);
        json_close(writer);
    }
    json_close(writer);
}

static enum symbar_status write_json(const struct report *report,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    (void)style;
    struct json_writer writer;
    json_writer_init(&writer, sink);
    json_object_open(&writer, NULL, JSON_BLOCK);
    write_head(&writer, report);
    json_settings(&writer, report->study);
    write_inputs(&writer, report);
    write_units(&writer, &report->provenance->units);
    enum symbar_status status = json_rows(&writer, report);
    if (status != SYMBAR_OK)
        return fail_no_memory(diagnostics);
    json_linkage(&writer, report->study, report->results);
    json_waves(&writer, report->study, report->results);
    json_relations(&writer, report->study, report->results);
    json_outcomes(&writer, report->study, report->results);
    json_benchmark(&writer, report->study, report->results);
    json_null(&writer, "checks");
    write_diagnostics(&writer, report);
    json_close(&writer);
    return json_writer_finish(&writer);
}

const struct report_format report_format_json = {
    .name = "json",
    .extension = ".json",
    .is_for_programs = true,
    .shows_hashes = true,
    .summary = "every figure, for programs",
    .write = write_json,
};

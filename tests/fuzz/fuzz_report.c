/* Any bytes as the two exports of a study, all the way to the reports: the run is refused
   with a diagnostic, or its books balance and what it writes is harmless text and JSON.

   The first byte picks one of a few studies, which name columns by place; a line "===="
   ends the employees' file and begins the customers'. */
#include "api/objects.h"
#include "base/json_check.h"
#include "base/text.h"
#include "study/study_read.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count);

static void require(bool holds)
{
    if (!holds)
        abort();
}

#define SCALES                                                                           \
    "\"scales\": {\"nps\": {\"kind\": \"nps\", \"min\": 0, \"max\": 10},"                \
    " \"five\": {\"kind\": \"csat\", \"min\": 1, \"max\": 5, \"top\": [4, 5]},"          \
    " \"seven\": {\"kind\": \"likert\", \"min\": 1, \"max\": 7, \"top\": [6, 7]}}"
#define SIDES                                                                            \
    "\"employees\": {\"files\": [\"e.csv\"], \"unit\": {\"index\": 1}},"                 \
    "\"customers\": {\"files\": [\"c.csv\"], \"unit\": {\"index\": 1}}"

static const char *const studies[] = {
    "{" SIDES "," SCALES ", \"bad_answers\": \"missing\","
    " \"privacy\": {\"min_n\": 1, \"unanimity\": false},"
    " \"dimensions\": [{\"id\": \"a\", \"scale\": \"nps\","
    "  \"employees\": {\"index\": 2}, \"customers\": {\"index\": 2}}]}",
    "{" SIDES "," SCALES ", \"dimensions\": [{\"id\": \"a\", \"scale\": \"five\","
    "  \"employees\": {\"index\": 2}, \"customers\": {\"index\": 2}}]}",
    "{" SIDES "," SCALES ", \"bad_answers\": \"missing\","
    " \"privacy\": {\"min_n\": 2}, \"units\": {\"match\": [\"exact\"]},"
    " \"dimensions\": [{\"id\": \"a\", \"min_items\": 1, \"employees\":"
    "  [{\"column\": {\"index\": 2}, \"scale\": \"five\"},"
    "   {\"column\": {\"index\": 3}, \"scale\": \"seven\", \"reverse\": true}],"
    "  \"customers\": {\"column\": {\"index\": 2}, \"scale\": \"nps\"}},"
    "  {\"id\": \"b\", \"scale\": \"five\", \"customers\": {\"index\": 3}}]}",
};

enum { STUDY_COUNT = sizeof studies / sizeof *studies };

static void write_file(const char *folder, const char *name, const uint8_t *bytes,
                       size_t byte_count)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    require(file && fwrite(bytes, 1, byte_count, file) == byte_count);
    require(fclose(file) == 0);
}

static void write_files(const char *folder, const uint8_t *data, size_t byte_count)
{
    static const char mark[] = "\n====\n";
    const size_t mark_bytes = sizeof mark - 1;
    size_t cut = 0;
    while (cut + mark_bytes <= byte_count && memcmp(data + cut, mark, mark_bytes) != 0)
        cut++;
    bool is_cut = cut + mark_bytes <= byte_count;
    size_t rest = is_cut ? cut + mark_bytes : 0;
    write_file(folder, "e.csv", data, is_cut ? cut : byte_count);
    write_file(folder, "c.csv", data + rest, byte_count - rest);
}

static uint64_t rows_used(const struct symbar_report *report, enum side side)
{
    uint64_t used = 0;
    for (size_t i = 0; i < report->provenance.input_count; i++)
        if (report->provenance.inputs[i].side == side)
            used += report->provenance.inputs[i].rows_used;
    return used;
}

static bool is_within(const struct measure *measure, double min, double max)
{
    return !measure->available || (measure->value >= min && measure->value <= max);
}

static void check_side(const struct side_result *side, double used, bool is_overall)
{
    double total = side->n.value;
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        total += side->missing[kind].value;
    if (side->status == CELL_OK && is_overall)
        require(total == used);
    if (side->status == CELL_SUPPRESSED)
        require(!side->n.available && !side->index.value.available);
    require(is_within(&side->index.value, 0, 100));
    require(is_within(&side->nps.value, -100, 100));
    require(is_within(&side->top_box.low, 0, 100) &&
            is_within(&side->top_box.high, 0, 100));
}

static void check_results(const struct symbar_report *report)
{
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        for (int side = 0; side < SIDE_COUNT; side++)
            check_side(row->sides[side], (double)rows_used(report, (enum side)side),
                       row->scope == SCOPE_OVERALL);
        require(is_within(&row->gap->p, 0, 1) && is_within(&row->gap->p_adjusted, 0, 1));
        require(is_within(&row->gap->cliffs_delta.value, -1, 1));
        require((row->gap->verdict == VERDICT_NONE) == (row->gap->status != CELL_OK));
    }
}

static bool to_buffer(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

/* Nothing that a terminal would obey gets through; tables have their own line ends and
   tabs. */
static void check_harmless(const struct buffer *text, bool is_table)
{
    require(text_is_utf8(text->bytes, text->byte_count));
    for (size_t i = 0; i < text->byte_count; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];
        bool is_of_table = is_table && (byte == '\r' || byte == '\t');
        require((byte >= 0x20 || byte == '\n' || is_of_table) && byte != 0x7f);
    }
}

static void check_reports(const struct symbar_report *report,
                          struct symbar_diagnostics *diagnostics)
{
    const struct json_limits limits = { .depth = 100, .values = 1 << 30 };
    struct json_fault fault;
    for (size_t i = 0; symbar_format_name(i); i++) {
        const char *name = symbar_format_name(i);
        struct buffer text = { 0 };
        if (strcmp(name, "xlsx") == 0) /* a ZIP, held by check.formats */
            continue;
        require(symbar_report_write(report, name, NULL, to_buffer, &text, diagnostics) ==
                SYMBAR_OK);
        check_harmless(&text, strcmp(name, "csv") == 0 || strcmp(name, "tsv") == 0);
        if (strcmp(name, "json") == 0)
            require(json_check(text.bytes, text.byte_count, &limits, &fault));
        buffer_release(&text);
    }
}

static void run(const char *folder, const char *text)
{
    char path[256];
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study study = { 0 };
    struct symbar_report *report = NULL;
    snprintf(path, sizeof path, "%s/symbar.json", folder);
    require(diagnostics && study_parse(text, strlen(text), path, NULL, &study.study,
                                       diagnostics) == SYMBAR_OK);
    enum symbar_status status = symbar_run(&study, &report, diagnostics);
    require(status == SYMBAR_OK || status == SYMBAR_BAD_INPUT);
    require((status == SYMBAR_OK) == (report != NULL));
    require((status == SYMBAR_OK) == (diagnostics_error_count(diagnostics) == 0));
    if (report) {
        check_results(report);
        check_reports(report, diagnostics);
    }
    symbar_report_free(report);
    study_free(study.study);
    symbar_diagnostics_free(diagnostics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count)
{
    static const char *const names[] = { "e.csv", "c.csv" };
    char folder[] = "/tmp/symbar-fuzz-XXXXXX";
    if (!byte_count)
        return 0;
    require(mkdtemp(folder) != NULL);
    write_files(folder, data + 1, byte_count - 1);
    run(folder, studies[data[0] % STUDY_COUNT]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
    return 0;
}

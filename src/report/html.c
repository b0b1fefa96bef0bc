/* The page: one file, no script, nothing from the network; what matters first, each
   picture with its figures as a table, and how it all was made. */
#include "report/chart.h"
#include "report/describe.h"
#include "report/html_document.h"
#include "report/html_parts.h"
#include "report/markup.h"
#include "report/words.h"

const char *html_style(void);      /* made from html_style.css */
const char *html_style_hash(void); /* how the policy of the page names it */

enum { WIDEST_SHOWN = 3 };

static void put_head(struct buffer *out, const struct report *report)
{
    const char *title = report->study->title;
    buffer_format(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n",
                  language_name(report->language));
    buffer_text(out, "<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, "
                     "initial-scale=1\">\n");
    buffer_format(out,
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                  "'none'; style-src 'sha256-%s'; base-uri 'none'; form-action "
                  "'none'\">\n<title>",
                  html_style_hash());
    markup_text(out, title && *title ? title
                                     : translated(report->language, "Symmetry report"));
    buffer_text(out, "</title>\n<style>");
    buffer_text(out, html_style());
    buffer_text(out, "</style>\n</head>\n<body>\n");
}

/* Whatever one of the describe functions says. */
static void put_described(struct buffer *out, const struct report *report,
                          void (*describe)(const struct report *, struct document *),
                          const struct html_blocks *blocks)
{
    struct document document = { .language = report->language };
    describe(report, &document);
    if (document.failed)
        out->failed = true;
    else
        html_document(out, &document, blocks);
    document_release(&document);
}

static bool has_words(const struct report *report,
                      void (*describe)(const struct report *, struct document *))
{
    struct document document = { .language = report->language };
    describe(report, &document);
    bool has_any = document.first || document.failed;
    document_release(&document);
    return has_any;
}

static void put_distortion(struct buffer *out, const struct report *report,
                           const struct result_row *row)
{
    bool employees_lead = row->gap.verdict == VERDICT_EMPLOYEES_HIGHER;
    buffer_format(out, "<li class=\"%s\"><b>",
                  employees_lead ? "employees" : "customers");
    struct buffer gap = { 0 };
    html_cell_text(&gap, report->language, SHOWN_GAP, &row->gap.index);
    if (buffer_failed(&gap))
        out->failed = true;
    else if (gap.bytes)
        markup_text(out, gap.bytes);
    buffer_release(&gap);
    buffer_text(out, "</b>");
    markup_text(out, report->study->dimensions[row->dimension].label);
    buffer_text(out, "<br><span class=\"soft\">");
    markup_text(out, verdict_words(report->language, row->gap.verdict));
    buffer_text(out, "</span></li>\n");
}

/* The widest gaps that are shown to be real, three at most. */
static void put_widest(struct buffer *out, const struct report *report)
{
    struct document scratch = { .language = report->language };
    size_t count = 0;
    size_t shown = 0;
    const struct ranked_row *rows = rows_by_gap(&scratch, report, &count);
    for (size_t i = 0; i < count && shown < WIDEST_SHOWN; i++) {
        if (!gap_is_real(rows[i].row))
            continue;
        buffer_text(out, shown++ ? "" : "<ol class=\"widest\">\n");
        put_distortion(out, report, rows[i].row);
    }
    buffer_text(out, shown ? "</ol>\n" : "");
    out->failed |= scratch.failed;
    document_release(&scratch);
}

struct section {
    const struct chart *chart; /* or NULL */
    void (*describe)(const struct report *report, struct document *document);
    const char *summary; /* of its tables, or NULL: they stand open */
    bool is_told;        /* a table of the description is the picture */
};

static const struct section sections[] = {
    { &chart_mirror, describe_overall, TRANSLATABLE("The figures"), false },
    { NULL, describe_segments, NULL, false },
    { &chart_symmetry, describe_linkage, TRANSLATABLE("The figures"), false },
    { &chart_shares, describe_shares, TRANSLATABLE("The figures"), false },
    { &chart_units, describe_unit_tables, TRANSLATABLE("The figures"), true },
    { &chart_funnel, describe_funnel, NULL, false },
    { NULL, describe_places, NULL, false },
    { &chart_waves, describe_waves, TRANSLATABLE("The figures"), false },
    { NULL, describe_weights, NULL, false },
    { NULL, describe_all_rates, NULL, false },
    { NULL, describe_drivers, NULL, false },
    { NULL, describe_outcomes, NULL, false },
    { NULL, describe_benchmark, NULL, false },
    { NULL, describe_reliability, NULL, false },
    { NULL, describe_making, NULL, false },
    { NULL, describe_reading, NULL, false },
};

static void put_section(struct buffer *out, const struct report *report,
                        const struct section *section)
{
    const struct chart *chart = section->chart;
    if (chart ? !chart->sheet_count(report) : !has_words(report, section->describe))
        return;
    buffer_text(out, "<section>\n");
    if (chart) {
        buffer_text(out, "<h2>");
        markup_text(out, translated(report->language, chart->heading));
        buffer_text(out, "</h2>\n");
        if (!section->is_told)
            html_chart(out, report, chart);
    }
    const char *summary =
        section->summary ? translated(report->language, section->summary) : NULL;
    const struct html_blocks blocks = { chart ? 3 : 2, summary };
    put_described(out, report, section->describe, &blocks);
    buffer_text(out, "</section>\n");
}

/* Writes a section at a time, so that a long page does not wait in memory. */
static bool flush(struct buffer *out, struct sink sink)
{
    if (buffer_failed(out))
        return false;
    bool is_written =
        !out->byte_count || sink.write(sink.context, out->bytes, out->byte_count);
    buffer_clear(out);
    return is_written;
}

static enum symbar_status write_html(const struct report *report,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    (void)style;
    struct buffer out = { 0 };
    const struct html_blocks blocks = { 2, NULL };
    put_head(&out, report);
    buffer_text(&out, "<header>\n");
    put_described(&out, report, describe_headline, &blocks);
    put_widest(&out, report);
    buffer_text(&out, "</header>\n<main>\n");
    bool is_written = flush(&out, sink);
    for (size_t i = 0; is_written && i < sizeof sections / sizeof *sections; i++) {
        put_section(&out, report, &sections[i]);
        is_written = flush(&out, sink);
    }
    buffer_text(&out, "</main>\n</body>\n</html>\n");
    is_written = is_written && flush(&out, sink);
    bool is_out_of_memory = buffer_failed(&out);
    buffer_release(&out);
    if (is_out_of_memory)
        return fail_no_memory(diagnostics);
    return is_written ? SYMBAR_OK : SYMBAR_CANNOT_WRITE;
}

const struct report_format report_format_html = {
    .name = "html",
    .extension = ".html",
    .summary = "a page to look at, print and pass on",
    .write = write_html,
};

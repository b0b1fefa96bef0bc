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
    bool employees_lead = row->gap->verdict == VERDICT_EMPLOYEES_HIGHER;
    buffer_format(out, "<li class=\"%s\"><b>",
                  employees_lead ? "employees" : "customers");
    struct buffer gap = { 0 };
    html_cell_text(&gap, report->language, SHOWN_GAP, &row->gap->index);
    if (buffer_failed(&gap))
        out->failed = true;
    else if (gap.bytes)
        markup_text(out, gap.bytes);
    buffer_release(&gap);
    buffer_text(out, "</b>");
    markup_text(out, report->study->dimensions[row->dimension].label);
    buffer_text(out, "<br><span class=\"soft\">");
    markup_text(out, verdict_words(report->language, row->gap->verdict));
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

/* What the words of a section are to its picture. */
enum section_words {
    WORDS_BELOW,    /* nothing without it */
    WORDS_DRAW,     /* a table of them is the picture */
    WORDS_ALONE_TOO /* said also where there is nothing to draw */
};

struct section {
    const struct chart *chart; /* or NULL */
    void (*describe)(const struct report *report, struct document *document);
    const char *summary; /* of its tables, or NULL: they stand open */
    enum section_words words;
};

static const struct section sections[] = {
    { &chart_mirror, describe_overall, TRANSLATABLE("The figures"), WORDS_BELOW },
    { NULL, describe_segments, NULL, WORDS_ALONE_TOO },
    { &chart_symmetry, describe_linkage, TRANSLATABLE("The figures"), WORDS_BELOW },
    { &chart_shares, describe_shares, TRANSLATABLE("The figures"), WORDS_BELOW },
    { &chart_units, describe_unit_tables, TRANSLATABLE("The figures"), WORDS_DRAW },
    { &chart_funnel, describe_funnel, NULL, WORDS_BELOW },
    { NULL, describe_places, NULL, WORDS_ALONE_TOO },
    { &chart_waves, describe_waves, TRANSLATABLE("The figures"), WORDS_BELOW },
    { NULL, describe_weights, NULL, WORDS_ALONE_TOO },
    { NULL, describe_all_rates, NULL, WORDS_ALONE_TOO },
    { &chart_drivers, describe_drivers, TRANSLATABLE("The figures"), WORDS_ALONE_TOO },
    { NULL, describe_outcomes, NULL, WORDS_ALONE_TOO },
    { NULL, describe_benchmark, NULL, WORDS_ALONE_TOO },
    { NULL, describe_reliability, NULL, WORDS_ALONE_TOO },
    { NULL, describe_making, NULL, WORDS_ALONE_TOO },
    { NULL, describe_reading, NULL, WORDS_ALONE_TOO },
};

static void put_section(struct buffer *out, const struct report *report,
                        const struct section *section)
{
    const struct chart *chart = section->chart;
    bool is_drawn = chart && chart->sheet_count(report);
    bool is_said = section->words == WORDS_ALONE_TOO;
    if (!is_drawn && (!is_said || !has_words(report, section->describe)))
        return;
    buffer_text(out, "<section>\n");
    if (is_drawn) {
        buffer_text(out, "<h2>");
        markup_text(out, translated(report->language, chart->heading));
        buffer_text(out, "</h2>\n");
        if (section->words != WORDS_DRAW)
            html_chart(out, report, chart);
    }
    const char *summary = is_drawn && section->summary
                              ? translated(report->language, section->summary)
                              : NULL;
    const struct html_blocks blocks = { is_drawn ? 3 : 2, summary };
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

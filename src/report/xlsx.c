/* XLSX, through libxlsxwriter: a workbook for those who go on working with the figures.

   libxlsxwriter writes files only, so the workbook goes into a temporary one that has no
   name and is gone with the process. Its dates are fixed: the same report is the same
   file, byte for byte. */
#include "report/describe.h"
#include "report/xlsx_parts.h"
#include "report/xlsx_whole.h"

#include <pthread.h>
#include <stdio.h>

/* 2000-01-01, where a workbook says when it was made. */
enum { NO_DATE = 946684800 };

static void make_formats(struct workbook *workbook)
{
    const struct xlsx_calls *calls = &workbook->calls;
    lxw_format **const all[] = {
        &workbook->title,
        &workbook->strong,
        &workbook->heading,
        &workbook->heading_of_numbers,
        &workbook->prose,
        &workbook->words,
        &workbook->words_among_numbers,
        &workbook->group,
        &workbook->count,
        &workbook->score,
        &workbook->gap,
        &workbook->share,
        &workbook->coefficient,
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i] = calls->workbook_add_format(workbook->book);
        if (!*all[i]) {
            workbook->failed = true;
            return;
        }
        calls->format_set_align(*all[i], LXW_ALIGN_VERTICAL_TOP);
    }
    calls->format_set_bold(workbook->title);
    calls->format_set_font_size(workbook->title, 16);
    calls->format_set_bold(workbook->strong);
    calls->format_set_text_wrap(workbook->strong);
    calls->format_set_bold(workbook->group);
    lxw_format *const headings[] = { workbook->heading, workbook->heading_of_numbers };
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        calls->format_set_bold(headings[i]);
        calls->format_set_text_wrap(headings[i]);
        calls->format_set_bottom(headings[i], LXW_BORDER_THIN);
    }
    calls->format_set_indent(workbook->heading,
                             1); /* words are not to touch the numbers before */
    calls->format_set_indent(workbook->words, 1);
    calls->format_set_align(workbook->heading_of_numbers, LXW_ALIGN_RIGHT);
    calls->format_set_align(workbook->words_among_numbers, LXW_ALIGN_RIGHT);
    calls->format_set_text_wrap(workbook->prose);
    calls->format_set_num_format(workbook->count, "0");
    calls->format_set_num_format(workbook->score, "0.0");
    calls->format_set_num_format(workbook->gap, "+0.0;-0.0;0.0");
    calls->format_set_num_format(workbook->share, "0\" %\"");
    calls->format_set_num_format(workbook->coefficient, "+0.00;-0.00;0.00");
}

/* libxlsxwriter frees the book in any case, and cannot close one without sheets. It asks
   gmtime(), whose answer lies in one place for all threads. */
static bool close_book(const struct workbook *workbook)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&one_at_a_time);
    lxw_error error = workbook->calls.workbook_close(workbook->book);
    pthread_mutex_unlock(&one_at_a_time);
    return error == LXW_NO_ERROR;
}

/* The whole workbook into the file of that name; false: libxlsxwriter could not. */
static bool fill(const struct xlsx_calls *calls, const struct report *report,
                 const struct document *document, const char *name)
{
    struct workbook workbook = { .report = report, .calls = *calls };
    lxw_doc_properties properties = { .created = NO_DATE };
    workbook.book = calls->workbook_new(name);
    if (!workbook.book)
        return false;
    workbook.failed =
        calls->workbook_set_properties(workbook.book, &properties) != LXW_NO_ERROR;
    make_formats(&workbook);
    if (!workbook.failed)
        xlsx_summary(&workbook, document);
    if (!workbook.failed)
        xlsx_dimensions(&workbook);
    if (!workbook.failed)
        xlsx_units(&workbook);
    if (!workbook.failed)
        xlsx_figures(&workbook);
    return close_book(&workbook) && !workbook.failed;
}

/* What the file holds; false: it cannot be read, or there is no memory. */
static bool read_back(FILE *file, struct buffer *workbook)
{
    char bytes[BUFSIZ];
    size_t count;
    rewind(file);
    while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_append(workbook, bytes, count);
    return !ferror(file) && !buffer_failed(workbook);
}

static enum symbar_status fail_workbook(struct symbar_diagnostics *diagnostics)
{
    fail(diagnostics, DIAG_WORKBOOK_FAILED, (struct place){ 0 },
         "the workbook could not be made");
    hint(diagnostics, "it takes memory, and room in the folder for temporary files");
    return SYMBAR_CANNOT_WRITE;
}

static enum symbar_status write_xlsx(const struct report *report,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    char name[64];
    struct xlsx_calls calls = { 0 };
    struct document document = { .language = report->language };
    struct buffer workbook = { 0 };
    FILE *file = NULL;
    enum symbar_status status = xlsx_calls_init(&calls, diagnostics);
    if (status != SYMBAR_OK)
        goto done;
    status = describe_report(report, style->unit_limit, &document);
    if (status != SYMBAR_OK) {
        status = fail_no_memory(diagnostics);
        goto done;
    }
    file = tmpfile();
    if (file)
        snprintf(name, sizeof name, "/dev/fd/%d", fileno(file));
    if (!file || !fill(&calls, report, &document, name) || !read_back(file, &workbook) ||
        !xlsx_is_whole(&workbook))
        status = fail_workbook(diagnostics);
    else if (!sink.write(sink.context, workbook.bytes, workbook.byte_count))
        status = SYMBAR_CANNOT_WRITE;

done:
    if (file)
        fclose(file);
    buffer_release(&workbook);
    xlsx_calls_release(&calls);
    document_release(&document);
    return status;
}

const struct report_format report_format_xlsx = {
    .name = "xlsx",
    .extension = ".xlsx",
    .summary = "a workbook, for Excel and LibreOffice",
    .write = write_xlsx,
};

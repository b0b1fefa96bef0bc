#include "ingest/other_file.h"

#include "tally/tally_write.h"

#include <string.h>
#include <strings.h>

static bool has_text(const struct buffer *head, const char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0; at + length <= head->byte_count; at++)
        if (memcmp(head->bytes + at, text, length) == 0)
            return true;
    return false;
}

/* JSON begins with a bracket and a quoted name or another bracket, as no export does. */
static bool is_json(const struct buffer *head)
{
    static const char gaps[] = " \t\r\n";
    if (!head->byte_count)
        return false;
    size_t at = strspn(head->bytes, gaps);
    char first = head->bytes[at];
    if (first != '{' && first != '[')
        return false;
    at += 1 + strspn(head->bytes + at + 1, gaps);
    bool goes_on = head->bytes[at] == '"' || (first == '[' && head->bytes[at] == '{');
    return goes_on && has_text(head, "\":") && !has_text(head, "ImportId");
}

/* What a download is when the page asked to log in first. */
static bool is_html(const struct buffer *head)
{
    static const char *const starts[] = { "<!doctype html", "<html" };
    size_t at = head->byte_count ? strspn(head->bytes, " \t\r\n") : 0;
    for (size_t i = 0; head->byte_count && i < sizeof starts / sizeof *starts; i++)
        if (strncasecmp(head->bytes + at, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static bool is_tally(const struct buffer *head)
{
    static const char begin[] = "#" TALLY_FORMAT_NAME;
    return head->byte_count >= sizeof begin &&
           memcmp(head->bytes, begin, sizeof begin - 1) == 0;
}

enum symbar_status other_file_refuse(const struct text_file *text,
                                     struct symbar_diagnostics *diagnostics)
{
    const struct buffer *head = &text->head;
    bool is_page = is_html(head);
    bool is_counts = is_tally(head);
    if (!is_page && !is_counts && !is_json(head))
        return SYMBAR_OK;
    bool is_study = !is_page && !is_counts && has_text(head, "\"symbar\"");
    enum symbar_status status = fail(diagnostics, DIAG_NOT_AN_EXPORT,
                                     (struct place){ .path = text->name, .line = 1 },
                                     TRANSLATABLE("this is %s, not an export of answers"),
                                     is_page     ? "HTML"
                                     : is_counts ? "a tally"
                                     : is_study  ? "a study"
                                                 : "JSON");
    if (is_page)
        hint(diagnostics, "a page of the web, which may ask to log in: open it in a "
                          "browser, and export the answers as CSV");
    else if (is_counts)
        hint(diagnostics, "`symbar report FILE` reads a tally, in the place of a study");
    else
        hint(diagnostics, is_study ? TRANSLATABLE("`symbar report FILE` runs a study")
                                   : TRANSLATABLE("export the answers as CSV"));
    return status;
}

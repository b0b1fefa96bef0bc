#include "base/number.h"
#include "base/text.h"
#include "report/text_parts.h"
#include "report/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

/* Excel's own limit, in characters; bytes are never fewer. */
enum { MOST_TEXT = 32767 };

lxw_worksheet *xlsx_sheet(struct workbook *workbook, const char *name)
{
    const struct xlsx_calls *calls = &workbook->calls;
    lxw_worksheet *sheet = calls->workbook_add_worksheet(workbook->book, name);
    if (!sheet) {
        workbook->failed = true;
        return NULL;
    }
    calls->worksheet_set_landscape(sheet);
    calls->worksheet_set_paper(sheet, 9); /* A4 */
    calls->worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
}

void xlsx_text(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t row,
               lxw_col_t column, const char *text, lxw_format *format)
{
    struct buffer safe = { 0 };
    text_escape(&safe, text, strlen(text));
    if (buffer_failed(&safe)) {
        workbook->failed = true;
        return;
    }
    if (safe.byte_count > MOST_TEXT) {
        size_t end = MOST_TEXT;
        while (end && ((unsigned char)safe.bytes[end] & 0xc0) == 0x80)
            end--;
        safe.bytes[end] = '\0';
    }
    lxw_error error = workbook->calls.worksheet_write_string(
        sheet, row, column, safe.bytes ? safe.bytes : "", format);
    workbook->failed |= error != LXW_NO_ERROR;
    buffer_release(&safe);
}

/* What number_format() writes, read back: no digit more than in the JSON. */
static double as_written(double value)
{
    char text[NUMBER_TEXT_BYTES];
    double rounded = value;
    number_format(value, text);
    return number_parse(text, strlen(text), '.', &rounded) ? rounded : value;
}

void xlsx_measure(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t row,
                  lxw_col_t column, const struct measure *measure, lxw_format *format)
{
    if (!measure->available)
        return;
    lxw_error error = workbook->calls.worksheet_write_number(
        sheet, row, column, as_written(measure->value), format);
    workbook->failed |= error != LXW_NO_ERROR;
}

/* The form of a cell that is one number; NULL for the others. */
static lxw_format *number_form(const struct workbook *workbook, enum shown_as shown_as)
{
    switch (shown_as) {
    case SHOWN_COUNT:
        return workbook->count;
    case SHOWN_SCORE:
        return workbook->score;
    case SHOWN_GAP:
    case SHOWN_SHARE_GAP:
        return workbook->gap;
    case SHOWN_SHARE:
        return workbook->share;
    case SHOWN_COEFFICIENT:
        return workbook->coefficient;
    default:
        return NULL;
    }
}

void xlsx_cell(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t row,
               lxw_col_t column, const struct cell *cell, lxw_format *words)
{
    lxw_format *form = number_form(workbook, cell->shown_as);
    if (form && cell->estimate.value.available) {
        xlsx_measure(workbook, sheet, row, column, &cell->estimate.value, form);
        return;
    }
    const struct pen pen = { .language = workbook->report->language, .width = 80 };
    struct buffer text = { 0 };
    pen_cell(&text, &pen, cell, false);
    if (buffer_failed(&text))
        workbook->failed = true;
    else if (text.bytes)
        xlsx_text(workbook, sheet, row, column, text.bytes, words);
    buffer_release(&text);
}

/* What is called of libxlsxwriter, found when the first workbook is written.

   The library brings OpenSSL's along. To load both at every start takes longer than to
   read a small survey, so the tool is not linked with them where a shared library can be
   opened by its name (SYMBAR_XLSX_LIBRARY, which CMake knows); elsewhere it is. */
#ifndef REPORT_XLSX_CALLS_H
#define REPORT_XLSX_CALLS_H

#include "base/diagnostics.h"

#include <xlsxwriter.h>

#define XLSX_CALLS(CALL)                                                                 \
    CALL(workbook_new)                                                                   \
    CALL(workbook_close)                                                                 \
    CALL(workbook_set_properties)                                                        \
    CALL(workbook_add_format)                                                            \
    CALL(workbook_add_worksheet)                                                         \
    CALL(workbook_add_chart)                                                             \
    CALL(format_set_align)                                                               \
    CALL(format_set_bold)                                                                \
    CALL(format_set_bottom)                                                              \
    CALL(format_set_font_size)                                                           \
    CALL(format_set_indent)                                                              \
    CALL(format_set_num_format)                                                          \
    CALL(format_set_text_wrap)                                                           \
    CALL(worksheet_autofilter)                                                           \
    CALL(worksheet_conditional_format_range)                                             \
    CALL(worksheet_fit_to_pages)                                                         \
    CALL(worksheet_freeze_panes)                                                         \
    CALL(worksheet_gridlines)                                                            \
    CALL(worksheet_insert_chart_opt)                                                     \
    CALL(worksheet_merge_range)                                                          \
    CALL(worksheet_repeat_rows)                                                          \
    CALL(worksheet_set_column)                                                           \
    CALL(worksheet_set_landscape)                                                        \
    CALL(worksheet_set_paper)                                                            \
    CALL(worksheet_set_row)                                                              \
    CALL(worksheet_write_number)                                                         \
    CALL(worksheet_write_string)                                                         \
    CALL(chart_add_series)                                                               \
    CALL(chart_axis_set_max)                                                             \
    CALL(chart_axis_set_min)                                                             \
    CALL(chart_axis_set_name)                                                            \
    CALL(chart_axis_set_reverse)                                                         \
    CALL(chart_legend_set_position)                                                      \
    CALL(chart_series_set_categories)                                                    \
    CALL(chart_series_set_fill)                                                          \
    CALL(chart_series_set_marker_type)                                                   \
    CALL(chart_series_set_name)                                                          \
    CALL(chart_series_set_values)                                                        \
    CALL(chart_title_set_name)

#define XLSX_CALL_MEMBER(name) __typeof__(name) *name;

struct xlsx_calls {
    void *library; /* NULL: linked */
    XLSX_CALLS(XLSX_CALL_MEMBER)
};

/* Fails where the library is not installed. */
enum symbar_status
xlsx_calls_init(struct xlsx_calls *calls,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* No workbook is open any more; takes zeroed ones too. */
void xlsx_calls_release(struct xlsx_calls *calls);

#endif

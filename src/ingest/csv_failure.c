#include "ingest/csv_reader.h"

enum symbar_status csv_reader_fail(const struct csv_reader *reader,
                                   enum csv_reading reading, const char *name,
                                   struct symbar_diagnostics *diagnostics)
{
    struct place place = csv_reader_place(reader, name);
    enum symbar_status status = SYMBAR_BUG;
    switch (reading) {
    case READING_ON:
    case READING_STOPPED:
        break;
    case READING_TEXT_AFTER_QUOTE:
        status = fail(diagnostics, DIAG_TEXT_AFTER_QUOTE, place,
                      "a cell goes on after its closing quote");
        hint(diagnostics, "a quote inside a quoted cell is written twice; if quotes mean "
                          "nothing in this file, set \"quote\": \"none\" in the study");
        break;
    case READING_UNCLOSED_QUOTE:
        status = fail(diagnostics, DIAG_UNCLOSED_QUOTE, place,
                      "a quote is opened here and never closed");
        hint(diagnostics,
             "close it, or, if the file was cut short, export it again; if "
             "quotes mean nothing in it, set \"quote\": \"none\" in the study");
        break;
    case READING_CELL_TOO_LONG:
        status = fail(diagnostics, DIAG_CELL_TOO_LONG, place,
                      "a cell is longer than %d MiB", MOST_CELL_BYTES / (1024 * 1024));
        hint(diagnostics, "is a closing quote missing, or is this not a CSV file?");
        break;
    case READING_ROW_TOO_LONG:
        place.line = csv_reader_row_line(reader);
        place.column = 0;
        status = fail(diagnostics, DIAG_ROW_TOO_LONG, place,
                      "a row has more than %d cells or %d MiB", MOST_COLUMNS,
                      MOST_ROW_BYTES / (1024 * 1024));
        hint(diagnostics, "is this a CSV file, and is the delimiter right?");
        break;
    case READING_NO_MEMORY:
        status = fail_no_memory(diagnostics);
        break;
    }
    return status;
}

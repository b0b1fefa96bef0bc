/* Any bytes as an export: it is refused with a diagnostic, or its records keep what
   records.h promises. The first byte picks what the study prescribes. */
#include "base/text.h"
#include "ingest/records.h"

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

struct watch {
    const struct export_facts *facts;
    size_t column_count; /* of every record */
    uint64_t record_count;
    uint64_t line; /* of the last record */
    uint64_t hash; /* of the first column's cells */
};

static enum symbar_status check_record(void *context, const struct record *record)
{
    struct watch *watch = context;
    require(record->cell_count == watch->column_count && record->cell_count > 0);
    require(record->line > watch->line);
    watch->line = record->line;
    watch->record_count++;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct cell *cell = &record->cells[i];
        require(cell->bytes && text_is_utf8(cell->bytes, cell->byte_count));
        require(!cell->byte_count || !memchr(cell->bytes, 0, cell->byte_count));
        require(!cell->is_unquoted_empty || !cell->byte_count);
        require(cell->line >= record->line && cell->column >= 1);
    }
    for (size_t i = 0; i < record->cells[0].byte_count; i++)
        watch->hash = watch->hash * 31 + (unsigned char)record->cells[0].bytes[i];
    watch->hash = watch->hash * 31 + 257;
    return SYMBAR_OK;
}

static struct side_study prescribe(uint8_t choice)
{
    static const char *const encodings[] = { "auto", "utf-8", "windows-1252",
                                             "utf-16le" };
    static const char delimiters[] = { 0, ';', '\t', ',' };
    return (struct side_study){
        .encoding = encodings[choice & 3],
        .delimiter = delimiters[choice >> 2 & 3],
        .quote = choice & 16 ? QUOTE_NONE : QUOTE_AUTO,
        .has_header_rows = choice & 32,
        .header_rows = 2,
    };
}

static void check_facts(const struct export_facts *facts)
{
    require(facts->platform && facts->header_rows > 0);
    require(facts->file_column_count <= facts->column_count);
    for (size_t i = 0; i < facts->column_count; i++) {
        const struct header_column *column = &facts->columns[i];
        require(column->name && column->text && column->import_id);
        require(text_is_utf8(column->name, strlen(column->name)));
        require((column->part_count > 0) == (i >= facts->file_column_count));
        require(column->first_part + column->part_count <= facts->file_column_count);
    }
    for (size_t i = 0; i < facts->set_aside_count; i++)
        require(facts->set_aside[i].column < facts->file_column_count);
    for (size_t i = 0; i < facts->guess_count; i++)
        require(facts->guesses[i].value && facts->guesses[i].because);
}

/* Reads the file; `selects` asks for the first column and for the last, joined or not. */
static bool read_file(const char *path, const struct side_study *side, bool selects,
                      struct watch *watch)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct csv_file *file = NULL;
    require(diagnostics);
    *watch = (struct watch){ 0 };
    enum symbar_status status = csv_file_open(path, "x.csv", side, &file, diagnostics);
    require((status == SYMBAR_OK) == (file != NULL));
    if (status == SYMBAR_OK) {
        watch->facts = csv_file_export(file);
        check_facts(watch->facts);
        watch->column_count = watch->facts->file_column_count;
        const size_t columns[] = { 0, watch->facts->column_count - 1 };
        if (selects) {
            watch->column_count = 2;
            require(csv_file_select(file, columns, 2, diagnostics) == SYMBAR_OK);
        }
        status = csv_file_read(file, check_record, watch, diagnostics);
    }
    require((status == SYMBAR_OK) == (diagnostics_error_count(diagnostics) == 0));
    require(status == SYMBAR_OK || status == SYMBAR_BAD_INPUT);
    if (status == SYMBAR_OK)
        require(csv_file_facts(file)->record_count == watch->record_count);
    csv_file_close(file);
    symbar_diagnostics_free(diagnostics);
    return status == SYMBAR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count)
{
    char path[] = "/tmp/symbar-fuzz-XXXXXX";
    if (!byte_count)
        return 0;
    struct side_study side = prescribe(data[0]);
    int descriptor = mkstemp(path);
    require(descriptor >= 0);
    require(write(descriptor, data + 1, byte_count - 1) == (ssize_t)(byte_count - 1));
    close(descriptor);
    struct watch all;
    struct watch some;
    bool is_good = read_file(path, &side, false, &all);
    require(read_file(path, &side, true, &some) == is_good);
    require(all.record_count == some.record_count && all.hash == some.hash);
    unlink(path);
    return 0;
}

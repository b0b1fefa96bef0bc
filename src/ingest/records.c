#include "ingest/records.h"

#include "base/arena.h"
#include "base/memory.h"
#include "ingest/file_shape.h"
#include "ingest/selection.h"

#include <assert.h>

struct csv_file {
    struct arena arena;
    const char *name;
    struct text_file text;
    struct file_shape shape;
    struct file_facts facts;
    struct selection selection;
    bool has_selection;

    /* while reading */
    struct csv_reader *reader;
    record_handler *handler;
    void *context;
    struct symbar_diagnostics *diagnostics;
    size_t headers_passed;
    enum symbar_status status; /* the first thing that went wrong with a row */
};

static struct file_facts facts_of(const struct csv_file *file)
{
    return (struct file_facts){
        .platform = file->shape.facts.platform,
        .encoding = file->text.encoding.name,
        .line_end = line_end_name(file->shape.dialect.line_end),
        .delimiter = file->shape.dialect.delimiter,
        .decimal = file->shape.dialect.decimal,
        .header_rows = file->shape.facts.header_rows,
    };
}

enum symbar_status csv_file_open(const char *path, const char *shown_name,
                                 const struct side_study *side,
                                 struct csv_file **file_out,
                                 struct symbar_diagnostics *diagnostics)
{
    struct csv_file *file = memory_allocate(1, sizeof *file);
    if (!file)
        return fail_no_memory(diagnostics);
    enum symbar_status status = SYMBAR_OK;
    file->name = arena_text(&file->arena, shown_name);
    if (!file->name)
        status = fail_no_memory(diagnostics);
    if (status == SYMBAR_OK)
        status = text_file_open(path, file->name, side->encoding, &file->arena,
                                &file->text, diagnostics);
    if (status == SYMBAR_OK)
        status =
            file_shape_find(&file->text, side, &file->arena, &file->shape, diagnostics);
    if (status != SYMBAR_OK) {
        csv_file_close(file);
        return status;
    }
    file->facts = facts_of(file);
    *file_out = file;
    return SYMBAR_OK;
}

const struct file_facts *csv_file_facts(const struct csv_file *file)
{
    return &file->facts;
}

const struct export_facts *csv_file_export(const struct csv_file *file)
{
    return &file->shape.facts;
}

const struct record *csv_file_headers(const struct csv_file *file)
{
    return file->shape.rows;
}

enum symbar_status csv_file_select(struct csv_file *file, const size_t *columns,
                                   size_t count, struct symbar_diagnostics *diagnostics)
{
    selection_release(&file->selection);
    file->has_selection =
        selection_init(&file->selection, &file->shape.facts, columns, count);
    return file->has_selection ? SYMBAR_OK : fail_no_memory(diagnostics);
}

static void note_status(struct csv_file *file, enum symbar_status status)
{
    if (file->status == SYMBAR_OK)
        file->status = status;
}

static enum symbar_status give_record(struct csv_file *file, const struct row *row)
{
    struct record record = {
        .cells = row->cells,
        .cell_count =
            file->has_selection ? file->selection.count : file->shape.column_count,
        .line = row->line,
    };
    if (file->selection.has_joined)
        record.cells = selection_cells(&file->selection, row->cells);
    if (!record.cells)
        return fail_no_memory(file->diagnostics);
    file->facts.record_count++;
    return file->handler(file->context, &record);
}

/* A ragged row is told and passed over, so that one run finds them all. */
static bool on_row(void *context, const struct row *row)
{
    struct csv_file *file = context;
    const struct file_shape *shape = &file->shape;
    if (file_shape_skips(row))
        return true;
    if (file->headers_passed < file->facts.header_rows) {
        file->headers_passed++;
        return true;
    }
    bool has_trailing = shape->row_cells > shape->column_count;
    if (row->cell_count != shape->row_cells || (has_trailing && !row->ends_empty)) {
        note_status(file, file_shape_fail_ragged(shape, file->name, row->line,
                                                 row->cell_count, file->diagnostics));
        return true;
    }
    enum symbar_status status = give_record(file, row);
    note_status(file, status);
    return status == SYMBAR_OK;
}

static enum symbar_status read_all(struct csv_file *file,
                                   struct symbar_diagnostics *diagnostics)
{
    enum csv_reading reading =
        file_shape_push_head(&file->text, &file->shape.dialect, file->reader);
    bool has_ended = file->text.head_is_whole;
    while (reading == READING_ON && !has_ended) {
        const char *text = NULL;
        size_t text_count = 0;
        enum symbar_status status =
            text_file_next(&file->text, &text, &text_count, &has_ended, diagnostics);
        if (status != SYMBAR_OK)
            return status;
        reading = csv_reader_push(file->reader, text, text_count);
    }
    if (reading == READING_ON)
        reading = csv_reader_end(file->reader);
    if (reading == READING_ON || reading == READING_STOPPED)
        return file->status;
    return csv_reader_fail(file->reader, reading, file->name, diagnostics);
}

enum symbar_status csv_file_read(struct csv_file *file, record_handler *handler,
                                 void *context, struct symbar_diagnostics *diagnostics)
{
    assert(!file->reader); /* a stream is read once */
    file->handler = handler;
    file->context = context;
    file->diagnostics = diagnostics;
    file->reader = file_shape_reader(&file->text, &file->shape.dialect, on_row, file);
    if (!file->reader || (file->has_selection &&
                          !csv_reader_select(file->reader, file->selection.file_columns,
                                             file->selection.file_column_count)))
        return fail_no_memory(diagnostics);
    enum symbar_status status = read_all(file, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    file->facts.byte_count = source_byte_count(file->text.source);
    source_sha256(file->text.source, file->facts.sha256);
    return SYMBAR_OK;
}

void csv_file_close(struct csv_file *file)
{
    if (!file)
        return;
    csv_reader_free(file->reader);
    selection_release(&file->selection);
    text_file_close(&file->text);
    arena_release(&file->arena);
    memory_free(file);
}

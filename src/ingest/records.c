#include "ingest/records.h"

#include "base/memory.h"
#include "ingest/csv_file.h"
#include "ingest/sav_file.h"

#include <assert.h>

static struct file_facts facts_of(const struct csv_file *file)
{
    if (file->sav)
        return (struct file_facts){
            .platform = sav_file_export(file->sav)->platform,
            .encoding = sav_file_encoding(file->sav),
            .line_end = "",
            .decimal = '.',
            .header_rows = sav_file_export(file->sav)->header_rows,
        };
    return (struct file_facts){
        .platform = file->shape.facts.platform,
        .encoding = file->text.encoding.name,
        .line_end = line_end_name(file->shape.dialect.line_end),
        .delimiter = file->shape.dialect.delimiter,
        .decimal = file->shape.dialect.decimal,
        .header_rows = file->shape.facts.header_rows,
    };
}

static enum symbar_status open_text(struct csv_file *file, const struct side_study *side,
                                    struct symbar_diagnostics *diagnostics)
{
    struct source *source = file->source;
    file->source = NULL;
    enum symbar_status status = text_file_begin(source, file->name, side->encoding,
                                                &file->arena, &file->text, diagnostics);
    return status == SYMBAR_OK ? file_shape_find(&file->text, side, &file->arena,
                                                 &file->shape, diagnostics)
                               : status;
}

static enum symbar_status open_sav(struct csv_file *file, const struct side_study *side,
                                   struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = sav_file_open(file->source, file->name, side,
                                              &file->arena, &file->sav, diagnostics);
    if (status == SYMBAR_OK)
        file->shape.column_count = sav_file_export(file->sav)->file_column_count;
    return status;
}

/* The beginning is peeked at as a text would be, so that it is read once. */
static enum symbar_status open_kind(struct csv_file *file, const struct side_study *side,
                                    struct symbar_diagnostics *diagnostics)
{
    const char *beginning = NULL;
    size_t byte_count = 0;
    bool is_whole = false;
    enum symbar_status status = source_peek(file->source, TEXT_HEAD_BYTES, &beginning,
                                            &byte_count, &is_whole, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    return sav_is_magic(beginning, byte_count) ? open_sav(file, side, diagnostics)
                                               : open_text(file, side, diagnostics);
}

static enum symbar_status open_file(const char *path, const char *shown_name,
                                    const struct side_study *side, bool is_hashed,
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
        status = source_open(path, file->name, &file->source, diagnostics);
    if (status == SYMBAR_OK && !is_hashed)
        source_skip_hash(file->source);
    if (status == SYMBAR_OK)
        status = open_kind(file, side, diagnostics);
    if (status != SYMBAR_OK) {
        csv_file_close(file);
        return status;
    }
    file->facts = facts_of(file);
    *file_out = file;
    return SYMBAR_OK;
}

enum symbar_status csv_file_open(const char *path, const char *shown_name,
                                 const struct side_study *side,
                                 struct csv_file **file_out,
                                 struct symbar_diagnostics *diagnostics)
{
    return open_file(path, shown_name, side, false, file_out, diagnostics);
}

enum symbar_status csv_file_open_hashed(const char *path, const char *shown_name,
                                        const struct side_study *side,
                                        struct csv_file **file_out,
                                        struct symbar_diagnostics *diagnostics)
{
    return open_file(path, shown_name, side, true, file_out, diagnostics);
}

const struct file_facts *csv_file_facts(const struct csv_file *file)
{
    return &file->facts;
}

const struct export_facts *csv_file_export(const struct csv_file *file)
{
    return file->sav ? sav_file_export(file->sav) : &file->shape.facts;
}

const struct record *csv_file_headers(const struct csv_file *file)
{
    return file->sav ? sav_file_header(file->sav) : file->shape.rows;
}

enum symbar_status csv_file_select(struct csv_file *file, const size_t *columns,
                                   size_t count, struct symbar_diagnostics *diagnostics)
{
    selection_release(&file->selection);
    file->has_selection =
        selection_init(&file->selection, csv_file_export(file), columns, count);
    return file->has_selection ? SYMBAR_OK : fail_no_memory(diagnostics);
}

void csv_file_watch(struct csv_file *file, record_watch *watch, void *context)
{
    file->watch = watch;
    file->watch_context = context;
}

static struct source *source_of(const struct csv_file *file)
{
    return file->sav ? file->source : file->text.source;
}

void csv_file_tell(const struct csv_file *file, uint64_t bytes_read,
                   uint64_t record_count)
{
    if (file->watch)
        file->watch(file->watch_context, bytes_read, record_count);
}

static void note_status(struct csv_file *file, enum symbar_status status)
{
    if (file->status == SYMBAR_OK)
        file->status = status;
}

bool csv_file_is_ragged(const struct csv_file *file, const struct row *row)
{
    bool has_trailing = file->shape.row_cells > file->shape.column_count;
    return row->cell_count != file->shape.row_cells || (has_trailing && !row->ends_empty);
}

bool csv_file_record(const struct csv_file *file, struct selection *selection,
                     const struct row *row, struct record *record_out)
{
    *record_out = (struct record){
        .cells = row->cells,
        .cell_count =
            file->has_selection ? file->selection.count : file->shape.column_count,
        .line = row->line,
    };
    if (!selection->has_joined)
        return true; /* a row of which no cell is wanted has none */
    record_out->cells = selection_cells(selection, row->cells);
    return record_out->cells != NULL;
}

static enum symbar_status give_record(struct csv_file *file, const struct row *row)
{
    struct record record;
    if (!csv_file_record(file, &file->selection, row, &record))
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
    if (csv_file_is_ragged(file, row)) {
        note_status(file, file_shape_fail_ragged(shape, file->name, row->line,
                                                 row->cell_count, file->diagnostics));
        return true;
    }
    enum symbar_status status = give_record(file, row);
    note_status(file, status);
    return status == SYMBAR_OK;
}

static bool on_case(void *context, const struct row *row)
{
    struct csv_file *file = context;
    enum symbar_status status = give_record(file, row);
    note_status(file, status);
    return status == SYMBAR_OK;
}

static enum symbar_status read_sav(struct csv_file *file,
                                   struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = sav_file_read(
        file->sav, file->has_selection ? file->selection.file_columns : NULL,
        file->selection.file_column_count, on_case, file, diagnostics);
    return status == SYMBAR_OK ? file->status : status;
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
        csv_file_tell(file, source_byte_count(file->text.source),
                      file->facts.record_count);
    }
    if (reading == READING_ON)
        reading = csv_reader_end(file->reader);
    if (reading == READING_ON || reading == READING_STOPPED)
        return file->status;
    return csv_reader_fail(file->reader, reading, file->name, diagnostics);
}

static enum symbar_status read_text(struct csv_file *file,
                                    struct symbar_diagnostics *diagnostics)
{
    file->reader = file_shape_reader(&file->text, &file->shape.dialect, on_row, file);
    if (!file->reader || (file->has_selection &&
                          !csv_reader_select(file->reader, file->selection.file_columns,
                                             file->selection.file_column_count)))
        return fail_no_memory(diagnostics);
    return read_all(file, diagnostics);
}

void csv_file_finish(struct csv_file *file)
{
    const struct source *source = source_of(file);
    file->facts.byte_count = source_byte_count(source);
    source_sha256(source, file->facts.sha256);
}

enum symbar_status csv_file_read(struct csv_file *file, record_handler *handler,
                                 void *context, struct symbar_diagnostics *diagnostics)
{
    assert(!file->handler); /* a stream is read once */
    file->handler = handler;
    file->context = context;
    file->diagnostics = diagnostics;
    enum symbar_status status =
        file->sav ? read_sav(file, diagnostics) : read_text(file, diagnostics);
    if (status == SYMBAR_OK)
        csv_file_finish(file);
    return status;
}

void csv_file_close(struct csv_file *file)
{
    if (!file)
        return;
    csv_reader_free(file->reader);
    selection_release(&file->selection);
    text_file_close(&file->text);
    sav_file_close(file->sav);
    source_close(file->source);
    arena_release(&file->arena);
    memory_free(file);
}

#include "ingest/kept_records.h"

#include "base/memory.h"

struct kept_cell {
    struct cell cell; /* without its bytes, which are in the text */
    size_t offset;
};

struct kept_record {
    uint64_t line;
    size_t first_cell;
    size_t cell_count;
    size_t ragged_cells; /* 0: it is a record */
};

static struct kept_record *add(struct kept_records *kept, uint64_t line)
{
    if (!memory_grow(&kept->records, &kept->capacity, kept->count + 1,
                     sizeof *kept->records))
        return NULL;
    struct kept_record *record = &kept->records[kept->count++];
    *record = (struct kept_record){ .line = line, .first_cell = kept->cell_count };
    return record;
}

/* What there was no memory for is none of them. */
static bool drop_last(struct kept_records *kept)
{
    kept->cell_count = kept->records[--kept->count].first_cell;
    return false;
}

bool kept_records_add(struct kept_records *kept, const struct record *record)
{
    struct kept_record *copy = add(kept, record->line);
    if (!copy)
        return false;
    if (!memory_grow(&kept->cells, &kept->cell_capacity,
                     kept->cell_count + record->cell_count, sizeof *kept->cells))
        return drop_last(kept);
    copy->cell_count = record->cell_count;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct cell *cell = &record->cells[i];
        kept->cells[kept->cell_count++] =
            (struct kept_cell){ *cell, kept->text.byte_count };
        buffer_append(&kept->text, cell->bytes, cell->byte_count);
    }
    return !buffer_failed(&kept->text) || drop_last(kept);
}

bool kept_records_add_ragged(struct kept_records *kept, uint64_t line, size_t cell_count)
{
    struct kept_record *record = add(kept, line);
    if (record)
        record->ragged_cells = cell_count;
    return record != NULL;
}

bool kept_records_at(struct kept_records *kept, size_t number, uint64_t lines_before,
                     struct record *record_out, size_t *ragged_out)
{
    const struct kept_record *record = &kept->records[number];
    if (!memory_grow(&kept->shown, &kept->shown_capacity, record->cell_count,
                     sizeof *kept->shown))
        return false;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct kept_cell *from = &kept->cells[record->first_cell + i];
        kept->shown[i] = from->cell;
        kept->shown[i].bytes =
            from->cell.byte_count ? kept->text.bytes + from->offset : "";
        kept->shown[i].line += lines_before;
    }
    *record_out = (struct record){ .cells = kept->shown,
                                   .cell_count = record->cell_count,
                                   .line = record->line + lines_before };
    *ragged_out = record->ragged_cells;
    return true;
}

void kept_records_clear(struct kept_records *kept)
{
    kept->count = 0;
    kept->cell_count = 0;
    buffer_clear(&kept->text);
}

void kept_records_release(struct kept_records *kept)
{
    memory_free(kept->records);
    memory_free(kept->cells);
    memory_free(kept->shown);
    buffer_release(&kept->text);
    *kept = (struct kept_records){ 0 };
}

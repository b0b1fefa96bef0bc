#include "ingest/selection.h"

#include "base/memory.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

bool selection_init(struct selection *selection, const struct export_facts *facts,
                    const size_t *columns, size_t count)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        assert(columns[i] < facts->column_count);
        size_t parts = facts->columns[columns[i]].part_count;
        total += parts ? parts : 1;
    }
    *selection = (struct selection){
        .file_columns = memory_allocate(total, sizeof *selection->file_columns),
        .file_column_count = total,
        .part_counts = memory_allocate(count, sizeof *selection->part_counts),
        .count = count,
        .cells = memory_allocate(count, sizeof *selection->cells),
    };
    if (!selection->file_columns || !selection->part_counts || !selection->cells)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const struct header_column *column = &facts->columns[columns[i]];
        selection->has_joined = selection->has_joined || column->part_count > 0;
        selection->part_counts[i] = column->part_count ? column->part_count : 1;
        for (size_t part = 0; part < selection->part_counts[i]; part++)
            selection->file_columns[at++] =
                column->part_count ? column->first_part + part : columns[i];
    }
    return true;
}

static size_t *copy_numbers(const size_t *numbers, size_t count)
{
    size_t *copy = memory_allocate(count, sizeof *copy);
    if (copy && count)
        memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

bool selection_copy(const struct selection *selection, struct selection *copy_out)
{
    *copy_out = (struct selection){
        .file_columns =
            copy_numbers(selection->file_columns, selection->file_column_count),
        .file_column_count = selection->file_column_count,
        .part_counts = copy_numbers(selection->part_counts, selection->count),
        .count = selection->count,
        .has_joined = selection->has_joined,
        .cells = memory_allocate(selection->count, sizeof *copy_out->cells),
    };
    return copy_out->file_columns && copy_out->part_counts && copy_out->cells;
}

/* Its bytes are an offset in `text` for now, because the text may still move. */
static struct cell join(struct selection *selection, const struct cell *parts,
                        size_t part_count, size_t *offset_out)
{
    struct cell joined = parts[0];
    size_t filled = 0;
    *offset_out = SIZE_MAX;
    for (size_t i = 0; i < part_count; i++) {
        if (!parts[i].byte_count)
            continue;
        if (filled++ == 0) {
            joined = parts[i];
            continue;
        }
        if (filled == 2) {
            *offset_out = selection->text.byte_count;
            buffer_append(&selection->text, joined.bytes, joined.byte_count);
        }
        buffer_text(&selection->text, "; ");
        buffer_append(&selection->text, parts[i].bytes, parts[i].byte_count);
        joined.byte_count = selection->text.byte_count - *offset_out;
    }
    return joined;
}

const struct cell *selection_cells(struct selection *selection,
                                   const struct cell *file_cells)
{
    enum { PASSES = 2 }; /* the second one finds the text where it will stay */
    for (int pass = 0; pass < PASSES; pass++) {
        const struct cell *parts = file_cells;
        buffer_clear(&selection->text);
        for (size_t i = 0; i < selection->count; i++) {
            size_t offset;
            selection->cells[i] =
                join(selection, parts, selection->part_counts[i], &offset);
            if (offset != SIZE_MAX && !buffer_failed(&selection->text))
                selection->cells[i].bytes = selection->text.bytes + offset;
            parts += selection->part_counts[i];
        }
    }
    return buffer_failed(&selection->text) ? NULL : selection->cells;
}

void selection_release(struct selection *selection)
{
    memory_free(selection->file_columns);
    memory_free(selection->part_counts);
    memory_free(selection->cells);
    buffer_release(&selection->text);
    *selection = (struct selection){ 0 };
}

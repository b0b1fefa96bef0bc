#include "ingest/row_builder.h"

#include "base/memory.h"

#include <string.h>

#define IN_PLACE SIZE_MAX

enum { UNWANTED = -1 };

bool row_builder_select(struct row_builder *builder, const size_t *columns, size_t count)
{
    size_t slot_count = 0;
    for (size_t i = 0; i < count; i++)
        if (columns[i] >= slot_count)
            slot_count = columns[i] + 1;
    ptrdiff_t *slots = memory_allocate(slot_count, sizeof *slots);
    size_t *same_as = memory_allocate(count, sizeof *same_as);
    size_t *own = memory_allocate(count, sizeof *own);
    if (!slots || !same_as || !own ||
        !memory_grow(&builder->cells, &builder->cell_capacity, count,
                     sizeof *builder->cells) ||
        !memory_grow(&builder->offsets, &builder->offset_capacity, count,
                     sizeof *builder->offsets)) {
        memory_free(slots);
        memory_free(same_as);
        memory_free(own);
        return false;
    }
    if (count)
        memcpy(own, columns, count * sizeof *own);
    for (size_t column = 0; column < slot_count; column++)
        slots[column] = UNWANTED;
    for (size_t i = 0; i < count; i++) {
        if (slots[columns[i]] == UNWANTED)
            slots[columns[i]] = (ptrdiff_t)i;
        same_as[i] = (size_t)slots[columns[i]];
    }
    memory_free(builder->slots);
    memory_free(builder->same_as);
    memory_free(builder->columns);
    builder->columns = own;
    builder->slots = slots;
    builder->same_as = same_as;
    builder->slot_count = slot_count;
    builder->selected_count = count;
    builder->is_selective = true;
    return true;
}

void row_builder_begin(struct row_builder *builder, uint64_t line)
{
    buffer_clear(&builder->text);
    builder->cell_count = 0;
    builder->byte_count = 0;
    builder->has_content = false;
    builder->line = line;
    for (size_t i = 0; i < builder->selected_count; i++)
        builder->cells[i] = (struct cell){ .is_unquoted_empty = true };
}

static bool make_room(struct row_builder *builder, size_t slot)
{
    if (slot < builder->cell_capacity && slot < builder->offset_capacity)
        return true;
    return memory_grow(&builder->cells, &builder->cell_capacity, slot + 1,
                       sizeof *builder->cells) &&
           memory_grow(&builder->offsets, &builder->offset_capacity, slot + 1,
                       sizeof *builder->offsets);
}

/* Takes the next cell, whose bytes stand in the text or are copied by the caller to the
   end of builder->text; `*cell_out` is where it is kept, NULL where it is not. It is
   filled in where it is: a copy of what was just written in parts would wait for all of
   them. */
static bool take_cell(struct row_builder *builder, size_t byte_count,
                      bool is_unquoted_empty, bool is_copied, struct cell **cell_out)
{
    size_t column = builder->cell_count++;
    ptrdiff_t slot = (ptrdiff_t)column;
    builder->byte_count += byte_count;
    builder->last_is_empty = is_unquoted_empty;
    builder->has_content = builder->has_content || !is_unquoted_empty;
    *cell_out = NULL;
    if (builder->is_selective)
        slot = column < builder->slot_count ? builder->slots[column] : UNWANTED;
    if (slot == UNWANTED)
        return true;
    if (!make_room(builder, (size_t)slot))
        return false;
    builder->offsets[slot] = is_copied ? builder->text.byte_count : IN_PLACE;
    *cell_out = &builder->cells[slot];
    return true;
}

static void fill(struct cell *cell, const char *bytes, size_t byte_count,
                 bool is_unquoted_empty, const struct position *position)
{
    cell->bytes = bytes;
    cell->byte_count = byte_count;
    cell->is_unquoted_empty = is_unquoted_empty;
    cell->line = position->line;
    cell->column = position->column;
    cell->value = NULL;
}

bool row_builder_add(struct row_builder *builder, const char *bytes, size_t byte_count,
                     const char *in_place, const struct position *position)
{
    bool is_copied = byte_count && !in_place;
    struct cell *cell;
    if (!take_cell(builder, byte_count, !bytes, is_copied, &cell))
        return false;
    if (!cell)
        return true;
    fill(cell, byte_count ? in_place : "", byte_count, !bytes, position);
    if (!is_copied)
        return true;
    buffer_append(&builder->text, bytes, byte_count);
    return !buffer_failed(&builder->text);
}

bool row_builder_add_doubled(struct row_builder *builder, const char *bytes,
                             size_t byte_count, char quote,
                             const struct position *position)
{
    const char *end = bytes + byte_count;
    const size_t start = builder->text.byte_count;
    struct cell *cell;
    if (!take_cell(builder, 0, false, true, &cell))
        return false;
    if (!cell)
        return true;
    for (const char *next; bytes < end; bytes = next) {
        const char *first = memchr(bytes, quote, (size_t)(end - bytes));
        const char *stop = first ? first + 1 : end;
        buffer_append(&builder->text, bytes, (size_t)(stop - bytes));
        next = first ? first + 2 : end;
    }
    fill(cell, NULL, builder->text.byte_count - start, false, position);
    return !buffer_failed(&builder->text);
}

static size_t count_kept(const struct row_builder *builder)
{
    return builder->is_selective ? builder->selected_count : builder->cell_count;
}

bool row_builder_anchor(struct row_builder *builder)
{
    for (size_t i = 0; i < count_kept(builder); i++) {
        struct cell *cell = &builder->cells[i];
        if (!cell->byte_count || builder->offsets[i] != IN_PLACE)
            continue;
        builder->offsets[i] = builder->text.byte_count;
        buffer_append(&builder->text, cell->bytes, cell->byte_count);
    }
    return !buffer_failed(&builder->text);
}

struct row row_builder_finish(struct row_builder *builder)
{
    size_t count = count_kept(builder);
    for (size_t i = 0; i < count; i++) {
        size_t from = builder->is_selective ? builder->same_as[i] : i;
        struct cell *cell = &builder->cells[i];
        if (from != i)
            *cell = builder->cells[from];
        else if (!cell->byte_count)
            cell->bytes = "";
        else if (builder->offsets[i] != IN_PLACE)
            cell->bytes = builder->text.bytes + builder->offsets[i];
    }
    return (struct row){
        .cells = builder->cells,
        .given_count = count,
        .cell_count = builder->cell_count,
        .ends_empty = builder->last_is_empty,
        .is_empty = !builder->has_content,
        .line = builder->line,
    };
}

void row_builder_release(struct row_builder *builder)
{
    buffer_release(&builder->text);
    memory_free(builder->cells);
    memory_free(builder->offsets);
    memory_free(builder->slots);
    memory_free(builder->same_as);
    memory_free(builder->columns);
    *builder = (struct row_builder){ 0 };
}

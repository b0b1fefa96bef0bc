#include "ingest/text_index.h"

#include "base/memory.h"

/* As many as the text of a part takes, unless its rows are long. */
enum { MOST_INDEXES = 10 };

struct text_index {
    size_t count;
    size_t room;
    size_t starts[MOST_INDEXES];
    struct csv_index indexes[];
};

bool text_index_pays(enum instructions instructions)
{
    return instructions != INSTRUCTIONS_ROWS && instructions != INSTRUCTIONS_LIBCSV &&
           instructions_to_compute(instructions) != INSTRUCTIONS_PORTABLE;
}

void text_index_free(struct text_index *indexes)
{
    memory_free(indexes);
}

void text_index_clear(struct text_index *indexes)
{
    if (indexes)
        indexes->count = 0;
}

/* Room for as many as a text of such a length takes, each with part of a row behind it.
   What they hold is worth nothing. */
static struct text_index *make_room(struct text_index *indexes, size_t byte_count,
                                    size_t most_bytes)
{
    size_t wanted = byte_count / most_bytes + 2;
    size_t room = wanted < MOST_INDEXES ? wanted : MOST_INDEXES;
    if (indexes && indexes->room >= room)
        return indexes;
    memory_free(indexes);
    indexes = memory_allocate_bytes(sizeof *indexes + room * sizeof *indexes->indexes);
    if (indexes)
        indexes->room = room;
    return indexes;
}

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* The reader passes them before it asks for an index. */
static size_t pass_line_ends(const char *text, size_t at, size_t byte_count)
{
    while (at < byte_count && is_line_end(text[at]))
        at++;
    return at;
}

size_t text_index_fill(struct text_index **indexes_in, const struct index_way *way,
                       const char *text, size_t byte_count, bool *is_whole_out)
{
    const size_t most = way->most_bytes ? way->most_bytes : INDEX_MOST_BYTES;
    struct text_index *indexes = make_room(*indexes_in, byte_count, most);
    size_t end = 0;
    *indexes_in = indexes;
    *is_whole_out = false;
    text_index_clear(indexes);
    while (indexes && indexes->count < indexes->room) {
        struct csv_index *index = &indexes->indexes[indexes->count];
        size_t start = pass_line_ends(text, end, byte_count);
        size_t left = byte_count - start;
        size_t given = left < most ? left : most;
        size_t scanned = csv_index_find(index, way->instructions, text + start, given,
                                        way->delimiter, way->quote);
        if (index->row_count) {
            indexes->starts[indexes->count++] = start;
            end = start + csv_index_row_start(index, index->row_count);
        }
        *is_whole_out = scanned == left;
        bool is_odd = scanned < given && index->row_count < INDEX_FULL_ROWS;
        if (!index->row_count || is_odd || *is_whole_out)
            break;
    }
    return end;
}

struct csv_index *text_index_at(struct text_index *indexes, size_t offset,
                                size_t byte_count)
{
    for (size_t i = 0; indexes && i < indexes->count; i++) {
        struct csv_index *index = &indexes->indexes[i];
        if (indexes->starts[i] == offset)
            return offset + csv_index_row_start(index, index->row_count) <= byte_count
                       ? index
                       : NULL;
    }
    return NULL;
}

#include "ingest/part_cutter.h"

#include "base/work.h"
#include "ingest/text_check.h"

#include <string.h>

/* Tests want several indexes in each of their short parts. */
static size_t index_bytes(const struct work *work)
{
    enum { INDEXES_OF_A_PART = 4 };
    size_t bytes = work->part_bytes / INDEXES_OF_A_PART;
    return bytes < INDEX_MOST_BYTES ? bytes : INDEX_MOST_BYTES;
}

void part_cutter_init(struct part_cutter *cutter, const struct work *work,
                      const struct dialect *dialect, size_t most_bytes)
{
    *cutter = (struct part_cutter){
        .makes_indexes = text_index_pays(work->instructions),
        .way = { .instructions = work->instructions,
                 .most_bytes = index_bytes(work),
                 .delimiter = dialect->delimiter,
                 .quote = dialect->quote },
        .rows = { .instructions = work->instructions,
                  .delimiter = dialect->delimiter,
                  .quote = dialect->quote },
        .most_bytes = most_bytes,
    };
}

void part_cutter_release(struct part_cutter *cutter)
{
    buffer_release(&cutter->rest);
}

/* There is room for most of them. */
static void put_before(struct text_part *part, const struct buffer *rest)
{
    if (rest->byte_count <= part->from) {
        part->from -= rest->byte_count;
        if (rest->byte_count)
            memcpy(part->memory.bytes + part->from, rest->bytes, rest->byte_count);
        return;
    }
    struct buffer text = { 0 };
    buffer_append(&text, rest->bytes, rest->byte_count);
    buffer_append(&text, text_part_bytes(part), text_part_length(part));
    buffer_release(&part->memory);
    part->memory = text;
    part->from = 0;
}

/* How much of a text that may end in the middle of a character does not. */
static size_t whole_characters(const struct buffer *text)
{
    size_t begun = text->byte_count;
    while (begun && (text->bytes[begun - 1] & '\xc0') == '\x80')
        begun--;
    if (!begun || (unsigned char)text->bytes[begun - 1] < 0xc0)
        return text->byte_count;
    begun--;
    bool is_cut = text_trouble_at(text->bytes + begun, text->byte_count - begun) ==
                  TROUBLE_CUT_SHORT;
    return is_cut ? begun : text->byte_count;
}

static bool end_at(struct part_cutter *cutter, struct text_part *part, size_t end)
{
    struct buffer *text = &part->memory;
    struct buffer *rest = &cutter->rest;
    buffer_clear(rest);
    if (!buffer_failed(text)) {
        buffer_append(rest, text->bytes + end, text->byte_count - end);
        text->byte_count = end;
    }
    cutter->is_within = part->goes_on;
    if (part->status == SYMBAR_OK && (buffer_failed(text) || buffer_failed(rest))) {
        part->status = SYMBAR_NO_MEMORY;
        part->goes_on = false;
    }
    part->is_last = part->is_last && part->status == SYMBAR_OK;
    return true;
}

/* From what was seen on. */
static bool follow_quotes(struct part_cutter *cutter, struct text_part *part)
{
    struct buffer *text = &part->memory;
    if (buffer_failed(text))
        return end_at(cutter, part, 0);
    size_t cut = row_cutter_pass(&cutter->rows, text->bytes + cutter->seen,
                                 text->byte_count - cutter->seen);
    if (part->is_last)
        return end_at(cutter, part, text->byte_count);
    if (cut)
        return end_at(cutter, part, cutter->seen + cut);
    part->goes_on = text_part_length(part) > cutter->most_bytes;
    if (part->goes_on)
        return end_at(cutter, part, whole_characters(text));
    cutter->seen = text->byte_count;
    return false;
}

/* Makes the indexes of a part that begins at a row. It may end where the last of them
   does, if that is near its own end; else the quotes are followed from there on. */
static bool find_rows(struct part_cutter *cutter, struct text_part *part)
{
    enum { NEAR_END = 4096 };
    size_t length = text_part_length(part);
    bool is_whole;
    size_t end = text_index_fill(&part->indexes, &cutter->way, text_part_bytes(part),
                                 length, &is_whole);
    if (!end || !(is_whole || length - end < NEAR_END)) {
        cutter->rows.state = CUT_CELL_BEGINS;
        cutter->seen = part->from + end;
        return follow_quotes(cutter, part);
    }
    return end_at(cutter, part, part->from + (part->is_last ? length : end));
}

bool part_cutter_begin(struct part_cutter *cutter, struct text_part *part)
{
    size_t unseen = text_part_length(part);
    part->goes_on = false;
    text_index_clear(part->indexes);
    put_before(part, &cutter->rest);
    cutter->seen = part->memory.byte_count - unseen;
    bool has_rows =
        cutter->makes_indexes && !cutter->is_within && !buffer_failed(&part->memory);
    return has_rows ? find_rows(cutter, part) : follow_quotes(cutter, part);
}

bool part_cutter_add(struct part_cutter *cutter, struct text_part *part,
                     const struct text_part *piece)
{
    buffer_append(&part->memory, text_part_bytes(piece), text_part_length(piece));
    part->status = piece->status;
    part->is_last = piece->is_last;
    part->has_bytes = piece->has_bytes;
    part->bytes_read = piece->bytes_read;
    return follow_quotes(cutter, part);
}

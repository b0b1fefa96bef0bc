#include "ingest/row_cutter.h"

#include "ingest/csv_index.h"

#include <string.h>

static bool ends_cell(const struct row_cutter *cutter, char byte)
{
    return byte == cutter->delimiter || byte == '\n' || byte == '\r';
}

/* Behind the last line feed of text[from..to), or `otherwise`. */
static size_t last_line_end(const char *text, size_t from, size_t to, size_t otherwise)
{
    while (to > from && text[to - 1] != '\n')
        to--;
    return to > from ? to : otherwise;
}

static size_t find_quote(const struct row_cutter *cutter, const char *text, size_t at,
                         size_t byte_count)
{
    const char *quote =
        cutter->quote ? memchr(text + at, cutter->quote, byte_count - at) : NULL;
    return quote ? (size_t)(quote - text) : byte_count;
}

/* Outside quotes, up to one that opens. */
static size_t pass_cells(struct row_cutter *cutter, const char *text, size_t at,
                         size_t byte_count)
{
    bool begins = cutter->state == CUT_CELL_BEGINS;
    size_t start = at;
    while (at < byte_count) {
        size_t quote = find_quote(cutter, text, at, byte_count);
        if (quote == byte_count)
            break;
        begins = quote > start ? ends_cell(cutter, text[quote - 1]) : begins;
        if (begins) {
            cutter->state = CUT_IN_QUOTES;
            return quote + 1;
        }
        at = quote + 1; /* a quote inside a cell is a byte like any other */
    }
    cutter->state =
        ends_cell(cutter, text[byte_count - 1]) ? CUT_CELL_BEGINS : CUT_IN_CELL;
    return byte_count;
}

/* Inside quotes: up to the next one. */
static size_t pass_to_quote(struct row_cutter *cutter, const char *text, size_t at,
                            size_t byte_count)
{
    at = find_quote(cutter, text, at, byte_count);
    if (at == byte_count)
        return at;
    cutter->state = CUT_AFTER_QUOTE;
    return at + 1;
}

static size_t pass_after_quote(struct row_cutter *cutter, const char *text, size_t at)
{
    bool is_doubled = text[at] == cutter->quote;
    cutter->state = is_doubled ? CUT_IN_QUOTES : CUT_IN_CELL;
    return at + is_doubled;
}

static enum cut_state state_behind(const struct quoted_text *quoted)
{
    return quoted->is_inside        ? CUT_IN_QUOTES
           : quoted->is_after_quote ? CUT_AFTER_QUOTE
           : quoted->is_after_end   ? CUT_CELL_BEGINS
                                    : CUT_IN_CELL;
}

/* Inside quotes: as far as blocks of text can be passed that leave no question. */
static size_t pass_quoted(struct row_cutter *cutter, const char *text, size_t at,
                          size_t byte_count, size_t *odd_until, size_t *cut)
{
    struct quoted_text quoted = { .delimiter = cutter->delimiter,
                                  .quote = cutter->quote };
    csv_index_pass_quoted(&quoted, cutter->instructions, text + at, byte_count - at);
    if (quoted.byte_count)
        cutter->state = state_behind(&quoted);
    if (quoted.row_end)
        *cut = at + quoted.row_end;
    at += quoted.byte_count;
    *odd_until = at + (quoted.is_odd ? INDEX_BLOCK : 0);
    return at;
}

/* Where so many openings of quotes have followed one another within a block, it is faster
   to pass blocks than quote by quote. */
enum { MANY_NEAR = 4 };

/* Line ends in text without quotes are looked for only behind `from`. */
static size_t pass(struct row_cutter *cutter, const char *text, size_t byte_count,
                   size_t from)
{
    size_t cut = 0;
    size_t odd_until = 0;
    size_t opened = 0;
    size_t near_count = 0;
    for (size_t at = 0; at < byte_count;) {
        size_t start = at;
        enum cut_state state = cutter->state;
        switch (state) {
        case CUT_CELL_BEGINS:
        case CUT_IN_CELL:
            at = pass_cells(cutter, text, at, byte_count);
            if (at > from)
                cut = last_line_end(text, start, at, cut);
            break;
        case CUT_IN_QUOTES:
            if (near_count >= MANY_NEAR && at >= odd_until)
                at = pass_quoted(cutter, text, at, byte_count, &odd_until, &cut);
            if (at == start)
                at = pass_to_quote(cutter, text, at, byte_count);
            break;
        case CUT_AFTER_QUOTE:
            at = pass_after_quote(cutter, text, at);
            break;
        }
        if (cutter->state == CUT_IN_QUOTES && state != CUT_IN_QUOTES) {
            near_count = at - opened < INDEX_BLOCK ? near_count + 1 : 0;
            opened = at;
        }
    }
    return cut;
}

size_t row_cutter_pass(struct row_cutter *cutter, const char *text, size_t byte_count)
{
    enum { NEAR_END = 4096 }; /* nearly always there is a line end */
    struct row_cutter before = *cutter;
    size_t from = byte_count > NEAR_END ? byte_count - NEAR_END : 0;
    size_t cut = pass(cutter, text, byte_count, from);
    return cut || !from ? cut : pass(&before, text, byte_count, 0);
}

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

/* Byte by byte; quotes are looked for, and line ends behind `from`. */
static void pass_bytes(struct row_cutter *cutter, const char *text, size_t at,
                       size_t byte_count, size_t from, size_t *cut)
{
    while (at < byte_count) {
        size_t start = at;
        switch (cutter->state) {
        case CUT_CELL_BEGINS:
        case CUT_IN_CELL:
            at = pass_cells(cutter, text, at, byte_count);
            if (at > from)
                *cut = last_line_end(text, start, at, *cut);
            break;
        case CUT_IN_QUOTES:
            at = pass_to_quote(cutter, text, at, byte_count);
            break;
        case CUT_AFTER_QUOTE:
            at = pass_after_quote(cutter, text, at);
            break;
        }
    }
}

static enum cut_state state_behind(const struct followed_quotes *quotes)
{
    return quotes->is_inside        ? CUT_IN_QUOTES
           : quotes->is_after_quote ? CUT_AFTER_QUOTE
           : quotes->is_after_end   ? CUT_CELL_BEGINS
                                    : CUT_IN_CELL;
}

/* As far as blocks of text can be passed that leave no question; returns how far that is,
   and whether the next block leaves one. */
static size_t pass_blocks(struct row_cutter *cutter, const char *text, size_t at,
                          size_t byte_count, size_t from, size_t *cut, bool *is_odd_out)
{
    struct followed_quotes quotes = {
        .delimiter = cutter->delimiter,
        .quote = cutter->quote,
        .rows_from = from > at ? from - at : 0,
        .is_inside = cutter->state == CUT_IN_QUOTES,
        .is_after_quote = cutter->state == CUT_AFTER_QUOTE,
        .is_after_end = cutter->state == CUT_CELL_BEGINS,
    };
    csv_index_follow_quotes(&quotes, cutter->instructions, text + at, byte_count - at);
    cutter->state = state_behind(&quotes);
    if (quotes.row_end)
        *cut = at + quotes.row_end;
    *is_odd_out = quotes.is_odd;
    return at + quotes.byte_count;
}

/* Row ends in text without quotes are looked for only behind `from`. An odd block is
   passed byte by byte, and more than that where one follows the other. */
static size_t pass(struct row_cutter *cutter, const char *text, size_t byte_count,
                   size_t from)
{
    enum { MOST_BYTES = 64 * INDEX_BLOCK };
    size_t cut = 0;
    size_t step = INDEX_BLOCK;
    for (size_t at = 0; at < byte_count;) {
        size_t start = at;
        bool is_odd;
        at = pass_blocks(cutter, text, at, byte_count, from, &cut, &is_odd);
        if (at - start > step)
            step = INDEX_BLOCK;
        size_t end = is_odd && byte_count - at > step ? at + step : byte_count;
        pass_bytes(cutter, text, at, end, from, &cut);
        at = end;
        if (step < MOST_BYTES)
            step *= 2;
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

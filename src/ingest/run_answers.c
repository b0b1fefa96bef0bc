#include "base/memory.h"
#include "ingest/run_answers_parts.h"

#include <stdlib.h>
#include <string.h>

struct item_place {
    size_t column;
    size_t item;
};

static int compare_places(const void *a, const void *b)
{
    const struct item_place *x = a;
    const struct item_place *y = b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* Side by side are columns that follow one another; a column of two items is in two
   stretches. */
static void make_stretches(struct run_answers *answers, const struct item_place *places)
{
    struct run_stretch *stretch = NULL;
    for (size_t i = 0; i < answers->item_count; i++) {
        bool goes_on = stretch && stretch->count < STRETCH_MOST &&
                       places[i].column == stretch->first_column + stretch->count;
        if (!goes_on) {
            stretch = &answers->stretches[answers->stretch_count++];
            stretch->first_column = places[i].column;
        }
        stretch->items[stretch->count++] = places[i].item;
    }
}

bool run_answers_init(struct run_answers *answers, const size_t *columns,
                      size_t item_count, char delimiter, char quote)
{
    *answers = (struct run_answers){
        .items = memory_allocate(item_count, sizeof *answers->items),
        .item_count = item_count,
        .stretches = memory_allocate(item_count, sizeof *answers->stretches),
        .delimiter = delimiter,
        .quote = quote,
    };
    struct item_place *places = memory_allocate(item_count, sizeof *places);
    bool done = answers->items && answers->stretches && places;
    for (size_t i = 0; done && i < item_count; i++) {
        places[i] = (struct item_place){ columns[i], i };
        memset(answers->items[i].table, NOT_KNOWN, sizeof answers->items[i].table);
    }
    if (done) {
        qsort(places, item_count, sizeof *places, compare_places);
        make_stretches(answers, places);
    }
    memory_free(places);
    return done;
}

void run_answers_release(struct run_answers *answers)
{
    memory_free(answers->items);
    memory_free(answers->stretches);
    *answers = (struct run_answers){ 0 };
}

size_t run_answers_columns(const struct run_answers *answers, size_t *wanted)
{
    for (size_t i = 0; i < answers->stretch_count; i++)
        wanted[i] = answers->stretches[i].first_column;
    return answers->stretch_count;
}

/* Unquoted, the byte before a blank is what ended the cell or row before it. */
static void learn_text(const struct run_answers *answers, struct run_item *item,
                       const struct quick_slot *slot)
{
    uint8_t number = (uint8_t)(slot->symbol - 1);
    unsigned char first = slot->byte_count ? (unsigned char)slot->bytes[0] : 0;
    char quote = answers->quote;
    bool is_separator = first == (unsigned char)answers->delimiter || first == '\n';
    if (slot->is_unquoted_empty) {
        item->table[false][(unsigned char)answers->delimiter] = number;
        item->table[false]['\n'] = number;
    } else if (!slot->byte_count) {
        item->table[true][(unsigned char)quote] = number;
    } else if (slot->byte_count == 1 && slot->bytes[0] != quote && first != '\r' &&
               first < NOT_KNOWN) {
        item->table[true][first] = number;
        if (!is_separator)
            item->table[false][first] = number;
        item->has_letters = item->has_letters || first < '0' || first > '9';
    } else if (slot->byte_count == 2 && memcmp(slot->bytes, "10", 2) == 0) {
        item->table[false][TEN] = item->table[true][TEN] = number;
    }
}

void run_answers_learn(struct run_answers *answers, size_t item,
                       const struct quick_slot slots[QUICK_SLOTS],
                       const bool is_known[QUICK_TEXTS])
{
    answers->items[item].slots = slots;
    answers->items[item].is_known = is_known;
    for (size_t i = 0; i < QUICK_SLOTS; i++)
        if (slots[i].is_final && is_known[slots[i].symbol - 1])
            learn_text(answers, &answers->items[item], &slots[i]);
}

/* -- a stretch of columns -- */

/* The bytes of one row; false where a cell is neither blank nor one character nor 10. */
static bool read_row(const struct stretch_run *own, size_t row, uint8_t *out)
{
    const unsigned char *text = (const unsigned char *)own->run->bytes + own->starts[row];
    const unsigned char quote = (unsigned char)own->run->quote;
    const size_t quotes = own->is_quoted;
    uint64_t ends = stretch_ends(own, row);
    size_t start = 0;
    bool is_odd = false;
    for (size_t i = 0; i < own->stretch->count; i++, ends &= ends - 1) {
        if (!ends)
            return false;
        size_t end = (size_t)__builtin_ctzll(ends);
        const unsigned char *last = text + end - 1 - quotes;
        size_t length = end - start - 2 * quotes; /* less than two are very many then */
        bool is_ten = length == 2 && last[0] == '0' && last[-1] == '1';
        is_odd |= (length > 1 && !is_ten) || (quotes && text[start] != quote);
        out[i] = (uint8_t)(*last | (is_ten ? TEN_BITS : 0));
        start = end + 1;
    }
    return !is_odd;
}

static uint64_t read_stretch(const struct stretch_run *own, uint8_t *texts)
{
    struct stretch_bytes bytes;
    uint8_t odd[RUN_MOST_ROWS] = { 0 };
    uint64_t known = 0;
    for (size_t r = 0; r < own->run->row_count; r++)
        if (!stretch_has_room(own, r) || !read_row(own, r, bytes.rows[r])) {
            memset(bytes.rows[r], 0, STRETCH_ROW);
            odd[r] = NOT_KNOWN;
        }
    for (size_t i = 0; i < own->stretch->count; i++) {
        size_t number = own->stretch->items[i];
        const uint8_t *table = own->answers->items[number].table[own->is_quoted];
        uint8_t *of_item = texts + number * RUN_MOST_ROWS;
        for (size_t r = 0; r < own->run->row_count; r++)
            odd[r] |= of_item[r] = table[bytes.rows[r][i]];
    }
    for (size_t r = 0; r < own->run->row_count; r++)
        known |= (uint64_t)(odd[r] < NOT_KNOWN) << r;
    return known;
}

static stretch_reader *reader_of(const struct stretch_run *own)
{
#if defined(__x86_64__)
    enum { FEW = 3 }; /* cells by themselves are as quick */
    if (own->run->instructions == INSTRUCTIONS_AVX2 && own->stretch->count > FEW)
        return stretch_read_avx2;
#else
    (void)own;
#endif
    return read_stretch;
}

/* Whether the cells of a stretch are in quotes; nearly always all are, in all rows, or
   none is. */
static bool stretch_is_quoted(const struct stretch_run *own)
{
    return own->run->quote && own->run->bytes[own->starts[0]] == own->run->quote;
}

/* -- one cell -- */

/* The text of any cell, as far as the column knows it. */
static uint8_t look_up(const struct run_item *item, const struct row_run *run,
                       struct raw_cell raw)
{
    bool is_quoted = raw_cell_unquote(run, &raw);
    struct cell cell = {
        .bytes = run->bytes + raw.start,
        .byte_count = raw.end - raw.start,
        .is_unquoted_empty = !is_quoted && raw.start == raw.end,
    };
    if (!item->slots || (is_quoted && memchr(cell.bytes, run->quote, cell.byte_count)))
        return NOT_KNOWN;
    ptrdiff_t text = quick_slots_find(item->slots, &cell);
    return text == MAP_NONE || !item->is_known[text] ? NOT_KNOWN : (uint8_t)text;
}

static bool look_up_stretch(const struct stretch_run *own, size_t row, uint8_t *texts)
{
    const struct row_run *run = own->run;
    size_t start = own->starts[row];
    for (size_t i = 0; i < own->stretch->count; i++) {
        size_t number = own->stretch->items[i];
        size_t end = csv_index_find_end(run->index, start, 0);
        bool is_last = own->stretch->first_column + i + 1 == run->cell_count;
        struct raw_cell cell = { start, is_last ? row_run_end(run, row) : end };
        uint8_t text = look_up(&own->answers->items[number], run, cell);
        if (text == NOT_KNOWN)
            return false;
        texts[number * RUN_MOST_ROWS + row] = text;
        start = end + 1;
    }
    return true;
}

uint64_t run_answers_read(const struct run_answers *answers, const struct row_run *run,
                          const struct run_columns *columns, uint8_t *texts)
{
    uint64_t all = ~(uint64_t)0 >> (RUN_MOST_ROWS - run->row_count);
    for (size_t i = 0; all && i < answers->stretch_count; i++) {
        const struct run_stretch *stretch = &answers->stretches[i];
        struct stretch_run own = {
            .answers = answers,
            .stretch = stretch,
            .run = run,
            .starts = run_columns_starts(columns, stretch->first_column),
            .is_last = stretch->first_column + stretch->count == run->cell_count,
        };
        own.is_quoted = stretch_is_quoted(&own);
        uint64_t known = reader_of(&own)(&own, texts);
        for (uint64_t left = all & ~known; left; left &= left - 1) {
            size_t row = (size_t)__builtin_ctzll(left);
            if (!look_up_stretch(&own, row, texts))
                all &= ~((uint64_t)1 << row);
        }
    }
    return all;
}

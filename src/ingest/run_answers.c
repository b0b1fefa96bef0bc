#include "base/memory.h"
#include "ingest/run_answers_parts.h"

#include <stdlib.h>
#include <string.h>

static int compare_cells(const void *a, const void *b)
{
    const struct run_cell *x = a;
    const struct run_cell *y = b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* How many columns follow one another from a cell on. */
static size_t count_side_by_side(const struct run_cell *cells, size_t count)
{
    size_t next = 1;
    while (next < count && next < STRETCH_MOST &&
           cells[next].column == cells[0].column + next)
        next++;
    return next;
}

/* Moves the cells that are read at once into stretches. */
static void make_stretches(struct run_answers *answers)
{
    enum { FEW = 3 }; /* cells by themselves are as quick */
    size_t left = 0;
    size_t count;
    for (size_t at = 0; at < answers->item_count; at += count) {
        const struct run_cell *first = &answers->cells[at];
        count = count_side_by_side(first, answers->item_count - at);
        if (count > FEW) {
            struct run_stretch *stretch = &answers->stretches[answers->stretch_count++];
            stretch->first_column = first->column;
            for (size_t i = 0; i < count; i++)
                stretch->items[stretch->count++] = first[i].item;
        } else {
            for (size_t i = 0; i < count; i++)
                answers->cells[left++] = first[i];
        }
    }
    answers->cell_count = left;
}

bool run_answers_init(struct run_answers *answers, const size_t *columns,
                      size_t item_count, const struct row_run *run)
{
    *answers = (struct run_answers){
        .items = memory_allocate(item_count, sizeof *answers->items),
        .item_count = item_count,
        .cells = memory_allocate(item_count, sizeof *answers->cells),
        .stretches = memory_allocate(item_count, sizeof *answers->stretches),
        .instructions = run->instructions,
        .delimiter = run->delimiter,
        .quote = run->quote,
    };
    if (!answers->items || !answers->cells || !answers->stretches)
        return false;
    for (size_t i = 0; i < item_count; i++) {
        answers->cells[i] = (struct run_cell){ columns[i], i };
        memset(answers->items[i].table, NOT_KNOWN, sizeof answers->items[i].table);
    }
    qsort(answers->cells, item_count, sizeof *answers->cells, compare_cells);
    make_stretches(answers);
    return true;
}

void run_answers_release(struct run_answers *answers)
{
    memory_free(answers->items);
    memory_free(answers->cells);
    memory_free(answers->stretches);
    *answers = (struct run_answers){ 0 };
}

size_t run_answers_columns(const struct run_answers *answers, size_t *wanted)
{
    size_t count = 0;
    for (size_t i = 0; i < answers->cell_count; i++) {
        wanted[count++] = answers->cells[i].column;
        wanted[count++] = answers->cells[i].column + 1;
    }
    for (size_t i = 0; i < answers->stretch_count; i++)
        wanted[count++] = answers->stretches[i].first_column;
    return count;
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
                       const bool is_known[KNOWN_TEXTS])
{
    answers->items[item].slots = slots;
    answers->items[item].is_known = is_known;
    for (size_t i = 0; i < QUICK_SLOTS; i++)
        if (slots[i].is_final && is_known[slots[i].symbol - 1])
            learn_text(answers, &answers->items[item], &slots[i]);
}

/* -- cells that stand alone -- */

/* One in the rows of a run. */
struct cell_run {
    const struct row_run *run;
    const struct run_item *item;
    const uint16_t *starts;
    uint16_t ends[RUN_MOST_ROWS]; /* without the CR of a line end */
};

static void find_cells(const struct run_answers *answers, const struct run_cell *cell,
                       const struct row_run *run, const struct run_columns *columns,
                       struct cell_run *own)
{
    const uint16_t *nexts = run_columns_starts(columns, cell->column + 1);
    own->run = run;
    own->item = &answers->items[cell->item];
    own->starts = run_columns_starts(columns, cell->column);
    for (size_t r = 0; r < run->row_count; r++)
        own->ends[r] = (uint16_t)(nexts[r] - 1);
    if (cell->column + 1 == run->cell_count)
        for (size_t r = 0; r < run->row_count; r++)
            own->ends[r] = (uint16_t)row_run_end(run, r);
}

/* The texts from a row on; NOT_KNOWN where a cell is neither blank nor one character nor
   10. What a cell is is not asked by branches: they would be guessed wrong. */
static inline void read_cells(const struct cell_run *own, size_t first_row,
                              bool is_quoted, uint8_t *restrict texts)
{
    const struct row_run *run = own->run;
    const uint8_t *bytes = (const uint8_t *)run->bytes;
    const uint8_t *table = own->item->table[is_quoted];
    for (size_t r = first_row; r < run->row_count; r++) {
        const uint8_t *end = bytes + own->ends[r] - is_quoted;
        size_t length = (size_t)own->ends[r] - own->starts[r];
        length -= is_quoted ? 2 : 0; /* less than two are very many then */
        unsigned is_ten = (length == 2) & (end[-1] == '0') & (end[-2] == '1');
        unsigned is_odd = (length > 1) & !is_ten;
        if (is_quoted)
            is_odd |= bytes[own->starts[r]] != (uint8_t)run->quote;
        texts[r] = (uint8_t)(table[end[-1] | is_ten * TEN_BITS] | is_odd * NOT_KNOWN);
    }
}

/* Nearly always a column is in quotes in all rows or in none. */
static bool is_quoted_in(const struct row_run *run, const uint16_t *starts, size_t row)
{
    return run->quote && run->bytes[starts[row]] == run->quote;
}

/* The texts of all lone cells; in `odd` NOT_KNOWN comes to the rows that have it. */
static void read_all_cells(const struct run_answers *answers, const struct row_run *run,
                           const struct run_columns *columns, uint8_t *texts,
                           uint8_t odd[RUN_MOST_ROWS])
{
    size_t first_row = 0;
    while (first_row < run->row_count && row_run_start(run, first_row) < BYTES_BEFORE)
        odd[first_row++] = NOT_KNOWN;
    for (size_t i = 0; i < answers->cell_count && first_row < run->row_count; i++) {
        struct cell_run own;
        uint8_t *of_item = texts + answers->cells[i].item * RUN_MOST_ROWS;
        find_cells(answers, &answers->cells[i], run, columns, &own);
        if (is_quoted_in(run, own.starts, first_row))
            read_cells(&own, first_row, true, of_item);
        else
            read_cells(&own, first_row, false, of_item);
        for (size_t r = 0; r < RUN_MOST_ROWS; r++)
            odd[r] |= of_item[r];
    }
}

/* -- any cell -- */

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

static bool look_up_cells(const struct run_answers *answers, const struct row_run *run,
                          size_t row, uint8_t *texts)
{
    for (size_t i = 0; i < answers->cell_count; i++) {
        const struct run_cell *cell = &answers->cells[i];
        uint8_t text = look_up(&answers->items[cell->item], run,
                               row_run_cell(run, row, cell->column));
        if (text == NOT_KNOWN)
            return false;
        texts[cell->item * RUN_MOST_ROWS + row] = text;
    }
    return true;
}

static bool look_up_stretch(const struct stretch_run *own, size_t row, uint8_t *texts)
{
    const struct row_run *run = own->run;
    size_t start = own->starts[row];
    for (size_t i = 0; i < own->stretch->count; i++) {
        size_t number = own->stretch->items[i];
        size_t end = csv_index_next_end(run->index, start);
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

/* -- all -- */

/* The rows, of those given, of which all lone cells are known. */
static uint64_t take_cells(const struct run_answers *answers, const struct row_run *run,
                           const struct run_columns *columns, uint64_t rows,
                           uint8_t *texts)
{
    uint8_t odd[RUN_MOST_ROWS] = { 0 };
    if (!answers->cell_count)
        return rows;
    read_all_cells(answers, run, columns, texts, odd);
    for (size_t r = 0; r < run->row_count; r++)
        if (odd[r] >= NOT_KNOWN && !look_up_cells(answers, run, r, texts))
            rows &= ~((uint64_t)1 << r);
    return rows;
}

static uint64_t read_stretch(const struct stretch_run *own, uint8_t *texts)
{
#if defined(__x86_64__)
    if (own->answers->instructions == INSTRUCTIONS_AVX2)
        return stretch_read_avx2(own, texts);
    if (own->answers->instructions == INSTRUCTIONS_AVX512)
        return stretch_read_avx512(own, texts);
#endif
    return stretch_read_portable(own, texts);
}

/* The same of a stretch. */
static uint64_t take_stretch(const struct stretch_run *own, uint64_t rows, uint8_t *texts)
{
    uint64_t known = read_stretch(own, texts);
    for (uint64_t left = rows & ~known; left; left &= left - 1) {
        size_t row = (size_t)__builtin_ctzll(left);
        if (!look_up_stretch(own, row, texts))
            rows &= ~((uint64_t)1 << row);
    }
    return rows;
}

uint64_t run_answers_read(const struct run_answers *answers, const struct row_run *run,
                          const struct run_columns *columns, uint8_t *texts)
{
    uint64_t rows = row_run_all(run);
    rows = take_cells(answers, run, columns, rows, texts);
    for (size_t i = 0; i < answers->stretch_count; i++) {
        const struct run_stretch *stretch = &answers->stretches[i];
        const uint16_t *starts = run_columns_starts(columns, stretch->first_column);
        const struct stretch_run own = {
            .answers = answers,
            .stretch = stretch,
            .run = run,
            .starts = starts,
            .is_quoted = is_quoted_in(run, starts, 0),
            .is_last = stretch->first_column + stretch->count == run->cell_count,
        };
        rows = take_stretch(&own, rows, texts);
    }
    return rows;
}

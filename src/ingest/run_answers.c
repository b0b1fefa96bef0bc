#include "ingest/run_answers.h"

#include "base/memory.h"

#include <string.h>

/* A table has the texts by their length and their last byte: no byte, one, or a 1 and one
   more. Of longer ones it knows none. The same again for cells in quotes. */
enum {
    LENGTH = 256,
    MOST_LENGTH = 3,
    IN_QUOTES = (MOST_LENGTH + 1) * LENGTH,
    TABLE_TEXTS = 2 * IN_QUOTES
};

enum { NOT_KNOWN = 0x80 };

struct run_item {
    size_t column;
    const struct quick_slot *slots; /* NULL: nothing is known */
    const bool *is_known;           /* by number */
    bool has_ten;                   /* or another text of a 1 and one byte more */
    uint8_t table[TABLE_TEXTS];
};

bool run_answers_init(struct run_answers *answers, const size_t *columns,
                      size_t item_count, char delimiter, char quote)
{
    *answers = (struct run_answers){
        .items = memory_allocate(item_count, sizeof *answers->items),
        .item_count = item_count,
        .delimiter = delimiter,
        .quote = quote,
    };
    if (!answers->items)
        return false;
    for (size_t i = 0; i < item_count; i++) {
        answers->items[i].column = columns[i];
        memset(answers->items[i].table, NOT_KNOWN, sizeof answers->items[i].table);
    }
    return true;
}

void run_answers_release(struct run_answers *answers)
{
    memory_free(answers->items);
    *answers = (struct run_answers){ 0 };
}

static void learn_text(const struct run_answers *answers, struct run_item *item,
                       const struct quick_slot *slot)
{
    uint8_t number = (uint8_t)(slot->symbol - 1);
    size_t length = slot->byte_count;
    size_t last = length ? (unsigned char)slot->bytes[length - 1] : 0;
    bool is_odd = memchr(slot->bytes, '\r', length) != NULL;
    if (is_odd || (answers->quote && memchr(slot->bytes, answers->quote, length)))
        return; /* a CR may be a line end's, and a quote stands doubled in the file */
    if (slot->is_unquoted_empty) {
        memset(item->table, number, LENGTH);
    } else if (!length) {
        memset(item->table + IN_QUOTES, number, LENGTH);
    } else if (length == 1 || (length == 2 && slot->bytes[0] == '1')) {
        item->table[length * LENGTH + last] = number;
        item->table[IN_QUOTES + length * LENGTH + last] = number;
        item->has_ten = item->has_ten || length == 2;
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

/* A text that the table does not have. */
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

/* One item's texts in all rows from `first_row` on, as far as the table has them; others
   have NOT_KNOWN in them. Three bytes before the first cell's end may be read. */
static inline void read_item(const struct run_item *item, const struct row_run *run,
                             size_t first_row, bool is_quoted, bool has_ten, bool is_last,
                             uint8_t *restrict texts)
{
    const unsigned char *bytes = (const unsigned char *)run->bytes;
    const size_t cell_count = run->cell_count;
    const size_t row_count = run->row_count;
    const uint8_t *table = item->table + (is_quoted ? IN_QUOTES : 0);
    const uint16_t *bound = run->bounds + first_row * cell_count + item->column;
    for (size_t r = first_row; r < row_count; r++, bound += cell_count) {
        const unsigned char *end = bytes + bound[1];
        size_t length = (uint16_t)(bound[1] - bound[0] - 1);
        if (is_last && length && end[-1] == '\r') {
            end--;
            length--;
        }
        end -= is_quoted;
        length -= is_quoted ? 2 : 0; /* less than two are very many then */
        size_t part = length < MOST_LENGTH ? length : MOST_LENGTH;
        uint8_t text = table[part * LENGTH + end[-1]];
        if (has_ten)
            text |= length == 2 && end[-2] != '1' ? NOT_KNOWN : 0;
        if (is_quoted)
            text |= *end != (unsigned char)run->quote ? NOT_KNOWN : 0;
        texts[r] = text;
    }
}

/* Whether an item is in quotes in a row; nearly always it is in all rows then. */
static bool item_is_quoted(const struct run_item *item, const struct row_run *run,
                           size_t row)
{
    struct raw_cell cell = row_run_cell(run, row, item->column);
    return raw_cell_unquote(run, &cell);
}

static void read_items(const struct run_answers *answers, const struct row_run *run,
                       size_t first_row, uint8_t *texts)
{
    for (size_t i = 0; i < answers->item_count; i++, texts += RUN_MOST_ROWS) {
        const struct run_item *item = &answers->items[i];
        bool is_last = item->column + 1 == run->cell_count;
        if (item_is_quoted(item, run, first_row))
            read_item(item, run, first_row, true, item->has_ten, is_last, texts);
        else if (item->has_ten || is_last)
            read_item(item, run, first_row, false, item->has_ten, is_last, texts);
        else
            read_item(item, run, first_row, false, false, false, texts);
    }
}

/* Brings the texts of each row together, so that NOT_KNOWN is in a row's `odd` where it
   is in any of them. */
static void find_odd(const uint8_t *restrict texts, size_t item_count,
                     uint8_t odd[restrict RUN_MOST_ROWS])
{
    for (size_t i = 0; i < item_count; i++, texts += RUN_MOST_ROWS)
        for (size_t r = 0; r < RUN_MOST_ROWS; r++)
            odd[r] |= texts[r];
}

/* The same, cell by cell and whatever is known. */
static bool look_up_row(const struct run_answers *answers, const struct row_run *run,
                        size_t row, uint8_t *texts)
{
    for (size_t i = 0; i < answers->item_count; i++) {
        const struct run_item *item = &answers->items[i];
        uint8_t text = look_up(item, run, row_run_cell(run, row, item->column));
        if (text == NOT_KNOWN)
            return false;
        texts[i * RUN_MOST_ROWS + row] = text;
    }
    return true;
}

uint64_t run_answers_read(const struct run_answers *answers, const struct row_run *run,
                          uint8_t *texts)
{
    enum { BYTES_BEFORE = 3 };
    uint8_t odd[RUN_MOST_ROWS] = { 0 };
    uint64_t known = 0;
    size_t first = 0;
    while (first < run->row_count &&
           row_run_cell(run, first, 0).start + run->bytes_before < BYTES_BEFORE)
        odd[first++] = NOT_KNOWN;
    if (first < run->row_count)
        read_items(answers, run, first, texts);
    find_odd(texts, answers->item_count, odd);
    for (size_t r = 0; r < run->row_count; r++) {
        bool is_known = odd[r] < NOT_KNOWN || look_up_row(answers, run, r, texts);
        known |= (uint64_t)is_known << r;
    }
    return known;
}

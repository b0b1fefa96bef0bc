#include "ingest/run_answers_parts.h"

/* A cell of a stretch: what its last byte means, and where the texts of all rows go. */
struct stretch_cell {
    const uint8_t *table;
    uint8_t *texts;
};

/* The ends of cells of two bytes, without quotes; `*odd_out`: of longer ones. */
static inline uint64_t find_twos(uint64_t ends, bool is_quoted, uint64_t *odd_out)
{
    const unsigned quotes = is_quoted ? 2 : 0;
    uint64_t blanks = (ends << 1 | 1) << quotes;
    uint64_t others = ends & ~(blanks | blanks << 1);
    uint64_t twos = others & blanks << 2;
    *odd_out = others ^ twos;
    return twos;
}

/* Cells of two bytes were read as the last one of them; false when any is no 10. */
static bool put_tens(const struct stretch_cell *cells, size_t row, const char *last,
                     uint64_t ends, uint64_t twos)
{
    for (; twos; twos &= twos - 1) {
        size_t place = (size_t)__builtin_ctzll(twos);
        size_t i = csv_index_count_bits(ends & (twos ^ (twos - 1))) - 1;
        if (last[place] != '0' || last[place - 1] != '1')
            return false;
        cells[i].texts[row] = cells[i].table[TEN];
    }
    return true;
}

static bool are_known(const struct stretch_cell *cells, size_t count, size_t row)
{
    uint8_t all = 0;
    for (size_t i = 0; i < count; i++)
        all |= cells[i].texts[row];
    return all < NOT_KNOWN;
}

/* Nothing is asked about a cell before all are read: it would be guessed wrong. */
static inline bool read_row(const struct stretch_run *own,
                            const struct stretch_cell *cells, size_t count, size_t row,
                            bool is_quoted)
{
    const char quote = own->run->quote;
    const char *text = own->run->bytes + own->starts[row];
    const char *last = text - 1 - is_quoted; /* of the cell that ends there */
    const uint64_t ends = stretch_ends(own, row);
    uint64_t left = ends;
    uint64_t odd;
    uint8_t all = 0;
    bool has_quotes = true;
    size_t start = 0;
    if (csv_index_count_bits(ends) < count)
        return false;
    for (size_t i = 0; i < count; i++, left &= left - 1) {
        size_t place = (size_t)__builtin_ctzll(left);
        uint8_t found = cells[i].table[(uint8_t)last[place]];
        cells[i].texts[row] = found;
        all |= found;
        if (is_quoted)
            has_quotes &= text[start] == quote;
        start = place + 1;
    }
    uint64_t twos = find_twos(ends, is_quoted, &odd) & ~left;
    if (odd & ~left || !has_quotes)
        return false;
    if (!twos)
        return all < NOT_KNOWN;
    return put_tens(cells, row, last, ends, twos) && are_known(cells, count, row);
}

static inline uint64_t read_rows(const struct stretch_run *own,
                                 const struct stretch_cell *cells, size_t count,
                                 bool is_quoted)
{
    uint64_t known = 0;
    for (size_t r = 0; r < own->run->row_count; r++)
        if (stretch_has_room(own, r))
            known |= (uint64_t)read_row(own, cells, count, r, is_quoted) << r;
    return known;
}

uint64_t stretch_read_portable(const struct stretch_run *own, uint8_t *texts)
{
    const size_t count = own->stretch->count;
    struct stretch_cell cells[STRETCH_MOST];
    for (size_t i = 0; i < count; i++) {
        size_t number = own->stretch->items[i];
        cells[i].table = own->answers->items[number].table[own->is_quoted];
        cells[i].texts = texts + number * RUN_MOST_ROWS;
    }
    if (own->is_quoted)
        return read_rows(own, cells, count, true);
    if (count == STRETCH_MOST) /* without a loop */
        return read_rows(own, cells, STRETCH_MOST, false);
    return read_rows(own, cells, count, false);
}

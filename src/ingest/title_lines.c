#include "ingest/title_lines.h"

#include <ctype.h>
#include <string.h>

enum { MOST_TITLES = 20 };

static size_t filled_count(const struct record *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->cell_count; i++)
        count += row->cells[i].byte_count > 0;
    return count;
}

/* The number of cells that more than half of the rows have, or 0. */
static size_t usual_width(const struct sample *sample)
{
    for (size_t i = 0; i < sample->row_count && i <= MOST_TITLES; i++) {
        size_t width = sample->rows[i].cell_count;
        size_t same = 0;
        for (size_t j = 0; j < sample->row_count; j++)
            same += sample->rows[j].cell_count == width;
        if (same * 2 > sample->row_count)
            return width;
    }
    return 0;
}

static bool is_same(const struct cell *a, const struct cell *b)
{
    return a->byte_count == b->byte_count &&
           memcmp(a->bytes, b->bytes, a->byte_count) == 0;
}

static bool has_letter(const struct cell *cell)
{
    for (size_t i = 0; i < cell->byte_count; i++)
        if (isalpha((unsigned char)cell->bytes[i]) || (unsigned char)cell->bytes[i] > 127)
            return true;
    return false;
}

/* Whether a cell can be the name of its column. */
static bool is_name(const struct sample *sample, size_t row, size_t column)
{
    const struct cell *cell = &sample->rows[row].cells[column];
    if (!has_letter(cell))
        return false;
    for (size_t i = 0; i < column; i++)
        if (is_same(cell, &sample->rows[row].cells[i]))
            return false;
    for (size_t i = row + 1; i < sample->row_count; i++)
        if (column < sample->rows[i].cell_count &&
            is_same(cell, &sample->rows[i].cells[column]))
            return false;
    return true;
}

/* How many columns the row names, or 0 where it is no header. */
static size_t named_count(const struct sample *sample, size_t row, size_t width)
{
    const struct record *header = &sample->rows[row];
    size_t count = filled_count(header);
    if (header->cell_count != width || count < 2 || count * 2 <= width)
        return 0;
    for (size_t i = 0; i < width; i++)
        if (header->cells[i].byte_count && !is_name(sample, row, i))
            return 0;
    return count;
}

/* Whether a column below the row holds numbers only, as no header does. */
static bool has_numbers_below(const struct sample *sample, size_t row, size_t width)
{
    for (size_t column = 0; column < width; column++) {
        size_t filled = 0;
        bool has_letters = false;
        for (size_t i = row + 1; i < sample->row_count; i++)
            if (column < sample->rows[i].cell_count) {
                const struct cell *cell = &sample->rows[i].cells[column];
                filled += cell->byte_count > 0;
                has_letters = has_letters || has_letter(cell);
            }
        if (filled && !has_letters)
            return true;
    }
    return false;
}

/* A row of fewer cells than the file has cannot be read otherwise: it is a title if it is
   one cell alone, or where numbers stand below the header. One of as many cells has to be
   rather empty. Below the first row, which is no header then, fewer cells than the header
   has names will do where there are numbers. */
static bool is_title(const struct sample *sample, size_t row, size_t header, size_t width,
                     size_t named)
{
    const struct record *title = &sample->rows[row];
    size_t filled = filled_count(title);
    bool is_narrow = title->cell_count < width;
    if (filled * 2 < named || (named && is_narrow && title->cell_count == 1))
        return true;
    return filled < named && (is_narrow || row) &&
           has_numbers_below(sample, header, width);
}

size_t title_row_count(const struct sample *sample)
{
    size_t width = usual_width(sample);
    if (width < 2 || sample->row_count < 3)
        return 0;
    /* what nearly every file begins with, seen without a look at its columns */
    const struct record *first = &sample->rows[0];
    if (first->cell_count >= width && filled_count(first) * 2 >= width)
        return 0;
    size_t most =
        sample->row_count - 2 < MOST_TITLES ? sample->row_count - 2 : MOST_TITLES;
    for (size_t titles = 1; titles <= most; titles++) {
        size_t named = named_count(sample, titles, width);
        size_t above = 0;
        while (above < titles && is_title(sample, above, titles, width, named))
            above++;
        if (above == titles)
            return titles;
    }
    return 0;
}

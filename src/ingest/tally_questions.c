#include "ingest/tally_questions.h"

#include <string.h>

enum { MARK, SIDE, WAVE, DIMENSION, QUESTION, CELL_COUNT };
enum { HEX_DIGITS = 16 };

static bool is_text(const struct cell *cell, const char *text)
{
    return cell->byte_count == strlen(text) &&
           memcmp(cell->bytes, text, cell->byte_count) == 0;
}

static bool read_hex(const struct cell *cell, uint64_t *number_out)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t number = 0;
    if (cell->byte_count != HEX_DIGITS)
        return false;
    for (size_t i = 0; i < HEX_DIGITS; i++) {
        const char *digit = cell->bytes[i] ? strchr(digits, cell->bytes[i]) : NULL;
        if (!digit)
            return false;
        number = number * 16 + (uint64_t)(digit - digits);
    }
    *number_out = number;
    return true;
}

enum symbar_status tally_question_read(const struct study *study, struct tally *tally,
                                       const struct row *row)
{
    uint64_t question;
    int side = 0;
    size_t dimension = 0;
    if (row->cell_count != CELL_COUNT || !row->cells[WAVE].byte_count ||
        !read_hex(&row->cells[QUESTION], &question))
        return SYMBAR_BAD_INPUT;
    while (side < SIDE_COUNT && !is_text(&row->cells[SIDE], side_name((enum side)side)))
        side++;
    while (dimension < study->dimension_count &&
           !is_text(&row->cells[DIMENSION], study->dimensions[dimension].id))
        dimension++;
    if (side == SIDE_COUNT || dimension == study->dimension_count)
        return SYMBAR_BAD_INPUT;
    ptrdiff_t wave =
        map_add(&tally->waves, row->cells[WAVE].bytes, row->cells[WAVE].byte_count);
    return wave != MAP_NONE &&
                   tally_note_question(tally, (enum side)side, wave, dimension, question)
               ? SYMBAR_OK
               : SYMBAR_NO_MEMORY;
}

#include "ingest/row_weight.h"

#include "base/buffer.h"
#include "ingest/grouped_number.h"

#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Nearly all weights are plain decimals that are whole numbers of parts: those are these
   very digits. */
static bool read_plain(struct span text, char point, uint64_t *parts_out)
{
    enum { MOST_WHOLE_DIGITS = 6 };
    uint64_t parts = 0;
    size_t at = 0;
    size_t decimals = 0;
    for (; at < text.byte_count && is_digit(text.bytes[at]); at++)
        parts = parts * 10 + (uint64_t)(text.bytes[at] - '0');
    if (!at || at > MOST_WHOLE_DIGITS)
        return false;
    if (at < text.byte_count && text.bytes[at] == point) {
        decimals = text.byte_count - at - 1;
        if (!decimals || decimals > WEIGHT_DECIMALS)
            return false;
        for (at++; at < text.byte_count && is_digit(text.bytes[at]); at++)
            parts = parts * 10 + (uint64_t)(text.bytes[at] - '0');
    }
    if (at != text.byte_count)
        return false;
    for (; decimals < WEIGHT_DECIMALS; decimals++)
        parts *= 10;
    *parts_out = parts;
    return weight_parts_are_sound(parts);
}

bool weight_read(struct span text, char point, struct weight_sums *weight_out)
{
    uint64_t parts;
    double weight;
    if (!read_plain(text, point, &parts) &&
        !(text.byte_count && grouped_number_parse(text, point, &weight) &&
          weight_parts(weight, &parts)))
        return false;
    *weight_out = (struct weight_sums){ { 0, 0 }, { 0, 0 } };
    weight_sums_add(weight_out, parts, 1);
    return true;
}

static enum weight_fault fault_of(struct span text, char point)
{
    double weight;
    if (!text.byte_count)
        return WEIGHT_BLANK;
    if (!grouped_number_parse(text, point, &weight))
        return WEIGHT_NO_NUMBER;
    if (weight <= 0)
        return WEIGHT_NOT_POSITIVE;
    return weight < 1 ? WEIGHT_TOO_SMALL : WEIGHT_TOO_LARGE;
}

bool weight_find(struct weight_reader *reader, const struct column_plan *plan,
                 const struct record *record, char point)
{
    if (!reader->is_on)
        return true;
    const struct cell *cell = &record->cells[plan->weight_slot];
    struct span text = span_trim((struct span){ cell->bytes, cell->byte_count });
    if (weight_read(text, point, &reader->row))
        return true;
    bad_cells_add(&reader->bad[fault_of(text, point)], cell);
    return false;
}

static void hint_at_keep(const struct weight_reader *reader, const char *side,
                         const char *column, const char *rule,
                         struct symbar_diagnostics *diagnostics)
{
    if (reader->rules->weight.by == COLUMN_BY_NAME && !reader->rules->weight.occurrence)
        hint(diagnostics,
             "to leave such rows out, add {\"column\": \"%s\", %s} to %s.keep", column,
             rule, side);
    else
        hint(diagnostics, "to leave such rows out, add a rule with %s to %s.keep", rule,
             side);
}

static void tell_bad_weights(const struct weight_reader *reader, enum weight_fault fault,
                             const char *side, const char *file, const char *column,
                             struct symbar_diagnostics *diagnostics)
{
    const struct bad_cells *bad = &reader->bad[fault];
    struct place place = bad_cells_place(bad, file);
    switch (fault) {
    case WEIGHT_BLANK:
        fail(diagnostics, DIAG_BAD_WEIGHT, place, "column '%s': a weight is blank",
             column);
        hint_at_keep(reader, side, column, "\"not_in\": [\"\"]", diagnostics);
        break;
    case WEIGHT_NO_NUMBER:
        fail(diagnostics, DIAG_BAD_WEIGHT, place, "column '%s': weight '%s' is no number",
             column, bad->shown);
        hint(diagnostics, "if the decimal sign is wrong, set %s.decimal", side);
        break;
    case WEIGHT_NOT_POSITIVE:
        fail(diagnostics, DIAG_BAD_WEIGHT, place,
             "column '%s': weight '%s' is not above 0", column, bad->shown);
        hint_at_keep(reader, side, column, "\"min\": 0.000001", diagnostics);
        break;
    case WEIGHT_TOO_SMALL:
    case WEIGHT_TOO_LARGE:
        fail(diagnostics, DIAG_BAD_WEIGHT, place,
             "column '%s': weight '%s' is beyond what weights can be (0.000001 to "
             "100 000)",
             column, bad->shown);
        hint(diagnostics, "multiply all weights by one number: only their ratios count");
        break;
    case WEIGHT_FAULTS:
        break;
    }
    bad_cells_seen(bad, diagnostics);
}

void weight_report(struct weight_reader *reader, const char *side, const char *file,
                   struct symbar_diagnostics *diagnostics)
{
    struct buffer label = { 0 };
    for (int fault = 0; fault < WEIGHT_FAULTS; fault++)
        if (reader->bad[fault].count)
            tell_bad_weights(reader, (enum weight_fault)fault, side, file,
                             column_label(&reader->rules->weight, &label), diagnostics);
    buffer_release(&label);
    memset(reader->bad, 0, sizeof reader->bad);
}

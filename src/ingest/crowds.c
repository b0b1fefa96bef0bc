#include "ingest/crowds.h"

#include "base/memory.h"
#include "ingest/kept_rows.h"
#include "tally/segment_key.h"

#include <string.h>

struct span cell_name(const struct cell *cell)
{
    const struct coded_value *value = cell->value;
    if (value && value->is_missing)
        return (struct span){ "", 0 };
    return value && *value->label ? span_of(value->label)
                                  : (struct span){ cell->bytes, cell->byte_count };
}

bool is_no_name(const struct side_study *side, struct span name)
{
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        if (text_is_listed(name, side->missing[kind].texts, side->missing[kind].count))
            return true;
    return !span_trim(name).byte_count;
}

static const struct side_study *rules_of(const struct crowd_reader *reader)
{
    return &reader->study->sides[reader->side];
}

static void note_bad_date(struct crowd_reader *reader, enum date_fault fault,
                          struct span text, const struct cell *cell)
{
    struct bad_dates *bad = &reader->bad_dates[fault];
    if (bad->count < DATE_LINES)
        bad->lines[bad->count] = cell->line;
    if (bad->count++)
        return;
    size_t length = text.byte_count < DATE_SHOWN ? text.byte_count : DATE_SHOWN;
    while (length && length < text.byte_count &&
           ((unsigned char)text.bytes[length] & 0xc0) == 0x80)
        length--;
    memcpy(bad->shown, text.bytes, length);
    bad->shown[length] = '\0';
    bad->column = cell->column;
}

enum date_fault wave_name(const struct side_study *side, const struct cell *cell,
                          char label[WAVE_LABEL_BYTES], struct span *name_out)
{
    const struct wave_rule *rule = &side->wave;
    struct span name = span_trim(cell_name(cell));
    if (is_no_name(side, name))
        name.byte_count = 0;
    *name_out = name;
    if (rule->by == PERIOD_NONE || !name.byte_count)
        return DATE_OK;
    enum date_fault fault = wave_of_date(name, rule->by, rule->order, label);
    if (fault == DATE_OK)
        *name_out = span_of(label);
    return fault;
}

static bool find_wave(struct crowd_reader *reader, const struct cell *cell,
                      ptrdiff_t *wave_out)
{
    char label[WAVE_LABEL_BYTES];
    struct span name;
    enum date_fault fault = wave_name(rules_of(reader), cell, label, &name);
    *wave_out = TALLY_NONE;
    if (fault != DATE_OK)
        note_bad_date(reader, fault, name, cell);
    if (fault != DATE_OK || !name.byte_count)
        return true;
    *wave_out = map_add(&reader->tally->waves, name.bytes, name.byte_count);
    return *wave_out != MAP_NONE;
}

/* Somebody who is in no segment of any column has none. */
static bool find_segment(struct crowd_reader *reader, const struct column_plan *plan,
                         const struct record *record, ptrdiff_t *segment_out)
{
    size_t count = rules_of(reader)->segment_count;
    bool is_in_any = false;
    *segment_out = TALLY_NONE;
    buffer_clear(&reader->key);
    for (size_t i = 0; i < count; i++) {
        struct span name = span_trim(cell_name(&record->cells[plan->segment_slots[i]]));
        if (is_no_name(rules_of(reader), name))
            name.byte_count = 0;
        segment_key_add(&reader->key, i == 0, name.bytes, name.byte_count);
        is_in_any = is_in_any || name.byte_count;
    }
    if (buffer_failed(&reader->key))
        return false;
    if (!is_in_any)
        return true;
    *segment_out =
        map_add(&reader->tally->segments, reader->key.bytes, reader->key.byte_count);
    return *segment_out != MAP_NONE;
}

bool crowd_find(struct crowd_reader *reader, const struct column_plan *plan,
                const struct record *record, struct crowd_ref *crowd)
{
    const struct side_study *rules = rules_of(reader);
    crowd->segment = crowd->wave = TALLY_NONE;
    return (!rules->has_wave ||
            find_wave(reader, &record->cells[plan->wave_slot], &crowd->wave)) &&
           (!rules->segment_count || find_segment(reader, plan, record, &crowd->segment));
}

bool crowd_count(struct crowd_reader *reader, size_t file, ptrdiff_t wave, uint64_t count)
{
    struct wave_use *uses = reader->wave_uses;
    size_t at = reader->wave_use_count;
    if (!rules_of(reader)->has_wave)
        return true;
    while (at > 0 && (uses[at - 1].file != file || uses[at - 1].wave != wave))
        at--;
    if (at > 0) {
        uses[at - 1].row_count += count;
        return true;
    }
    if (!memory_grow(&reader->wave_uses, &reader->wave_use_capacity,
                     reader->wave_use_count + 1, sizeof *reader->wave_uses))
        return false;
    reader->wave_uses[reader->wave_use_count++] = (struct wave_use){ file, wave, count };
    return true;
}

static void hint_at_order(const struct crowd_reader *reader, const struct bad_dates *bad,
                          struct symbar_diagnostics *diagnostics)
{
    const char *side = side_name(reader->side);
    enum date_order order = date_order_of(span_of(bad->shown));
    if (order != ORDER_NONE)
        hint(diagnostics, "write \"order\": \"%s\" in %s.wave", date_order_name(order),
             side);
    else
        hint(diagnostics,
             "write \"order\": \"dmy\" in %s.wave if the day comes first, \"mdy\" if the "
             "month does",
             side);
}

static void tell_bad_dates(struct crowd_reader *reader, enum date_fault fault,
                           const char *file, struct symbar_diagnostics *diagnostics)
{
    const struct wave_rule *rule = &rules_of(reader)->wave;
    const struct bad_dates *bad = &reader->bad_dates[fault];
    struct place place = { .path = file, .line = bad->lines[0], .column = bad->column };
    struct buffer label = { 0 };
    const char *column = column_label(&rule->column, &label);
    size_t line_count = bad->count < DATE_LINES ? (size_t)bad->count : DATE_LINES;
    if (fault == DATE_UNORDERED) {
        fail(diagnostics, DIAG_BAD_DATE, place,
             "column '%s': which is the day in '%s', and which the month?", column,
             bad->shown);
        hint_at_order(reader, bad, diagnostics);
    } else if (fault == DATE_NOT_THERE) {
        if (rule->order)
            fail(diagnostics, DIAG_BAD_DATE, place,
                 "column '%s': there is no such day as '%s' in the order %s", column,
                 bad->shown, date_order_name(rule->order));
        else
            fail(diagnostics, DIAG_BAD_DATE, place,
                 "column '%s': there is no such day as '%s'", column, bad->shown);
        hint(diagnostics,
             "look at the order of day and month in %s.wave, or correct the "
             "export",
             side_name(reader->side));
    } else {
        fail(diagnostics, DIAG_BAD_DATE, place, "column '%s': '%s' is no date", column,
             bad->shown);
        hint(diagnostics,
             "dates look like 2026-03-31, or 31/03/2026 with an order; if the cells are "
             "the names of waves, leave 'by' out of %s.wave",
             side_name(reader->side));
    }
    diagnostics_seen(diagnostics, bad->count, bad->lines, line_count);
    buffer_release(&label);
}

void crowd_report(struct crowd_reader *reader, const char *file,
                  struct symbar_diagnostics *diagnostics)
{
    for (int fault = DATE_NOT; fault < DATE_FAULTS; fault++)
        if (reader->bad_dates[fault].count)
            tell_bad_dates(reader, (enum date_fault)fault, file, diagnostics);
    memset(reader->bad_dates, 0, sizeof reader->bad_dates);
}

void crowd_reader_release(struct crowd_reader *reader)
{
    buffer_release(&reader->key);
    memory_free(reader->wave_uses);
}

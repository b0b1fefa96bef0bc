#include "ingest/long_rows.h"

#include "base/memory.h"
#include "base/text.h"
#include "ingest/fold.h"
#include "ingest/pending.h"
#include "tally/tally.h"

#include <string.h>

enum { MOST_QUESTIONS = 10000 };

/* The number of a question, made on first use; MAP_NONE when memory is short. */
static ptrdiff_t add_question(struct long_rows *rows, struct span text)
{
    if (!memory_grow(&rows->is_met, &rows->is_met_capacity, rows->questions.count + 1,
                     sizeof *rows->is_met))
        return MAP_NONE;
    return map_add(&rows->questions, text.bytes, text.byte_count);
}

static bool name_questions(struct long_rows *rows)
{
    for (size_t i = 0; i < rows->item_count; i++) {
        const struct column_ref *ref = &rows->items[i].item->column;
        bool is_named = ref->by == COLUMN_BY_NAME || ref->by == COLUMN_BY_TEXT;
        ptrdiff_t number =
            add_question(rows, is_named ? span_trim(span_of(ref->text)) : span_of(""));
        if (number == MAP_NONE)
            return false;
        rows->question_of_item[i] = (size_t)number;
        if (!is_named) {
            fail(rows->diagnostics, DIAG_UNKNOWN_COLUMN,
                 (struct place){ .path = rows->study->path, .pointer = ref->pointer },
                 TRANSLATABLE(
                     "in a long layout an item is a question by its name, not a column"));
        }
    }
    return true;
}

bool long_rows_init(struct long_rows *rows, const struct study *study, enum side side,
                    struct answer_column *items, size_t item_count,
                    struct symbar_diagnostics *diagnostics)
{
    *rows = (struct long_rows){
        .study = study,
        .side = side,
        .items = items,
        .item_count = item_count,
        .diagnostics = diagnostics,
        .question_of_item = memory_allocate(item_count, sizeof(size_t)),
    };
    return rows->question_of_item && name_questions(rows);
}

void long_rows_release(struct long_rows *rows)
{
    map_release(&rows->questions);
    map_release(&rows->ids);
    map_release(&rows->value_keys);
    memory_free(rows->is_met);
    memory_free(rows->question_of_item);
    memory_free(rows->respondents);
    memory_free(rows->answers);
    memory_free(rows->values);
    *rows = (struct long_rows){ 0 };
}

void long_rows_begin(struct long_rows *rows, size_t file, const struct column_plan *plan)
{
    rows->file = file;
    rows->plan = plan;
}

static struct span cell_text(const struct cell *cell)
{
    return span_trim((struct span){ cell->bytes, cell->byte_count });
}

static struct place place_of(const struct long_rows *rows, const struct cell *cell)
{
    return (struct place){
        .path = rows->study->sides[rows->side].file_names.texts[rows->file],
        .line = cell->line,
        .column = cell->column,
    };
}

/* The respondent of a row, made on first use; `*number_out` is MAP_NONE for a row that
   names none. False when memory is short. */
static bool find_respondent(struct long_rows *rows, const struct record *record,
                            ptrdiff_t *number_out)
{
    const struct cell *cell = &record->cells[rows->plan->respondent_slot];
    struct span id = cell_text(cell);
    size_t count = rows->ids.count;
    *number_out = MAP_NONE;
    if (!id.byte_count) {
        fail(rows->diagnostics, DIAG_NO_RESPONDENT, place_of(rows, cell),
             "the row does not say who answered");
        return true;
    }
    if (!memory_grow(&rows->respondents, &rows->respondent_capacity, count + 1,
                     sizeof *rows->respondents) ||
        !memory_grow(&rows->answers, &rows->answer_capacity,
                     (count + 1) * rows->item_count, sizeof *rows->answers))
        return false;
    *number_out = map_add(&rows->ids, id.bytes, id.byte_count);
    if (*number_out == MAP_NONE)
        return false;
    if ((size_t)*number_out == count)
        rows->respondents[count] =
            (struct long_respondent){ .file = rows->file,
                                      .crowd = { TALLY_NONE, TALLY_NONE, TALLY_NONE } };
    return true;
}

static bool add_value(struct long_rows *rows, const struct answer *answer,
                      uint32_t *number_out)
{
    char key[PACKED_ANSWER_BYTES];
    size_t count = rows->value_keys.count;
    answer_pack(answer, key);
    if (!memory_grow(&rows->values, &rows->value_capacity, count + 1,
                     sizeof *rows->values))
        return false;
    ptrdiff_t number = map_add(&rows->value_keys, key, sizeof key);
    if (number == MAP_NONE)
        return false;
    rows->values[number] = *answer;
    *number_out = (uint32_t)number + 1;
    return true;
}

static bool add_answer(struct long_rows *rows, const struct record *record,
                       size_t respondent, size_t item)
{
    const struct cell *cell = &record->cells[rows->plan->answer_slot];
    uint32_t *known = &rows->answers[respondent * rows->item_count + item];
    struct answer answer;
    if (*known) {
        fail(rows->diagnostics, DIAG_ANSWERED_TWICE, place_of(rows, cell),
             "a respondent answers '%s' more than once",
             map_key_at(&rows->questions, rows->question_of_item[item]));
        return true;
    }
    return answer_column_read(&rows->items[item], cell, &answer) &&
           add_value(rows, &answer, known);
}

/* A respondent's unit, segment or wave may stand in one row or in all, but not be two. */
static void take(struct long_rows *rows, const struct record *record, const char *what,
                 const struct map *names, ptrdiff_t slot, ptrdiff_t number,
                 ptrdiff_t *known)
{
    if (number == TALLY_NONE)
        return;
    if (*known == TALLY_NONE)
        *known = number;
    else if (*known != number)
        fail(rows->diagnostics, DIAG_RESPONDENT_IN_TWO_UNITS,
             place_of(rows, &record->cells[slot]),
             "a respondent is in %s '%s' here and in '%s' before", what,
             map_key_at(names, (size_t)number), map_key_at(names, (size_t)*known));
}

static void take_crowd(struct long_rows *rows, const struct record *record,
                       const struct tally *tally, const struct crowd_ref *crowd,
                       struct crowd_ref *known)
{
    const struct column_plan *plan = rows->plan;
    take(rows, record, "unit", &tally->units, plan->unit_slot, crowd->unit, &known->unit);
    if (crowd->segment != TALLY_NONE)
        take(rows, record, "segment", &tally->segments, plan->segment_slots[0],
             crowd->segment, &known->segment);
    take(rows, record, "wave", &tally->waves, plan->wave_slot, crowd->wave, &known->wave);
}

bool long_rows_add(struct long_rows *rows, const struct record *record,
                   const struct crowd_ref *crowd, const struct tally *tally)
{
    ptrdiff_t number;
    struct span text = cell_text(&record->cells[rows->plan->question_slot]);
    if (!find_respondent(rows, record, &number))
        return false;
    if (number == MAP_NONE)
        return true;
    rows->respondents[number].is_used = true;
    take_crowd(rows, record, tally, crowd, &rows->respondents[number].crowd);
    ptrdiff_t question = map_find(&rows->questions, text.bytes, text.byte_count);
    if (question == MAP_NONE && rows->questions.count < MOST_QUESTIONS &&
        add_question(rows, text) == MAP_NONE)
        return false;
    if (question == MAP_NONE)
        return true;
    rows->is_met[question] = true;
    for (size_t i = 0; i < rows->item_count; i++)
        if (rows->question_of_item[i] == (size_t)question &&
            !add_answer(rows, record, (size_t)number, i))
            return false;
    return true;
}

bool long_rows_refuse(struct long_rows *rows, const struct record *record,
                      struct row_refusal refusal)
{
    ptrdiff_t number;
    size_t count = rows->ids.count;
    if (!find_respondent(rows, record, &number))
        return false;
    if (number == MAP_NONE)
        return true;
    struct long_respondent *respondent = &rows->respondents[number];
    if ((size_t)number == count || refusal.rule < respondent->refusal.rule)
        respondent->refusal = refusal;
    return true;
}

size_t long_rows_count(const struct long_rows *rows)
{
    return rows->ids.count;
}

const struct long_respondent *long_rows_at(const struct long_rows *rows, size_t number,
                                           struct answer *answers_out)
{
    const uint32_t *answers = rows->answers + number * rows->item_count;
    for (size_t i = 0; i < rows->item_count; i++)
        answers_out[i] = answers[i] ? rows->values[answers[i] - 1]
                                    : (struct answer){ .state = ANSWER_MISSING,
                                                       .missing = MISSING_NOT_SHOWN };
    return &rows->respondents[number];
}

static void fail_unmet(const struct long_rows *rows, size_t item, const char **met,
                       size_t met_count)
{
    const struct column_ref *ref = &rows->items[item].item->column;
    const struct text_list *files = &rows->study->sides[rows->side].file_names;
    fail(rows->diagnostics, DIAG_UNKNOWN_COLUMN,
         (struct place){ .path = rows->study->path, .pointer = ref->pointer },
         TRANSLATABLE("%s%s has no question '%s'"), files->texts[0],
         files->count > 1 ? ", with the other files of its side," : "", ref->text);
    const char *nearest = text_nearest(ref->text, met, met_count);
    if (nearest)
        hint(rows->diagnostics, "did you mean '%s'?", nearest);
}

void long_rows_check(const struct long_rows *rows)
{
    size_t count = rows->questions.count;
    size_t met_count = 0;
    const char **met = memory_allocate(count, sizeof *met);
    for (size_t i = 0; met && i < count; i++) {
        bool is_meant = false;
        for (size_t item = 0; item < rows->item_count; item++)
            is_meant = is_meant || rows->question_of_item[item] == i;
        if (!is_meant || rows->is_met[i])
            met[met_count++] = map_key_at(&rows->questions, i);
    }
    for (size_t i = 0; i < rows->item_count; i++)
        if (!rows->is_met[rows->question_of_item[i]])
            fail_unmet(rows, i, met, met_count);
    memory_free(met);
}

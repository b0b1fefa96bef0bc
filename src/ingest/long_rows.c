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
    size_t count = rows->questions.count;
    if (!memory_grow(&rows->asked, &rows->asked_capacity, count + 1, sizeof *rows->asked))
        return MAP_NONE;
    ptrdiff_t number = map_add(&rows->questions, text.bytes, text.byte_count);
    if (number == (ptrdiff_t)count)
        rows->asked[count] = (struct long_question){ false, MAP_NONE, MAP_NONE };
    return number;
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
        rows->next_items[i] = rows->asked[number].first_item;
        rows->asked[number].first_item = (ptrdiff_t)i;
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
        .next_items = memory_allocate(item_count, sizeof(ptrdiff_t)),
        .question = MAP_NONE,
        .respondent = MAP_NONE,
        .text_values = memory_allocate(item_count * QUICK_TEXTS, sizeof(uint32_t)),
    };
    return rows->question_of_item && rows->next_items && rows->text_values &&
           name_questions(rows);
}

void long_rows_release(struct long_rows *rows)
{
    map_release(&rows->questions);
    map_release(&rows->ids);
    map_release(&rows->value_keys);
    memory_free(rows->asked);
    memory_free(rows->question_of_item);
    memory_free(rows->next_items);
    memory_free(rows->respondents);
    memory_free(rows->answers);
    memory_free(rows->values);
    memory_free(rows->text_values);
    *rows = (struct long_rows){ 0 };
}

void long_rows_begin(struct long_rows *rows, size_t file, const struct column_plan *plan)
{
    rows->file = file;
    rows->plan = plan;
    memset(rows->text_values, 0,
           rows->item_count * QUICK_TEXTS * sizeof *rows->text_values);
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

static bool add_respondent(struct long_rows *rows, struct span id, ptrdiff_t *number_out)
{
    size_t count = rows->ids.count;
    if (!memory_grow(&rows->respondents, &rows->respondent_capacity, count + 1,
                     sizeof *rows->respondents) ||
        !memory_grow(&rows->answers, &rows->answer_capacity,
                     (count + 1) * rows->item_count, sizeof *rows->answers))
        return false;
    *number_out = map_add(&rows->ids, id.bytes, id.byte_count);
    rows->respondents[count] =
        (struct long_respondent){ .file = rows->file,
                                  .crowd = { TALLY_NONE, TALLY_NONE, TALLY_NONE } };
    return *number_out != MAP_NONE;
}

/* The respondent of a row, made on first use, mostly that of the row before;
   `*number_out` is MAP_NONE for a row that names none. False when memory is short. */
static bool find_respondent(struct long_rows *rows, const struct record *record,
                            ptrdiff_t *number_out)
{
    const struct cell *cell = &record->cells[rows->plan->respondent_slot];
    struct span id = cell_text(cell);
    *number_out = MAP_NONE;
    if (!id.byte_count) {
        fail(rows->diagnostics, DIAG_NO_RESPONDENT, place_of(rows, cell),
             "the row does not say who answered");
        return true;
    }
    *number_out = map_find_likely(&rows->ids, rows->respondent, id.bytes, id.byte_count);
    if (*number_out == MAP_NONE && !add_respondent(rows, id, number_out))
        return false;
    rows->respondent = *number_out;
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

/* Nearly always a cell has one of the item's first texts. */
static bool find_value(struct long_rows *rows, const struct cell *cell, size_t item,
                       uint32_t *number_out)
{
    struct answer_column *column = &rows->items[item];
    struct answer answer;
    ptrdiff_t text = answer_column_recall(column, cell);
    if (text == MAP_NONE)
        return answer_column_read(column, cell, &answer) &&
               add_value(rows, &answer, number_out);
    uint32_t *number = &rows->text_values[item * QUICK_TEXTS + (size_t)text];
    answer_column_count(column, (size_t)text, 1);
    answer = answer_column_answer(column, (size_t)text);
    if (!*number && !add_value(rows, &answer, number))
        return false;
    *number_out = *number;
    return true;
}

static bool add_answer(struct long_rows *rows, const struct record *record,
                       size_t respondent, size_t item)
{
    const struct cell *cell = &record->cells[rows->plan->answer_slot];
    uint32_t *known = &rows->answers[respondent * rows->item_count + item];
    if (*known) {
        fail(rows->diagnostics, DIAG_ANSWERED_TWICE, place_of(rows, cell),
             "a respondent answers '%s' more than once",
             map_key_at(&rows->questions, rows->question_of_item[item]));
        return true;
    }
    return find_value(rows, cell, item, known);
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

/* The question of a row, MAP_NONE when there are too many: mostly the one that followed
   before, too. False when memory is short. */
static bool find_question(struct long_rows *rows, struct span text, ptrdiff_t *number_out)
{
    ptrdiff_t *following =
        rows->question == MAP_NONE ? NULL : &rows->asked[rows->question].following;
    ptrdiff_t number = map_find_likely(
        &rows->questions, following ? *following : MAP_NONE, text.bytes, text.byte_count);
    if (following)
        *following = number;
    if (number == MAP_NONE && rows->questions.count < MOST_QUESTIONS) {
        number = add_question(rows, text);
        if (number == MAP_NONE)
            return false;
    }
    rows->question = *number_out = number;
    return true;
}

bool long_rows_add(struct long_rows *rows, const struct record *record,
                   const struct crowd_ref *crowd, const struct tally *tally)
{
    ptrdiff_t number;
    ptrdiff_t question;
    struct span text = cell_text(&record->cells[rows->plan->question_slot]);
    if (!find_respondent(rows, record, &number))
        return false;
    if (number == MAP_NONE)
        return true;
    rows->respondents[number].is_used = true;
    take_crowd(rows, record, tally, crowd, &rows->respondents[number].crowd);
    if (!find_question(rows, text, &question))
        return false;
    if (question == MAP_NONE)
        return true;
    rows->asked[question].is_met = true;
    for (ptrdiff_t item = rows->asked[question].first_item; item != MAP_NONE;
         item = rows->next_items[item])
        if (!add_answer(rows, record, (size_t)number, (size_t)item))
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
        if (!is_meant || rows->asked[i].is_met)
            met[met_count++] = map_key_at(&rows->questions, i);
    }
    for (size_t i = 0; i < rows->item_count; i++)
        if (!rows->asked[rows->question_of_item[i]].is_met)
            fail_unmet(rows, i, met, met_count);
    memory_free(met);
}

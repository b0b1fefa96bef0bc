/* The words for what is wrong with the answers of a column. */
#include "base/number.h"
#include "base/text.h"
#include "ingest/answer_column.h"
#include "ingest/columns.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_LISTED = 10, FEW_LISTED = 3, LONGEST_SHOWN = 60 };

/* What every message about a column needs. */
struct telling {
    const struct answer_column *column;
    const struct answer_names *names;
    struct symbar_diagnostics *diagnostics;
    const char *label; /* of the column */
};

/* A cell as a message shows it: no more than its beginning. */
struct shown {
    char text[LONGEST_SHOWN + 4];
};

static struct shown show(const struct answer_column *column, size_t symbol)
{
    struct shown shown = { "" };
    const struct map_key *key = &column->texts.keys[symbol];
    struct span text = { key->bytes + 1, key->byte_count - 1 };
    size_t length = text.byte_count < LONGEST_SHOWN ? text.byte_count : LONGEST_SHOWN;
    while (length < text.byte_count && length &&
           ((unsigned char)text.bytes[length] & 0xc0) == 0x80)
        length--;
    memcpy(shown.text, text.bytes, length);
    if (length < text.byte_count)
        memcpy(shown.text + length, "...", 4);
    return shown;
}

static struct place place_of(const struct telling *telling,
                             const struct sighting *sighting)
{
    return (struct place){ .path = telling->names->files[sighting->file],
                           .line = sighting->lines[0],
                           .column = sighting->column };
}

/* Whether the side was asked something on a scale that has the code. */
static bool is_answer_elsewhere(const struct telling *telling, double code)
{
    const struct study *study = telling->names->study;
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *question =
            &study->dimensions[d].questions[telling->names->side];
        for (size_t i = 0; i < question->item_count; i++) {
            const struct scale *scale = question->items[i].scale;
            if (code >= scale->min && code <= scale->max)
                return true;
        }
    }
    return false;
}

static void fail_outside(const struct telling *telling, const struct sighting *sighting,
                         const char *shown)
{
    const struct scale *scale = telling->column->item->scale;
    char min[NUMBER_TEXT_BYTES];
    char max[NUMBER_TEXT_BYTES];
    number_format(scale->min, min);
    number_format(scale->max, max);
    fail(telling->diagnostics, DIAG_OUTSIDE_SCALE, place_of(telling, sighting),
         "column '%s': answer '%s' is outside scale '%s' (%s to %s)", telling->label,
         shown, scale->id, min, max);
    if (telling->column->symbols[sighting->symbol].is_coded)
        hint(telling->diagnostics,
             "list the label in scale '%s' with its code there, or in %s.missing if it "
             "stands for no answer",
             scale->id, side_name(telling->names->side));
    if (is_answer_elsewhere(telling,
                            telling->column->symbols[sighting->symbol].reading.number))
        hint(telling->diagnostics,
             "if %s means \"no opinion\", list it under scales.%s.missing.dont_know, "
             "since "
             "another scale has it as an answer",
             shown, scale->id);
    else
        hint(telling->diagnostics,
             "if %s means \"no opinion\", list it under %s.missing.dont_know", shown,
             side_name(telling->names->side));
}

static void fail_contradiction(const struct telling *telling,
                               const struct sighting *sighting, const char *shown)
{
    const struct reading *reading = &telling->column->symbols[sighting->symbol].reading;
    const struct scale *scale = telling->column->item->scale;
    char number[NUMBER_TEXT_BYTES];
    char code[NUMBER_TEXT_BYTES];
    number_format(reading->number, number);
    number_format(reading->label_code, code);
    fail(telling->diagnostics, DIAG_LABEL_CONTRADICTS, place_of(telling, sighting),
         "column '%s': answer '%s' begins with %s, but its label has the code %s "
         "in scale '%s'",
         telling->label, shown, number, code, scale->id);
    hint(telling->diagnostics,
         "correct the labels of the scale; or, where the file counts from the other end, "
         "take them out and set \"reverse\": true for the item");
}

/* "did you mean 'Strongly agree'?", where the other labels say which set it is. */
static bool hint_at_set(const struct telling *telling, const char *shown)
{
    const struct answer_column *column = telling->column;
    struct buffer suggestion = { 0 };
    if (!column->doubt.set)
        return false;
    bool is_found = label_doubt_suggest(column->doubt.set, shown, &suggestion) &&
                    suggestion.byte_count;
    if (is_found)
        hint(telling->diagnostics,
             "did you mean '%s'? the other labels are usual ones of %s; list those of "
             "scale '%s', this one among them",
             suggestion.bytes, column->doubt.set->topic, column->item->scale->id);
    else
        hint(telling->diagnostics,
             "the other labels are usual ones of %s: list those of scale '%s', or this "
             "one in %s.missing if it stands for no answer",
             column->doubt.set->topic, column->item->scale->id,
             side_name(telling->names->side));
    buffer_release(&suggestion);
    return true;
}

static void hint_at_label(const struct telling *telling, const char *shown)
{
    const struct answer_column *column = telling->column;
    const char *scale = column->item->scale->id;
    const char *side = side_name(telling->names->side);
    char other_point = column->rules.point == '.' ? ',' : '.';
    double number;
    if (number_parse(shown, strlen(shown), other_point, &number))
        hint(telling->diagnostics,
             "if the file has '%c' as its decimal point, set %s.decimal to \"%c\"",
             other_point, side, other_point);
    else if (answer_is_date(span_of(shown)))
        hint(
            telling->diagnostics,
            "a spreadsheet makes dates of answers like 5-6: export the file again and do "
            "not save it in a spreadsheet");
    else if (shown[0] == '"' && shown[strlen(shown) - 1] == '"')
        hint(
            telling->diagnostics,
            "the quotes belong to the cell here: take out the space before each of them, "
            "or export the file again");
    else if (hint_at_set(telling, shown))
        return;
    else if (column->verdict == LABELS_AMBIGUOUS)
        hint(telling->diagnostics,
             "usual label sets differ in its code: list the labels of scale '%s'", scale);
    else if (column->verdict == LABELS_TOO_FEW)
        hint(telling->diagnostics,
             "one label alone does not tell its code: list the labels of scale '%s'",
             scale);
    else
        hint(telling->diagnostics,
             "add it to the labels of scale '%s', or to %s.missing if it stands for no "
             "answer",
             scale, side);
}

static void fail_unknown(const struct telling *telling, const struct sighting *sighting,
                         const char *shown)
{
    const struct scale *scale = telling->column->item->scale;
    fail(telling->diagnostics, DIAG_UNKNOWN_LABEL, place_of(telling, sighting),
         "column '%s': answer '%s' is not a code or label of scale '%s'", telling->label,
         shown, scale->id);
    hint_at_label(telling, shown);
}

static void fail_sighting(const struct telling *telling, const struct sighting *sighting)
{
    struct shown shown = show(telling->column, sighting->symbol);
    switch (telling->column->symbols[sighting->symbol].reading.problem) {
    case PROBLEM_NONE:
        return;
    case PROBLEM_OUTSIDE:
        fail_outside(telling, sighting, shown.text);
        break;
    case PROBLEM_CONTRADICTION:
        fail_contradiction(telling, sighting, shown.text);
        break;
    case PROBLEM_UNKNOWN:
        fail_unknown(telling, sighting, shown.text);
        break;
    }
    diagnostics_seen(telling->diagnostics, sighting->count, sighting->lines,
                     sighting->line_count);
}

static bool is_problem(const struct answer_column *column,
                       const struct sighting *sighting)
{
    return column->symbols[sighting->symbol].reading.problem != PROBLEM_NONE;
}

/* A label that would be fine if the others were is not told by itself. */
static bool is_to_tell(const struct answer_column *column,
                       const struct sighting *sighting)
{
    return is_problem(column, sighting) && !column->symbols[sighting->symbol].is_near;
}

/* The labels are all known, but make a scale of another size. */
static void fail_size(const struct telling *telling)
{
    const struct answer_column *column = telling->column;
    const struct scale *scale = column->item->scale;
    const struct sighting *first = NULL;
    size_t count = 0;
    uint64_t cell_count = 0;
    for (size_t i = 0; i < column->sighting_count; i++) {
        const struct sighting *sighting = &column->sightings[i];
        if (!column->symbols[sighting->symbol].is_near || !is_problem(column, sighting))
            continue;
        if (!first)
            first = sighting;
        count++;
        cell_count += sighting->count;
    }
    if (!column->doubt.is_other_size || !first)
        return;
    char min[NUMBER_TEXT_BYTES];
    char max[NUMBER_TEXT_BYTES];
    number_format(scale->min, min);
    number_format(scale->max, max);
    fail(telling->diagnostics, DIAG_UNKNOWN_LABEL, place_of(telling, first),
         "column '%s': its labels are usual ones of %s on %zu points, but scale '%s' "
         "goes from %s to %s",
         telling->label, column->doubt.set->topic, column->doubt.point_count, scale->id,
         min, max);
    hint(telling->diagnostics,
         "give the item a scale with %zu points, or list the labels of scale '%s'",
         column->doubt.point_count, scale->id);
    diagnostics_seen(telling->diagnostics, cell_count, first->lines, first->line_count);
}

/* A column of free text taken for answers would fill a screen, and show what people
   wrote: after the first few texts only their number is told. */
static void fail_the_rest(const struct telling *telling, const struct sighting *first,
                          size_t text_count, uint64_t cell_count)
{
    const char *scale = telling->column->item->scale->id;
    if (text_count)
        fail(telling->diagnostics, DIAG_UNKNOWN_LABEL, place_of(telling, first),
             "column '%s': %s%zu more texts are not codes or labels of scale '%s'",
             telling->label, telling->column->unlisted.count ? "over " : "", text_count,
             scale);
    else
        fail(telling->diagnostics, DIAG_UNKNOWN_LABEL, place_of(telling, first),
             "column '%s': a text too long to be shown is not a code or label of scale "
             "'%s'",
             telling->label, scale);
    hint(telling->diagnostics, "is this the column that was meant?");
    diagnostics_seen(telling->diagnostics, cell_count, first->lines, first->line_count);
}

static size_t count_problems(const struct answer_column *column)
{
    size_t count = 0;
    for (size_t i = 0; i < column->sighting_count; i++)
        count += is_to_tell(column, &column->sightings[i]);
    return count;
}

static void fail_all(const struct telling *telling)
{
    const struct answer_column *column = telling->column;
    const struct sighting *first = column->unlisted.count ? &column->unlisted : NULL;
    uint64_t cell_count = column->unlisted.count;
    size_t limit = count_problems(column) > MOST_LISTED ? FEW_LISTED : MOST_LISTED;
    size_t told = 0;
    size_t more = 0;
    fail_size(telling);
    for (size_t i = 0; i < column->sighting_count; i++) {
        const struct sighting *sighting = &column->sightings[i];
        if (!is_to_tell(column, sighting))
            continue;
        if (told < limit) {
            fail_sighting(telling, sighting);
            told++;
            continue;
        }
        if (!more++)
            first = sighting;
        cell_count += sighting->count;
    }
    if (first)
        fail_the_rest(telling, first, more, cell_count);
}

/* A guess that later texts have proved wrong is past mending: its answers are counted,
   wherever they were met. */
static void fail_wrong_guesses(const struct telling *telling)
{
    const struct answer_column *column = telling->column;
    for (size_t i = 0; i < column->sighting_count; i++) {
        struct sighting first = column->sightings[i];
        const struct symbol *symbol = &column->symbols[first.symbol];
        if (!symbol->is_guessed || !is_problem(column, &first) ||
            first.file != symbol->file)
            continue;
        first.count = symbol->count;
        fail_sighting(telling, &first);
    }
}

/* A code. Anything else may be somebody's own words, and a warning goes into the report,
   which others read. */
static bool may_be_published(const char *text)
{
    enum { LONGEST_CODE = 6 };
    double number;
    size_t length = strlen(text);
    return length <= LONGEST_CODE && (number_parse(text, length, '.', &number) ||
                                      number_parse(text, length, ',', &number));
}

static void warn_of_invalid(const struct telling *telling)
{
    const struct answer_column *column = telling->column;
    const char *scale = column->item->scale->id;
    const struct sighting *first = NULL;
    uint64_t count = column->unlisted.count;
    for (size_t i = 0; i < column->sighting_count; i++) {
        const struct sighting *sighting = &column->sightings[i];
        if (!is_problem(column, sighting))
            continue;
        if (!first || (!is_to_tell(column, first) && is_to_tell(column, sighting)))
            first = sighting;
        count += sighting->count;
    }
    if (!first && !count)
        return;
    struct shown shown = { "" };
    if (first)
        shown = show(column, first->symbol);
    else
        first = &column->unlisted;
    bool is_shown = may_be_published(shown.text);
    if (is_shown)
        warn(telling->diagnostics, DIAG_ANSWERS_INVALID, place_of(telling, first),
             count == 1
                 ? TRANSLATABLE("column '%s': %llu answer is not on scale '%s' and "
                                "counts as invalid, it is '%s'")
                 : TRANSLATABLE("column '%s': %llu answers are not on scale '%s' "
                                "and count as invalid, the first is '%s'"),
             telling->label, (unsigned long long)count, scale, shown.text);
    else
        warn(telling->diagnostics, DIAG_ANSWERS_INVALID, place_of(telling, first),
             count == 1
                 ? TRANSLATABLE("column '%s': %llu answer is not on scale '%s' and "
                                "counts as invalid")
                 : TRANSLATABLE("column '%s': %llu answers are not on scale '%s' "
                                "and count as invalid"),
             telling->label, (unsigned long long)count, scale);
    diagnostics_seen(telling->diagnostics, count, first->lines, first->line_count);
    if (column->doubt.set)
        hint(telling->diagnostics,
             "usual labels are known only when all of a column are: list those of scale "
             "'%s'",
             scale);
    else if (!is_shown)
        hint(
            telling->diagnostics,
            "with \"bad_answers\": \"refuse\" they are told; a report is read by others");
}

/* The guessed text with the lowest or the highest code. */
static ptrdiff_t find_extreme(const struct answer_column *column, int direction)
{
    ptrdiff_t found = MAP_NONE;
    for (size_t i = 0; i < column->texts.count; i++) {
        if (!column->symbols[i].is_guessed)
            continue;
        double code = column->symbols[i].reading.answer.code * direction;
        if (found == MAP_NONE ||
            code > column->symbols[found].reading.answer.code * direction)
            found = (ptrdiff_t)i;
    }
    return found;
}

static void note_guess(const struct telling *telling)
{
    const struct answer_column *column = telling->column;
    ptrdiff_t lowest = find_extreme(column, -1);
    ptrdiff_t highest = find_extreme(column, 1);
    if (lowest == MAP_NONE)
        return;
    struct shown low = show(column, (size_t)lowest);
    struct shown high = show(column, (size_t)highest);
    char low_code[NUMBER_TEXT_BYTES];
    char high_code[NUMBER_TEXT_BYTES];
    number_format(column->symbols[lowest].reading.answer.code, low_code);
    number_format(column->symbols[highest].reading.answer.code, high_code);
    struct place place = { .path = telling->names->study->path,
                           .pointer = column->item->column.pointer };
    if (lowest == highest)
        note(telling->diagnostics, DIAG_LABELS_RECOGNISED, place,
             "column '%s': label recognised as one of %s, '%s' = %s", telling->label,
             column->set->topic, low.text, low_code);
    else
        note(telling->diagnostics, DIAG_LABELS_RECOGNISED, place,
             "column '%s': labels recognised as %s, from '%s' = %s to '%s' = %s",
             telling->label, column->set->topic, low.text, low_code, high.text,
             high_code);
}

void answer_column_report(const struct answer_column *column,
                          const struct answer_names *names,
                          struct symbar_diagnostics *diagnostics)
{
    struct buffer label = { 0 };
    const struct telling telling = { column, names, diagnostics,
                                     column_label(&column->item->column, &label) };
    note_guess(&telling);
    if (names->study->bad_answers == BAD_ANSWERS_REFUSE) {
        fail_all(&telling);
    } else {
        fail_wrong_guesses(&telling);
        warn_of_invalid(&telling);
    }
    buffer_release(&label);
}

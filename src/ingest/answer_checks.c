#include "ingest/answer_checks.h"

#include "base/number.h"
#include "ingest/columns.h"
#include "ingest/scale_guess.h"

#include <inttypes.h>
#include <math.h>

struct checking {
    const struct answer_column *column;
    struct symbar_diagnostics *diagnostics;
    struct place place; /* the item in the study */
    const char *label;
};

static struct span text_of(const struct answer_column *column, size_t symbol)
{
    const struct map_key *key = &column->texts.keys[symbol];
    return (struct span){ key->bytes + 1, key->byte_count - 1 };
}

static bool is_code(const struct symbol *symbol)
{
    return symbol->reading.problem == PROBLEM_NONE &&
           symbol->reading.answer.state == ANSWER_CODE;
}

/* How often a code was given. */
static uint64_t count_code(const struct answer_column *column, double code)
{
    uint64_t count = 0;
    for (size_t i = 0; i < column->texts.count; i++)
        if (is_code(&column->symbols[i]) &&
            column->symbols[i].reading.answer.code == code)
            count += column->symbols[i].count;
    return count;
}

static uint64_t count_codes(const struct answer_column *column)
{
    uint64_t count = 0;
    for (int code = 0; code <= 10; code++)
        count += count_code(column, code);
    return count;
}

/* A recommend question that was asked on 1 to 10 makes detractors of 7s. Where there are
   few answers, or hardly anybody was so unhappy as to give a 1, a missing 0 says nothing.
 */
static void check_zero(const struct checking *checking)
{
    const struct answer_column *column = checking->column;
    const struct scale *scale = column->item->scale;
    if (scale->kind != SCALE_NPS || scale->min != 0 || scale->max != 10 ||
        count_code(column, 0))
        return;
    if (!nps_began_at_one(count_code(column, 1), count_codes(column)))
        return;
    warn(checking->diagnostics, DIAG_NPS_FROM_ONE, checking->place,
         "column '%s': the answers run from 1, which several gave, and nobody gave the 0 "
         "of "
         "scale '%s'",
         checking->label, scale->id);
    hint(
        checking->diagnostics,
        "if the question was asked on 1 to 10, give it a scale with min 1, and say which "
        "codes are promoters and detractors");
}

static bool is_whole(double number)
{
    return number == floor(number);
}

/* Averages that were exported as answers, or codes of something else. */
static void check_fractions(const struct checking *checking,
                            const struct answer_names *names)
{
    const struct answer_column *column = checking->column;
    const struct scale *scale = column->item->scale;
    const struct symbol *first = NULL;
    size_t number = 0;
    uint64_t count = 0;
    if (scale->has_fractions || !is_whole(scale->min) || !is_whole(scale->max))
        return;
    for (size_t i = 0; i < column->texts.count; i++) {
        const struct symbol *symbol = &column->symbols[i];
        if (!is_code(symbol) || is_whole(symbol->reading.answer.code))
            continue;
        if (!count)
            number = i;
        count += symbol->count;
    }
    if (!count)
        return;
    first = &column->symbols[number];
    struct span text = text_of(column, number);
    warn(checking->diagnostics, DIAG_FRACTIONS,
         (struct place){ .path = names->files[first->file],
                         .line = first->line,
                         .column = first->column },
         count == 1
             ? TRANSLATABLE("column '%s': %llu answer is between the codes of scale "
                            "'%s', it is '%.*s'")
             : TRANSLATABLE("column '%s': %llu answers are between the codes of "
                            "scale '%s', the first is '%.*s'"),
         checking->label, (unsigned long long)count, scale->id, (int)text.byte_count,
         text.bytes);
    hint(checking->diagnostics,
         "if these are averages, and that is what you want, set \"fractions\": true in "
         "the scale; else look at the decimal sign, or whether this is the column");
}

/* What the text would be if the side listed nothing. False when memory is short. */
static bool is_answer_by_itself(const struct answer_column *column, size_t symbol,
                                bool *is_answer_out)
{
    static const struct text_list nothing[MISSING_COUNT];
    struct answer_rules rules = column->rules;
    struct reading reading;
    rules.missing = nothing;
    if (!answer_read(&rules, text_of(column, symbol), false, &reading))
        return false;
    *is_answer_out =
        reading.problem == PROBLEM_NONE && reading.answer.state == ANSWER_CODE;
    return true;
}

/* A side lists a code as no answer because of one scale, and another scale has it. False
   when memory is short. */
static bool check_missing(const struct checking *checking,
                          const struct answer_names *names)
{
    const struct answer_column *column = checking->column;
    size_t first = 0;
    uint64_t count = 0;
    for (size_t i = 0; i < column->texts.count; i++) {
        const struct symbol *symbol = &column->symbols[i];
        bool is_answer = false;
        if (symbol->is_coded || symbol->reading.problem != PROBLEM_NONE ||
            symbol->reading.answer.state != ANSWER_MISSING)
            continue;
        if (!is_answer_by_itself(column, i, &is_answer))
            return false;
        if (is_answer && !count)
            first = i;
        count += is_answer ? symbol->count : 0;
    }
    if (!count)
        return true;
    struct span text = text_of(column, first);
    warn(checking->diagnostics, DIAG_ANSWERS_LISTED_MISSING,
         (struct place){ .path = names->files[column->symbols[first].file],
                         .line = column->symbols[first].line,
                         .column = column->symbols[first].column },
         count == 1
             ? TRANSLATABLE("column '%s': %llu answer on scale '%s' counts as missing, "
                            "because %s.missing lists it: '%.*s'")
             : TRANSLATABLE("column '%s': %llu answers on scale '%s' count as missing, "
                            "because %s.missing lists them, the first is '%.*s'"),
         checking->label, (unsigned long long)count, column->item->scale->id,
         side_name(names->side), (int)text.byte_count, text.bytes);
    hint(checking->diagnostics, "what means no answer on one scale only is to be listed "
                                "under \"missing\" of that scale");
    return true;
}

/* The lowest code whose label is the top of a usual set, and the highest whose label is
   the bottom, with their texts. */
struct ends {
    double top;
    double bottom;
    struct span top_text;
    struct span bottom_text;
};

static void note_end(struct ends *ends, int end, double code, struct span text)
{
    if (end > 0 && (isnan(ends->top) || code < ends->top)) {
        ends->top = code;
        ends->top_text = text;
    }
    if (end < 0 && (isnan(ends->bottom) || code > ends->bottom)) {
        ends->bottom = code;
        ends->bottom_text = text;
    }
}

static bool note_label(const struct label_sets *sets, struct buffer *folded,
                       struct span label, double code, struct span text,
                       struct ends *ends)
{
    buffer_clear(folded);
    fold_label(folded, label);
    if (buffer_failed(folded))
        return false;
    note_end(ends, label_sets_end(sets, folded->bytes), code, text);
    return true;
}

/* "1 - Strongly agree" in cells, and the labels of the scale. */
static bool find_ends(const struct answer_column *column, const struct label_sets *sets,
                      struct ends *ends)
{
    const struct scale *scale = column->item->scale;
    struct buffer folded = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < column->texts.count; i++) {
        double number;
        struct span label;
        struct span text = text_of(column, i);
        const struct symbol *symbol = &column->symbols[i];
        if (is_code(symbol) && answer_split_number(text, &number, &label))
            done =
                note_label(sets, &folded, label, symbol->reading.answer.code, text, ends);
    }
    for (size_t i = 0; done && i < scale->label_count; i++) {
        struct span text = span_of(scale->labels[i].text);
        done = note_label(sets, &folded, text, scale->labels[i].code, text, ends);
    }
    buffer_release(&folded);
    return done;
}

/* Labels that run against their codes need `reverse`, unless it is there. */
static void check_ends(const struct checking *checking, const struct ends *ends)
{
    char top[NUMBER_TEXT_BYTES];
    char bottom[NUMBER_TEXT_BYTES];
    if (isnan(ends->top) || isnan(ends->bottom) || ends->top >= ends->bottom)
        return;
    number_format(ends->top, top);
    number_format(ends->bottom, bottom);
    warn(checking->diagnostics, DIAG_SCALE_BACKWARDS, checking->place,
         "column '%s': the best label has the lower code: '%.*s' is %s, '%.*s' is %s",
         checking->label, (int)ends->top_text.byte_count, ends->top_text.bytes, top,
         (int)ends->bottom_text.byte_count, ends->bottom_text.bytes, bottom);
    hint(checking->diagnostics, "if low is good here, add \"reverse\": true to the item");
}

static struct checking begin(const struct answer_column *column,
                             const struct answer_names *names, struct buffer *label,
                             struct symbar_diagnostics *diagnostics)
{
    return (struct checking){
        .column = column,
        .diagnostics = diagnostics,
        .place = { .path = names->study->path, .pointer = column->item->column.pointer },
        .label = column_label(&column->item->column, label),
    };
}

bool answer_column_check_range(const struct answer_column *column,
                               const struct answer_names *names,
                               struct symbar_diagnostics *diagnostics)
{
    struct buffer label = { 0 };
    const struct checking checking = begin(column, names, &label, diagnostics);
    check_zero(&checking);
    check_fractions(&checking, names);
    bool done = check_missing(&checking, names);
    buffer_release(&label);
    return done;
}

bool answer_column_has_labels(const struct answer_column *column)
{
    double number;
    struct span label;
    bool has_labels = column->item->scale->label_count > 0;
    for (size_t i = 0; !has_labels && i < column->texts.count; i++)
        has_labels = is_code(&column->symbols[i]) &&
                     answer_split_number(text_of(column, i), &number, &label);
    return has_labels;
}

bool answer_column_check_direction(const struct answer_column *column,
                                   const struct label_sets *sets,
                                   const struct answer_names *names,
                                   struct symbar_diagnostics *diagnostics)
{
    struct ends ends = { .top = NAN, .bottom = NAN };
    if (column->item->reverse)
        return true;
    if (!find_ends(column, sets, &ends))
        return false;
    struct buffer label = { 0 };
    const struct checking checking = begin(column, names, &label, diagnostics);
    check_ends(&checking, &ends);
    buffer_release(&label);
    return true;
}

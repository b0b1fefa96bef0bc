#include "ingest/answers.h"

#include "base/number.h"
#include "ingest/no_answer.h"

#include <string.h>
#include <strings.h>

bool answer_rules_init(struct answer_rules *rules, const struct scale *scale,
                       const struct side_study *side)
{
    *rules =
        (struct answer_rules){ .scale = scale, .missing = side->missing, .point = '.' };
    struct buffer folded = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < scale->label_count; i++) {
        buffer_clear(&folded);
        fold_label(&folded, span_of(scale->labels[i].text));
        /* The map numbers labels as the scale does, so each needs an entry; one that
           folds like an earlier one gets a key that no cell can have. */
        if (!buffer_failed(&folded) &&
            map_find(&rules->labels, folded.bytes, folded.byte_count) != MAP_NONE)
            buffer_format(&folded, "\n%zu", i);
        done = !buffer_failed(&folded) &&
               map_add(&rules->labels, folded.bytes, folded.byte_count) != MAP_NONE;
    }
    buffer_release(&folded);
    return done;
}

void answer_rules_begin(struct answer_rules *rules, char point,
                        const struct export_facts *facts)
{
    rules->point = point;
    rules->platform_missing = facts->missing;
    rules->platform_missing_count = facts->missing_count;
    rules->unquoted_empty_is_not_shown = facts->unquoted_empty_is_not_shown;
}

void answer_rules_release(struct answer_rules *rules)
{
    map_release(&rules->labels);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static struct span skip(struct span text, size_t byte_count)
{
    return (struct span){ text.bytes + byte_count, text.byte_count - byte_count };
}

static void read_code(const struct answer_rules *rules, double code,
                      struct reading *reading)
{
    reading->number = code;
    if (code < rules->scale->min || code > rules->scale->max)
        reading->problem = PROBLEM_OUTSIDE;
    else
        reading->answer = (struct answer){ .state = ANSWER_CODE, .code = code };
}

static void read_missing(enum missing_kind kind, struct reading *reading)
{
    reading->answer = (struct answer){ .state = ANSWER_MISSING, .missing = kind };
}

static bool find_in_lists(const struct text_list *lists, struct span text,
                          enum missing_kind *kind_out)
{
    for (int kind = 0; kind < MISSING_COUNT; kind++) {
        const struct text_list *list = &lists[kind];
        for (size_t i = 0; i < list->count; i++) {
            struct span listed = span_trim(span_of(list->texts[i]));
            if (listed.byte_count == text.byte_count &&
                memcmp(listed.bytes, text.bytes, text.byte_count) == 0) {
                *kind_out = (enum missing_kind)kind;
                return true;
            }
        }
    }
    return false;
}

static bool find_listed_missing(const struct answer_rules *rules, struct span text,
                                enum missing_kind *kind_out)
{
    return find_in_lists(rules->scale->missing, text, kind_out) ||
           find_in_lists(rules->missing, text, kind_out);
}

static bool find_platform_missing(const struct answer_rules *rules, struct span text,
                                  enum missing_kind *kind_out)
{
    double code;
    if (number_parse(text.bytes, text.byte_count, rules->point, &code) &&
        code >= rules->scale->min && code <= rules->scale->max)
        return false;
    for (size_t i = 0; i < rules->platform_missing_count; i++) {
        if (span_equals(text, rules->platform_missing[i].text)) {
            *kind_out = rules->platform_missing[i].kind;
            return true;
        }
    }
    return false;
}

/* The code of a scale's label; `folded` is scratch. */
static bool find_label(const struct answer_rules *rules, struct span text,
                       struct buffer *folded, double *code_out)
{
    if (!rules->labels.count)
        return false;
    buffer_clear(folded);
    fold_label(folded, text);
    if (buffer_failed(folded))
        return false;
    ptrdiff_t number = map_find(&rules->labels, folded->bytes, folded->byte_count);
    if (number != MAP_NONE)
        *code_out = rules->scale->labels[number].code;
    return number != MAP_NONE;
}

/* What follows the mark of a choice list ("a. Agree", "b) Disagree"), or the text. */
static struct span skip_choice_letter(struct span text)
{
    bool is_letter =
        text.byte_count > 3 && ((text.bytes[0] >= 'a' && text.bytes[0] <= 'z') ||
                                (text.bytes[0] >= 'A' && text.bytes[0] <= 'Z'));
    if (is_letter && (text.bytes[1] == '.' || text.bytes[1] == ')') &&
        text.bytes[2] == ' ')
        return span_trim(skip(text, 2));
    return text;
}

/* "85 %" on a scale that ends at 100. */
static bool read_percent(const struct answer_rules *rules, struct span text,
                         double *code_out)
{
    if (rules->scale->max != 100 || !text.byte_count ||
        text.bytes[text.byte_count - 1] != '%')
        return false;
    text = span_trim((struct span){ text.bytes, text.byte_count - 1 });
    return number_parse(text.bytes, text.byte_count, rules->point, code_out);
}

/* "4/5" on a scale that ends at 5. */
static bool read_fraction(const struct answer_rules *rules, struct span text,
                          double *code_out)
{
    double maximum;
    const char *slash = text.byte_count ? memchr(text.bytes, '/', text.byte_count) : NULL;
    if (!slash)
        return false;
    size_t before = (size_t)(slash - text.bytes);
    struct span code = span_trim((struct span){ text.bytes, before });
    struct span whole = span_trim(skip(text, before + 1));
    return number_parse(whole.bytes, whole.byte_count, rules->point, &maximum) &&
           maximum == rules->scale->max &&
           number_parse(code.bytes, code.byte_count, rules->point, code_out);
}

/* A month as spreadsheets write it in the languages of label_sets.h. */
static bool is_month(struct span text)
{
    static const char *const months[] = {
        "jan", "feb",  "mar",  "apr",         "may",  "jun",         "jul",  "aug",
        "sep", "oct",  "nov",  "dec",         "janv", "f\303\251vr", "mars", "avr",
        "mai", "juin", "juil", "ao\xc3\xbbt", "sept", "d\303\251c",  "mrz",  "m\xc3\xa4r",
        "okt", "dez",  "ene",  "abr",         "ago",  "dic",         "gen",  "mag",
        "giu", "lug",  "set",  "ott",         "mrt",  "mei",
    };
    if (text.byte_count && text.bytes[text.byte_count - 1] == '.')
        text.byte_count--;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strlen(months[i]) == text.byte_count &&
            strncasecmp(months[i], text.bytes, text.byte_count) == 0)
            return true;
    return false;
}

/* The length of what may stand between a number and its text, or 0. */
static size_t separator_length(struct span text)
{
    if (!text.byte_count)
        return 0;
    if (text.bytes[0] && strchr("-:.)=", text.bytes[0]))
        return 1;
    bool is_dash = text.byte_count >= 3 && (memcmp(text.bytes, "\xe2\x80\x93", 3) == 0 ||
                                            memcmp(text.bytes, "\xe2\x80\x94", 3) == 0);
    return is_dash ? 3 : 0;
}

bool answer_split_number(struct span cell, double *number_out, struct span *rest_out)
{
    bool in_brackets = cell.byte_count && cell.bytes[0] == '(';
    struct span at = skip(cell, in_brackets);
    size_t length = at.byte_count && at.bytes[0] == '-';
    size_t sign = length;
    while (length < at.byte_count && length - sign < 3 && is_digit(at.bytes[length]))
        length++;
    struct span number = { at.bytes, length };
    struct span after = skip(at, length);
    struct span gap = span_trim(after);
    size_t separator =
        in_brackets ? gap.byte_count && gap.bytes[0] == ')' : separator_length(gap);
    if (length == sign || !separator)
        return false;
    struct span rest = span_trim(skip(gap, separator));
    /* "10:32", "1-2" and "25-Jun" are a time, a range and what a spreadsheet makes of
       one. */
    if (rest.byte_count && (is_digit(rest.bytes[0]) || is_month(rest)))
        return false;
    *rest_out = rest;
    return number_parse(number.bytes, number.byte_count, '.', number_out);
}

static struct span head(struct span text, size_t byte_count)
{
    return (struct span){ text.bytes, byte_count };
}

static bool is_short_number(struct span text)
{
    size_t digits = 0;
    while (digits < text.byte_count && is_digit(text.bytes[digits]))
        digits++;
    return digits && digits == text.byte_count && digits <= 4;
}

bool answer_is_date(struct span text)
{
    for (size_t i = 1; i + 1 < text.byte_count; i++) {
        struct span before = head(text, i);
        struct span after = skip(text, i + 1);
        if ((text.bytes[i] == '-' || text.bytes[i] == ' ') &&
            ((is_short_number(before) && is_month(after)) ||
             (is_month(before) && is_short_number(after))))
            return true;
    }
    return false;
}

static bool find_no_answer(struct span text, struct buffer *folded,
                           enum missing_kind *kind_out)
{
    buffer_clear(folded);
    fold_label(folded, text);
    return !buffer_failed(folded) && no_answer_find(folded->bytes, kind_out);
}

/* A number with text: the text may be a label, which then has to agree, or a way to give
   no answer. */
static bool read_leading_number(const struct answer_rules *rules, struct span text,
                                struct buffer *folded, struct reading *reading)
{
    double number;
    double label_code;
    struct span rest;
    enum missing_kind kind;
    if (!answer_split_number(text, &number, &rest))
        return false;
    if (find_label(rules, rest, folded, &label_code) && label_code != number) {
        reading->problem = PROBLEM_CONTRADICTION;
        reading->number = number;
        reading->label_code = label_code;
    } else if (rest.byte_count && find_no_answer(rest, folded, &kind)) {
        read_missing(kind, reading);
    } else {
        read_code(rules, number, reading);
    }
    return true;
}

static bool read_number(const struct answer_rules *rules, struct span text,
                        struct reading *reading)
{
    double code;
    if (!number_parse(text.bytes, text.byte_count, rules->point, &code) &&
        !read_percent(rules, text, &code) && !read_fraction(rules, text, &code))
        return false;
    read_code(rules, code, reading);
    return true;
}

static void read_text(const struct answer_rules *rules, struct span text,
                      struct buffer *folded, struct reading *reading)
{
    double code;
    enum missing_kind kind;
    if (find_label(rules, text, folded, &code) ||
        find_label(rules, skip_choice_letter(text), folded, &code)) {
        read_code(rules, code, reading);
        return;
    }
    if (read_number(rules, text, reading) ||
        read_leading_number(rules, text, folded, reading))
        return;
    if (find_no_answer(text, folded, &kind)) {
        read_missing(kind, reading);
        return;
    }
    reading->answer = (struct answer){ .state = ANSWER_UNKNOWN };
    reading->problem = PROBLEM_UNKNOWN;
}

/* A code's label, where the scale lists it. */
static void read_listed_label(const struct answer_rules *rules, struct span code,
                              double label_code, struct reading *reading)
{
    double number;
    if (number_parse(code.bytes, code.byte_count, '.', &number) && number != label_code &&
        number >= rules->scale->min && number <= rules->scale->max) {
        reading->problem = PROBLEM_CONTRADICTION;
        reading->number = number;
        reading->label_code = label_code;
    } else {
        read_code(rules, label_code, reading);
    }
}

static void read_coded(const struct answer_rules *rules, struct span code,
                       const struct coded_value *value, struct buffer *folded,
                       struct reading *reading)
{
    struct span label = span_trim(span_of(value->label));
    enum missing_kind kind = MISSING_BLANK;
    double number;
    if (find_listed_missing(rules, code, &kind) ||
        (label.byte_count && find_listed_missing(rules, label, &kind)) ||
        find_no_answer(label, folded, &kind) ||
        find_platform_missing(rules, code, &kind) || value->is_missing)
        read_missing(kind, reading);
    else if (find_label(rules, label, folded, &number))
        read_listed_label(rules, code, number, reading);
    else if (number_parse(code.bytes, code.byte_count, '.', &number))
        read_code(rules, number, reading);
    else
        read_text(rules, label, folded, reading);
}

bool answer_read_coded(const struct answer_rules *rules, struct span code,
                       const struct coded_value *value, struct reading *reading_out)
{
    struct reading reading = { 0 };
    struct buffer folded = { 0 };
    read_missing(MISSING_INVALID, &reading);
    read_coded(rules, span_trim(code), value, &folded, &reading);
    bool done = !buffer_failed(&folded);
    buffer_release(&folded);
    if (done)
        *reading_out = reading;
    return done;
}

bool answer_read(const struct answer_rules *rules, struct span cell,
                 bool is_unquoted_empty, struct reading *reading_out)
{
    struct reading reading = { 0 };
    struct span text = span_trim(cell);
    struct buffer folded = { 0 };
    enum missing_kind kind;
    read_missing(MISSING_INVALID, &reading);
    if (is_unquoted_empty && rules->unquoted_empty_is_not_shown)
        read_missing(MISSING_NOT_SHOWN, &reading);
    else if (find_listed_missing(rules, text, &kind) ||
             find_platform_missing(rules, text, &kind))
        read_missing(kind, &reading);
    else if (!text.byte_count)
        read_missing(MISSING_BLANK, &reading);
    else
        read_text(rules, text, &folded, &reading);
    bool done = !buffer_failed(&folded);
    buffer_release(&folded);
    if (done)
        *reading_out = reading;
    return done;
}

#include "ingest/scale_guess.h"

#include "base/number.h"
#include "ingest/answers.h"
#include "ingest/coded_values.h"
#include "ingest/heading.h"
#include "ingest/no_answer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_TEXTS = 24, /* distinct texts: labels in a few languages and spellings */
    MOST_CODES = 12,
    HIGHEST_CODE = 11,
    TELLING_COUNT = 30, /* answers before a missing 0 says something */
    TELLING_ONES = 3    /* of these: had 0 been on offer, as many would have taken it */
};

/* The distinct texts of a column, taken apart. */
struct parts {
    double codes[MOST_CODES]; /* distinct */
    size_t code_count;
    uint64_t code_cells;        /* how many cells have a code */
    size_t worded_count;        /* distinct texts that are a code and words */
    size_t worded_single_count; /* of these the ones met once */
    uint64_t ones;              /* cells with a 1 */
    double low;                 /* of the codes */
    double high;
    bool is_labelled; /* by the file: low and high are the ends of the scale */
    const char *texts[MOST_TEXTS]; /* folded, distinct */
    struct span spellings[MOST_TEXTS];
    size_t text_count;
    double fraction_of; /* 5 for "4/5"; 0: none */
    struct buffer folded;
    size_t offsets[MOST_TEXTS]; /* of the texts in `folded`, while it grows */
};

static bool find_stray(double code, enum missing_kind *kind_out)
{
    static const struct {
        double code;
        enum missing_kind kind;
    } known[] = {
        { -1, MISSING_NOT_APPLICABLE }, { -2, MISSING_NOT_APPLICABLE },
        { -3, MISSING_NOT_APPLICABLE }, { -7, MISSING_REFUSED },
        { -8, MISSING_DONT_KNOW },      { -9, MISSING_BLANK },
        { -66, MISSING_NOT_SHOWN },     { -77, MISSING_REFUSED },
        { -88, MISSING_DONT_KNOW },     { -96, MISSING_NOT_APPLICABLE },
        { -97, MISSING_DONT_KNOW },     { -98, MISSING_NOT_SHOWN },
        { -99, MISSING_BLANK },         { -999, MISSING_BLANK },
        { 77, MISSING_REFUSED },        { 88, MISSING_DONT_KNOW },
        { 97, MISSING_NOT_APPLICABLE }, { 98, MISSING_DONT_KNOW },
        { 99, MISSING_BLANK },          { 999, MISSING_BLANK },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].code == code) {
            *kind_out = known[i].kind;
            return true;
        }
    return false;
}

/* "4/5": both numbers. */
static bool read_fraction(struct span text, char point, double *code_out, double *of_out)
{
    const char *slash = memchr(text.bytes, '/', text.byte_count);
    if (!slash)
        return false;
    size_t before = (size_t)(slash - text.bytes);
    struct span code = span_trim((struct span){ text.bytes, before });
    struct span of = span_trim((struct span){ slash + 1, text.byte_count - before - 1 });
    return number_parse(code.bytes, code.byte_count, point, code_out) &&
           number_parse(of.bytes, of.byte_count, point, of_out);
}

static bool read_code(struct span text, char point, double *code_out, double *of_out)
{
    struct span label;
    *of_out = 0;
    return number_parse(text.bytes, text.byte_count, point, code_out) ||
           read_fraction(text, point, code_out, of_out) ||
           answer_split_number(text, code_out, &label);
}

/* False when the code is of no scale. */
static bool add_code(struct parts *parts, double code, uint64_t count)
{
    if (code != floor(code) || code < 0 || code > HIGHEST_CODE)
        return false;
    parts->low = parts->code_cells && parts->low < code ? parts->low : code;
    parts->high = parts->code_cells && parts->high > code ? parts->high : code;
    parts->code_cells += count;
    parts->ones += code == 1 ? count : 0;
    for (size_t i = 0; i < parts->code_count; i++)
        if (parts->codes[i] == code)
            return true;
    if (parts->code_count == MOST_CODES)
        return false;
    parts->codes[parts->code_count++] = code;
    return true;
}

static bool add_stray(struct scale_guess *guess, struct arena *arena, struct span text,
                      enum missing_kind kind)
{
    if (guess->stray_count == MOST_STRAY_CODES)
        return true; /* left alone, so that the guess fails when it is tried */
    struct stray_code *stray = &guess->strays[guess->stray_count];
    *stray = (struct stray_code){ arena_copy(arena, text.bytes, text.byte_count), kind };
    guess->stray_count++;
    return stray->text != NULL;
}

/* False when the column cannot be of a scale; `folded` says when memory is short. */
static bool add_text(struct parts *parts, struct span text)
{
    if (parts->text_count == MOST_TEXTS)
        return false;
    size_t offset = parts->folded.byte_count;
    fold_label(&parts->folded, text);
    buffer_append(&parts->folded, "", 1);
    if (buffer_failed(&parts->folded))
        return false;
    for (size_t i = 0; i < parts->text_count; i++)
        if (strcmp(parts->folded.bytes + parts->offsets[i],
                   parts->folded.bytes + offset) == 0)
            return true;
    parts->spellings[parts->text_count] = text;
    parts->offsets[parts->text_count++] = offset;
    return true;
}

/* "5 - the staff was lovely": people who write their own reasons behind the number. */
static bool has_own_words(const struct parts *parts)
{
    return parts->worded_count > 2 * parts->code_count &&
           2 * parts->worded_single_count > parts->worded_count;
}

static void note_words(struct parts *parts, struct span text, char point, uint64_t count)
{
    double number;
    struct span label;
    if (number_parse(text.bytes, text.byte_count, point, &number) ||
        !answer_split_number(text, &number, &label) || !label.byte_count)
        return;
    parts->worded_count++;
    parts->worded_single_count += count == 1;
}

/* Whether a label of the file stands for no answer. */
static bool is_no_answer(const struct coded_value *value, struct parts *parts)
{
    enum missing_kind kind;
    size_t offset = parts->folded.byte_count;
    fold_label(&parts->folded, span_trim(span_of(value->label)));
    buffer_append(&parts->folded, "", 1);
    return value->is_missing || (!buffer_failed(&parts->folded) &&
                                 no_answer_find(parts->folded.bytes + offset, &kind));
}

/* The ends of what the file labels, where these are codes of a scale and hold what was
   answered. */
static void read_labelled_range(const struct guess_inputs *inputs, struct parts *parts)
{
    double low = INFINITY;
    double high = -INFINITY;
    size_t count = 0;
    for (size_t i = 0; i < inputs->heading->value_count; i++) {
        const struct coded_value *value = &inputs->heading->values[i];
        struct span text = span_of(value->code);
        double code;
        if (is_no_answer(value, parts) || !*value->label ||
            !number_parse(text.bytes, text.byte_count, '.', &code))
            continue;
        low = fmin(low, code);
        high = fmax(high, code);
        count++;
    }
    if (count < 3 && !(count == 2 && high - low > 1))
        return;
    if (low < 0 || high > HIGHEST_CODE || low != floor(low) || high != floor(high) ||
        low > parts->low || high < parts->high || parts->text_count)
        return;
    parts->low = low;
    parts->high = high;
    parts->is_labelled = true;
}

/* A code beyond all scales, as Qualtrics gives out 17 to 21, is as good as its label. */
static struct span coded_text(const struct guess_inputs *inputs, struct span code)
{
    double number;
    bool is_beyond =
        number_parse(code.bytes, code.byte_count, '.', &number) && number > HIGHEST_CODE;
    return is_beyond ? coded_value_shown(inputs->heading, code) : code;
}

/* Takes the column apart; false when it is of no scale, or memory is short. */
static bool take_apart(const struct guess_inputs *inputs, struct parts *parts,
                       struct scale_guess *guess, bool *is_out_of_memory)
{
    const struct column_profile *profile = inputs->profile;
    for (size_t i = 0; i < profile->values.count; i++) {
        const struct map_key *key = &profile->values.keys[i];
        struct span text = { key->bytes, key->byte_count };
        enum missing_kind kind;
        double code;
        double of;
        text = coded_text(inputs, text);
        if (!read_code(text, inputs->point, &code, &of)) {
            if (!add_text(parts, text))
                return false;
            continue;
        }
        note_words(parts, text, inputs->point, profile->counts[i]);
        if (of != 0) {
            if (parts->fraction_of != 0 && parts->fraction_of != of)
                return false;
            parts->fraction_of = of;
        }
        if (find_stray(code, &kind)) {
            *is_out_of_memory = !add_stray(guess, inputs->arena, text, kind);
            if (*is_out_of_memory)
                return false;
        } else if (!add_code(parts, code, profile->counts[i])) {
            return false;
        }
    }
    if (has_own_words(parts))
        return false;
    read_labelled_range(inputs, parts);
    if (buffer_failed(&parts->folded))
        return false;
    for (size_t i = 0; i < parts->text_count; i++)
        parts->texts[i] = parts->folded.bytes + parts->offsets[i];
    return true;
}

bool nps_began_at_one(uint64_t ones, uint64_t count)
{
    return count >= TELLING_COUNT && ones >= TELLING_ONES;
}

static bool runs_from_one(const struct parts *parts)
{
    return parts->low > 0 && nps_began_at_one(parts->ones, parts->code_cells);
}

static void guess_range(const struct parts *parts, const char *words, double *min_out,
                        double *max_out, bool *is_sure_out, const char **because_out)
{
    double low = parts->low;
    double high = parts->high;
    *because_out = "the question names its range";
    *is_sure_out = heading_range(words, low, high, min_out, max_out);
    if (*is_sure_out)
        return;
    *because_out = "from the answers given";
    if (low == 0) {
        if (high > 6 && heading_recommends(words))
            *because_out = "a recommend question, answered from 0 on";
        *min_out = 0;
        *max_out = high > 6 ? 10 : high;
    } else if (high <= 5) {
        *min_out = 1;
        *max_out = low == 1 ? high : 5;
    } else {
        bool is_recommend = high > 7 && high <= 10 && heading_recommends(words);
        bool is_from_one = is_recommend && runs_from_one(parts);
        *max_out = high > 7 && high < 10 ? 10 : high;
        *min_out = is_recommend && !is_from_one ? 0 : 1;
        if (is_recommend)
            *because_out = is_from_one
                               ? "a recommend question; several gave 1 and nobody 0"
                               : "a recommend question; nobody gave 0, but hardly "
                                 "anybody 1 either";
    }
}

/* The range of digits whose ends are words: "Strongly disagree", 2 to 9, "Strongly
   agree". */
static void guess_range_of_ends(const struct parts *parts, const char *words,
                                double *min_out, double *max_out)
{
    double low = parts->low;
    double high = parts->high;
    *min_out = low > 1 ? 1 : 0;
    *max_out = high >= 7 ? 10 : high >= 5 ? 7 : 5;
    if (parts->text_count == 1 && (low <= 1 || high >= 10)) {
        /* the one label is the end that no digit has */
        *min_out = low <= 1 ? low : 1;
        *max_out = high >= 10 ? high : high >= 6 ? 10 : high + 1;
    }
    double min;
    double max;
    if (heading_range(words, low, high, &min, &max)) {
        *min_out = min;
        *max_out = max;
    }
}

/* Fits the texts to the usual sets of `points` points from `min` on. */
static bool fit_labels(const struct guess_inputs *inputs, const struct parts *parts,
                       double min, double max, double *codes, bool *fits_out,
                       const struct label_set **set_out)
{
    const struct scale scale = { .kind = SCALE_LIKERT, .min = min, .max = max };
    const struct column_content content = {
        .texts = parts->texts,
        .text_count = parts->text_count,
        .codes = parts->codes,
        .code_count = parts->code_count,
    };
    enum label_verdict verdict;
    if (!label_sets_choose(inputs->sets, &scale, &content, &verdict, codes, set_out))
        return false;
    *fits_out = verdict == LABELS_FIT || verdict == LABELS_ENDS_FIT;
    if (verdict == LABELS_FIT && parts->code_count)
        *fits_out = parts->low >= min && parts->high <= max;
    return true;
}

static bool fills(const double *codes, size_t count, double max)
{
    bool has_lowest = false;
    bool has_highest = false;
    for (size_t i = 0; i < count; i++) {
        has_lowest = has_lowest || codes[i] == 1;
        has_highest = has_highest || codes[i] == max;
    }
    return has_lowest && has_highest;
}

static int compare_labels(const void *left, const void *right)
{
    const struct scale_label *a = left;
    const struct scale_label *b = right;
    int order = (a->code > b->code) - (a->code < b->code);
    return order ? order : strcmp(a->text, b->text);
}

static bool take_labels(const struct guess_inputs *inputs, const struct parts *parts,
                        const double *codes, struct scale *scale)
{
    struct scale_label *labels =
        arena_allocate(inputs->arena, parts->text_count, sizeof *labels);
    if (!labels)
        return false;
    scale->labels = labels;
    for (size_t i = 0; i < parts->text_count; i++) {
        labels[i].text = arena_copy(inputs->arena, parts->spellings[i].bytes,
                                    parts->spellings[i].byte_count);
        labels[i].code = codes[i];
        if (!labels[i].text)
            return false;
    }
    scale->label_count = parts->text_count;
    qsort(labels, scale->label_count, sizeof *labels, compare_labels);
    return true;
}

/* Words: of the sizes whose sets have them all the one whose ends are both met, else the
   most usual. False when memory is short. */
static bool guess_from_labels(const struct guess_inputs *inputs, struct parts *parts,
                              struct scale *scale, bool *is_found_out, bool *is_sure_out)
{
    static const double sizes[] = { 5, 4, 7, 6, 3, 2 };
    enum { SIZE_COUNT = sizeof sizes / sizeof *sizes };
    double codes[MOST_TEXTS];
    double best_codes[MOST_TEXTS];
    double best = 0;
    bool best_fills = false;
    const struct label_set *set = NULL;
    const struct label_set *best_set = NULL;
    for (size_t i = 0; i < SIZE_COUNT && !best_fills; i++) {
        bool fits;
        if (!fit_labels(inputs, parts, 1, sizes[i], codes, &fits, &set))
            return false;
        bool fills_it = fits && fills(codes, parts->text_count, sizes[i]);
        if (!fits || (best > 0 && !fills_it))
            continue;
        best = sizes[i];
        best_set = set;
        best_fills = fills_it;
        memcpy(best_codes, codes, parts->text_count * sizeof *codes);
    }
    *is_found_out = best > 0;
    *is_sure_out = best_fills;
    if (!*is_found_out)
        return true;
    scale->min = 1;
    scale->max = best;
    scale->kind =
        strcmp(best_set->topic, "satisfaction") == 0 ? SCALE_CSAT : SCALE_LIKERT;
    return take_labels(inputs, parts, best_codes, scale);
}

static bool guess_from_ends(const struct guess_inputs *inputs, struct parts *parts,
                            struct scale *scale, bool *is_found_out)
{
    double codes[MOST_TEXTS];
    const struct label_set *set;
    guess_range_of_ends(parts, inputs->words, &scale->min, &scale->max);
    if (!fit_labels(inputs, parts, scale->min, scale->max, codes, is_found_out, &set))
        return false;
    return !*is_found_out || take_labels(inputs, parts, codes, scale);
}

/* Codes that are hardly of a scale: flags, and two kinds of people. */
static bool are_flags(const struct parts *parts)
{
    return parts->code_count < 2 || (parts->code_count == 2 && parts->high <= 2);
}

static void guess_from_codes(const struct guess_inputs *inputs, const struct parts *parts,
                             struct scale *scale, bool *is_found_out, bool *is_sure_out,
                             const char **because_out)
{
    double min;
    double max;
    bool is_sure;
    *is_found_out = false;
    if (!parts->code_count)
        return;
    if (parts->is_labelled) {
        min = parts->low;
        max = parts->high;
        is_sure = true;
        *because_out = "the file labels its codes";
    } else {
        guess_range(parts, inputs->words, &min, &max, &is_sure, because_out);
    }
    if (!is_sure && parts->fraction_of >= parts->high && parts->fraction_of > 1) {
        max = parts->fraction_of;
        is_sure = true;
        *because_out = "the answers are fractions of its end";
    }
    if (min >= max || (are_flags(parts) && !is_sure))
        return;
    scale->min = min;
    scale->max = max;
    *is_sure_out = is_sure;
    *is_found_out = true;
}

/* Reads every text of the column by the guess. False when memory is short. */
static bool try_guess(const struct guess_inputs *inputs, const struct scale_guess *guess,
                      bool *is_sound_out)
{
    struct side_study side = { .encoding = "auto" };
    const char *texts[MISSING_COUNT][MOST_STRAY_CODES];
    struct answer_rules rules;
    for (size_t i = 0; i < guess->stray_count; i++) {
        struct text_list *list = &side.missing[guess->strays[i].kind];
        list->texts = texts[guess->strays[i].kind];
        texts[guess->strays[i].kind][list->count++] = guess->strays[i].text;
    }
    bool done = answer_rules_init(&rules, guess->scale, &side);
    answer_rules_begin(&rules, inputs->point, inputs->facts);
    *is_sound_out = true;
    for (size_t i = 0; done && i < inputs->profile->values.count; i++) {
        const struct map_key *key = &inputs->profile->values.keys[i];
        struct reading reading;
        struct span text = { key->bytes, key->byte_count };
        const struct coded_value *value = coded_value_find(inputs->heading, text);
        done = value ? answer_read_coded(&rules, text, value, &reading)
                     : answer_read(&rules, text, false, &reading);
        *is_sound_out = *is_sound_out && done && reading.problem == PROBLEM_NONE;
    }
    answer_rules_release(&rules);
    return done;
}

/* The highest codes that count as top box. */
static bool set_top(struct scale *scale, struct arena *arena)
{
    size_t points = (size_t)(scale->max - scale->min) + 1;
    if (scale->kind == SCALE_NPS || points < 4 || points > 7)
        return true;
    double *top = arena_allocate(arena, 2, sizeof *top);
    if (!top)
        return false;
    top[0] = scale->max - 1;
    top[1] = scale->max;
    scale->top = (struct codes){ top, 2 };
    return true;
}

static bool finish(const struct guess_inputs *inputs, const struct parts *parts,
                   struct scale_guess *guess)
{
    struct scale *scale = guess->scale;
    bool recommends = heading_recommends(inputs->words);
    guess->is_nps = recommends && scale->min == 0 && scale->max == 10;
    guess->is_from_one = recommends && scale->min == 1 && scale->max == 10;
    guess->is_zero_assumed = guess->is_nps && parts->low > 0 && !guess->is_sure;
    if (guess->is_nps)
        scale->kind = SCALE_NPS;
    else if (!parts->text_count && heading_is_satisfaction(inputs->words))
        scale->kind = SCALE_CSAT;
    return set_top(scale, inputs->arena);
}

static bool guess_scale(const struct guess_inputs *inputs, struct parts *parts,
                        struct scale_guess *guess)
{
    bool is_found = false;
    struct scale *scale = arena_allocate(inputs->arena, 1, sizeof *scale);
    if (!scale)
        return false;
    scale->kind = SCALE_LIKERT;
    if (!parts->text_count)
        guess_from_codes(inputs, parts, scale, &is_found, &guess->is_sure,
                         &guess->because);
    else if (parts->code_count && parts->text_count <= 2) {
        guess->because = "digits, with usual labels at the ends";
        if (!guess_from_ends(inputs, parts, scale, &is_found))
            return false;
    }
    if (!is_found && parts->text_count > 1) {
        guess->because = "a usual set has all its labels";
        if (!guess_from_labels(inputs, parts, scale, &is_found, &guess->is_sure))
            return false;
    }
    if (!is_found)
        return true;
    guess->scale = scale;
    bool is_sound;
    if (!finish(inputs, parts, guess) || !try_guess(inputs, guess, &is_sound))
        return false;
    if (!is_sound)
        guess->scale = NULL;
    return true;
}

bool scale_guess(const struct guess_inputs *inputs, struct scale_guess *guess_out)
{
    struct parts parts = { 0 };
    struct scale_guess guess = { 0 };
    bool is_out_of_memory = false;
    size_t count = inputs->profile->values.count;
    bool done = true;
    if (!inputs->profile->is_open && count && count <= MOST_TEXTS + MOST_CODES * 4) {
        bool is_whole = take_apart(inputs, &parts, &guess, &is_out_of_memory);
        done = !is_out_of_memory && !buffer_failed(&parts.folded);
        if (done && is_whole)
            done = guess_scale(inputs, &parts, &guess);
    }
    buffer_release(&parts.folded);
    if (done)
        *guess_out = guess;
    return done;
}

bool scale_guess_code(const struct scale *scale, char point, struct span text,
                      double *code_out)
{
    double of;
    for (size_t i = 0; i < scale->label_count; i++)
        if (span_equals(text, scale->labels[i].text)) {
            *code_out = scale->labels[i].code;
            return true;
        }
    return read_code(text, point, code_out, &of);
}

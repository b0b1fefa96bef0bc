#include "ingest/scale_guess.h"

#include "ingest/answers.h"
#include "ingest/coded_values.h"
#include "ingest/heading.h"
#include "ingest/scale_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TELLING_COUNT = 30, /* answers before a missing 0 says something */
    TELLING_ONES = 3    /* of these: had 0 been on offer, as many would have taken it */
};

bool nps_began_at_one(uint64_t ones, uint64_t count)
{
    return count >= TELLING_COUNT && ones >= TELLING_ONES;
}

static bool runs_from_one(const struct scale_parts *parts)
{
    return parts->low > 0 && nps_began_at_one(parts->ones, parts->code_cells);
}

/* Whether codes go as high as a recommend question's, and the question is one. */
static bool is_recommend(const struct scale_parts *parts, const char *words)
{
    return parts->high > 7 && parts->high <= 10 && heading_recommends(words);
}

static const char *range_because(const struct scale_parts *parts, const char *words)
{
    if (parts->low == 0 && parts->high > 6 && heading_recommends(words))
        return TRANSLATABLE("a recommend question, answered from 0 on");
    if (parts->low == 0 || !is_recommend(parts, words))
        return TRANSLATABLE("from the answers given");
    return runs_from_one(parts)
               ? TRANSLATABLE("a recommend question; several gave 1 and nobody 0")
               : TRANSLATABLE("a recommend question; nobody gave 0, but hardly anybody 1 "
                              "either");
}

static void guess_range(const struct scale_parts *parts, const char *words,
                        double *min_out, double *max_out, bool *is_sure_out,
                        const char **because_out)
{
    double low = parts->low;
    double high = parts->high;
    *is_sure_out = heading_range(words, low, high, min_out, max_out);
    *because_out = *is_sure_out ? TRANSLATABLE("the question names its range")
                                : range_because(parts, words);
    if (*is_sure_out)
        return;
    if (low == 0) {
        *min_out = 0;
        *max_out = high > 6 ? 10 : high;
    } else if (high <= 5) {
        *min_out = 1;
        *max_out = low == 1 ? high : 5;
    } else {
        *min_out = is_recommend(parts, words) && !runs_from_one(parts) ? 0 : 1;
        *max_out = high > 7 && high < 10 ? 10 : high;
    }
}

/* The range of digits whose ends are words: "Strongly disagree", 2 to 9, "Strongly
   agree". */
static void guess_range_of_ends(const struct scale_parts *parts, const char *words,
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
static bool fit_labels(const struct guess_inputs *inputs, const struct scale_parts *parts,
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

/* How well labels fill a set, the better the higher. */
enum filling { FILLS_NOTHING, FILLS_SOME, FILLS_ENDS, FILLS_ALL };

static enum filling filling_of(const double *codes, size_t count, double max)
{
    bool met[MOST_TEXTS + 1] = { false };
    size_t places = 0;
    for (size_t i = 0; i < count; i++) {
        places += !met[(size_t)codes[i]];
        met[(size_t)codes[i]] = true;
    }
    if (places == (size_t)max)
        return FILLS_ALL;
    return met[1] && met[(size_t)max] ? FILLS_ENDS : FILLS_SOME;
}

static uint64_t count_cells(const struct column_profile *profile)
{
    uint64_t count = 0;
    for (size_t i = 0; i < profile->values.count; i++)
        count += profile->counts[i];
    return count;
}

static int compare_labels(const void *left, const void *right)
{
    const struct scale_label *a = left;
    const struct scale_label *b = right;
    int order = (a->code > b->code) - (a->code < b->code);
    return order ? order : strcmp(a->text, b->text);
}

static bool take_labels(const struct guess_inputs *inputs,
                        const struct scale_parts *parts, const double *codes,
                        struct scale *scale)
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

/* Words: of the sizes whose sets have them all the one all of whose labels were met, if
   there are answers enough that nobody chose another; else one whose ends are both met;
   else the most usual. False when memory is short. */
static bool guess_from_labels(const struct guess_inputs *inputs,
                              struct scale_parts *parts, struct scale *scale,
                              bool *is_found_out, bool *is_sure_out)
{
    static const double sizes[] = { 5, 4, 7, 6, 3, 2 };
    enum { SIZE_COUNT = sizeof sizes / sizeof *sizes };
    double codes[MOST_TEXTS];
    double best_codes[MOST_TEXTS];
    enum filling best = FILLS_NOTHING;
    bool is_rivalled = false;
    bool is_telling = count_cells(inputs->profile) >= TELLING_COUNT;
    const struct label_set *set = NULL;
    const struct label_set *best_set = NULL;
    for (size_t i = 0; i < SIZE_COUNT; i++) {
        bool fits;
        if (!fit_labels(inputs, parts, 1, sizes[i], codes, &fits, &set))
            return false;
        enum filling filling =
            fits ? filling_of(codes, parts->text_count, sizes[i]) : FILLS_NOTHING;
        if (filling == FILLS_ALL && best == FILLS_ENDS && !is_telling) {
            is_rivalled = true;
            continue;
        }
        if (filling <= best)
            continue;
        best = filling;
        scale->max = sizes[i];
        best_set = set;
        memcpy(best_codes, codes, parts->text_count * sizeof *codes);
    }
    *is_found_out = best != FILLS_NOTHING;
    *is_sure_out = best >= FILLS_ENDS && !is_rivalled;
    if (!*is_found_out)
        return true;
    scale->min = 1;
    scale->kind = strcmp(best_set->topic, "satisfaction") == 0 ? SCALE_CSAT
                  : strcmp(best_set->topic, "ease") == 0       ? SCALE_CES
                                                               : SCALE_LIKERT;
    return take_labels(inputs, parts, best_codes, scale);
}

static bool guess_from_ends(const struct guess_inputs *inputs, struct scale_parts *parts,
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
static bool are_flags(const struct scale_parts *parts)
{
    return parts->code_count < 2 || (parts->code_count == 2 && parts->high <= 2);
}

static void guess_from_codes(const struct guess_inputs *inputs,
                             const struct scale_parts *parts, struct scale *scale,
                             bool *is_found_out, bool *is_sure_out,
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
        *because_out = TRANSLATABLE("the file labels its codes");
    } else {
        guess_range(parts, inputs->words, &min, &max, &is_sure, because_out);
    }
    if (!is_sure && parts->fraction_of >= parts->high && parts->fraction_of > 1) {
        max = parts->fraction_of;
        is_sure = true;
        *because_out = TRANSLATABLE("the answers are fractions of its end");
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

static bool finish(const struct guess_inputs *inputs, const struct scale_parts *parts,
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

static bool guess_scale(const struct guess_inputs *inputs, struct scale_parts *parts,
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
        guess->because = TRANSLATABLE("digits, with usual labels at the ends");
        if (!guess_from_ends(inputs, parts, scale, &is_found))
            return false;
    }
    if (!is_found && parts->text_count > 1) {
        guess->because = TRANSLATABLE("a usual set has all its labels");
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
    struct scale_parts parts = { 0 };
    struct scale_guess guess = { 0 };
    bool is_out_of_memory = false;
    size_t count = inputs->profile->values.count;
    bool done = true;
    if (!inputs->profile->is_open && count && count <= MOST_TEXTS + MOST_CODES * 4) {
        bool is_whole = scale_parts_take(inputs, &parts, &guess, &is_out_of_memory);
        done = !is_out_of_memory && !buffer_failed(&parts.folded);
        if (done && is_whole)
            done = guess_scale(inputs, &parts, &guess);
    }
    scale_parts_release(&parts);
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
    return scale_read_code(text, point, code_out, &of);
}

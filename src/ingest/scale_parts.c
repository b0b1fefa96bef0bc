#include "ingest/scale_parts.h"

#include "base/number.h"
#include "ingest/answers.h"
#include "ingest/coded_values.h"
#include "ingest/no_answer.h"

#include <math.h>
#include <string.h>

enum { HIGHEST_CODE = 11 };

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

bool scale_read_code(struct span text, char point, double *code_out, double *of_out)
{
    struct span label;
    *of_out = 0;
    return number_parse(text.bytes, text.byte_count, point, code_out) ||
           read_fraction(text, point, code_out, of_out) ||
           answer_split_number(text, code_out, &label);
}

/* False when the code is of no scale. */
static bool add_code(struct scale_parts *parts, double code, uint64_t count)
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
static bool add_text(struct scale_parts *parts, struct span text)
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
static bool has_own_words(const struct scale_parts *parts)
{
    return parts->worded_count > 2 * parts->code_count &&
           2 * parts->worded_single_count > parts->worded_count;
}

static void note_words(struct scale_parts *parts, struct span text, char point,
                       uint64_t count)
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
static bool is_no_answer(const struct coded_value *value, struct scale_parts *parts)
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
static void read_labelled_range(const struct guess_inputs *inputs,
                                struct scale_parts *parts)
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

/* "4/5" and "2/10" are not of one scale. */
static bool note_fraction(struct scale_parts *parts, double of)
{
    if (of != 0 && parts->fraction_of != 0 && parts->fraction_of != of)
        return false;
    if (of != 0)
        parts->fraction_of = of;
    return true;
}

bool scale_parts_take(const struct guess_inputs *inputs, struct scale_parts *parts,
                      struct scale_guess *guess, bool *is_out_of_memory_out)
{
    const struct column_profile *profile = inputs->profile;
    for (size_t i = 0; i < profile->values.count; i++) {
        const struct map_key *key = &profile->values.keys[i];
        struct span text = { key->bytes, key->byte_count };
        enum missing_kind kind;
        double code;
        double of;
        text = coded_text(inputs, text);
        if (!scale_read_code(text, inputs->point, &code, &of)) {
            if (!add_text(parts, text))
                return false;
            continue;
        }
        note_words(parts, text, inputs->point, profile->counts[i]);
        if (!note_fraction(parts, of))
            return false;
        if (find_stray(code, &kind)) {
            *is_out_of_memory_out = !add_stray(guess, inputs->arena, text, kind);
            if (*is_out_of_memory_out)
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

void scale_parts_release(struct scale_parts *parts)
{
    buffer_release(&parts->folded);
}

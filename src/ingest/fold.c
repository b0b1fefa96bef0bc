#include "ingest/fold.h"

#include "base/memory.h"
#include "base/text.h"

#include <utf8proc.h>

#include <string.h>

struct span span_of(const char *text)
{
    return (struct span){ text, strlen(text) };
}

static bool is_plain_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* The length of the space that `text` begins with, or 0. */
static size_t leading_space(struct span text)
{
    if (!text.byte_count)
        return 0;
    if (is_plain_space(text.bytes[0]))
        return 1;
    if (text.byte_count >= 2 && memcmp(text.bytes, "\xc2\xa0", 2) == 0)
        return 2;
    return text.byte_count >= 3 && memcmp(text.bytes, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

static size_t trailing_space(struct span text)
{
    const char *end = text.bytes + text.byte_count;
    if (!text.byte_count)
        return 0;
    if (is_plain_space(end[-1]))
        return 1;
    if (text.byte_count >= 2 && memcmp(end - 2, "\xc2\xa0", 2) == 0)
        return 2;
    return text.byte_count >= 3 && memcmp(end - 3, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

struct span span_trim(struct span text)
{
    for (size_t space; (space = leading_space(text)) > 0;) {
        text.bytes += space;
        text.byte_count -= space;
    }
    for (size_t space; (space = trailing_space(text)) > 0;)
        text.byte_count -= space;
    return text;
}

bool span_equals(struct span span, const char *text)
{
    return strlen(text) == span.byte_count &&
           memcmp(span.bytes, text, span.byte_count) == 0;
}

static bool is_ascii(struct span text)
{
    for (size_t i = 0; i < text.byte_count; i++)
        if ((unsigned char)text.bytes[i] >= 0x80)
            return false;
    return true;
}

/* Code points on their way through the folding. */
struct points {
    utf8proc_int32_t *values;
    size_t count;
};

/* As decompose() would do it: of ASCII only capitals change. */
static bool spread_ascii(struct span text, int options, size_t room,
                         struct points *points_out)
{
    utf8proc_int32_t *values =
        memory_allocate(text.byte_count + room + 1, sizeof *values);
    if (!values)
        return false;
    for (size_t i = 0; i < text.byte_count; i++) {
        char byte = text.bytes[i];
        bool is_folded = (options & UTF8PROC_CASEFOLD) && byte >= 'A' && byte <= 'Z';
        values[i] = is_folded ? byte - 'A' + 'a' : byte;
    }
    *points_out = (struct points){ values, text.byte_count };
    return true;
}

/* Decomposes `text` into memory that the caller frees, with `room` code points to spare;
   false when memory is short. */
static bool decompose(struct span text, int options, size_t room,
                      struct points *points_out)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.bytes;
    if (is_ascii(text))
        return spread_ascii(text, options, room, points_out);
    utf8proc_ssize_t needed = utf8proc_decompose(bytes, (utf8proc_ssize_t)text.byte_count,
                                                 NULL, 0, (utf8proc_option_t)options);
    if (needed < 0)
        return false;
    utf8proc_int32_t *values = memory_allocate((size_t)needed + room + 1, sizeof *values);
    if (!values)
        return false;
    utf8proc_decompose(bytes, (utf8proc_ssize_t)text.byte_count, values, needed,
                       (utf8proc_option_t)options);
    *points_out = (struct points){ values, (size_t)needed };
    return true;
}

/* Composes the code points and appends them as UTF-8; their memory is used for that. */
static void append_points(struct buffer *out, const struct points *points)
{
    bool is_plain = true;
    for (size_t i = 0; is_plain && i < points->count; i++)
        is_plain = points->values[i] < 0x80;
    for (size_t i = 0; is_plain && i < points->count; i++)
        buffer_byte(out, (char)points->values[i]);
    if (is_plain)
        return;
    utf8proc_ssize_t byte_count =
        utf8proc_reencode(points->values, (utf8proc_ssize_t)points->count,
                          (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (byte_count > 0)
        buffer_append(out, (const char *)points->values, (size_t)byte_count);
}

static bool is_space(utf8proc_int32_t point)
{
    return (point >= '\t' && point <= '\r') || point == ' ' ||
           (point >= 0x80 && utf8proc_category(point) == UTF8PROC_CATEGORY_ZS);
}

static utf8proc_int32_t plain_point(utf8proc_int32_t point)
{
    if (is_space(point))
        return ' ';
    return point == 0x2018 || point == 0x2019 ? '\'' : point;
}

/* The point of a sentence, and what Microsoft Forms writes after each ticked option. */
static bool is_end_mark(utf8proc_int32_t point)
{
    return point == '.' || point == ';' || point == ' ';
}

static void drop_end_marks(struct points *points)
{
    size_t count = points->count;
    while (count && is_end_mark(points->values[count - 1]))
        count--;
    if (count)
        points->count = count;
}

/* One space for each run of them, none at the ends. */
static void collapse_spaces(struct points *points)
{
    size_t kept = 0;
    for (size_t i = 0; i < points->count; i++) {
        utf8proc_int32_t point = plain_point(points->values[i]);
        if (point != ' ' || (kept && points->values[kept - 1] != ' '))
            points->values[kept++] = point;
    }
    points->count = kept && points->values[kept - 1] == ' ' ? kept - 1 : kept;
}

/* What fold_label does, for texts to which only letter case and spaces happen. */
static void fold_ascii(struct buffer *out, struct span text)
{
    size_t first = out->byte_count;
    text = span_trim(text);
    for (size_t i = 0; i < text.byte_count; i++) {
        char byte = text.bytes[i];
        if (is_plain_space(byte) && is_plain_space(text.bytes[i - 1]))
            continue;
        if (is_plain_space(byte))
            byte = ' ';
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        buffer_byte(out, byte);
    }
    size_t end = out->byte_count;
    while (end > first && is_end_mark(out->bytes[end - 1]))
        end--;
    if (end > first) {
        out->byte_count = end;
        out->bytes[end] = '\0';
    }
}

void fold_label(struct buffer *out, struct span text)
{
    buffer_append(out, "", 0); /* even nothing folds to a text */
    if (is_ascii(text)) {
        fold_ascii(out, text);
        return;
    }
    if (!text_is_utf8(text.bytes, text.byte_count)) {
        buffer_append(out, text.bytes, text.byte_count);
        return;
    }
    struct points points;
    if (!decompose(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD, 0,
                   &points)) {
        out->failed = true;
        return;
    }
    collapse_spaces(&points);
    drop_end_marks(&points);
    append_points(out, &points);
    memory_free(points.values);
}

static bool is_punctuation(utf8proc_int32_t point)
{
    if (point < 0x80)
        return point && strchr("!\"#%&'()*,-./:;?@[\\]_{}", point);
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return true;
    default:
        return false;
    }
}

/* Letters whose stroke or ligature Unicode does not take apart. */
static utf8proc_int32_t plain_letter(utf8proc_int32_t point)
{
    static const utf8proc_int32_t pairs[][2] = {
        { 0x00f8, 'o' }, { 0x00d8, 'O' }, { 0x0142, 'l' }, { 0x0141, 'L' },
        { 0x0111, 'd' }, { 0x0110, 'D' }, { 0x0131, 'i' }, { 0x0127, 'h' },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == point)
            return pairs[i][1];
    return point;
}

/* Only the accents of alphabets: marks that are vowels, as in Hindi, stay. */
static void strip_accents(struct points *points)
{
    size_t kept = 0;
    for (size_t i = 0; i < points->count; i++) {
        utf8proc_int32_t point = points->values[i];
        if (point < 0x0300 || point > 0x036f)
            points->values[kept++] = plain_letter(point);
    }
    points->count = kept;
}

/* Gaps are runs of spaces, and of punctuation where that counts as one. A gap with
   punctuation in it, or any gap where spacing is free, becomes one space. */
static void join_gaps(struct points *points, bool punctuation, bool spacing)
{
    size_t kept = 0;
    for (size_t i = 0; i < points->count;) {
        size_t end = i;
        bool is_free = spacing;
        for (; end < points->count; end++) {
            bool mark = punctuation && is_punctuation(points->values[end]);
            if (!mark && !is_space(points->values[end]))
                break;
            is_free = is_free || mark;
        }
        if (end == i)
            points->values[kept++] = points->values[i++];
        else if (!is_free)
            while (i < end)
                points->values[kept++] = points->values[i++];
        else {
            if (kept && end < points->count)
                points->values[kept++] = ' ';
            i = end;
        }
    }
    points->count = kept;
}

static bool is_digit(utf8proc_int32_t point)
{
    return point >= '0' && point <= '9';
}

static bool is_word(utf8proc_int32_t point)
{
    return !is_space(point) && !is_punctuation(point);
}

/* "a012b" becomes "a 12 b". */
static bool split_digits(struct points *points)
{
    utf8proc_int32_t *split = memory_allocate(points->count * 2 + 1, sizeof *split);
    if (!split)
        return false;
    size_t count = 0;
    for (size_t i = 0; i < points->count; i++) {
        utf8proc_int32_t now = points->values[i];
        bool after_digit = i && is_digit(points->values[i - 1]);
        if (i && is_digit(now) != after_digit && is_word(now) &&
            is_word(points->values[i - 1]))
            split[count++] = ' ';
        while (is_digit(now) && !after_digit && now == '0' && i + 1 < points->count &&
               is_digit(points->values[i + 1]))
            now = points->values[++i];
        split[count++] = now;
    }
    memcpy(points->values, split, count * sizeof *split);
    points->count = count;
    memory_free(split);
    return true;
}

void fold_unit(struct buffer *out, struct span text, const bool steps[STEP_COUNT])
{
    buffer_append(out, "", 0);
    bool is_exact = !steps[STEP_CASE] && !steps[STEP_ACCENTS] && !steps[STEP_SPACING] &&
                    !steps[STEP_DIGITS];
    if (is_exact || !text_is_utf8(text.bytes, text.byte_count)) {
        buffer_append(out, text.bytes, text.byte_count);
        return;
    }
    int options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    options |= steps[STEP_CASE] ? UTF8PROC_CASEFOLD : 0;
    struct points points;
    size_t before = out->byte_count;
    if (!decompose(text, options, text.byte_count, &points)) {
        out->failed = true;
        return;
    }
    if (steps[STEP_ACCENTS])
        strip_accents(&points);
    join_gaps(&points, steps[STEP_ACCENTS], steps[STEP_SPACING]);
    if (steps[STEP_DIGITS] && !split_digits(&points))
        out->failed = true;
    append_points(out, &points);
    memory_free(points.values);
    /* A name of nothing but punctuation stays a name. */
    if (out->byte_count == before)
        buffer_append(out, text.bytes, text.byte_count);
}

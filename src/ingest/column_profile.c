#include "ingest/column_profile.h"

#include "base/memory.h"
#include "base/number.h"
#include "ingest/no_answer.h"

#include <math.h>
#include <string.h>

/* What an entry of the map takes besides its text, and a map with anything in it, about.
 */
enum { ENTRY_BYTES = 64, MAP_BYTES = 20 * 1024, LONGEST_NO_ANSWER = 64 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80;
}

static bool has_digit(struct span text)
{
    for (size_t i = 0; i < text.byte_count; i++)
        if (is_digit(text.bytes[i]))
            return true;
    return false;
}

/* Reads up to four digits; returns how many. */
static size_t read_digits(struct span text, size_t at, unsigned *value_out)
{
    size_t count = 0;
    *value_out = 0;
    while (at + count < text.byte_count && count < 5 && is_digit(text.bytes[at + count]))
        *value_out = *value_out * 10 + (unsigned)(text.bytes[at + count++] - '0');
    return count;
}

/* Three numbers with the same mark between them, a year first or last, and then nothing
   or a time. */
static bool is_date(struct span text)
{
    unsigned parts[3];
    size_t digits[3];
    size_t at = 0;
    char mark = 0;
    for (int i = 0; i < 3; i++) {
        digits[i] = read_digits(text, at, &parts[i]);
        at += digits[i];
        if (!digits[i] || digits[i] > 4)
            return false;
        if (i == 2)
            break;
        if (at >= text.byte_count || !strchr("-/.", text.bytes[at]) ||
            (mark && text.bytes[at] != mark))
            return false;
        mark = text.bytes[at++];
    }
    bool year_first = digits[0] == 4 && parts[1] <= 12 && parts[2] <= 31;
    bool year_last = digits[0] <= 2 && digits[1] <= 2 && parts[0] && parts[1] &&
                     parts[0] <= 31 && parts[1] <= 31 &&
                     (parts[0] <= 12 || parts[1] <= 12) &&
                     (digits[2] == 4 || digits[2] == 2);
    bool ends = at == text.byte_count;
    return (year_first || year_last) &&
           (ends || text.bytes[at] == ' ' || text.bytes[at] == 'T');
}

static bool is_internet_address(struct span text)
{
    size_t at = 0;
    for (int i = 0; i < 4; i++) {
        unsigned part;
        size_t digits = read_digits(text, at, &part);
        at += digits;
        if (!digits || part > 255)
            return false;
        if (i < 3 && (at >= text.byte_count || text.bytes[at++] != '.'))
            return false;
    }
    return at == text.byte_count;
}

static bool is_mail_address(struct span text)
{
    const char *at = text.byte_count ? memchr(text.bytes, '@', text.byte_count) : NULL;
    if (!at || at == text.bytes || memchr(text.bytes, ' ', text.byte_count))
        return false;
    size_t rest = text.byte_count - (size_t)(at - text.bytes);
    return memchr(at, '.', rest) != NULL;
}

static void count_shape(struct shapes *shapes, struct span text, char point,
                        uint64_t count)
{
    double number;
    const bool digits = has_digit(text);
    bool has_letter = false;
    bool has_space = false;
    for (size_t i = 0; i < text.byte_count; i++) {
        has_letter = has_letter || is_letter(text.bytes[i]);
        has_space = has_space || text.bytes[i] == ' ';
    }
    shapes->cells += count;
    if (number_parse(text.bytes, text.byte_count, point, &number)) {
        shapes->numbers += count;
        shapes->wholes += number == floor(number) ? count : 0;
    } else if (number_parse(text.bytes, text.byte_count, point == ',' ? '.' : ',',
                            &number)) {
        shapes->numbers += count; /* of a file that mixes both */
    } else if (is_date(text)) {
        shapes->dates += count;
    } else if (is_mail_address(text) || is_internet_address(text)) {
        shapes->addresses += count;
    }
    bool is_named_number = text.byte_count && is_letter(text.bytes[0]) &&
                           is_digit(text.bytes[text.byte_count - 1]);
    shapes->tokens += digits && !has_space ? count : 0;
    shapes->codes += digits && has_letter && (!has_space || is_named_number) ? count : 0;
}

static bool find_platform_missing(const struct export_facts *facts, struct span text,
                                  enum missing_kind *kind_out)
{
    for (size_t i = 0; i < facts->missing_count; i++)
        if (span_equals(text, facts->missing[i].text)) {
            *kind_out = facts->missing[i].kind;
            return true;
        }
    return false;
}

/* False when memory is short. */
static bool find_missing(const struct profile_rules *rules, const struct cell *cell,
                         struct span text, bool *is_missing_out,
                         enum missing_kind *kind_out)
{
    *is_missing_out = true;
    *kind_out = MISSING_BLANK;
    if (cell->is_unquoted_empty && rules->facts->unquoted_empty_is_not_shown)
        *kind_out = MISSING_NOT_SHOWN;
    if (!text.byte_count || find_platform_missing(rules->facts, text, kind_out))
        return true;
    *is_missing_out = cell->value && cell->value->is_missing;
    if (cell->value && *cell->value->label)
        text = span_trim(span_of(cell->value->label));
    if (text.byte_count > LONGEST_NO_ANSWER || has_digit(text)) /* as none of them has */
        return true;
    struct buffer folded = { 0 };
    fold_label(&folded, text);
    bool done = !buffer_failed(&folded);
    if (done && no_answer_find(folded.bytes, kind_out))
        *is_missing_out = true;
    buffer_release(&folded);
    return done;
}

static void open_profile(struct column_profile *profile, char point, size_t *budget)
{
    profile->shapes = column_profile_shapes(profile, point);
    profile->is_open = true;
    map_release(&profile->values);
    memory_free(profile->counts);
    profile->counts = NULL;
    profile->count_capacity = 0;
    *budget += profile->byte_count;
    profile->byte_count = 0;
}

/* Counts a text that the map does not have yet. */
static bool add_value(struct column_profile *profile, struct span text,
                      const struct profile_rules *rules, size_t *budget)
{
    size_t needed =
        text.byte_count + ENTRY_BYTES + (profile->values.count ? 0 : MAP_BYTES);
    if (profile->values.count >= PROFILE_MOST_VALUES ||
        text.byte_count > PROFILE_LONGEST_VALUE || needed > *budget) {
        open_profile(profile, rules->point, budget);
        count_shape(&profile->shapes, text, rules->point, 1);
        return true;
    }
    ptrdiff_t number = map_add(&profile->values, text.bytes, text.byte_count);
    if (number == MAP_NONE || !memory_grow(&profile->counts, &profile->count_capacity,
                                           (size_t)number + 1, sizeof *profile->counts))
        return false;
    profile->counts[number] = 1;
    profile->byte_count += needed;
    *budget -= needed;
    return true;
}

/* The kind as a letter, then the text. */
static bool note_missing(const struct profile_rules *rules, struct span text,
                         enum missing_kind kind)
{
    char key[1 + LONGEST_NO_ANSWER];
    struct map *texts = rules->missing_texts;
    if (!texts || !text.byte_count || text.byte_count > LONGEST_NO_ANSWER ||
        texts->count >= PROFILE_MOST_MISSING_TEXTS)
        return true;
    key[0] = (char)('a' + kind);
    memcpy(key + 1, text.bytes, text.byte_count);
    return map_add(texts, key, text.byte_count + 1) != MAP_NONE;
}

/* The number of a text that was met before. Most answers are one character. */
static ptrdiff_t find_value(struct column_profile *profile, struct span text)
{
    if (!text.byte_count)
        return MAP_NONE;
    if (text.byte_count > 1)
        return map_find(&profile->values, text.bytes, text.byte_count);
    uint16_t *of_byte = &profile->of_byte[(unsigned char)*text.bytes];
    if (!*of_byte)
        *of_byte = (uint16_t)(1 + map_find(&profile->values, text.bytes, 1));
    return (ptrdiff_t)*of_byte - 1;
}

bool column_profile_add(struct column_profile *profile, const struct cell *cell,
                        const struct profile_rules *rules, size_t *budget)
{
    struct span text = span_trim((struct span){ cell->bytes, cell->byte_count });
    ptrdiff_t number = MAP_NONE;
    bool is_missing;
    enum missing_kind kind;
    if (!profile->is_open)
        number = find_value(profile, text);
    if (number != MAP_NONE) {
        profile->counts[number]++;
        return true;
    }
    if (!find_missing(rules, cell, text, &is_missing, &kind))
        return false;
    if (is_missing) {
        profile->missing[kind]++;
        /* what the file says itself needs no saying in a study */
        return cell->value || note_missing(rules, text, kind);
    }
    if (text.byte_count > profile->longest)
        profile->longest = text.byte_count;
    profile->has_line_break = profile->has_line_break ||
                              memchr(text.bytes, '\n', text.byte_count) ||
                              memchr(text.bytes, '\r', text.byte_count);
    if (!profile->is_open)
        return add_value(profile, text, rules, budget);
    count_shape(&profile->shapes, text, rules->point, 1);
    return true;
}

struct shapes column_profile_shapes(const struct column_profile *profile, char point)
{
    struct shapes shapes = profile->shapes;
    for (size_t i = 0; i < profile->values.count; i++) {
        const struct map_key *key = &profile->values.keys[i];
        count_shape(&shapes, (struct span){ key->bytes, key->byte_count }, point,
                    profile->counts[i]);
    }
    return shapes;
}

void column_profile_release(struct column_profile *profile)
{
    map_release(&profile->values);
    memory_free(profile->counts);
    *profile = (struct column_profile){ 0 };
}

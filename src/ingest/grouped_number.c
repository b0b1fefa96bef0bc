#include "ingest/grouped_number.h"

#include "base/number.h"

#include <string.h>

enum { LONGEST = 40, GROUP_DIGITS = 3 };

static size_t count_digits(struct span text, size_t at)
{
    size_t count = 0;
    while (at + count < text.byte_count && text.bytes[at + count] >= '0' &&
           text.bytes[at + count] <= '9')
        count++;
    return count;
}

/* How many bytes of a mark between thousands stand at `at`, or 0. */
static size_t mark_length(struct span text, size_t at, char point)
{
    static const char *const marks[] = { " ", "\xc2\xa0", "\xe2\x80\xaf", "'",
                                         "\xe2\x80\x99" };
    if (at < text.byte_count && text.bytes[at] == (point == '.' ? ',' : '.'))
        return 1;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);
        if (at + length <= text.byte_count &&
            memcmp(text.bytes + at, marks[i], length) == 0)
            return length;
    }
    return 0;
}

bool grouped_number_parse(struct span text, char point, double *value_out)
{
    char plain[LONGEST];
    size_t length = text.byte_count && text.bytes[0] == '-';
    size_t at = length;
    if (number_parse(text.bytes, text.byte_count, point, value_out))
        return true;
    if (text.byte_count >= LONGEST)
        return false;
    memcpy(plain, text.bytes, length);
    size_t digits = count_digits(text, at);
    bool has_groups = false;
    if (!digits || digits > GROUP_DIGITS)
        return false;
    for (;;) {
        memcpy(plain + length, text.bytes + at, digits);
        length += digits;
        at += digits;
        size_t mark = mark_length(text, at, point);
        if (!mark)
            break;
        at += mark;
        digits = count_digits(text, at);
        has_groups = true;
        if (digits != GROUP_DIGITS)
            return false;
    }
    memcpy(plain + length, text.bytes + at, text.byte_count - at);
    length += text.byte_count - at;
    return has_groups && number_parse(plain, length, point, value_out);
}

bool is_grouped(struct span text, char mark)
{
    size_t at = text.byte_count && text.bytes[0] == '-';
    size_t digits = count_digits(text, at);
    if (!digits || digits > GROUP_DIGITS || text.bytes[at] == '0')
        return false;
    at += digits;
    bool has_groups = false;
    while (at < text.byte_count && text.bytes[at] == mark &&
           count_digits(text, at + 1) == GROUP_DIGITS) {
        has_groups = true;
        at += 1 + GROUP_DIGITS;
    }
    return has_groups && at == text.byte_count;
}

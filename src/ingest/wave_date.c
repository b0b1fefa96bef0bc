#include "ingest/wave_date.h"

#include <stdio.h>
#include <string.h>

enum { PARTS = 3, YEAR_DIGITS = 4, COMPACT_DIGITS = 8 };

/* The three numbers of a date as they stand. */
struct date_parts {
    int numbers[PARTS];
    size_t digits[PARTS];
};

struct date {
    int year;
    int month;
    int day;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* A run of digits from `at` on; up to four of them are a number. */
static size_t read_digits(struct span text, size_t at, int *number_out)
{
    size_t count = 0;
    *number_out = 0;
    while (at + count < text.byte_count && is_digit(text.bytes[at + count])) {
        if (count < YEAR_DIGITS)
            *number_out = *number_out * 10 + (text.bytes[at + count] - '0');
        count++;
    }
    return count;
}

/* What may follow a date: nothing, or a time such as "T23:59:59.5Z" or " 9:30 PM". */
static bool is_time(struct span text, size_t at)
{
    if (at == text.byte_count)
        return true;
    if (text.bytes[at] == ',')
        at++;
    if (at == text.byte_count || !strchr(" T", text.bytes[at]))
        return false;
    while (at < text.byte_count && strchr(" T", text.bytes[at]))
        at++;
    size_t hour_digits = 0;
    while (at + hour_digits < text.byte_count && is_digit(text.bytes[at + hour_digits]))
        hour_digits++;
    if (hour_digits < 1 || hour_digits > 2 || at + hour_digits == text.byte_count ||
        !strchr(":hH.", text.bytes[at + hour_digits]))
        return false;
    for (at += hour_digits; at < text.byte_count; at++)
        if (!is_digit(text.bytes[at]) && !strchr(":.,+- hHAaPpMmZzUTCG", text.bytes[at]))
            return false;
    return true;
}

/* "20260331", and no other eight digits. */
static bool read_compact(struct span text, struct date *date_out)
{
    int year;
    if (read_digits(text, 0, &year) != COMPACT_DIGITS || !is_time(text, COMPACT_DIGITS))
        return false;
    const char *digit = text.bytes + YEAR_DIGITS;
    *date_out = (struct date){ year, (digit[0] - '0') * 10 + (digit[1] - '0'),
                               (digit[2] - '0') * 10 + (digit[3] - '0') };
    return true;
}

static bool read_parts(struct span text, struct date_parts *parts_out)
{
    size_t at = 0;
    char mark = 0;
    for (size_t i = 0; i < PARTS; i++) {
        parts_out->digits[i] = read_digits(text, at, &parts_out->numbers[i]);
        at += parts_out->digits[i];
        if (parts_out->digits[i] < 1 || parts_out->digits[i] > YEAR_DIGITS)
            return false;
        if (i + 1 == PARTS)
            break;
        if (at == text.byte_count || !strchr("-/. ", text.bytes[at]) ||
            (mark && text.bytes[at] != mark))
            return false;
        mark = text.bytes[at++];
    }
    return is_time(text, at);
}

static int full_year(int number, size_t digits)
{
    if (digits > 2)
        return number;
    return number < 70 ? 2000 + number : 1900 + number;
}

static struct date date_of(const struct date_parts *parts, enum date_order order)
{
    const int *n = parts->numbers;
    if (order == ORDER_YMD)
        return (struct date){ full_year(n[0], parts->digits[0]), n[1], n[2] };
    int year = full_year(n[2], parts->digits[2]);
    return order == ORDER_DMY ? (struct date){ year, n[1], n[0] }
                              : (struct date){ year, n[0], n[1] };
}

static bool is_there(const struct date *date)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap =
        date->year % 4 == 0 && (date->year % 100 != 0 || date->year % 400 == 0);
    if (date->year < 1900 || date->month < 1 || date->month > 12 || date->day < 1)
        return false;
    return date->day <= days[date->month - 1] + (is_leap && date->month == 2);
}

static void write_label(const struct date *date, enum wave_period by, char *label)
{
    switch (by) {
    case PERIOD_NONE:
    case PERIOD_YEAR:
        snprintf(label, WAVE_LABEL_BYTES, "%04d", date->year);
        break;
    case PERIOD_QUARTER:
        snprintf(label, WAVE_LABEL_BYTES, "%04d-Q%d", date->year, (date->month + 2) / 3);
        break;
    case PERIOD_MONTH:
        snprintf(label, WAVE_LABEL_BYTES, "%04d-%02d", date->year, date->month);
        break;
    }
}

enum date_fault wave_of_date(struct span text, enum wave_period by, enum date_order order,
                             char label_out[WAVE_LABEL_BYTES])
{
    struct date_parts parts;
    struct date date;
    if (!read_compact(text, &date)) {
        if (!read_parts(text, &parts))
            return DATE_NOT;
        if (parts.digits[0] == YEAR_DIGITS)
            order = ORDER_YMD;
        else if (order == ORDER_NONE)
            return DATE_UNORDERED;
        date = date_of(&parts, order);
    }
    if (!is_there(&date))
        return DATE_NOT_THERE;
    write_label(&date, by, label_out);
    return DATE_OK;
}

size_t date_byte_count(struct span text)
{
    for (size_t at = 0; at < text.byte_count; at++) {
        char byte = text.bytes[at];
        if (byte == ' ' || byte == 'T' || byte == ',')
            return is_time(text, at) ? at : text.byte_count;
    }
    return text.byte_count;
}

enum date_order date_order_of(struct span text)
{
    struct date_parts parts;
    if (!read_parts(text, &parts))
        return ORDER_NONE;
    struct date day_first = date_of(&parts, ORDER_DMY);
    struct date month_first = date_of(&parts, ORDER_MDY);
    if (is_there(&day_first) == is_there(&month_first))
        return ORDER_NONE;
    return is_there(&day_first) ? ORDER_DMY : ORDER_MDY;
}

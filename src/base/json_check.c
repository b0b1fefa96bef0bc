#include "base/json_check.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

struct scan {
    const char *bytes;
    size_t byte_count;
    size_t at; /* on failure: the offending byte */
    const struct json_limits *limits;
    size_t value_count;
    const char *what;
    const char *hint;
    bool is_limit;
};

static bool scan_value(struct scan *scan, size_t depth);

static bool reject(struct scan *scan, const char *what, const char *hint)
{
    scan->what = what;
    scan->hint = hint;
    return false;
}

static bool reject_limit(struct scan *scan, const char *what)
{
    scan->is_limit = true;
    return reject(scan, what, NULL);
}

static bool has_ended(const struct scan *scan)
{
    return scan->at >= scan->byte_count;
}

/* The byte at hand; NUL past the end, where no rule of JSON wants one. */
static char byte_now(const struct scan *scan)
{
    if (has_ended(scan))
        return '\0';
    return scan->bytes[scan->at];
}

static bool take(struct scan *scan, char byte)
{
    if (has_ended(scan) || scan->bytes[scan->at] != byte)
        return false;
    scan->at++;
    return true;
}

static void skip_space(struct scan *scan)
{
    while (!has_ended(scan) && strchr(" \t\r\n", scan->bytes[scan->at]) &&
           scan->bytes[scan->at])
        scan->at++;
}

static bool scan_hex4(struct scan *scan, unsigned *value_out)
{
    unsigned value = 0;
    for (int i = 0; i < 4; i++, scan->at++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        char byte = byte_now(scan);
        const char *digit = byte ? strchr(digits, byte) : NULL;
        if (!digit)
            return reject(scan, "\\u needs four hexadecimal digits", NULL);
        value = value << 4 | ((unsigned)(digit - digits) & 15);
    }
    *value_out = value;
    return true;
}

/* After the backslash and the 'u'. */
static bool scan_unicode_escape(struct scan *scan)
{
    size_t start = scan->at - 2;
    unsigned first;
    unsigned second = 0;
    if (!scan_hex4(scan, &first))
        return false;
    if (first == 0) {
        scan->at = start;
        return reject(scan, "\\u0000 is not allowed in a text", NULL);
    }
    if (first < 0xd800 || first > 0xdfff)
        return true;
    bool is_pair = first < 0xdc00 && take(scan, '\\') && take(scan, 'u');
    if (is_pair && !scan_hex4(scan, &second))
        return false;
    if (is_pair && second >= 0xdc00 && second <= 0xdfff)
        return true;
    scan->at = start;
    return reject(scan, "half of a surrogate pair", "write the character itself");
}

static bool scan_escape(struct scan *scan)
{
    char byte = byte_now(scan);
    if (!byte || !strchr("\"\\/bfnrtu", byte))
        return reject(scan, "unknown escape in a text",
                      "a backslash in a text is written \\\\");
    scan->at++;
    return byte == 'u' ? scan_unicode_escape(scan) : true;
}

static bool scan_character(struct scan *scan)
{
    if ((unsigned char)scan->bytes[scan->at] < 0x20)
        return reject(scan, "control character in a text",
                      "a line break in a text is written \\n, a tab \\t; is a closing "
                      "quote missing?");
    size_t length =
        text_decode(scan->bytes + scan->at, scan->byte_count - scan->at, NULL);
    if (!length)
        return reject(scan, "bytes that are not UTF-8", "save the file as UTF-8");
    scan->at += length;
    return true;
}

static bool scan_text(struct scan *scan)
{
    size_t start = scan->at++;
    while (!has_ended(scan)) {
        if (take(scan, '"'))
            return true;
        if (take(scan, '\\') ? !scan_escape(scan) : !scan_character(scan))
            return false;
    }
    scan->at = start;
    return reject(scan, "a text that never ends", "its closing quote is missing");
}

static size_t skip_digits(struct scan *scan)
{
    size_t start = scan->at;
    while (byte_now(scan) >= '0' && byte_now(scan) <= '9')
        scan->at++;
    return scan->at - start;
}

static bool scan_number(struct scan *scan)
{
    size_t start = scan->at;
    bool is_sound = true;
    take(scan, '-');
    if (!take(scan, '0'))
        is_sound = skip_digits(scan) > 0;
    else if (skip_digits(scan)) {
        scan->at = start;
        return reject(scan, "a number with a leading zero", NULL);
    }
    if (is_sound && take(scan, '.'))
        is_sound = skip_digits(scan) > 0;
    if (is_sound && (take(scan, 'e') || take(scan, 'E'))) {
        if (!take(scan, '-'))
            take(scan, '+');
        is_sound = skip_digits(scan) > 0;
    }
    if (!is_sound)
        return reject(scan, "a digit is missing in a number", NULL);
    double value;
    if (number_parse(scan->bytes + start, scan->at - start, '.', &value))
        return true;
    scan->at = start;
    return reject_limit(scan, "a number that is too large or too long");
}

static bool scan_word(struct scan *scan)
{
    static const char *const words[] = { "true", "false", "null" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if (scan->byte_count - scan->at >= length &&
            memcmp(scan->bytes + scan->at, words[i], length) == 0) {
            scan->at += length;
            return true;
        }
    }
    if (has_ended(scan))
        return reject(scan, "the file ends too early",
                      "a closing brace, bracket or quote is missing");
    switch (byte_now(scan)) {
    case '\'':
        return reject(scan, "single quotes", "a text stands in double quotes");
    case '/':
    case '#':
        return reject(scan, "a comment", "JSON has no comments; use \"notes\"");
    case ',':
        return reject(scan, "a comma too many", NULL);
    }
    return reject(scan, "a value is expected here",
                  "a text stands in double quotes; other words are true, false, null");
}

/* Between the members of a list or an object, and at its end. */
static bool scan_separator(struct scan *scan, char closing, bool *ended_out)
{
    skip_space(scan);
    if (take(scan, closing)) {
        *ended_out = true;
        return true;
    }
    *ended_out = false;
    size_t comma = scan->at;
    if (!take(scan, ','))
        return reject(scan,
                      closing == '}' ? "',' or '}' is expected here"
                                     : "',' or ']' is expected here",
                      "a comma or a closing bracket is missing before this place");
    skip_space(scan);
    if (byte_now(scan) != closing)
        return true;
    scan->at = comma;
    return reject(scan, "a comma after the last member", "remove the comma");
}

static bool scan_list(struct scan *scan, size_t depth)
{
    bool ended = false;
    scan->at++;
    skip_space(scan);
    if (take(scan, ']'))
        return true;
    while (!ended)
        if (!scan_value(scan, depth) || !scan_separator(scan, ']', &ended))
            return false;
    return true;
}

static bool scan_object(struct scan *scan, size_t depth)
{
    bool ended = false;
    scan->at++;
    skip_space(scan);
    if (take(scan, '}'))
        return true;
    while (!ended) {
        skip_space(scan);
        if (byte_now(scan) != '"')
            return reject(scan, "a key is expected here",
                          "a key stands in double quotes, followed by a colon");
        if (!scan_text(scan))
            return false;
        skip_space(scan);
        if (!take(scan, ':'))
            return reject(scan, "':' is expected after a key", NULL);
        if (!scan_value(scan, depth) || !scan_separator(scan, '}', &ended))
            return false;
    }
    return true;
}

static bool scan_value(struct scan *scan, size_t depth)
{
    skip_space(scan);
    if (++scan->value_count > scan->limits->values)
        return reject_limit(scan, "more values than any such file needs");
    char byte = byte_now(scan);
    if ((byte == '{' || byte == '[') && depth >= scan->limits->depth)
        return reject_limit(scan, "lists and objects nested too deeply");
    if (byte == '{')
        return scan_object(scan, depth + 1);
    if (byte == '[')
        return scan_list(scan, depth + 1);
    if (byte == '"')
        return scan_text(scan);
    if (byte == '-' || (byte >= '0' && byte <= '9'))
        return scan_number(scan);
    return scan_word(scan);
}

static void locate(const struct scan *scan, struct json_fault *fault)
{
    size_t end = scan->at < scan->byte_count ? scan->at : scan->byte_count;
    size_t line_start = 0;
    fault->line = 1;
    for (size_t i = 0; i < end; i++)
        if (scan->bytes[i] == '\n') {
            fault->line++;
            line_start = i + 1;
        }
    fault->column = end - line_start + 1;
}

bool json_check(const char *bytes, size_t byte_count, const struct json_limits *limits,
                struct json_fault *fault_out)
{
    struct scan scan = { .bytes = bytes, .byte_count = byte_count, .limits = limits };
    if (byte_count >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        scan.at = 3;
    if (scan_value(&scan, 0)) {
        skip_space(&scan);
        if (has_ended(&scan))
            return true;
        reject(&scan, "more text after the end", NULL);
    }
    fault_out->what = scan.what;
    fault_out->hint = scan.hint;
    fault_out->is_limit = scan.is_limit;
    locate(&scan, fault_out);
    return false;
}

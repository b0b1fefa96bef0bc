#include "report/row_text.h"

#include <string.h>

/* A place in JSON that is known to be well-formed. */
struct place_in_text {
    const char *bytes;
    size_t byte_count;
    size_t at;
};

static char byte_at(const struct place_in_text *place)
{
    return place->at < place->byte_count ? place->bytes[place->at] : '\0';
}

static bool take(struct place_in_text *place, char byte)
{
    bool is_there = byte_at(place) == byte;
    place->at += is_there;
    return is_there;
}

static void skip_space(struct place_in_text *place)
{
    while (place->at < place->byte_count && strchr(" \t\r\n", place->bytes[place->at]))
        place->at++;
}

/* From its first quote to behind its last one. */
static void skip_text(struct place_in_text *place)
{
    for (place->at++; place->at < place->byte_count && byte_at(place) != '"'; place->at++)
        if (byte_at(place) == '\\')
            place->at++;
    place->at++;
}

/* To the comma after a value, or to the bracket that closes what it is in. */
static void skip_value(struct place_in_text *place)
{
    size_t depth = 0;
    while (place->at < place->byte_count) {
        char byte = place->bytes[place->at];
        if (byte == '"') {
            skip_text(place);
            continue;
        }
        bool closes = byte == '}' || byte == ']';
        if (depth == 0 && (closes || byte == ','))
            return;
        depth += byte == '{' || byte == '[';
        depth -= closes;
        place->at++;
    }
}

/* Whether the key that begins here is `name`, however it is spelled; behind it and its
   colon afterwards. */
static bool take_key(struct place_in_text *place, const char *name, bool *is_name_out)
{
    size_t start = place->at;
    skip_text(place);
    cJSON *key = cJSON_ParseWithLength(place->bytes + start, place->at - start);
    const char *text = cJSON_GetStringValue(key);
    bool is_key = text != NULL;
    if (is_key)
        *is_name_out = strcmp(text, name) == 0;
    cJSON_Delete(key);
    skip_space(place);
    take(place, ':');
    skip_space(place);
    return is_key;
}

/* To the list of that name in the root, past its bracket; or to the end. */
static bool find_list(struct place_in_text *place, const char *name, bool *is_found_out)
{
    *is_found_out = false;
    if (place->byte_count >= 3 && memcmp(place->bytes, "\xef\xbb\xbf", 3) == 0)
        place->at = 3;
    skip_space(place);
    if (!take(place, '{'))
        return true;
    for (skip_space(place); byte_at(place) == '"'; skip_space(place)) {
        bool is_name = false;
        if (!take_key(place, name, &is_name))
            return false;
        if (is_name && take(place, '[')) {
            *is_found_out = true;
            return true;
        }
        skip_value(place);
        take(place, ',');
    }
    return true;
}

bool row_text_cut(const char *text, size_t byte_count, struct row_text *rows_out,
                  struct buffer *rest_out)
{
    struct place_in_text place = { text, byte_count, 0 };
    struct row_text rows = { .bytes = text };
    bool is_found;
    if (!find_list(&place, "results", &is_found))
        return false;
    size_t start = place.at;
    if (is_found) {
        rows.bytes = text + start;
        skip_space(&place);
        for (bool more = byte_at(&place) != ']'; more; more = take(&place, ',')) {
            skip_value(&place);
            rows.row_count++;
        }
        rows.byte_count = place.at - start;
    }
    struct buffer rest = { 0 };
    buffer_append(&rest, text, start);
    buffer_append(&rest, text + place.at, byte_count - place.at);
    if (buffer_failed(&rest)) {
        buffer_release(&rest);
        return false;
    }
    *rows_out = rows;
    *rest_out = rest;
    return true;
}

cJSON *row_text_next(struct row_text *rows)
{
    const char *end = rows->bytes;
    cJSON *row = cJSON_ParseWithLengthOpts(rows->bytes, rows->byte_count, &end, false);
    struct place_in_text place = { rows->bytes, rows->byte_count,
                                   (size_t)(end - rows->bytes) };
    skip_space(&place);
    take(&place, ',');
    rows->bytes += place.at;
    rows->byte_count -= place.at;
    return row;
}

#include "base/catalogue.h"

#include <stdint.h>
#include <string.h>

enum {
    MAGIC = 0,
    ENTRY_COUNT = 8,
    ORIGINALS = 12,
    TRANSLATIONS = 16,
    HEADER_BYTES = 28,
    ENTRY_BYTES = 8
};

static const uint32_t magic = 0x950412de;
static const char context_end = '\004';

static uint32_t number_at(const struct catalogue *catalogue, size_t offset)
{
    const unsigned char *at = catalogue->bytes + offset;
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

static size_t entry_count(const struct catalogue *catalogue)
{
    if (!catalogue->bytes || catalogue->byte_count < HEADER_BYTES ||
        number_at(catalogue, MAGIC) != magic)
        return 0;
    return number_at(catalogue, ENTRY_COUNT);
}

/* A text of one of the two tables, `*byte_count_out` long and then ended by a NUL; NULL
   when it is not within the catalogue. */
static const char *text_at(const struct catalogue *catalogue, size_t table, size_t index,
                           size_t *byte_count_out)
{
    size_t most = catalogue->byte_count;
    size_t row = (size_t)number_at(catalogue, table) + index * ENTRY_BYTES;
    if (row > most - ENTRY_BYTES)
        return NULL;
    size_t length = number_at(catalogue, row);
    size_t start = number_at(catalogue, row + 4);
    if (start >= most || length >= most - start || catalogue->bytes[start + length])
        return NULL;
    *byte_count_out = length;
    return (const char *)catalogue->bytes + start;
}

/* As strcmp() of "context\004text" and `original`. */
static int compare_key(const char *context, const char *text, const char *original)
{
    if (!context)
        return strcmp(text, original);
    size_t length = strlen(context);
    int order = strncmp(context, original, length);
    if (order)
        return order;
    original += length;
    if (*original != context_end)
        return context_end < (unsigned char)*original ? -1 : 1;
    return strcmp(text, original + 1);
}

/* One of the forms of an entry, which are ended by a NUL each; the last one where there
   are fewer. */
static const char *form_of(const char *forms, size_t byte_count, size_t form)
{
    const char *end = forms + byte_count;
    for (const char *next; form; form--) {
        next = forms + strlen(forms) + 1;
        if (next > end)
            break;
        forms = next;
    }
    return *forms ? forms : NULL;
}

const char *catalogue_find(const struct catalogue *catalogue, const char *context,
                           const char *text, size_t form)
{
    size_t low = 0;
    size_t high = entry_count(catalogue);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t byte_count;
        const char *original = text_at(catalogue, ORIGINALS, middle, &byte_count);
        if (!original)
            return NULL;
        int order = compare_key(context, text, original);
        if (!order) {
            const char *forms = text_at(catalogue, TRANSLATIONS, middle, &byte_count);
            return forms ? form_of(forms, byte_count, form) : NULL;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

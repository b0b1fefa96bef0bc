#include "ingest/single_bytes.h"

#include <errno.h>
#include <string.h>

enum { WORD = sizeof(uint64_t), ASCII = 0x80 };

/* The UTF-8 of a byte that stands alone; 0 bytes of it: the byte is nothing. False where
   what it is depends on others. */
static bool ask(iconv_t converter, char byte, char text[SINGLE_BYTE_ROOM],
                size_t *length_out)
{
    char *input = &byte;
    char *output = text;
    size_t left = 1;
    size_t room = SINGLE_BYTE_ROOM;
    iconv(converter, NULL, NULL, NULL, NULL);
    errno = 0;
    bool is_nothing = iconv(converter, &input, &left, &output, &room) == (size_t)-1;
    *length_out = SINGLE_BYTE_ROOM - room;
    return is_nothing ? errno == EILSEQ && !*length_out : *length_out > 0;
}

bool single_bytes_find(iconv_t converter, struct single_bytes *table_out)
{
    struct single_bytes table = { 0 };
    bool are_single = true;
    for (unsigned byte = 0; are_single && byte < ASCII + SINGLE_BYTES; byte++) {
        char text[SINGLE_BYTE_ROOM] = { 0 };
        size_t length = 0;
        are_single = ask(converter, (char)byte, text, &length);
        if (byte < ASCII) {
            are_single = are_single && length == 1 && text[0] == (char)byte;
        } else {
            table.lengths[byte - ASCII] = (uint8_t)length;
            memcpy(table.texts[byte - ASCII], text, sizeof text);
        }
    }
    iconv(converter, NULL, NULL, NULL, NULL);
    if (are_single)
        *table_out = table;
    return are_single;
}

/* Copies whole words of ASCII; returns how many bytes. */
static size_t copy_words(const char *bytes, size_t byte_count, char *room)
{
    size_t at = 0;
    uint64_t word;
    for (; at + WORD <= byte_count; at += WORD) {
        memcpy(&word, bytes + at, WORD);
        if (word & UINT64_C(0x8080808080808080))
            break;
        memcpy(room + at, &word, WORD);
    }
    return at;
}

size_t single_bytes_convert(const struct single_bytes *table, const char *bytes,
                            size_t byte_count, char *room, size_t *text_count_out)
{
    char *end = room;
    size_t at = 0;
    while (at < byte_count) {
        size_t copied = copy_words(bytes + at, byte_count - at, end);
        at += copied;
        end += copied;
        while (at < byte_count && (unsigned char)bytes[at] < ASCII)
            *end++ = bytes[at++];
        if (at == byte_count)
            break;
        size_t high = (unsigned char)bytes[at] - (size_t)ASCII;
        if (!table->lengths[high])
            break;
        memcpy(end, table->texts[high], SINGLE_BYTE_ROOM);
        end += table->lengths[high];
        at++;
    }
    *text_count_out = (size_t)(end - room);
    return at;
}

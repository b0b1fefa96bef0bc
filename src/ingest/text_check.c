#include "ingest/text_check.h"

#include "base/text.h"
#include "ingest/text_check_parts.h"

#include <stdint.h>
#include <string.h>

enum { WORD = sizeof(uint64_t), LONGEST = 4 };

/* ASCII without NUL, in a way that compilers turn into operations on many bytes at once:
   the highest bit of a byte or of the one below it is set in all others. */
size_t text_blocks_portable(const char *bytes, size_t byte_count)
{
    size_t at = 0;
    for (; at + TEXT_BLOCK <= byte_count; at += TEXT_BLOCK) {
        uint8_t odd = 0;
        for (size_t i = at; i < at + TEXT_BLOCK; i++) {
            uint8_t byte = (uint8_t)bytes[i];
            odd |= (uint8_t)(byte | (byte - 1));
        }
        if (odd >= 0x80)
            break;
    }
    return at;
}

/* The same for the bytes of a word, of which one that is 0 spoils the next. */
static bool is_plain(uint64_t word)
{
    uint64_t odd = word | (word - UINT64_C(0x0101010101010101));
    return !(odd & UINT64_C(0x8080808080808080));
}

/* The same up to the very byte. */
static size_t plain_prefix(const char *bytes, size_t byte_count)
{
    size_t at = 0;
    uint64_t word;
    for (; at + WORD <= byte_count; at += WORD) {
        memcpy(&word, bytes + at, WORD);
        if (!is_plain(word))
            break;
    }
    while (at < byte_count && bytes[at] && (unsigned char)bytes[at] < 0x80)
        at++;
    return at;
}

static text_blocks *blocks_of(enum instructions instructions)
{
#if defined(__x86_64__)
    instructions = instructions_to_compute(instructions);
    if (instructions == INSTRUCTIONS_AVX512)
        return text_blocks_avx512;
    if (instructions == INSTRUCTIONS_AVX2)
        return text_blocks_avx2;
#else
    (void)instructions;
#endif
    return text_blocks_portable;
}

size_t text_prefix(enum instructions instructions, const char *bytes, size_t byte_count)
{
    text_blocks *pass_blocks = blocks_of(instructions);
    size_t at = 0;
    for (;;) {
        at += pass_blocks(bytes + at, byte_count - at);
        size_t end = byte_count - at < TEXT_BLOCK ? byte_count : at + TEXT_BLOCK;
        while (at < end) {
            at += plain_prefix(bytes + at, end - at);
            if (at == end)
                break;
            size_t length =
                bytes[at] ? text_decode(bytes + at, byte_count - at, NULL) : 0;
            if (!length)
                return at;
            at += length;
        }
        if (at >= byte_count)
            return byte_count;
    }
}

/* How many bytes a character with this first byte has, if there is one. */
static size_t announced_length(char first)
{
    unsigned lead = (unsigned char)first;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* Each beginning of a character goes on with the smallest or the largest bytes that may
   follow a first one. */
static bool goes_on(const char *bytes, size_t byte_count)
{
    static const char fillings[] = { '\x80', '\xbf' };
    char character[LONGEST];
    size_t length = announced_length(*bytes);
    for (size_t i = 0; byte_count < length && i < sizeof fillings; i++) {
        memset(character, fillings[i], sizeof character);
        memcpy(character, bytes, byte_count);
        if (text_decode(character, length, NULL))
            return true;
    }
    return false;
}

enum text_trouble text_trouble_at(const char *bytes, size_t byte_count)
{
    if (!byte_count)
        return TROUBLE_NONE;
    if (!*bytes)
        return TROUBLE_NUL;
    return goes_on(bytes, byte_count) ? TROUBLE_CUT_SHORT : TROUBLE_INVALID;
}

static enum symbar_status fail_invalid(char byte, const char *encoding,
                                       struct place place,
                                       struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status =
        fail(diagnostics, DIAG_INVALID_TEXT, place, "the byte 0x%02x is not valid in %s",
             (unsigned)(unsigned char)byte, encoding ? encoding : "UTF-8");
    hint(diagnostics,
         encoding
             ? TRANSLATABLE("set \"encoding\" in the study to what the file is in")
             : TRANSLATABLE("mend the character, or, if the file is in another encoding, "
                            "set \"encoding\" in the study, such as \"windows-1252\""));
    return status;
}

enum symbar_status text_trouble_fail(enum text_trouble trouble, char byte,
                                     const char *encoding, struct place place,
                                     struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = SYMBAR_OK;
    switch (trouble) {
    case TROUBLE_NONE:
        break;
    case TROUBLE_INVALID:
        status = fail_invalid(byte, encoding, place, diagnostics);
        break;
    case TROUBLE_CUT_SHORT:
        status = fail(diagnostics, DIAG_INVALID_TEXT, place,
                      "the file ends in the middle of a character");
        hint(diagnostics, "the file was cut short; export or copy it again");
        break;
    case TROUBLE_NUL:
        status = fail(diagnostics, DIAG_NUL_BYTE, place, "there is a NUL byte here");
        hint(diagnostics, "the file is damaged, or not text; export it again");
        break;
    }
    return status;
}

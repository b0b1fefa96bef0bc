#include "ingest/decoder.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/text.h"
#include "ingest/position.h"

#include <iconv.h>

#include <errno.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST_CHARACTER = 16, OUTPUT_BYTES = 32 * 1024 };

enum trouble { TROUBLE_NONE, TROUBLE_INVALID, TROUBLE_CUT_SHORT, TROUBLE_NUL };

struct decoder {
    const char *name;
    struct encoding encoding;
    bool has_converter;
    iconv_t converter;
    size_t marks_left;        /* bytes of the byte-order mark still to pass */
    bool has_begun;           /* some text has come out */
    struct position position; /* of the next character, in the text that comes out */
    char pending[LONGEST_CHARACTER]; /* a character of which more bytes must come */
    size_t pending_count;
    enum trouble trouble;
    char bad_byte;
    struct buffer text;
    char output[OUTPUT_BYTES];
};

enum symbar_status decoder_create(const struct encoding *encoding, const char *name,
                                  struct decoder **decoder_out,
                                  struct symbar_diagnostics *diagnostics)
{
    struct decoder *decoder = memory_allocate(1, sizeof *decoder);
    if (!decoder)
        return fail_no_memory(diagnostics);
    decoder->name = name;
    decoder->encoding = *encoding;
    decoder->marks_left = encoding->mark_bytes;
    decoder->position = POSITION_START;
    if (encoding->iconv_name) {
        decoder->converter = iconv_open("UTF-8", encoding->iconv_name);
        if (decoder->converter == (iconv_t)-1) {
            enum symbar_status status =
                errno == ENOMEM
                    ? fail_no_memory(diagnostics)
                    : encoding_fail_unknown(encoding->name, name, diagnostics);
            memory_free(decoder);
            return status;
        }
        decoder->has_converter = true;
    }
    *decoder_out = decoder;
    return SYMBAR_OK;
}

void decoder_free(struct decoder *decoder)
{
    if (!decoder)
        return;
    if (decoder->has_converter)
        iconv_close(decoder->converter);
    buffer_release(&decoder->text);
    memory_free(decoder);
}

/* What stopped the text, told once the text before it was given. */
static void stop(struct decoder *decoder, enum trouble trouble, char byte)
{
    if (decoder->trouble == TROUBLE_NONE) {
        decoder->trouble = trouble;
        decoder->bad_byte = byte;
    }
}

static enum symbar_status fail_invalid(const struct decoder *decoder, struct place place,
                                       struct symbar_diagnostics *diagnostics)
{
    bool is_utf8 = !decoder->has_converter;
    enum symbar_status status =
        fail(diagnostics, DIAG_INVALID_TEXT, place, "the byte 0x%02x is not valid in %s",
             (unsigned)(unsigned char)decoder->bad_byte,
             is_utf8 ? "UTF-8" : decoder->encoding.name);
    hint(diagnostics,
         is_utf8
             ? TRANSLATABLE("mend the character, or, if the file is in another encoding, "
                            "set \"encoding\" in the study, such as \"windows-1252\"")
             : TRANSLATABLE("set \"encoding\" in the study to what the file is in"));
    return status;
}

static enum symbar_status tell_trouble(struct decoder *decoder,
                                       struct symbar_diagnostics *diagnostics)
{
    position_settle(&decoder->position);
    struct place place = { .path = decoder->name,
                           .line = decoder->position.line,
                           .column = decoder->position.column };
    enum symbar_status status = SYMBAR_OK;
    switch (decoder->trouble) {
    case TROUBLE_NONE:
        break;
    case TROUBLE_INVALID:
        status = fail_invalid(decoder, place, diagnostics);
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

/* Moves on over text that is known to be well formed, up to a NUL; returns how far. */
static size_t accept(struct decoder *decoder, const char *text, size_t text_count)
{
    const char *nul = text_count ? memchr(text, '\0', text_count) : NULL;
    size_t accepted = nul ? (size_t)(nul - text) : text_count;
    position_advance(&decoder->position, text, accepted);
    if (nul)
        stop(decoder, TROUBLE_NUL, '\0');
    return accepted;
}

static size_t ascii_prefix(const char *bytes, size_t byte_count)
{
    enum { WORDS = 4, BLOCK = WORDS * sizeof(uint64_t) };
    size_t at = 0;
    for (; at + BLOCK <= byte_count; at += BLOCK) {
        uint64_t words[WORDS];
        memcpy(words, bytes + at, BLOCK);
        if ((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < byte_count && (unsigned char)bytes[at] < 0x80)
        at++;
    return at;
}

/* How many bytes at the beginning are well-formed UTF-8. */
static size_t utf8_prefix(const char *bytes, size_t byte_count)
{
    size_t at = 0;
    for (;;) {
        at += ascii_prefix(bytes + at, byte_count - at);
        size_t length = text_decode(bytes + at, byte_count - at, NULL);
        if (!length)
            return at;
        at += length;
    }
}

/* How many bytes a character with this first byte has, if it is well formed. */
static size_t utf8_length(char first)
{
    unsigned lead = (unsigned char)first;
    return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* Completes the character that the last piece ended in; returns how many bytes of this
   one belong to it. */
static size_t complete_pending(struct decoder *decoder, const char *bytes,
                               size_t byte_count)
{
    size_t used = 0;
    size_t length = utf8_length(decoder->pending[0]);
    while (decoder->pending_count < length && used < byte_count)
        decoder->pending[decoder->pending_count++] = bytes[used++];
    if (decoder->pending_count < length)
        return used;
    if (text_decode(decoder->pending, length, NULL))
        accept(decoder, decoder->pending, length);
    else
        stop(decoder, TROUBLE_INVALID, decoder->pending[0]);
    decoder->pending_count = 0;
    return used;
}

/* UTF-8 goes through as it is, checked; returns how much of it may go. */
static size_t check_utf8(struct decoder *decoder, const char *bytes, size_t byte_count)
{
    size_t at = 0;
    if (decoder->pending_count)
        at = complete_pending(decoder, bytes, byte_count);
    if (decoder->trouble != TROUBLE_NONE)
        return 0;
    size_t valid = utf8_prefix(bytes + at, byte_count - at);
    at += accept(decoder, bytes + at, valid);
    if (decoder->trouble != TROUBLE_NONE)
        return at;
    size_t left = byte_count - at;
    if (left && left >= utf8_length(bytes[at])) {
        stop(decoder, TROUBLE_INVALID, bytes[at]);
        return at;
    }
    memcpy(decoder->pending + decoder->pending_count, bytes + at, left);
    decoder->pending_count += left;
    return byte_count;
}

static void append_output(struct decoder *decoder, const char *text, size_t text_count)
{
    static const char mark[] = "\xef\xbb\xbf";
    if (!decoder->has_begun && text_count >= 3) {
        decoder->has_begun = true;
        if (memcmp(text, mark, 3) == 0) {
            text += 3;
            text_count -= 3;
        }
    }
    decoder->has_begun = decoder->has_begun || text_count > 0;
    buffer_append(&decoder->text, text, text_count);
}

/* Converts what can be converted; `*used_out` bytes were. Any error but a full output is
   left in errno, 0 when there is none. */
static int convert_run(struct decoder *decoder, const char *bytes, size_t byte_count,
                       size_t *used_out)
{
    char *input = (char *)bytes; /* iconv's signature; it does not write there */
    size_t left = byte_count;
    int error = 0;
    do {
        char *output = decoder->output;
        size_t room = sizeof decoder->output;
        errno = 0;
        error = iconv(decoder->converter, &input, &left, &output, &room) == (size_t)-1
                    ? errno
                    : 0;
        append_output(decoder, decoder->output, (size_t)(output - decoder->output));
    } while (error == E2BIG);
    *used_out = byte_count - left;
    return error;
}

/* Feeds the character that the last piece ended in with one byte after the other. */
static int convert_pending(struct decoder *decoder, const char *bytes, size_t byte_count,
                           size_t *used_out)
{
    int error = EINVAL;
    size_t used = 0;
    while (error == EINVAL && used < byte_count &&
           decoder->pending_count < LONGEST_CHARACTER) {
        decoder->pending[decoder->pending_count++] = bytes[used++];
        size_t converted = 0;
        error =
            convert_run(decoder, decoder->pending, decoder->pending_count, &converted);
        decoder->pending_count -= converted;
        memmove(decoder->pending, decoder->pending + converted, decoder->pending_count);
        if (!decoder->pending_count)
            break;
    }
    *used_out = used;
    return decoder->pending_count == LONGEST_CHARACTER ? EILSEQ : error;
}

/* Leaves the text of a piece in decoder->text. */
static void convert(struct decoder *decoder, const char *bytes, size_t byte_count)
{
    size_t at = 0;
    int error = 0;
    if (decoder->pending_count)
        error = convert_pending(decoder, bytes, byte_count, &at);
    if (!error && !decoder->pending_count) {
        size_t used = 0;
        error = convert_run(decoder, bytes + at, byte_count - at, &used);
        at += used;
        size_t left = byte_count - at;
        if (error == EINVAL && left < LONGEST_CHARACTER) {
            memcpy(decoder->pending, bytes + at, left);
            decoder->pending_count = left;
        }
    }
    decoder->text.byte_count =
        accept(decoder, decoder->text.bytes, decoder->text.byte_count);
    const char *next = decoder->pending_count ? decoder->pending : bytes + at;
    if (error && error != EINVAL)
        stop(decoder, TROUBLE_INVALID, *next);
}

enum symbar_status decoder_push(struct decoder *decoder, const char *bytes,
                                size_t byte_count, const char **text_out,
                                size_t *text_count_out,
                                struct symbar_diagnostics *diagnostics)
{
    if (decoder->trouble != TROUBLE_NONE)
        return tell_trouble(decoder, diagnostics);
    size_t marks = decoder->marks_left < byte_count ? decoder->marks_left : byte_count;
    decoder->marks_left -= marks;
    bytes += marks;
    byte_count -= marks;
    if (!decoder->has_converter) {
        *text_out = bytes;
        *text_count_out = check_utf8(decoder, bytes, byte_count);
        return SYMBAR_OK;
    }
    buffer_clear(&decoder->text);
    convert(decoder, bytes, byte_count);
    if (buffer_failed(&decoder->text))
        return fail_no_memory(diagnostics);
    *text_out = decoder->text.bytes;
    *text_count_out = decoder->text.byte_count;
    return SYMBAR_OK;
}

enum symbar_status decoder_end(struct decoder *decoder, const char **text_out,
                               size_t *text_count_out,
                               struct symbar_diagnostics *diagnostics)
{
    if (decoder->pending_count)
        stop(decoder, TROUBLE_CUT_SHORT, decoder->pending[0]);
    if (decoder->trouble != TROUBLE_NONE)
        return tell_trouble(decoder, diagnostics);
    buffer_clear(&decoder->text);
    if (decoder->has_converter) {
        /* some encodings keep a letter back until they know that no accent follows */
        char *output = decoder->output;
        size_t room = sizeof decoder->output;
        iconv(decoder->converter, NULL, NULL, &output, &room);
        append_output(decoder, decoder->output, (size_t)(output - decoder->output));
        if (buffer_failed(&decoder->text))
            return fail_no_memory(diagnostics);
    }
    *text_out = decoder->text.bytes;
    *text_count_out = decoder->text.byte_count;
    return SYMBAR_OK;
}

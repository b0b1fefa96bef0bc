#include "ingest/decoder.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/position.h"
#include "ingest/single_bytes.h"
#include "ingest/text_check.h"
#include "ingest/utf16.h"

#include <iconv.h>

#include <errno.h>
#include <string.h>

enum { LONGEST_CHARACTER = 16, OUTPUT_BYTES = 32 * 1024 };

/* How text is converted faster than by iconv, as far as it is sound. */
enum quick_way { QUICK_NONE, QUICK_SINGLE_BYTES, QUICK_UTF16LE, QUICK_UTF16BE };

struct decoder {
    const char *name;
    struct encoding encoding;
    bool has_converter;
    iconv_t converter;
    enum quick_way quick_way;
    struct single_bytes single_bytes;
    size_t marks_left;        /* bytes of the byte-order mark still to pass */
    bool has_begun;           /* some text has come out */
    struct position position; /* of the next character, in the text that comes out */
    char pending[LONGEST_CHARACTER]; /* a character of which more bytes must come */
    size_t pending_count;
    enum text_trouble trouble;
    char bad_byte;
    struct buffer text;
    char output[OUTPUT_BYTES];
};

static void find_quick_way(struct decoder *decoder)
{
    if (strcmp(decoder->encoding.iconv_name, "UTF-16LE") == 0)
        decoder->quick_way = QUICK_UTF16LE;
    else if (strcmp(decoder->encoding.iconv_name, "UTF-16BE") == 0)
        decoder->quick_way = QUICK_UTF16BE;
    else if (single_bytes_find(decoder->converter, &decoder->single_bytes))
        decoder->quick_way = QUICK_SINGLE_BYTES;
}

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
        find_quick_way(decoder);
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
static void stop(struct decoder *decoder, enum text_trouble trouble, char byte)
{
    if (decoder->trouble == TROUBLE_NONE) {
        decoder->trouble = trouble;
        decoder->bad_byte = byte;
    }
}

enum symbar_status decoder_check(struct decoder *decoder,
                                 struct symbar_diagnostics *diagnostics)
{
    if (decoder->trouble == TROUBLE_NONE)
        return SYMBAR_OK;
    position_settle(&decoder->position);
    struct place place = { .path = decoder->name,
                           .line = decoder->position.line,
                           .column = decoder->position.column };
    return text_trouble_fail(decoder->trouble, decoder->bad_byte,
                             decoder->has_converter ? decoder->encoding.name : NULL,
                             place, diagnostics);
}

/* UTF-8 goes through as it is, checked; returns how much of it may go. A character that
   ends in the next piece waits for it. */
static size_t check_utf8(struct decoder *decoder, const char *bytes, size_t byte_count)
{
    size_t prefix = text_prefix(INSTRUCTIONS_BEST, bytes, byte_count);
    size_t left = byte_count - prefix;
    position_advance(&decoder->position, bytes, prefix);
    enum text_trouble trouble = text_trouble_at(bytes + prefix, left);
    if (trouble == TROUBLE_CUT_SHORT) {
        memcpy(decoder->pending, bytes + prefix, left);
        decoder->pending_count = left;
    } else if (trouble != TROUBLE_NONE) {
        stop(decoder, trouble, bytes[prefix]);
    }
    return prefix;
}

/* The character that the last piece ended in comes before this one. */
static enum symbar_status push_utf8(struct decoder *decoder, const char *bytes,
                                    size_t byte_count, const char **text_out,
                                    size_t *text_count_out,
                                    struct symbar_diagnostics *diagnostics)
{
    if (decoder->pending_count) {
        buffer_clear(&decoder->text);
        buffer_append(&decoder->text, decoder->pending, decoder->pending_count);
        buffer_append(&decoder->text, bytes, byte_count);
        if (buffer_failed(&decoder->text))
            return fail_no_memory(diagnostics);
        decoder->pending_count = 0;
        bytes = decoder->text.bytes;
        byte_count = decoder->text.byte_count;
    }
    *text_out = bytes;
    *text_count_out = check_utf8(decoder, bytes, byte_count);
    return SYMBAR_OK;
}

size_t decoder_take_begun(struct decoder *decoder, char *room, size_t wanted)
{
    size_t taken = decoder->pending_count < wanted ? decoder->pending_count : wanted;
    memcpy(room, decoder->pending, taken);
    decoder->pending_count -= taken;
    memmove(decoder->pending, decoder->pending + taken, decoder->pending_count);
    return taken;
}

size_t decoder_begun_bytes(const struct decoder *decoder)
{
    return decoder->pending_count;
}

/* Moves on over converted text, up to a NUL; returns how far. */
static size_t accept(struct decoder *decoder, const char *text, size_t text_count)
{
    const char *nul = text_count ? memchr(text, '\0', text_count) : NULL;
    size_t accepted = nul ? (size_t)(nul - text) : text_count;
    position_advance(&decoder->position, text, accepted);
    if (nul)
        stop(decoder, TROUBLE_NUL, '\0');
    return accepted;
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

/* How many of the bytes were, and their text in the output. */
static size_t convert_quickly(struct decoder *decoder, const char *bytes,
                              size_t byte_count, size_t *text_count_out)
{
    switch (decoder->quick_way) {
    case QUICK_SINGLE_BYTES:
        return single_bytes_convert(&decoder->single_bytes, bytes, byte_count,
                                    decoder->output, text_count_out);
    case QUICK_UTF16LE:
    case QUICK_UTF16BE:
        return utf16_convert(decoder->quick_way == QUICK_UTF16BE, bytes, byte_count,
                             decoder->output, text_count_out);
    case QUICK_NONE:
        break;
    }
    *text_count_out = 0;
    return 0;
}

/* What is not sound, or not whole, iconv judges. */
static int convert_text(struct decoder *decoder, const char *bytes, size_t byte_count,
                        size_t *used_out)
{
    enum { MOST = OUTPUT_BYTES / SINGLE_BYTE_ROOM };
    size_t at = 0;
    bool goes_on = true;
    while (goes_on && at < byte_count) {
        size_t given = byte_count - at < MOST ? byte_count - at : MOST;
        size_t text_count = 0;
        size_t used = convert_quickly(decoder, bytes + at, given, &text_count);
        append_output(decoder, decoder->output, text_count);
        at += used;
        goes_on = used > 0;
    }
    size_t used = 0;
    int error = goes_on ? 0 : convert_run(decoder, bytes + at, byte_count - at, &used);
    *used_out = at + used;
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
        error = convert_text(decoder, bytes + at, byte_count - at, &used);
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
    enum symbar_status status = decoder_check(decoder, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    size_t marks = decoder->marks_left < byte_count ? decoder->marks_left : byte_count;
    decoder->marks_left -= marks;
    bytes += marks;
    byte_count -= marks;
    if (!decoder->has_converter)
        return push_utf8(decoder, bytes, byte_count, text_out, text_count_out,
                         diagnostics);
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
    enum symbar_status status = decoder_check(decoder, diagnostics);
    if (status != SYMBAR_OK)
        return status;
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

bool decoder_passes_on(const struct decoder *decoder)
{
    return !decoder->has_converter && decoder->trouble == TROUBLE_NONE;
}

#include "ingest/encoding.h"

#include "base/text.h"
#include "ingest/position.h"
#include "ingest/text_check.h"

#include <string.h>
#include <strings.h>

enum { NUL_SAMPLE_BYTES = 400, ASCII_BLOCK = 64 };

struct mark {
    const char *bytes;
    size_t byte_count;
    const char *name;
    const char *iconv_name;
};

/* The longer marks first: that of UTF-32LE begins with that of UTF-16LE. */
static const struct mark marks[] = {
    { "\xef\xbb\xbf", 3, "utf-8-bom", NULL },
    { "\xff\xfe\0\0", 4, "utf-32le", "UTF-32LE" },
    { "\0\0\xfe\xff", 4, "utf-32be", "UTF-32BE" },
    { "\xff\xfe", 2, "utf-16le", "UTF-16LE" },
    { "\xfe\xff", 2, "utf-16be", "UTF-16BE" },
};

struct known_name {
    const char *prescribed;
    const char *name;
    const char *iconv_name;
};

/* Names that users write for what reports call otherwise. */
static const struct known_name known_names[] = {
    { "utf-8", "utf-8", NULL },
    { "utf8", "utf-8", NULL },
    { "utf-8-bom", "utf-8", NULL },
    { "utf-8-sig", "utf-8", NULL },
    { "ascii", "utf-8", NULL },
    { "us-ascii", "utf-8", NULL },
    { "utf-16le", "utf-16le", "UTF-16LE" },
    { "utf-16be", "utf-16be", "UTF-16BE" },
    { "windows-1252", "windows-1252", "CP1252" },
    { "cp1252", "windows-1252", "CP1252" },
    { "ansi", "windows-1252", "CP1252" },
    { "latin1", "iso-8859-1", "ISO-8859-1" },
    { "macintosh", "macintosh", "MACINTOSH" },
    { "macroman", "macintosh", "MACINTOSH" },
    { "mac-roman", "macintosh", "MACINTOSH" },
};

/* Files that are not text at all, however the bytes are read. */
struct signature {
    size_t offset;
    const char *bytes;
    size_t byte_count;
    const char *what;
    const char *remedy;
};

static const char save_as_csv[] = "save the sheet as CSV (\"CSV UTF-8\" in Excel)";

static const struct signature signatures[] = {
    { 0, "PK\x03\x04", 4, "a ZIP file or an Excel workbook", save_as_csv },
    { 0, "\xd0\xcf\x11\xe0", 4, "an old Excel workbook", save_as_csv },
    { 0, "$FL2", 4, "an SPSS file", "export it as CSV" },
    { 0, "$FL3", 4, "a compressed SPSS file", "export it as CSV" },
    { 0, "%PDF-", 5, "a PDF file", "export the answers as CSV" },
    { 4, "1AY&SY", 6, "a bzip2 file", "unpack it first" },
    { 0,
      "\xfd"
      "7zXZ",
      5, "an xz file", "unpack it first" },
    { 0, "\x28\xb5\x2f\xfd", 4, "a zstd file", "unpack it first" },
};

/* What a sample holds that tells encodings apart. */
struct census {
    size_t multibyte; /* well-formed UTF-8 sequences of two bytes or more */
    size_t first_invalid;
    size_t invalid;  /* bytes that are part of no such sequence */
    size_t controls; /* control characters that no text has */
    size_t carriage_returns;
    size_t line_feeds;
    size_t undefined_1252; /* bytes to which Windows-1252 gives no character */
    size_t letters_1252;   /* between two ASCII letters: a letter in Windows-1252 */
    size_t letters_mac;    /* between two ASCII letters: a letter in Mac Roman only */
};

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static void count_high_byte(struct census *census, const char *sample, size_t byte_count,
                            size_t at)
{
    /* à â ä ç é è ê á ö ù û ü ò in Mac Roman; punctuation, rare letters or nothing in
       Windows-1252 */
    static const char mac_letters[] =
        "\x88\x89\x8a\x8d\x8e\x8f\x90\x87\x9a\x9d\x9e\x9f\x98";
    char byte = sample[at];
    if (!census->invalid++)
        census->first_invalid = at;
    if (strchr("\x81\x8d\x8f\x90\x9d", byte))
        census->undefined_1252++;
    if (at == 0 || at + 1 == byte_count || !is_letter(sample[at - 1]) ||
        !is_letter(sample[at + 1]))
        return;
    if (strchr(mac_letters, byte))
        census->letters_mac++;
    else if ((unsigned char)byte >= 0xc0)
        census->letters_1252++;
}

static inline bool is_odd_control(unsigned char byte)
{
    bool is_control = ((byte < 0x20) & ((byte < '\t') | (byte > '\r'))) | (byte == 0x7f);
    return is_control & (byte != '\0') & (byte != 0x1a) & (byte != 0x1b);
}

/* Counts the ASCII at the beginning, block by block in a way that compilers turn into
   operations on many bytes at once; returns how much of it. */
static size_t count_ascii(struct census *census, const char *bytes, size_t byte_count)
{
    size_t at = 0;
    for (; at + ASCII_BLOCK <= byte_count; at += ASCII_BLOCK) {
        uint8_t high = 0;
        uint8_t controls = 0;
        uint8_t carriage_returns = 0;
        uint8_t line_feeds = 0;
        const char *block = bytes + at;
        for (size_t i = 0; i < ASCII_BLOCK; i++) {
            unsigned char byte = (unsigned char)block[i];
            high |= byte;
            controls = (uint8_t)(controls + is_odd_control(byte));
            carriage_returns = (uint8_t)(carriage_returns + (byte == '\r'));
            line_feeds = (uint8_t)(line_feeds + (byte == '\n'));
        }
        if (high >= 0x80)
            break;
        census->controls += controls;
        census->carriage_returns += carriage_returns;
        census->line_feeds += line_feeds;
    }
    return at;
}

static size_t count_controls(const char *bytes, size_t byte_count)
{
    size_t count = 0;
    for (size_t i = 0; i < byte_count; i++)
        count += is_odd_control((unsigned char)bytes[i]);
    return count;
}

/* Of sound UTF-8 no more is asked than this; `multibyte` is 1 for any number. Only blocks
   with other controls than line ends and the like are looked at more closely. */
static struct census take_census_of_sound(const char *bytes, size_t byte_count)
{
    enum { BLOCK = 256 };
    struct census census = { 0 };
    uint8_t high = 0;
    size_t at = 0;
    for (; at + BLOCK <= byte_count; at += BLOCK) {
        uint8_t suspect = 0;
        for (size_t i = at; i < at + BLOCK; i++) {
            uint8_t byte = (uint8_t)bytes[i];
            high |= byte;
            suspect |=
                ((byte < ' ') & ((uint8_t)(byte - '\t') > '\r' - '\t')) | (byte == 0x7f);
        }
        if (suspect)
            census.controls += count_controls(bytes + at, BLOCK);
    }
    census.controls += count_controls(bytes + at, byte_count - at);
    for (; at < byte_count; at++)
        high |= (uint8_t)bytes[at];
    census.multibyte = high >= 0x80;
    return census;
}

static struct census take_census(const char *sample, size_t byte_count, bool is_whole)
{
    enum { LONGEST_SEQUENCE = 4 };
    if (text_prefix(INSTRUCTIONS_BEST, sample, byte_count) == byte_count)
        return take_census_of_sound(sample, byte_count);
    struct census census = { 0 };
    size_t tried_at = 0; /* for blocks of ASCII, not again right behind a failure */
    for (size_t at = 0; at < byte_count;) {
        if (at >= tried_at) {
            at += count_ascii(&census, sample + at, byte_count - at);
            tried_at = at + ASCII_BLOCK;
            continue;
        }
        size_t length = text_decode(sample + at, byte_count - at, NULL);
        if (length == 1) {
            census.controls += is_odd_control((unsigned char)sample[at]);
            census.carriage_returns += sample[at] == '\r';
            census.line_feeds += sample[at] == '\n';
        } else if (length) {
            census.multibyte++;
        } else if (is_whole || byte_count - at >= LONGEST_SEQUENCE) {
            count_high_byte(&census, sample, byte_count, at);
        }
        at += length ? length : 1;
    }
    return census;
}

static bool find_mark(const char *sample, size_t byte_count, struct encoding *encoding)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const struct mark *mark = &marks[i];
        if (byte_count < mark->byte_count ||
            memcmp(sample, mark->bytes, mark->byte_count) != 0)
            continue;
        *encoding = (struct encoding){ .name = mark->name,
                                       .iconv_name = mark->iconv_name,
                                       .mark_bytes = mark->byte_count,
                                       .because = TRANSLATABLE(
                                           "it begins with a byte-order mark") };
        return true;
    }
    return false;
}

/* Text that is mostly ASCII has a NUL in every other byte when it is UTF-16. */
static bool find_utf16(const char *sample, size_t byte_count, struct encoding *encoding)
{
    size_t looked_at = byte_count < NUL_SAMPLE_BYTES ? byte_count : NUL_SAMPLE_BYTES;
    size_t nuls[2] = { 0, 0 };
    for (size_t at = 0; at < looked_at; at++)
        nuls[at % 2] += sample[at] == '\0';
    size_t pairs = looked_at / 2;
    bool is_little = nuls[1] * 10 >= pairs * 4 && nuls[0] * 10 < pairs;
    bool is_big = nuls[0] * 10 >= pairs * 4 && nuls[1] * 10 < pairs;
    if (pairs < 2 || is_little == is_big)
        return false;
    *encoding = (struct encoding){
        .name = is_little ? "utf-16le" : "utf-16be",
        .iconv_name = is_little ? "UTF-16LE" : "UTF-16BE",
        .because = is_little ? TRANSLATABLE("every other byte is NUL, the odd ones")
                             : TRANSLATABLE("every other byte is NUL, the even ones"),
    };
    return true;
}

static enum symbar_status refuse_binary(const char *what, const char *remedy,
                                        const char *file_name,
                                        struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = fail(diagnostics, DIAG_BINARY_FILE,
                                     (struct place){ .path = file_name, .line = 1 },
                                     TRANSLATABLE("this is %s, not a text file"), what);
    hint(diagnostics, "%s", remedy);
    return status;
}

static enum symbar_status refuse_mac(bool is_mac_line_end, struct place place,
                                     struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = fail(
        diagnostics, DIAG_DOUBTFUL_ENCODING, place,
        "the encoding is not UTF-8, and %s, so that it may be Mac Roman or Windows-1252",
        is_mac_line_end ? "lines end with CR alone, as old Macintosh programs write them"
                        : "some bytes are accented letters only in Mac Roman");
    hint(diagnostics, "set \"encoding\" in the study to what it is, such as "
                      "\"macintosh\" or \"windows-1252\", and look at the accents");
    return status;
}

static struct place place_in(const char *sample, size_t offset, const char *file_name)
{
    struct position position = POSITION_START;
    position_advance(&position, sample, offset);
    position_settle(&position);
    return (struct place){ .path = file_name,
                           .line = position.line,
                           .column = position.column };
}

static enum symbar_status guess(const char *sample, size_t byte_count, bool is_whole,
                                const char *file_name, struct encoding *encoding_out,
                                struct symbar_diagnostics *diagnostics)
{
    struct census census = take_census(sample, byte_count, is_whole);
    if (census.controls * 100 > byte_count)
        return refuse_binary("binary data", "export the answers as CSV", file_name,
                             diagnostics);
    if (!census.invalid || census.multibyte * 4 >= census.invalid) {
        *encoding_out = (struct encoding){
            .name = "utf-8",
            .because = census.invalid
                           ? TRANSLATABLE("many of its non-ASCII characters are UTF-8")
                       : census.multibyte
                           ? TRANSLATABLE("its non-ASCII characters are all UTF-8")
                           : TRANSLATABLE("its beginning is plain ASCII"),
        };
        return SYMBAR_OK;
    }
    struct place place = place_in(sample, census.first_invalid, file_name);
    bool is_mac_line_end = census.carriage_returns && !census.line_feeds;
    if (is_mac_line_end || census.undefined_1252 ||
        census.letters_mac > census.letters_1252)
        return refuse_mac(is_mac_line_end, place, diagnostics);
    *encoding_out = (struct encoding){
        .name = "windows-1252",
        .iconv_name = "CP1252",
        .because = TRANSLATABLE("it is not UTF-8, and most such files come from Windows"),
        .is_guess = true,
    };
    warn(diagnostics, DIAG_ENCODING_GUESS, place,
         "read as Windows-1252, which is a guess: the byte 0x%02x here is not UTF-8",
         (unsigned)(unsigned char)sample[census.first_invalid]);
    hint(diagnostics, "look at the accents, and set \"encoding\" in the study to "
                      "\"windows-1252\" or to what it is");
    return SYMBAR_OK;
}

enum symbar_status encoding_fail_unknown(const char *name, const char *file_name,
                                         struct symbar_diagnostics *diagnostics)
{
    static const char *const common[] = {
        "utf-8",        "utf-16",       "utf-16le",     "utf-16be",     "windows-1252",
        "windows-1250", "windows-1251", "windows-1253", "windows-1254", "iso-8859-1",
        "iso-8859-2",   "iso-8859-15",  "macintosh",    "shift_jis",    "gb18030",
        "big5",         "koi8-r",       "auto",
    };
    const char *nearest = text_nearest(name, common, sizeof common / sizeof *common);
    enum symbar_status status =
        fail(diagnostics, DIAG_UNKNOWN_ENCODING, (struct place){ .path = file_name },
             "the encoding '%s' is not known", name);
    if (nearest)
        hint(diagnostics, "did you mean \"%s\"?", nearest);
    else
        hint(diagnostics, "'iconv -l' lists the names; \"auto\" finds it out");
    return status;
}

static bool find_known_name(const char *prescribed, struct encoding *encoding)
{
    for (size_t i = 0; i < sizeof known_names / sizeof *known_names; i++)
        if (strcasecmp(prescribed, known_names[i].prescribed) == 0) {
            encoding->name = known_names[i].name;
            encoding->iconv_name = known_names[i].iconv_name;
            return true;
        }
    return false;
}

/* A byte-order mark knows better than a study that was written for another export. */
static void prefer_mark(const char *sample, size_t byte_count, const char *file_name,
                        struct encoding *encoding, struct symbar_diagnostics *diagnostics)
{
    struct encoding marked;
    if (!find_mark(sample, byte_count, &marked))
        return;
    if (strncmp(marked.name, encoding->name, strlen(encoding->name)) != 0 &&
        strncmp(marked.name, encoding->name, strlen(marked.name)) != 0)
        warn(diagnostics, DIAG_ENCODING_MARK, (struct place){ .path = file_name },
             "read as %s and not as %s, because it begins with that byte-order mark",
             marked.iconv_name ? marked.name : "utf-8", encoding->name);
    *encoding = marked;
}

static enum symbar_status prescribe(const char *prescribed, const char *sample,
                                    size_t byte_count, const char *file_name,
                                    struct arena *arena, struct encoding *encoding_out,
                                    struct symbar_diagnostics *diagnostics)
{
    struct encoding encoding = { .because = TRANSLATABLE("the study says so") };
    if (!find_known_name(prescribed, &encoding)) {
        /* a slash would bring in iconv's options, such as //IGNORE */
        if (!*prescribed || strchr(prescribed, '/')) {
            enum symbar_status status = fail(
                diagnostics, DIAG_UNKNOWN_ENCODING, (struct place){ .path = file_name },
                "the encoding '%s' is not known", prescribed);
            hint(diagnostics, "'iconv -l' lists the names; \"auto\" finds it out");
            return status;
        }
        char *lower = arena_text(arena, prescribed);
        if (!lower)
            return fail_no_memory(diagnostics);
        for (char *at = lower; *at; at++)
            if (*at >= 'A' && *at <= 'Z')
                *at = (char)(*at - 'A' + 'a');
        encoding.name = lower;
        encoding.iconv_name = lower;
    }
    prefer_mark(sample, byte_count, file_name, &encoding, diagnostics);
    *encoding_out = encoding;
    return SYMBAR_OK;
}

enum symbar_status encoding_find(const char *prescribed, const char *sample,
                                 size_t byte_count, bool is_whole, const char *file_name,
                                 struct arena *arena, struct encoding *encoding_out,
                                 struct symbar_diagnostics *diagnostics)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const struct signature *known = &signatures[i];
        if (byte_count >= known->offset + known->byte_count &&
            memcmp(sample + known->offset, known->bytes, known->byte_count) == 0)
            return refuse_binary(known->what, known->remedy, file_name, diagnostics);
    }
    if (prescribed && strcasecmp(prescribed, "auto") != 0)
        return prescribe(prescribed, sample, byte_count, file_name, arena, encoding_out,
                         diagnostics);
    if (find_mark(sample, byte_count, encoding_out) ||
        find_utf16(sample, byte_count, encoding_out))
        return SYMBAR_OK;
    return guess(sample, byte_count, is_whole, file_name, encoding_out, diagnostics);
}

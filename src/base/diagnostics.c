#include "base/diagnostics.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_LISTED = 1000 };

struct symbar_diagnostics {
    const struct language *language; /* NULL: English */
    struct arena arena;
    struct map seen; /* kind, file, pointer and message -> index in items */
    struct symbar_diagnostic *items;
    size_t count;
    size_t capacity;
    ptrdiff_t last; /* what hint() speaks of, or MAP_NONE */
    uint64_t unlisted;
    size_t error_count;
    enum symbar_status status;
};

static const struct diagnostic_kind_info kinds[DIAG_COUNT] = {
#define DIAGNOSTIC(name, slug, status, meaning, remedy, example)                         \
    [DIAG_##name] = { slug, status, meaning, remedy, example },
#include "base/diagnostic_kinds.def"
#undef DIAGNOSTIC
};

const struct diagnostic_kind_info *diagnostic_kind_info(enum diagnostic_kind kind)
{
    return &kinds[kind];
}

bool diagnostic_kind_find(const char *id, enum diagnostic_kind *kind_out)
{
    for (int kind = 0; kind < DIAG_COUNT; kind++)
        if (strcmp(kinds[kind].id, id) == 0) {
            *kind_out = (enum diagnostic_kind)kind;
            return true;
        }
    return false;
}

struct symbar_diagnostics *symbar_diagnostics_create(void)
{
    struct symbar_diagnostics *diagnostics = memory_allocate(1, sizeof *diagnostics);
    if (diagnostics)
        diagnostics->last = MAP_NONE;
    return diagnostics;
}

struct symbar_diagnostics *diagnostics_create_like(const struct symbar_diagnostics *like)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    if (diagnostics)
        diagnostics->language = like->language;
    return diagnostics;
}

void symbar_diagnostics_speak(struct symbar_diagnostics *diagnostics,
                              const char *language)
{
    diagnostics->language = language ? language_find(language) : NULL;
}

const struct language *diagnostics_language(const struct symbar_diagnostics *diagnostics)
{
    return diagnostics->language;
}

void symbar_diagnostics_free(struct symbar_diagnostics *diagnostics)
{
    if (!diagnostics)
        return;
    memory_free(diagnostics->items);
    map_release(&diagnostics->seen);
    arena_release(&diagnostics->arena);
    memory_free(diagnostics);
}

size_t symbar_diagnostics_count(const struct symbar_diagnostics *diagnostics)
{
    return diagnostics->count;
}

const struct symbar_diagnostic *
symbar_diagnostics_at(const struct symbar_diagnostics *diagnostics, size_t index)
{
    return &diagnostics->items[index];
}

uint64_t symbar_diagnostics_unlisted(const struct symbar_diagnostics *diagnostics)
{
    return diagnostics->unlisted;
}

enum symbar_status diagnostics_status(const struct symbar_diagnostics *diagnostics)
{
    return diagnostics->status;
}

size_t diagnostics_error_count(const struct symbar_diagnostics *diagnostics)
{
    return diagnostics->error_count;
}

static void remember_line(struct symbar_diagnostic *item, uint64_t line)
{
    if (line && item->line_count < SYMBAR_SEEN_LINES)
        item->lines[item->line_count++] = line;
}

static char *copy_text(struct symbar_diagnostics *diagnostics, const char *text)
{
    return text ? arena_text(&diagnostics->arena, text) : NULL;
}

/* The number of a diagnostic, the same for the same thing met twice; that of a new one is
   the count of items. MAP_NONE: the list is full, or memory is short. Room for a new item
   is made first, so that numbers and items never part. */
static ptrdiff_t enter_key(struct symbar_diagnostics *diagnostics,
                           const struct symbar_diagnostic *like)
{
    struct buffer key = { 0 };
    buffer_format(&key, "%d\n%s\n%s\n%s\n%s", (int)like->severity, like->id,
                  like->path ? like->path : "", like->pointer ? like->pointer : "",
                  like->message);
    ptrdiff_t number = MAP_NONE;
    if (!buffer_failed(&key)) {
        number = map_find(&diagnostics->seen, key.bytes, key.byte_count);
        if (number == MAP_NONE && diagnostics->count >= MOST_LISTED)
            diagnostics->unlisted++;
        else if (number == MAP_NONE &&
                 memory_grow(&diagnostics->items, &diagnostics->capacity,
                             diagnostics->count + 1, sizeof *diagnostics->items))
            number = map_add(&diagnostics->seen, key.bytes, key.byte_count);
    }
    buffer_release(&key);
    return number;
}

static void count_again(struct symbar_diagnostic *known,
                        const struct symbar_diagnostic *like)
{
    known->count += like->count;
    if (!like->line_count)
        remember_line(known, like->line);
    for (size_t i = 0; i < like->line_count; i++)
        remember_line(known, like->lines[i]);
}

static bool is_same_cell(const struct symbar_diagnostic *item,
                         const struct symbar_diagnostic *like)
{
    return like->line && like->column && item->count == 1 && like->count == 1 &&
           item->line == like->line && item->column == like->column;
}

/* Adds `like`, or counts it when it is there; its texts are copied. */
static void enter(struct symbar_diagnostics *diagnostics,
                  const struct symbar_diagnostic *like)
{
    bool is_error = like->severity == SYMBAR_ERROR;
    if (is_error && diagnostics->status == SYMBAR_OK)
        diagnostics->status = like->status;
    ptrdiff_t number = enter_key(diagnostics, like);
    diagnostics->last = number;
    if (number != MAP_NONE && (size_t)number < diagnostics->count) {
        if (is_same_cell(&diagnostics->items[number], like))
            return; /* a file that is read twice, by both sides or by a draft */
        count_again(&diagnostics->items[number], like);
        return;
    }
    diagnostics->error_count += is_error;
    if (number == MAP_NONE)
        return;
    struct symbar_diagnostic item = *like;
    item.path = copy_text(diagnostics, like->path);
    item.pointer = copy_text(diagnostics, like->pointer);
    item.message = copy_text(diagnostics, like->message);
    item.hint = copy_text(diagnostics, like->hint);
    item.told = copy_text(diagnostics, like->told);
    item.told_hint = copy_text(diagnostics, like->told_hint);
    if (!item.message)
        item.message = "there is not enough memory for this message";
    if (!item.told)
        item.told = item.message;
    if (!item.line_count)
        remember_line(&item, item.line);
    diagnostics->items[diagnostics->count++] = item;
}

/* Messages are bounded, since they quote the input: what is too long is cut between two
   characters. */
static void format_escaped(struct buffer *out, const char *format, va_list arguments)
{
    char raw[1024];
    int length = vsnprintf(raw, sizeof raw, format, arguments);
    size_t shown = length < 0 ? 0 : (size_t)length;
    bool is_cut = shown >= sizeof raw;
    if (is_cut) {
        shown = sizeof raw - 1;
        size_t start = shown - 1; /* of the last character */
        while (start > shown - 4 && (raw[start] & 0xc0) == 0x80)
            start--;
        if (!text_decode(raw + start, shown - start, NULL))
            shown = start;
    }
    text_escape(out, raw, shown);
    buffer_text(out, is_cut ? "..." : "");
}

/* A text in English, and in the language of the list where that has it. */
struct texts {
    struct buffer english;
    struct buffer told;
};

static const char *told_of(const struct texts *texts)
{
    return texts->told.bytes && !buffer_failed(&texts->told) ? texts->told.bytes : NULL;
}

static void texts_release(struct texts *texts)
{
    buffer_release(&texts->english);
    buffer_release(&texts->told);
}

static void format_texts(struct texts *texts, const struct language *language,
                         const char *format, va_list arguments)
{
    const char *own = translated(language, format);
    va_list again;
    va_copy(again, arguments);
    format_escaped(&texts->english, format, arguments);
    if (own != format)
        format_escaped(&texts->told, own, again);
    va_end(again);
}

/* Takes the texts. */
static void add_texts(struct symbar_diagnostics *diagnostics,
                      enum symbar_severity severity, enum diagnostic_kind kind,
                      struct place place, struct texts *texts)
{
    struct symbar_diagnostic item = {
        .id = kinds[kind].id,
        .severity = severity,
        .status = severity == SYMBAR_ERROR ? kinds[kind].status : SYMBAR_OK,
        .path = place.path,
        .pointer = place.pointer,
        .line = place.line,
        .column = place.column,
        .message = texts->english.bytes ? texts->english.bytes : "",
        .told = told_of(texts),
        .count = 1,
    };
    enter(diagnostics, &item);
    texts_release(texts);
}

static void add(struct symbar_diagnostics *diagnostics, enum symbar_severity severity,
                enum diagnostic_kind kind, struct place place, const char *format,
                va_list arguments)
{
    struct texts texts = { 0 };
    format_texts(&texts, diagnostics->language, format, arguments);
    add_texts(diagnostics, severity, kind, place, &texts);
}

enum symbar_status fail(struct symbar_diagnostics *diagnostics, enum diagnostic_kind kind,
                        struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    enum symbar_status status = fail_with(diagnostics, kind, place, format, arguments);
    va_end(arguments);
    return status;
}

enum symbar_status fail_with(struct symbar_diagnostics *diagnostics,
                             enum diagnostic_kind kind, struct place place,
                             const char *format, va_list arguments)
{
    add(diagnostics, SYMBAR_ERROR, kind, place, format, arguments);
    return kinds[kind].status;
}

void warn(struct symbar_diagnostics *diagnostics, enum diagnostic_kind kind,
          struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(diagnostics, SYMBAR_WARNING, kind, place, format, arguments);
    va_end(arguments);
}

void note(struct symbar_diagnostics *diagnostics, enum diagnostic_kind kind,
          struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(diagnostics, SYMBAR_NOTE, kind, place, format, arguments);
    va_end(arguments);
}

void hint(struct symbar_diagnostics *diagnostics, const char *format, ...)
{
    if (diagnostics->last == MAP_NONE || diagnostics->items[diagnostics->last].hint)
        return;
    struct symbar_diagnostic *item = &diagnostics->items[diagnostics->last];
    struct texts texts = { 0 };
    va_list arguments;
    va_start(arguments, format);
    format_texts(&texts, diagnostics->language, format, arguments);
    va_end(arguments);
    if (!buffer_failed(&texts.english)) {
        item->hint = copy_text(diagnostics, texts.english.bytes);
        item->told_hint = copy_text(diagnostics, told_of(&texts));
        if (!item->told_hint)
            item->told_hint = item->hint;
    }
    texts_release(&texts);
}

/* The C library's words, with a small letter, and their translation where the reason is a
   usual one. */
static const char *reason_of(const struct language *language, int error, char *text_out,
                             size_t text_bytes)
{
    static const struct {
        int error;
        const char *words;
    } usual[] = {
        { EISDIR, TRANSLATABLE("it is a folder") },
        { ENOENT, TRANSLATABLE("no such file or directory") },
        { EACCES, TRANSLATABLE("permission denied") },
        { ENOTDIR, TRANSLATABLE("not a directory") },
        { ENOSPC, TRANSLATABLE("no space left on device") },
        { EROFS, TRANSLATABLE("read-only file system") },
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (usual[i].error == error && (language || error == EISDIR))
            return translated(language, usual[i].words);
    snprintf(text_out, text_bytes, "%s", strerror(error));
    if (text_out[0] >= 'A' && text_out[0] <= 'Z')
        text_out[0] = (char)(text_out[0] - 'A' + 'a');
    return text_out;
}

enum symbar_status fail_system(struct symbar_diagnostics *diagnostics,
                               enum diagnostic_kind kind, struct place place,
                               const char *what, int error)
{
    char reason[256];
    const struct language *language = diagnostics->language;
    struct texts texts = { 0 };
    buffer_format(&texts.english, "%s: %s", what,
                  reason_of(NULL, error, reason, sizeof reason));
    if (language)
        buffer_format(&texts.told, translated(language, "%s: %s"),
                      translated(language, what),
                      reason_of(language, error, reason, sizeof reason));
    add_texts(diagnostics, SYMBAR_ERROR, kind, place, &texts);
    return kinds[kind].status;
}

void diagnostics_seen(struct symbar_diagnostics *diagnostics, uint64_t count,
                      const uint64_t *lines, size_t line_count)
{
    if (diagnostics->last == MAP_NONE)
        return;
    struct symbar_diagnostic *item = &diagnostics->items[diagnostics->last];
    item->count = count;
    item->line_count = line_count < SYMBAR_SEEN_LINES ? line_count : SYMBAR_SEEN_LINES;
    for (size_t i = 0; i < item->line_count; i++)
        item->lines[i] = lines[i];
}

enum symbar_status fail_no_memory(struct symbar_diagnostics *diagnostics)
{
    return fail(diagnostics, DIAG_NO_MEMORY, (struct place){ 0 }, "not enough memory");
}

void diagnostics_merge(struct symbar_diagnostics *target,
                       const struct symbar_diagnostics *source)
{
    size_t listed_errors = 0;
    for (size_t i = 0; i < source->count; i++) {
        enter(target, &source->items[i]);
        listed_errors += source->items[i].severity == SYMBAR_ERROR;
    }
    if (target->status == SYMBAR_OK)
        target->status = source->status;
    target->error_count += source->error_count - listed_errors;
    target->unlisted += source->unlisted;
    target->last = MAP_NONE;
}

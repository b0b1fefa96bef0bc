#include "ingest/text_file.h"

enum symbar_status text_file_next(struct text_file *file, const char **text_out,
                                  size_t *text_count_out, bool *has_ended_out,
                                  struct symbar_diagnostics *diagnostics)
{
    const char *bytes = NULL;
    size_t byte_count = 0;
    /* before a failure further on in the file */
    enum symbar_status status = decoder_check(file->decoder, diagnostics);
    if (status == SYMBAR_OK)
        status = source_next(file->source, &bytes, &byte_count, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    *has_ended_out = byte_count == 0;
    return byte_count ? decoder_push(file->decoder, bytes, byte_count, text_out,
                                     text_count_out, diagnostics)
                      : decoder_end(file->decoder, text_out, text_count_out, diagnostics);
}

bool text_file_is_utf8(const struct text_file *file)
{
    return decoder_passes_on(file->decoder);
}

enum symbar_status text_file_read(struct text_file *file, char *room, size_t wanted,
                                  size_t *byte_count_out,
                                  struct symbar_diagnostics *diagnostics)
{
    *byte_count_out = decoder_take_begun(file->decoder, room, wanted);
    return *byte_count_out
               ? SYMBAR_OK
               : source_read(file->source, room, wanted, byte_count_out, diagnostics);
}

enum symbar_status text_file_fill_head(struct text_file *file, size_t wanted,
                                       struct symbar_diagnostics *diagnostics)
{
    while (!file->head_is_whole && file->head.byte_count < wanted) {
        const char *text = NULL;
        size_t text_count = 0;
        enum symbar_status status =
            text_file_next(file, &text, &text_count, &file->head_is_whole, diagnostics);
        if (status != SYMBAR_OK)
            return status;
        buffer_append(&file->head, text, text_count);
        if (buffer_failed(&file->head))
            return fail_no_memory(diagnostics);
    }
    return SYMBAR_OK;
}

enum symbar_status text_file_begin(struct source *source, const char *name,
                                   const char *prescribed_encoding, struct arena *arena,
                                   struct text_file *file_out,
                                   struct symbar_diagnostics *diagnostics)
{
    struct text_file file = { .name = name, .source = source };
    const char *beginning = NULL;
    size_t byte_count = 0;
    bool is_whole = false;
    enum symbar_status status = source_peek(source, TEXT_HEAD_BYTES, &beginning,
                                            &byte_count, &is_whole, diagnostics);
    if (status == SYMBAR_OK)
        status = encoding_find(prescribed_encoding, beginning, byte_count, is_whole, name,
                               arena, &file.encoding, diagnostics);
    if (status == SYMBAR_OK)
        status = decoder_create(&file.encoding, name, &file.decoder, diagnostics);
    if (status == SYMBAR_OK)
        status = text_file_fill_head(&file, TEXT_HEAD_BYTES, diagnostics);
    if (status == SYMBAR_OK)
        *file_out = file;
    else
        text_file_close(&file);
    return status;
}

void text_file_close(struct text_file *file)
{
    decoder_free(file->decoder);
    source_close(file->source);
    buffer_release(&file->head);
    *file = (struct text_file){ 0 };
}

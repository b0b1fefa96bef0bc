/* Any encoding in, UTF-8 out, piece by piece.

   What comes out is UTF-8 without byte-order mark and NUL bytes; a byte that does not fit
   is an error with its line and column, which comes after all the text before it was
   given. Where the pieces are cut makes no difference. */
#ifndef INGEST_DECODER_H
#define INGEST_DECODER_H

#include "ingest/encoding.h"

struct decoder;

/* `name` is the file's name in messages; it must outlive the decoder. */
enum symbar_status
decoder_create(const struct encoding *encoding, const char *name,
               struct decoder **decoder_out,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The text of one more piece; it lives until the next call and as long as `bytes`. */
enum symbar_status decoder_push(struct decoder *decoder, const char *bytes,
                                size_t byte_count, const char **text_out,
                                size_t *text_count_out,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* To be called after the last piece: what text is left. Fails when the last character is
   cut short. */
enum symbar_status decoder_end(struct decoder *decoder, const char **text_out,
                               size_t *text_count_out,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* What is wrong behind the text that came out last, which the next call would tell. */
enum symbar_status
decoder_check(struct decoder *decoder,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Whether every byte came out as it was pushed, but for a byte-order mark, and nothing is
   wrong so far. */
bool decoder_passes_on(const struct decoder *decoder);

/* Where it does, and whoever pushed goes on without the decoder: the bytes of a character
   that the last piece ended in, at most `wanted`, which have not come out. */
size_t decoder_take_begun(struct decoder *decoder, char *room, size_t wanted);

/* How many there are of these. */
size_t decoder_begun_bytes(const struct decoder *decoder);

void decoder_free(struct decoder *decoder);

#endif

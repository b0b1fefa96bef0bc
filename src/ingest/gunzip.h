/* gzip undone, piece by piece, through ISA-L or zlib (inflater.h): bytes are given as
   stored and taken inflated.

   Members that follow one another are one stream, as gunzip has it. Anything else after
   the last member, a member cut short and a wrong checksum are errors that name the byte.
   Checksums are for themselves, since they take their time: another thread may go about
   them (gzip_check.h). */
#ifndef INGEST_GUNZIP_H
#define INGEST_GUNZIP_H

#include "base/diagnostics.h"
#include "ingest/piece_sizes.h"

#include <stdbool.h>
#include <stddef.h>

struct gunzip;
struct inflate_library;

bool gunzip_is_magic(const char *bytes, size_t byte_count);

/* Through the best library that is there, or through this one. NULL when memory is short.
 */
struct gunzip *gunzip_create(void);
struct gunzip *gunzip_create_with(const struct inflate_library *library);
void gunzip_free(struct gunzip *gunzip);

/* More stored bytes, which must stay until gunzip_take has given nothing. */
void gunzip_give(struct gunzip *gunzip, const char *bytes, size_t byte_count);

/* The next inflated bytes, at most INFLATED_BYTES of them; none: more has to be given.
   The room is of one size so that where a damage is found does not depend on who reads.
 */
enum symbar_status gunzip_take(struct gunzip *gunzip, char room[INFLATED_BYTES],
                               size_t *byte_count_out, const char *name,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* To be called at the end of the stored bytes: fails when a member is not finished. */
enum symbar_status gunzip_end(const struct gunzip *gunzip, const char *name,
                              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Each inflated byte is to be handed over once, in order, by one thread at a time, not
   necessarily the one that takes them. */
void gunzip_check(struct gunzip *gunzip, const char *bytes, size_t byte_count);

/* To be called when all were, behind gunzip_end: fails when a checksum is wrong. */
enum symbar_status
gunzip_end_check(struct gunzip *gunzip, const char *name,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

/* The name of a tally's segment: what a respondent has in each of the side's segment
   columns, in the study's order, with '|' between them: "front line|north". A part may be
   empty; a '|' or '\' in a part has a '\' before it. Crossed like this, counts add up
   whatever is asked of them later. */
#ifndef TALLY_SEGMENT_KEY_H
#define TALLY_SEGMENT_KEY_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the next part. */
void segment_key_add(struct buffer *key, bool is_first, const char *bytes,
                     size_t byte_count);

/* Takes the next part of a key, which `*rest` points into, and moves on behind it; part
   is cleared first. `*rest` is NULL after the last; then there is nothing more. */
bool segment_key_next(const char **rest, struct buffer *part);

/* Part number `index` of a key; a part that is not there is empty. */
void segment_key_part(const char *key, size_t index, struct buffer *part);

#endif

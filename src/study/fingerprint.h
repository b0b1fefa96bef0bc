/* A fingerprint of what one side was asked about a dimension: equal fingerprints are the
   same question, so that figures of two reports may be compared.

   It covers the items' columns, scales (ends, classes and labels, not their names),
   reversals and the number of items that a score needs; the order of items and of labels
   does not count. FNV-1a, 64 bits: a mark to tell changes by, no protection against
   somebody who wants two questions to look alike. */
#ifndef STUDY_FINGERPRINT_H
#define STUDY_FINGERPRINT_H

#include "study/study.h"

#include <stdint.h>

enum { FINGERPRINT_TEXT_BYTES = 17 };

/* 16 hexadecimal digits; "" when the side was not asked. */
void question_fingerprint(const struct question *question,
                          char text_out[FINGERPRINT_TEXT_BYTES]);

/* The mark of any text. */
uint64_t text_fingerprint(const char *bytes, size_t byte_count);

#endif

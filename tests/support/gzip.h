/* gzip files without compression, so that tests can make any of them. */
#ifndef SUPPORT_GZIP_H
#define SUPPORT_GZIP_H

#include "base/buffer.h"

/* Appends one member. RFC 1952, with the stored blocks of RFC 1951. */
void gzip_append(struct buffer *out, const char *bytes, size_t byte_count);

#endif

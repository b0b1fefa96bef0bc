/* Where the bytes stand that mean something in a CSV file: delimiter, quote, LF and CR.

   Most bytes of a file mean nothing, and passing over them sixteen at a time is what
   makes reading fast. Both ways give the same offsets. */
#ifndef INGEST_MARKS_H
#define INGEST_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MARKS_MOST_BYTES = 32 * 1024 };

struct marks {
    size_t count;
    uint16_t offsets[MARKS_MOST_BYTES + 1]; /* ascending */
};

/* `quote` may be 0: none. At most MARKS_MOST_BYTES bytes. */
void marks_find(struct marks *marks, const char *bytes, size_t byte_count, char delimiter,
                char quote);

/* The same without the processor's own instructions. */
void marks_find_portably(struct marks *marks, const char *bytes, size_t byte_count,
                         char delimiter, char quote);

#endif

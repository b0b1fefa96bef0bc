/* Where in a text one is: line and byte column, both from 1.

   A line ends with LF, CR LF, CR CR LF (what a careless tool makes of CR LF) or a lone
   CR, so that the number agrees with what an editor shows. A CR does not count before the
   byte after it is known. */
#ifndef INGEST_POSITION_H
#define INGEST_POSITION_H

#include <stddef.h>
#include <stdint.h>

struct position {
    uint64_t line;
    uint64_t column;
    uint64_t returns; /* CRs just passed, of which an LF may still make one line end */
};

#define POSITION_START ((struct position){ .line = 1, .column = 1 })

void position_advance(struct position *position, const char *bytes, size_t byte_count);

/* To be called when the next byte is known not to be a line feed. */
void position_settle(struct position *position);

#endif

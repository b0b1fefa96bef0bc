/* The rows of a tally's text, which are nearly all of it. */
#ifndef TALLY_TALLY_WRITE_ROWS_H
#define TALLY_TALLY_WRITE_ROWS_H

#include "tally/tally_write.h"

/* SYMBAR_CANNOT_WRITE when the sink refused. */
enum symbar_status tally_write_rows(const struct tally_document *document,
                                    struct sink sink) SYMBAR_MUST_CHECK;

#endif

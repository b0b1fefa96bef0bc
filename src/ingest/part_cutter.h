/* Where the parts of a text (text_parts.h) begin and end: behind a row, as the indexes
   say that it is read with (text_index.h), or where there are none the quotes
   (row_cutter.h). What is behind the last row of a part begins the next one. */
#ifndef INGEST_PART_CUTTER_H
#define INGEST_PART_CUTTER_H

#include "base/buffer.h"
#include "ingest/dialect.h"
#include "ingest/row_cutter.h"
#include "ingest/text_index.h"
#include "ingest/text_parts.h"

struct part_cutter {
    bool makes_indexes;
    struct index_way way;
    struct row_cutter rows;
    size_t most_bytes;  /* of a part that ends behind a row; others go on */
    bool is_within;     /* a row, of which the part before has the beginning */
    size_t seen;        /* of the part: up to there the quotes were followed */
    struct buffer rest; /* of the text: what begins the next part */
};

void part_cutter_init(struct part_cutter *cutter, const struct work *work,
                      const struct dialect *dialect, size_t most_bytes);
void part_cutter_release(struct part_cutter *cutter);

/* Makes a part of a piece of the text, the next one. False: no row ends in it, and it
   takes another piece. */
bool part_cutter_begin(struct part_cutter *cutter, struct text_part *part);
bool part_cutter_add(struct part_cutter *cutter, struct text_part *part,
                     const struct text_part *piece);

#endif

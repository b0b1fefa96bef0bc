/* From a date in a cell to the wave that it falls into: "2026-03", "2026-Q1", "2026".

   An ISO date (2026-03-31, 20260331) needs no more. Any other needs to know the order of
   its parts, which may have '/', '.', '-' or a space between them and a year of two
   digits (70 to 99 are of the last century). A time may follow, and is passed over. */
#ifndef INGEST_WAVE_DATE_H
#define INGEST_WAVE_DATE_H

#include "ingest/fold.h"
#include "study/study.h"

enum date_fault {
    DATE_OK,
    DATE_NOT,       /* no date at all */
    DATE_NOT_THERE, /* a day or month that the calendar lacks */
    DATE_UNORDERED  /* a date, if only the order were known */
};

enum { WAVE_LABEL_BYTES = 32 };

/* `label_out` is set where the result is DATE_OK. */
enum date_fault wave_of_date(struct span text, enum wave_period by, enum date_order order,
                             char label_out[WAVE_LABEL_BYTES]);

/* How much of a text that is a date comes before the time of day: it is the same wave
   without that. All of it, if none is seen. */
size_t date_byte_count(struct span text);

/* The order in which a date without one would be there; ORDER_NONE where either would do,
   or none. */
enum date_order date_order_of(struct span text);

#endif

/* For each byte: the numbers of the bits that are set, the lowest first, and zeros. */
#ifndef INGEST_BIT_PLACES_H
#define INGEST_BIT_PLACES_H

enum { BIT_PLACES = 8 };
extern const unsigned char bit_places[256][BIT_PLACES];

#endif

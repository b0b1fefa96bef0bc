/* How much of a file is read at a time, and how much of it is looked at before anything
   is decided. Fuzzers try short files: in their builds everything is short, so that they
   get to where only long files get. */
#ifndef INGEST_PIECE_SIZES_H
#define INGEST_PIECE_SIZES_H

#if defined(FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION)
enum { TEXT_HEAD_BYTES = 100, SOURCE_BYTES = 24 };
#else
enum { TEXT_HEAD_BYTES = 1024 * 1024, SOURCE_BYTES = 128 * 1024 };
#endif

enum { INFLATED_BYTES = SOURCE_BYTES };

#endif

/* Within gunzip.c and what it is made of: a deflate stream undone by a library, as far as
   there are bytes and room, and CRC-32 by the same.

   zlib is always there. ISA-L, where it was found, undoes the same in two fifths of the
   time; the only difference is near which byte it sees a damage. */
#ifndef INGEST_INFLATER_H
#define INGEST_INFLATER_H

#include <stddef.h>
#include <stdint.h>

/* What is left of the stored bytes and of the room. */
struct inflate_piece {
    const char *bytes;
    size_t byte_count;
    char *room;
    size_t room_bytes;
};

enum inflate_result {
    INFLATE_GOES_ON, /* the bytes are used up or the room is, so far as may be */
    INFLATE_ENDS,
    INFLATE_DAMAGED,
    INFLATE_NO_MEMORY
};

enum { INFLATE_MOST_BEHIND = 8 };

struct inflate_library {
    void *(*create)(void); /* NULL when memory is short */
    void (*free)(void *inflater);
    void (*begin)(void *inflater);
    enum inflate_result (*go_on)(void *inflater, struct inflate_piece *piece);
    /* How many of the bytes behind a stream that ended were taken with it, of this piece
       or an earlier one; NULL: never any. */
    size_t (*take_behind)(void *inflater, unsigned char bytes_out[INFLATE_MOST_BEHIND]);
    /* Goes on from that of the bytes before; of none it is 0. */
    uint32_t (*crc32)(uint32_t crc, const char *bytes, size_t byte_count);
};

extern const struct inflate_library inflate_zlib;
#ifdef SYMBAR_ISAL
extern const struct inflate_library inflate_isal;
#endif

#endif

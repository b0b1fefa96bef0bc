/* Within gunzip.c and inflate_*.c only: a member of a gzip file undone by a library,
   header and checksum with it, as far as there are bytes and room.

   zlib is always there. ISA-L, where it was found, undoes the same in two fifths of the
   time; the only difference is near which byte it sees a damage. */
#ifndef INGEST_INFLATER_H
#define INGEST_INFLATER_H

#include <stddef.h>

/* What is left of the stored bytes and of the room. */
struct inflate_piece {
    const char *bytes;
    size_t byte_count;
    char *room;
    size_t room_bytes;
};

enum inflate_result {
    INFLATE_GOES_ON, /* the bytes are used up or the room is, so far as may be */
    INFLATE_MEMBER_ENDS,
    INFLATE_DAMAGED,
    INFLATE_NO_MEMORY
};

struct inflate_library {
    void *(*create)(void); /* NULL when memory is short */
    void (*free)(void *inflater);
    void (*begin_member)(void *inflater);
    enum inflate_result (*go_on)(void *inflater, struct inflate_piece *piece);
};

extern const struct inflate_library inflate_zlib;
#ifdef SYMBAR_ISAL
extern const struct inflate_library inflate_isal;
#endif

#endif

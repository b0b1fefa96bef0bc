#include "ingest/sav_file.h"

#include <string.h>

bool sav_is_magic(const char *bytes, size_t byte_count)
{
    enum { MAGIC_BYTES = 4 };
    return byte_count > MAGIC_BYTES && (memcmp(bytes, "$FL2", MAGIC_BYTES) == 0 ||
                                        memcmp(bytes, "$FL3", MAGIC_BYTES) == 0);
}

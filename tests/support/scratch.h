/* Files that live as long as a test. */
#ifndef SUPPORT_SCRATCH_H
#define SUPPORT_SCRATCH_H

#include <stddef.h>

struct scratch {
    char path[64];
};

/* Makes a file with these bytes; the test fails when that fails. */
void scratch_write(struct scratch *scratch, const char *bytes, size_t byte_count);
void scratch_remove(struct scratch *scratch);

#endif

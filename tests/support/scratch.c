#include "support/scratch.h"

#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void scratch_write(struct scratch *scratch, const char *bytes, size_t byte_count)
{
    const char *folder = getenv("TMPDIR");
    snprintf(scratch->path, sizeof scratch->path, "%s/symbar-test-XXXXXX",
             folder && *folder ? folder : "/tmp");
    int descriptor = mkstemp(scratch->path);
    assert_true(descriptor >= 0);
    while (byte_count) {
        ssize_t written = write(descriptor, bytes, byte_count);
        assert_true(written > 0);
        bytes += written;
        byte_count -= (size_t)written;
    }
    close(descriptor);
}

void scratch_remove(struct scratch *scratch)
{
    unlink(scratch->path);
}

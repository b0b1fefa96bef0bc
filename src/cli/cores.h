/* How many cores this process may use: what the machine has, less what an affinity mask
   or a container's limit takes away. */
#ifndef CLI_CORES_H
#define CLI_CORES_H

#include <stddef.h>

/* At least 1. */
size_t cores_available(void);

/* What a cgroup's limit comes to, `quota` of every `period` microseconds, rounded up:
   "max 100000" and whatever is not understood are no limit, 0. The forms of cgroup v2
   ("150000 100000") and of v1, whose two files the caller joins (-1: no limit). */
size_t cores_of_quota(const char *text);

#endif

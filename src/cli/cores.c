#ifdef __linux__
#define _GNU_SOURCE /* sched_getaffinity */
#endif
#include "cli/cores.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUOTA_BYTES = 64 };

static size_t cores_of_mask(void)
{
#ifdef __linux__
    cpu_set_t mask;
    if (sched_getaffinity(0, sizeof mask, &mask) == 0)
        return (size_t)CPU_COUNT(&mask);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}

size_t cores_of_quota(const char *text)
{
    char *end;
    long quota = strtol(text, &end, 10);
    if (end == text || quota <= 0)
        return 0;
    long period = strtol(end, NULL, 10);
    return period > 0 ? ((size_t)quota - 1) / (size_t)period + 1 : 0;
}

/* The first line of a file after what `text` holds already. */
static void read_line(const char *path, char text[QUOTA_BYTES])
{
    FILE *file = fopen(path, "r");
    size_t length = strlen(text);
    if (!file)
        return;
    if (!fgets(text + length, (int)(QUOTA_BYTES - length), file))
        text[length] = '\0';
    fclose(file);
}

/* Of the container as it sees itself; a limit on a group further in is not looked for. */
static size_t cores_of_container(void)
{
    char text[QUOTA_BYTES] = "";
    read_line("/sys/fs/cgroup/cpu.max", text);
    if (!*text) {
        read_line("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", text);
        read_line("/sys/fs/cgroup/cpu/cpu.cfs_period_us", text);
    }
    return cores_of_quota(text);
}

size_t cores_available(void)
{
    size_t cores = cores_of_mask();
    size_t limit = cores_of_container();
    return limit && limit < cores ? limit : cores;
}

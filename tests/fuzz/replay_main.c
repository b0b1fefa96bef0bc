/* Runs a fuzz target on files instead of under libFuzzer: every plain test run replays
   the corpus. Arguments are files, and folders whose files are taken. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count);

static int replay_file(const char *path, size_t byte_count)
{
    /* exactly as long as the input, so that a sanitizer sees the first byte past it */
    uint8_t *data = malloc(byte_count ? byte_count : 1);
    FILE *file = fopen(path, "rb");
    int failed = !data || !file || fread(data, 1, byte_count, file) != byte_count;
    if (failed)
        fprintf(stderr, "%s: cannot be read\n", path);
    else
        LLVMFuzzerTestOneInput(data, byte_count);
    if (file)
        fclose(file);
    free(data);
    return failed;
}

static int replay(const char *path, size_t *count)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        fprintf(stderr, "%s: not found\n", path);
        return 1;
    }
    if (!S_ISDIR(status.st_mode)) {
        ++*count;
        return replay_file(path, (size_t)status.st_size);
    }
    DIR *folder = opendir(path);
    int failed = !folder;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char name[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        failed |= replay(name, count);
    }
    if (folder)
        closedir(folder);
    return failed;
}

int main(int argument_count, char **arguments)
{
    size_t count = 0;
    int failed = 0;
    for (int i = 1; i < argument_count; i++)
        failed |= replay(arguments[i], &count);
    printf("%zu inputs replayed\n", count);
    return failed || !count;
}

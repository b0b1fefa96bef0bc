#include "support/folder.h"

#include "support/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void test_folder_create(struct test_folder *folder)
{
    strcpy(folder->path, "/tmp/symbar-test-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
}

static void path_in(const struct test_folder *folder, const char *name, char *path_out,
                    size_t size)
{
    assert_in_range(snprintf(path_out, size, "%s/%s", folder->path, name), 1, size - 1);
}

void test_folder_write(const struct test_folder *folder, const char *name,
                       const char *bytes, size_t byte_count)
{
    char path[512];
    path_in(folder, name, path, sizeof path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, byte_count, file), byte_count);
    assert_int_equal(fclose(file), 0);
}

void test_folder_text(const struct test_folder *folder, const char *name,
                      const char *text)
{
    test_folder_write(folder, name, text, strlen(text));
}

void test_folder_remove(struct test_folder *folder)
{
    DIR *entries = opendir(folder->path);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        char path[512];
        if (entry->d_name[0] == '.')
            continue;
        path_in(folder, entry->d_name, path, sizeof path);
        assert_int_equal(unlink(path), 0);
    }
    closedir(entries);
    assert_int_equal(rmdir(folder->path), 0);
}

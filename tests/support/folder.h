/* A folder of its own for a test that reads files, gone when the test is done. */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include <stddef.h>

struct test_folder {
    char path[64];
};

void test_folder_create(struct test_folder *folder);
/* Removes the files in it, and the folder. */
void test_folder_remove(struct test_folder *folder);

void test_folder_write(const struct test_folder *folder, const char *name,
                       const char *bytes, size_t byte_count);
void test_folder_text(const struct test_folder *folder, const char *name,
                      const char *text);

#endif

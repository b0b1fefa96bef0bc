#include "ingest/side_files.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What the system knows of a file. */
struct about {
    bool is_regular;
    struct stat stat;
};

static bool is_same_column(const struct column_ref *a, const struct column_ref *b)
{
    if (a->by != b->by)
        return false;
    if (a->by == COLUMN_BY_INDEX)
        return a->index == b->index;
    return a->occurrence == b->occurrence && strcmp(a->text, b->text) == 0;
}

/* Whether some question is answered by the same column on both sides. */
static bool has_same_column(const struct study *study)
{
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *employees =
            &study->dimensions[d].questions[SIDE_EMPLOYEES];
        const struct question *customers =
            &study->dimensions[d].questions[SIDE_CUSTOMERS];
        if (employees->item_count && customers->item_count &&
            is_same_column(&employees->items[0].column, &customers->items[0].column))
            return true;
    }
    return false;
}

static bool has_file(const struct text_list *files, const char *file)
{
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->texts[i], file) == 0)
            return true;
    return false;
}

bool sides_share_a_file(const struct study *study)
{
    const struct text_list *files = &study->sides[SIDE_EMPLOYEES].files;
    for (size_t i = 0; i < files->count; i++)
        if (has_file(&study->sides[SIDE_CUSTOMERS].files, files->texts[i]))
            return true;
    return false;
}

static void check_both_sides(const struct study *study,
                             struct symbar_diagnostics *diagnostics)
{
    const struct side_study *employees = &study->sides[SIDE_EMPLOYEES];
    const struct side_study *customers = &study->sides[SIDE_CUSTOMERS];
    if (employees->keep_count || customers->keep_count || !has_same_column(study))
        return;
    for (size_t i = 0; i < employees->files.count; i++) {
        if (!has_file(&customers->files, employees->files.texts[i]))
            continue;
        warn(diagnostics, DIAG_FILE_ON_BOTH_SIDES,
             (struct place){ .path = employees->file_names.texts[i] },
             "all rows of this file are read as employees and as customers");
        hint(diagnostics, "name the other side's file, or say which rows are whose with "
                          "employees.keep and customers.keep");
    }
}

static bool have_same_bytes(const char *path_of_a, const char *path_of_b)
{
    enum { BLOCK_BYTES = 16 * 1024 };
    char block_of_a[BLOCK_BYTES];
    char block_of_b[BLOCK_BYTES];
    FILE *a = fopen(path_of_a, "rb");
    FILE *b = fopen(path_of_b, "rb");
    bool are_same = a && b;
    for (size_t count = 1; are_same && count;) {
        count = fread(block_of_a, 1, sizeof block_of_a, a);
        are_same = fread(block_of_b, 1, sizeof block_of_b, b) == count &&
                   memcmp(block_of_a, block_of_b, count) == 0;
    }
    are_same = are_same && !ferror(a) && !ferror(b);
    if (a)
        fclose(a);
    if (b)
        fclose(b);
    return are_same;
}

/* Whether two files are one, by two names. */
static bool are_one(const struct about *a, const struct about *b)
{
    return a->is_regular && b->is_regular && a->stat.st_dev == b->stat.st_dev &&
           a->stat.st_ino == b->stat.st_ino;
}

/* A copy of a file, as of one that was downloaded again. */
static bool is_copy(const struct files_read *files, const struct about *abouts, size_t i,
                    size_t j)
{
    const struct about *a = &abouts[i];
    const struct about *b = &abouts[j];
    return a->is_regular && b->is_regular && a->stat.st_size &&
           a->stat.st_size == b->stat.st_size &&
           have_same_bytes(files->paths[i], files->paths[j]);
}

static void check_two(const struct files_read *files, const struct about *abouts,
                      size_t i, size_t j, struct symbar_diagnostics *diagnostics)
{
    const struct place place = { .path = files->names[j] };
    if (are_one(&abouts[i], &abouts[j])) {
        fail(diagnostics, DIAG_FILE_TWICE, place, "this is the file '%s' once more",
             files->names[i]);
    } else if (files->may_be_copies && is_copy(files, abouts, i, j)) {
        warn(diagnostics, DIAG_FILES_ALIKE, place,
             "this file has the same bytes as '%s', so that its rows count twice",
             files->names[i]);
        hint(diagnostics, "leave one of them out, if it is a copy");
    }
}

enum symbar_status check_files_once(const struct files_read *files,
                                    struct symbar_diagnostics *diagnostics)
{
    size_t errors = diagnostics_error_count(diagnostics);
    struct about *abouts = memory_allocate(files->count, sizeof *abouts);
    if (!abouts)
        return fail_no_memory(diagnostics);
    for (size_t j = 0; j < files->count; j++) {
        abouts[j].is_regular = stat(files->paths[j], &abouts[j].stat) == 0 &&
                               S_ISREG(abouts[j].stat.st_mode);
        for (size_t i = 0; i < j; i++)
            check_two(files, abouts, i, j, diagnostics);
    }
    memory_free(abouts);
    return diagnostics_error_count(diagnostics) > errors ? SYMBAR_BAD_INPUT : SYMBAR_OK;
}

enum symbar_status check_side_files(const struct study *study,
                                    struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = SYMBAR_OK;
    for (int side = 0; side < SIDE_COUNT && status != SYMBAR_NO_MEMORY; side++) {
        const struct side_study *own = &study->sides[side];
        const struct files_read files = { own->files.texts, own->file_names.texts,
                                          own->files.count, true };
        enum symbar_status checked = check_files_once(&files, diagnostics);
        status = status == SYMBAR_OK || checked == SYMBAR_NO_MEMORY ? checked : status;
    }
    check_both_sides(study, diagnostics);
    return status;
}

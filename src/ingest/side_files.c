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

/* Files of one side that are one by another name, or a copy that was downloaded again. */
static void check_two(const struct side_study *side, const struct about *abouts, size_t i,
                      size_t j, struct symbar_diagnostics *diagnostics)
{
    const struct about *a = &abouts[i];
    const struct about *b = &abouts[j];
    const struct place place = { .path = side->file_names.texts[j] };
    if (!a->is_regular || !b->is_regular || a->stat.st_size != b->stat.st_size)
        return;
    if (a->stat.st_dev == b->stat.st_dev && a->stat.st_ino == b->stat.st_ino) {
        fail(diagnostics, DIAG_FILE_TWICE, place, "this is the file '%s' once more",
             side->file_names.texts[i]);
    } else if (a->stat.st_size &&
               have_same_bytes(side->files.texts[i], side->files.texts[j])) {
        warn(diagnostics, DIAG_FILES_ALIKE, place,
             "this file has the same bytes as '%s', so that its rows count twice",
             side->file_names.texts[i]);
        hint(diagnostics, "leave one of them out, if it is a copy");
    }
}

static bool check_copies(const struct side_study *side,
                         struct symbar_diagnostics *diagnostics)
{
    size_t count = side->files.count;
    struct about *abouts = memory_allocate(count, sizeof *abouts);
    if (!abouts)
        return false;
    for (size_t j = 0; j < count; j++) {
        abouts[j].is_regular = stat(side->files.texts[j], &abouts[j].stat) == 0 &&
                               S_ISREG(abouts[j].stat.st_mode);
        for (size_t i = 0; i < j; i++)
            check_two(side, abouts, i, j, diagnostics);
    }
    memory_free(abouts);
    return true;
}

enum symbar_status check_side_files(const struct study *study,
                                    struct symbar_diagnostics *diagnostics)
{
    size_t errors = diagnostics_error_count(diagnostics);
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!check_copies(&study->sides[side], diagnostics))
            return fail_no_memory(diagnostics);
    check_both_sides(study, diagnostics);
    return diagnostics_error_count(diagnostics) > errors ? SYMBAR_BAD_INPUT : SYMBAR_OK;
}

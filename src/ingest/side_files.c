#include "ingest/side_files.h"

#include <string.h>

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

void check_side_files(const struct study *study, struct symbar_diagnostics *diagnostics)
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

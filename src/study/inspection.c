#include "study/inspection.h"

#include "base/language.h"

void inspection_release(struct inspection *inspection)
{
    arena_release(&inspection->arena);
    *inspection = (struct inspection){ 0 };
}

const char *layout_because(const struct layout_counts *counts)
{
    return counts->has_repetitions
               ? TRANSLATABLE("its %llu rows are answers of %llu respondents to %llu "
                              "questions, few given twice")
               : TRANSLATABLE("its %llu rows are answers of %llu respondents to %llu "
                              "questions, none given twice");
}

const char *column_kind_name(enum column_kind kind)
{
    static const char *const names[COLUMN_KIND_COUNT] = {
        [KIND_UNIT] = "unit",   [KIND_SCALE] = "scale",       [KIND_NPS] = "nps",
        [KIND_DATE] = "date",   [KIND_NUMBER] = "number",     [KIND_CHOICE] = "choice",
        [KIND_TEXT] = "text",   [KIND_PERSONAL] = "personal", [KIND_ID] = "id",
        [KIND_EMPTY] = "empty",
    };
    return names[kind];
}

bool column_kind_is_closed(enum column_kind kind)
{
    return kind == KIND_UNIT || kind == KIND_SCALE || kind == KIND_NPS ||
           kind == KIND_CHOICE;
}

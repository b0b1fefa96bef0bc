#include "study/keys.h"

#define KEYS(name, ...)                                                                  \
    {                                                                                    \
        name, (const char *const[]){ __VA_ARGS__ },                                      \
            sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *)          \
    }

static const struct study_keys table[OBJECT_COUNT] = {
    [OBJECT_STUDY] = KEYS("study", "$schema", "symbar", "title", "employees", "customers",
                          "scales", "dimensions", "units", "waves", "analysis", "privacy",
                          "bad_answers", "outcomes", "benchmark", "checks", "notes"),
    [OBJECT_SIDE] =
        KEYS("side", "files", "unit", "header_rows", "header_line", "encoding",
             "delimiter", "decimal", "quote", "platform", "set_aside", "layout", "weight",
             "population", "raking", "wave", "segment", "keep", "missing"),
    [OBJECT_LAYOUT] = KEYS("layout", "respondent", "question", "answer"),
    [OBJECT_COLUMN] = KEYS("column", "name", "occurrence", "text", "import_id", "index"),
    [OBJECT_SEGMENT] = KEYS("segment", "id", "column"),
    [OBJECT_WAVE] = KEYS("wave", "column", "by", "order"),
    [OBJECT_KEEP] = KEYS("keep", "column", "in", "not_in", "min", "max"),
    [OBJECT_MISSING] =
        KEYS("missing", "blank", "not_shown", "dont_know", "not_applicable", "refused"),
    [OBJECT_POPULATION] = KEYS("population", "file", "unit", "headcount", "column"),
    [OBJECT_SCALE] = KEYS("scale", "kind", "min", "max", "top", "labels", "promoters",
                          "detractors", "fractions", "missing"),
    [OBJECT_DIMENSION] = KEYS("dimension", "id", "label", "lens", "scale", "employees",
                              "customers", "min_items"),
    [OBJECT_TEXTS] = KEYS("texts", "en", "fr", "de", "es"),
    [OBJECT_ITEM] = KEYS("item", "column", "scale", "reverse"),
    [OBJECT_UNITS] = KEYS("units", "match", "aliases", "unmatched"),
    [OBJECT_OUTCOME] = KEYS("outcome", "id", "label", "file", "unit", "column"),
    [OBJECT_ANALYSIS] =
        KEYS("analysis", "confidence", "alpha", "margin", "adjust", "design", "high",
             "reference", "overall", "wave", "contrast"),
    [OBJECT_CONTRAST] = KEYS("contrast", "segment", "front", "back"),
    [OBJECT_PRIVACY] = KEYS("privacy", "min_n", "unanimity"),
    [OBJECT_SIDES] = KEYS("sides", "employees", "customers"),
    [OBJECT_CHECK] =
        KEYS("check", "id", "metric", "scope", "dimension", "unit", "segment", "wave",
             "min", "max", "abs_max", "min_change", "max_change", "fail", "warn", "when",
             "against", "inconclusive"),
    [OBJECT_BOUNDS] = KEYS("bounds", "min", "max", "abs_max", "min_change", "max_change"),
};

const struct study_keys *study_keys(enum study_object object)
{
    return &table[object];
}

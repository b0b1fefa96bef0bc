/* The keys of every kind of object in a study file: what the reader accepts, what it
   proposes for a misspelt one, and what the schema must list (a test compares). */
#ifndef STUDY_KEYS_H
#define STUDY_KEYS_H

#include <stddef.h>

enum study_object {
    OBJECT_STUDY,
    OBJECT_SIDE,
    OBJECT_LAYOUT,
    OBJECT_COLUMN,
    OBJECT_SEGMENT,
    OBJECT_WAVE,
    OBJECT_KEEP,
    OBJECT_MISSING,
    OBJECT_POPULATION,
    OBJECT_SCALE,
    OBJECT_DIMENSION,
    OBJECT_TEXTS, /* one text per language */
    OBJECT_ITEM,
    OBJECT_UNITS,
    OBJECT_OUTCOME,
    OBJECT_ANALYSIS,
    OBJECT_CONTRAST,
    OBJECT_PRIVACY,
    OBJECT_SIDES, /* one value per side */
    OBJECT_CHECK,
    OBJECT_BOUNDS, /* of one level of a check */
    OBJECT_COUNT
};

struct study_keys {
    const char *object; /* its name in the schema */
    const char *const *keys;
    size_t count;
};

const struct study_keys *study_keys(enum study_object object);

#endif

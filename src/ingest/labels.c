#include "base/memory.h"
#include "base/text.h"
#include "ingest/labelling.h"
#include "study/families.h"
#include "tally/segment_key.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CANDIDATES = 100, JOINS_SHOWN = 3 };

void labels_release(struct labels *labels)
{
    map_release(&labels->numbers);
    memory_free(labels->spellings);
}

bool labels_add(struct labels *labels, const char *text, enum side side,
                uint64_t row_count)
{
    size_t count = labels->numbers.count;
    if (!memory_grow(&labels->spellings, &labels->capacity, count + 1,
                     sizeof *labels->spellings))
        return false;
    ptrdiff_t number = map_add(&labels->numbers, text, strlen(text));
    if (number == MAP_NONE)
        return false;
    struct spelling *spelling = &labels->spellings[number];
    if ((size_t)number == count)
        *spelling = (struct spelling){ .text = map_key_at(&labels->numbers, count) };
    spelling->row_count[side] += row_count;
    return true;
}

bool labels_unify(struct labelling *labelling, struct labels *labels,
                  const struct text_list *wanted)
{
    return spellings_unify(&labelling->match->arena, labelling->study->units.steps,
                           wanted, labels->spellings, labels->numbers.count);
}

/* Two spellings of one thing on one side, in byte order. */
struct joined {
    const char *texts[2];
};

static int compare_joined(const void *a, const void *b)
{
    const struct joined *x = a;
    const struct joined *y = b;
    int order = strcmp(x->texts[0], y->texts[0]);
    return order ? order : strcmp(x->texts[1], y->texts[1]);
}

static void add_joined(const struct labels *labels, int side, size_t at,
                       struct joined *joined, size_t *count)
{
    const struct spelling *spelling = &labels->spellings[at];
    for (size_t i = 0; i < labels->numbers.count; i++) {
        const struct spelling *other = &labels->spellings[i];
        if (i == at || other->thing != spelling->thing || !other->row_count[side])
            continue;
        if (strcmp(other->text, spelling->text) < 0)
            return;
        const char **second = &joined[*count].texts[1];
        if (!*second || strcmp(other->text, *second) < 0)
            *second = other->text;
    }
    if (!joined[*count].texts[1])
        return;
    joined[*count].texts[0] = spelling->text;
    (*count)++;
}

/* Of each thing with several spellings on a side the first two. */
bool labels_tell_joined(const struct labelling *labelling, const struct labels *labels,
                        const char *family, int side)
{
    struct buffer shown = { 0 };
    size_t count = 0;
    struct joined *joined = memory_allocate(labels->numbers.count + 1, sizeof *joined);
    if (!joined)
        return false;
    for (size_t i = 0; i < labels->numbers.count; i++)
        if (labels->spellings[i].row_count[side])
            add_joined(labels, side, i, joined, &count);
    qsort(joined, count, sizeof *joined, compare_joined);
    for (size_t i = 0; i < count && i < JOINS_SHOWN; i++)
        buffer_format(&shown, "%s'%s' and '%s'", i ? ", " : "", joined[i].texts[0],
                      joined[i].texts[1]);
    bool done = !buffer_failed(&shown);
    const char *more = count > JOINS_SHOWN ? ", ..." : "";
    if (done && count && family)
        warn(
            labelling->diagnostics, DIAG_LABELS_MERGED, (struct place){ 0 },
            side == SIDE_EMPLOYEES
                ? TRANSLATABLE("segment '%s' of employees: more than one spelling of the "
                               "same: %s%s")
                : TRANSLATABLE("segment '%s' of customers: more than one spelling of the "
                               "same: %s%s"),
            family, shown.bytes, more);
    else if (done && count)
        warn(labelling->diagnostics, DIAG_LABELS_MERGED, (struct place){ 0 },
             side == SIDE_EMPLOYEES
                 ? TRANSLATABLE("waves of employees: more than one spelling of the same: "
                                "%s%s")
                 : TRANSLATABLE("waves of customers: more than one spelling of the same: "
                                "%s%s"),
             shown.bytes, more);
    buffer_release(&shown);
    memory_free(joined);
    return done;
}

/* Says it of each side that is divided so and has some who are in no part. */
void labels_tell_without(const struct labelling *labelling, const char *family, int side,
                         uint64_t count)
{
    if (!count)
        return;
    unsigned long long rows = count;
    if (family)
        warn(labelling->diagnostics, DIAG_NO_LABEL, (struct place){ 0 },
             side == SIDE_EMPLOYEES
                 ? TRANSLATABLE("%llu of employees without segment '%s': counted overall "
                                "only")
                 : TRANSLATABLE("%llu of customers without segment '%s': counted overall "
                                "only"),
             rows, family);
    else
        warn(labelling->diagnostics, DIAG_NO_LABEL, (struct place){ 0 },
             side == SIDE_EMPLOYEES
                 ? TRANSLATABLE("%llu of employees without a wave: counted overall only")
                 : TRANSLATABLE("%llu of customers without a wave: counted overall only"),
             rows);
    diagnostics_seen(labelling->diagnostics, count, NULL, 0);
}

bool labels_have(const struct labels *labels, const char *name)
{
    for (size_t i = 0; i < labels->numbers.count; i++)
        if (strcmp(labels->spellings[i].name, name) == 0)
            return true;
    return false;
}

void labels_hint(const struct labelling *labelling, const struct labels *labels,
                 const char *wanted)
{
    const char *names[MOST_CANDIDATES];
    size_t count = 0;
    for (size_t i = 0; i < labels->numbers.count && count < MOST_CANDIDATES; i++)
        names[count++] = labels->spellings[i].name;
    const char *nearest = text_nearest(wanted, names, count);
    if (nearest)
        hint(labelling->diagnostics, "did you mean '%s'?", nearest);
}

/* -- segments -------------------------------------------------------------------- */

/* The names of a family in all groups; those in none are counted per side. */
static bool gather_family(struct labelling *labelling,
                          const struct segment_family *family, struct labels *labels,
                          uint64_t without[SIDE_COUNT])
{
    const struct tally *raw = labelling->raw;
    for (size_t g = 0; g < raw->group_count; g++) {
        const struct tally_group *group = &raw->groups[g];
        ptrdiff_t column = family->columns[group->side];
        if (column == NO_COLUMN)
            continue;
        buffer_clear(&labelling->part);
        if (group->segment != TALLY_NONE)
            segment_key_part(map_key_at(&raw->segments, (size_t)group->segment),
                             (size_t)column, &labelling->part);
        if (buffer_failed(&labelling->part))
            return false;
        if (!labelling->part.byte_count)
            without[group->side] += group->row_count;
        else if (!labels_add(labels, labelling->part.bytes, group->side,
                             group->row_count))
            return false;
    }
    return true;
}

/* The names that the study gives segments of a family; false when memory is short. */
static bool list_wanted(struct labelling *labelling, const struct segment_family *family,
                        struct text_list *wanted_out)
{
    const struct contrast_rule *contrast = &labelling->study->analysis.contrast;
    size_t count = contrast->front.count + contrast->back.count;
    *wanted_out = (struct text_list){ 0 };
    if (!contrast->is_given || strcmp(contrast->segment, family->id) != 0)
        return true;
    const char **texts = arena_allocate(&labelling->match->arena, count, sizeof *texts);
    if (!texts)
        return false;
    for (size_t i = 0; i < count; i++)
        texts[i] = i < contrast->front.count
                       ? contrast->front.texts[i]
                       : contrast->back.texts[i - contrast->front.count];
    *wanted_out = (struct text_list){ texts, count };
    return true;
}

static void tell_unmet_segments(const struct labelling *labelling,
                                const struct labels *labels,
                                const struct text_list *wanted)
{
    for (size_t i = 0; i < wanted->count; i++) {
        if (labels_have(labels, wanted->texts[i]))
            continue;
        warn(labelling->diagnostics, DIAG_UNMET_LABEL,
             (struct place){ .path = labelling->study->path,
                             .pointer = "/analysis/contrast" },
             TRANSLATABLE("nobody is in segment '%s'"), wanted->texts[i]);
        labels_hint(labelling, labels, wanted->texts[i]);
    }
}

static bool match_family(struct labelling *labelling, const struct segment_family *family,
                         struct labels *labels)
{
    uint64_t without[SIDE_COUNT] = { 0 };
    struct text_list wanted;
    if (!gather_family(labelling, family, labels, without) ||
        !list_wanted(labelling, family, &wanted) ||
        !labels_unify(labelling, labels, &wanted))
        return false;
    tell_unmet_segments(labelling, labels, &wanted);
    bool done = true;
    for (int side = 0; done && side < SIDE_COUNT; side++) {
        labels_tell_without(labelling, family->id, side, without[side]);
        done = labels_tell_joined(labelling, labels, family->id, side);
    }
    return done;
}

static bool is_of_one_side(const struct segment_family *family, enum side side)
{
    return family->columns[side] != NO_COLUMN && family->columns[!side] == NO_COLUMN;
}

/* A segment that both sides have below different ids is not compared with itself. */
static void note_ids(const struct labelling *labelling, const struct labels *families,
                     size_t employees, size_t customers)
{
    const struct segment_family family = segment_family_at(labelling->study, employees);
    const struct segment_family other = segment_family_at(labelling->study, customers);
    if (!is_of_one_side(&family, SIDE_EMPLOYEES) ||
        !is_of_one_side(&other, SIDE_CUSTOMERS))
        return;
    const char *shared = NULL;
    for (size_t i = 0; i < families[employees].numbers.count; i++) {
        const char *name = families[employees].spellings[i].name;
        if (labels_have(&families[customers], name) &&
            (!shared || strcmp(name, shared) < 0))
            shared = name;
    }
    if (!shared)
        return;
    note(labelling->diagnostics, DIAG_SEGMENT_IDS, (struct place){ 0 },
         "segment '%s' is on both sides, of employees below '%s' and of customers below "
         "'%s'",
         shared, family.id, other.id);
    hint(labelling->diagnostics,
         "to compare it with itself, give both columns one id: {\"id\": \"%s\", "
         "\"column\": ...}",
         family.id);
}

/* A raw key with every part as its family calls it; NULL when memory is short. */
static const char *renamed_key(struct labelling *labelling, int side, const char *raw_key,
                               const struct labels *families, size_t family_count)
{
    const struct study *study = labelling->study;
    buffer_clear(&labelling->key);
    for (size_t i = 0; i < study->sides[side].segment_count; i++) {
        const char *name = "";
        segment_key_part(raw_key, i, &labelling->part);
        for (size_t f = 0; f < family_count && labelling->part.byte_count; f++) {
            ptrdiff_t number = MAP_NONE;
            if (segment_family_at(study, f).columns[side] == (ptrdiff_t)i)
                number = map_find(&families[f].numbers, labelling->part.bytes,
                                  labelling->part.byte_count);
            if (number != MAP_NONE)
                name = families[f].spellings[number].name;
        }
        segment_key_add(&labelling->key, i == 0, name, strlen(name));
    }
    if (buffer_failed(&labelling->key) || buffer_failed(&labelling->part))
        return NULL;
    return arena_copy(&labelling->match->arena,
                      labelling->key.bytes ? labelling->key.bytes : "",
                      labelling->key.byte_count);
}

static bool match_segments(struct labelling *labelling)
{
    const struct study *study = labelling->study;
    const struct map *raw_keys = &labelling->raw->segments;
    size_t family_count = segment_family_count(study);
    struct labels *families = memory_allocate(family_count, sizeof *families);
    bool done = families != NULL;
    for (size_t f = 0; done && f < family_count; f++) {
        const struct segment_family family = segment_family_at(study, f);
        done = match_family(labelling, &family, &families[f]);
    }
    for (size_t f = 0; done && f < family_count; f++)
        for (size_t other = 0; other < family_count; other++)
            note_ids(labelling, families, f, other);
    for (int side = 0; done && side < SIDE_COUNT; side++) {
        const char **keys =
            arena_allocate(&labelling->match->arena, raw_keys->count, sizeof *keys);
        labelling->match->segments[side] = keys;
        done = keys != NULL;
        for (size_t i = 0; done && i < raw_keys->count; i++) {
            keys[i] = renamed_key(labelling, side, map_key_at(raw_keys, i), families,
                                  family_count);
            done = keys[i] != NULL;
        }
    }
    for (size_t f = 0; families && f < family_count; f++)
        labels_release(&families[f]);
    memory_free(families);
    return done;
}

enum symbar_status labels_match(const struct study *study, const struct tally *raw,
                                struct label_match *match_out,
                                struct symbar_diagnostics *diagnostics)
{
    struct label_match match = { 0 };
    struct labelling labelling = {
        .study = study, .raw = raw, .match = &match, .diagnostics = diagnostics
    };
    size_t errors = diagnostics_error_count(diagnostics);
    bool done = match_segments(&labelling) && match_waves(&labelling);
    enum symbar_status status = SYMBAR_OK;
    buffer_release(&labelling.part);
    buffer_release(&labelling.key);
    if (!done)
        status = fail_no_memory(diagnostics);
    else if (diagnostics_error_count(diagnostics) > errors)
        status = SYMBAR_BAD_INPUT;
    if (status == SYMBAR_OK)
        *match_out = match;
    else
        label_match_release(&match);
    return status;
}

void label_match_release(struct label_match *match)
{
    arena_release(&match->arena);
    *match = (struct label_match){ 0 };
}

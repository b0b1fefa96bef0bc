/* What is told about the matching of units, and what the report lists of it. */
#include "base/memory.h"
#include "ingest/fold.h"
#include "ingest/near_misses.h"
#include "ingest/units.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 5, MERGES_SHOWN = 3 };

struct unit_reporting {
    const struct study *study;
    const struct unit_match *match;
    const struct raw_answers *raw;
    struct provenance *provenance;
    struct symbar_diagnostics *diagnostics;
};

static bool has_both_sides(const struct unit_found *unit)
{
    return unit->row_count[SIDE_EMPLOYEES] && unit->row_count[SIDE_CUSTOMERS];
}

/* Whether a name and the unit's name are the same under these steps. */
static bool is_same(const struct unit_name *name, const char *unit,
                    const bool steps[STEP_COUNT], struct buffer *key)
{
    buffer_clear(key);
    fold_unit(key, (struct span){ name->text, name->byte_count }, steps);
    size_t length = key->byte_count;
    fold_unit(key, span_of(unit), steps);
    return !buffer_failed(key) && key->byte_count == 2 * length &&
           memcmp(key->bytes, key->bytes + length, length) == 0;
}

/* The first step that explains why a name bears the unit's name, with the steps before
   it; mere spaces come first of all, since the step for accents would explain them too.
 */
static bool find_step(const struct unit_reporting *reporting,
                      const struct unit_name *name, const char **step_out)
{
    static const bool spacing_alone[STEP_COUNT] = {
        [STEP_EXACT] = true, [STEP_SPACING] = true
    };
    const bool *steps = reporting->study->units.steps;
    const char *unit = reporting->match->units[name->unit].name;
    bool tried[STEP_COUNT] = { [STEP_EXACT] = true };
    struct buffer key = { 0 };
    *step_out = name->is_alias ? "alias" : NULL;
    if (!*step_out && steps[STEP_SPACING] && is_same(name, unit, spacing_alone, &key))
        *step_out = unit_step_name(STEP_SPACING);
    for (int step = STEP_CASE; !*step_out && step < STEP_COUNT; step++) {
        tried[step] = steps[step];
        if (steps[step] && is_same(name, unit, tried, &key))
            *step_out = unit_step_name((enum unit_step)step);
    }
    bool done = !buffer_failed(&key);
    buffer_release(&key);
    if (done && !*step_out)
        *step_out = unit_step_name(STEP_EXACT);
    return done;
}

/* Appends a name with a space for every mark of ASCII and every typographic dash and
   quote. */
static void append_unmarked(struct buffer *out, struct span text)
{
    for (size_t i = 0; i < text.byte_count; i++) {
        bool is_general = i + 2 < text.byte_count && text.bytes[i] == '\xe2' &&
                          text.bytes[i + 1] == '\x80';
        unsigned char byte = (unsigned char)text.bytes[i];
        bool is_mark = byte < 0x80 && ispunct(byte);
        buffer_byte(out, is_mark || is_general ? ' ' : text.bytes[i]);
        i += is_general ? 2 : 0;
    }
}

/* Whether a name and the unit's name differ in punctuation where the step for accents
   joined them. False when memory is short. */
static bool find_punctuation(const struct unit_reporting *reporting,
                             const struct unit_name *name, bool *is_punctuation_out)
{
    struct buffer mine = { 0 };
    struct buffer unit = { 0 };
    struct buffer key = { 0 };
    bool steps[STEP_COUNT];
    memcpy(steps, reporting->study->units.steps, sizeof steps);
    steps[STEP_ACCENTS] = false;
    steps[STEP_SPACING] = true;
    append_unmarked(&mine, (struct span){ name->text, name->byte_count });
    append_unmarked(&unit, span_of(reporting->match->units[name->unit].name));
    const struct unit_name plain = { .text = mine.bytes ? mine.bytes : "",
                                     .byte_count = mine.byte_count };
    bool is_same_now = is_same(&plain, unit.bytes ? unit.bytes : "", steps, &key);
    bool done = !buffer_failed(&mine) && !buffer_failed(&unit) && !buffer_failed(&key);
    buffer_release(&mine);
    buffer_release(&unit);
    buffer_release(&key);
    if (done)
        *is_punctuation_out = is_same_now;
    return done;
}

/* Spaces around a name are worth telling where another spelling lacks them. */
static bool is_merged(const struct unit_match *match, const struct unit_name *name,
                      size_t spelling_count)
{
    const char *unit = match->units[name->unit].name;
    struct span text = { name->text, name->byte_count };
    if (span_equals(text, unit))
        return false;
    return spelling_count > 1 || !span_equals(span_trim(text), unit);
}

/* How many spellings each unit has; NULL when memory is short. */
static size_t *count_spellings(const struct unit_match *match)
{
    size_t *counts = memory_allocate(match->unit_count, sizeof *counts);
    for (size_t i = 0; counts && i < match->name_count; i++)
        counts[match->names[i].unit]++;
    return counts;
}

static bool make_merge(const struct unit_reporting *reporting,
                       const struct unit_name *name, enum side side,
                       struct unit_merge *merge)
{
    struct arena *arena = &reporting->provenance->arena;
    *merge = (struct unit_merge){
        .unit = arena_text(arena, reporting->match->units[name->unit].name),
        .spelling = arena_text(arena, name->text),
        .side = side,
    };
    return merge->unit && merge->spelling && find_step(reporting, name, &merge->step) &&
           (strcmp(merge->step, unit_step_name(STEP_ACCENTS)) != 0 ||
            find_punctuation(reporting, name, &merge->is_punctuation));
}

static int compare_merges(const void *a, const void *b)
{
    const struct unit_merge *left = a;
    const struct unit_merge *right = b;
    int order = strcmp(left->unit, right->unit);
    if (!order)
        order = (left->side > right->side) - (left->side < right->side);
    return order ? order : strcmp(left->spelling, right->spelling);
}

static bool list_merges(const struct unit_reporting *reporting)
{
    const struct unit_match *match = reporting->match;
    struct arena *arena = &reporting->provenance->arena;
    size_t count = 0;
    struct unit_merge *merges =
        arena_allocate(arena, match->name_count * SIDE_COUNT, sizeof *merges);
    size_t *spellings = count_spellings(match);
    bool done = merges && spellings;
    for (size_t i = 0; done && i < match->name_count; i++) {
        const struct unit_name *name = &match->names[i];
        bool is_told = is_merged(match, name, spellings[name->unit]);
        for (int side = 0; done && side < SIDE_COUNT && is_told; side++)
            if (name->row_count[side])
                done = make_merge(reporting, name, (enum side)side, &merges[count++]);
    }
    memory_free(spellings);
    if (!done)
        return false;
    qsort(merges, count, sizeof *merges, compare_merges);
    reporting->provenance->units.merges = merges;
    reporting->provenance->units.merge_count = count;
    return true;
}

static bool list_one_sided(const struct unit_reporting *reporting)
{
    const struct unit_match *match = reporting->match;
    struct unit_summary *summary = &reporting->provenance->units;
    struct arena *arena = &reporting->provenance->arena;
    for (int side = 0; side < SIDE_COUNT; side++) {
        size_t count = 0;
        const char **names = arena_allocate(arena, match->unit_count, sizeof *names);
        if (!names)
            return false;
        for (size_t u = 0; u < match->unit_count; u++) {
            if (!unit_is_alone(&match->units[u], (enum side)side))
                continue;
            names[count] = arena_text(arena, match->units[u].name);
            if (!names[count++])
                return false;
        }
        summary->only[side] = (struct text_list){ names, count };
    }
    for (size_t u = 0; u < match->unit_count; u++)
        summary->matched += has_both_sides(&match->units[u]);
    return true;
}

/* "'Lyon 9', 'Nice', ..." */
static void append_names(struct buffer *out, const struct text_list *names)
{
    for (size_t i = 0; i < names->count && i < NAMES_SHOWN; i++)
        buffer_format(out, "%s'%s'", i ? ", " : "", names->texts[i]);
    if (names->count > NAMES_SHOWN)
        buffer_text(out, ", ...");
}

static const char *one_sided_words(int side, bool is_one, bool is_left_out)
{
    static const char *const words[SIDE_COUNT][2][2] = {
        { { TRANSLATABLE("%zu units are on the employees' side only: %s"),
            TRANSLATABLE("%zu units are on the employees' side only and left out: %s") },
          { TRANSLATABLE("%zu unit is on the employees' side only: %s"),
            TRANSLATABLE("%zu unit is on the employees' side only and left out: %s") } },
        { { TRANSLATABLE("%zu units are on the customers' side only: %s"),
            TRANSLATABLE("%zu units are on the customers' side only and left out: %s") },
          { TRANSLATABLE("%zu unit is on the customers' side only: %s"),
            TRANSLATABLE("%zu unit is on the customers' side only and left out: %s") } },
    };
    return words[side][is_one][is_left_out];
}

static bool tell_one_sided(const struct unit_reporting *reporting, int side)
{
    const struct text_list *only = &reporting->provenance->units.only[side];
    enum unmatched_rule rule = reporting->study->units.unmatched;
    struct buffer names = { 0 };
    if (!only->count)
        return true;
    append_names(&names, only);
    bool done = !buffer_failed(&names);
    bool is_one = only->count == 1;
    struct place place = { .path = reporting->study->path,
                           .pointer = "/units/unmatched" };
    if (done && rule == UNMATCHED_REFUSE)
        fail(reporting->diagnostics, DIAG_UNIT_UNMATCHED, place,
             one_sided_words(side, is_one, false), only->count, names.bytes);
    else if (done)
        warn(reporting->diagnostics, DIAG_UNIT_ON_ONE_SIDE, (struct place){ 0 },
             one_sided_words(side, is_one, rule == UNMATCHED_DROP), only->count,
             names.bytes);
    if (done)
        diagnostics_seen(reporting->diagnostics, only->count, NULL, 0);
    buffer_release(&names);
    return done;
}

static int compare_uses(const void *a, const void *b)
{
    const struct unit_name *const *left = a;
    const struct unit_name *const *right = b;
    if ((*left)->unit != (*right)->unit)
        return (*left)->unit < (*right)->unit ? -1 : 1;
    return strcmp((*left)->text, (*right)->text);
}

/* "'Lyon', 'LYON' and 'Lyon '" */
static void append_spellings(struct buffer *out, const char *before,
                             const struct unit_name **names, size_t count)
{
    buffer_text(out, before);
    for (size_t i = 0; i < count && i < NAMES_SHOWN; i++) {
        bool is_last = i + 1 == count;
        buffer_format(out, "%s'%s'", !i ? "" : is_last ? " and " : ", ", names[i]->text);
    }
    if (count > NAMES_SHOWN)
        buffer_text(out, ", ...");
}

/* Tells the units that have several spellings in one file; `names` are its names. */
static bool tell_merged(const struct unit_reporting *reporting, const char *file,
                        const struct unit_name **names, size_t count)
{
    struct buffer shown = { 0 };
    size_t merged = 0;
    qsort(names, count, sizeof(const struct unit_name *), compare_uses);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && names[end]->unit == names[i]->unit;)
            end++;
        if (end - i > 1 && merged++ < MERGES_SHOWN)
            append_spellings(&shown, merged > 1 ? ", " : "", names + i, end - i);
    }
    bool done = !buffer_failed(&shown);
    if (done && merged) {
        warn(reporting->diagnostics, DIAG_UNITS_MERGED, (struct place){ .path = file },
             merged == 1 ? TRANSLATABLE("%zu unit has more than one spelling: %s%s")
                         : TRANSLATABLE("%zu units have more than one spelling: %s%s"),
             merged, shown.bytes, merged > MERGES_SHOWN ? ", ..." : "");
        diagnostics_seen(reporting->diagnostics, merged, NULL, 0);
    }
    buffer_release(&shown);
    return done;
}

static bool tell_merges(const struct unit_reporting *reporting, int side)
{
    const struct unit_use *uses = reporting->raw->unit_uses[side];
    size_t use_count = reporting->raw->unit_use_counts[side];
    const struct unit_match *match = reporting->match;
    const struct text_list *files = &reporting->study->sides[side].file_names;
    const struct unit_name **names =
        memory_allocate(use_count, sizeof(const struct unit_name *));
    bool done = names != NULL;
    for (size_t i = 0; done && i < use_count;) {
        size_t file = uses[i].file;
        size_t count = 0;
        for (; i < use_count && uses[i].file == file; i++) {
            const struct unit_name *name = &match->names[uses[i].unit];
            if (!name->is_alias)
                names[count++] = name;
        }
        done = tell_merged(reporting, files->texts[file], names, count);
    }
    memory_free(names);
    return done;
}

static void tell_no_match(const struct unit_reporting *reporting)
{
    warn(reporting->diagnostics, DIAG_NO_UNIT_IN_COMMON,
         (struct place){ .path = reporting->study->path, .pointer = "/employees/unit" },
         TRANSLATABLE("not one unit is on both sides"));
    hint(reporting->diagnostics,
         "see that the unit columns of both sides hold the same kind of name");
}

enum symbar_status units_report(const struct study *study, const struct unit_match *match,
                                const struct raw_answers *raw,
                                struct provenance *provenance,
                                struct symbar_diagnostics *diagnostics)
{
    const struct unit_reporting reporting = { study, match, raw, provenance,
                                              diagnostics };
    bool can_match =
        study->sides[SIDE_EMPLOYEES].has_unit && study->sides[SIDE_CUSTOMERS].has_unit;
    size_t errors = diagnostics_error_count(diagnostics);
    bool done = list_merges(&reporting) && list_one_sided(&reporting);
    for (int side = 0; done && side < SIDE_COUNT; side++)
        done = tell_merges(&reporting, side);
    for (int side = 0; done && can_match && side < SIDE_COUNT; side++)
        done = tell_one_sided(&reporting, side);
    if (!done)
        return fail_no_memory(diagnostics);
    if (can_match && !provenance->units.matched && match->unit_count)
        tell_no_match(&reporting);
    if (can_match && !near_misses_note(match, diagnostics))
        return fail_no_memory(diagnostics);
    return diagnostics_error_count(diagnostics) > errors ? SYMBAR_BAD_INPUT : SYMBAR_OK;
}

#include "judge/row_change.h"

#include <stdio.h>
#include <string.h>

bool figure_ref_find(const char *name, struct figure_ref *ref_out)
{
    struct figure_ref ref = { .name = name, .side = SIDE_EMPLOYEES };
    ref.figure = figure_find(name, &ref.side);
    if (!ref.figure)
        return false;
    *ref_out = ref;
    return true;
}

static bool is_in_group(const struct figure *figure, const char *group)
{
    size_t length = strlen(group);
    return strncmp(figure->key, group, length) == 0 && figure->key[length] == '.';
}

struct row_place place_of_row(const struct result_row *row)
{
    return (struct row_place){ row->unit, row->segment_of, row->segment,
                               row->segment_side, row->wave };
}

bool figure_is_own(const struct figure_ref *ref, const struct result_row *row)
{
    return ref->figure->owner == FIGURE_OF_GAP || row_owns_side(row, ref->side);
}

static enum cell_status status_of(const struct figure_ref *ref,
                                  const struct result_row *row)
{
    return ref->figure->owner == FIGURE_OF_GAP ? row->gap->status
                                               : row->sides[ref->side]->status;
}

bool figure_applies(const struct figure_ref *ref, const struct result_row *row)
{
    bool is_gap = ref->figure->owner == FIGURE_OF_GAP;
    const struct side_result *side = row->sides[ref->side];
    if (status_of(ref, row) == CELL_NOT_ASKED)
        return false;
    if (is_in_group(ref->figure, "nps"))
        return is_gap ? row->gap->has_nps : side->has_nps;
    if (is_in_group(ref->figure, "top_box"))
        return is_gap ? row->gap->has_top_box : side->has_top_box;
    return true;
}

bool figure_is_empty(const struct figure_ref *ref, const struct result_row *row)
{
    return status_of(ref, row) == CELL_EMPTY;
}

static struct measure measure_of_row(const struct figure *figure, enum side side,
                                     const struct result_row *row)
{
    return figure->owner == FIGURE_OF_GAP ? *figure_of_gap(figure, row->gap)
                                          : *figure_of_side(figure, row->sides[side]);
}

/* The bound beside a value: "gap.index.low" for "gap.index". */
static struct measure bound_of_row(const struct figure_ref *ref, const char *bound,
                                   const struct result_row *row)
{
    static const char ending[] = ".value";
    char name[80];
    enum side side = ref->side;
    size_t length = strlen(ref->figure->key);
    if (length <= strlen(ending) ||
        strcmp(ref->figure->key + length - strlen(ending), ending) != 0)
        return (struct measure){ .available = false };
    snprintf(name, sizeof name, "%s.%.*s.%s",
             ref->figure->owner == FIGURE_OF_GAP ? "gap" : side_name(ref->side),
             (int)(length - strlen(ending)), ref->figure->key, bound);
    const struct figure *figure = figure_find(name, &side);
    return figure ? measure_of_row(figure, side, row)
                  : (struct measure){ .available = false };
}

struct estimate figure_estimate(const struct figure_ref *ref,
                                const struct result_row *row)
{
    if (status_of(ref, row) == CELL_SUPPRESSED)
        return (struct estimate){ .value = { .available = false } };
    return (struct estimate){
        .value = measure_of_row(ref->figure, ref->side, row),
        .low = bound_of_row(ref, "low", row),
        .high = bound_of_row(ref, "high", row),
    };
}

static struct side_samples samples_of(const struct figure_ref *ref,
                                      const struct result_row *new,
                                      const struct result_row *old)
{
    return ref->figure->owner == FIGURE_OF_SIDE
               ? samples_of_side(new->sides[ref->side], old->sides[ref->side])
               : samples_of_gap(new->sides, old->sides);
}

static bool test_change(const struct figure_ref *ref, const struct side_samples *samples,
                        double confidence, struct change *change_out)
{
    static const struct {
        const char *key;
        enum change_figure figure;
    } tests[] = {
        { "index.value", CHANGE_OF_INDEX },
        { "mean.value", CHANGE_OF_MEAN },
        { "nps.value", CHANGE_OF_NPS },
        { "top_box.value", CHANGE_OF_TOP_BOX },
    };
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (strcmp(ref->figure->key, tests[i].key) == 0)
            return side_change(tests[i].figure, samples, confidence, change_out);
    return false;
}

static struct measure available(double value)
{
    return (struct measure){ true, value };
}

struct row_change row_change(const struct figure_ref *ref, const struct result_row *new,
                             const struct result_row *old, double confidence)
{
    struct row_change change = { .value = { .available = false } };
    struct measure after = figure_estimate(ref, new).value;
    struct measure before = figure_estimate(ref, old).value;
    const struct side_samples samples = samples_of(ref, new, old);
    struct change test;
    if (!after.available || !before.available)
        return change;
    change.value = available(after.value - before.value);
    if (test_change(ref, &samples, confidence, &test)) {
        change.low = available(test.interval.low);
        change.high = available(test.interval.high);
        change.p = available(test.p);
    }
    return change;
}

bool same_question(const struct report_dimension *new, const struct report_dimension *old,
                   enum side side)
{
    const char *after = new->fingerprints[side];
    const char *before = old->fingerprints[side];
    return after && before && strcmp(after, before) == 0;
}

static bool is_shown(const struct figure_ref *ref, const struct result_row *row)
{
    return figure_applies(ref, row) && figure_estimate(ref, row).value.available;
}

enum change_obstacle find_obstacle(const struct figure_ref *ref,
                                   const struct report_file *new_file,
                                   const struct result_row *new,
                                   const struct report_file *old_file,
                                   const struct result_row *old)
{
    if (!old)
        return OBSTACLE_NO_ROW;
    const struct report_dimension *after = &new_file->dimensions[new->dimension];
    const struct report_dimension *before = &old_file->dimensions[old->dimension];
    for (int side = 0; side < SIDE_COUNT; side++) {
        bool counts = ref->figure->owner == FIGURE_OF_GAP || ref->side == (enum side)side;
        if (counts && !same_question(after, before, (enum side)side))
            return OBSTACLE_CHANGED;
    }
    if (!is_shown(ref, new) || !is_shown(ref, old))
        return OBSTACLE_NOT_SHOWN;
    bool is_held = status_of(ref, new) == CELL_HELD;
    if (ref->figure->owner == FIGURE_OF_GAP)
        is_held = is_held || new->sides[SIDE_EMPLOYEES]->status == CELL_HELD ||
                  new->sides[SIDE_CUSTOMERS]->status == CELL_HELD;
    return is_held ? OBSTACLE_HELD : OBSTACLE_NONE;
}

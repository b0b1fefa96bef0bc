#include "disclosure/disclosure.h"

#include "analysis/gap.h"
#include "analysis/row_figures.h"
#include "base/memory.h"
#include "disclosure/column.h"
#include "disclosure/comparison.h"
#include "disclosure/difference.h"
#include "disclosure/missing_kinds.h"
#include "disclosure/nested.h"
#include "disclosure/protect.h"
#include "disclosure/relations.h"
#include "disclosure/wipe.h"

#include <stdatomic.h>

static bool either(const struct result_row *row, enum cell_status status)
{
    return row->sides[SIDE_EMPLOYEES]->status == status ||
           row->sides[SIDE_CUSTOMERS]->status == status;
}

static bool both_are_same(const struct result_row *row, const struct result_row *before)
{
    return side_is_same(row->sides[SIDE_EMPLOYEES], before->sides[SIDE_EMPLOYEES]) &&
           side_is_same(row->sides[SIDE_CUSTOMERS], before->sides[SIDE_CUSTOMERS]);
}

/* A gap of which a side is held: the old one where neither side is new, or else what the
   two sides tell as they are shown. Its place among the units is found anew. False when
   memory is short. */
static bool hold_gap(const struct study *study, struct results *results,
                     struct result_row *row, const struct result_row *before)
{
    struct gap_result *gap = row_own_gap(results, row);
    if (!gap)
        return false;
    if (before && both_are_same(row, before) && before->gap->index.value.available) {
        *gap = *before->gap;
        gap->shrunken = (struct estimate){ .value = { .available = false } };
        gap->rank_low = gap->rank_high = (struct measure){ .available = false };
    } else {
        compare_shown_sides(&study->analysis, row->sides, gap);
    }
    gap->status = CELL_HELD;
    return true;
}

/* A gap and one of its sides give the other side away, and so does any figure that was
   computed from both. `release` may be NULL. False when memory is short. */
static bool settle_gap(const struct study *study, struct results *results,
                       const struct release *release, size_t r)
{
    struct result_row *row = &results->rows[r];
    if (row->gap->status == CELL_NOT_ASKED)
        return true;
    if (either(row, CELL_SUPPRESSED))
        row->gap = gap_wiped(row->gap);
    else if (release && either(row, CELL_HELD) && !either(row, CELL_EMPTY))
        return hold_gap(study, results, row, release->before[r]);
    return true;
}

/* Nothing of the previous release is needed afterwards. */
static bool hold_side(struct results *results, struct result_row *row, enum side which,
                      const struct side_result *before)
{
    struct side_design *design = NULL;
    if (before->design) {
        design = arena_allocate(&results->arena, 1, sizeof *design);
        if (!design)
            return false;
        *design = *before->design;
    }
    struct side_result *side = row_own_side(results, row, which);
    if (!side)
        return false;
    *side = *before;
    side->design = design;
    side->status = CELL_HELD;
    return true;
}

static bool hold_group(struct results *results, const struct group *group, enum side side)
{
    return group->reason != REASON_NONE || !group->is_held ||
           hold_side(results, &results->rows[group->row], side, group->before);
}

static bool hold_groups(struct results *results, const struct totals *totals,
                        enum side side)
{
    const struct total *total = totals_of_side(totals, side);
    const struct column *columns = totals_columns(totals, side);
    for (size_t d = 0; d < totals->dimension_count; d++)
        if (!hold_group(results, &total[d].group, side))
            return false;
    for (size_t c = 0; c < totals->dimension_count * totals->division_count; c++)
        for (size_t g = 0; g < columns[c].group_count; g++)
            if (!hold_group(results, &columns[c].groups[g], side))
                return false;
    return true;
}

static void note_reason(const struct group *group, enum suppression_reason *reasons)
{
    if (group->side)
        reasons[group->row] = group->reason;
}

/* By row, for those who go through the rows. */
static void note_reasons(const struct totals *totals, enum side side,
                         enum suppression_reason *reasons)
{
    const struct total *total = totals_of_side(totals, side);
    const struct column *columns = totals_columns(totals, side);
    for (size_t d = 0; d < totals->dimension_count; d++)
        note_reason(&total[d].group, reasons);
    for (size_t c = 0; c < totals->dimension_count * totals->division_count; c++)
        for (size_t g = 0; g < columns[c].group_count; g++)
            note_reason(&columns[c].groups[g], reasons);
}

/* What a row repeats of another one is what that one shows: it is wiped with it, or has
   become what it is held at. */
static void settle_side(struct results *results, struct result_row *row, enum side side,
                        const enum suppression_reason *reasons)
{
    const struct result_row *owner = row->repeats[side] ? row->repeats[side] : row;
    enum suppression_reason reason = reasons[owner - results->rows];
    if (reason != REASON_NONE)
        row->sides[side] = side_wiped(row->sides[side], reason);
    else if (owner != row)
        row->sides[side] = owner->sides[side];
}

/* What became of the results of a side. */
struct outcome {
    size_t columns;
    size_t groups;
    size_t hidden;
    size_t held; /* totals too */
    size_t residual_columns;
};

static void add_column(struct outcome *outcome, const struct column *column)
{
    bool is_residual = false;
    for (size_t g = 0; g < column->group_count; g++) {
        outcome->groups += column->groups[g].side != NULL;
        outcome->hidden += column->groups[g].reason != REASON_NONE;
        outcome->held += column->groups[g].is_held;
        is_residual |= column->groups[g].reason == REASON_RESIDUAL;
    }
    outcome->residual_columns += is_residual;
}

/* Of the divisions from `first` on, before `end`. */
static struct outcome outcome_of(const struct total *totals, size_t count, size_t first,
                                 size_t end)
{
    struct outcome outcome = { 0 };
    for (size_t t = 0; t < count; t++) {
        for (size_t d = first; d < end; d++)
            add_column(&outcome, &totals[t].divisions[d]);
        outcome.held += totals[t].group.is_held;
        outcome.columns += totals[t].group.side != NULL;
    }
    return outcome;
}

/* Sentences about a side. */
static const struct side_words {
    const char *hidden[3]; /* units, segments, waves */
    const char *too_few;
    const char *too_alike;
    const char *rows_without_unit;
    const char *held;
} side_words[SIDE_COUNT] = {
    {
        .hidden = {
            TRANSLATABLE("employees: %zu of %zu results of units are hidden, to protect those who answered"),
            TRANSLATABLE("employees: %zu of %zu results of segments are hidden, to protect those who answered"),
            TRANSLATABLE("employees: %zu of %zu results of waves are hidden, to protect those who answered"),
        },
        .too_few = TRANSLATABLE("employees: dimension '%s' is hidden as a whole: fewer answered than min_n"),
        .too_alike = TRANSLATABLE("employees: dimension '%s' is hidden as a whole: all who answered agree, or it would tell on what some agree"),
        .rows_without_unit = TRANSLATABLE("employees: because some rows have no unit, the smallest unit is hidden in %zu of %zu dimensions"),
        .held = TRANSLATABLE("employees: %zu of %zu results are held at the figures of the previous report, because few answers are new"),
    },
    {
        .hidden = {
            TRANSLATABLE("customers: %zu of %zu results of units are hidden, to protect those who answered"),
            TRANSLATABLE("customers: %zu of %zu results of segments are hidden, to protect those who answered"),
            TRANSLATABLE("customers: %zu of %zu results of waves are hidden, to protect those who answered"),
        },
        .too_few = TRANSLATABLE("customers: dimension '%s' is hidden as a whole: fewer answered than min_n"),
        .too_alike = TRANSLATABLE("customers: dimension '%s' is hidden as a whole: all who answered agree, or it would tell on what some agree"),
        .rows_without_unit = TRANSLATABLE("customers: because some rows have no unit, the smallest unit is hidden in %zu of %zu dimensions"),
        .held = TRANSLATABLE("customers: %zu of %zu results are held at the figures of the previous report, because few answers are new"),
    },
};

static void tell_hidden(const struct place *place, const char *words,
                        const struct outcome *outcome,
                        struct symbar_diagnostics *diagnostics)
{
    if (outcome->hidden)
        note(diagnostics, DIAG_GROUPS_HIDDEN, *place, words, outcome->hidden,
             outcome->groups);
}

/* What the reader should know of it, and nothing that is not in the report: which
   dimensions are gone, that groups are hidden or held, and when it is the rows without a
   unit that cost one. */
static void tell_of_side(const struct study *study, const struct totals *totals,
                         enum side side, struct symbar_diagnostics *diagnostics)
{
    const struct place place = { .path = study->path, .pointer = "/privacy" };
    const struct side_words *words = &side_words[side];
    const struct total *first = totals_of_side(totals, side);
    for (size_t d = 0; d < study->dimension_count; d++)
        if (first[d].group.reason != REASON_NONE)
            warn(diagnostics, DIAG_DIMENSION_HIDDEN, place,
                 first[d].group.reason == REASON_PRIMARY ? words->too_few
                                                         : words->too_alike,
                 study->dimensions[d].id);
    size_t count = study->dimension_count;
    struct outcome outcome =
        outcome_of(first, count, DIVISION_OF_UNITS, DIVISION_OF_UNITS + 1);
    const struct outcome waves =
        outcome_of(first, count, DIVISION_OF_WAVES, DIVISION_OF_WAVES + 1);
    const struct outcome segments =
        outcome_of(first, count, FIRST_DIVISION_OF_SEGMENTS, totals->division_count);
    tell_hidden(&place, words->hidden[0], &outcome, diagnostics);
    tell_hidden(&place, words->hidden[1], &segments, diagnostics);
    tell_hidden(&place, words->hidden[2], &waves, diagnostics);
    if (outcome.residual_columns) {
        note(diagnostics, DIAG_ROWS_WITHOUT_UNIT_HIDE, place, words->rows_without_unit,
             outcome.residual_columns, outcome.columns);
        hint(diagnostics, "give these rows a unit, or leave them out with %s.keep",
             side_name(side));
    }
    outcome = outcome_of(first, count, 0, totals->division_count);
    if (outcome.held)
        note(diagnostics, DIAG_GROUPS_HELD, place, words->held, outcome.held,
             outcome.groups + outcome.columns);
}

/* False when memory is short. */
static bool protect_one(struct nested *nested, struct total *total,
                        const struct privacy *privacy, struct results *results,
                        enum side side)
{
    bool was_shown = total_was_shown(total, privacy);
    if (was_shown)
        protect_against_previous(total, privacy, nested->numbers);
    else
        protect_total(total, privacy, nested->numbers);
    if (nesting_has_any(nested->nesting) && total->group.reason == REASON_NONE) {
        if (was_shown)
            protect_nested_against_previous(nested, total, privacy);
        else
            protect_nested(nested, total, privacy);
    }
    return withhold_missing_kinds(total, privacy, results, side, nested->numbers);
}

/* All totals of a side; false when memory is short. */
static bool protect_side(const struct study *study, struct results *results,
                         struct totals *totals, enum side side)
{
    struct privacy privacy = { .min_n = (double)study->min_n[side],
                               .hides_unanimity = study->hides_unanimity[side] };
    struct total *first = totals_of_side(totals, side);
    struct nesting nesting = { .division_count = 0 };
    struct nested nested = { .nesting = NULL };
    size_t *numbers = memory_allocate(totals->widest[side], sizeof *numbers);
    bool done = numbers &&
                nesting_init(&nesting, totals, results, study->dimension_count, side) &&
                nested_init(&nested, &nesting, totals->widest[side], numbers);
    for (size_t d = 0; done && d < study->dimension_count; d++)
        if (first[d].group.side)
            done = protect_one(&nested, &first[d], &privacy, results, side);
    nested_release(&nested);
    nesting_release(&nesting);
    memory_free(numbers);
    return done;
}

/* The sides do not know of each other. */
struct disclosing {
    const struct study *study;
    struct results *results;
    const struct release *release; /* NULL: there is no previous one */
    struct totals *totals;
    enum suppression_reason *reasons[SIDE_COUNT]; /* per row */
    atomic_bool failed;
};

static void decide_side(void *context, size_t worker, size_t side)
{
    struct disclosing *disclosing = context;
    (void)worker;
    totals_place(disclosing->totals, disclosing->study, disclosing->results,
                 disclosing->release, (enum side)side);
    if (!protect_side(disclosing->study, disclosing->results, disclosing->totals,
                      (enum side)side))
        atomic_store(&disclosing->failed, true);
    note_reasons(disclosing->totals, (enum side)side, disclosing->reasons[side]);
}

/* In no time: it is the columns that take long. False when memory is short. */
static bool settle_rows(const struct disclosing *disclosing)
{
    struct results *results = disclosing->results;
    for (size_t r = 0; r < results->row_count; r++) {
        for (int side = 0; side < SIDE_COUNT; side++)
            settle_side(results, &results->rows[r], (enum side)side,
                        disclosing->reasons[side]);
        if (!settle_gap(disclosing->study, results, disclosing->release, r))
            return false;
    }
    return true;
}

/* False when memory is short; nothing is wiped before all is decided. */
static bool disclose_rows(struct disclosing *disclosing)
{
    const struct work *work = &disclosing->study->work;
    struct results *results = disclosing->results;
    bool done = true;
    for (int side = 0; side < SIDE_COUNT; side++) {
        disclosing->reasons[side] =
            memory_allocate(results->row_count, sizeof *disclosing->reasons[side]);
        done = done && disclosing->reasons[side];
    }
    if (done)
        work_share(work, SIDE_COUNT, decide_side, disclosing);
    done = done && !atomic_load(&disclosing->failed);
    for (int side = 0; done && disclosing->release && side < SIDE_COUNT; side++)
        done = hold_groups(results, disclosing->totals, (enum side)side);
    done = done && settle_rows(disclosing);
    for (int side = 0; side < SIDE_COUNT; side++)
        memory_free(disclosing->reasons[side]);
    return done;
}

enum symbar_status disclose_against(const struct study *study, struct results *results,
                                    const struct previous_release *previous,
                                    struct symbar_diagnostics *diagnostics)
{
    struct release release = { .before = NULL };
    const struct release *compared = previous ? &release : NULL;
    struct totals totals = { .totals = NULL };
    struct disclosing disclosing = {
        .study = study, .results = results, .release = compared, .totals = &totals
    };
    enum symbar_status status = SYMBAR_NO_MEMORY;
    if ((previous && !release_init(&release, study, results, previous)) ||
        !totals_init(&totals, study, results, compared) || !disclose_rows(&disclosing)) {
        fail_no_memory(diagnostics);
        goto done;
    }
    hide_relations(study, results);
    for (int side = 0; side < SIDE_COUNT; side++)
        tell_of_side(study, &totals, (enum side)side, diagnostics);
    status = SYMBAR_OK;
done:
    totals_release(&totals);
    release_release(&release);
    return status;
}

enum symbar_status disclose(const struct study *study, struct results *results,
                            struct symbar_diagnostics *diagnostics)
{
    return disclose_against(study, results, NULL, diagnostics);
}

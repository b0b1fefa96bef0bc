#include "ingest/headcounts.h"
#include "ingest/ingest.h"
#include "ingest/labels.h"
#include "ingest/outcomes.h"
#include "ingest/units.h"

static uint64_t count_dropped(const struct raw_answers *raw, enum side side, size_t file,
                              const struct unit_match *match)
{
    uint64_t count = 0;
    for (size_t i = 0; i < raw->unit_use_counts[side]; i++) {
        const struct unit_use *use = &raw->unit_uses[side][i];
        if (use->file == file && match->units[match->names[use->unit].unit].is_dropped)
            count += use->row_count;
    }
    return count;
}

/* Those of a wave that is not reported. */
static uint64_t count_of_other_waves(const struct raw_answers *raw, enum side side,
                                     size_t file, const struct label_match *labels)
{
    uint64_t count = 0;
    for (size_t i = 0; i < raw->wave_use_counts[side]; i++) {
        const struct wave_use *use = &raw->wave_uses[side][i];
        bool is_left_out = use->wave == TALLY_NONE
                               ? labels->without_wave[side] == TALLY_DROPPED
                               : !labels->waves[use->wave];
        if (use->file == file && is_left_out)
            count += use->row_count;
    }
    return count;
}

static bool set_more_aside(struct provenance *provenance, struct input_summary *input,
                           const char *reason, uint64_t count)
{
    input->rows_used -= count;
    return !count || input_set_aside(&provenance->arena, input, reason, count);
}

/* Rows of dropped units and of other waves are set aside like others. What is in a
   provenance is not changed but replaced. */
static bool set_dropped_aside(const struct raw_answers *raw,
                              const struct unit_match *match,
                              const struct label_match *labels,
                              struct provenance *provenance)
{
    size_t files[SIDE_COUNT] = { 0 };
    struct input_summary *inputs =
        arena_allocate(&provenance->arena, provenance->input_count, sizeof *inputs);
    if (!inputs)
        return false;
    for (size_t i = 0; i < provenance->input_count; i++) {
        struct input_summary *input = &inputs[i];
        *input = provenance->inputs[i];
        size_t file = files[input->side]++;
        if (!set_more_aside(provenance, input, "unit-on-one-side",
                            count_dropped(raw, input->side, file, match)) ||
            !set_more_aside(provenance, input, "wave",
                            count_of_other_waves(raw, input->side, file, labels)))
            return false;
    }
    provenance->inputs = inputs;
    return true;
}

/* Whether anything is said of what the units' counts come to. */
static bool speaks_of_counts(const struct study *study)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        if (study->sides[side].population.by != POPULATION_NONE)
            return true;
    return study->outcome_count > 0;
}

/* `spent` is the tally of `raw` where nobody needs it afterwards, else NULL. */
static enum symbar_status match(const struct study *study, const struct raw_answers *raw,
                                struct tally *spent, struct tally **tally_out,
                                struct provenance *provenance,
                                struct symbar_diagnostics *diagnostics)
{
    struct unit_match units = { 0 };
    struct label_match labels = { 0 };
    struct tally *tally = NULL;
    const bool folds = tally_out || speaks_of_counts(study);
    enum symbar_status status = units_match(study, raw, &units, diagnostics);
    if (status == SYMBAR_OK)
        status = units_report(study, &units, raw, provenance, diagnostics);
    if (status == SYMBAR_OK)
        status = labels_match(study, raw->tally, &labels, diagnostics);
    if (status == SYMBAR_OK && !set_dropped_aside(raw, &units, &labels, provenance))
        status = fail_no_memory(diagnostics);
    if (status == SYMBAR_OK && folds)
        status = units_fold(&units, &labels, raw->tally, spent, &tally, diagnostics);
    if (status == SYMBAR_OK && folds)
        status = outcomes_match(study, &raw->outcomes, &units, &raw->aliases, tally,
                                diagnostics);
    if (status == SYMBAR_OK && folds)
        status = headcounts_match(study, raw, &units, tally, diagnostics);
    if (status == SYMBAR_OK && tally_out)
        *tally_out = tally;
    else
        tally_free(tally);
    label_match_release(&labels);
    unit_match_release(&units);
    return status;
}

enum symbar_status ingest_match(const struct study *study, const struct raw_answers *raw,
                                struct tally **tally_out, struct provenance *provenance,
                                struct symbar_diagnostics *diagnostics)
{
    return match(study, raw, NULL, tally_out, provenance, diagnostics);
}

enum symbar_status ingest_match_last(const struct study *study, struct raw_answers *raw,
                                     struct tally **tally_out,
                                     struct provenance *provenance,
                                     struct symbar_diagnostics *diagnostics)
{
    return match(study, raw, raw->tally, tally_out, provenance, diagnostics);
}

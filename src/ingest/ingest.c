#include "ingest/ingest.h"

#include "base/memory.h"
#include "base/spare_work.h"
#include "ingest/aliases.h"
#include "ingest/side_files.h"
#include "ingest/side_reading.h"
#include "ingest/units.h"

#include <string.h>
#include <sys/stat.h>

struct ingestion {
    const struct study *study;
    struct provenance *provenance;
    struct symbar_diagnostics *diagnostics;
    struct raw_answers *raw;
    struct tally *tallies[SIDE_COUNT]; /* the first becomes that of all */
    struct side_reading sides[SIDE_COUNT];
    struct symbar_diagnostics *unsaid; /* about the second side: told after the first */
    bool are_tangled; /* a file is read by both sides: what is told of it is told once */
    struct reading_progress progress;
};

/* Of two readings, of which the second is made whatever came of the first: the first
   failure; a lack of memory before any other. */
static enum symbar_status failure_of(enum symbar_status first, enum symbar_status second)
{
    return first == SYMBAR_OK || second == SYMBAR_NO_MEMORY ? second : first;
}

/* What stands beside the answers. */
static enum symbar_status read_tables(struct ingestion *ingestion)
{
    const struct study *study = ingestion->study;
    struct raw_answers *raw = ingestion->raw;
    struct symbar_diagnostics *diagnostics = ingestion->diagnostics;
    enum symbar_status status = check_side_files(study, diagnostics);
    if (status != SYMBAR_NO_MEMORY)
        status =
            failure_of(status, aliases_read(&study->units, &raw->aliases, diagnostics));
    if (status != SYMBAR_NO_MEMORY)
        status = failure_of(status, outcomes_read(study, &raw->outcomes, diagnostics));
    if (status != SYMBAR_NO_MEMORY)
        status =
            failure_of(status, headcounts_read(study, &raw->headcounts, diagnostics));
    return status;
}

/* Whether the system can say how long each of a study's files is: then none is a pipe. */
static bool find_sizes(const struct study *study, uint64_t *byte_count_out)
{
    *byte_count_out = 0;
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t i = 0; i < study->sides[side].files.count; i++) {
            struct stat about;
            const char *path = study->sides[side].files.texts[i];
            if (strcmp(path, "-") == 0 || stat(path, &about) != 0 ||
                !S_ISREG(about.st_mode)) {
                *byte_count_out = 0;
                return false;
            }
            *byte_count_out += (uint64_t)about.st_size;
        }
    return true;
}

/* Whoever writes into pipes, whose sizes nobody knows, may wait for the first to be read
   before there is a second; headcounts of both sides are in one list. */
static bool may_read_at_once(const struct ingestion *ingestion, bool have_sizes)
{
    const struct study *study = ingestion->study;
    for (int side = 0; side < SIDE_COUNT; side++)
        if (study->sides[side].population.by == POPULATION_COLUMN)
            return false;
    return have_sizes && work_threads(&study->work) > 1 && !ingestion->are_tangled;
}

static bool init_side(struct ingestion *ingestion, enum side side,
                      struct input_summary *inputs,
                      struct symbar_diagnostics *diagnostics)
{
    const struct study *study = ingestion->study;
    struct tally *tally = tally_create(study->dimension_count, study_has_weights(study));
    ingestion->tallies[side] = tally;
    ingestion->sides[side] = (struct side_reading){
        .study = study,
        .side = side,
        .diagnostics = diagnostics,
        .tally = tally,
        .headcounts = &ingestion->raw->headcounts,
        .progress = &ingestion->progress,
        .arena = &ingestion->provenance->arena,
        .inputs = inputs,
    };
    return tally && diagnostics;
}

static bool init_sides(struct ingestion *ingestion)
{
    const struct study *study = ingestion->study;
    struct provenance *provenance = ingestion->provenance;
    size_t first_count = study->sides[SIDE_EMPLOYEES].files.count;
    size_t count = first_count + study->sides[SIDE_CUSTOMERS].files.count;
    struct input_summary *inputs =
        arena_allocate(&provenance->arena, count, sizeof *inputs);
    if (!inputs)
        return false;
    provenance->inputs = inputs;
    provenance->input_count = count;
    if (!ingestion->are_tangled)
        ingestion->unsaid = diagnostics_create_like(ingestion->diagnostics);
    return init_side(ingestion, SIDE_EMPLOYEES, inputs, ingestion->diagnostics) &&
           init_side(ingestion, SIDE_CUSTOMERS, inputs + first_count,
                     ingestion->are_tangled ? ingestion->diagnostics : ingestion->unsaid);
}

/* At once: what is left of the first side's last file is read where threads would wait
   for the second side's, and what is left then, at the end. */
static enum symbar_status read_sides(struct ingestion *ingestion, bool at_once)
{
    struct side_reading *first = &ingestion->sides[SIDE_EMPLOYEES];
    struct side_reading *second = &ingestion->sides[SIDE_CUSTOMERS];
    struct spare_work rest_of_first;
    enum symbar_status status = SYMBAR_OK;
    side_reading_begin(first);
    at_once = at_once && first->status == SYMBAR_OK;
    if (!at_once)
        status = side_reading_end(first);
    if (status == SYMBAR_NO_MEMORY)
        return status;
    spare_work_init(&rest_of_first, side_reading_step, first);
    second->meanwhile = at_once ? &rest_of_first : NULL;
    side_reading_begin(second);
    enum symbar_status second_status = side_reading_end(second);
    spare_work_release(&rest_of_first);
    if (at_once)
        status = side_reading_end(first);
    return failure_of(status, second_status);
}

/* Numbers of the second side's tally become those of all. */
static bool join_tallies(struct ingestion *ingestion)
{
    struct side_rows *rows = &ingestion->sides[SIDE_CUSTOMERS].rows;
    struct tally_numbers numbers;
    if (!tally_join_side(ingestion->tallies[SIDE_EMPLOYEES],
                         ingestion->tallies[SIDE_CUSTOMERS], SIDE_CUSTOMERS, &numbers))
        return false;
    for (size_t i = 0; i < rows->unit_use_count; i++)
        rows->unit_uses[i].unit = (size_t)numbers.units[rows->unit_uses[i].unit];
    for (size_t i = 0; i < rows->crowds.wave_use_count; i++) {
        ptrdiff_t *wave = &rows->crowds.wave_uses[i].wave;
        *wave = *wave == TALLY_NONE ? TALLY_NONE : numbers.waves[*wave];
    }
    tally_numbers_release(&numbers);
    return true;
}

static enum symbar_status read_study(struct ingestion *ingestion)
{
    uint64_t byte_count;
    bool have_sizes = find_sizes(ingestion->study, &byte_count);
    reading_progress_init(&ingestion->progress, &ingestion->study->work, byte_count);
    if (!init_sides(ingestion))
        return fail_no_memory(ingestion->diagnostics);
    enum symbar_status status = read_tables(ingestion);
    if (status == SYMBAR_NO_MEMORY)
        return status;
    status = failure_of(status,
                        read_sides(ingestion, may_read_at_once(ingestion, have_sizes)));
    if (ingestion->unsaid)
        diagnostics_merge(ingestion->diagnostics, ingestion->unsaid);
    if (status == SYMBAR_OK && !join_tallies(ingestion))
        status = fail_no_memory(ingestion->diagnostics);
    return status;
}

/* What the rows know of the units' names and of the waves outlives them. */
static void keep_unit_uses(struct side_rows *rows, int side, struct raw_answers *raw)
{
    raw->unit_uses[side] = rows->unit_uses;
    raw->unit_use_counts[side] = rows->unit_use_count;
    rows->unit_uses = NULL;
    rows->unit_use_count = rows->unit_use_capacity = 0;
    raw->wave_uses[side] = rows->crowds.wave_uses;
    raw->wave_use_counts[side] = rows->crowds.wave_use_count;
    rows->crowds.wave_uses = NULL;
    rows->crowds.wave_use_count = rows->crowds.wave_use_capacity = 0;
}

enum symbar_status ingest_read(const struct study *study, struct raw_answers *raw_out,
                               struct provenance *provenance,
                               struct symbar_diagnostics *diagnostics)
{
    struct raw_answers raw = { 0 };
    struct ingestion ingestion = {
        .study = study,
        .provenance = provenance,
        .diagnostics = diagnostics,
        .raw = &raw,
        .are_tangled = sides_share_a_file(study),
    };
    size_t errors = diagnostics_error_count(diagnostics);
    enum symbar_status status = read_study(&ingestion);
    if (status == SYMBAR_OK && diagnostics_error_count(diagnostics) > errors)
        status = SYMBAR_BAD_INPUT;
    for (int side = 0; side < SIDE_COUNT; side++) {
        keep_unit_uses(&ingestion.sides[side].rows, side, &raw);
        side_reading_release(&ingestion.sides[side]);
    }
    raw.tally = ingestion.tallies[SIDE_EMPLOYEES];
    tally_free(ingestion.tallies[SIDE_CUSTOMERS]);
    symbar_diagnostics_free(ingestion.unsaid);
    reading_progress_release(&ingestion.progress);
    if (status == SYMBAR_OK)
        *raw_out = raw;
    else
        raw_answers_release(&raw);
    return status;
}

void raw_answers_release(struct raw_answers *raw)
{
    tally_free(raw->tally);
    aliases_release(&raw->aliases);
    outcome_figures_release(&raw->outcomes);
    benchmark_release(&raw->benchmark);
    outcome_figures_release(&raw->headcounts);
    for (int side = 0; side < SIDE_COUNT; side++) {
        memory_free(raw->unit_uses[side]);
        memory_free(raw->wave_uses[side]);
    }
    *raw = (struct raw_answers){ 0 };
}

enum symbar_status ingest(const struct study *study, struct tally **tally_out,
                          struct provenance *provenance,
                          struct symbar_diagnostics *diagnostics)
{
    struct raw_answers raw = { 0 };
    enum symbar_status status = ingest_read(study, &raw, provenance, diagnostics);
    if (status == SYMBAR_OK)
        status = ingest_match_last(study, &raw, tally_out, provenance, diagnostics);
    raw_answers_release(&raw);
    return status;
}

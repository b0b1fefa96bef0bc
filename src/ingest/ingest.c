#include "ingest/ingest.h"

#include "base/memory.h"
#include "ingest/aliases.h"
#include "ingest/answer_checks.h"
#include "ingest/columns.h"
#include "ingest/known_rows.h"
#include "ingest/questions.h"
#include "ingest/records.h"
#include "ingest/rows.h"
#include "ingest/score_counts.h"
#include "ingest/side_files.h"
#include "ingest/units.h"

#include <string.h>
#include <sys/stat.h>

/* What 2,000 units and 12 dimensions take. The tally outlives what reading takes, which
   in one piece can be used again for the figures. */
enum { TALLY_BYTES = 8 * 1024 * 1024 };

struct ingestion {
    const struct study *study;
    struct provenance *provenance;
    struct symbar_diagnostics *diagnostics;
    struct raw_answers *raw;
    struct side_rows sides[SIDE_COUNT];
    struct input_summary *inputs;
    size_t input_count;
    size_t error_count;            /* before */
    struct work_progress progress; /* with all files before the one that is read */
};

static bool ingestion_failed(const struct ingestion *ingestion)
{
    return diagnostics_error_count(ingestion->diagnostics) > ingestion->error_count;
}

static enum symbar_status add_row(void *context, const struct record *record)
{
    struct side_rows *rows = context;
    return side_rows_add(rows, record) ? SYMBAR_OK : SYMBAR_NO_MEMORY;
}

/* The platform's reasons, then "keep:Finished" for each rule that set rows aside. */
static bool list_set_aside(struct ingestion *ingestion, int side, size_t file,
                           struct input_summary *input)
{
    const struct side_study *rules = &ingestion->study->sides[side];
    const struct side_rows *rows = &ingestion->sides[side];
    struct arena *arena = &ingestion->provenance->arena;
    struct buffer label = { 0 };
    struct buffer reason = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < rows->refusal_count; i++) {
        const struct refusal_count *count = &rows->refusals[i];
        if (count->file != file)
            continue;
        buffer_clear(&reason);
        if (count->refusal.reason)
            buffer_text(&reason, count->refusal.reason);
        else
            buffer_format(
                &reason, "keep:%s",
                column_label(&rules->keep[count->refusal.keep_rule].column, &label));
        done = !buffer_failed(&reason) && !buffer_failed(&label) &&
               input_set_aside(arena, input, reason.bytes, count->count);
    }
    buffer_release(&label);
    buffer_release(&reason);
    return done;
}

/* How many respondents each file of a side has, once all its files are read. */
static enum symbar_status summarize_rows(struct ingestion *ingestion, int side)
{
    size_t file_count = ingestion->study->sides[side].files.count;
    struct input_summary *input = ingestion->inputs + ingestion->input_count - file_count;
    for (size_t i = 0; i < file_count; i++, input++) {
        input->rows_read = ingestion->sides[side].file_counts[i].read;
        input->rows_used = ingestion->sides[side].file_counts[i].used;
        if (!list_set_aside(ingestion, side, i, input))
            return fail_no_memory(ingestion->diagnostics);
    }
    return SYMBAR_OK;
}

static enum symbar_status summarize(struct ingestion *ingestion, int side,
                                    const char *name, const struct file_facts *facts)
{
    struct arena *arena = &ingestion->provenance->arena;
    struct input_summary *input = &ingestion->inputs[ingestion->input_count++];
    *input = (struct input_summary){
        .side = (enum side)side,
        .file = arena_text(arena, name),
        .byte_count = facts->byte_count,
        .platform = arena_text(arena, facts->platform),
        .encoding = arena_text(arena, facts->encoding),
        .delimiter = facts->delimiter,
        .decimal = facts->decimal,
        .header_rows = facts->header_rows,
    };
    memcpy(input->sha256, facts->sha256, sizeof input->sha256);
    if (!input->file || !input->platform || !input->encoding)
        return fail_no_memory(ingestion->diagnostics);
    return SYMBAR_OK;
}

/* Several threads on one file. More would wait for the bytes, which come one after the
   other, and each has counters of its own. */
enum { MOST_READERS = 4 };
struct shared_rows {
    struct side_rows *rows;
    struct known_rows *known[MOST_READERS];
    size_t learned[MOST_READERS][MOST_READERS]; /* by one of another's crowds */
};

static enum record_use count_known(void *context, size_t worker,
                                   const struct record *record)
{
    struct shared_rows *readers = context;
    return known_rows_count(readers->known[worker], record);
}

static enum record_use count_known_run(void *context, size_t worker,
                                       const struct row_run *run, uint64_t *left_out)
{
    struct shared_rows *readers = context;
    return known_rows_count_run(readers->known[worker], run, left_out);
}

static bool pour_known(void *context, size_t worker)
{
    struct shared_rows *readers = context;
    return known_rows_pour(readers->known[worker], readers->rows);
}

static bool add_new(void *context, size_t worker, const struct record *record)
{
    struct shared_rows *readers = context;
    return known_rows_add(readers->known[worker], readers->rows, record);
}

static void catch_up(void *context, size_t worker)
{
    struct shared_rows *readers = context;
    struct known_rows *known = readers->known[worker];
    known_rows_catch_up(known, readers->rows);
    for (size_t i = 0; i < MOST_READERS; i++)
        if (i != worker && readers->known[i])
            known_rows_learn(known, readers->known[i], &readers->learned[worker][i]);
}

static enum symbar_status share_rows(struct ingestion *ingestion, struct side_rows *rows,
                                     struct csv_file *file)
{
    struct work work = ingestion->study->work;
    struct shared_rows readers = { .rows = rows };
    const struct record_crew crew = { &readers,   count_known, count_known_run,
                                      pour_known, add_new,     catch_up };
    if (work.thread_count > MOST_READERS)
        work.thread_count = MOST_READERS;
    size_t count = work_threads(&work);
    enum symbar_status status = SYMBAR_OK;
    for (size_t i = 0; i < count; i++)
        if (!(readers.known[i] = known_rows_create(rows)))
            status = fail_no_memory(ingestion->diagnostics);
    if (status == SYMBAR_OK)
        status = csv_file_share(file, &work, &crew, ingestion->diagnostics);
    for (size_t i = 0; i < count; i++) {
        if (status == SYMBAR_OK && !known_rows_join(readers.known[i], rows))
            status = fail_no_memory(ingestion->diagnostics);
        known_rows_free(readers.known[i]);
    }
    return status;
}

/* What known_rows.h takes. */
static bool all_questions_fit(const struct study *study, enum side side)
{
    for (size_t d = 0; d < study->dimension_count; d++)
        if (!score_question_fits(&study->dimensions[d].questions[side]))
            return false;
    return true;
}

static enum symbar_status read_rows_of(struct ingestion *ingestion,
                                       struct side_rows *rows, struct csv_file *file)
{
    bool adds_up = !rows->long_rows && all_questions_fit(ingestion->study, rows->side);
    if (csv_file_is_text(file) && adds_up && ingestion->study->work.thread_count)
        return share_rows(ingestion, rows, file);
    enum symbar_status status =
        csv_file_read(file, add_row, rows, ingestion->diagnostics);
    return status == SYMBAR_NO_MEMORY ? fail_no_memory(ingestion->diagnostics) : status;
}

static enum symbar_status read_rows(struct ingestion *ingestion, int side,
                                    struct csv_file *file, const char *name, size_t index)
{
    const struct export_facts *facts = csv_file_export(file);
    struct side_rows *rows = &ingestion->sides[side];
    struct column_plan plan = { 0 };
    enum symbar_status status = columns_resolve(ingestion->study, (enum side)side, facts,
                                                name, &plan, ingestion->diagnostics);
    if (status == SYMBAR_OK)
        status = csv_file_select(file, plan.selected, plan.selected_count,
                                 ingestion->diagnostics);
    if (status == SYMBAR_OK &&
        !side_rows_begin(rows, index, csv_file_facts(file)->decimal, facts, &plan))
        status = fail_no_memory(ingestion->diagnostics);
    if (status == SYMBAR_OK) {
        status = read_rows_of(ingestion, rows, file);
        crowd_report(&rows->crowds, name, ingestion->diagnostics);
        weight_report(&rows->weights, side_name((enum side)side), name,
                      ingestion->diagnostics);
        if (status == SYMBAR_OK && !questions_note(&rows->crowds, index, facts, &plan))
            status = fail_no_memory(ingestion->diagnostics);
        headcount_report(&rows->heads, name, ingestion->diagnostics);
    }
    if (status == SYMBAR_OK)
        status = summarize(ingestion, side, name, csv_file_facts(file));
    column_plan_release(&plan);
    return status;
}

static void tell_progress(void *context, uint64_t bytes_read, uint64_t record_count)
{
    const struct ingestion *ingestion = context;
    const struct work *work = &ingestion->study->work;
    struct work_progress progress = ingestion->progress;
    progress.bytes_read += bytes_read;
    progress.row_count += record_count;
    work->watch(work->watch_context, &progress);
}

/* Unless the sizes of all files are known, nobody can say how much is left. */
static void add_sizes(struct ingestion *ingestion)
{
    const struct study *study = ingestion->study;
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t i = 0; i < study->sides[side].files.count; i++) {
            struct stat about;
            const char *path = study->sides[side].files.texts[i];
            if (strcmp(path, "-") == 0 || stat(path, &about) != 0 ||
                !S_ISREG(about.st_mode)) {
                ingestion->progress.byte_count = 0;
                return;
            }
            ingestion->progress.byte_count += (uint64_t)about.st_size;
        }
}

static enum symbar_status open_file(const struct ingestion *ingestion, int side,
                                    size_t index, struct csv_file **file_out)
{
    const struct study *study = ingestion->study;
    const struct side_study *rules = &study->sides[side];
    return (study->work.skips_hashes ? csv_file_open : csv_file_open_hashed)(
        rules->files.texts[index], rules->file_names.texts[index], rules, file_out,
        ingestion->diagnostics);
}

static enum symbar_status read_file(struct ingestion *ingestion, int side, size_t index)
{
    const char *name = ingestion->study->sides[side].file_names.texts[index];
    struct csv_file *file = NULL;
    enum symbar_status status = open_file(ingestion, side, index, &file);
    if (status == SYMBAR_OK) {
        if (ingestion->study->work.watch)
            csv_file_watch(file, tell_progress, ingestion);
        status = read_rows(ingestion, side, file, name, index);
    }
    if (status == SYMBAR_OK) {
        ingestion->progress.bytes_read += csv_file_facts(file)->byte_count;
        ingestion->progress.row_count += csv_file_facts(file)->record_count;
    }
    csv_file_close(file);
    return status;
}

static struct file_count count_rows(const struct ingestion *ingestion, int side)
{
    struct file_count total = { 0 };
    for (size_t i = 0; i < ingestion->study->sides[side].files.count; i++) {
        total.read += ingestion->sides[side].file_counts[i].read;
        total.used += ingestion->sides[side].file_counts[i].used;
    }
    return total;
}

static void check_rows(const struct ingestion *ingestion, int side)
{
    const struct side_study *rules = &ingestion->study->sides[side];
    struct file_count total = count_rows(ingestion, side);
    struct place place = { .path = rules->file_names.texts[0] };
    struct buffer label = { 0 };
    struct symbar_diagnostics *diagnostics = ingestion->diagnostics;
    const char *side_key = side_name((enum side)side);
    if (!total.read) {
        fail(diagnostics, DIAG_NO_ROWS, place, "no rows below the header");
    } else if (!total.used) {
        fail(diagnostics, DIAG_NO_ROWS, place, "every row was set aside");
        if (rules->keep_count)
            hint(diagnostics, "look at %s.keep", side_key);
        else
            hint(diagnostics,
                 "all were previews or unfinished: set %s.set_aside to \"none\" to use "
                 "them",
                 side_key);
    } else if (rules->has_unit && !ingestion->sides[side].rows_with_unit) {
        fail(diagnostics, DIAG_UNIT_COLUMN_EMPTY, place,
             "column '%s' is empty in every row", column_label(&rules->unit, &label));
        hint(diagnostics,
             "name another column in %s.unit, or make it null on both sides to compare "
             "them as a whole",
             side_key);
    }
    buffer_release(&label);
}

/* False when memory is short. */
static bool check_direction(struct ingestion *ingestion, struct side_rows *rows,
                            const struct answer_column *column,
                            const struct answer_names *names)
{
    if (!answer_column_has_labels(column))
        return true;
    const struct label_sets *sets = side_rows_label_sets(rows);
    return sets &&
           answer_column_check_direction(column, sets, names, ingestion->diagnostics);
}

/* What is wrong with single answers; and, where all rows were read, with all the answers
   together: of a file that failed, threads have counted more or fewer rows. False when
   memory is short. */
static bool report_answers(struct ingestion *ingestion, int side, bool are_all_read)
{
    const struct study *study = ingestion->study;
    struct side_rows *rows = &ingestion->sides[side];
    const struct answer_names names = {
        .study = study,
        .side = (enum side)side,
        .files = study->sides[side].file_names.texts,
    };
    bool done = true;
    for (size_t i = 0; done && i < rows->item_count; i++) {
        const struct answer_column *column = &rows->items[i];
        answer_column_report(column, &names, ingestion->diagnostics);
        if (are_all_read)
            done = answer_column_check_range(column, &names, ingestion->diagnostics);
        done = done && check_direction(ingestion, rows, column, &names);
    }
    return done;
}

static enum symbar_status read_side(struct ingestion *ingestion, int side)
{
    const struct study *study = ingestion->study;
    const struct side_study *rules = &study->sides[side];
    struct side_rows *rows = &ingestion->sides[side];
    enum symbar_status status = SYMBAR_OK;
    size_t errors = diagnostics_error_count(ingestion->diagnostics);
    if (!side_rows_init(rows, study, (enum side)side, ingestion->raw->tally,
                        ingestion->diagnostics))
        return fail_no_memory(ingestion->diagnostics);
    rows->heads.figures = &ingestion->raw->headcounts;
    for (size_t i = 0; i < rules->files.count; i++) {
        enum symbar_status read = read_file(ingestion, side, i);
        status = status == SYMBAR_OK ? read : status;
        if (read == SYMBAR_NO_MEMORY)
            return read;
    }
    if (!side_rows_finish(rows, status == SYMBAR_OK))
        return fail_no_memory(ingestion->diagnostics);
    if (!report_answers(ingestion, side, status == SYMBAR_OK))
        return fail_no_memory(ingestion->diagnostics);
    if (status == SYMBAR_OK && rules->files.count) {
        /* rows that a bad weight or date kept out have been told by it */
        if (diagnostics_error_count(ingestion->diagnostics) == errors)
            check_rows(ingestion, side);
        if (count_rows(ingestion, side).read)
            met_values_report(&rows->met, study, (enum side)side, ingestion->diagnostics);
        status = summarize_rows(ingestion, side);
    }
    return status;
}

/* Of two readings, of which the second is made whatever came of the first: the first
   failure; a lack of memory before any other. */
static enum symbar_status failure_of(enum symbar_status first, enum symbar_status second)
{
    return first == SYMBAR_OK || second == SYMBAR_NO_MEMORY ? second : first;
}

static enum symbar_status read_study(struct ingestion *ingestion)
{
    const struct study *study = ingestion->study;
    struct provenance *provenance = ingestion->provenance;
    size_t file_count = study->sides[SIDE_EMPLOYEES].files.count +
                        study->sides[SIDE_CUSTOMERS].files.count;
    ingestion->raw->tally =
        tally_create(study->dimension_count, study_has_weights(study));
    ingestion->inputs =
        arena_allocate(&provenance->arena, file_count, sizeof *ingestion->inputs);
    if (!ingestion->raw->tally || !ingestion->inputs ||
        !arena_reserve(&ingestion->raw->tally->cells, TALLY_BYTES))
        return fail_no_memory(ingestion->diagnostics);
    if (study->work.watch)
        add_sizes(ingestion);
    enum symbar_status status = check_side_files(study, ingestion->diagnostics);
    if (status != SYMBAR_NO_MEMORY)
        status = failure_of(status, aliases_read(&study->units, &ingestion->raw->aliases,
                                                 ingestion->diagnostics));
    if (status != SYMBAR_NO_MEMORY)
        status = failure_of(status, outcomes_read(study, &ingestion->raw->outcomes,
                                                  ingestion->diagnostics));
    if (status != SYMBAR_NO_MEMORY)
        status = failure_of(status, headcounts_read(study, &ingestion->raw->headcounts,
                                                    ingestion->diagnostics));
    for (int side = 0; side < SIDE_COUNT && status != SYMBAR_NO_MEMORY; side++)
        status = failure_of(status, read_side(ingestion, side));
    provenance->inputs = ingestion->inputs;
    provenance->input_count = ingestion->input_count;
    return status == SYMBAR_OK && ingestion_failed(ingestion) ? SYMBAR_BAD_INPUT : status;
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
        .error_count = diagnostics_error_count(diagnostics),
    };
    enum symbar_status status = read_study(&ingestion);
    for (int side = 0; side < SIDE_COUNT; side++) {
        keep_unit_uses(&ingestion.sides[side], side, &raw);
        side_rows_release(&ingestion.sides[side]);
    }
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

#include "ingest/file_reading.h"

#include "ingest/questions.h"
#include "ingest/score_counts.h"

#include <string.h>

/* -- a crew of known_rows.h -- */

static bool know_rows(void *context, size_t worker)
{
    struct file_reading *reading = context;
    reading->known[worker] = known_rows_create(reading->rows);
    return reading->known[worker] != NULL;
}

static enum record_use count_known(void *context, size_t worker,
                                   const struct record *record)
{
    struct file_reading *reading = context;
    return known_rows_count(reading->known[worker], record);
}

static enum record_use count_known_run(void *context, size_t worker,
                                       const struct row_run *run, uint64_t *left_out)
{
    struct file_reading *reading = context;
    return known_rows_count_run(reading->known[worker], run, left_out);
}

static bool pour_known(void *context, size_t worker)
{
    struct file_reading *reading = context;
    return known_rows_pour(reading->known[worker], reading->rows);
}

static bool add_new(void *context, size_t worker, const struct record *record)
{
    struct file_reading *reading = context;
    return known_rows_add(reading->known[worker], reading->rows, record);
}

static void catch_up(void *context, size_t worker)
{
    struct file_reading *reading = context;
    struct known_rows *known = reading->known[worker];
    known_rows_catch_up(known, reading->rows);
    for (size_t i = 0; i < MOST_READERS; i++)
        if (i != worker && reading->known[i])
            known_rows_learn(known, reading->known[i], &reading->learned[worker][i]);
}

/* -- the beginning -- */

static enum symbar_status open_file(struct file_reading *reading)
{
    const struct side_study *rules = &reading->study->sides[reading->rows->side];
    reading->name = rules->file_names.texts[reading->index];
    return (reading->work.skips_hashes ? csv_file_open : csv_file_open_hashed)(
        rules->files.texts[reading->index], reading->name, rules, &reading->file,
        reading->diagnostics);
}

static void tell_progress(void *context, uint64_t bytes_read, uint64_t row_count)
{
    const struct file_reading *reading = context;
    reading_progress_tell(reading->progress, reading->rows->side, bytes_read, row_count);
}

static enum symbar_status resolve_columns(struct file_reading *reading)
{
    const struct export_facts *facts = csv_file_export(reading->file);
    struct column_plan *plan = &reading->plan;
    enum symbar_status status =
        columns_resolve(reading->study, reading->rows->side, facts, reading->name, plan,
                        reading->diagnostics);
    if (status == SYMBAR_OK)
        status = csv_file_select(reading->file, plan->selected, plan->selected_count,
                                 reading->diagnostics);
    if (status == SYMBAR_OK &&
        !side_rows_begin(reading->rows, reading->index,
                         csv_file_facts(reading->file)->decimal, facts, plan))
        status = fail_no_memory(reading->diagnostics);
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

static bool may_share(const struct file_reading *reading)
{
    const struct side_rows *rows = reading->rows;
    return csv_file_is_text(reading->file) && reading->work.thread_count &&
           !rows->long_rows && all_questions_fit(reading->study, rows->side);
}

static enum symbar_status begin_sharing(struct file_reading *reading)
{
    reading->crew = (struct record_crew){ .context = reading,
                                          .enlist = know_rows,
                                          .count = count_known,
                                          .count_run = count_known_run,
                                          .pour = pour_known,
                                          .handle = add_new,
                                          .catch_up = catch_up };
    if (reading->work.thread_count > MOST_READERS)
        reading->work.thread_count = MOST_READERS;
    reading->sharing = csv_file_share_begin(reading->file, &reading->work, &reading->crew,
                                            reading->diagnostics);
    return reading->sharing ? SYMBAR_OK : SYMBAR_NO_MEMORY;
}

void file_reading_begin(struct file_reading *reading, size_t index)
{
    reading->index = index;
    enum symbar_status status = open_file(reading);
    if (status == SYMBAR_OK) {
        csv_file_watch(reading->file, tell_progress, reading);
        status = resolve_columns(reading);
        reading->has_rows = status == SYMBAR_OK;
    }
    if (status == SYMBAR_OK && may_share(reading))
        status = begin_sharing(reading);
    reading->status = status;
}

bool file_reading_step(struct file_reading *reading)
{
    if (!reading->sharing || csv_file_share_has_ended(reading->sharing))
        return false;
    csv_file_share_step(reading->sharing);
    return true;
}

/* -- the end -- */

static enum symbar_status end_sharing(struct file_reading *reading)
{
    enum symbar_status status = csv_file_share_end(reading->sharing);
    reading->sharing = NULL;
    for (size_t i = 0; i < MOST_READERS; i++)
        if (status == SYMBAR_OK && reading->known[i] &&
            !known_rows_join(reading->known[i], reading->rows))
            status = fail_no_memory(reading->diagnostics);
    return status;
}

static enum symbar_status add_row(void *context, const struct record *record)
{
    struct side_rows *rows = context;
    return side_rows_add(rows, record) ? SYMBAR_OK : SYMBAR_NO_MEMORY;
}

static enum symbar_status read_rest(struct file_reading *reading)
{
    if (reading->status != SYMBAR_OK)
        return reading->status;
    if (reading->sharing)
        return end_sharing(reading);
    enum symbar_status status =
        csv_file_read(reading->file, add_row, reading->rows, reading->diagnostics);
    return status == SYMBAR_NO_MEMORY ? fail_no_memory(reading->diagnostics) : status;
}

static void report_rows(struct file_reading *reading)
{
    struct side_rows *rows = reading->rows;
    struct symbar_diagnostics *diagnostics = reading->diagnostics;
    crowd_report(&rows->crowds, reading->name, diagnostics);
    weight_report(&rows->weights, side_name(rows->side), reading->name, diagnostics);
}

enum symbar_status file_reading_end(struct file_reading *reading)
{
    struct side_rows *rows = reading->rows;
    enum symbar_status status = read_rest(reading);
    if (!reading->has_rows)
        return status;
    report_rows(reading);
    if (status == SYMBAR_OK &&
        !questions_note(&rows->crowds, reading->index, csv_file_export(reading->file),
                        &reading->plan))
        status = fail_no_memory(reading->diagnostics);
    headcount_report(&rows->heads, reading->name, reading->diagnostics);
    if (status == SYMBAR_OK)
        reading_progress_end_file(reading->progress, rows->side,
                                  csv_file_facts(reading->file)->byte_count,
                                  csv_file_facts(reading->file)->record_count);
    return status;
}

const struct file_facts *file_reading_facts(const struct file_reading *reading)
{
    return csv_file_facts(reading->file);
}

void file_reading_close(struct file_reading *reading)
{
    for (size_t i = 0; i < MOST_READERS; i++) {
        known_rows_free(reading->known[i]);
        reading->known[i] = NULL;
    }
    memset(reading->learned, 0, sizeof reading->learned);
    column_plan_release(&reading->plan);
    csv_file_close(reading->file);
    reading->file = NULL;
}

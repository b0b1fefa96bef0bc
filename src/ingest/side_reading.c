#include "ingest/side_reading.h"

#include "ingest/answer_checks.h"

#include <string.h>

/* -- what is told of a side once it was read -- */

/* The platform's reasons, then "keep:Finished" for each rule that set rows aside. */
static bool list_set_aside(struct side_reading *reading, size_t file)
{
    const struct side_study *rules = &reading->study->sides[reading->side];
    const struct side_rows *rows = &reading->rows;
    struct input_summary *input = &reading->inputs[file];
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
               input_set_aside(reading->arena, input, reason.bytes, count->count);
    }
    buffer_release(&label);
    buffer_release(&reason);
    return done;
}

/* How many respondents each file has, once all are read. */
static enum symbar_status summarize_rows(struct side_reading *reading)
{
    size_t file_count = reading->study->sides[reading->side].files.count;
    for (size_t i = 0; i < file_count; i++) {
        reading->inputs[i].rows_read = reading->rows.file_counts[i].read;
        reading->inputs[i].rows_used = reading->rows.file_counts[i].used;
        if (!list_set_aside(reading, i))
            return fail_no_memory(reading->diagnostics);
    }
    return SYMBAR_OK;
}

static struct file_count count_rows(const struct side_reading *reading)
{
    struct file_count total = { 0 };
    for (size_t i = 0; i < reading->study->sides[reading->side].files.count; i++) {
        total.read += reading->rows.file_counts[i].read;
        total.used += reading->rows.file_counts[i].used;
    }
    return total;
}

static void check_rows(const struct side_reading *reading)
{
    const struct side_study *rules = &reading->study->sides[reading->side];
    struct file_count total = count_rows(reading);
    struct place place = { .path = rules->file_names.texts[0] };
    struct buffer label = { 0 };
    struct symbar_diagnostics *diagnostics = reading->diagnostics;
    const char *side_key = side_name(reading->side);
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
    } else if (rules->has_unit && !reading->rows.rows_with_unit) {
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
static bool check_direction(struct side_reading *reading,
                            const struct answer_column *column,
                            const struct answer_names *names)
{
    if (!answer_column_has_labels(column))
        return true;
    const struct label_sets *sets = side_rows_label_sets(&reading->rows);
    return sets &&
           answer_column_check_direction(column, sets, names, reading->diagnostics);
}

/* What is wrong with single answers; and, where all rows were read, with all the answers
   together: of a file that failed, threads have counted more or fewer rows. False when
   memory is short. */
static bool report_answers(struct side_reading *reading, bool are_all_read)
{
    const struct study *study = reading->study;
    const struct side_rows *rows = &reading->rows;
    const struct answer_names names = {
        .study = study,
        .side = reading->side,
        .files = study->sides[reading->side].file_names.texts,
    };
    bool done = true;
    for (size_t i = 0; done && i < rows->item_count; i++) {
        const struct answer_column *column = &rows->items[i];
        answer_column_report(column, &names, reading->diagnostics);
        if (are_all_read)
            done = answer_column_check_range(column, &names, reading->diagnostics);
        done = done && check_direction(reading, column, &names);
    }
    return done;
}

/* What the file says of itself. */
static enum symbar_status summarize(struct side_reading *reading)
{
    const struct file_facts *facts = file_reading_facts(&reading->file);
    struct input_summary *input = &reading->inputs[reading->file.index];
    *input = (struct input_summary){
        .side = reading->side,
        .file = arena_text(reading->arena, reading->file.name),
        .byte_count = facts->byte_count,
        .platform = arena_text(reading->arena, facts->platform),
        .encoding = arena_text(reading->arena, facts->encoding),
        .delimiter = facts->delimiter,
        .decimal = facts->decimal,
        .header_rows = facts->header_rows,
    };
    memcpy(input->sha256, facts->sha256, sizeof input->sha256);
    if (!input->file || !input->platform || !input->encoding)
        return fail_no_memory(reading->diagnostics);
    return SYMBAR_OK;
}

/* -- reading -- */

static void note_status(struct side_reading *reading, enum symbar_status status)
{
    if (reading->status == SYMBAR_OK || status == SYMBAR_NO_MEMORY)
        reading->status = status;
}

static void begin_file(struct side_reading *reading, size_t index)
{
    reading->file = (struct file_reading){
        .study = reading->study,
        .work = reading->study->work,
        .rows = &reading->rows,
        .diagnostics = reading->diagnostics,
        .progress = reading->progress,
    };
    reading->file.work.meanwhile = reading->meanwhile;
    file_reading_begin(&reading->file, index);
}

static void end_file(struct side_reading *reading)
{
    enum symbar_status status = file_reading_end(&reading->file);
    if (status == SYMBAR_OK)
        status = summarize(reading);
    file_reading_close(&reading->file);
    note_status(reading, status);
}

void side_reading_begin(struct side_reading *reading)
{
    size_t count = reading->study->sides[reading->side].files.count;
    reading->errors = diagnostics_error_count(reading->diagnostics);
    if (!side_rows_init(&reading->rows, reading->study, reading->side, reading->tally,
                        reading->diagnostics))
        reading->status = fail_no_memory(reading->diagnostics);
    reading->rows.heads.figures = reading->headcounts;
    for (size_t i = 0; i < count && reading->status != SYMBAR_NO_MEMORY; i++) {
        begin_file(reading, i);
        reading->is_open = i + 1 == count;
        if (!reading->is_open)
            end_file(reading);
    }
}

bool side_reading_step(void *context)
{
    struct side_reading *reading = context;
    return reading->is_open && file_reading_step(&reading->file);
}

enum symbar_status side_reading_end(struct side_reading *reading)
{
    const struct study *study = reading->study;
    struct side_rows *rows = &reading->rows;
    if (reading->is_open)
        end_file(reading);
    if (reading->status == SYMBAR_NO_MEMORY)
        return reading->status;
    const bool are_all_read = reading->status == SYMBAR_OK;
    if (!side_rows_finish(rows, are_all_read) || !report_answers(reading, are_all_read))
        return fail_no_memory(reading->diagnostics);
    if (!are_all_read || !study->sides[reading->side].files.count)
        return reading->status;
    /* rows that a bad weight or date kept out have been told by it */
    if (diagnostics_error_count(reading->diagnostics) == reading->errors)
        check_rows(reading);
    if (count_rows(reading).read)
        met_values_report(&rows->met, study, reading->side, reading->diagnostics);
    return summarize_rows(reading);
}

void side_reading_release(struct side_reading *reading)
{
    if (reading->is_open)
        file_reading_close(&reading->file);
    side_rows_release(&reading->rows);
}

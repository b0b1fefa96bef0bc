#include "ingest/part_reader.h"

static void stop(struct part_reader *part, enum symbar_status status)
{
    if (part->status == SYMBAR_OK)
        part->status = status;
}

/* -- one row -- */

static void note_status(struct sharing *sharing, enum symbar_status status)
{
    if (sharing->status == SYMBAR_OK)
        sharing->status = status;
}

/* In turn. */
static void tell_ragged(struct sharing *sharing, uint64_t line, size_t cell_count)
{
    const struct csv_file *file = sharing->file;
    note_status(sharing, file_shape_fail_ragged(&file->shape, file->name, line,
                                                cell_count, sharing->diagnostics));
}

static bool pass_ragged(struct part_reader *part, const struct row *row)
{
    struct sharing *sharing = part->sharing;
    if (!part->has_turn)
        return kept_records_add_ragged(&part->kept, row->line, row->cell_count);
    tell_ragged(sharing, row->line, row->cell_count);
    return true;
}

static bool pour(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    const struct record_crew *crew = sharing->crew;
    if (!part->has_turn)
        pthread_mutex_lock(&sharing->counting);
    bool done = crew->pour(crew->context, part->worker);
    if (!part->has_turn)
        pthread_mutex_unlock(&sharing->counting);
    return done;
}

static bool use_record(struct part_reader *part, const struct record *record)
{
    const struct record_crew *crew = part->sharing->crew;
    switch (crew->count(crew->context, part->worker, record)) {
    case RECORD_COUNTED:
        return true;
    case RECORD_FILLED:
        return pour(part);
    case RECORD_NEW:
        return part->has_turn ? crew->handle(crew->context, part->worker, record)
                              : kept_records_add(&part->kept, record);
    case RECORD_NO_MEMORY:
        break;
    }
    return false;
}

static bool on_row(void *context, const struct row *row)
{
    struct part_reader *part = context;
    struct csv_file *file = part->sharing->file;
    struct record record;
    if (file_shape_skips(row))
        return true;
    if (file->headers_passed < file->facts.header_rows) {
        file->headers_passed++;
        return true;
    }
    bool done;
    if (csv_file_is_ragged(file, row)) {
        done = pass_ragged(part, row);
    } else {
        done = csv_file_record(file, &part->selection, row, &record) &&
               use_record(part, &record);
        part->record_count++;
    }
    if (!done)
        stop(part, SYMBAR_NO_MEMORY);
    return done;
}

/* Rows that are counted without being looked at as records. */
static bool on_run(void *context, const struct row_run *run, uint64_t *left_out)
{
    struct part_reader *part = context;
    const struct csv_file *file = part->sharing->file;
    const struct record_crew *crew = part->sharing->crew;
    *left_out = ~(uint64_t)0;
    if (file->headers_passed < file->facts.header_rows)
        return true;
    enum record_use use = crew->count_run(crew->context, part->worker, run, left_out);
    bool done = use == RECORD_COUNTED || (use == RECORD_FILLED && pour(part));
    part->record_count += csv_index_count_bits(~*left_out & row_run_all(run));
    if (!done)
        stop(part, SYMBAR_NO_MEMORY);
    return done;
}

/* -- a reader -- */

bool part_reader_init(struct part_reader *part, struct sharing *sharing, size_t worker)
{
    const struct csv_file *file = sharing->file;
    const struct dialect *dialect = &file->shape.dialect;
    part->sharing = sharing;
    part->worker = worker;
    part->reader = csv_reader_create(dialect->delimiter, dialect->quote, on_row, part);
    if (part->reader)
        csv_reader_set_way(part->reader, &sharing->way);
    if (!part->reader || !file->has_selection)
        return part->reader != NULL;
    if (file->shape.row_cells == file->shape.column_count)
        csv_reader_give_runs(part->reader, on_run, file->shape.row_cells);
    return selection_copy(&file->selection, &part->selection) &&
           csv_reader_select(part->reader, file->selection.file_columns,
                             file->selection.file_column_count);
}

void part_reader_release(struct part_reader *part)
{
    csv_reader_free(part->reader);
    selection_release(&part->selection);
    kept_records_release(&part->kept);
    text_part_release(&part->part);
}

/* -- one part -- */

static void take_turn(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    if (part->has_turn)
        return;
    pthread_mutex_lock(&sharing->counting);
    while (sharing->turn != part->part.number)
        pthread_cond_wait(&sharing->turned, &sharing->counting);
    part->has_turn = true;
}

/* With the turn. */
static void know_lines(struct part_reader *part)
{
    if (!part->knows_lines)
        csv_reader_add_lines(part->reader, part->sharing->lines_before);
    part->knows_lines = true;
}

/* Before the first row: then its records need not wait. */
static void take_turn_first(struct part_reader *part)
{
    take_turn(part);
    know_lines(part);
}

static void give_turn(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    part->has_turn = false;
    sharing->turn++;
    pthread_cond_broadcast(&sharing->turned);
    pthread_mutex_unlock(&sharing->counting);
}

/* Nobody else gets it. */
static void put_off_turn(struct part_reader *part)
{
    part->has_turn = false;
    pthread_mutex_unlock(&part->sharing->counting);
}

/* The first of a kind may have made the others known. */
static void handle_kept(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    bool done = true;
    for (size_t i = 0; done && i < part->kept.count; i++) {
        struct record record;
        size_t ragged;
        done = kept_records_at(&part->kept, i, sharing->lines_before, &record, &ragged);
        if (done && ragged)
            tell_ragged(sharing, record.line, ragged);
        else if (done)
            done = use_record(part, &record);
    }
    kept_records_clear(&part->kept);
    if (!done)
        stop(part, SYMBAR_NO_MEMORY);
}

/* In turn: only now is it known how many lines come before. */
static enum symbar_status fail_trouble(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    struct position *position = &part->position;
    position_settle(position);
    struct place place = { .path = sharing->file->name,
                           .line = sharing->lines_before + position->line,
                           .column = position->column };
    return text_trouble_fail(part->trouble, part->trouble_byte, NULL, place,
                             sharing->diagnostics);
}

/* What ended the reading of this part, if it did not go well. */
static enum symbar_status find_failure(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    if (part->status != SYMBAR_OK)
        return fail_no_memory(sharing->diagnostics);
    if (part->damage != SYMBAR_OK)
        return part->damage;
    if (part->reading != READING_ON) {
        know_lines(part);
        return csv_reader_fail(part->reader, part->reading, sharing->file->name,
                               sharing->diagnostics);
    }
    if (part->trouble != TROUBLE_NONE)
        return fail_trouble(part);
    if (part->part.status == SYMBAR_NO_MEMORY)
        return fail_no_memory(sharing->diagnostics);
    if (part->part.status != SYMBAR_OK)
        diagnostics_merge(sharing->diagnostics, text_parts_said(sharing->parts));
    return part->part.status;
}

/* The part is read: what has to be done in turn. */
static void finish_part(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    const struct record_crew *crew = sharing->crew;
    take_turn(part);
    if (!atomic_load(&sharing->is_stopped)) {
        handle_kept(part);
        if (part->status == SYMBAR_OK)
            crew->catch_up(crew->context, part->worker);
        enum symbar_status failure = find_failure(part);
        if (failure != SYMBAR_OK) {
            sharing->status = failure;
            atomic_store(&sharing->is_stopped, true);
        }
        uint64_t lines = csv_reader_place(part->reader, NULL).line - 1;
        sharing->lines_before = part->knows_lines ? lines : sharing->lines_before + lines;
        text_parts_digest(sharing->parts, &part->part);
    }
    kept_records_clear(&part->kept);
    sharing->record_count += part->record_count - part->records_told;
    part->records_told = part->record_count;
    csv_file_tell(sharing->file, part->part.bytes_read, sharing->record_count);
    give_turn(part);
    text_parts_digest_on(sharing->parts);
}

/* Lines before the first row that are no rows belong to the first part. */
static void begin_part(struct part_reader *part)
{
    const struct csv_file *file = part->sharing->file;
    const struct buffer *head = &file->text.head;
    size_t passed = file->shape.dialect.directive_bytes;
    part->reading = READING_ON;
    part->status = SYMBAR_OK;
    part->trouble = TROUBLE_NONE;
    part->position = POSITION_START;
    part->knows_lines = false;
    part->damage = SYMBAR_OK;
    csv_reader_restart(part->reader);
    if (part->part.number || !passed)
        return;
    passed = passed < head->byte_count ? passed : head->byte_count;
    csv_reader_pass(part->reader, head->bytes, passed);
    position_advance(&part->position, head->bytes, passed);
}

static bool is_stuck(const struct part_reader *part)
{
    return part->reading != READING_ON || part->status != SYMBAR_OK ||
           part->trouble != TROUBLE_NONE || atomic_load(&part->sharing->is_stopped);
}

/* A piece is not cut where a character may go on behind it: what looks cut short there is
   not. Unless the file could not be read on, and then that is told. */
static void check_text(struct part_reader *part)
{
    const char *text = text_part_bytes(&part->part);
    size_t length = text_part_length(&part->part);
    part->sound_bytes = length;
    if (!part->part.has_bytes || !length)
        return;
    part->sound_bytes = text_prefix(part->sharing->way.instructions, text, length);
    part->trouble = text_trouble_at(text + part->sound_bytes, length - part->sound_bytes);
    if (part->trouble == TROUBLE_CUT_SHORT && !part->part.is_last)
        part->trouble = part->part.status == SYMBAR_OK ? TROUBLE_INVALID : TROUBLE_NONE;
    if (part->trouble == TROUBLE_NONE)
        return;
    part->trouble_byte = text[part->sound_bytes];
    position_advance(&part->position, text, part->sound_bytes);
}

/* The rows before a trouble are rows. */
static void read_piece(struct part_reader *part)
{
    if (is_stuck(part))
        return;
    check_text(part);
    csv_reader_expect(part->reader, part->part.indexes);
    part->reading =
        csv_reader_push(part->reader, text_part_bytes(&part->part), part->sound_bytes);
}

/* Whether nothing is wrong but for what the end of the text shows. */
static bool has_reached_end(const struct part_reader *part)
{
    return part->part.is_last && part->part.status == SYMBAR_OK &&
           part->reading == READING_ON && part->status == SYMBAR_OK &&
           (part->trouble == TROUBLE_NONE || part->trouble == TROUBLE_CUT_SHORT) &&
           !atomic_load(&part->sharing->is_stopped);
}

/* Of a file that is damaged the rest behind the last line end is no row. Otherwise it
   waits for the part to be finished, if others do. */
static void end_text(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    bool rows_wait = !part->has_turn;
    take_turn(part);
    if (!atomic_load(&sharing->is_stopped)) {
        handle_kept(part);
        text_parts_digest(sharing->parts, &part->part);
        text_parts_digest_rest(sharing->parts);
        part->damage =
            source_check_digest(sharing->file->text.source, sharing->diagnostics);
    }
    if (rows_wait)
        put_off_turn(part);
    if (!is_stuck(part) && part->damage == SYMBAR_OK)
        part->reading = csv_reader_end(part->reader);
}

void part_reader_read(struct part_reader *part)
{
    struct text_parts *parts = part->sharing->parts;
    begin_part(part);
    if (part->sharing->is_alone || part->part.goes_on)
        take_turn_first(part);
    read_piece(part);
    while (part->part.goes_on && !is_stuck(part)) {
        position_advance(&part->position, text_part_bytes(&part->part),
                         part->sound_bytes);
        text_parts_digest(parts, &part->part);
        text_parts_digest_on(parts);
        text_parts_go_on(parts, &part->part);
        read_piece(part);
    }
    if (part->part.goes_on)
        text_parts_give_up(parts, &part->part);
    if (has_reached_end(part))
        end_text(part);
    finish_part(part);
}

#include "ingest/tally_file.h"

#include "ingest/side_files.h"
#include "ingest/tally_lines.h"
#include "ingest/text_file.h"
#include "study/study_read.h"
#include "tally/tally_write.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

bool is_tally_file(const char *path)
{
    static const char mark[] = "#" TALLY_FORMAT_NAME ",";
    char begin[sizeof mark - 1];
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    bool is_tally = fread(begin, 1, sizeof begin, file) == sizeof begin &&
                    memcmp(begin, mark, sizeof begin) == 0;
    fclose(file);
    return is_tally;
}

/* All files, one after the other. */
struct tally_reading {
    struct tally_lines lines;
    struct provenance *provenance;
    struct input_summary *inputs;
    bool skips_hashes;
    enum symbar_status status;
};

static bool on_row(void *context, const struct row *row)
{
    struct tally_reading *reading = context;
    enum symbar_status status = tally_lines_add(&reading->lines, row);
    if (reading->status == SYMBAR_OK)
        reading->status = status;
    /* one bad row does not hide the next; a bad header does */
    return status == SYMBAR_OK ||
           (reading->lines.has_columns && status == SYMBAR_BAD_INPUT);
}

static enum symbar_status read_text(struct tally_reading *reading, struct text_file *file)
{
    struct csv_reader *reader = csv_reader_create(',', '"', on_row, reading);
    if (!reader)
        return fail_no_memory(reading->lines.diagnostics);
    enum symbar_status status = SYMBAR_OK;
    enum csv_reading pushed = csv_reader_push(
        reader, file->head.bytes ? file->head.bytes : "", file->head.byte_count);
    bool has_ended = file->head_is_whole;
    while (pushed == READING_ON && !has_ended) {
        const char *text;
        size_t text_count;
        status = text_file_next(file, &text, &text_count, &has_ended,
                                reading->lines.diagnostics);
        if (status != SYMBAR_OK)
            goto done;
        pushed = csv_reader_push(reader, text, text_count);
    }
    if (pushed == READING_ON)
        pushed = csv_reader_end(reader);
    if (pushed == READING_ON || pushed == READING_STOPPED)
        status = reading->status;
    else
        status = csv_reader_fail(reader, pushed, reading->lines.name,
                                 reading->lines.diagnostics);
done:
    csv_reader_free(reader);
    return status;
}

static bool summarize(struct tally_reading *reading, const struct text_file *file)
{
    struct arena *arena = &reading->provenance->arena;
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct input_summary *input =
            &reading->inputs[reading->provenance->input_count++];
        *input = (struct input_summary){
            .side = (enum side)side,
            .file = arena_text(arena, reading->lines.name),
            .byte_count = source_byte_count(file->source),
            .platform = TALLY_FORMAT_NAME,
            .encoding = "utf-8",
            .delimiter = ',',
            .decimal = '.',
            .rows_read = reading->lines.rows.row_counts[side],
            .rows_used = reading->lines.rows.row_counts[side],
        };
        source_sha256(file->source, input->sha256);
        if (!input->file)
            return false;
    }
    return true;
}

static enum symbar_status open_tally(struct tally_reading *reading,
                                     struct text_file *file_out)
{
    struct source *source = NULL;
    enum symbar_status status = source_open(reading->lines.name, reading->lines.name,
                                            &source, reading->lines.diagnostics);
    if (status == SYMBAR_OK && reading->skips_hashes)
        source_skip_hash(source);
    return status == SYMBAR_OK ? text_file_begin(source, reading->lines.name, "utf-8",
                                                 &reading->lines.arena, file_out,
                                                 reading->lines.diagnostics)
                               : status;
}

static enum symbar_status read_tally(struct tally_reading *reading, const char *path)
{
    struct tally_lines *lines = &reading->lines;
    struct text_file file = { 0 };
    tally_lines_begin(lines, path);
    reading->status = SYMBAR_OK;
    enum symbar_status status = open_tally(reading, &file);
    if (status == SYMBAR_OK)
        status = read_text(reading, &file);
    if (status == SYMBAR_OK)
        status = tally_lines_finish(lines);
    if (status == SYMBAR_OK && !summarize(reading, &file))
        status = fail_no_memory(lines->diagnostics);
    tally_rows_release(&lines->rows);
    text_file_close(&file);
    return status;
}

enum symbar_status tally_files_read(const char *const *paths, size_t count,
                                    bool skips_hashes, struct study **study_out,
                                    struct raw_answers *raw_out,
                                    struct provenance *provenance,
                                    struct symbar_diagnostics *diagnostics)
{
    struct raw_answers raw = { 0 };
    struct tally_reading reading = { .lines = { .raw = &raw, .diagnostics = diagnostics },
                                     .provenance = provenance,
                                     .skips_hashes = skips_hashes };
    const struct files_read files = { paths, paths, count, false };
    enum symbar_status status = check_files_once(&files, diagnostics);
    reading.inputs =
        arena_allocate(&provenance->arena, count * SIDE_COUNT, sizeof *reading.inputs);
    if (!reading.inputs && status == SYMBAR_OK)
        status = fail_no_memory(diagnostics);
    provenance->inputs = reading.inputs;
    for (size_t i = 0; status == SYMBAR_OK && i < count; i++)
        status = read_tally(&reading, paths[i]);
    if (status == SYMBAR_OK) {
        *study_out = reading.lines.study;
        *raw_out = raw;
    } else {
        study_free(reading.lines.study);
        raw_answers_release(&raw);
    }
    tally_moments_release(&reading.lines.moments);
    arena_release(&reading.lines.arena);
    return status;
}

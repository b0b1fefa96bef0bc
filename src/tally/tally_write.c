#include "tally/tally_write.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/number.h"
#include "tally/tally_cells.h"
#include "tally/tally_write_rows.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { FLUSH_BYTES = 64 * 1024 };

struct writer {
    const struct tally_document *document;
    struct sink sink;
    struct buffer line;
    bool write_failed;
};

static void flush(struct writer *writer)
{
    if (!writer->write_failed && !buffer_failed(&writer->line) && writer->line.byte_count)
        writer->write_failed = !writer->sink.write(
            writer->sink.context, writer->line.bytes, writer->line.byte_count);
    buffer_clear(&writer->line);
}

static void flush_much(struct writer *writer)
{
    if (writer->line.byte_count >= FLUSH_BYTES)
        flush(writer);
}

static void end_line(struct writer *writer)
{
    buffer_byte(&writer->line, '\n');
    flush_much(writer);
}

static const char *severity_name(enum symbar_severity severity)
{
    return severity == SYMBAR_NOTE ? "note" : "warning";
}

/* Folders of the machine that the tally was made on are nobody's business. */
static const char *base_name(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : path;
}

static void put_files(struct writer *writer, const struct study *study)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t i = 0; i < study->sides[side].file_names.count; i++) {
            const char *name = study->sides[side].file_names.texts[i];
            buffer_text(&writer->line, "#file");
            tally_put_next(&writer->line, side_name((enum side)side));
            tally_put_next(&writer->line, name[0] == '/' ? base_name(name) : name);
            end_line(writer);
        }
}

/* Matching is done anew by whoever reads the tally, and says these anew. */
static bool is_said_anew(const struct symbar_diagnostic *item)
{
    const char *const ids[] = { diagnostic_kind_info(DIAG_UNIT_ON_ONE_SIDE)->id,
                                diagnostic_kind_info(DIAG_UNIT_NEAR_MISS)->id,
                                diagnostic_kind_info(DIAG_NO_UNIT_IN_COMMON)->id,
                                diagnostic_kind_info(DIAG_LABELS_MERGED)->id,
                                diagnostic_kind_info(DIAG_OUTCOME_UNITS)->id,
                                diagnostic_kind_info(DIAG_NO_HEADCOUNT)->id,
                                diagnostic_kind_info(DIAG_NO_LABEL)->id,
                                diagnostic_kind_info(DIAG_SEGMENT_IDS)->id,
                                diagnostic_kind_info(DIAG_UNMET_LABEL)->id };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (strcmp(item->id, ids[i]) == 0)
            return true;
    return false;
}

/* Who has a tally has no export, and is not to see what stands in a cell of it. */
static const char *hint_without_cells(const struct symbar_diagnostic *item)
{
    bool quotes_cell = strcmp(item->id, diagnostic_kind_info(DIAG_UNMET_VALUE)->id) == 0;
    return quotes_cell ? NULL : item->hint;
}

static void put_said(struct writer *writer, const struct symbar_diagnostics *said)
{
    struct buffer *line = &writer->line;
    for (size_t i = 0; i < symbar_diagnostics_count(said); i++) {
        const struct symbar_diagnostic *item = symbar_diagnostics_at(said, i);
        if (item->severity == SYMBAR_ERROR || is_said_anew(item))
            continue;
        buffer_format(line, "#said,%s,%s,%llu", severity_name(item->severity), item->id,
                      (unsigned long long)item->count);
        tally_put_next(line, item->path);
        tally_put_next(line, item->pointer);
        buffer_format(line, ",%llu", (unsigned long long)item->line);
        tally_put_next(line, item->message);
        tally_put_next(line, hint_without_cells(item));
        end_line(writer);
    }
}

static void put_variable(struct buffer *line, const struct study *study,
                         const struct moment_variable *variable)
{
    tally_put_next(line, study->dimensions[variable->dimension].id);
    buffer_byte(line, ',');
    if (variable->item != MOMENT_SCORE)
        buffer_format(line, "%zu", (size_t)variable->item + 1);
}

static void put_wide(struct buffer *line, struct wide number)
{
    char text[WIDE_TEXT_BYTES];
    wide_format(number, text);
    tally_put_next(line, text);
}

static void put_moment(struct writer *writer, enum side side,
                       const struct moment_plan *plan, size_t pair)
{
    const struct study *study = writer->document->study;
    const struct co_moment *moment = &writer->document->tally->moments[side][pair];
    struct buffer *line = &writer->line;
    buffer_format(line, "#moments,%s", side_name(side));
    put_variable(line, study, &plan->variables[plan->pairs[pair].x]);
    put_variable(line, study, &plan->variables[plan->pairs[pair].y]);
    buffer_format(line, ",%llu", (unsigned long long)moment->n);
    put_wide(line, moment->x);
    put_wide(line, moment->y);
    put_wide(line, moment->xx);
    put_wide(line, moment->yy);
    put_wide(line, moment->xy);
    end_line(writer);
}

/* False when memory is short. */
static bool put_moments(struct writer *writer)
{
    const struct tally *tally = writer->document->tally;
    bool done = true;
    for (int side = 0; done && side < SIDE_COUNT; side++) {
        struct moment_plan plan = { 0 };
        if (!tally->moment_counts[side])
            continue;
        done = moment_plan_init(&plan, writer->document->study, (enum side)side);
        for (size_t i = 0; done && i < plan.pair_count; i++)
            put_moment(writer, (enum side)side, &plan, i);
        moment_plan_release(&plan);
    }
    return done;
}

static void put_columns(struct writer *writer)
{
    buffer_text(&writer->line, TALLY_COLUMNS);
    if (writer->document->tally->is_weighted)
        buffer_text(&writer->line, TALLY_WEIGHT_COLUMNS);
    end_line(writer);
}

static void put_number(struct buffer *line, bool is_known, double value)
{
    char text[NUMBER_TEXT_BYTES] = "";
    if (is_known)
        number_format_exact(value, text);
    tally_put_next(line, text);
}

static void put_benchmark(struct writer *writer, const struct benchmark *benchmark)
{
    const struct study *study = writer->document->study;
    struct buffer *line = &writer->line;
    for (size_t d = 0; benchmark && d < benchmark->dimension_count; d++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct benchmark_figure *figure =
                benchmark_at(benchmark, d, (enum side)side);
            if (!figure->is_known)
                continue;
            buffer_text(line, "#benchmark");
            tally_put_next(line, side_name((enum side)side));
            tally_put_next(line, study->dimensions[d].id);
            put_number(line, true, figure->index);
            put_number(line, figure->has_n, figure->n);
            put_number(line, figure->has_sd, figure->sd);
            end_line(writer);
        }
}

static void put_header(struct writer *writer)
{
    const struct tally_document *document = writer->document;
    struct buffer *line = &writer->line;
    buffer_text(line, "#" TALLY_FORMAT_NAME "," TALLY_FORMAT_VERSION);
    end_line(writer);
    put_files(writer, document->study);
    buffer_text(line, "#study");
    tally_put_next(line, base_name(document->study->path));
    tally_put_next(line, document->study->source);
    end_line(writer);
    if (document->is_folded) {
        buffer_text(line, TALLY_FOLDED);
        end_line(writer);
    }
    for (size_t i = 0; i < document->alias_count; i++) {
        buffer_text(line, "#alias");
        tally_put_next(line, document->aliases[i].alias);
        tally_put_next(line, document->aliases[i].unit);
        end_line(writer);
    }
    for (size_t i = 0; i < document->outcome_count; i++) {
        char value[NUMBER_TEXT_BYTES];
        buffer_text(line, "#outcome");
        tally_put_next(line, document->outcomes[i].outcome);
        tally_put_next(line, document->outcomes[i].unit);
        number_format_exact(document->outcomes[i].value, value);
        tally_put_next(line, value);
        end_line(writer);
    }
    put_benchmark(writer, document->benchmark);
    for (size_t i = 0; i < document->headcount_count; i++) {
        const struct tally_headcount *heads = &document->headcounts[i];
        buffer_format(line, "#headcount,%s", side_name(heads->side));
        tally_put_next(line, heads->unit);
        buffer_format(line, ",%.0f", heads->count);
        end_line(writer);
    }
    put_said(writer, document->said);
}

/* What is sorted, spelled out so that qsort needs no context. */
struct placed_question {
    struct tally_question asked;
    const char *wave;
};

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_questions(const void *a, const void *b)
{
    const struct placed_question *x = a;
    const struct placed_question *y = b;
    int order = compare_numbers(x->asked.side, y->asked.side);
    order = order ? order : strcmp(x->wave, y->wave);
    order = order ? order : compare_numbers(x->asked.dimension, y->asked.dimension);
    return order ? order : compare_numbers(x->asked.question, y->asked.question);
}

/* False when memory is short. */
static bool put_questions(struct writer *writer)
{
    const struct tally *tally = writer->document->tally;
    size_t count = tally->questions.count;
    struct placed_question *placed = memory_allocate(count, sizeof *placed);
    if (!placed)
        return false;
    for (size_t i = 0; i < count; i++) {
        placed[i].asked = tally_question_at(tally, i);
        placed[i].wave = map_key_at(&tally->waves, (size_t)placed[i].asked.wave);
    }
    qsort(placed, count, sizeof *placed, compare_questions);
    for (size_t i = 0; i < count; i++) {
        const struct tally_question *asked = &placed[i].asked;
        buffer_format(&writer->line, "#asked,%s", side_name((enum side)asked->side));
        tally_put_next(&writer->line, placed[i].wave);
        tally_put_next(&writer->line,
                       writer->document->study->dimensions[asked->dimension].id);
        buffer_format(&writer->line, ",%016" PRIx64, asked->question);
        end_line(writer);
    }
    memory_free(placed);
    return true;
}

enum symbar_status tally_write(const struct tally_document *document, struct sink sink,
                               struct symbar_diagnostics *diagnostics)
{
    struct writer writer = { .document = document, .sink = sink };
    put_header(&writer);
    bool done = put_questions(&writer) && put_moments(&writer);
    put_columns(&writer);
    flush(&writer);
    done = done && !buffer_failed(&writer.line);
    buffer_release(&writer.line);
    if (!done)
        return fail_no_memory(diagnostics);
    if (writer.write_failed)
        return SYMBAR_CANNOT_WRITE;
    enum symbar_status status = tally_write_rows(document, sink);
    return status == SYMBAR_NO_MEMORY ? fail_no_memory(diagnostics) : status;
}

/* Any bytes as the export of both sides, read by one of a few studies that the first byte
   picks: it is refused with a diagnostic, or the tally accounts for every respondent. And
   the same bytes without a study: they are inspected, and what is drafted from them is a
   study. */
#include "base/buffer.h"
#include "ingest/draft.h"
#include "ingest/ingest.h"
#include "ingest/inspect.h"
#include "ingest/sav_file.h"
#include "report/draft.h"
#include "study/study_read.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count);

static void require(bool holds)
{
    if (!holds)
        abort();
}

#define SCALES                                                                           \
    "\"scales\":{\"s5\":{\"kind\":\"likert\",\"min\":1,\"max\":5,\"top\":[4,5]},"        \
    "\"nps\":{\"kind\":\"nps\",\"min\":0,\"max\":10},\"good\":{\"kind\":\"csat\","       \
    "\"min\":1,\"max\":4,\"labels\":{\"bad\":1,\"good\":3,\"Best\":4}}},"

/* Columns by name or by index, wide or long; every side is the one file. */
static const char *const studies[] = {
    "{\"symbar\":1,\"employees\":{\"files\":[\"F\"],\"unit\":\"store\",\"keep\":["
    "{\"column\":\"done\",\"in\":[\"1\"]}]},\"customers\":{\"files\":[\"F\"],"
    "\"unit\":\"store\"}," SCALES
    "\"dimensions\":[{\"id\":\"a\",\"lens\":\"mirror\",\"scale\":\"s5\",\"employees\":"
    "\"q1\",\"customers\":\"q1\"},{\"id\":\"b\",\"lens\":\"mirror\",\"employees\":["
    "{\"column\":\"q1\",\"scale\":\"good\"},{\"column\":\"q2\",\"scale\":\"s5\","
    "\"reverse\":true}]}],\"bad_answers\":\"missing\"}",

    "{\"symbar\":1,\"employees\":{\"files\":[\"F\"],\"unit\":{\"index\":1}},"
    "\"customers\":{\"files\":[\"F\"],\"unit\":{\"index\":1}}," SCALES
    "\"dimensions\":[{\"id\":\"a\",\"lens\":\"mirror\",\"scale\":\"nps\",\"employees\":"
    "{\"index\":2},\"customers\":{\"index\":2}},{\"id\":\"b\",\"lens\":\"mirror\","
    "\"scale\":\"s5\",\"customers\":[{\"column\":{\"index\":2}},{\"column\":"
    "{\"index\":3}}]}],\"bad_answers\":\"missing\",\"units\":{\"match\":[\"exact\","
    "\"case\",\"accents\",\"spacing\",\"digits\"]}}",

    "{\"symbar\":1,\"employees\":{\"files\":[\"F\"],\"unit\":{\"index\":2},\"layout\":{"
    "\"respondent\":{\"index\":1},\"question\":{\"index\":3},\"answer\":{\"index\":4}}},"
    "\"customers\":{\"files\":[\"F\"],\"unit\":{\"index\":1}}," SCALES
    "\"dimensions\":[{\"id\":\"a\",\"lens\":\"mirror\",\"scale\":\"s5\",\"employees\":"
    "\"q1\",\"customers\":{\"index\":3}},{\"id\":\"b\",\"lens\":\"mirror\","
    "\"employees\":[{\"column\":\"q1\",\"scale\":\"s5\"},{\"column\":\"q2\",\"scale\":"
    "\"good\"}]}],\"bad_answers\":\"missing\",\"units\":{\"unmatched\":\"drop\"}}",

    "{\"symbar\":1,\"employees\":{\"files\":[\"F\"],\"unit\":null},\"customers\":{"
    "\"files\":[\"F\"],\"unit\":null}," SCALES
    "\"dimensions\":[{\"id\":\"a\",\"lens\":\"mirror\",\"scale\":\"s5\",\"employees\":"
    "{\"index\":1},\"customers\":{\"index\":2}}]}",
};

enum { STUDY_COUNT = sizeof studies / sizeof *studies };

/* The study with `path` in the place of every "F". */
static struct study *make_study(const char *text, const char *path)
{
    char made[4096];
    size_t length = 0;
    struct study *study = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    require(diagnostics);
    for (; *text; text++) {
        if (strncmp(text, "\"F\"", 3) == 0) {
            length +=
                (size_t)snprintf(made + length, sizeof made - length, "\"%s\"", path);
            text += 2;
        } else {
            made[length++] = *text;
        }
        require(length < sizeof made);
    }
    require(study_parse(made, length, NULL, NULL, &study, diagnostics) == SYMBAR_OK);
    symbar_diagnostics_free(diagnostics);
    return study;
}

static void check_cell(const struct study *study, const struct tally *tally,
                       const struct tally_group *group, size_t dimension)
{
    const struct question *question =
        &study->dimensions[dimension].questions[group->side];
    const struct tally_levels *levels = &tally->levels[group->side][dimension];
    const struct tally_cell *cell = &group->cells[dimension];
    uint64_t count = 0;
    uint64_t missing = 0;
    for (size_t i = 0; i < cell->level_capacity; i++) {
        if (!cell->counts[i])
            continue;
        require(i < levels->count);
        struct level_range range = question_range(question);
        require(levels->values[i] >= range.min && levels->values[i] <= range.max);
        count += cell->counts[i];
    }
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        missing += cell->missing[kind];
    require(cell->n == count);
    require(count + missing == (question->item_count ? group->row_count : 0));
}

static void check_tally(const struct study *study, const struct tally *tally,
                        const struct provenance *provenance)
{
    uint64_t counted[SIDE_COUNT] = { 0 };
    uint64_t used[SIDE_COUNT] = { 0 };
    for (size_t g = 0; g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        counted[group->side] += group->row_count;
        for (size_t d = 0; d < study->dimension_count; d++)
            check_cell(study, tally, group, d);
    }
    for (size_t i = 0; i < provenance->input_count; i++) {
        const struct input_summary *input = &provenance->inputs[i];
        uint64_t total = input->rows_used;
        used[input->side] += input->rows_used;
        for (size_t j = 0; j < input->set_aside_count; j++)
            total += input->set_aside[j].count;
        require(total == input->rows_read);
    }
    for (int side = 0; side < SIDE_COUNT; side++)
        require(counted[side] == used[side]);
}

static void ingest_file(const char *study_text, const char *path)
{
    struct study *study = make_study(study_text, path);
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct provenance provenance = { 0 };
    struct tally *tally = NULL;
    require(diagnostics);
    enum symbar_status status = ingest(study, &tally, &provenance, diagnostics);
    require(status == SYMBAR_OK || status == SYMBAR_BAD_INPUT);
    require((status == SYMBAR_OK) == (tally != NULL));
    require((status == SYMBAR_OK) == (diagnostics_error_count(diagnostics) == 0));
    if (tally)
        check_tally(study, tally, &provenance);
    tally_free(tally);
    provenance_release(&provenance);
    symbar_diagnostics_free(diagnostics);
    study_free(study);
}

static void inspect_file(const char *path)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct inspection inspection = { 0 };
    require(diagnostics);
    enum symbar_status status = ingest_inspect(&path, 1, &inspection, diagnostics);
    require((status == SYMBAR_OK) == (diagnostics_error_count(diagnostics) == 0));
    for (size_t i = 0; status == SYMBAR_OK && i < inspection.files[0].column_count; i++) {
        const struct inspected_column *column = &inspection.files[0].columns[i];
        require(!column->value_count || column_kind_is_closed(column->kind));
    }
    inspection_release(&inspection);
    symbar_diagnostics_free(diagnostics);
}

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

static void draft_file(const char *path)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    const struct text_list files[SIDE_COUNT] = { { &path, 1 }, { &path, 1 } };
    struct draft draft = { 0 };
    struct buffer text = { 0 };
    struct study *study = NULL;
    require(diagnostics);
    if (ingest_draft(files, &draft, diagnostics) == SYMBAR_OK) {
        require(draft_write(&draft, (struct sink){ append, &text }) == SYMBAR_OK);
        require(study_parse(text.bytes, text.byte_count, NULL, NULL, &study,
                            diagnostics) == SYMBAR_OK);
    }
    study_free(study);
    buffer_release(&text);
    draft_release(&draft);
    symbar_diagnostics_free(diagnostics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count)
{
    char path[] = "/tmp/symbar-fuzz-XXXXXX";
    /* what an SPSS file says is ReadStat's to find out */
    if (!byte_count || sav_is_magic((const char *)data + 1, byte_count - 1))
        return 0;
    int descriptor = mkstemp(path);
    require(descriptor >= 0);
    require(write(descriptor, data + 1, byte_count - 1) == (ssize_t)(byte_count - 1));
    close(descriptor);
    ingest_file(studies[data[0] % STUDY_COUNT], path);
    inspect_file(path);
    draft_file(path);
    unlink(path);
    return 0;
}

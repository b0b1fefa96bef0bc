#include "api/benchmark.h"

#include "analysis/analysis.h"
#include "base/memory.h"
#include "ingest/benchmark_table.h"
#include "ingest/tally_file.h"
#include "report/report_read.h"
#include "study/study_read.h"

#include <stdio.h>
#include <string.h>

/* Takes what others score on a dimension of the study, where it is shown and comes from
   as many people as are shown here. */
static void take_side(struct benchmark *benchmark, const struct study *study,
                      size_t dimension, enum side side, const struct side_result *theirs)
{
    bool is_shown = theirs->status == CELL_OK || theirs->status == CELL_HELD;
    if (!is_shown || !theirs->index.value.available || !theirs->n.available ||
        theirs->n.value < (double)study->min_n[side])
        return;
    *benchmark_at(benchmark, dimension, side) = (struct benchmark_figure){
        .is_known = true,
        .index = theirs->index.value.value,
        .has_n = true,
        .n = theirs->n.value,
        .has_sd = theirs->index_sd.available,
        .sd = theirs->index_sd.value,
    };
}

static void take_row(struct benchmark *benchmark, const struct study *study,
                     const char *id, const struct result_row *row)
{
    size_t d = 0;
    while (d < study->dimension_count && strcmp(study->dimensions[d].id, id) != 0)
        d++;
    if (row->scope != SCOPE_OVERALL || d == study->dimension_count)
        return;
    for (int side = 0; side < SIDE_COUNT; side++)
        take_side(benchmark, study, d, (enum side)side, row->sides[side]);
}

static enum symbar_status take_report(const struct study *study,
                                      struct benchmark *benchmark,
                                      struct symbar_diagnostics *diagnostics)
{
    struct report_file *file = NULL;
    enum symbar_status status = report_file_load(study->benchmark, &file, diagnostics);
    for (size_t i = 0; status == SYMBAR_OK && i < file->row_count; i++)
        take_row(benchmark, study, file->dimensions[file->rows[i].dimension].id,
                 &file->rows[i]);
    report_file_free(file);
    return status;
}

/* What reading says of their units is their business; only errors are told here. */
static enum symbar_status take_tally(const struct study *study,
                                     struct benchmark *benchmark,
                                     struct symbar_diagnostics *diagnostics)
{
    const char *path = study->benchmark;
    struct study *theirs = NULL;
    struct raw_answers raw = { 0 };
    struct provenance provenance = { 0 };
    struct tally *tally = NULL;
    struct results *results = NULL;
    struct symbar_diagnostics *said = diagnostics_create_like(diagnostics);
    if (!said)
        return fail_no_memory(diagnostics);
    enum symbar_status status =
        tally_files_read(&path, 1, true, &theirs, &raw, &provenance, said);
    if (status == SYMBAR_OK)
        status = ingest_match(theirs, &raw, &tally, &provenance, said);
    if (status == SYMBAR_OK)
        status = analyse(theirs, tally, &results, said);
    for (size_t i = 0; status == SYMBAR_OK && i < results->row_count; i++)
        take_row(benchmark, study, theirs->dimensions[results->rows[i].dimension].id,
                 &results->rows[i]);
    if (status != SYMBAR_OK)
        diagnostics_merge(diagnostics, said);
    results_free(results);
    tally_free(tally);
    raw_answers_release(&raw);
    provenance_release(&provenance);
    study_free(theirs);
    symbar_diagnostics_free(said);
    return status;
}

/* Whether the first thing in a file is what a JSON object begins with. */
static bool is_json(const char *path)
{
    FILE *file = fopen(path, "rb");
    int byte = ' ';
    if (!file)
        return false;
    while (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n')
        byte = getc(file);
    fclose(file);
    return byte == '{';
}

/* A benchmark of other dimensions is of no use, and likely not the one that was meant. */
static void check_known(const struct study *study, const struct benchmark *benchmark,
                        struct symbar_diagnostics *diagnostics)
{
    for (size_t i = 0; i < benchmark->dimension_count * SIDE_COUNT; i++)
        if (benchmark->figures[i].is_known)
            return;
    warn(diagnostics, DIAG_NO_BENCHMARK_FIGURE,
         (struct place){ .path = study->benchmark_name },
         "the benchmark has no figure of any dimension of this study");
    hint(diagnostics, "its dimensions need the ids that the study has, such as '%s'",
         study->dimensions[0].id);
}

enum symbar_status benchmark_load(const struct study *study,
                                  struct benchmark *benchmark_out,
                                  struct symbar_diagnostics *diagnostics)
{
    struct benchmark benchmark = { 0 };
    enum symbar_status status = SYMBAR_OK;
    *benchmark_out = benchmark;
    if (!study->benchmark)
        return SYMBAR_OK;
    if (!benchmark_init(&benchmark, study->dimension_count))
        return fail_no_memory(diagnostics);
    if (is_tally_file(study->benchmark))
        status = take_tally(study, &benchmark, diagnostics);
    else if (is_json(study->benchmark))
        status = take_report(study, &benchmark, diagnostics);
    else
        status = benchmark_table_read(study, &benchmark, diagnostics);
    if (status != SYMBAR_OK) {
        benchmark_release(&benchmark);
        return status;
    }
    check_known(study, &benchmark, diagnostics);
    *benchmark_out = benchmark;
    return SYMBAR_OK;
}

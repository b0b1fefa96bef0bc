#include "analysis/analysis.h"
#include "analysis/benchmark.h"
#include "analysis/contrast.h"
#include "analysis/linkage.h"
#include "analysis/waves.h"
#include "api/benchmark.h"
#include "api/objects.h"
#include "api/previous.h"
#include "base/memory.h"
#include "disclosure/disclosure.h"
#include "ingest/ingest.h"

/* Reads the study's files, unless it came with its counts. */
static enum symbar_status tally_study(const struct symbar_study *study,
                                      struct symbar_report *report,
                                      struct tally **tally_out,
                                      struct symbar_diagnostics *diagnostics)
{
    if (!study->has_counts)
        return ingest(study->study, tally_out, &report->provenance, diagnostics);
    report->provenance.inputs = study->provenance.inputs;
    report->provenance.input_count = study->provenance.input_count;
    return ingest_match(study->study, &study->raw, tally_out, &report->provenance,
                        diagnostics);
}

/* A tally brings its benchmark with it. */
static enum symbar_status compare_to_benchmark(const struct symbar_study *study,
                                               struct results *results,
                                               struct symbar_diagnostics *diagnostics)
{
    struct benchmark own = { 0 };
    const struct benchmark *benchmark = study->has_counts ? &study->raw.benchmark : &own;
    enum symbar_status status = SYMBAR_OK;
    if (!study->has_counts)
        status = benchmark_load(study->study, &own, diagnostics);
    if (status == SYMBAR_OK)
        status = analysis_benchmark(study->study, benchmark, results, diagnostics);
    benchmark_release(&own);
    return status;
}

/* The one way that data goes: ingest, tally, analysis, disclosure. Nothing that
   disclosure has not seen leaves this function. */
static enum symbar_status run(const struct symbar_study *study,
                              const struct previous_report *previous,
                              struct symbar_report *report,
                              struct symbar_diagnostics *diagnostics)
{
    struct tally *tally = NULL;
    enum symbar_status status = tally_study(study, report, &tally, diagnostics);
    if (status == SYMBAR_OK)
        status = analyse(report->study, tally, &report->results, diagnostics);
    tally_free(tally);
    if (status == SYMBAR_OK)
        status =
            disclose_against(report->study, report->results,
                             previous->file ? &previous->release : NULL, diagnostics);
    if (status == SYMBAR_OK)
        status = analysis_adjust(report->study, report->results, diagnostics);
    if (status == SYMBAR_OK)
        status = analysis_link(report->study, report->results, diagnostics);
    if (status == SYMBAR_OK)
        status = analysis_follow_waves(report->study, report->results, diagnostics);
    if (status == SYMBAR_OK)
        status = analysis_contrast(report->study, report->results, diagnostics);
    if (status == SYMBAR_OK)
        status = compare_to_benchmark(study, report->results, diagnostics);
    return status;
}

/* Makes the report, and attacks it: with a report that can be broken nobody may do
   anything. */
static enum symbar_status finish(const struct symbar_study *study,
                                 const char *previous_path, struct symbar_report *report,
                                 struct symbar_diagnostics *diagnostics)
{
    struct previous_report previous = { 0 };
    enum symbar_status status = SYMBAR_OK;
    if (previous_path)
        status =
            previous_report_load(previous_path, report->study, &previous, diagnostics);
    if (status == SYMBAR_OK)
        status = run(study, &previous, report, diagnostics);
    if (status == SYMBAR_OK) {
        diagnostics_merge(report->diagnostics, diagnostics);
        status = report_audit(report, previous.file, diagnostics);
    }
    previous_report_release(&previous);
    return status;
}

enum symbar_status symbar_run_after(const struct symbar_study *study,
                                    const char *previous_path,
                                    struct symbar_report **report_out,
                                    struct symbar_diagnostics *diagnostics)
{
    struct symbar_report *report = memory_allocate(1, sizeof *report);
    if (!report)
        return fail_no_memory(diagnostics);
    enum symbar_status status = SYMBAR_NO_MEMORY;
    report->study = study->study;
    report->diagnostics = diagnostics_create_like(diagnostics);
    if (report->diagnostics)
        status = finish(study, previous_path, report, diagnostics);
    else
        fail_no_memory(diagnostics);
    if (status != SYMBAR_OK) {
        symbar_report_free(report);
        return status;
    }
    *report_out = report;
    return SYMBAR_OK;
}

enum symbar_status symbar_run(const struct symbar_study *study,
                              struct symbar_report **report_out,
                              struct symbar_diagnostics *diagnostics)
{
    return symbar_run_after(study, NULL, report_out, diagnostics);
}

void symbar_report_free(struct symbar_report *report)
{
    if (!report)
        return;
    provenance_release(&report->provenance);
    results_free(report->results);
    symbar_diagnostics_free(report->diagnostics);
    memory_free(report);
}

#include "analysis/analysis.h"
#include "api/benchmark.h"
#include "api/objects.h"
#include "base/memory.h"
#include "disclosure/disclosure.h"
#include "ingest/ingest.h"
#include "tally/tally_fold.h"
#include "tally/tally_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum symbar_status list_aliases(const struct aliases *aliases,
                                       struct tally_alias **list_out,
                                       struct symbar_diagnostics *diagnostics)
{
    struct tally_alias *list = memory_allocate(aliases->names.count, sizeof *list);
    if (!list)
        return fail_no_memory(diagnostics);
    for (size_t i = 0; i < aliases->names.count; i++)
        list[i] =
            (struct tally_alias){ map_key_at(&aliases->names, i),
                                  map_key_at(&aliases->units, aliases->unit_of_name[i]) };
    *list_out = list;
    return SYMBAR_OK;
}

static int compare_units(const void *a, const void *b)
{
    const struct tally_outcome *x = a;
    const struct tally_outcome *y = b;
    return strcmp(x->unit, y->unit);
}

/* By outcome, then by unit, whatever the order of the files' lines. */
static enum symbar_status list_outcomes(const struct study *study,
                                        const struct outcome_figures *figures,
                                        struct tally_outcome **list_out,
                                        struct symbar_diagnostics *diagnostics)
{
    struct tally_outcome *list = memory_allocate(figures->count, sizeof *list);
    size_t count = 0;
    if (!list)
        return fail_no_memory(diagnostics);
    for (size_t k = 0; k < study->outcome_count; k++) {
        size_t first = count;
        for (size_t i = 0; i < figures->count; i++)
            if (figures->figures[i].outcome == k)
                list[count++] =
                    (struct tally_outcome){ study->outcomes[k].id,
                                            map_key_at(&figures->names,
                                                       figures->figures[i].name),
                                            figures->figures[i].value };
        qsort(list + first, count - first, sizeof *list, compare_units);
    }
    *list_out = list;
    return SYMBAR_OK;
}

static int compare_heads(const void *a, const void *b)
{
    const struct tally_headcount *x = a;
    const struct tally_headcount *y = b;
    if (x->side != y->side)
        return x->side < y->side ? -1 : 1;
    return strcmp(x->unit, y->unit);
}

/* By side, then by unit, whatever the order of rows. */
static enum symbar_status list_headcounts(const struct outcome_figures *figures,
                                          struct tally_headcount **list_out,
                                          struct symbar_diagnostics *diagnostics)
{
    struct tally_headcount *list = memory_allocate(figures->count, sizeof *list);
    if (!list)
        return fail_no_memory(diagnostics);
    for (size_t i = 0; i < figures->count; i++)
        list[i] = (struct tally_headcount){
            (enum side)figures->figures[i].outcome,
            map_key_at(&figures->names, figures->figures[i].name),
            figures->figures[i].value,
        };
    qsort(list, figures->count, sizeof *list, compare_heads);
    *list_out = list;
    return SYMBAR_OK;
}

/* As the files have it: whoever reads the tally matches the units. */
static enum symbar_status write_raw(const struct study *study,
                                    const struct raw_answers *raw,
                                    const struct benchmark *benchmark, struct sink sink,
                                    struct symbar_diagnostics *diagnostics)
{
    struct tally_alias *aliases = NULL;
    struct tally_outcome *outcomes = NULL;
    struct tally_headcount *headcounts = NULL;
    enum symbar_status status = list_aliases(&raw->aliases, &aliases, diagnostics);
    if (status == SYMBAR_OK)
        status = list_outcomes(study, &raw->outcomes, &outcomes, diagnostics);
    if (status == SYMBAR_OK)
        status = list_headcounts(&raw->headcounts, &headcounts, diagnostics);
    const struct tally_document document = {
        .study = study,
        .tally = raw->tally,
        .aliases = aliases,
        .alias_count = raw->aliases.names.count,
        .outcomes = outcomes,
        .outcome_count = raw->outcomes.count,
        .benchmark = benchmark,
        .headcounts = headcounts,
        .headcount_count = raw->headcounts.count,
        .said = diagnostics,
    };
    if (status == SYMBAR_OK)
        status = tally_write(&document, sink, diagnostics);
    memory_free(aliases);
    memory_free(outcomes);
    memory_free(headcounts);
    return status;
}

/* Marks the units of which a report hides anything, in any dimension. */
static void mark_hidden(const struct results *results, const struct tally *tally,
                        bool *is_hidden)
{
    for (size_t r = 0; r < results->row_count; r++) {
        const struct result_row *row = &results->rows[r];
        if (row->scope != SCOPE_UNIT)
            continue;
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct side_result *shown = row->sides[side];
            bool hides =
                shown->status != CELL_NOT_ASKED &&
                (shown->status == CELL_SUPPRESSED || !shown->missing[0].available);
            ptrdiff_t unit = map_find(&tally->units, row->unit, strlen(row->unit));
            if (hides && unit != MAP_NONE)
                is_hidden[unit] = true;
        }
    }
}

/* What a report of the same answers hides must not be found by subtracting: of each
   question, what the tally folds holds all that the report hides. */
static enum symbar_status find_hidden(const struct study *study,
                                      const struct tally *tally, bool *is_hidden,
                                      struct symbar_diagnostics *diagnostics)
{
    struct results *results = NULL;
    struct symbar_diagnostics *unsaid = diagnostics_create_like(diagnostics);
    if (!unsaid)
        return fail_no_memory(diagnostics);
    enum symbar_status status = analyse(study, tally, &results, unsaid);
    if (status == SYMBAR_OK)
        status = disclose(study, results, unsaid);
    if (status == SYMBAR_OK)
        mark_hidden(results, tally, is_hidden);
    else
        diagnostics_merge(diagnostics, unsaid);
    results_free(results);
    symbar_diagnostics_free(unsaid);
    return status;
}

/* Units that were folded, and those where nobody answered, are "(other)" here as well. */
static size_t fold_heads(const struct tally *tally, const struct tally *folded,
                         struct tally_headcount *list)
{
    size_t count = 0;
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct tally_headcounts *heads = &tally->headcounts[side];
        double other = heads->total;
        if (!heads->of_unit)
            continue;
        for (size_t u = 0; u < tally->units.count; u++) {
            const char *name = map_key_at(&tally->units, u);
            double own = heads->of_unit[u];
            if (isnan(own) || map_find(&folded->units, name, strlen(name)) == MAP_NONE)
                continue;
            list[count++] = (struct tally_headcount){ (enum side)side, name, own };
            other -= own;
        }
        if (other > 0)
            list[count++] =
                (struct tally_headcount){ (enum side)side, TALLY_OTHER, other };
    }
    qsort(list, count, sizeof *list, compare_heads);
    return count;
}

static enum symbar_status write_folded(const struct study *study,
                                       const struct tally *tally, uint64_t min_n,
                                       struct sink sink,
                                       struct symbar_diagnostics *diagnostics)
{
    struct tally *folded = NULL;
    bool *is_hidden = memory_allocate(tally->units.count, sizeof *is_hidden);
    if (!is_hidden)
        return fail_no_memory(diagnostics);
    enum symbar_status status = find_hidden(study, tally, is_hidden, diagnostics);
    if (status == SYMBAR_OK)
        status = tally_fold(tally, min_n, is_hidden, &folded, diagnostics);
    struct tally_document document = {
        .study = study, .tally = folded, .is_folded = true, .said = diagnostics
    };
    struct tally_headcount *heads =
        memory_allocate(SIDE_COUNT * (tally->units.count + 1), sizeof *heads);
    if (status == SYMBAR_OK && !heads)
        status = fail_no_memory(diagnostics);
    if (status == SYMBAR_OK) {
        document.headcounts = heads;
        document.headcount_count = fold_heads(tally, folded, heads);
        status = tally_write(&document, sink, diagnostics);
    }
    memory_free(heads);
    /* not in the tally: it is for whoever publishes it */
    bool has_other =
        folded && map_find(&folded->units, TALLY_OTHER, strlen(TALLY_OTHER)) != MAP_NONE;
    if (status == SYMBAR_OK && has_other)
        note(diagnostics, DIAG_TALLY_AND_REPORT, (struct place){ 0 },
             "beside a report of the same answers this tally tells how often each answer "
             "was given in %s as a whole",
             TALLY_OTHER);
    tally_free(folded);
    memory_free(is_hidden);
    return status;
}

enum symbar_status symbar_tally_write(const struct symbar_study *study,
                                      unsigned long min_n, symbar_write_function *write,
                                      void *context,
                                      struct symbar_diagnostics *diagnostics)
{
    const struct sink sink = { write, context };
    struct provenance provenance = { 0 };
    struct raw_answers own = { 0 };
    struct benchmark benchmark = { 0 };
    struct tally *matched = NULL;
    enum symbar_status status = SYMBAR_OK;
    if (!study->has_counts)
        status = ingest_read(study->study, &own, &provenance, diagnostics);
    if (status == SYMBAR_OK && !study->has_counts && !min_n)
        status = benchmark_load(study->study, &benchmark, diagnostics);
    const struct raw_answers *raw = study->has_counts ? &study->raw : &own;
    /* also where the raw tally is written: a study that refuses units refuses here */
    if (status == SYMBAR_OK)
        status = ingest_match(study->study, raw, min_n ? &matched : NULL, &provenance,
                              diagnostics);
    if (status == SYMBAR_OK && min_n)
        status = write_folded(study->study, matched, min_n, sink, diagnostics);
    else if (status == SYMBAR_OK)
        status =
            write_raw(study->study, raw, study->has_counts ? &raw->benchmark : &benchmark,
                      sink, diagnostics);
    tally_free(matched);
    raw_answers_release(&own);
    benchmark_release(&benchmark);
    provenance_release(&provenance);
    return status;
}

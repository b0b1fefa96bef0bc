#include "support/ingestion.h"

#include "base/buffer.h"
#include "study/study_read.h"
#include "support/quoted.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ingestion_set_up(struct ingestion_test *test)
{
    *test = (struct ingestion_test){ 0 };
    test_folder_create(&test->folder);
}

static void forget(struct ingestion_test *test)
{
    tally_free(test->tally);
    provenance_release(&test->provenance);
    study_free(test->study);
    symbar_diagnostics_free(test->diagnostics);
    test->tally = NULL;
    test->provenance = (struct provenance){ 0 };
    test->study = NULL;
    test->diagnostics = NULL;
}

void ingestion_tear_down(struct ingestion_test *test)
{
    forget(test);
    test_folder_remove(&test->folder);
}

void ingestion_run(struct ingestion_test *test, const char *study)
{
    char path[128];
    forget(test);
    snprintf(path, sizeof path, "%s/symbar.json", test->folder.path);
    char *text = quoted(study);
    test->diagnostics = symbar_diagnostics_create();
    enum symbar_status status =
        study_parse(text, strlen(text), path, NULL, &test->study, test->diagnostics);
    free(text);
    for (size_t i = 0;
         status != SYMBAR_OK && i < symbar_diagnostics_count(test->diagnostics); i++)
        print_error("study: %s\n", symbar_diagnostics_at(test->diagnostics, i)->message);
    assert_int_equal(status, SYMBAR_OK);
    test->study->work = test->work;
    test->status =
        ingest(test->study, &test->tally, &test->provenance, test->diagnostics);
}

static bool group_is_of(const struct ingestion_test *test,
                        const struct tally_group *group, enum side side, const char *unit)
{
    if (group->side != side)
        return false;
    if (!unit)
        return true;
    if (group->unit == TALLY_NONE)
        return !*unit;
    return strcmp(map_key_at(&test->tally->units, (size_t)group->unit), unit) == 0;
}

uint64_t ingestion_count(const struct ingestion_test *test, enum side side,
                         const char *unit, size_t dimension, double level)
{
    uint64_t count = 0;
    const struct tally_levels *levels = &test->tally->levels[side][dimension];
    for (size_t g = 0; g < test->tally->group_count; g++) {
        const struct tally_group *group = &test->tally->groups[g];
        const struct tally_cell *cell = &group->cells[dimension];
        if (!group_is_of(test, group, side, unit))
            continue;
        for (size_t i = 0; i < levels->count && i < cell->level_capacity; i++)
            if (levels->values[i] == level)
                count += cell->counts[i];
    }
    return count;
}

uint64_t ingestion_n(const struct ingestion_test *test, enum side side, const char *unit,
                     size_t dimension)
{
    uint64_t count = 0;
    for (size_t g = 0; g < test->tally->group_count; g++)
        if (group_is_of(test, &test->tally->groups[g], side, unit))
            count += test->tally->groups[g].cells[dimension].n;
    return count;
}

uint64_t ingestion_missing(const struct ingestion_test *test, enum side side,
                           const char *unit, size_t dimension, enum missing_kind kind)
{
    uint64_t count = 0;
    for (size_t g = 0; g < test->tally->group_count; g++)
        if (group_is_of(test, &test->tally->groups[g], side, unit))
            count += test->tally->groups[g].cells[dimension].missing[kind];
    return count;
}

const struct symbar_diagnostic *ingestion_find(const struct ingestion_test *test,
                                               const char *id, size_t n)
{
    for (size_t i = 0; i < symbar_diagnostics_count(test->diagnostics); i++) {
        const struct symbar_diagnostic *item =
            symbar_diagnostics_at(test->diagnostics, i);
        if (strcmp(item->id, id) == 0 && n-- == 0)
            return item;
    }
    return NULL;
}

char *ingestion_said(const struct ingestion_test *test)
{
    struct buffer text = { 0 };
    buffer_text(&text, "");
    for (size_t i = 0; i < symbar_diagnostics_count(test->diagnostics); i++) {
        const struct symbar_diagnostic *item =
            symbar_diagnostics_at(test->diagnostics, i);
        buffer_format(&text, "%s %s:%llu:%llu %s (%llu:", item->id,
                      item->path ? item->path : "-", (unsigned long long)item->line,
                      (unsigned long long)item->column, item->message,
                      (unsigned long long)item->count);
        for (size_t n = 0; n < item->line_count; n++)
            buffer_format(&text, " %llu", (unsigned long long)item->lines[n]);
        buffer_text(&text, ")\n");
    }
    char *said = strdup(text.bytes ? text.bytes : "");
    assert_non_null(said);
    buffer_release(&text);
    return said;
}

struct line {
    char *text;
};

static int compare_lines(const void *a, const void *b)
{
    return strcmp(((const struct line *)a)->text, ((const struct line *)b)->text);
}

static void add_line(struct line **lines, size_t *count, const struct buffer *text)
{
    *lines = realloc(*lines, (*count + 1) * sizeof **lines);
    assert_non_null(*lines);
    (*lines)[*count].text = strdup(text->bytes);
    assert_non_null((*lines)[(*count)++].text);
}

static void describe_cell(const struct ingestion_test *test,
                          const struct tally_group *group, size_t dimension,
                          struct buffer *text)
{
    const struct tally_cell *cell = &group->cells[dimension];
    const struct tally_levels *levels = &test->tally->levels[group->side][dimension];
    struct line *parts = NULL;
    size_t count = 0;
    buffer_format(text, " [%zu: n %llu;", dimension, (unsigned long long)cell->n);
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        buffer_format(text, " %llu", (unsigned long long)cell->missing[kind]);
    for (size_t i = 0; i < levels->count && i < cell->level_capacity; i++) {
        struct buffer part = { 0 };
        if (!cell->counts[i])
            continue;
        buffer_format(&part, " %.17g=%llu", levels->values[i],
                      (unsigned long long)cell->counts[i]);
        add_line(&parts, &count, &part);
        buffer_release(&part);
    }
    if (count)
        qsort(parts, count, sizeof *parts, compare_lines);
    for (size_t i = 0; i < count; i++) {
        buffer_text(text, parts[i].text);
        free(parts[i].text);
    }
    free(parts);
    buffer_text(text, "]");
}

static void describe_units(const struct ingestion_test *test, struct buffer *text)
{
    const struct unit_summary *units = &test->provenance.units;
    buffer_format(text, "matched %zu\n", units->matched);
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t i = 0; i < units->only[side].count; i++)
            buffer_format(text, "only %d '%s'\n", side, units->only[side].texts[i]);
    for (size_t i = 0; i < units->merge_count; i++)
        buffer_format(text, "merge '%s' <- '%s' %d %s\n", units->merges[i].unit,
                      units->merges[i].spelling, (int)units->merges[i].side,
                      units->merges[i].step);
}

static void describe_moments(const struct ingestion_test *test, struct buffer *text)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t i = 0; i < test->tally->moment_counts[side]; i++) {
            const struct co_moment *moment = &test->tally->moments[side][i];
            const struct wide sums[] = { moment->x, moment->y, moment->xx, moment->yy,
                                         moment->xy };
            buffer_format(text, "moments %d %zu n %llu", side, i,
                          (unsigned long long)moment->n);
            for (size_t s = 0; s < sizeof sums / sizeof *sums; s++) {
                char digits[WIDE_TEXT_BYTES];
                wide_format(sums[s], digits);
                buffer_format(text, " %s", digits);
            }
            buffer_byte(text, '\n');
        }
}

char *ingestion_outcome(const struct ingestion_test *test)
{
    struct line *lines = NULL;
    size_t count = 0;
    struct buffer text = { 0 };
    for (size_t g = 0; g < test->tally->group_count; g++) {
        const struct tally_group *group = &test->tally->groups[g];
        buffer_clear(&text);
        buffer_format(&text, "%d '%s' rows %llu", (int)group->side,
                      group->unit == TALLY_NONE
                          ? ""
                          : map_key_at(&test->tally->units, (size_t)group->unit),
                      (unsigned long long)group->row_count);
        if (group->segment != TALLY_NONE)
            buffer_format(&text, " segment %s",
                          map_key_at(&test->tally->segments, (size_t)group->segment));
        if (group->wave != TALLY_NONE)
            buffer_format(&text, " wave %s",
                          map_key_at(&test->tally->waves, (size_t)group->wave));
        for (size_t d = 0; d < test->tally->dimension_count; d++)
            describe_cell(test, group, d, &text);
        add_line(&lines, &count, &text);
    }
    if (count)
        qsort(lines, count, sizeof *lines, compare_lines);
    buffer_clear(&text);
    for (size_t i = 0; i < count; i++) {
        buffer_format(&text, "%s\n", lines[i].text);
        free(lines[i].text);
    }
    free(lines);
    describe_units(test, &text);
    describe_moments(test, &text);
    char *outcome = strdup(text.bytes);
    assert_non_null(outcome);
    buffer_release(&text);
    return outcome;
}

#include "report/describe.h"
#include "report/paths.h"
#include "report/words.h"

static bool is_found(const struct report *report,
                     const struct tested_difference *difference)
{
    return difference->p_adjusted.available &&
           difference->p_adjusted.value < report->study->analysis.alpha;
}

/* The dimensions on which a side is shown to be above, or below; NULL for none. */
static const char *list_found(struct document *document, const struct report *report,
                              enum side side, bool is_above)
{
    const struct results *results = report->results;
    const char **labels =
        arena_allocate(&document->arena, results->benchmark_count + 1, sizeof *labels);
    size_t count = 0;
    for (size_t i = 0; labels && i < results->benchmark_count; i++) {
        const struct benchmark_result *result = &results->benchmark[i];
        const struct tested_difference *difference = &result->sides[side].difference;
        if (is_found(report, difference) &&
            (difference->estimate.value.value > 0) == is_above)
            labels[count++] = report->study->dimensions[result->dimension].label;
    }
    if (!labels)
        document->failed = true;
    return count ? document_list(document, labels, count) : NULL;
}

static void say_side(struct document *document, const struct report *report,
                     enum side side)
{
    const struct language *language = document->language;
    const char *above = list_found(document, report, side, true);
    const char *below = list_found(document, report, side, false);
    const char *words = "";
    if (above)
        words = document_text(document, translated(language, "Above it on %s."), above);
    if (below) {
        const char *more =
            document_text(document, translated(language, "Below it on %s."), below);
        words = above ? document_text(document, "%s %s", words, more) : more;
    }
    document_item(document, side_words(language, side),
                  *words ? words
                         : translated(language, "No difference from it is shown."));
}

enum { DIMENSION, OWN, THEIRS, DIFFERENCE, INTERVAL, BENCHMARK_COLUMNS };

static void add_side(struct document *document, struct table *table,
                     const struct report *report, enum side side)
{
    bool is_first = true;
    for (size_t i = 0; i < report->results->benchmark_count; i++) {
        const struct benchmark_result *result = &report->results->benchmark[i];
        const struct benchmark_side *figures = &result->sides[side];
        const struct estimate own = { .value = figures->own };
        const struct estimate theirs = { .value = figures->index };
        if (!figures->index.available)
            continue;
        struct cell *cells =
            is_first
                ? document_group(document, table, side_words(document->language, side))
                : document_row(document, table);
        if (!cells)
            return;
        is_first = false;
        cells[DIMENSION] = cell_text(report->study->dimensions[result->dimension].label);
        cells[OWN] = cell_of(SHOWN_SCORE, &own, CELL_OK);
        cells[THEIRS] = cell_of(SHOWN_SCORE, &theirs, CELL_OK);
        cells[DIFFERENCE] = cell_of(SHOWN_GAP, &figures->difference.estimate, CELL_OK);
        cells[INTERVAL] = cell_of(SHOWN_INTERVAL, &figures->difference.estimate, CELL_OK);
    }
}

static bool has_side(const struct results *results, enum side side)
{
    for (size_t i = 0; i < results->benchmark_count; i++)
        if (results->benchmark[i].sides[side].index.available)
            return true;
    return false;
}

/* Whether some figures come without what an interval of theirs needs. */
static bool has_bare_numbers(const struct results *results)
{
    for (size_t i = 0; i < results->benchmark_count * SIDE_COUNT; i++) {
        const struct benchmark_side *figures =
            &results->benchmark[i / SIDE_COUNT].sides[i % SIDE_COUNT];
        if (figures->index.available && (!figures->n.available || !figures->sd.available))
            return true;
    }
    return false;
}

void describe_benchmark(const struct report *report, struct document *document)
{
    static const struct column columns[BENCHMARK_COLUMNS] = {
        [DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [OWN] = { .heading = TRANSLATABLE("Index"), .is_numeric = true },
        [THEIRS] = { .heading = TRANSLATABLE("Benchmark"), .is_numeric = true },
        [DIFFERENCE] = { TRANSLATABLE("Difference"), TRANSLATABLE("Diff."),
                         .is_numeric = true },
        [INTERVAL] = { .heading = TRANSLATABLE("Interval"), .is_numeric = true },
    };
    const struct results *results = report->results;
    const struct language *language = document->language;
    if (!results->benchmark_count)
        return;
    document_format(document, BLOCK_HEADING,
                    translated(language, "Against the benchmark: %s"),
                    path_shown(report->study, report->study->benchmark_name));
    for (int side = 0; side < SIDE_COUNT; side++)
        if (has_side(results, (enum side)side))
            say_side(document, report, (enum side)side);
    struct table *table = document_table(document, columns, BENCHMARK_COLUMNS);
    for (int side = 0; table && side < SIDE_COUNT; side++)
        add_side(document, table, report, (enum side)side);
    if (has_bare_numbers(results))
        document_add(document, BLOCK_PARAGRAPH,
                     translated(language, "Where the benchmark does not say how many "
                                          "answered and how much they differ, it is "
                                          "taken as an exact number."));
}

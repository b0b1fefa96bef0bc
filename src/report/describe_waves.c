/* From wave to wave: for each dimension what has changed since the wave before and where
   it is going, in words; then the waves' figures. */
#include "analysis/waves.h"
#include "report/describe.h"
#include "report/words.h"

#include <math.h>

/* The latest so many waves are shown. */
enum { MOST_WAVES = 8 };

enum { GAP_OF_BOTH = SIDE_COUNT, FOLLOWED_COUNT };

static bool is_found(const struct measure *p_adjusted, double alpha)
{
    return p_adjusted->available && p_adjusted->value < alpha;
}

/* What a significant change of a side, or of the gap, is called; takes the points and the
   bounds of the interval. */
static const char *change_format(const struct language *language, int followed,
                                 bool is_down)
{
    if (followed == GAP_OF_BOTH)
        return translated(language, "The gap moved by %s points (%s to %s).");
    if (followed == SIDE_EMPLOYEES)
        return is_down
                   ? translated(language, "Employees moved down: %s points (%s to %s).")
                   : translated(language, "Employees moved up: %s points (%s to %s).");
    return is_down ? translated(language, "Customers moved down: %s points (%s to %s).")
                   : translated(language, "Customers moved up: %s points (%s to %s).");
}

/* Takes the number of waves and the points. */
static const char *trend_format(const struct language *language, int followed,
                                bool is_down)
{
    if (followed == GAP_OF_BOTH)
        return is_down ? translated(language,
                                    "Over %zu waves the gap goes down %s points a wave.")
                       : translated(language,
                                    "Over %zu waves the gap goes up %s points a wave.");
    if (followed == SIDE_EMPLOYEES)
        return is_down ? translated(language,
                                    "Over %zu waves employees go down %s points a wave.")
                       : translated(language,
                                    "Over %zu waves employees go up %s points a wave.");
    return is_down
               ? translated(language,
                            "Over %zu waves customers go down %s points a wave.")
               : translated(language, "Over %zu waves customers go up %s points a wave.");
}

static const struct difference_result *change_of(const struct wave_change *change,
                                                 int followed)
{
    return followed == GAP_OF_BOTH ? &change->gap : &change->sides[followed];
}

static const struct trend_result *trend_of(const struct wave_trend *trend, int followed)
{
    return followed == GAP_OF_BOTH ? &trend->gap : &trend->sides[followed];
}

static const char *add_sentence(struct document *document, const char *sentences,
                                const char *next)
{
    return *sentences ? document_text(document, "%s %s", sentences, next) : next;
}

static const char *signed_number(struct document *document, double value)
{
    const char *number = document_number(document, value, 1);
    return value > 0 ? document_text(document, "+%s", number) : number;
}

static const char *change_words(struct document *document, const struct report *report,
                                const struct wave_change *change)
{
    const struct language *language = document->language;
    const char *words = "";
    bool is_compared = false;
    for (int i = 0; i < FOLLOWED_COUNT; i++) {
        const struct tested_difference *index = &change_of(change, i)->index;
        const struct estimate *moved = &index->estimate;
        is_compared = is_compared || moved->value.available;
        if (is_found(&index->p_adjusted, report->study->analysis.alpha))
            words = add_sentence(
                document, words,
                document_text(document,
                              change_format(language, i, moved->value.value < 0),
                              signed_number(document, moved->value.value),
                              signed_number(document, moved->low.value),
                              signed_number(document, moved->high.value)));
    }
    if (change->sides[SIDE_EMPLOYEES].question_changed)
        words = add_sentence(
            document, words,
            translated(language, "Employees were asked another question than before."));
    if (change->sides[SIDE_CUSTOMERS].question_changed)
        words = add_sentence(
            document, words,
            translated(language, "Customers were asked another question than before."));
    if (*words)
        return words;
    return is_compared ? translated(language, "No change is shown.")
                       : translated(language, "Nothing can be compared.");
}

static const char *trend_words(struct document *document, const struct report *report,
                               const struct wave_trend *trend, const char *words)
{
    for (int i = 0; i < FOLLOWED_COUNT; i++) {
        const struct trend_figure *index = &trend_of(trend, i)->index;
        double slope = index->slope.value.value;
        if (is_found(&index->p_adjusted, report->study->analysis.alpha))
            words = add_sentence(
                document, words,
                document_text(document, trend_format(document->language, i, slope < 0),
                              (size_t)index->waves.value,
                              document_number(document, fabs(slope), 1)));
    }
    return words;
}

static void add_dimension(const struct report *report, struct document *document,
                          const struct wave_change *last)
{
    const struct results *results = report->results;
    const char *words = change_words(document, report, last);
    if (results->trend_count)
        words = trend_words(document, report, &results->trends[last->dimension], words);
    document_item(document, report->study->dimensions[last->dimension].label, words);
}

/* -- the waves of a side as a line ------------------------------------------------ */

/* Two waves make no line; more than so many are cut to the latest. */
enum { LEAST_OF_LINE = 3, MOST_OF_LINE = 24 };

/* So few points are not drawn as if they were the world. */
#define LEAST_SPAN 10.0

enum { LINE_DIMENSION, LINE_EMPLOYEES, LINE_CUSTOMERS, LINE_COLUMNS };

/* The latest waves of a dimension's side; NULL where no wave shows it, or when memory is
   short. */
static struct sparkline *line_of(const struct report *report, struct document *document,
                                 size_t dimension, enum side side)
{
    const struct results *results = report->results;
    size_t waves = results->wave_count;
    size_t count = waves < MOST_OF_LINE ? waves : MOST_OF_LINE;
    struct measure *values = arena_allocate(&document->arena, count, sizeof *values);
    bool *breaks = arena_allocate(&document->arena, count, sizeof *breaks);
    struct sparkline *line = arena_allocate(&document->arena, 1, sizeof *line);
    if (!values || !breaks || !line) {
        document->failed = true;
        return NULL;
    }
    *line = (struct sparkline){ values, breaks, count, INFINITY, -INFINITY };
    for (size_t i = 0; i < count; i++) {
        size_t wave = waves - count + i;
        size_t at = wave * report->study->dimension_count + dimension;
        values[i] = results->wave_rows[at].sides[side]->index.value;
        breaks[i] = waves_break(report->study, results, side, wave, dimension);
        if (!values[i].available)
            continue;
        line->low = fmin(line->low, values[i].value);
        line->high = fmax(line->high, values[i].value);
    }
    return line->low <= line->high ? line : NULL;
}

/* Both sides of a dimension are drawn to one scale. */
static void add_lines(const struct report *report, struct document *document,
                      struct table *table, size_t dimension)
{
    struct sparkline *lines[SIDE_COUNT];
    double low = INFINITY;
    double high = -INFINITY;
    for (int side = 0; side < SIDE_COUNT; side++) {
        lines[side] = line_of(report, document, dimension, (enum side)side);
        low = lines[side] ? fmin(low, lines[side]->low) : low;
        high = lines[side] ? fmax(high, lines[side]->high) : high;
    }
    struct cell *cells = low <= high ? document_row(document, table) : NULL;
    if (!cells)
        return;
    double spare = fmax(0, LEAST_SPAN - (high - low)) / 2;
    cells[LINE_DIMENSION] = cell_text(report->study->dimensions[dimension].label);
    for (int side = 0; side < SIDE_COUNT; side++)
        if (lines[side]) {
            lines[side]->low = low - spare;
            lines[side]->high = high + spare;
            cells[LINE_EMPLOYEES + side] = cell_sparkline(lines[side]);
        }
}

static void add_sparklines(const struct report *report, struct document *document)
{
    static const struct column columns[LINE_COLUMNS] = {
        [LINE_DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [LINE_EMPLOYEES] = { .heading = TRANSLATABLE("Employees"), .is_numeric = true },
        [LINE_CUSTOMERS] = { .heading = TRANSLATABLE("Customers"), .is_numeric = true },
    };
    if (report->results->wave_count < LEAST_OF_LINE)
        return;
    struct table *table = document_sparklines(
        document, columns, LINE_COLUMNS,
        translated(document->language,
                   "The index from the first of these waves to the last, a dot where it "
                   "is not shown, a bar where another question was asked from then on. "
                   "Both sides of a dimension have one scale, from the lowest to the "
                   "highest of it, or of 10 points where that is less."));
    for (size_t d = 0; table && d < report->study->dimension_count; d++)
        add_lines(report, document, table, d);
}

/* -- the figures of all waves ------------------------------------------------------ */

enum { WAVE, EMPLOYEES, CUSTOMERS, GAP, VERDICT, AXIS, WAVE_COLUMNS };

static void add_wave(struct document *document, struct table *table,
                     const struct result_row *row, const char *group)
{
    struct cell *cells =
        group ? document_group(document, table, group) : document_row(document, table);
    if (!cells)
        return;
    cells[WAVE] = cell_text(row->wave);
    for (int side = 0; side < SIDE_COUNT; side++)
        cells[EMPLOYEES + side] =
            cell_of(SHOWN_SCORE, &row->sides[side]->index, row->sides[side]->status);
    cells[GAP] = cell_of(SHOWN_GAP_AND_MARGIN, &row->gap->index, row->gap->status);
    cells[VERDICT] = cell_verdict(row->gap);
    cells[VERDICT].detectable.available = false;
    cells[AXIS] = cell_dumbbell(row);
}

static void add_table(const struct report *report, struct document *document)
{
    static const struct column columns[WAVE_COLUMNS] = {
        [WAVE] = { .heading = TRANSLATABLE("Wave") },
        [EMPLOYEES] = { TRANSLATABLE("Employees"), TRANSLATABLE("Empl."),
                        .is_numeric = true },
        [CUSTOMERS] = { TRANSLATABLE("Customers"), TRANSLATABLE("Cust."),
                        .is_numeric = true },
        [GAP] = { .heading = TRANSLATABLE("Gap"), .is_numeric = true },
        [VERDICT] = { .heading = TRANSLATABLE("Verdict") },
        [AXIS] = { .heading = TRANSLATABLE("Index, 0 to 100"),
                   .is_axis = true,
                   .rank = COLUMN_DROPS },
    };
    const struct results *results = report->results;
    size_t dimensions = report->study->dimension_count;
    size_t count = results->wave_count;
    size_t first = count > MOST_WAVES ? count - MOST_WAVES : 0;
    struct table *table = document_table(document, columns, WAVE_COLUMNS);
    if (!table)
        return;
    table->columns[GAP].heading = gap_words(document, report);
    for (size_t d = 0; d < dimensions; d++)
        for (size_t w = first; w < count; w++)
            add_wave(document, table, &results->wave_rows[w * dimensions + d],
                     w == first ? report->study->dimensions[d].label : NULL);
}

void describe_waves(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    const struct results *results = report->results;
    size_t dimensions = report->study->dimension_count;
    if (results->wave_count < 2)
        return;
    if (results->wave_count > MOST_WAVES)
        document_format(document, BLOCK_HEADING,
                        translated(language, "From wave to wave (the last %d of %zu)"),
                        MOST_WAVES, results->wave_count);
    else
        document_add(document, BLOCK_HEADING, translated(language, "From wave to wave"));
    const struct wave_change *last =
        &results->changes[results->change_count - dimensions];
    document_format(document, BLOCK_PARAGRAPH,
                    /* translators: a wave and the one before it */
                    translated(language, "In %s, against %s:"), last->to, last->from);
    for (size_t d = 0; d < dimensions; d++)
        add_dimension(report, document, &last[d]);
    add_sparklines(report, document);
    add_table(report, document);
}

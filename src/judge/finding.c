#include "judge/finding.h"

#include "base/number.h"
#include "judge/bound.h"

#include <math.h>
#include <string.h>

static int decimals_of(enum figure_unit unit)
{
    switch (unit) {
    case UNIT_COUNT:
        return 0;
    case UNIT_POINTS:
    case UNIT_NPS:
    case UNIT_PERCENT:
        return 1;
    case UNIT_SCALE:
        return 2;
    case UNIT_PROBABILITY:
    case UNIT_NUMBER:
        return 3;
    }
    return 3;
}

void say_number(struct buffer *out, const struct language *language,
                enum figure_unit unit, double value, const double *near)
{
    char text[NUMBER_TEXT_BYTES];
    char other[NUMBER_TEXT_BYTES];
    bool is_plain = fabs(value) < 1e12;
    if (is_plain)
        language_number_fixed(language, value, decimals_of(unit), text);
    else
        language_number(language, value, text);
    if (is_plain && near && fabs(*near) < 1e12 && *near != value) {
        language_number_fixed(language, *near, decimals_of(unit), other);
        if (strcmp(text, other) == 0)
            language_number(language, value, text);
    }
    buffer_text(out, text);
}

/* "17.2 [13.1, 21.3]"; what is not known is left out. The caller releases it. */
static struct buffer estimate_text(const struct language *language, enum figure_unit unit,
                                   const struct estimate *estimate, const double *near)
{
    struct buffer text = { 0 };
    struct buffer low = { 0 };
    struct buffer high = { 0 };
    struct buffer value = { 0 };
    say_number(&value, language, unit, estimate->value.value, near);
    if (estimate->low.available && estimate->high.available) {
        say_number(&low, language, unit, estimate->low.value, near);
        say_number(&high, language, unit, estimate->high.value, near);
        if (low.bytes && high.bytes && value.bytes)
            buffer_format(&text, translated(language, "%s [%s, %s]"), value.bytes,
                          low.bytes, high.bytes);
    } else if (value.bytes) {
        buffer_text(&text, value.bytes);
    }
    text.failed = text.failed || value.failed || low.failed || high.failed;
    buffer_release(&value);
    buffer_release(&low);
    buffer_release(&high);
    return text;
}

/* The sentences of a bound that is not met, for a figure and for its change. */
enum breach_words { BELOW, ABOVE, BEYOND, FAR_BELOW, FAR_ABOVE, FAR_BEYOND, NOT_WITHIN };

static enum breach_words breach_words_of(const struct check_row *row)
{
    static const enum breach_words words[] = { [BOUND_MIN] = BELOW,
                                               [BOUND_MAX] = ABOVE,
                                               [BOUND_ABS_MAX] = BEYOND,
                                               [BOUND_MIN_CHANGE] = BELOW,
                                               [BOUND_MAX_CHANGE] = ABOVE };
    switch (row->check->when) {
    case WHEN_VALUE:
        return words[row->bound];
    case WHEN_SIGNIFICANT:
        return (enum breach_words)(words[row->bound] + FAR_BELOW - BELOW);
    case WHEN_NONINFERIOR:
        break;
    }
    return NOT_WITHIN;
}

static const char *const figure_breaches[] = {
    [BELOW] = TRANSLATABLE("%s is %s, below %s %s"),
    [ABOVE] = TRANSLATABLE("%s is %s, above %s %s"),
    [BEYOND] = TRANSLATABLE("%s is %s, beyond %s %s"),
    [FAR_BELOW] = TRANSLATABLE("%s is %s, significantly below %s %s"),
    [FAR_ABOVE] = TRANSLATABLE("%s is %s, significantly above %s %s"),
    [FAR_BEYOND] = TRANSLATABLE("%s is %s, significantly beyond %s %s"),
    [NOT_WITHIN] = TRANSLATABLE("%s is %s, not shown to be within %s %s"),
};

static const char *const change_breaches[] = {
    [BELOW] = TRANSLATABLE("%s changed by %s from %s to %s, below %s %s"),
    [ABOVE] = TRANSLATABLE("%s changed by %s from %s to %s, above %s %s"),
    [BEYOND] = TRANSLATABLE("%s changed by %s from %s to %s, beyond %s %s"),
    [FAR_BELOW] =
        TRANSLATABLE("%s changed by %s from %s to %s, significantly below %s %s"),
    [FAR_ABOVE] =
        TRANSLATABLE("%s changed by %s from %s to %s, significantly above %s %s"),
    [FAR_BEYOND] =
        TRANSLATABLE("%s changed by %s from %s to %s, significantly beyond %s %s"),
    [NOT_WITHIN] =
        TRANSLATABLE("%s changed by %s from %s to %s, not shown to be within %s %s"),
};

/* "min 5 and max 15" */
static void say_kept(struct buffer *out, const struct language *language,
                     const struct check_bounds *bounds, bool of_change, size_t *count)
{
    for (int bound = 0; bound < BOUND_COUNT; bound++) {
        char text[NUMBER_TEXT_BYTES];
        if (!bounds->given[bound] ||
            check_bound_is_change((enum check_bound)bound) != of_change)
            continue;
        language_number(language, bounds->values[bound], text);
        /* translators: between two bounds: "min 5 and max 15" */
        buffer_format(out, "%s%s %s",
                      (*count)++ ? translated_in(language, "between bounds", " and ")
                                 : "",
                      check_bound_name((enum check_bound)bound), text);
    }
}

static bool lies_beyond(const struct check_bounds *bounds, const struct check_row *row)
{
    for (int bound = 0; bound < BOUND_COUNT; bound++) {
        const struct measure *value = check_bound_is_change((enum check_bound)bound)
                                          ? &row->change.value
                                          : &row->figure.value;
        if (bounds->given[bound] && value->available &&
            is_beyond((enum check_bound)bound, bounds->values[bound], value->value))
            return true;
    }
    return false;
}

/* The bounds that the row keeps. */
static void say_bounds(struct buffer *out, const struct language *language,
                       const struct check *check)
{
    size_t count = 0;
    for (int of_change = 0; of_change < 2; of_change++)
        say_kept(out, language, &check->fail, of_change, &count);
    for (int of_change = 0; of_change < 2 && !count; of_change++)
        say_kept(out, language, &check->warn, of_change, &count);
}

/* What goes into the sentence of a row that was judged. */
struct judged_words {
    const char *metric;
    struct buffer estimate; /* of the figure or of its change */
    struct buffer before;   /* of a change */
    struct buffer now;
    struct buffer bounds; /* that are kept */
    char limit[NUMBER_TEXT_BYTES];
};

static void say_breach(struct buffer *out, const struct language *language,
                       const struct check_row *row, const struct judged_words *words)
{
    enum breach_words breach = breach_words_of(row);
    const char *bound = check_bound_name(row->bound);
    if (check_bound_is_change(row->bound))
        buffer_format(out, translated(language, change_breaches[breach]), words->metric,
                      words->estimate.bytes, words->before.bytes, words->now.bytes, bound,
                      words->limit);
    else
        buffer_format(out, translated(language, figure_breaches[breach]), words->metric,
                      words->estimate.bytes, bound, words->limit);
}

/* Of a figure beyond a bound by chance it is said. */
static void say_pass(struct buffer *out, const struct language *language,
                     const struct check_row *row, const struct judged_words *words)
{
    const struct check *check = row->check;
    bool is_beyond = lies_beyond(&check->fail, row) || lies_beyond(&check->warn, row);
    if (row->change.value.available)
        buffer_format(
            out,
            is_beyond ? translated(language,
                                   "%s changed by %s from %s to %s, not significantly "
                                   "beyond %s")
                      : translated(language, "%s changed by %s from %s to %s, within %s"),
            words->metric, words->estimate.bytes, words->before.bytes, words->now.bytes,
            words->bounds.bytes);
    else
        buffer_format(out,
                      is_beyond
                          ? translated(language, "%s is %s, not significantly beyond %s")
                          : translated(language, "%s is %s, within %s"),
                      words->metric, words->estimate.bytes, words->bounds.bytes);
}

static void say_judged(struct buffer *out, const struct language *language,
                       enum figure_unit unit, const struct check_row *row)
{
    const double *near = row->level ? &row->level->values[row->bound] : NULL;
    const double now = row->figure.value.value;
    const double before = row->baseline.value;
    bool of_change =
        row->level ? check_bound_is_change(row->bound) : row->change.value.available;
    const struct estimate change = { row->change.value, row->change.low,
                                     row->change.high };
    struct judged_words words = { .metric = row->check->metric };
    words.estimate =
        estimate_text(language, unit, of_change ? &change : &row->figure, near);
    say_number(&words.before, language, unit, before, &now);
    say_number(&words.now, language, unit, now, &before);
    say_bounds(&words.bounds, language, row->check);
    if (near)
        language_number(language, *near, words.limit);
    if (buffer_failed(&words.estimate) || buffer_failed(&words.before) ||
        buffer_failed(&words.now) || buffer_failed(&words.bounds))
        out->failed = true;
    else if (row->level)
        say_breach(out, language, row, &words);
    else
        say_pass(out, language, row, &words);
    buffer_release(&words.estimate);
    buffer_release(&words.before);
    buffer_release(&words.now);
    buffer_release(&words.bounds);
}

static void say_hidden(struct buffer *out, const struct language *language,
                       const struct check_row *row)
{
    const char *metric = row->check->metric;
    switch (row->status) {
    case CELL_SUPPRESSED:
        if (row->reason == REASON_NONE)
            buffer_format(out, translated(language, "%s is suppressed"), metric);
        else
            buffer_format(out, translated(language, "%s is suppressed (%s)"), metric,
                          suppression_reason_name(row->reason));
        return;
    case CELL_TOO_FEW:
        buffer_format(out, translated(language, "%s is not there: too few answers"),
                      metric);
        return;
    case CELL_EMPTY:
        buffer_format(out, translated(language, "%s is not there: nobody answered"),
                      metric);
        return;
    case CELL_NOT_ASKED:
        buffer_format(out, translated(language, "%s is not there: not asked"), metric);
        return;
    case CELL_OK:
    case CELL_HELD:
        break;
    }
    buffer_format(out, translated(language, "%s is not there"), metric);
}

static void say_obstacle(struct buffer *out, const struct language *language,
                         const struct check_row *row)
{
    switch (row->obstacle) {
    case OBSTACLE_NO_BASELINE:
        buffer_text(
            out, translated(language, "it is about a change, and there is no baseline"));
        return;
    case OBSTACLE_NO_ROW:
        buffer_text(out, translated(language, "the baseline has no such row"));
        return;
    case OBSTACLE_NOT_SHOWN:
        buffer_format(out, translated(language, "the baseline does not show %s"),
                      row->check->metric);
        return;
    case OBSTACLE_HELD:
        buffer_format(out,
                      translated(language, "%s is held: it is the previous release's"),
                      row->check->metric);
        return;
    case OBSTACLE_CHANGED:
        buffer_text(
            out, translated(language, "what was asked has changed since the baseline"));
        return;
    case OBSTACLE_NONE:
        return;
    }
}

static void say_no_place(struct buffer *out, const struct language *language,
                         const struct check_row *row)
{
    static const char *const missing[] = {
        [CHECK_UNITS] = TRANSLATABLE("the report has no such unit with this figure"),
        [CHECK_SEGMENTS] =
            TRANSLATABLE("the report has no such segment with this figure"),
        [CHECK_WAVES] = TRANSLATABLE("the report has no such wave with this figure"),
    };
    static const char *const misspelt[] = {
        [CHECK_UNITS] = TRANSLATABLE(
            "the report has no such unit with this figure; did you mean '%s'?"),
        [CHECK_SEGMENTS] = TRANSLATABLE(
            "the report has no such segment with this figure; did you mean '%s'?"),
        [CHECK_WAVES] = TRANSLATABLE(
            "the report has no such wave with this figure; did you mean '%s'?"),
    };
    if (row->nearest)
        buffer_format(out, translated(language, misspelt[row->check->scope]),
                      row->nearest);
    else
        buffer_text(out, translated(language, missing[row->check->scope]));
}

static void say_no_interval(struct buffer *out, const struct language *language,
                            const struct check_row *row)
{
    const char *when = check_when_name(row->check->when);
    buffer_format(
        out,
        check_needs_baseline(row->check)
            ? translated(language, "the change of %s has no interval, which '%s' needs")
            : translated(language, "%s has no interval, which '%s' needs"),
        row->check->metric, when);
}

void say_row(struct buffer *out, const struct language *language,
             const struct check_row *row)
{
    struct figure_ref ref;
    switch (row->finding) {
    case FINDING_JUDGED:
        if (figure_ref_find(row->check->metric, &ref))
            say_judged(out, language, ref.figure->unit, row);
        return;
    case FINDING_NO_FIGURE:
        buffer_format(out, translated(language, "this dimension has no %s"),
                      row->check->metric);
        return;
    case FINDING_HIDDEN:
        say_hidden(out, language, row);
        return;
    case FINDING_OBSTACLE:
        say_obstacle(out, language, row);
        return;
    case FINDING_NO_INTERVAL:
        say_no_interval(out, language, row);
        return;
    case FINDING_NO_PLACE:
        say_no_place(out, language, row);
        return;
    case FINDING_NO_ROW:
        buffer_text(out, translated(language, "no row of the report has this figure"));
        return;
    }
}

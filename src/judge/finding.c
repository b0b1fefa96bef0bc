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

static void say_estimate(struct buffer *out, enum figure_unit unit,
                         const struct estimate *estimate, const double *near)
{
    say_number(out, NULL, unit, estimate->value.value, near);
    if (!estimate->low.available || !estimate->high.available)
        return;
    buffer_text(out, " [");
    say_number(out, NULL, unit, estimate->low.value, near);
    buffer_text(out, ", ");
    say_number(out, NULL, unit, estimate->high.value, near);
    buffer_byte(out, ']');
}

/* "above max 15", "wholly beyond abs_max 15" */
static void say_breach(struct buffer *out, enum check_when when, enum check_bound bound,
                       double limit)
{
    static const char *const words[] = { [BOUND_MIN] = "below",
                                         [BOUND_MAX] = "above",
                                         [BOUND_ABS_MAX] = "beyond",
                                         [BOUND_MIN_CHANGE] = "below",
                                         [BOUND_MAX_CHANGE] = "above" };
    char text[NUMBER_TEXT_BYTES];
    number_format(limit, text);
    switch (when) {
    case WHEN_VALUE:
        buffer_format(out, "%s", words[bound]);
        break;
    case WHEN_SIGNIFICANT:
        buffer_format(out, "significantly %s", words[bound]);
        break;
    case WHEN_NONINFERIOR:
        buffer_format(out, "not shown to be within");
        break;
    }
    buffer_format(out, " %s %s", check_bound_name(bound), text);
}

static void say_kept(struct buffer *out, const struct check_bounds *bounds,
                     bool of_change, size_t *count)
{
    for (int bound = 0; bound < BOUND_COUNT; bound++) {
        char text[NUMBER_TEXT_BYTES];
        if (!bounds->given[bound] ||
            check_bound_is_change((enum check_bound)bound) != of_change)
            continue;
        number_format(bounds->values[bound], text);
        buffer_format(out, "%s%s %s", (*count)++ ? " and " : "",
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

/* "within max 15", or of a figure beyond it by chance "not significantly beyond ..." */
static void say_pass(struct buffer *out, const struct check_row *row)
{
    const struct check *check = row->check;
    bool is_beyond_one = lies_beyond(&check->fail, row) || lies_beyond(&check->warn, row);
    size_t count = 0;
    buffer_text(out, is_beyond_one ? "not significantly beyond " : "within ");
    for (int of_change = 0; of_change < 2; of_change++)
        say_kept(out, &check->fail, of_change, &count);
    for (int of_change = 0; of_change < 2 && !count; of_change++)
        say_kept(out, &check->warn, of_change, &count);
}

static void say_change(struct buffer *out, enum figure_unit unit,
                       const struct check_row *row, const double *near)
{
    struct estimate change = { row->change.value, row->change.low, row->change.high };
    const double now = row->figure.value.value;
    const double before = row->baseline.value;
    buffer_text(out, " changed by ");
    say_estimate(out, unit, &change, near);
    buffer_text(out, " from ");
    say_number(out, NULL, unit, before, &now);
    buffer_text(out, " to ");
    say_number(out, NULL, unit, now, &before);
}

void say_finding(struct buffer *out, const struct figure_ref *ref,
                 const struct check_row *row)
{
    enum figure_unit unit = ref->figure->unit;
    const double *near = row->level ? &row->level->values[row->bound] : NULL;
    bool of_change =
        row->level ? check_bound_is_change(row->bound) : row->change.value.available;
    buffer_text(out, ref->name);
    if (of_change) {
        say_change(out, unit, row, near);
    } else {
        buffer_text(out, " is ");
        say_estimate(out, unit, &row->figure, near);
    }
    buffer_text(out, ", ");
    if (row->level)
        say_breach(out, row->check->when, row->bound, row->level->values[row->bound]);
    else
        say_pass(out, row);
}

static const char *status_words_of(enum cell_status status)
{
    switch (status) {
    case CELL_SUPPRESSED:
        return "is suppressed";
    case CELL_TOO_FEW:
        return "is not there: too few answers";
    case CELL_EMPTY:
        return "is not there: nobody answered";
    case CELL_NOT_ASKED:
        return "is not there: not asked";
    case CELL_OK:
    case CELL_HELD:
        break;
    }
    return "is not there";
}

void say_hidden(struct buffer *out, const struct figure_ref *ref,
                const struct result_row *row)
{
    bool is_gap = ref->figure->owner == FIGURE_OF_GAP;
    enum cell_status status = is_gap ? row->gap.status : row->sides[ref->side].status;
    enum suppression_reason reason =
        is_gap ? row->gap.reason : row->sides[ref->side].reason;
    buffer_format(out, "%s %s", ref->name, status_words_of(status));
    if (status == CELL_SUPPRESSED && reason != REASON_NONE)
        buffer_format(out, " (%s)", suppression_reason_name(reason));
}

void say_obstacle(struct buffer *out, const struct figure_ref *ref,
                  enum change_obstacle obstacle)
{
    switch (obstacle) {
    case OBSTACLE_NO_BASELINE:
        buffer_text(out, "it is about a change, and there is no baseline");
        return;
    case OBSTACLE_NO_ROW:
        buffer_text(out, "the baseline has no such row");
        return;
    case OBSTACLE_NOT_SHOWN:
        buffer_format(out, "the baseline does not show %s", ref->name);
        return;
    case OBSTACLE_HELD:
        buffer_format(out, "%s is held: it is the previous release's", ref->name);
        return;
    case OBSTACLE_CHANGED:
        buffer_text(out, "what was asked has changed since the baseline");
        return;
    case OBSTACLE_NONE:
        return;
    }
}

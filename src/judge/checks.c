#include "judge/checks.h"

#include "base/memory.h"
#include "base/text.h"
#include "judge/bound.h"
#include "judge/finding.h"

#include <stdio.h>
#include <string.h>

/* -- before the run -------------------------------------------------------------------
 */

enum { MOST_METRICS = 200, METRIC_BYTES = 64 };

static void hint_metric(const char *wanted, struct symbar_diagnostics *diagnostics)
{
    static const char *const owners[] = { "employees", "customers", "gap" };
    char texts[MOST_METRICS][METRIC_BYTES];
    const char *names[MOST_METRICS];
    size_t figure_count;
    size_t count = 0;
    const struct figure *table = figures(&figure_count);
    for (size_t owner = 0; owner < 3; owner++)
        for (size_t i = 0; i < figure_count && count < MOST_METRICS; i++) {
            bool is_gap = table[i].owner == FIGURE_OF_GAP;
            if (is_gap != (owner == 2))
                continue;
            size_t length = strlen(table[i].key);
            if (length > 6 && strcmp(table[i].key + length - 6, ".value") == 0)
                length -= 6;
            snprintf(texts[count], METRIC_BYTES, "%s.%.*s", owners[owner], (int)length,
                     table[i].key);
            names[count] = texts[count];
            count++;
        }
    const char *nearest = text_nearest(wanted, names, count);
    if (nearest)
        hint(diagnostics, "did you mean '%s'?", nearest);
    else
        hint(diagnostics, "a metric is employees, customers or gap, a dot and a figure: "
                          "gap.index, customers.nps; 'symbar explain' lists figures");
}

static void check_metric(const struct study *study, const struct check *check,
                         struct symbar_diagnostics *diagnostics)
{
    struct figure_ref ref;
    char pointer[64];
    if (figure_ref_find(check->metric, &ref))
        return;
    snprintf(pointer, sizeof pointer, "%s/metric", check->pointer);
    fail(diagnostics, DIAG_UNKNOWN_METRIC,
         (struct place){ .path = study->path, .pointer = pointer },
         TRANSLATABLE("unknown metric '%s'"), check->metric);
    hint_metric(check->metric, diagnostics);
}

enum symbar_status checks_validate(const struct study *study,
                                   struct symbar_diagnostics *diagnostics)
{
    size_t errors = diagnostics_error_count(diagnostics);
    for (size_t i = 0; i < study->check_count; i++)
        check_metric(study, &study->checks[i], diagnostics);
    return diagnostics_error_count(diagnostics) > errors ? SYMBAR_BAD_INPUT : SYMBAR_OK;
}

enum symbar_status checks_prepare(const struct study *study, bool has_baseline,
                                  struct symbar_diagnostics *diagnostics)
{
    struct place place = { .path = study->path };
    if (!study->check_count) {
        fail(diagnostics, DIAG_NO_CHECKS, place, "this study has no checks");
        hint(diagnostics, "add a list \"checks\"; see 'symbar schema study'");
        return SYMBAR_BAD_INPUT;
    }
    for (size_t i = 0; i < study->check_count && !has_baseline; i++)
        if (check_needs_baseline(&study->checks[i])) {
            place.pointer = study->checks[i].pointer;
            warn(diagnostics, DIAG_NO_BASELINE, place,
                 "check '%s' is about a change, and there is no baseline",
                 study->checks[i].id);
            hint(diagnostics, "--baseline OLD.json names an earlier report");
        }
    return checks_validate(study, diagnostics);
}

/* -- judging --------------------------------------------------------------------------
 */

struct judge {
    const struct report_file *report;
    const struct report_file *baseline; /* or NULL */
    struct checks *checks;
    size_t row_capacity;
    bool lacks_memory;
};

static struct check_row *add_row(struct judge *judge, const struct check *check)
{
    struct checks *checks = judge->checks;
    if (judge->lacks_memory ||
        !memory_grow(&checks->rows, &judge->row_capacity, checks->row_count + 1,
                     sizeof *checks->rows)) {
        judge->lacks_memory = true;
        return NULL;
    }
    struct check_row *row = &checks->rows[checks->row_count++];
    *row = (struct check_row){ .check = check, .verdict = check->inconclusive };
    return row;
}

static void set_message(struct judge *judge, struct check_row *row)
{
    struct buffer text = { 0 };
    say_row(&text, NULL, row);
    row->message = buffer_failed(&text)
                       ? NULL
                       : arena_text(&judge->checks->arena, text.bytes ? text.bytes : "");
    if (!row->message)
        judge->lacks_memory = true;
    buffer_release(&text);
}

/* The first bound of a level that is breached; what cannot be told is counted. */
static bool find_breach(const struct check_bounds *level, struct check_row *row,
                        size_t *unknown_count)
{
    const struct estimate change = { row->change.value, row->change.low,
                                     row->change.high };
    for (int i = 0; i < BOUND_COUNT; i++) {
        enum check_bound bound = (enum check_bound)i;
        if (!level->given[bound])
            continue;
        enum breach breach =
            bound_breach(bound, level->values[bound], row->check->when,
                         check_bound_is_change(bound) ? &change : &row->figure);
        *unknown_count += breach == BREACH_UNKNOWN;
        if (breach == BREACH_YES) {
            row->level = level;
            row->bound = bound;
            return true;
        }
    }
    return false;
}

/* A breach of a fail bound is one whatever else is unknown; a pass needs all known. */
static bool decide(struct check_row *row)
{
    size_t unknown_count = 0;
    if (find_breach(&row->check->fail, row, &unknown_count)) {
        row->verdict = CHECK_FAIL;
        return true;
    }
    bool is_warning = find_breach(&row->check->warn, row, &unknown_count);
    if (unknown_count) {
        row->level = NULL;
        return false;
    }
    row->verdict = is_warning ? CHECK_WARN : CHECK_PASS;
    return true;
}

static void compare_with_baseline(struct judge *judge, const struct figure_ref *ref,
                                  const struct result_row *row, struct check_row *judged)
{
    if (!judge->baseline) {
        judged->obstacle = OBSTACLE_NO_BASELINE;
        return;
    }
    const struct result_row *old = report_file_row(judge->baseline, judge->report, row);
    judged->obstacle = find_obstacle(ref, judge->report, row, judge->baseline, old);
    if (judged->obstacle != OBSTACLE_NONE)
        return;
    judged->baseline = figure_estimate(ref, old).value;
    judged->change = row_change(ref, row, old, judge->report->confidence);
}

/* Why the row has no verdict of its own. */
static enum check_finding find_reason(const struct figure_ref *ref,
                                      const struct result_row *row,
                                      struct check_row *judged)
{
    bool is_gap = ref->figure->owner == FIGURE_OF_GAP;
    if (!figure_applies(ref, row))
        return FINDING_NO_FIGURE;
    if (!judged->figure.value.available) {
        judged->status = is_gap ? row->gap->status : row->sides[ref->side]->status;
        judged->reason = is_gap ? row->gap->reason : row->sides[ref->side]->reason;
        return FINDING_HIDDEN;
    }
    return judged->obstacle == OBSTACLE_NONE ? FINDING_NO_INTERVAL : FINDING_OBSTACLE;
}

static void judge_row(struct judge *judge, const struct check *check,
                      const struct figure_ref *ref, const struct result_row *row)
{
    struct check_row *judged = add_row(judge, check);
    if (!judged)
        return;
    const struct report_dimension *dimension = &judge->report->dimensions[row->dimension];
    judged->place = place_of_row(row);
    judged->dimension = dimension->id;
    judged->label = dimension->label;
    judged->figure = figure_applies(ref, row)
                         ? figure_estimate(ref, row)
                         : (struct estimate){ .value = { .available = false } };
    if (check_needs_baseline(check))
        compare_with_baseline(judge, ref, row, judged);
    judged->finding = decide(judged) ? FINDING_JUDGED : find_reason(ref, row, judged);
    set_message(judge, judged);
}

/* -- which rows -----------------------------------------------------------------------
 */

static bool names_have(const struct check_names *names, const char *text)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->texts[i], text) == 0)
            return true;
    return !names->count;
}

static enum scope scope_of(const struct check *check)
{
    static const enum scope scopes[] = { [CHECK_OVERALL] = SCOPE_OVERALL,
                                         [CHECK_UNITS] = SCOPE_UNIT,
                                         [CHECK_SEGMENTS] = SCOPE_SEGMENT,
                                         [CHECK_WAVES] = SCOPE_WAVE };
    return scopes[check->scope];
}

static const char *name_in(const struct check *check, const struct row_place *place)
{
    static const char nobody[] = "";
    const char *name = check->scope == CHECK_UNITS      ? place->unit
                       : check->scope == CHECK_SEGMENTS ? place->segment
                                                        : place->wave;
    return name ? name : nobody;
}

/* The last wave of the report, or "". */
static const char *latest_wave(const struct report_file *report)
{
    const char *latest = "";
    for (size_t i = 0; i < report->row_count; i++)
        if (report->rows[i].scope == SCOPE_WAVE)
            latest = report->rows[i].wave;
    return latest;
}

/* Whether a name of the check means this place. */
static bool means(const struct check *check, const struct report_file *report,
                  const char *name, const struct row_place *place)
{
    if (check->scope == CHECK_WAVES && strcmp(name, WAVE_LATEST) == 0)
        name = latest_wave(report);
    return strcmp(name, name_in(check, place)) == 0;
}

static bool is_named(const struct check *check, const struct report_file *report,
                     const struct result_row *row)
{
    const struct row_place place = place_of_row(row);
    for (size_t i = 0; i < check->places.count; i++)
        if (means(check, report, check->places.texts[i], &place))
            return true;
    return !check->places.count;
}

/* A check of all dimensions is about those that have the figure, and one of all units
   about those that somebody answered for; one that names them must find it there. */
static bool is_meant(const struct check *check, const struct figure_ref *ref,
                     const struct report_file *report, const struct result_row *row)
{
    if (row->scope != scope_of(check) || !figure_is_own(ref, row))
        return false;
    if (check->scope != CHECK_OVERALL && !is_named(check, report, row))
        return false;
    if (check->scope != CHECK_OVERALL && !check->places.count &&
        figure_is_empty(ref, row))
        return false;
    return check->dimensions.count
               ? names_have(&check->dimensions, report->dimensions[row->dimension].id)
               : figure_applies(ref, row);
}

static void add_missing(struct judge *judge, const struct check *check,
                        const struct row_place *place, enum check_finding finding,
                        const char *nearest)
{
    struct check_row *row = add_row(judge, check);
    if (!row)
        return;
    row->place = *place;
    row->finding = finding;
    row->nearest = nearest;
    set_message(judge, row);
}

/* The place of the report that a check may have meant, or NULL. */
static const char *nearest_place(struct judge *judge, const struct check *check,
                                 const char *wanted)
{
    const struct report_file *report = judge->report;
    const char **names = memory_allocate(report->row_count, sizeof *names);
    const char *nearest = NULL;
    size_t count = 0;
    for (size_t i = 0; names && i < report->row_count; i++)
        if (report->rows[i].dimension == 0) {
            const struct result_row *row = &report->rows[i];
            const char *name = check->scope == CHECK_UNITS      ? row->unit
                               : check->scope == CHECK_SEGMENTS ? row->segment
                                                                : row->wave;
            if (name)
                names[count++] = name;
        }
    if (names)
        nearest = text_nearest(wanted, names, count);
    else
        judge->lacks_memory = true;
    memory_free(names);
    return nearest && strcmp(nearest, wanted) != 0 ? nearest : NULL;
}

/* A place of the check's scope with this name. */
static struct row_place place_named(const struct check *check, const char *name)
{
    return (struct row_place){
        .unit = check->scope == CHECK_UNITS ? name : NULL,
        .segment = check->scope == CHECK_SEGMENTS ? name : NULL,
        .wave = check->scope == CHECK_WAVES ? name : NULL,
    };
}

/* What the check names and no row is of. */
static void add_missing_places(struct judge *judge, const struct check *check,
                               size_t first)
{
    for (size_t i = 0; i < check->places.count; i++) {
        const char *name = check->places.texts[i];
        bool is_there = false;
        for (size_t j = first; j < judge->checks->row_count && !is_there; j++)
            is_there = means(check, judge->report, name, &judge->checks->rows[j].place);
        const struct row_place place = place_named(check, name);
        if (!is_there)
            add_missing(judge, check, &place, FINDING_NO_PLACE,
                        nearest_place(judge, check, name));
    }
}

static void sum_up(struct checks *checks, struct check_summary *summary)
{
    summary->count = checks->row_count - summary->first;
    for (size_t i = summary->first; i < checks->row_count; i++) {
        enum check_verdict verdict = checks->rows[i].verdict;
        summary->verdict_counts[verdict]++;
        if (verdict > summary->verdict)
            summary->verdict = verdict;
    }
    checks->verdict_counts[summary->verdict]++;
    if (summary->verdict > checks->verdict)
        checks->verdict = summary->verdict;
}

static void judge_check(struct judge *judge, const struct check *check)
{
    struct checks *checks = judge->checks;
    const struct report_file *report = judge->report;
    struct check_summary *summary = &checks->summaries[checks->summary_count++];
    struct figure_ref ref;
    *summary = (struct check_summary){ .check = check, .first = checks->row_count };
    if (!figure_ref_find(check->metric, &ref))
        return; /* validated before */
    for (size_t i = 0; i < report->row_count && !judge->lacks_memory; i++)
        if (is_meant(check, &ref, report, &report->rows[i]))
            judge_row(judge, check, &ref, &report->rows[i]);
    if (!judge->lacks_memory)
        add_missing_places(judge, check, summary->first);
    const struct row_place nowhere = { .unit = NULL };
    if (checks->row_count == summary->first)
        add_missing(judge, check, &nowhere, FINDING_NO_ROW, NULL);
    sum_up(checks, summary);
}

enum symbar_status checks_judge(const struct study *study,
                                const struct report_file *report,
                                const struct report_file *baseline,
                                struct checks **checks_out,
                                struct symbar_diagnostics *diagnostics)
{
    struct checks *checks = memory_allocate(1, sizeof *checks);
    struct judge judge = { .report = report, .baseline = baseline, .checks = checks };
    if (!checks)
        return fail_no_memory(diagnostics);
    checks->study = study;
    checks->title = study->title;
    checks->summaries =
        arena_allocate(&checks->arena, study->check_count, sizeof *checks->summaries);
    judge.lacks_memory = !checks->summaries;
    for (size_t i = 0; i < study->check_count && !judge.lacks_memory; i++)
        judge_check(&judge, &study->checks[i]);
    if (judge.lacks_memory) {
        checks_free(checks);
        return fail_no_memory(diagnostics);
    }
    *checks_out = checks;
    return SYMBAR_OK;
}

void checks_free(struct checks *checks)
{
    if (!checks)
        return;
    memory_free(checks->rows);
    arena_release(&checks->arena);
    memory_free(checks);
}

enum symbar_status checks_status(const struct checks *checks)
{
    switch (checks->verdict) {
    case CHECK_PASS:
    case CHECK_WARN:
        return SYMBAR_OK;
    case CHECK_INCONCLUSIVE:
        return SYMBAR_INCONCLUSIVE;
    case CHECK_FAIL:
    case CHECK_VERDICT_COUNT:
        break;
    }
    return SYMBAR_CHECK_FAILED;
}

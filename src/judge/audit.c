#include "judge/audit.h"

#include "base/memory.h"
#include "base/number.h"
#include "judge/audit_model.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    const char *title;
} attacks[ATTACK_COUNT] = {
    [ATTACK_STANDING] = { "standing",
                          TRANSLATABLE("figures that stand in a hidden cell") },
    [ATTACK_SMALL] = { "small", TRANSLATABLE("shown groups of fewer than min_n") },
    [ATTACK_AGREEMENT] = { "agreement",
                           TRANSLATABLE("shown groups whose answers agree") },
    [ATTACK_GAP] = { "gap", TRANSLATABLE("a gap, and one side of it") },
    [ATTACK_SUBTRACTION] = { "subtraction",
                             TRANSLATABLE("a total minus the units shown") },
    [ATTACK_TOTAL] = { "total", TRANSLATABLE("a hidden total from its units") },
    [ATTACK_BOUNDS] = { "bounds",
                        TRANSLATABLE("the least and most a hidden mean can be") },
    [ATTACK_CODES] = { "codes",
                       TRANSLATABLE("the only answers that fit sums and reasons") },
    [ATTACK_FAMILY] = { "family",
                        TRANSLATABLE("how many tests adjusted p values count") },
    [ATTACK_ACROSS] = { "across",
                        TRANSLATABLE("figures across units, from the units shown") },
    [ATTACK_MESSAGES] = { "messages",
                          TRANSLATABLE("what diagnostics say of hidden units") },
    [ATTACK_RELEASES] = { "releases",
                          TRANSLATABLE("what changed since the older report") },
};

const char *audit_attack_name(enum audit_attack attack)
{
    return attacks[attack].name;
}

const char *audit_attack_title(const struct language *language, enum audit_attack attack)
{
    return translated(language, attacks[attack].title);
}

/* The formatted text, in the audit's arena. */
static const char *keep_text(struct audit *audit, const char *format, va_list arguments)
{
    char text[1024];
    vsnprintf(text, sizeof text, format, arguments);
    const char *copy = arena_text(&audit->arena, text);
    audit->failed = audit->failed || !copy;
    return copy ? copy : "";
}

const char *audit_text(struct audit_work *work, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = keep_text(work->audit, format, arguments);
    va_end(arguments);
    return text;
}

static const char *cell_text(struct audit_work *work, enum side side, size_t dimension,
                             const struct audit_division *division, const char *name)
{
    const char *id = work->model->report->dimensions[dimension].id;
    const char *kind = division->scope == SCOPE_SEGMENT ? division->segment_of
                       : division->scope == SCOPE_WAVE  ? "wave"
                                                        : "";
    return name ? audit_text(work, "%s / %s / %s%s'%s'", side_name(side), id,
                             kind ? kind : "", kind && *kind ? " " : "", name)
                : audit_text(work, "%s / %s", side_name(side), id);
}

const char *audit_cell(struct audit_work *work, enum side side, size_t dimension,
                       const char *unit)
{
    return cell_text(work, side, dimension, work->model->division, unit);
}

const char *audit_cell_of_row(struct audit_work *work, enum side side,
                              const struct result_row *row)
{
    const struct audit_division division = { row->scope, row->segment_of };
    const char *name = row->unit ? row->unit : row->segment ? row->segment : row->wave;
    return cell_text(work, side, row->dimension, &division, name);
}

const char *audit_names(struct audit_work *work, const size_t *units, size_t count)
{
    enum { MOST = 4 };
    const struct language *language = work->language;
    const char *names = "";
    for (size_t i = 0; i < count && i < MOST; i++) {
        const char *name = audit_text(work, translated(language, "'%s'"),
                                      map_key_at(work->model->units, units[i]));
        if (i == 0)
            names = name;
        else if (i + 1 == count)
            names = audit_text(work, translated(language, "%s and %s"), names, name);
        else
            names = audit_text(work, translated(language, "%s, %s"), names, name);
    }
    if (count > MOST)
        names = audit_text(work,
                           translated_count(language, "%s and %zu more",
                                            "%s and %zu more", count - MOST),
                           names, count - MOST);
    return names;
}

const char *audit_number(struct audit_work *work, double value)
{
    char text[NUMBER_TEXT_BYTES];
    language_number(work->language, value, text);
    return audit_text(work, "%s", text);
}

const char *audit_index(struct audit_work *work, double value)
{
    return audit_number(work, round(value * 1e4) / 1e4);
}

void audit_try(struct audit_work *work, enum audit_attack attack)
{
    work->audit->counts[attack].tried++;
}

void audit_find(struct audit_work *work, enum audit_attack attack, const char *cell,
                const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *sum =
        keep_text(work->audit, translated(work->language, format), arguments);
    va_end(arguments);
    audit_find_sum(work, attack, cell, sum);
}

void audit_find_sum(struct audit_work *work, enum audit_attack attack, const char *cell,
                    const char *sum)
{
    struct audit *audit = work->audit;
    audit->counts[attack].broken++;
    if (memory_grow(&audit->findings, &audit->finding_capacity, audit->finding_count + 1,
                    sizeof *audit->findings))
        audit->findings[audit->finding_count++] =
            (struct audit_finding){ attack, cell, sum };
    else
        audit->failed = true;
}

static void count_cells(struct audit *audit, const struct report_file *report)
{
    for (size_t i = 0; i < report->row_count; i++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            enum cell_status status = report->rows[i].sides[side]->status;
            audit->hidden_cells += status == CELL_SUPPRESSED;
            audit->held_cells += status == CELL_HELD;
            audit->shown_cells += status == CELL_OK || status == CELL_TOO_FEW;
        }
}

static bool prepare(struct audit_work *work, struct audit_model *models,
                    const struct report_file *report, const struct report_file *previous,
                    const struct audit_division *division, struct map *units)
{
    struct arena *arena = &work->audit->arena;
    if (!audit_model_name_units(report, division, units) ||
        (previous && !audit_model_name_units(previous, division, units)) ||
        !audit_model_init(&models[0], report, report, division, units, arena) ||
        (previous &&
         !audit_model_init(&models[1], previous, report, division, units, arena)))
        return false;
    work->model = &models[0];
    work->previous = previous ? &models[1] : NULL;
    return audit_column_init(&work->column, work->model) &&
           audit_column_init(&work->old_column, work->model);
}

/* The report, and how to go about it. */
struct target {
    const struct report_file *report;
    const struct report_file *previous; /* or NULL */
    const struct language *language;
    const struct work *work;
};

static void attack_by(struct audit *audit, const struct target *target,
                      const struct audit_division *division, bool may_nest)
{
    struct audit_model models[2] = { { 0 } };
    struct map units = { 0 };
    struct audit_work work = { .audit = audit,
                               .language = target->language,
                               .may_nest = may_nest };
    if (prepare(&work, models, target->report, target->previous, division, &units))
        audit_attack_division(&work, target->work);
    else
        audit->failed = true;
    audit_column_release(&work.column);
    audit_column_release(&work.old_column);
    map_release(&units);
}

/* The segment columns that rows of a report are of, by their ids. */
static bool name_segment_columns(const struct report_file *report, struct map *columns)
{
    for (size_t i = 0; i < report->row_count; i++) {
        const struct result_row *row = &report->rows[i];
        if (row->scope == SCOPE_SEGMENT && row->segment_of &&
            map_add(columns, row->segment_of, strlen(row->segment_of)) == MAP_NONE)
            return false;
    }
    return true;
}

static bool has_waves(const struct report_file *report)
{
    for (size_t i = 0; i < report->row_count; i++)
        if (report->rows[i].scope == SCOPE_WAVE)
            return true;
    return false;
}

static void attack_all(struct audit *audit, const struct target *target)
{
    const struct report_file *report = target->report;
    const struct report_file *previous = target->previous;
    struct map columns = { 0 };
    struct audit_division division = { .scope = SCOPE_UNIT };
    if (!name_segment_columns(report, &columns) ||
        (previous && !name_segment_columns(previous, &columns)))
        audit->failed = true;
    bool is_in_waves = has_waves(report);
    bool may_nest = is_in_waves || columns.count;
    attack_by(audit, target, &division, may_nest);
    division.scope = SCOPE_WAVE;
    if (is_in_waves)
        attack_by(audit, target, &division, may_nest);
    division.scope = SCOPE_SEGMENT;
    for (size_t i = 0; i < columns.count; i++) {
        division.segment_of = map_key_at(&columns, i);
        attack_by(audit, target, &division, may_nest);
    }
    map_release(&columns);
}

enum symbar_status audit_report(const struct report_file *report,
                                const struct report_file *previous,
                                const struct language *language, const struct work *work,
                                struct audit **audit_out,
                                struct symbar_diagnostics *diagnostics)
{
    struct audit *audit = memory_allocate(1, sizeof *audit);
    if (!audit)
        return fail_no_memory(diagnostics);
    audit->has_previous = previous != NULL;
    count_cells(audit, report);
    attack_all(audit, &(struct target){ report, previous, language, work });
    if (audit->failed) {
        audit_free(audit);
        return fail_no_memory(diagnostics);
    }
    *audit_out = audit;
    return SYMBAR_OK;
}

void audit_free(struct audit *audit)
{
    if (!audit)
        return;
    arena_release(&audit->arena);
    memory_free(audit->findings);
    memory_free(audit->sizes);
    memory_free(audit);
}

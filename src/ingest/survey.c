#include "ingest/survey.h"

#include "base/memory.h"
#include "ingest/columns.h"
#include "ingest/heading.h"

#include <inttypes.h>
#include <string.h>

/* A file on its way into the profiles. */
struct reading_in {
    struct survey *survey;
    const struct export_facts *facts;
    struct profile_rules rules;
    ptrdiff_t *targets; /* per column of this file its profile, or COLUMN_NONE */
};

/* Previews and unfinished rows, counted by the first rule that applies. */
static bool is_set_aside(const struct reading_in *reading, const struct record *record)
{
    for (size_t i = 0; i < reading->facts->set_aside_count; i++) {
        const struct set_aside_rule *rule = &reading->facts->set_aside[i];
        const struct cell *cell = &record->cells[rule->column];
        if (set_aside_applies(rule, cell->bytes, cell->byte_count)) {
            reading->survey->set_aside[i]++;
            return true;
        }
    }
    return false;
}

/* Gives the row to the layout as well, as long as that may be long. */
static bool add_to_layout(struct reading_in *reading, const struct record *record)
{
    struct survey *survey = reading->survey;
    const struct cell *cells[LONG_ROLE_COUNT] = { NULL };
    if (!survey->layout.is_possible)
        return true;
    for (size_t i = 0; i < record->cell_count; i++)
        for (int role = 0; role < LONG_ROLE_COUNT; role++)
            if (reading->targets[i] == (ptrdiff_t)survey->layout.columns[role])
                cells[role] = &record->cells[i];
    return long_layout_add(&survey->layout, cells, &reading->rules, &survey->budget);
}

static enum symbar_status add_record(void *context, const struct record *record)
{
    struct reading_in *reading = context;
    struct survey *survey = reading->survey;
    if (is_set_aside(reading, record))
        return SYMBAR_OK;
    survey->respondents++;
    for (size_t i = 0; i < record->cell_count; i++) {
        ptrdiff_t target = reading->targets[i];
        if (target != COLUMN_NONE &&
            !column_profile_add(&survey->profiles[target], &record->cells[i],
                                &reading->rules, &survey->budget))
            return SYMBAR_NO_MEMORY;
    }
    return add_to_layout(reading, record) ? SYMBAR_OK : SYMBAR_NO_MEMORY;
}

/* The column of the first file with this name that no other column has claimed. */
static ptrdiff_t find_target(const struct survey *survey, const char *name,
                             const bool *is_taken, size_t likely)
{
    const struct header_column *columns = survey->facts->columns;
    if (likely < survey->column_count && !is_taken[likely] &&
        strcmp(columns[likely].name, name) == 0)
        return (ptrdiff_t)likely;
    for (size_t i = 0; i < survey->column_count; i++)
        if (!is_taken[i] && strcmp(columns[i].name, name) == 0)
            return (ptrdiff_t)i;
    return COLUMN_NONE;
}

static bool find_targets(struct reading_in *reading)
{
    const struct survey *survey = reading->survey;
    bool *is_taken = memory_allocate(survey->column_count, sizeof *is_taken);
    if (!is_taken)
        return false;
    for (size_t i = 0; i < reading->facts->column_count; i++) {
        ptrdiff_t target =
            find_target(survey, reading->facts->columns[i].name, is_taken, i);
        reading->targets[i] = target;
        if (target != COLUMN_NONE)
            is_taken[target] = true;
    }
    memory_free(is_taken);
    return true;
}

/* The first file makes the columns. */
static bool make_columns(struct survey *survey, struct csv_file *file)
{
    survey->facts = csv_file_export(file);
    survey->column_count = survey->facts->column_count;
    survey->budget = PROFILE_BUDGET_BYTES;
    survey->profiles = memory_allocate(survey->column_count, sizeof *survey->profiles);
    survey->findings = memory_allocate(survey->column_count, sizeof *survey->findings);
    return survey->profiles && survey->findings &&
           long_layout_begin(&survey->layout, survey->facts);
}

static enum symbar_status select_all(struct csv_file *file,
                                     struct symbar_diagnostics *diagnostics)
{
    size_t count = csv_file_export(file)->column_count;
    size_t *columns = memory_allocate(count, sizeof *columns);
    if (!columns)
        return fail_no_memory(diagnostics);
    for (size_t i = 0; i < count; i++)
        columns[i] = i;
    enum symbar_status status = csv_file_select(file, columns, count, diagnostics);
    memory_free(columns);
    return status;
}

static bool prepare(struct reading_in *reading)
{
    struct survey *survey = reading->survey;
    size_t rule_count = reading->facts->set_aside_count;
    if (!memory_grow(&survey->set_aside, &survey->set_aside_capacity, rule_count,
                     sizeof *survey->set_aside))
        return false;
    for (size_t i = 0; i < rule_count; i++)
        survey->set_aside[i] = 0;
    survey->respondents = 0;
    reading->targets =
        memory_allocate(reading->facts->column_count, sizeof *reading->targets);
    return reading->targets && find_targets(reading);
}

static enum symbar_status read_in(struct survey *survey, struct csv_file *file,
                                  struct symbar_diagnostics *diagnostics)
{
    struct reading_in reading = {
        .survey = survey,
        .facts = csv_file_export(file),
        .rules = { csv_file_facts(file)->decimal, csv_file_export(file),
                   &survey->missing_texts },
    };
    if (!prepare(&reading)) {
        memory_free(reading.targets);
        return fail_no_memory(diagnostics);
    }
    enum symbar_status status = select_all(file, diagnostics);
    if (status == SYMBAR_OK) {
        status = csv_file_read(file, add_record, &reading, diagnostics);
        if (status == SYMBAR_NO_MEMORY)
            fail_no_memory(diagnostics);
    }
    memory_free(reading.targets);
    return status;
}

enum symbar_status survey_read(struct survey *survey, const char *path, const char *name,
                               struct symbar_diagnostics *diagnostics)
{
    static const struct side_study side = { .encoding = "auto",
                                            .platform = "auto",
                                            .sets_aside = true };
    struct csv_file *file = NULL;
    enum symbar_status status = csv_file_open(path, name, &side, &file, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    bool is_first = !survey->first;
    if (is_first) {
        survey->first = file;
        if (!make_columns(survey, file))
            return fail_no_memory(diagnostics);
    }
    if (csv_file_export(file)->header_line != survey->facts->header_line)
        survey->has_many_header_lines = true;
    status = read_in(survey, file, diagnostics);
    if (!is_first)
        csv_file_close(file);
    return status;
}

/* SurveyMonkey says below the question what kind of answer it takes. */
static bool is_open_ended(const struct survey *survey, size_t column)
{
    const struct record *headers = csv_file_headers(survey->first);
    if (column >= survey->facts->file_column_count)
        return false;
    for (size_t row = 1; row < survey->facts->header_rows; row++)
        if (heading_is_open(headers[row].cells[column].bytes))
            return true;
    return false;
}

bool survey_is_layout_column(const struct survey *survey, size_t column)
{
    for (int role = 0; survey->is_long && role < LONG_ROLE_COUNT; role++)
        if (survey->layout.columns[role] == column)
            return true;
    return false;
}

struct layout_counts survey_layout_counts(const struct survey *survey)
{
    const struct long_layout *layout = &survey->layout;
    return (struct layout_counts){ .rows = layout->row_count,
                                   .respondents = layout->respondents.count,
                                   .questions = layout->questions.count,
                                   .has_repetitions = layout->repetitions > 0 };
}

static bool note_layout(struct survey *survey, struct export_facts *facts)
{
    struct guess *guesses =
        arena_allocate(&survey->arena, facts->guess_count + 1, sizeof *guesses);
    if (!guesses)
        return false;
    for (size_t i = 0; i < facts->guess_count; i++)
        guesses[i] = facts->guesses[i];
    const struct layout_counts counts = survey_layout_counts(survey);
    const char *because = arena_format(&survey->arena, layout_because(&counts),
                                       counts.rows, counts.respondents, counts.questions);
    guesses[facts->guess_count++] =
        (struct guess){ "layout", TRANSLATABLE("one row per answer"), because };
    facts->guesses = guesses;
    return because != NULL;
}

/* The profile of a question moves from the layout to its own column. */
static bool add_questions(struct survey *survey, struct header_column *columns)
{
    struct long_layout *layout = &survey->layout;
    for (size_t i = 0; i < layout->questions.count; i++) {
        const char *name = arena_text(&survey->arena, map_key_at(&layout->questions, i));
        if (!name)
            return false;
        columns[survey->first_question + i] =
            (struct header_column){ .name = name, .text = name, .import_id = "" };
        survey->profiles[survey->first_question + i] = layout->profiles[i];
        layout->profiles[i] = (struct column_profile){ .is_open = false };
    }
    return true;
}

/* Makes columns of the questions of a long layout. False when memory is short. */
static bool spread(struct survey *survey)
{
    size_t own = survey->column_count;
    size_t count = own + survey->layout.questions.count;
    struct export_facts *facts = arena_allocate(&survey->arena, 1, sizeof *facts);
    struct header_column *columns =
        arena_allocate(&survey->arena, count, sizeof *columns);
    struct column_finding *findings = memory_allocate(count, sizeof *findings);
    size_t capacity = own;
    bool done =
        facts && columns && findings &&
        memory_grow(&survey->profiles, &capacity, count, sizeof *survey->profiles);
    if (!done) {
        memory_free(findings);
        return false;
    }
    memory_free(survey->findings);
    survey->findings = findings;
    for (size_t i = 0; i < own; i++)
        columns[i] = survey->facts->columns[i];
    *facts = *survey->facts;
    facts->columns = columns;
    facts->column_count = count;
    survey->facts = facts;
    survey->is_long = true;
    survey->first_question = own;
    survey->column_count = count;
    survey->respondents = survey->layout.respondents.count;
    return add_questions(survey, columns) && note_layout(survey, facts);
}

/* Who answered what is told by the questions themselves. False when memory is short. */
static bool hide_layout_columns(struct survey *survey)
{
    for (size_t i = 0; survey->is_long && i < survey->first_question; i++) {
        bool tells;
        if (!long_layout_tells_of(survey->facts->columns[i].name, &tells))
            return false;
        if (i == survey->layout.columns[LONG_RESPONDENT])
            survey->findings[i] = (struct column_finding){ .kind = KIND_ID };
        else if (tells)
            survey->findings[i] = (struct column_finding){ .kind = KIND_TEXT };
    }
    return true;
}

bool survey_decide(struct survey *survey, const struct label_sets *sets)
{
    if (long_layout_is_found(&survey->layout) && !spread(survey))
        return false;
    for (size_t i = 0; i < survey->column_count; i++) {
        const struct column_facts column = {
            .heading = &survey->facts->columns[i],
            .profile = &survey->profiles[i],
            .facts = survey->facts,
            .sets = sets,
            .is_open_ended = is_open_ended(survey, i),
            .point = csv_file_facts(survey->first)->decimal,
        };
        if (!column_find_kind(&column, &survey->arena, &survey->findings[i]))
            return false;
    }
    return hide_layout_columns(survey);
}

void survey_release(struct survey *survey)
{
    for (size_t i = 0; survey->profiles && i < survey->column_count; i++)
        column_profile_release(&survey->profiles[i]);
    long_layout_release(&survey->layout);
    memory_free(survey->profiles);
    memory_free(survey->findings);
    memory_free(survey->set_aside);
    map_release(&survey->missing_texts);
    csv_file_close(survey->first);
    arena_release(&survey->arena);
    *survey = (struct survey){ 0 };
}

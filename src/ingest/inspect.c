#include "ingest/inspect.h"

#include "base/memory.h"
#include "base/number.h"
#include "ingest/coded_values.h"
#include "ingest/survey.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_UNITS_LISTED = 20,
    MOST_VALUES_LISTED = 60,
    SHORTEST_SECRET = 2,
    LONGEST_CODE = 5
};

struct inspecting {
    struct arena *arena;
    const struct survey *survey;
    struct inspected_file *file;
};

/* A value on its way into the list. */
struct ranked {
    struct span text;
    uint64_t count;
    double code; /* of a scale; NaN never: HUGE for what has none */
    bool is_secret;
};

static int compare_texts(const struct ranked *a, const struct ranked *b)
{
    size_t shorter =
        a->text.byte_count < b->text.byte_count ? a->text.byte_count : b->text.byte_count;
    int order = memcmp(a->text.bytes, b->text.bytes, shorter);
    if (order)
        return order;
    return (a->text.byte_count > b->text.byte_count) -
           (a->text.byte_count < b->text.byte_count);
}

static int compare_by_code(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = (a->code > b->code) - (a->code < b->code);
    return order ? order : compare_texts(a, b);
}

static int compare_by_count(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = (a->count < b->count) - (a->count > b->count);
    return order ? order : compare_texts(a, b);
}

static const struct stray_code *find_stray(const struct scale_guess *guess,
                                           struct span text)
{
    for (size_t i = 0; i < guess->stray_count; i++)
        if (span_equals(text, guess->strays[i].text))
            return &guess->strays[i];
    return NULL;
}

static bool has_digit(struct span text)
{
    for (size_t i = 0; i < text.byte_count; i++)
        if (text.bytes[i] >= '0' && text.bytes[i] <= '9')
            return true;
    return false;
}

static bool is_number(struct span text)
{
    double number;
    return number_parse(text.bytes, text.byte_count, '.', &number) ||
           number_parse(text.bytes, text.byte_count, ',', &number);
}

static bool is_label(const struct scale *scale, struct span text)
{
    for (size_t i = 0; i < scale->label_count; i++)
        if (span_equals(text, scale->labels[i].text))
            return true;
    return false;
}

/* What was said once may be somebody's own words, unless it is an option of the question,
   a label, a code, or too short to say anything. */
static bool is_secret(const struct survey *survey, size_t column, struct span text,
                      uint64_t count)
{
    const struct column_finding *finding = &survey->findings[column];
    if (coded_value_find(&survey->facts->columns[column], text))
        return false;
    if (count > 1 || text.byte_count < SHORTEST_SECRET || is_number(text))
        return false;
    if (finding->kind == KIND_UNIT)
        return !has_digit(text);
    if (finding->guess.scale)
        return text.byte_count > LONGEST_CODE && !is_label(finding->guess.scale, text);
    return !column_value_is_option(&survey->facts->columns[column], text);
}

/* The values to list, in order; NULL when memory is short. Codes that stand for no answer
   are counted as missing instead. */
static struct ranked *rank_values(const struct inspecting *inspecting, size_t column,
                                  struct inspected_column *out, size_t *count_out)
{
    const struct survey *survey = inspecting->survey;
    const struct column_profile *profile = &survey->profiles[column];
    const struct column_finding *finding = &survey->findings[column];
    char point = csv_file_facts(survey->first)->decimal;
    struct ranked *ranked = memory_allocate(profile->values.count, sizeof *ranked);
    size_t count = 0;
    if (!ranked)
        return NULL;
    for (size_t i = 0; i < profile->values.count; i++) {
        const struct map_key *key = &profile->values.keys[i];
        struct span text = { key->bytes, key->byte_count };
        const struct stray_code *stray = find_stray(&finding->guess, text);
        if (stray) {
            out->missing[stray->kind] += profile->counts[i];
            continue;
        }
        double code = 0;
        if (out->scale && !scale_guess_code(out->scale, point, text, &code))
            code = out->scale->max + 1;
        ranked[count++] =
            (struct ranked){ text, profile->counts[i], code,
                             is_secret(survey, column, text, profile->counts[i]) };
    }
    qsort(ranked, count, sizeof *ranked, out->scale ? compare_by_code : compare_by_count);
    *count_out = count;
    return ranked;
}

/* Units and choices are shown by the labels that the file has for them. */
static struct span show(const struct inspecting *inspecting, size_t column,
                        const struct inspected_column *out, struct span text)
{
    return out->scale
               ? text
               : coded_value_shown(&inspecting->survey->facts->columns[column], text);
}

static bool list_values(const struct inspecting *inspecting, size_t column,
                        struct inspected_column *out)
{
    size_t count = 0;
    size_t most = out->kind == KIND_UNIT ? MOST_UNITS_LISTED : MOST_VALUES_LISTED;
    struct ranked *ranked = rank_values(inspecting, column, out, &count);
    struct value_count *values =
        arena_allocate(inspecting->arena, count + 1, sizeof *values);
    bool done = ranked && values;
    uint64_t unlisted = 0;
    size_t listed = 0;
    for (size_t i = 0; done && i < count; i++) {
        if (ranked[i].is_secret || listed == most) {
            unlisted += ranked[i].count;
            continue;
        }
        struct span shown = show(inspecting, column, out, ranked[i].text);
        values[listed].value =
            arena_copy(inspecting->arena, shown.bytes, shown.byte_count);
        values[listed].count = ranked[i].count;
        done = values[listed++].value != NULL;
    }
    if (unlisted)
        values[listed++].count = unlisted;
    memory_free(ranked);
    out->values = values;
    out->value_count = listed;
    return done;
}

static const struct scale *copy_scale(struct arena *arena, const struct scale *scale)
{
    struct scale *copy = arena_allocate(arena, 1, sizeof *copy);
    struct scale_label *labels =
        arena_allocate(arena, scale->label_count, sizeof *labels);
    double *top = arena_allocate(arena, scale->top.count, sizeof *top);
    if (!copy || !labels || !top)
        return NULL;
    *copy = *scale;
    for (size_t i = 0; i < scale->label_count; i++) {
        labels[i] = (struct scale_label){ arena_text(arena, scale->labels[i].text),
                                          scale->labels[i].code };
        if (!labels[i].text)
            return NULL;
    }
    for (size_t i = 0; i < scale->top.count; i++)
        top[i] = scale->top.values[i];
    copy->labels = labels;
    copy->top = (struct codes){ top, scale->top.count };
    return copy;
}

static bool describe_column(const struct inspecting *inspecting, size_t column,
                            struct inspected_column *out)
{
    const struct survey *survey = inspecting->survey;
    const struct header_column *heading = &survey->facts->columns[column];
    const struct column_finding *finding = &survey->findings[column];
    *out = (struct inspected_column){
        .index = column + 1,
        .name = arena_text(inspecting->arena, heading->name),
        .text = arena_text(inspecting->arena, heading->text),
        .kind = finding->kind,
    };
    if (!out->name || !out->text)
        return false;
    memcpy(out->missing, survey->profiles[column].missing, sizeof out->missing);
    if (finding->guess.scale) {
        out->scale = copy_scale(inspecting->arena, finding->guess.scale);
        out->because = finding->guess.because;
        if (!out->scale)
            return false;
    }
    return !column_kind_is_closed(out->kind) || list_values(inspecting, column, out);
}

static bool describe_columns(const struct inspecting *inspecting)
{
    const struct survey *survey = inspecting->survey;
    struct inspected_column *columns =
        arena_allocate(inspecting->arena, survey->column_count, sizeof *columns);
    if (!columns)
        return false;
    for (size_t i = 0; i < survey->column_count; i++)
        if (!describe_column(inspecting, i, &columns[i]))
            return false;
    inspecting->file->columns = columns;
    inspecting->file->column_count = survey->column_count;
    return true;
}

static bool describe_set_aside(const struct inspecting *inspecting)
{
    const struct export_facts *facts = inspecting->survey->facts;
    struct inspected_rows_aside *list =
        arena_allocate(inspecting->arena, facts->set_aside_count, sizeof *list);
    size_t count = 0;
    if (!list)
        return false;
    for (size_t i = 0; i < facts->set_aside_count; i++) {
        size_t at = 0;
        if (!inspecting->survey->set_aside[i])
            continue;
        while (at < count && strcmp(list[at].reason, facts->set_aside[i].reason) != 0)
            at++;
        list[at].reason = facts->set_aside[i].reason;
        list[at].count += inspecting->survey->set_aside[i];
        count += at == count;
    }
    inspecting->file->set_aside = list;
    inspecting->file->set_aside_count = count;
    return true;
}

static bool describe_reasons(const struct inspecting *inspecting)
{
    const struct export_facts *facts = inspecting->survey->facts;
    struct inspected_reason *reasons =
        arena_allocate(inspecting->arena, facts->guess_count, sizeof *reasons);
    if (!reasons)
        return false;
    for (size_t i = 0; i < facts->guess_count; i++) {
        const struct guess *guess = &facts->guesses[i];
        reasons[i] = (struct inspected_reason){
            arena_text(inspecting->arena, guess->what),
            arena_text(inspecting->arena, guess->value),
            arena_text(inspecting->arena, guess->because ? guess->because : ""),
            inspecting->survey->is_long && strcmp(guess->what, "layout") == 0,
        };
        if (!reasons[i].what || !reasons[i].value || !reasons[i].because)
            return false;
    }
    inspecting->file->reasons = reasons;
    inspecting->file->reason_count = facts->guess_count;
    return true;
}

/* The codes for no answer that no platform and no usual list explains. */
static bool describe_missing(const struct inspecting *inspecting)
{
    const struct survey *survey = inspecting->survey;
    struct map seen = { 0 };
    bool done = true;
    for (int kind = 0; done && kind < MISSING_COUNT; kind++) {
        const char **texts =
            arena_allocate(inspecting->arena, survey->column_count * MOST_STRAY_CODES + 1,
                           sizeof *texts);
        size_t count = 0;
        done = texts != NULL;
        for (size_t i = 0; done && i < survey->column_count; i++) {
            const struct scale_guess *guess = &survey->findings[i].guess;
            for (size_t k = 0; done && guess->scale && k < guess->stray_count; k++) {
                const char *text = guess->strays[k].text;
                if ((int)guess->strays[k].kind != kind ||
                    map_find(&seen, text, strlen(text)) != MAP_NONE)
                    continue;
                texts[count] = arena_text(inspecting->arena, text);
                done = texts[count++] && map_add(&seen, text, strlen(text)) != MAP_NONE;
            }
        }
        inspecting->file->missing[kind] = (struct text_list){ texts, count };
    }
    map_release(&seen);
    return done;
}

static bool describe_layout(const struct inspecting *inspecting)
{
    const struct survey *survey = inspecting->survey;
    struct inspected_file *file = inspecting->file;
    const char *names[LONG_ROLE_COUNT];
    if (!survey->is_long)
        return true;
    for (int role = 0; role < LONG_ROLE_COUNT; role++) {
        size_t column = survey->layout.columns[role];
        names[role] = arena_text(inspecting->arena, survey->facts->columns[column].name);
        if (!names[role])
            return false;
    }
    file->respondent = names[LONG_RESPONDENT];
    file->question = names[LONG_QUESTION];
    file->answer = names[LONG_ANSWER];
    file->first_question = survey->first_question;
    file->layout_counts = survey_layout_counts(survey);
    return true;
}

static bool describe_file(struct inspecting *inspecting, const char *name)
{
    const struct file_facts *facts = csv_file_facts(inspecting->survey->first);
    struct inspected_file *file = inspecting->file;
    *file = (struct inspected_file){
        .file = arena_text(inspecting->arena, name),
        .byte_count = facts->byte_count,
        .platform = arena_text(inspecting->arena, facts->platform),
        .encoding = arena_text(inspecting->arena, facts->encoding),
        .delimiter = facts->delimiter,
        .decimal = facts->decimal,
        .line_end = arena_text(inspecting->arena, facts->line_end),
        .header_rows = facts->header_rows,
        .header_line = inspecting->survey->facts->header_line,
        .rows_read = facts->record_count,
        .respondents = inspecting->survey->respondents,
    };
    return file->file && file->platform && file->encoding && file->line_end &&
           describe_set_aside(inspecting) && describe_reasons(inspecting) &&
           describe_missing(inspecting) && describe_layout(inspecting) &&
           describe_columns(inspecting);
}

static enum symbar_status inspect_file(const char *path, const struct label_sets *sets,
                                       struct arena *arena, struct inspected_file *file,
                                       struct symbar_diagnostics *diagnostics)
{
    struct survey survey = { 0 };
    struct inspecting inspecting = { arena, &survey, file };
    enum symbar_status status = survey_read(&survey, path, path, diagnostics);
    if (status == SYMBAR_OK &&
        (!survey_decide(&survey, sets) || !describe_file(&inspecting, path)))
        status = fail_no_memory(diagnostics);
    survey_release(&survey);
    return status;
}

enum symbar_status ingest_inspect(const char *const *files, size_t file_count,
                                  struct inspection *inspection_out,
                                  struct symbar_diagnostics *diagnostics)
{
    struct inspection inspection = { .file_count = file_count };
    struct label_sets sets;
    struct inspected_file *inspected =
        arena_allocate(&inspection.arena, file_count, sizeof *inspected);
    bool has_sets = label_sets_init(&sets);
    enum symbar_status status =
        inspected && has_sets ? SYMBAR_OK : fail_no_memory(diagnostics);
    for (size_t i = 0; i < file_count && status != SYMBAR_NO_MEMORY; i++) {
        enum symbar_status now =
            inspect_file(files[i], &sets, &inspection.arena, &inspected[i], diagnostics);
        status = status == SYMBAR_OK || now == SYMBAR_NO_MEMORY ? now : status;
    }
    label_sets_release(&sets);
    if (status != SYMBAR_OK) {
        inspection_release(&inspection);
        return status;
    }
    inspection.files = inspected;
    *inspection_out = inspection;
    return SYMBAR_OK;
}

#include "ingest/platform.h"

#include "ingest/header_columns.h"

#include <string.h>
#include <strings.h>

static struct platform_match match_generic(const struct sample *sample)
{
    (void)sample;
    return (struct platform_match){
        1, TRANSLATABLE("it looks like none of the survey tools' exports")
    };
}

const struct platform platform_generic = { .name = "generic", .match = match_generic };

/* The surest first; generic claims whatever is left. */
static const struct platform *const platforms[] = {
    &platform_qualtrics,       &platform_qualtrics_legacy,
    &platform_surveymonkey,    &platform_limesurvey,
    &platform_microsoft_forms, &platform_typeform,
    &platform_redcap,          &platform_google_forms,
    &platform_generic,         NULL,
};

static bool is_prescribed(const struct side_study *side)
{
    return side->platform && strcmp(side->platform, "auto") != 0;
}

struct recognition platform_recognise(const struct side_study *side,
                                      const struct sample *sample)
{
    struct recognition found = { .platform = &platform_generic };
    struct platform_match match = { 0 };
    for (size_t i = 0; platforms[i] && !match.header_rows; i++) {
        if (is_prescribed(side) && strcmp(side->platform, platforms[i]->name) != 0)
            continue;
        found.platform = platforms[i];
        match = platforms[i]->match(sample);
    }
    found.platform_because =
        is_prescribed(side) ? TRANSLATABLE("the study says so") : match.because;
    found.header_rows = match.header_rows ? match.header_rows : 1;
    found.header_rows_because = match.header_rows > 1
                                    ? TRANSLATABLE("that is how this platform exports")
                                    : TRANSLATABLE("its first row has the names");
    if (side->has_header_rows) {
        found.header_rows = side->header_rows;
        found.header_rows_because = TRANSLATABLE("the study says so");
    }
    return found;
}

/* The column that any header row calls `name`, or -1. */
static ptrdiff_t find_known(const struct sample *sample, size_t header_rows,
                            const char *name)
{
    ptrdiff_t column = -1;
    for (size_t row = 0; row < header_rows && column < 0; row++)
        column = sample_find(sample, row, name);
    return column;
}

static void give_roles(const struct platform *platform, struct column_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct header_column *column = &list->columns[i];
        for (size_t k = 0; k < platform->column_count; k++)
            if (heading_is(column->name, platform->columns[k].name) ||
                heading_is(column->text, platform->columns[k].name))
                column->role = platform->columns[k].role;
        if (column->role == ROLE_OPEN && heading_is_personal(column->name))
            column->role = ROLE_PERSONAL;
    }
}

/* As a header row has it, or as the platform's way of writing headers is understood:
   "submitdate. Date submitted" is submitdate. */
static ptrdiff_t find_set_aside_column(const struct recognition *recognition,
                                       const struct sample *sample,
                                       const struct export_facts *facts, const char *name)
{
    ptrdiff_t column = find_known(sample, recognition->header_rows, name);
    for (size_t i = 0; column < 0 && i < facts->file_column_count; i++)
        if (heading_is(facts->columns[i].name, name) ||
            heading_is(facts->columns[i].text, name))
            column = (ptrdiff_t)i;
    return column;
}

static bool has_rule_on(const struct set_aside_rule *rules, size_t count, size_t column,
                        const char *reason)
{
    for (size_t i = 0; i < count; i++)
        if (rules[i].column == column && strcmp(rules[i].reason, reason) == 0)
            return true;
    return false;
}

static bool find_set_aside(const struct recognition *recognition,
                           const struct sample *sample, struct arena *arena,
                           struct export_facts *facts)
{
    const struct platform *platform = recognition->platform;
    struct set_aside_rule *rules =
        arena_allocate(arena, platform->set_aside_count, sizeof *rules);
    if (!rules)
        return false;
    size_t count = 0;
    for (size_t i = 0; i < platform->set_aside_count; i++) {
        const struct known_set_aside *known = &platform->set_aside[i];
        ptrdiff_t column =
            find_set_aside_column(recognition, sample, facts, known->column);
        if (column >= 0 && !has_rule_on(rules, count, (size_t)column, known->reason))
            rules[count++] = (struct set_aside_rule){
                .column = (size_t)column,
                .values = known->values,
                .value_count = known->value_count,
                .when_empty = known->when_empty,
                .when_filled = known->when_filled,
                .reason = known->reason,
            };
    }
    facts->set_aside = rules;
    facts->set_aside_count = count;
    return true;
}

bool platform_describe(const struct recognition *recognition, const struct sample *sample,
                       struct arena *arena, struct export_facts *facts_out)
{
    const struct platform *platform = recognition->platform;
    struct export_facts facts = {
        .platform = platform->name,
        .header_rows = recognition->header_rows,
        .missing = platform->missing,
        .missing_count = platform->missing_count,
        .unquoted_empty_is_not_shown =
            platform->quotes_tell_not_shown && sample->is_quoted,
    };
    struct column_list list = {
        .columns = arena_allocate(arena, 2 * sample->column_count, sizeof *list.columns),
        .count = sample->column_count,
    };
    if (!list.columns ||
        !(platform->name_columns ? platform->name_columns : header_columns_name)(
            sample, recognition->header_rows, &list, arena))
        return false;
    give_roles(platform, &list);
    facts.columns = list.columns;
    facts.column_count = list.count;
    facts.file_column_count = sample->column_count;
    if (!find_set_aside(recognition, sample, arena, &facts))
        return false;
    *facts_out = facts;
    return true;
}

bool set_aside_applies(const struct set_aside_rule *rule, const char *cell,
                       size_t byte_count)
{
    while (byte_count && *cell == ' ') {
        cell++;
        byte_count--;
    }
    while (byte_count && cell[byte_count - 1] == ' ')
        byte_count--;
    if (byte_count ? rule->when_filled : rule->when_empty)
        return true;
    for (size_t i = 0; i < rule->value_count; i++)
        if (strlen(rule->values[i]) == byte_count &&
            strncasecmp(rule->values[i], cell, byte_count) == 0)
            return true;
    return false;
}

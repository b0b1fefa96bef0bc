#include "ingest/header_columns.h"
#include "ingest/platform.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Two header rows: the question, whose further columns have an empty cell there, and
   below it "Response", "Open-Ended Response", or the option or matrix row that a column
   is for.

   A column is called by its question, with "[option]" after it where the question has
   several. A question with one column per option, of which nobody ticked two, also comes
   joined, under the question's own name. */

static struct platform_match match_surveymonkey(const struct sample *sample)
{
    ptrdiff_t respondent = sample_find(sample, 0, "Respondent ID");
    ptrdiff_t collector = sample_find(sample, 0, "Collector ID");
    if (respondent < 0 || collector < 0)
        return (struct platform_match){ 0 };
    bool has_second_row = sample->row_count > 1 &&
                          !*sample_text(sample, 1, (size_t)respondent) &&
                          !*sample_text(sample, 1, (size_t)collector);
    return (struct platform_match){
        has_second_row ? 2 : 1,
        TRANSLATABLE("it has SurveyMonkey's columns Respondent ID and Collector ID")
    };
}

/* An option as the respondent saw it: in exports of rating scales it is " - 4". */
static const char *option_text(const struct sample *sample, size_t column)
{
    const char *option = sample_text(sample, 1, column);
    while (*option == ' ')
        option++;
    if (strncmp(option, "- ", 2) == 0)
        option += 2;
    return option;
}

static bool is_only_response(const char *option)
{
    return !*option || heading_is(option, "Response") ||
           heading_is(option, "Open-Ended Response");
}

static bool is_other(const char *option)
{
    return strncasecmp(option, "Other", 5) == 0 || strncasecmp(option, "Autre", 5) == 0 ||
           strncasecmp(option, "Sonstige", 8) == 0;
}

/* The columns of the question that begins at `first`. */
static size_t question_end(const struct sample *sample, size_t first)
{
    size_t end = first + 1;
    while (end < sample->column_count && !*sample_text(sample, 0, end) &&
           *sample_text(sample, 1, end))
        end++;
    return end;
}

static bool name_question(const struct sample *sample, size_t first, size_t end,
                          struct column_list *list, struct arena *arena)
{
    const char *question = sample_trimmed(sample, 0, first, arena);
    for (size_t i = first; i < end && question; i++) {
        struct header_column *column = &list->columns[i];
        const char *option = option_text(sample, i);
        bool is_plain = end == first + 1 || is_only_response(option);
        column->name =
            is_plain ? question : arena_format(arena, "%s [%s]", question, option);
        column->text = column->name;
        column->import_id = "";
        if (!column->name)
            return false;
    }
    return question != NULL;
}

/* Whether a cell says that the option of its column was ticked: by its text, or by its
   number where the export is numeric. */
static bool is_tick(const char *cell, const char *option, size_t number)
{
    char *end;
    return heading_is(cell, option) ||
           (strtoul(cell, &end, 10) == number && end != cell && !*end);
}

/* Whether the columns are the options of one question of which one may be ticked. */
static bool is_single_choice(const struct sample *sample, size_t first, size_t end,
                             size_t header_rows)
{
    size_t ticks = 0;
    for (size_t i = first; i < end; i++)
        if (is_only_response(option_text(sample, i)))
            return false;
    for (size_t row = header_rows; row < sample->row_count; row++) {
        size_t ticks_here = 0;
        for (size_t i = first; i < end; i++) {
            const char *cell = sample_text(sample, row, i);
            if (!*cell)
                continue;
            if (!is_tick(cell, option_text(sample, i), i - first + 1))
                return false;
            ticks_here++;
        }
        if (ticks_here > 1)
            return false;
        ticks += ticks_here;
    }
    return ticks > 0;
}

static void join_question(const struct sample *sample, size_t first, size_t end,
                          size_t header_rows, const char *question,
                          struct column_list *list)
{
    while (end > first + 1 && is_other(option_text(sample, end - 1)))
        end--;
    if (end - first < 2 || !is_single_choice(sample, first, end, header_rows))
        return;
    list->columns[list->count++] = (struct header_column){
        .name = question,
        .text = question,
        .import_id = "",
        .first_part = first,
        .part_count = end - first,
    };
}

static bool name_columns(const struct sample *sample, size_t header_rows,
                         struct column_list *list, struct arena *arena)
{
    if (header_rows != 2)
        return header_columns_name(sample, header_rows, list, arena);
    size_t end;
    for (size_t first = 0; first < sample->column_count; first = end) {
        end = question_end(sample, first);
        const char *question = sample_trimmed(sample, 0, first, arena);
        if (!question || !name_question(sample, first, end, list, arena))
            return false;
        join_question(sample, first, end, header_rows, question, list);
    }
    return true;
}

static const struct known_column columns[] = {
    { "Respondent ID", ROLE_METADATA }, { "Collector ID", ROLE_METADATA },
    { "Start Date", ROLE_METADATA },    { "End Date", ROLE_METADATA },
    { "IP Address", ROLE_PERSONAL },    { "Email Address", ROLE_PERSONAL },
    { "First Name", ROLE_PERSONAL },    { "Last Name", ROLE_PERSONAL },
    { "Custom Data 1", ROLE_PERSONAL },
};

const struct platform platform_surveymonkey = {
    .name = "surveymonkey",
    .match = match_surveymonkey,
    .name_columns = name_columns,
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
};

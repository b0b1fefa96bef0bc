#include "ingest/header_columns.h"
#include "ingest/platform.h"

#include <string.h>

/* One header row: codes such as Q01[SQ001], or "code. question [sub-question]". Cells
   with something to say are all in quotes, empty ones that were never shown are not. */

enum { SURE_COLUMNS = 3, YES_NO_COLUMNS = 3 };

/* LimeSurvey's own columns, by code and as "full question text" calls them. */
enum { SPELLINGS = 4 };
static const char *const own_names[][SPELLINGS] = {
    { "id", "Response ID", "ID de la r\303\251ponse", "Antwort ID" },
    { "submitdate", "Date submitted", "Date de soumission", "Datum Abgeschickt" },
    { "lastpage", "Last page", "Derni\303\250re page", "Letzte Seite" },
    { "startlanguage", "Start language", "Langue de d\303\251part", "Start-Sprache" },
    { "seed", "Seed", "Seed", "Zufallsstartwert" },
    { "startdate", "Date started", "Date de lancement", "Datum gestartet" },
    { "datestamp", "Date last action", "Date de la derni\303\250re action",
      "Datum letzte Aktivit\303\244t" },
};

enum { OWN_COUNT = sizeof own_names / sizeof *own_names };

/* Where ". " ends the code of a heading, or 0. */
static size_t code_length(const char *heading)
{
    const char *end = strstr(heading, ". ");
    for (const char *at = heading; end && at < end; at++)
        if (*at == ' ')
            return 0;
    return end ? (size_t)(end - heading) : 0;
}

static bool has_code(const char *heading, const char *code)
{
    size_t length = code_length(heading);
    return heading_is(heading, code) ||
           (length && length == strlen(code) && strncmp(heading, code, length) == 0);
}

static bool has_own_column(const struct sample *sample, size_t own)
{
    for (size_t i = 0; i < sample->column_count; i++)
        for (size_t k = 0; k < SPELLINGS; k++)
            if (has_code(sample_text(sample, 0, i), own_names[own][k]))
                return true;
    return false;
}

static size_t count_own_columns(const struct sample *sample)
{
    size_t found = 0;
    for (size_t own = 0; own < OWN_COUNT; own++)
        found += has_own_column(sample, own);
    return found;
}

static bool is_yes_no(const struct sample *sample, size_t column)
{
    size_t filled = 0;
    for (size_t row = 1; row < sample->row_count; row++) {
        const char *cell = sample_text(sample, row, column);
        if (*cell && strcmp(cell, "Y") != 0 && strcmp(cell, "N") != 0)
            return false;
        filled += *cell != '\0';
    }
    return filled > 0;
}

/* A file whose headings were renamed: an id and a language first, and sub-questions
   answered by Y and N, as LimeSurvey writes those of several choices. */
static bool looks_renamed(const struct sample *sample)
{
    static const char *const languages[] = { "startlanguage", "langue", "sprache",
                                             "language",      "lang",   "taal" };
    bool has_id = strncmp(sample_text(sample, 0, 0), "id", 2) == 0;
    bool has_language = false;
    for (size_t k = 0; k < sizeof languages / sizeof *languages; k++)
        has_language =
            has_language || heading_is(sample_text(sample, 0, 1), languages[k]);
    size_t yes_no = 0;
    for (size_t i = 0; i < sample->column_count && has_id && has_language; i++)
        yes_no += is_yes_no(sample, i);
    return yes_no >= YES_NO_COLUMNS;
}

static struct platform_match match_limesurvey(const struct sample *sample)
{
    if (count_own_columns(sample) >= SURE_COLUMNS)
        return (struct platform_match){
            1,
            TRANSLATABLE("it has LimeSurvey's columns (id, submitdate, lastpage, ...)")
        };
    if (looks_renamed(sample))
        return (struct platform_match){
            1, TRANSLATABLE(
                   "probably: it begins with an id and a language, and has sub-questions "
                   "answered by Y and N")
        };
    return (struct platform_match){ 0 };
}

static bool is_own_name(const char *name)
{
    for (size_t own = 0; own < OWN_COUNT; own++)
        for (size_t k = 0; k < SPELLINGS; k++)
            if (heading_is(name, own_names[own][k]))
                return true;
    return false;
}

static bool name_columns(const struct sample *sample, size_t header_rows,
                         struct column_list *list, struct arena *arena)
{
    if (!header_columns_name(sample, header_rows, list, arena))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        struct header_column *column = &list->columns[i];
        size_t length = header_rows == 1 ? code_length(column->name) : 0;
        if (length) {
            column->text = column->name + length + 2;
            column->name = arena_copy(arena, column->name, length);
            if (!column->name)
                return false;
        }
        if (is_own_name(column->name))
            column->role = ROLE_METADATA;
    }
    return true;
}

static const struct known_column columns[] = {
    { "interviewtime", ROLE_METADATA }, { "Total time", ROLE_METADATA },
    { "refurl", ROLE_PERSONAL },        { "Referrer URL", ROLE_PERSONAL },
    { "ipaddr", ROLE_PERSONAL },        { "token", ROLE_PERSONAL },
    { "Access code", ROLE_PERSONAL },   { "firstname", ROLE_PERSONAL },
    { "lastname", ROLE_PERSONAL },      { "email", ROLE_PERSONAL },
};

/* Under any of its names, the date of submission is empty until the last page was sent.
 */
static const struct known_set_aside set_aside[] = {
    { .column = "submitdate", .when_empty = true, .reason = "unfinished" },
    { .column = "Date submitted", .when_empty = true, .reason = "unfinished" },
    { .column = "Date de soumission", .when_empty = true, .reason = "unfinished" },
    { .column = "Datum Abgeschickt", .when_empty = true, .reason = "unfinished" },
};

const struct platform platform_limesurvey = {
    .name = "limesurvey",
    .match = match_limesurvey,
    .name_columns = name_columns,
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .set_aside = set_aside,
    .set_aside_count = sizeof set_aside / sizeof *set_aside,
    .quotes_tell_not_shown = true,
};

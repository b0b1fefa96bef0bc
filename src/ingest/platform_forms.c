#include "ingest/header_columns.h"
#include "ingest/platform.h"

#include <string.h>

/* Tools with one header row of question texts, known by the columns around them. */

/* -- Microsoft Forms: a workbook that somebody saved as CSV -- */

static struct platform_match match_microsoft_forms(const struct sample *sample)
{
    /* the second and third heading follow the language of the user */
    static const char *const times[][2] = {
        { "Start time", "Completion time" },
        { "Heure de d\303\251but", "Heure de fin" },
        { "Startzeit", "Fertigstellungszeit" },
        { "Hora de inicio", "Hora de finalizaci\xc3\xb3n" },
        { "Begintijd", "Tijd van voltooien" },
        { "Ora di inizio", "Ora di completamento" },
    };
    bool has_times = false;
    for (size_t k = 0; k < sizeof times / sizeof *times; k++)
        has_times = has_times || (heading_is(sample_text(sample, 0, 1), times[k][0]) &&
                                  heading_is(sample_text(sample, 0, 2), times[k][1]));
    if (!has_times || !heading_is(sample_text(sample, 0, 0), "ID"))
        return (struct platform_match){ 0 };
    return (
        struct platform_match){ 1, TRANSLATABLE("it begins with Microsoft Forms' columns "
                                                "ID, Start time and Completion time") };
}

static const struct known_column microsoft_columns[] = {
    { "ID", ROLE_METADATA },
    { "Start time", ROLE_METADATA },
    { "Completion time", ROLE_METADATA },
    { "Last modified time", ROLE_METADATA },
    { "Heure de d\303\251but", ROLE_METADATA },
    { "Heure de fin", ROLE_METADATA },
    { "Startzeit", ROLE_METADATA },
    { "Fertigstellungszeit", ROLE_METADATA },
    { "Hora de inicio", ROLE_METADATA },
    { "Hora de finalizaci\xc3\xb3n", ROLE_METADATA },
    { "Begintijd", ROLE_METADATA },
    { "Tijd van voltooien", ROLE_METADATA },
    { "Ora di inizio", ROLE_METADATA },
    { "Ora di completamento", ROLE_METADATA },
    { "Total points", ROLE_METADATA },
    { "Quiz feedback", ROLE_METADATA },
};

const struct platform platform_microsoft_forms = {
    .name = "microsoft-forms",
    .match = match_microsoft_forms,
    .columns = microsoft_columns,
    .column_count = sizeof microsoft_columns / sizeof *microsoft_columns,
};

/* -- Google Forms -- */

static const char *const timestamps[] = {
    "Timestamp",   "Horodateur",     "Zeitstempel",
    "Tijdstempel", "Marca temporal", "Informazioni cronologiche",
};

static struct platform_match match_google_forms(const struct sample *sample)
{
    for (size_t k = 0; k < sizeof timestamps / sizeof *timestamps; k++)
        if (heading_is(sample_text(sample, 0, 0), timestamps[k]))
            return (struct platform_match){
                1, TRANSLATABLE(
                       "probably: its first column is a timestamp, as in Google Forms")
            };
    return (struct platform_match){ 0 };
}

static const struct known_column google_columns[] = {
    { "Timestamp", ROLE_METADATA },      { "Horodateur", ROLE_METADATA },
    { "Zeitstempel", ROLE_METADATA },    { "Tijdstempel", ROLE_METADATA },
    { "Marca temporal", ROLE_METADATA }, { "Informazioni cronologiche", ROLE_METADATA },
    { "Score", ROLE_METADATA },
};

const struct platform platform_google_forms = {
    .name = "google-forms",
    .match = match_google_forms,
    .columns = google_columns,
    .column_count = sizeof google_columns / sizeof *google_columns,
};

/* -- Typeform -- */

static struct platform_match match_typeform(const struct sample *sample)
{
    if (!heading_is(sample_text(sample, 0, 0), "#") ||
        !sample_has(sample, 0, "Submit Date (UTC)"))
        return (struct platform_match){ 0 };
    return (struct platform_match){
        1, TRANSLATABLE("it has Typeform's columns # and Submit Date (UTC)")
    };
}

/* Question texts may hold HTML: <strong>Why?</strong> reads as Why? */
static char *without_tags(const char *text, struct arena *arena)
{
    char *plain = arena_text(arena, text);
    if (!plain)
        return NULL;
    size_t count = 0;
    for (const char *at = text; *at; at++) {
        const char *close = *at == '<' && at[1] != ' ' ? strchr(at, '>') : NULL;
        if (close)
            at = close;
        else
            plain[count++] = *at;
    }
    plain[count] = '\0';
    return plain;
}

static bool name_typeform(const struct sample *sample, size_t header_rows,
                          struct column_list *list, struct arena *arena)
{
    if (!header_columns_name(sample, header_rows, list, arena))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        list->columns[i].text = without_tags(list->columns[i].text, arena);
        if (!list->columns[i].text)
            return false;
    }
    return true;
}

static const struct known_column typeform_columns[] = {
    { "#", ROLE_METADATA },
    { "Response Type", ROLE_METADATA },
    { "Start Date (UTC)", ROLE_METADATA },
    { "Stage Date (UTC)", ROLE_METADATA },
    { "Submit Date (UTC)", ROLE_METADATA },
    { "Tags", ROLE_METADATA },
    { "Ending", ROLE_METADATA },
    { "Network ID", ROLE_PERSONAL },
};

static const char *const partial[] = { "started", "partial" };

static const struct known_set_aside typeform_set_aside[] = {
    { .column = "Response Type",
      .values = partial,
      .value_count = sizeof partial / sizeof *partial,
      .reason = "unfinished" },
    { .column = "Submit Date (UTC)", .when_empty = true, .reason = "unfinished" },
};

const struct platform platform_typeform = {
    .name = "typeform",
    .match = match_typeform,
    .name_columns = name_typeform,
    .columns = typeform_columns,
    .column_count = sizeof typeform_columns / sizeof *typeform_columns,
    .set_aside = typeform_set_aside,
    .set_aside_count = sizeof typeform_set_aside / sizeof *typeform_set_aside,
};

/* -- REDCap -- */

static bool ends_in(const char *text, const char *end)
{
    size_t text_count = strlen(text);
    size_t end_count = strlen(end);
    return text_count > end_count && strcmp(text + text_count - end_count, end) == 0;
}

static struct platform_match match_redcap(const struct sample *sample)
{
    bool has_form = false;
    for (size_t i = 0; i < sample->column_count; i++)
        has_form = has_form || ends_in(sample_text(sample, 0, i), "_complete");
    bool has_event = sample_has(sample, 0, "redcap_event_name") ||
                     sample_has(sample, 0, "redcap_repeat_instrument") ||
                     sample_has(sample, 0, "redcap_survey_identifier");
    bool has_record = heading_is(sample_text(sample, 0, 0), "record_id");
    bool has_labels = sample_has(sample, 0, "Complete?") &&
                      (heading_is(sample_text(sample, 0, 0), "Record ID") ||
                       heading_is(sample_text(sample, 0, 0), "record_id") ||
                       heading_is(sample_text(sample, 0, 0), "Study ID"));
    if (has_labels)
        return (struct platform_match){
            1, TRANSLATABLE(
                   "its first column is a record's id, and a column \"Complete?\" says "
                   "whether a form is, as in REDCap's exports with labels")
        };
    if (!has_event && !(has_record && has_form))
        return (struct platform_match){ 0 };
    return (struct platform_match){
        1, has_event
               ? TRANSLATABLE("it has columns that only REDCap has (redcap_...)")
               : TRANSLATABLE(
                     "it has REDCap's record_id and a column that ends in _complete")
    };
}

static bool name_redcap(const struct sample *sample, size_t header_rows,
                        struct column_list *list, struct arena *arena)
{
    if (!header_columns_name(sample, header_rows, list, arena))
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (heading_is(list->columns[i].name, "Complete?") ||
            ends_in(list->columns[i].name, "_complete") ||
            ends_in(list->columns[i].name, "_timestamp"))
            list->columns[i].role = ROLE_METADATA;
    return true;
}

static const struct known_column redcap_columns[] = {
    { "record_id", ROLE_METADATA },
    { "redcap_event_name", ROLE_METADATA },
    { "redcap_repeat_instrument", ROLE_METADATA },
    { "redcap_repeat_instance", ROLE_METADATA },
    { "redcap_data_access_group", ROLE_OPEN },
    { "redcap_survey_identifier", ROLE_PERSONAL },
    /* the same in an export with labels */
    { "Record ID", ROLE_METADATA },
    { "Study ID", ROLE_METADATA },
    { "Event Name", ROLE_METADATA },
    { "Repeat Instrument", ROLE_METADATA },
    { "Repeat Instance", ROLE_METADATA },
    { "Survey Timestamp", ROLE_METADATA },
    { "Survey Identifier", ROLE_PERSONAL },
};

/* A form that is filled in several times has a row of its own each time, without the
   answers of the person's first row: those rows are no further respondents. */
static const struct known_set_aside redcap_set_aside[] = {
    { .column = "redcap_repeat_instrument",
      .when_filled = true,
      .reason = "repeated form" },
    { .column = "Repeat Instrument", .when_filled = true, .reason = "repeated form" },
};

const struct platform platform_redcap = {
    .name = "redcap",
    .match = match_redcap,
    .name_columns = name_redcap,
    .columns = redcap_columns,
    .column_count = sizeof redcap_columns / sizeof *redcap_columns,
    .set_aside = redcap_set_aside,
    .set_aside_count = sizeof redcap_set_aside / sizeof *redcap_set_aside,
};

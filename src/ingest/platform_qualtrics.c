#include "ingest/header_columns.h"
#include "ingest/platform.h"

#include <string.h>

/* Three header rows (name, question text, import id), of which users may have taken the
   last two away; before 2016 two, the first of which calls the metadata V1, V2, ... */

enum { MOST_HEADER_ROWS = 3 };

static bool is_import_row(const struct sample *sample, size_t row)
{
    size_t found = 0;
    if (row >= sample->row_count)
        return false;
    for (size_t i = 0; i < sample->column_count; i++)
        found += import_id_is_in(sample_text(sample, row, i));
    return found > 0 && found * 10 >= sample->column_count * 8;
}

static struct platform_match match_qualtrics(const struct sample *sample)
{
    for (size_t row = 0; row < MOST_HEADER_ROWS; row++)
        if (is_import_row(sample, row))
            return (struct platform_match){
                row + 1,
                TRANSLATABLE(
                    "a header row holds Qualtrics' import ids ({\"ImportId\": ...})")
            };
    if (sample_has(sample, 0, "StartDate") && sample_has(sample, 0, "EndDate") &&
        sample_has(sample, 0, "Progress")) {
        /* the row of question texts repeats the names of the metadata, in words */
        bool has_texts =
            sample_has(sample, 1, "Start Date") || sample_has(sample, 1, "StartDate");
        return (struct platform_match){
            has_texts ? 2 : 1,
            TRANSLATABLE("it has Qualtrics' columns StartDate, EndDate and Progress")
        };
    }
    return (struct platform_match){ 0 };
}

static struct platform_match match_legacy(const struct sample *sample)
{
    bool has_numbered = heading_is(sample_text(sample, 0, 0), "V1") &&
                        heading_is(sample_text(sample, 1, 0), "ResponseID");
    bool has_names =
        sample_has(sample, 0, "ResponseID") && sample_has(sample, 0, "ResponseSet");
    if (has_numbered)
        return (struct platform_match){
            2, TRANSLATABLE("its first columns are called V1 and "
                            "ResponseID, as in old Qualtrics exports")
        };
    if (has_names) {
        bool has_texts = heading_is(sample_text(sample, 1, 0), "ResponseID");
        return (struct platform_match){
            has_texts ? 2 : 1,
            TRANSLATABLE("it has the columns ResponseID and ResponseSet of old "
                         "Qualtrics exports")
        };
    }
    return (struct platform_match){ 0 };
}

static const struct known_column columns[] = {
    { "StartDate", ROLE_METADATA },
    { "EndDate", ROLE_METADATA },
    { "Status", ROLE_METADATA },
    { "Progress", ROLE_METADATA },
    { "Duration (in seconds)", ROLE_METADATA },
    { "Finished", ROLE_METADATA },
    { "RecordedDate", ROLE_METADATA },
    { "ResponseId", ROLE_METADATA },
    { "ResponseSet", ROLE_METADATA },
    { "DistributionChannel", ROLE_METADATA },
    { "UserLanguage", ROLE_METADATA },
    { "Q_RecaptchaScore", ROLE_METADATA },
    { "Q_RelevantIDDuplicate", ROLE_METADATA },
    { "Q_RelevantIDFraudScore", ROLE_METADATA },
    { "LocationAccuracy", ROLE_METADATA },
    { "IPAddress", ROLE_PERSONAL },
    { "EmailAddress", ROLE_PERSONAL },
    { "Name", ROLE_PERSONAL },
    { "RecipientLastName", ROLE_PERSONAL },
    { "RecipientFirstName", ROLE_PERSONAL },
    { "RecipientEmail", ROLE_PERSONAL },
    { "ExternalReference", ROLE_PERSONAL },
    { "ExternalDataReference", ROLE_PERSONAL },
    { "LocationLatitude", ROLE_PERSONAL },
    { "LocationLongitude", ROLE_PERSONAL },
};

/* Words or numbers, as the export was set; 9 and 17 are previews that were marked as spam
   or taken offline. */
static const char *const previews[] = {
    "Survey Preview", "Offline Survey Preview", "Survey Preview Spam", "1", "9", "17"
};
static const char *const spam[] = { "Spam", "Imported Spam", "8", "12" };
static const char *const unfinished[] = { "False", "0", "No" };

static const struct known_set_aside set_aside[] = {
    { .column = "Status",
      .values = previews,
      .value_count = sizeof previews / sizeof *previews,
      .reason = "preview" },
    { .column = "Status",
      .values = spam,
      .value_count = sizeof spam / sizeof *spam,
      .reason = "spam" },
    { .column = "Finished",
      .values = unfinished,
      .value_count = sizeof unfinished / sizeof *unfinished,
      .reason = "unfinished" },
};

/* "Recode seen but unanswered questions", for one value and for several. */
static const struct missing_code missing[] = {
    { "-99", MISSING_BLANK },
    { "-999", MISSING_BLANK },
};

const struct platform platform_qualtrics = {
    .name = "qualtrics",
    .match = match_qualtrics,
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .set_aside = set_aside,
    .set_aside_count = sizeof set_aside / sizeof *set_aside,
    .missing = missing,
    .missing_count = sizeof missing / sizeof *missing,
};

const struct platform platform_qualtrics_legacy = {
    .name = "qualtrics-legacy",
    .match = match_legacy,
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .set_aside = set_aside,
    .set_aside_count = sizeof set_aside / sizeof *set_aside,
    .missing = missing,
    .missing_count = sizeof missing / sizeof *missing,
};

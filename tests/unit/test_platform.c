#include "base/buffer.h"
#include "ingest/records.h"
#include "support/scratch.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

struct platform_test {
    struct side_study side;
    struct symbar_diagnostics *diagnostics;
    struct csv_file *file;
    const struct export_facts *facts;
};

static void open_text(struct platform_test *test, const char *text)
{
    struct scratch scratch;
    scratch_write(&scratch, text, strlen(text));
    test->diagnostics = symbar_diagnostics_create();
    assert_int_equal(
        csv_file_open(scratch.path, "x.csv", &test->side, &test->file, test->diagnostics),
        SYMBAR_OK);
    test->facts = csv_file_export(test->file);
    scratch_remove(&scratch);
}

static void release(struct platform_test *test)
{
    csv_file_close(test->file);
    symbar_diagnostics_free(test->diagnostics);
    *test = (struct platform_test){ 0 };
}

static void expect_platform(const struct platform_test *test, const char *name,
                            size_t header_rows)
{
    assert_string_equal(test->facts->platform, name);
    assert_string_equal(csv_file_facts(test->file)->platform, name);
    assert_int_equal(csv_file_facts(test->file)->header_rows, header_rows);
}

static void expect_column(const struct platform_test *test, size_t index,
                          const char *name, const char *text, enum column_role role)
{
    const struct header_column *column = &test->facts->columns[index];
    assert_true(index < test->facts->column_count);
    assert_string_equal(column->name, name);
    assert_string_equal(column->text, text);
    assert_int_equal(column->role, role);
}

/* Why a row is set aside, or NULL. */
struct first_record {
    const struct export_facts *facts;
    struct buffer reasons;
    struct buffer cells;
};

static enum symbar_status note_record(void *context, const struct record *record)
{
    struct first_record *seen = context;
    const char *reason = "-";
    for (size_t i = 0; i < seen->facts->set_aside_count && *reason == '-'; i++) {
        const struct set_aside_rule *rule = &seen->facts->set_aside[i];
        const struct cell *cell = &record->cells[rule->column];
        if (set_aside_applies(rule, cell->bytes, cell->byte_count))
            reason = rule->reason;
    }
    buffer_format(&seen->reasons, "%s;", reason);
    return SYMBAR_OK;
}

static void expect_set_aside(const struct platform_test *test, const char *reasons)
{
    struct first_record seen = { .facts = test->facts };
    assert_int_equal(csv_file_read(test->file, note_record, &seen, test->diagnostics),
                     SYMBAR_OK);
    assert_string_equal(seen.reasons.bytes, reasons);
    buffer_release(&seen.reasons);
}

static const char qualtrics[] =
    "StartDate,Status,IPAddress,Progress,Finished,Q1,Q2_1,Q2_1_TEXT\n"
    "Start Date,Response Type,IP Address,Progress,Finished,\"How likely,\nall in "
    "all?\",Grid - Row 1,Other\n"
    "\"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"Europe/Paris\"\"}\","
    "\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"ipAddress\"\"}\","
    "\"{\"\"ImportId\"\":\"\"progress\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\","
    "\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_1\"\"}\","
    "\"{\"\"ImportId\"\":\"\"QID2_1_TEXT\"\"}\"\n"
    "2026-01-05,IP Address,10.0.0.1,100,True,9,4,\n"
    "2026-01-05,Survey Preview,10.0.0.1,100,True,9,4,\n"
    "2026-01-05,IP Address,10.0.0.1,40,False,9,-99,\n"
    "2026-01-05,Spam,10.0.0.1,100,True,9,4,\n"
    "2026-01-05,1,10.0.0.1,100,1,9,4,\n"
    "2026-01-05,0,10.0.0.1,100,1,9,4,\n";

static void recognises_qualtrics(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, qualtrics);
    expect_platform(&test, "qualtrics", 3);
    expect_column(&test, 0, "StartDate", "Start Date", ROLE_METADATA);
    expect_column(&test, 2, "IPAddress", "IP Address", ROLE_PERSONAL);
    expect_column(&test, 5, "Q1", "How likely,\nall in all?", ROLE_OPEN);
    assert_string_equal(test.facts->columns[0].import_id, "startDate");
    assert_string_equal(test.facts->columns[6].import_id, "QID2_1");
    assert_int_equal(test.facts->missing_count, 2);
    assert_string_equal(test.facts->missing[0].text, "-99");
    assert_int_equal(test.facts->missing[0].kind, MISSING_BLANK);
    expect_set_aside(&test, "-;preview;unfinished;spam;preview;-;");
    release(&test);
}

static void recognises_qualtrics_with_single_quotes_or_fewer_rows(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, "Status,Q1\nStatus,Why?\n{'ImportId': 'status'},{'ImportId': "
                     "'QID1'}\n0,5\n");
    expect_platform(&test, "qualtrics", 3);
    assert_string_equal(test.facts->columns[1].import_id, "QID1");
    release(&test);

    open_text(&test, "StartDate,EndDate,Progress,Q1\n2026-01-01,2026-01-02,100,5\n");
    expect_platform(&test, "qualtrics", 1);
    expect_column(&test, 3, "Q1", "Q1", ROLE_OPEN);
    release(&test);

    open_text(&test, "StartDate,EndDate,Progress,Q1\nStart Date,End Date,Progress,Why?\n"
                     "2026-01-01,2026-01-02,100,5\n");
    expect_platform(&test, "qualtrics", 2);
    expect_column(&test, 3, "Q1", "Why?", ROLE_OPEN);
    release(&test);
}

static void recognises_old_qualtrics(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, "V1,V2,V7,V10,Q1,\nResponseID,ResponseSet,Status,Finished,Why?,\n"
                     "R_1,Default,0,1,5,\nR_2,Default,1,1,5,\nR_3,Default,0,0,5,\n");
    expect_platform(&test, "qualtrics-legacy", 2);
    expect_column(&test, 0, "V1", "ResponseID", ROLE_METADATA);
    expect_column(&test, 4, "Q1", "Why?", ROLE_OPEN);
    expect_set_aside(&test, "-;preview;unfinished;");
    release(&test);
}

static const char surveymonkey[] =
    "Respondent ID,Collector ID,Email Address,How satisfied are you?,,Which "
    "tools?,,,Rate us,,,,Grid,\n"
    ",,,Response,Other (please specify),Hammer,Saw,Other, - 1, - 2, - 3,Other (please "
    "specify),Speed,Price\n"
    "1,9,a@b.c,Very,,Hammer,Saw,,,2,,,Good,Bad\n"
    "2,9,a@b.c,,not really,Hammer,,,,,3,,Good,\n"
    "3,9,a@b.c,Very,,,,pliers,,,,no idea,,Good\n";

static void recognises_surveymonkey(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, surveymonkey);
    expect_platform(&test, "surveymonkey", 2);
    expect_column(&test, 0, "Respondent ID", "Respondent ID", ROLE_METADATA);
    expect_column(&test, 2, "Email Address", "Email Address", ROLE_PERSONAL);
    expect_column(&test, 3, "How satisfied are you?", "How satisfied are you?",
                  ROLE_OPEN);
    expect_column(&test, 4, "How satisfied are you? [Other (please specify)]",
                  "How satisfied are you? [Other (please specify)]", ROLE_OPEN);
    expect_column(&test, 6, "Which tools? [Saw]", "Which tools? [Saw]", ROLE_OPEN);
    expect_column(&test, 9, "Rate us [2]", "Rate us [2]", ROLE_OPEN);
    expect_column(&test, 13, "Grid [Price]", "Grid [Price]", ROLE_OPEN);
    /* only of "Rate us" did everybody tick one option; the tools were ticked together,
       the grid holds answers */
    assert_int_equal(test.facts->file_column_count, 14);
    assert_int_equal(test.facts->column_count, 15);
    expect_column(&test, 14, "Rate us", "Rate us", ROLE_OPEN);
    assert_int_equal(test.facts->columns[14].first_part, 8);
    assert_int_equal(test.facts->columns[14].part_count, 3);
    release(&test);
}

static enum symbar_status write_cells(void *context, const struct record *record)
{
    for (size_t i = 0; i < record->cell_count; i++) {
        buffer_format(context, "[%llu.%llu%s ", (unsigned long long)record->cells[i].line,
                      (unsigned long long)record->cells[i].column,
                      record->cells[i].is_unquoted_empty ? "-" : "");
        buffer_append(context, record->cells[i].bytes, record->cells[i].byte_count);
        buffer_text(context, "]");
    }
    buffer_text(context, ";");
    return SYMBAR_OK;
}

static void joins_options_of_one_question(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    struct buffer cells = { 0 };
    const size_t columns[] = { 14, 0, 14 };
    open_text(&test, surveymonkey);
    assert_int_equal(csv_file_select(test.file, columns, 3, test.diagnostics), SYMBAR_OK);
    assert_int_equal(csv_file_read(test.file, write_cells, &cells, test.diagnostics),
                     SYMBAR_OK);
    assert_string_equal(cells.bytes, "[3.30 2][3.1 1][3.30 2];[4.34 3][4.1 2][4.34 3];"
                                     "[5.26- ][5.1 3][5.26- ];");
    buffer_release(&cells);
    release(&test);
}

/* Two ticks that only come after the rows that were looked at are shown both, so that no
   answer is made up. */
static void joins_two_ticks_into_one_text(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    struct buffer text = { 0 };
    struct buffer cells = { 0 };
    buffer_text(&text, "Respondent ID,Collector ID,Rate us,\n,,Good,Bad\n");
    for (int i = 0; i < 300; i++)
        buffer_format(&text, "%d,1,%s\n", i, i % 2 ? "Good," : ",Bad");
    buffer_text(&text, "300,1,Good,Bad\n");
    open_text(&test, text.bytes);
    const size_t columns[] = { 4 };
    assert_int_equal(csv_file_select(test.file, columns, 1, test.diagnostics), SYMBAR_OK);
    assert_int_equal(csv_file_read(test.file, write_cells, &cells, test.diagnostics),
                     SYMBAR_OK);
    static const char last[] = "[303.7 Good; Bad];";
    assert_string_equal(cells.bytes + cells.byte_count - (sizeof last - 1), last);
    buffer_release(&cells);
    buffer_release(&text);
    release(&test);
}

static void recognises_limesurvey(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, "\xef\xbb\xbf\"id\",\"submitdate\",\"lastpage\",\"startlanguage\","
                     "\"Q01[SQ001]\"\r\n\"1\",\"2026-01-01\",\"3\",\"fr\",\"\"\r\n"
                     "\"2\",,\"1\",\"fr\",\r\n");
    expect_platform(&test, "limesurvey", 1);
    expect_column(&test, 4, "Q01[SQ001]", "Q01[SQ001]", ROLE_OPEN);
    assert_true(test.facts->unquoted_empty_is_not_shown);
    expect_set_aside(&test, "-;unfinished;");
    release(&test);

    open_text(&test, "id. Response ID;submitdate. Date submitted;lastpage. Last page;"
                     "Q01[SQ001]. How was it? [The 1. room]\n1;2026-01-01;3;5\n"
                     "2;;1;\n");
    expect_platform(&test, "limesurvey", 1);
    expect_set_aside(&test, "-;unfinished;");
    expect_column(&test, 0, "id", "Response ID", ROLE_METADATA);
    expect_column(&test, 3, "Q01[SQ001]", "How was it? [The 1. room]", ROLE_OPEN);
    /* a file without quotes was saved again: its empty cells tell nothing */
    assert_false(test.facts->unquoted_empty_is_not_shown);
    release(&test);
}

static void recognises_limesurvey_by_its_full_texts(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, "\"Response ID\",\"Date submitted\",\"Last page\",\"How was it?\"\n"
                     "\"1\",\"2026-01-01\",\"3\",\"5\"\n\"2\",\"\",\"1\",\"\"\n");
    expect_platform(&test, "limesurvey", 1);
    expect_column(&test, 1, "Date submitted", "Date submitted", ROLE_METADATA);
    expect_column(&test, 3, "How was it?", "How was it?", ROLE_OPEN);
    expect_set_aside(&test, "-;unfinished;");
    release(&test);
    open_text(&test, "Antwort ID;Datum Abgeschickt;Start-Sprache;Wie war es?\n1;;de;5\n");
    expect_platform(&test, "limesurvey", 1);
    expect_set_aside(&test, "unfinished;");
    release(&test);
}

static void recognises_limesurvey_with_renamed_headings(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, "id_reponse\tlangue\tradio\tweb\tamis\tage\n1\tfr\tY\tN\tN\t30\n"
                     "2\tde\tN\t\tY\t40\n");
    expect_platform(&test, "limesurvey", 1);
    release(&test);
    open_text(&test, "id\tlanguage\ta\tb\tc\n1\tfr\t1\tY\tN\n");
    expect_platform(&test, "generic", 1);
    release(&test);
}

static void recognises_forms_by_their_first_columns(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, "ID;Heure de d\xc3\xa9"
                     "but;Heure de fin;Adresse de messagerie;Nom;Service ?\n"
                     "1;a;b;anonymous;;5\n");
    expect_platform(&test, "microsoft-forms", 1);
    expect_column(&test, 3, "Adresse de messagerie", "Adresse de messagerie",
                  ROLE_PERSONAL);
    expect_column(&test, 5, "Service ?", "Service ?", ROLE_OPEN);
    release(&test);

    open_text(&test, "Horodateur,Votre magasin ?,Grille [Accueil]\n2026/01/01,Lyon,5\n");
    expect_platform(&test, "google-forms", 1);
    expect_column(&test, 0, "Horodateur", "Horodateur", ROLE_METADATA);
    expect_column(&test, 2, "Grille [Accueil]", "Grille [Accueil]", ROLE_OPEN);
    release(&test);
}

static void reads_googles_tabs_without_quotes(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    struct buffer text = { 0 };
    buffer_text(&text, "Timestamp\tWhy?\n");
    while (text.byte_count < 1200000)
        buffer_text(&text, "2026/01/01\tbecause it is so, and for no other reason\n");
    buffer_text(&text, "2026/01/01\t\"Good\" enough\n");
    open_text(&test, text.bytes);
    struct buffer cells = { 0 };
    assert_int_equal(csv_file_read(test.file, write_cells, &cells, test.diagnostics),
                     SYMBAR_OK);
    assert_non_null(strstr(cells.bytes, " \"Good\" enough]"));
    buffer_release(&cells);
    buffer_release(&text);
    release(&test);
}

static void recognises_typeform(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test,
              "#,\"How <strong>good</strong> is a < b?\",Response Type,Start Date (UTC),"
              "Submit Date (UTC),Network ID\nabc,5,completed,2026,2026,ff\n"
              "abd,5,started,2026,,ff\nabe,5,,2026,,ff\n");
    expect_platform(&test, "typeform", 1);
    expect_column(&test, 1, "How <strong>good</strong> is a < b?", "How good is a < b?",
                  ROLE_OPEN);
    expect_column(&test, 5, "Network ID", "Network ID", ROLE_PERSONAL);
    expect_set_aside(&test, "-;unfinished;unfinished;");
    release(&test);
}

static void recognises_redcap(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, "record_id,first_name,q1,staff_complete\n1,Ann,5,2\n");
    expect_platform(&test, "redcap", 1);
    expect_column(&test, 1, "first_name", "first_name", ROLE_PERSONAL);
    expect_column(&test, 3, "staff_complete", "staff_complete", ROLE_METADATA);
    release(&test);
    open_text(&test,
              "study_id,redcap_repeat_instrument,redcap_repeat_instance,q1\n1,,,5\n"
              "1,visit,1,\n1,visit,2,\n2,,,4\n");
    expect_platform(&test, "redcap", 1);
    expect_set_aside(&test, "-;repeated form;repeated form;-;");
    release(&test);
}

static void takes_the_rest_as_it_is(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    open_text(&test, " unit \xc2\xa0,E-mail,q1\nLyon,a@b.c,5\n");
    expect_platform(&test, "generic", 1);
    expect_column(&test, 0, "unit", "unit", ROLE_OPEN);
    expect_column(&test, 1, "E-mail", "E-mail", ROLE_PERSONAL);
    assert_int_equal(test.facts->set_aside_count, 0);
    release(&test);
}

static void believes_the_study(void **state)
{
    (void)state;
    struct platform_test test = { 0 };
    test.side.platform = "generic";
    test.side.has_header_rows = true;
    test.side.header_rows = 2;
    open_text(&test, qualtrics);
    expect_platform(&test, "generic", 2);
    expect_column(&test, 5, "Q1", "How likely,\nall in all?", ROLE_OPEN);
    assert_int_equal(test.facts->set_aside_count, 0);
    release(&test);

    test.side.platform = "google-forms";
    open_text(&test, "When,Why?\n2026/01/01,5\n");
    expect_platform(&test, "google-forms", 1);
    release(&test);
}

static void gives_a_reason_for_every_guess(void **state)
{
    (void)state;
    static const char *const expected[] = { "encoding", "delimiter", "quote",
                                            "decimal",  "platform",  "header_rows" };
    struct platform_test test = { 0 };
    open_text(&test, surveymonkey);
    assert_int_equal(test.facts->guess_count, 6);
    for (size_t i = 0; i < test.facts->guess_count; i++) {
        assert_string_equal(test.facts->guesses[i].what, expected[i]);
        assert_non_null(test.facts->guesses[i].value);
        assert_non_null(test.facts->guesses[i].because);
    }
    assert_string_equal(test.facts->guesses[4].value, "surveymonkey");
    assert_string_equal(test.facts->guesses[5].value, "2");
    release(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recognises_qualtrics),
        cmocka_unit_test(recognises_qualtrics_with_single_quotes_or_fewer_rows),
        cmocka_unit_test(recognises_old_qualtrics),
        cmocka_unit_test(recognises_surveymonkey),
        cmocka_unit_test(joins_options_of_one_question),
        cmocka_unit_test(joins_two_ticks_into_one_text),
        cmocka_unit_test(recognises_limesurvey),
        cmocka_unit_test(recognises_limesurvey_by_its_full_texts),
        cmocka_unit_test(recognises_limesurvey_with_renamed_headings),
        cmocka_unit_test(recognises_forms_by_their_first_columns),
        cmocka_unit_test(reads_googles_tabs_without_quotes),
        cmocka_unit_test(recognises_typeform),
        cmocka_unit_test(recognises_redcap),
        cmocka_unit_test(takes_the_rest_as_it_is),
        cmocka_unit_test(believes_the_study),
        cmocka_unit_test(gives_a_reason_for_every_guess),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

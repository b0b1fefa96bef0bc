/* What two exports have in common: units, pairs of questions, rows to keep. */
#include "ingest/draft.h"
#include "support/scratch.h"
#include "support/test.h"

#include <string.h>

struct drafted {
    struct scratch files[SIDE_COUNT];
    struct draft draft;
    struct symbar_diagnostics *diagnostics;
    enum symbar_status status;
};

static void draft_texts(struct drafted *drafted, const char *employees,
                        const char *customers)
{
    const char *texts[SIDE_COUNT] = { employees, customers };
    const char *paths[SIDE_COUNT];
    struct text_list files[SIDE_COUNT];
    drafted->draft = (struct draft){ .has_unit = false };
    drafted->diagnostics = symbar_diagnostics_create();
    for (int side = 0; side < SIDE_COUNT; side++) {
        scratch_write(&drafted->files[side], texts[side], strlen(texts[side]));
        paths[side] = drafted->files[side].path;
        files[side] = (struct text_list){ &paths[side], 1 };
    }
    drafted->status = ingest_draft(files, &drafted->draft, drafted->diagnostics);
}

static void lose(struct drafted *drafted)
{
    draft_release(&drafted->draft);
    symbar_diagnostics_free(drafted->diagnostics);
    for (int side = 0; side < SIDE_COUNT; side++)
        scratch_remove(&drafted->files[side]);
}

static void finds_units_by_their_names(void **state)
{
    (void)state;
    struct drafted drafted;
    draft_texts(&drafted,
                "Language,Team,Open,q\nen,Store 1,yes,1\nfr,Store 2,yes,2\nen,Store "
                "3,no,5\nfr,Store 1,no,5\nen,Store 2,no,3\n",
                "Lang;Magasin;Ouvert;q\nen;STORE-02;yes;1\nfr;store 001;no;5\nen;Store "
                "3;yes;3\nfr;Store 1;no;1\nen;Store 9;no;2\n");
    assert_int_equal(drafted.status, SYMBAR_OK);
    assert_true(drafted.draft.has_unit);
    assert_string_equal(drafted.draft.units[SIDE_EMPLOYEES].name, "Team");
    assert_string_equal(drafted.draft.units[SIDE_CUSTOMERS].name, "Magasin");
    assert_int_equal(drafted.draft.shared_units, 3);
    lose(&drafted);
    /* yes and no are no units, nor are ages */
    draft_texts(&drafted,
                "Open,Age,q\nyes,18-30,1\nno,31-50,2\nyes,18-30,5\nno,31-50,5\n",
                "Open,Age,q\nyes,18-30,1\nno,31-50,2\nyes,18-30,5\nno,31-50,5\n");
    assert_int_equal(drafted.status, SYMBAR_OK);
    assert_false(drafted.draft.has_unit);
    lose(&drafted);
}

static void pairs_what_reads_alike(void **state)
{
    (void)state;
    struct drafted drafted;
    draft_texts(
        &drafted,
        "Rooms are clean.,Problems are solved quickly by us,Would you recommend "
        "working here?,Tools work well\n1,1,0,1\n3,4,9,2\n5,2,10,5\n1,4,9,5\n",
        "rooms are clean,Problems were solved quickly,Do you recommend us?,Prices "
        "are fair\n2,1,0,1\n3,4,9,2\n5,2,10,5\n2,4,9,5\n");
    assert_int_equal(drafted.status, SYMBAR_OK);
    assert_int_equal(drafted.draft.pair_count, 3);
    assert_string_equal(drafted.draft.dimensions[0].id, "rooms-are-clean");
    assert_int_equal(drafted.draft.dimensions[0].lens, LENS_MIRROR);
    assert_string_equal(drafted.draft.dimensions[1].columns[SIDE_CUSTOMERS].name,
                        "Problems were solved quickly");
    assert_string_equal(drafted.draft.dimensions[2].id, "recommend");
    assert_int_equal(drafted.draft.dimensions[2].lens, LENS_SYMMETRY);
    assert_string_equal(drafted.draft.dimensions[2].scales[SIDE_CUSTOMERS]->id, "nps");
    lose(&drafted);
}

/* Two questions that resemble one equally: none is taken. */
static void leaves_out_what_is_doubtful(void **state)
{
    (void)state;
    struct drafted drafted;
    draft_texts(&drafted,
                "The staff answered my questions quickly,The board answered my questions "
                "quickly,Lunch is good\n1,1,1\n3,4,5\n5,2,3\n1,4,1\n",
                "The crew answered my questions quickly,Lunch is good\n1,1\n3,4\n5,2\n1,"
                "4\n");
    assert_int_equal(drafted.status, SYMBAR_OK);
    assert_int_equal(drafted.draft.pair_count, 1);
    assert_string_equal(drafted.draft.dimensions[0].label, "Lunch is good");
    size_t doubtful = 0;
    for (size_t i = 0; i < drafted.draft.notes.count; i++)
        doubtful += strncmp(drafted.draft.notes.texts[i], "Doubtful", 8) == 0;
    assert_int_equal(doubtful, 2);
    lose(&drafted);
}

static void keeps_finished_rows_and_names_equal_columns(void **state)
{
    (void)state;
    struct drafted drafted;
    draft_texts(&drafted, "q,q,Finished\n1,5,True\n3,4,True\n5,2,False\n1,4,True\n",
                "Termin\xc3\xa9,q\noui,1\noui,4\noui,2\noui,4\n");
    assert_int_equal(drafted.status, SYMBAR_OK);
    assert_true(drafted.draft.keep[SIDE_EMPLOYEES].is_given);
    assert_int_equal(drafted.draft.keep[SIDE_EMPLOYEES].in.count, 1);
    assert_string_equal(drafted.draft.keep[SIDE_EMPLOYEES].in.texts[0], "True");
    /* nobody to leave out */
    assert_false(drafted.draft.keep[SIDE_CUSTOMERS].is_given);
    assert_int_equal(drafted.draft.pair_count, 1);
    assert_int_equal(drafted.draft.dimensions[0].columns[SIDE_EMPLOYEES].occurrence, 1);
    assert_int_equal(drafted.draft.dimensions[0].columns[SIDE_CUSTOMERS].occurrence, 0);
    lose(&drafted);
}

static void refuses_what_has_no_questions(void **state)
{
    (void)state;
    struct drafted drafted;
    draft_texts(&drafted, "a,b\nx,y\nz,w\n", "c\nv\nu\n");
    assert_int_equal(drafted.status, SYMBAR_BAD_INPUT);
    lose(&drafted);
}

static void drafts_from_one_row_per_answer(void **state)
{
    (void)state;
    struct drafted drafted;
    draft_texts(&drafted,
                "Participant;Store;Question id;Question;Answer\n"
                "1;Lyon;A;Rooms are clean;1\n1;Lyon;B;Lunch is good;3\n"
                "2;Nice;A;Rooms are clean;5\n2;Nice;B;Lunch is good;2\n"
                "3;Metz;A;Rooms are clean;4\n3;Metz;B;Lunch is good;5\n"
                "4;Metz;A;Rooms are clean;4\n4;Metz;B;Lunch is good;5\n",
                "shop,Rooms are clean,Lunch is good\nLyon,1,1\nNice,3,4\nMetz,5,2\n"
                "Metz,1,4\n");
    assert_int_equal(drafted.status, SYMBAR_OK);
    assert_true(drafted.draft.is_long[SIDE_EMPLOYEES]);
    assert_false(drafted.draft.is_long[SIDE_CUSTOMERS]);
    assert_string_equal(drafted.draft.respondents[SIDE_EMPLOYEES].name, "Participant");
    assert_string_equal(drafted.draft.questions[SIDE_EMPLOYEES].name, "Question");
    assert_string_equal(drafted.draft.answers[SIDE_EMPLOYEES].name, "Answer");
    assert_string_equal(drafted.draft.units[SIDE_EMPLOYEES].name, "Store");
    assert_int_equal(drafted.draft.pair_count, 2);
    lose(&drafted);
    /* the same headings, but everybody has one row */
    draft_texts(&drafted,
                "Participant,Question,Answer\n1,1,1\n2,2,3\n3,1,5\n4,2,2\n5,1,4\n6,3,5\n",
                "Question,q\n1,1\n3,4\n5,2\n");
    assert_int_equal(drafted.status, SYMBAR_OK);
    assert_false(drafted.draft.is_long[SIDE_EMPLOYEES]);
    lose(&drafted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_units_by_their_names),
        cmocka_unit_test(pairs_what_reads_alike),
        cmocka_unit_test(leaves_out_what_is_doubtful),
        cmocka_unit_test(keeps_finished_rows_and_names_equal_columns),
        cmocka_unit_test(refuses_what_has_no_questions),
        cmocka_unit_test(drafts_from_one_row_per_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

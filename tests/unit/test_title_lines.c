#include "ingest/title_lines.h"
#include "support/test.h"

#include <string.h>

enum { MOST_ROWS = 12, MOST_CELLS = 8 };

/* Rows end with a bar, cells with a comma; how many rows are above the header. */
static size_t titles_of(const char *text)
{
    static struct cell cells[MOST_ROWS][MOST_CELLS];
    struct record rows[MOST_ROWS] = { 0 };
    struct sample sample = { .rows = rows };
    const char *begin = text;
    for (const char *at = text; *at; at++) {
        if (*at != ',' && *at != '|')
            continue;
        struct record *row = &rows[sample.row_count];
        row->cells = cells[sample.row_count];
        cells[sample.row_count][row->cell_count++] =
            (struct cell){ .bytes = begin, .byte_count = (size_t)(at - begin) };
        begin = at + 1;
        sample.row_count += *at == '|';
    }
    sample.column_count = rows[0].cell_count;
    return title_row_count(&sample);
}

static void finds_titles(void **state)
{
    (void)state;
    /* as wide as the table, which is how spreadsheets save them */
    assert_int_equal(titles_of("Survey 2026,,|Store,Q1,Q2|Lyon,5,4|Nice,4,4|"), 1);
    assert_int_equal(titles_of("Survey,,,,|Exported,2026-11-27,,,|Store,Q1,Q2,Q3,Q4|"
                               "Lyon,5,4,1,2|Nice,4,4,2,2|"),
                     2);
    /* a line as it is */
    assert_int_equal(titles_of("Survey 2026|Store,Q1,Q2|Lyon,5,4|Nice,4,4|"), 1);
    assert_int_equal(titles_of("Survey 2026|Store,Q1|Lyon,5|Nice,4|"), 1);
    assert_int_equal(titles_of("Lyon, Nice and Paris|By post|Store,Q1,Q2|"
                               "Lyon,5,4|Nice,4,4|Paris,5,5|"),
                     2);
    assert_int_equal(titles_of("Survey,,|Exported,2026-11-27,|Store,Q1,Q2|Lyon,5,4|"
                               "Nice,4,4|Paris,5,5|"),
                     2);
    /* words for answers, which come again */
    assert_int_equal(titles_of("Survey,,|Store,Service,Price|Lyon,Good,Bad|"
                               "Nice,Good,Good|Paris,Bad,Good|"),
                     1);
    /* a column without a name among others */
    assert_int_equal(
        titles_of("Survey,,,|Store,,Service,Price|Lyon,x,Good,Bad|Nice,,Good,Good|"), 1);
}

static void leaves_headers_alone(void **state)
{
    (void)state;
    assert_int_equal(titles_of("Store,Q1,Q2|Lyon,5,4|Nice,4,4|"), 0);
    /* texts below a full header, however different from each other */
    assert_int_equal(titles_of("Store,Name,City|A,Ann,Rome|B,Bob,Oslo|"), 0);
    /* a header that lacks names over most columns: the row below it is of answers */
    assert_int_equal(titles_of("Store,,|Lyon,5,4|Nice,4,4|"), 0);
    assert_int_equal(titles_of("Store,,,|Lyon,Good,Bad,Good|Lyon,Bad,Bad,Good|"), 0);
    assert_int_equal(titles_of("Store,,,|Lyon,Good,,|Nice,Bad,,|Oslo,,,|"), 0);
    assert_int_equal(titles_of("Comment,|Fine,thanks|Well,done|"), 0);
    /* one that lacks the last name; without numbers nothing tells that it does */
    assert_int_equal(titles_of("Store,Q1|Lyon,5,4|Nice,4,4|"), 0);
    assert_int_equal(titles_of("Store,Name|A,Ann,Rome|B,Bob,Oslo|"), 0);
    /* names below names: two header rows */
    assert_int_equal(titles_of("Q1,Q2,Q3|How are you?,And now?,Why?|5,4,x|4,4,y|"), 0);
    /* one column, and next to nothing */
    assert_int_equal(titles_of("Comment|Fine|Well|Good|"), 0);
    assert_int_equal(titles_of("Survey 2026|Store,Q1|"), 0);
    assert_int_equal(titles_of("Survey 2026|"), 0);
    assert_int_equal(titles_of(""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_titles),
        cmocka_unit_test(leaves_headers_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

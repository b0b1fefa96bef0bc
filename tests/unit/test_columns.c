#include "base/memory.h"
#include "ingest/columns.h"
#include "support/test.h"

#include <string.h>

enum { MOST_COLUMNS = 8 };

struct header {
    struct header_column columns[MOST_COLUMNS];
    struct export_facts facts;
};

/* One more header row: names, then texts, then import ids. */
static void add_row(struct header *header, const char *const *texts)
{
    struct export_facts *facts = &header->facts;
    size_t row = facts->header_rows++;
    for (size_t i = 0; texts[i]; i++) {
        struct header_column *column = &header->columns[i];
        if (row == 0)
            *column = (struct header_column){ .name = texts[i],
                                              .text = texts[i],
                                              .import_id = "" };
        else if (row == 1)
            column->text = texts[i];
        else
            column->import_id = texts[i];
        facts->column_count = i + 1;
    }
    facts->columns = header->columns;
    facts->platform = "generic";
}

#define ROW(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct fixture {
    struct header header;
    struct item items[3];
    struct dimension dimension;
    struct study study;
    struct column_plan plan;
    struct symbar_diagnostics *diagnostics;
};

static void set_up(struct fixture *fixture)
{
    *fixture = (struct fixture){ 0 };
    fixture->dimension.questions[SIDE_EMPLOYEES] =
        (struct question){ fixture->items, 1, 1 };
    fixture->study.path = "symbar.json";
    fixture->study.dimensions = &fixture->dimension;
    fixture->study.dimension_count = 1;
    fixture->items[0].column.pointer = "/dimensions/0/employees";
    fixture->diagnostics = symbar_diagnostics_create();
}

static enum symbar_status resolve(struct fixture *fixture)
{
    return columns_resolve(&fixture->study, SIDE_EMPLOYEES, &fixture->header.facts,
                           "staff.csv", &fixture->plan, fixture->diagnostics);
}

static void tear_down(struct fixture *fixture)
{
    column_plan_release(&fixture->plan);
    symbar_diagnostics_free(fixture->diagnostics);
}

static void assert_found(struct fixture *fixture, struct column_ref ref, size_t column)
{
    fixture->items[0].column = ref;
    assert_int_equal(resolve(fixture), SYMBAR_OK);
    assert_int_equal(fixture->plan.selected[fixture->plan.item_slots[0]], column);
    column_plan_release(&fixture->plan);
}

static void assert_refused(struct fixture *fixture, struct column_ref ref, const char *id,
                           const char *message, const char *hint)
{
    ref.pointer = "/dimensions/0/employees";
    fixture->items[0].column = ref;
    assert_int_equal(resolve(fixture), SYMBAR_BAD_INPUT);
    assert_int_equal(symbar_diagnostics_count(fixture->diagnostics), 1);
    const struct symbar_diagnostic *diagnostic =
        symbar_diagnostics_at(fixture->diagnostics, 0);
    assert_string_equal(diagnostic->id, id);
    assert_string_equal(diagnostic->message, message);
    assert_string_equal(diagnostic->path, "symbar.json");
    assert_string_equal(diagnostic->pointer, "/dimensions/0/employees");
    if (hint)
        assert_string_equal(diagnostic->hint, hint);
    else
        assert_null(diagnostic->hint);
    symbar_diagnostics_free(fixture->diagnostics);
    fixture->diagnostics = symbar_diagnostics_create();
}

static void finds_columns_by_name(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    add_row(&fixture.header, ROW("id", "store", "Q5", "Q5", "Q6\nwhy", "E\xcc\x81tat"));
    assert_found(&fixture, (struct column_ref){ .text = "store" }, 1);
    assert_found(&fixture, (struct column_ref){ .text = "Q5", .occurrence = 2 }, 3);
    assert_found(&fixture, (struct column_ref){ .text = "Q6 why" }, 4);
    assert_found(&fixture, (struct column_ref){ .text = "\xc3\x89tat" }, 5);
    assert_refused(&fixture, (struct column_ref){ .text = "stroe" }, "unknown-column",
                   "staff.csv has no column 'stroe'", "did you mean 'store'?");
    assert_refused(&fixture, (struct column_ref){ .text = "Q5" }, "duplicate-column",
                   "staff.csv has 2 columns 'Q5'",
                   "write {\"name\": \"Q5\", \"occurrence\": 1} for the first of them");
    assert_refused(&fixture, (struct column_ref){ .text = "Q5", .occurrence = 3 },
                   "unknown-column", "staff.csv has 2 columns 'Q5', no occurrence 3",
                   NULL);
    assert_refused(
        &fixture, (struct column_ref){ .text = "magasin" }, "unknown-column",
        "staff.csv has no column 'magasin'",
        "its columns are 'id', 'store', 'Q5', 'Q5', 'Q6\\nwhy', 'E\xcc\x81tat'");
    tear_down(&fixture);
}

static void finds_columns_by_what_stands_below_the_name(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    add_row(&fixture.header, ROW("ResponseId", "Q1", "Q2_1"));
    add_row(&fixture.header, ROW("Response ID", "How was it?", "Rate us\n- Speed"));
    add_row(&fixture.header, ROW("_recordId", "QID1", "QID2_1"));
    assert_found(&fixture,
                 (struct column_ref){ .by = COLUMN_BY_TEXT, .text = "How was it?" }, 1);
    assert_found(&fixture,
                 (struct column_ref){ .by = COLUMN_BY_TEXT, .text = "Rate us - Speed" },
                 2);
    assert_found(&fixture,
                 (struct column_ref){ .by = COLUMN_BY_IMPORT_ID, .text = "QID1" }, 1);
    assert_found(&fixture,
                 (struct column_ref){ .by = COLUMN_BY_IMPORT_ID, .text = "QID2_1" }, 2);
    assert_refused(
        &fixture, (struct column_ref){ .by = COLUMN_BY_IMPORT_ID, .text = "QID2" },
        "unknown-column", "staff.csv has no column with the import id 'QID2'", NULL);
    tear_down(&fixture);
}

static void finds_columns_by_index(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    add_row(&fixture.header, ROW("id", "store"));
    assert_found(&fixture, (struct column_ref){ .by = COLUMN_BY_INDEX, .index = 2 }, 1);
    assert_refused(&fixture, (struct column_ref){ .by = COLUMN_BY_INDEX, .index = 3 },
                   "unknown-column", "staff.csv has 2 columns, no column 3", NULL);
    fixture.header.facts.header_rows = 0;
    fixture.header.columns[1].name = "";
    assert_found(&fixture, (struct column_ref){ .by = COLUMN_BY_INDEX, .index = 1 }, 0);
    assert_refused(&fixture, (struct column_ref){ .text = "store" }, "unknown-column",
                   "column 'store' cannot be found in staff.csv, which has no header row",
                   "write {\"index\": 1} for its first column");
    tear_down(&fixture);
}

static void reads_a_column_once(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    add_row(&fixture.header, ROW("id", "store", "Q1", "Q2"));
    const struct keep_rule keep = { .column = { .text = "Q1" } };
    fixture.items[0].column.text = "Q1";
    fixture.items[1].column.text = "store";
    fixture.items[2].column.text = "Q1";
    fixture.dimension.questions[SIDE_EMPLOYEES].item_count = 3;
    fixture.study.sides[SIDE_EMPLOYEES] = (struct side_study){
        .has_unit = true, .unit = { .text = "store" }, .keep = &keep, .keep_count = 1
    };
    assert_int_equal(resolve(&fixture), SYMBAR_OK);
    assert_int_equal(fixture.plan.selected_count, 2);
    assert_int_equal(fixture.plan.item_slots[0], fixture.plan.keep_slots[0]);
    assert_int_equal(fixture.plan.item_slots[1], fixture.plan.unit_slot);
    tear_down(&fixture);
}

static void leaves_a_column_to_the_study_that_has_a_rule_for_it(void **state)
{
    (void)state;
    struct fixture fixture;
    const struct set_aside_rule rules[] = { { .column = 0 }, { .column = 1 } };
    const struct keep_rule keep = { .column = { .text = "Finished" } };
    set_up(&fixture);
    add_row(&fixture.header, ROW("Status", "Finished", "Q1"));
    fixture.header.facts.set_aside = rules;
    fixture.header.facts.set_aside_count = 2;
    fixture.items[0].column.text = "Q1";
    fixture.study.sides[SIDE_EMPLOYEES] =
        (struct side_study){ .sets_aside = true, .keep = &keep, .keep_count = 1 };
    assert_int_equal(resolve(&fixture), SYMBAR_OK);
    assert_int_equal(fixture.plan.selected[fixture.plan.set_aside_slots[0]], 0);
    assert_int_equal(fixture.plan.set_aside_slots[1], COLUMN_NONE);
    column_plan_release(&fixture.plan);
    fixture.study.sides[SIDE_EMPLOYEES].sets_aside = false;
    assert_int_equal(resolve(&fixture), SYMBAR_OK);
    assert_int_equal(fixture.plan.set_aside_slots[0], COLUMN_NONE);
    assert_int_equal(fixture.plan.selected_count, 2);
    tear_down(&fixture);
}

static void tells_all_that_is_missing(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    add_row(&fixture.header, ROW("id", "store"));
    fixture.items[0].column = (struct column_ref){ .text = "Q1", .pointer = "/a" };
    fixture.items[1].column = (struct column_ref){ .text = "Q2", .pointer = "/b" };
    fixture.dimension.questions[SIDE_EMPLOYEES].item_count = 2;
    fixture.study.sides[SIDE_EMPLOYEES] =
        (struct side_study){ .has_unit = true, .unit = { .text = "x", .pointer = "/c" } };
    assert_int_equal(resolve(&fixture), SYMBAR_BAD_INPUT);
    assert_int_equal(symbar_diagnostics_count(fixture.diagnostics), 3);
    tear_down(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_columns_by_name),
        cmocka_unit_test(finds_columns_by_what_stands_below_the_name),
        cmocka_unit_test(finds_columns_by_index),
        cmocka_unit_test(reads_a_column_once),
        cmocka_unit_test(leaves_a_column_to_the_study_that_has_a_rule_for_it),
        cmocka_unit_test(tells_all_that_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

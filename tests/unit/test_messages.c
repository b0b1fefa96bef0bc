#include "base/diagnostics.h"
#include "cli/messages.h"
#include "support/test.h"

#include <string.h>

static void assert_rendered(const struct symbar_diagnostics *diagnostics, size_t first,
                            bool is_quiet, const char *expected)
{
    struct buffer text = { 0 };
    messages_render(&text, diagnostics, first, is_quiet);
    assert_string_equal(text.bytes ? text.bytes : "", expected);
    buffer_release(&text);
}

static void says_it_as_the_contract_does(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    const uint64_t lines[] = { 1842, 1907, 2011, 2012 };
    for (size_t i = 0; i < 14; i++) {
        struct place place = { "in/clients.csv", NULL, lines[i < 3 ? i : 3], 27 };
        fail(diagnostics, DIAG_CANNOT_OPEN, place,
             "column 'Q3[SQ001]': answer '6' is outside scale 'csat5' (1 to 5)");
        hint(diagnostics,
             "if 6 means \"no opinion\", list it under customers.missing.dont_know");
    }
    fail(diagnostics, DIAG_UNKNOWN_KEY,
         (struct place){ .path = "symbar.json", .pointer = "/scales/csat5/mni" },
         "unknown key 'mni'");
    assert_rendered(
        diagnostics, 0, false,
        "symbar: error: in/clients.csv:1842:27: column 'Q3[SQ001]': answer '6' is "
        "outside scale 'csat5' (1 to 5) [cannot-open]\n"
        "symbar:   seen 14 times in this column; lines 1842, 1907, 2011, ...\n"
        "symbar:   hint: if 6 means \"no opinion\", list it under "
        "customers.missing.dont_know\n"
        "symbar: error: symbar.json: /scales/csat5/mni: unknown key 'mni' "
        "[unknown-key]\n");
    symbar_diagnostics_free(diagnostics);
}

static void lists_all_lines_when_they_are_few(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    warn(diagnostics, DIAG_CANNOT_OPEN, (struct place){ "a", NULL, 2, 0 }, "odd");
    warn(diagnostics, DIAG_CANNOT_OPEN, (struct place){ "a", NULL, 9, 0 }, "odd");
    note(diagnostics, DIAG_CANNOT_OPEN, (struct place){ .path = "-" }, "even");
    note(diagnostics, DIAG_CANNOT_OPEN, (struct place){ .path = "-" }, "even");
    assert_rendered(diagnostics, 0, false,
                    "symbar: warning: a:2: odd [cannot-open]\n"
                    "symbar:   seen 2 times; lines 2, 9\n"
                    "symbar: note: standard input: even [cannot-open]\n");
    symbar_diagnostics_free(diagnostics);
}

static void escapes_what_a_path_may_hold(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    fail(diagnostics, DIAG_CANNOT_OPEN,
         (struct place){ .path = "a\x1b[2J\nb", .pointer = "/k\n\xff" },
         "cell '\x1b[31m'");
    assert_rendered(diagnostics, 0, false,
                    "symbar: error: a\\x1b[2J\\nb: /k\\n\\xff: cell '\\x1b[31m' "
                    "[cannot-open]\n");
    symbar_diagnostics_free(diagnostics);
}

static void quiet_silences_all_but_errors(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    warn(diagnostics, DIAG_CANNOT_OPEN, (struct place){ 0 }, "warning");
    fail(diagnostics, DIAG_CANNOT_OPEN, (struct place){ 0 }, "error");
    note(diagnostics, DIAG_CANNOT_OPEN, (struct place){ 0 }, "note");
    assert_rendered(diagnostics, 0, true, "symbar: error: error [cannot-open]\n");
    assert_rendered(diagnostics, 2, true, "");
    symbar_diagnostics_free(diagnostics);
}

static size_t count_lines_with(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        count++;
    return count;
}

static void
shows_twenty_and_counts_the_rest_but_never_drops_an_error_for_a_warning(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    for (int i = 0; i < 24; i++)
        warn(diagnostics, DIAG_CANNOT_OPEN, (struct place){ 0 }, "w%d", i);
    for (int i = 0; i < 3; i++)
        fail(diagnostics, DIAG_CANNOT_OPEN, (struct place){ 0 }, "e%d", i);
    struct buffer text = { 0 };
    messages_render(&text, diagnostics, 0, false);
    assert_int_equal(count_lines_with(text.bytes, "warning: "), 17);
    assert_int_equal(count_lines_with(text.bytes, "error: "), 3);
    assert_non_null(strstr(text.bytes, "symbar: and 7 more problems\n"));
    buffer_release(&text);
    assert_rendered(diagnostics, 26, false, "symbar: error: e2 [cannot-open]\n");
    symbar_diagnostics_free(diagnostics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_it_as_the_contract_does),
        cmocka_unit_test(lists_all_lines_when_they_are_few),
        cmocka_unit_test(escapes_what_a_path_may_hold),
        cmocka_unit_test(quiet_silences_all_but_errors),
        cmocka_unit_test(
            shows_twenty_and_counts_the_rest_but_never_drops_an_error_for_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

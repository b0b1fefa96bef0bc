#include "base/diagnostics.h"
#include "base/memory.h"
#include "support/test.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* cmocka has a macro fail(); in parentheses the name is ours. */
#define report (fail)

static const struct place nowhere = { 0 };

static void counts_the_same_thing_once(void **state)
{
    (void)state;
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    for (uint64_t line = 10; line < 15; line++)
        assert_int_equal(report(list, DIAG_UNKNOWN_KEY,
                                (struct place){ .path = "a.csv", .line = line },
                                "key '%s'", "x"),
                         SYMBAR_BAD_INPUT);
    assert_int_equal(report(list, DIAG_UNKNOWN_KEY, (struct place){ .path = "b.csv" },
                            "key '%s'", "x"),
                     SYMBAR_BAD_INPUT);
    warn(list, DIAG_UNKNOWN_KEY, (struct place){ .path = "b.csv" }, "key '%s'", "x");
    assert_int_equal(symbar_diagnostics_count(list), 3);
    const struct symbar_diagnostic *first = symbar_diagnostics_at(list, 0);
    assert_string_equal(first->id, "unknown-key");
    assert_int_equal(first->count, 5);
    assert_int_equal(first->line, 10);
    assert_int_equal(first->line_count, 3);
    assert_int_equal(first->lines[0], 10);
    assert_int_equal(first->lines[2], 12);
    assert_int_equal(symbar_diagnostics_at(list, 1)->severity, SYMBAR_ERROR);
    assert_int_equal(symbar_diagnostics_at(list, 2)->severity, SYMBAR_WARNING);
    assert_int_equal(diagnostics_error_count(list), 2);
    symbar_diagnostics_free(list);
}

/* A file that both sides read, or a draft and then the report. */
static void counts_one_cell_once(void **state)
{
    (void)state;
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    const struct place cell = { .path = "a.csv", .line = 10, .column = 3 };
    for (int i = 0; i < 3; i++)
        warn(list, DIAG_UNKNOWN_KEY, cell, "key '%s'", "x");
    assert_int_equal(symbar_diagnostics_at(list, 0)->count, 1);
    warn(list, DIAG_UNKNOWN_KEY,
         (struct place){ .path = "a.csv", .line = 10, .column = 9 }, "key '%s'", "x");
    assert_int_equal(symbar_diagnostics_count(list), 1);
    assert_int_equal(symbar_diagnostics_at(list, 0)->count, 2);
    symbar_diagnostics_free(list);
}

/* The words of po/fr.po; the English ones stay what programs read. */
static void tells_in_a_language_as_well(void **state)
{
    (void)state;
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    symbar_diagnostics_speak(list, "fr");
    struct symbar_diagnostics *part = diagnostics_create_like(list);
    report(part, DIAG_UNKNOWN_FORMAT, nowhere, "unknown format '%s'", "a\x1b");
    hint(part, "did you mean '%s'?", "csv");
    fail_system(part, DIAG_CANNOT_OPEN, nowhere, "cannot open", ENOENT);
    warn(part, DIAG_UNKNOWN_KEY, nowhere, "no catalogue has this %s", "x");
    diagnostics_merge(list, part);
    symbar_diagnostics_free(part);
    const struct symbar_diagnostic *first = symbar_diagnostics_at(list, 0);
    assert_string_equal(first->message, "unknown format 'a\\x1b'");
    assert_string_equal(first->hint, "did you mean 'csv'?");
    const struct symbar_diagnostic *second = symbar_diagnostics_at(list, 1);
    assert_string_equal(second->message, "cannot open: no such file or directory");
    const struct symbar_diagnostic *third = symbar_diagnostics_at(list, 2);
    assert_string_equal(third->told, third->message);
    assert_null(third->told_hint);
    if (language_is_spoken(language_find("fr"))) {
        assert_string_equal(first->told, "format \xc2\xab\xc2\xa0"
                                         "a\\x1b\xc2\xa0\xc2\xbb inconnu");
        assert_string_equal(second->told, "ouverture impossible\xc2\xa0: fichier ou "
                                          "dossier introuvable");
        assert_non_null(strstr(first->told_hint, "vouliez-vous dire"));
    }
    symbar_diagnostics_speak(list, "xx");
    warn(list, DIAG_UNKNOWN_KEY, nowhere, "unknown format '%s'", "y");
    assert_string_equal(symbar_diagnostics_at(list, 3)->told, "unknown format 'y'");
    symbar_diagnostics_free(list);
}

static void lets_the_first_error_decide(void **state)
{
    (void)state;
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    warn(list, DIAG_UNKNOWN_KEY, nowhere, "a warning");
    note(list, DIAG_UNKNOWN_KEY, nowhere, "a note");
    assert_int_equal(diagnostics_status(list), SYMBAR_OK);
    assert_int_equal(symbar_diagnostics_at(list, 0)->status, SYMBAR_OK);
    (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "an error");
    (void)fail_no_memory(list);
    assert_int_equal(diagnostics_status(list), SYMBAR_BAD_INPUT);
    assert_int_equal(diagnostics_error_count(list), 2);
    symbar_diagnostics_free(list);
}

static void gives_hints_to_the_last_one(void **state)
{
    (void)state;
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    hint(list, "to nobody");
    (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "one");
    hint(list, "try %s\n", "this");
    hint(list, "too late");
    (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "two");
    (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "one");
    hint(list, "too late as well");
    assert_string_equal(symbar_diagnostics_at(list, 0)->hint, "try this\\n");
    assert_null(symbar_diagnostics_at(list, 1)->hint);
    symbar_diagnostics_free(list);
}

static void escapes_and_cuts_messages(void **state)
{
    (void)state;
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    char cell[4000] = "";
    for (size_t i = 0; i + 2 < sizeof cell; i += 2)
        memcpy(cell + i, "\xc3\xa9", 3); /* two bytes each: a cut may fall inside */
    (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "answer '%s'", "\x1b[2J");
    (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "%s", cell);
    (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "x%s", cell);
    assert_string_equal(symbar_diagnostics_at(list, 0)->message, "answer '\\x1b[2J'");
    for (size_t i = 1; i <= 2; i++) {
        const char *message = symbar_diagnostics_at(list, i)->message;
        assert_in_range(strlen(message), 1000, 1030);
        assert_null(strchr(message, '\\'));
        assert_string_equal(message + strlen(message) - 3, "...");
    }
    symbar_diagnostics_free(list);
}

static void stays_bounded(void **state)
{
    (void)state;
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    for (int i = 0; i < 1500; i++)
        (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "problem %d", i);
    hint(list, "for one that is not listed");
    (void)report(list, DIAG_UNKNOWN_KEY, nowhere, "problem %d", 999);
    assert_int_equal(symbar_diagnostics_count(list), 1000);
    assert_int_equal(symbar_diagnostics_unlisted(list), 500);
    assert_int_equal(symbar_diagnostics_at(list, 999)->count, 2);
    assert_null(symbar_diagnostics_at(list, 999)->hint);
    assert_int_equal(diagnostics_error_count(list), 1500);
    symbar_diagnostics_free(list);
}

static void takes_counts_from_elsewhere(void **state)
{
    (void)state;
    static const uint64_t lines[] = { 4, 9, 11, 20 };
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    diagnostics_seen(list, 3, lines, 1); /* of nothing */
    warn(list, DIAG_UNKNOWN_KEY, (struct place){ .line = 4 }, "seen before");
    diagnostics_seen(list, 14, lines, 4);
    const struct symbar_diagnostic *item = symbar_diagnostics_at(list, 0);
    assert_int_equal(item->count, 14);
    assert_int_equal(item->line_count, 3);
    assert_int_equal(item->lines[2], 11);
    symbar_diagnostics_free(list);
}

static void names_the_systems_reason(void **state)
{
    (void)state;
    struct symbar_diagnostics *list = symbar_diagnostics_create();
    assert_int_equal(fail_system(list, DIAG_CANNOT_OPEN, (struct place){ .path = "x" },
                                 "cannot open", ENOENT),
                     SYMBAR_BAD_INPUT);
    assert_string_equal(symbar_diagnostics_at(list, 0)->message,
                        "cannot open: no such file or directory");
    symbar_diagnostics_free(list);
}

static void merges_lists(void **state)
{
    (void)state;
    struct symbar_diagnostics *first = symbar_diagnostics_create();
    struct symbar_diagnostics *second = symbar_diagnostics_create();
    const struct place place = { .path = "a.csv", .line = 3 };
    warn(first, DIAG_UNKNOWN_KEY, place, "shared");
    warn(second, DIAG_UNKNOWN_KEY, (struct place){ .path = "a.csv", .line = 7 },
         "shared");
    warn(second, DIAG_UNKNOWN_KEY, (struct place){ .path = "a.csv", .line = 8 },
         "shared");
    (void)report(second, DIAG_UNKNOWN_KEY, place, "own");
    hint(second, "way out");
    for (int i = 0; i < 1200; i++)
        note(second, DIAG_UNKNOWN_KEY, nowhere, "note %d", i);
    (void)report(second, DIAG_NO_MEMORY, place, "not listed any more");
    diagnostics_merge(first, second);
    symbar_diagnostics_free(second);
    hint(first, "to nobody");
    const struct symbar_diagnostic *shared = symbar_diagnostics_at(first, 0);
    assert_int_equal(shared->count, 3);
    assert_int_equal(shared->line_count, 3);
    assert_int_equal(shared->lines[1], 7);
    assert_int_equal(shared->lines[2], 8);
    assert_string_equal(symbar_diagnostics_at(first, 1)->message, "own");
    assert_string_equal(symbar_diagnostics_at(first, 1)->hint, "way out");
    assert_int_equal(diagnostics_status(first), SYMBAR_BAD_INPUT);
    assert_int_equal(diagnostics_error_count(first), 2);
    assert_int_equal(symbar_diagnostics_unlisted(first), 203);
    symbar_diagnostics_free(first);
}

/* However memory fails, the status is right, and what is listed stays where it was. */
static void keeps_its_order_without_memory(void **state)
{
    (void)state;
    for (long successes = 0; successes < 60; successes++) {
        struct symbar_diagnostics *list = symbar_diagnostics_create();
        char message[32];
        memory_fail_after(successes);
        for (int i = 0; i < 20; i++)
            assert_int_equal(report(list, DIAG_UNKNOWN_KEY,
                                    (struct place){ .path = "a", .line = 1 }, "error %d",
                                    i),
                             SYMBAR_BAD_INPUT);
        memory_fail_after(-1);
        assert_int_equal(diagnostics_status(list), SYMBAR_BAD_INPUT);
        assert_int_equal(diagnostics_error_count(list), 20);
        for (int i = 0; i < 20; i++)
            (void)report(list, DIAG_UNKNOWN_KEY, (struct place){ .path = "a", .line = 2 },
                         "error %d", i);
        for (size_t i = 0; i < symbar_diagnostics_count(list); i++) {
            const struct symbar_diagnostic *item = symbar_diagnostics_at(list, i);
            int number = -1;
            if (sscanf(item->message, "error %d", &number) != 1)
                continue; /* its own text found no memory */
            snprintf(message, sizeof message, "error %d", number);
            assert_string_equal(item->message, message);
            assert_int_equal(item->lines[item->line_count - 1], 2);
        }
        symbar_diagnostics_free(list);
    }
}

static void documents_every_kind(void **state)
{
    (void)state;
    for (int kind = 0; kind < DIAG_COUNT; kind++) {
        const struct diagnostic_kind_info *info =
            diagnostic_kind_info((enum diagnostic_kind)kind);
        assert_true(strspn(info->id, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
                    strlen(info->id));
        assert_true(info->meaning[strlen(info->meaning) - 1] == '.');
        assert_true(strlen(info->remedy) > 5 && strlen(info->example) > 5);
        for (int other = 0; other < kind; other++)
            assert_string_not_equal(
                info->id, diagnostic_kind_info((enum diagnostic_kind)other)->id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_the_same_thing_once),
        cmocka_unit_test(counts_one_cell_once),
        cmocka_unit_test(tells_in_a_language_as_well),
        cmocka_unit_test(lets_the_first_error_decide),
        cmocka_unit_test(gives_hints_to_the_last_one),
        cmocka_unit_test(escapes_and_cuts_messages),
        cmocka_unit_test(stays_bounded),
        cmocka_unit_test(takes_counts_from_elsewhere),
        cmocka_unit_test(names_the_systems_reason),
        cmocka_unit_test(merges_lists),
        cmocka_unit_test(keeps_its_order_without_memory),
        cmocka_unit_test(documents_every_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The law that memory does not grow with the rows of the files: a report on exports ten
   times as long takes no more. Each run is a process of its own, so that its peak is
   its own. */
#include "support/folder.h"
#include "support/random.h"
#include "support/test.h"

#include <symbar/symbar.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* The first is long enough to fill every buffer that has a fixed size. */
enum { ROWS = 40000, TIMES = 10 };

static const char study_text[] =
    "{\"symbar\": 1,"
    " \"employees\": {\"files\": [\"short.csv\"], \"unit\": \"store\"},"
    " \"customers\": {\"files\": [\"short.csv\"], \"unit\": \"store\"},"
    " \"scales\": {\"nps\": {\"kind\": \"nps\", \"min\": 0, \"max\": 10},"
    "              \"agree5\": {\"kind\": \"likert\", \"min\": 1, \"max\": 5}},"
    " \"dimensions\": ["
    "  {\"id\": \"recommend\", \"scale\": \"nps\","
    "   \"employees\": \"q1\", \"customers\": \"q1\"},"
    "  {\"id\": \"heard\", \"scale\": \"agree5\","
    "   \"employees\": [\"q2\", \"q3\"], \"customers\": [\"q2\", \"q3\"]}]}";

static void write_export(const struct test_folder *folder, const char *name, size_t rows)
{
    struct test_random random = { 20261126 };
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("id,store,q1,q2,q3,comment\n", file);
    for (size_t i = 0; i < rows; i++) {
        size_t store = test_random_below(&random, 40);
        size_t answer = test_random_below(&random, 11);
        size_t agree = 1 + test_random_below(&random, 5);
        fprintf(file,
                "R%zu,Store %zu,%zu,%zu,%zu,\"said \"\"%zu\"\",\nand more than that\"\n",
                i, store, answer, agree, 6 - agree, i * 7919);
    }
    assert_int_equal(fclose(file), 0);
}

static bool ignore(void *context, const char *bytes, size_t byte_count)
{
    (void)context;
    (void)bytes;
    (void)byte_count;
    return true;
}

static int report_on(const char *study_path, const char *export_path)
{
    const struct symbar_inputs inputs = { &export_path, 1, &export_path, 1 };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    bool done =
        symbar_study_load(study_path, &inputs, &study, diagnostics) == SYMBAR_OK &&
        symbar_run(study, &report, diagnostics) == SYMBAR_OK &&
        symbar_report_write(report, "json", NULL, ignore, NULL, diagnostics) == SYMBAR_OK;
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* The largest peak of all runs so far, in what the system counts in. */
static long peak_of_run(const struct test_folder *folder, const char *name)
{
    char study_path[128];
    char export_path[128];
    snprintf(study_path, sizeof study_path, "%s/symbar.json", folder->path);
    snprintf(export_path, sizeof export_path, "%s/%s", folder->path, name);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(report_on(study_path, export_path));
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), EXIT_SUCCESS);
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
    return usage.ru_maxrss;
}

static bool is_measured_with_a_sanitizer(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    return true;
#endif
#endif
    return false;
}

static void does_not_grow_with_the_rows(void **state)
{
    (void)state;
    if (is_measured_with_a_sanitizer())
        skip(); /* it keeps what is freed */
    struct test_folder folder;
    test_folder_create(&folder);
    test_folder_text(&folder, "symbar.json", study_text);
    write_export(&folder, "short.csv", ROWS);
    write_export(&folder, "long.csv", (size_t)ROWS * TIMES);
    long once = peak_of_run(&folder, "short.csv");
    long ten_times = peak_of_run(&folder, "long.csv");
    test_folder_remove(&folder);
    if (ten_times > once + once / 5)
        print_error("peak memory grew from %ld to %ld\n", once, ten_times);
    assert_true(once > 0 && ten_times <= once + once / 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(does_not_grow_with_the_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

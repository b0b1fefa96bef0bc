/* What symbar.h promises of threads: two may use the library at once on objects of their
   own. Build with the preset tsan to see races and not only their outcome. */
#include "base/buffer.h"
#include "support/test.h"

#include <symbar/symbar.h>

#include <pthread.h>
#include <string.h>

enum { THREADS = 4, RUNS = 3 };

static const char *const studies[] = {
    SOURCE_DIR "/tests/cases/report/small/symbar.json",
    SOURCE_DIR "/tests/reference/pair/study-few.json",
};
enum { STUDIES = sizeof studies / sizeof *studies };

struct job {
    const char *study;
    size_t threads;       /* of the run itself */
    struct buffer report; /* every format, one after the other */
    bool went_well;
};

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

/* Nothing here asserts: cmocka's assertions belong to the main thread. */
static void *report_on(void *context)
{
    struct job *job = context;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    const struct symbar_work work = { .threads = job->threads };
    bool done = symbar_study_load(job->study, NULL, &study, diagnostics) == SYMBAR_OK;
    if (done) {
        symbar_study_set_work(study, &work);
        done = symbar_run(study, &report, diagnostics) == SYMBAR_OK;
    }
    const char *format;
    for (size_t i = 0; done && (format = symbar_format_name(i)); i++)
        done = symbar_report_write(report, format, NULL, append, &job->report,
                                   diagnostics) == SYMBAR_OK;
    job->went_well =
        done && !buffer_failed(&job->report) &&
        symbar_explain("index", 80, append, &job->report, diagnostics) == SYMBAR_OK;
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    return NULL;
}

static void assert_same(const struct job *job, const struct job *alone)
{
    assert_true(job->went_well);
    assert_int_equal(job->report.byte_count, alone->report.byte_count);
    assert_memory_equal(job->report.bytes, alone->report.bytes, alone->report.byte_count);
}

static void says_the_same_at_once_as_alone(void **state)
{
    (void)state;
    struct job alone[STUDIES] = { 0 };
    for (size_t i = 0; i < STUDIES; i++) {
        alone[i].study = studies[i];
        report_on(&alone[i]);
        assert_true(alone[i].went_well && alone[i].report.byte_count > 1000);
    }
    for (size_t run = 0; run < RUNS; run++) {
        pthread_t threads[THREADS];
        struct job jobs[THREADS] = { 0 };
        for (size_t i = 0; i < THREADS; i++) {
            jobs[i].study = studies[i % STUDIES];
            assert_int_equal(pthread_create(&threads[i], NULL, report_on, &jobs[i]), 0);
        }
        for (size_t i = 0; i < THREADS; i++)
            assert_int_equal(pthread_join(threads[i], NULL), 0);
        for (size_t i = 0; i < THREADS; i++) {
            assert_same(&jobs[i], &alone[i % STUDIES]);
            buffer_release(&jobs[i].report);
        }
    }
    for (size_t i = 0; i < STUDIES; i++)
        buffer_release(&alone[i].report);
}

static void says_the_same_in_any_number_of_threads(void **state)
{
    (void)state;
    for (size_t i = 0; i < STUDIES; i++) {
        struct job alone = { .study = studies[i] };
        report_on(&alone);
        for (size_t threads = 1; threads <= THREADS; threads++) {
            struct job job = { .study = studies[i], .threads = threads };
            report_on(&job);
            assert_same(&job, &alone);
            buffer_release(&job.report);
        }
        buffer_release(&alone.report);
    }
}

struct progress_seen {
    struct symbar_progress last;
    size_t calls;
    bool went_back;
};

static void see(void *context, const struct symbar_progress *progress)
{
    struct progress_seen *seen = context;
    seen->went_back = seen->went_back || progress->bytes_read < seen->last.bytes_read ||
                      progress->row_count < seen->last.row_count;
    seen->last = *progress;
    seen->calls++;
}

static void tells_how_far_it_is(void **state)
{
    (void)state;
    struct progress_seen seen = { .calls = 0 };
    const struct symbar_work work = { .threads = 2,
                                      .progress = see,
                                      .progress_context = &seen };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    assert_int_equal(symbar_study_load(studies[0], NULL, &study, diagnostics), SYMBAR_OK);
    symbar_study_set_work(study, &work);
    assert_int_equal(symbar_run(study, &report, diagnostics), SYMBAR_OK);
    assert_true(seen.calls >= 2 && !seen.went_back);
    assert_true(seen.last.byte_count > 0);
    assert_true(seen.last.bytes_read == seen.last.byte_count);
    assert_true(seen.last.row_count > 0);
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
}

static void leaves_out_hashes_where_nobody_sees_them(void **state)
{
    (void)state;
    const struct symbar_work work = { .no_sha256 = true };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    struct buffer text = { 0 };
    assert_int_equal(symbar_study_load(studies[0], NULL, &study, diagnostics), SYMBAR_OK);
    symbar_study_set_work(study, &work);
    assert_int_equal(symbar_run(study, &report, diagnostics), SYMBAR_OK);
    assert_int_equal(
        symbar_report_write(report, "text", NULL, append, &text, diagnostics), SYMBAR_OK);
    assert_int_equal(
        symbar_report_write(report, "json", NULL, append, &text, diagnostics),
        SYMBAR_BAD_USAGE);
    buffer_release(&text);
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_the_same_at_once_as_alone),
        cmocka_unit_test(says_the_same_in_any_number_of_threads),
        cmocka_unit_test(tells_how_far_it_is),
        cmocka_unit_test(leaves_out_hashes_where_nobody_sees_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

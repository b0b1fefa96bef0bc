/* libsymbar: the symmetry barometer as a library.

   Load a study, run it, write its report:

       struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
       struct symbar_study *study = NULL;
       struct symbar_report *report = NULL;

       if (symbar_study_load("symbar.json", NULL, &study, diagnostics) == SYMBAR_OK &&
           symbar_run(study, &report, diagnostics) == SYMBAR_OK)
           symbar_report_write(report, "json", NULL, to_stdout, stdout, diagnostics);

       symbar_report_free(report);
       symbar_study_free(study);
       symbar_diagnostics_free(diagnostics);

   Ownership: what a function gives through an `_out` pointer belongs to the caller and is
   given back with the matching _free, which takes NULL. Outputs are set on success only.
   Strings returned as `const char *` are borrowed. A report keeps its study's data: free
   the study after its reports.

   A path of something that is read may be "-", which is standard input.

   Errors: see <symbar/diagnostics.h>. Nothing here prints, exits, keeps globals or reads
   the environment. Two threads may use the library at once on objects of their own. */
#ifndef SYMBAR_SYMBAR_H
#define SYMBAR_SYMBAR_H

#include <symbar/diagnostics.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

SYMBAR_API const char *symbar_version(void); /* "0.1.0" */

struct symbar_study;
struct symbar_report;

/* Files that stand in for the study's, per side; count 0 leaves the study's. */
struct symbar_inputs {
    const char *const *employees;
    size_t employee_count;
    const char *const *customers;
    size_t customer_count;
};

/* Reads and checks a study file. `inputs` may be NULL. Paths inside the study are
   relative to it. Status: SYMBAR_OK, SYMBAR_BAD_INPUT, SYMBAR_NO_MEMORY. */
SYMBAR_API enum symbar_status
symbar_study_load(const char *path, const struct symbar_inputs *inputs,
                  struct symbar_study **study_out,
                  struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
SYMBAR_API void symbar_study_free(struct symbar_study *study);

/* The files that a run of the study reads, as paths that can be opened: the study itself,
   the employees' files, the customers', the alias table. "-" is standard input. NULL past
   the last one. */
SYMBAR_API const char *symbar_study_file(const struct symbar_study *study, size_t index);

/* How far the reading of a study's files is. */
struct symbar_progress {
    uint64_t bytes_read;
    uint64_t byte_count; /* of all files; 0: not known */
    uint64_t row_count;  /* respondents so far */
};

typedef void symbar_progress_function(void *context,
                                      const struct symbar_progress *progress);

/* How runs of a study go about their work; what they give does not depend on it. */
struct symbar_work {
    size_t threads; /* 0: one, the caller's own */
    /* to read files with: "portable", "sse2", "avx2", "avx512", "neon"; "libcsv", which
       finds the cells, and is slower; "rows", by libcsv row by row, slower still; NULL,
       or what this processor does not have: the best there is */
    const char *instructions;
    /* NULL, or called now and then while files are read, by one thread at a time but not
       always by the same one */
    symbar_progress_function *progress;
    void *progress_context;
    /* The files are not hashed: for runs of which no report is written as JSON, which
       shows the SHA-256 of each file and is refused then. */
    bool no_sha256;
};

/* For the runs from now on. Without it: one thread. Threads are started here and sleep
   between runs until the study is freed; a process that forks meanwhile leaves them
   behind, so its child runs studies of its own. */
SYMBAR_API void symbar_study_set_work(struct symbar_study *study,
                                      const struct symbar_work *work);

/* Reads the study's files, computes every figure, hides what must not be shown, and
   attacks the result as symbar_audit() does. Status: SYMBAR_OK, SYMBAR_BAD_INPUT,
   SYMBAR_NO_MEMORY, SYMBAR_BUG when something hidden could be found. */
SYMBAR_API enum symbar_status
symbar_run(const struct symbar_study *study, struct symbar_report **report_out,
           struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same for a survey that is still open and reported again and again. `previous_path`
   is the JSON report that was released last: a group of which only a few answers are new
   keeps its figures and is marked `held`, so that the two reports together do not tell
   what these few answered. NULL: there is none. */
SYMBAR_API enum symbar_status
symbar_run_after(const struct symbar_study *study, const char *previous_path,
                 struct symbar_report **report_out,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
SYMBAR_API void symbar_report_free(struct symbar_report *report);

/* How a report looks; zeroed means 80 columns, no colour, Unicode, the ten widest units,
   in English. */
struct symbar_style {
    size_t width;
    bool color;
    bool ascii;
    bool plain;           /* labelled lines without tables, for screen readers and logs */
    long unit_limit;      /* 0: ten; negative: all */
    const char *language; /* of what people read: "en", "fr", "de", "es"; NULL: "en" */
    const char *csv_dialect; /* "rfc4180", "excel", "excel-fr"; NULL: "rfc4180" */
};

/* Takes all the bytes it is given and returns true, or false to stop the writing. */
typedef bool symbar_write_function(void *context, const char *bytes, size_t byte_count);

/* The languages that reports can be written in; NULL past the last one. */
SYMBAR_API const char *symbar_language_name(size_t index);

/* Writes a report in a format ("text", "json"). Status: SYMBAR_OK, SYMBAR_BAD_USAGE for
   an unknown format, language or dialect, SYMBAR_CANNOT_WRITE when `write` returned false
   (without a diagnostic: the caller knows why), SYMBAR_NO_MEMORY. */
SYMBAR_API enum symbar_status
symbar_report_write(const struct symbar_report *report, const char *format,
                    const struct symbar_style *style, symbar_write_function *write,
                    void *context,
                    struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Writes the tally of a study: its counts, without the people. With `min_n` above 0 units
   are matched and those below the floor are folded into "(other)", for publication; else
   units stand as the files write them, and reports from the tally are the reports from
   the files. Status: as symbar_run and symbar_report_write. */
SYMBAR_API enum symbar_status
symbar_tally_write(const struct symbar_study *study, unsigned long min_n,
                   symbar_write_function *write, void *context,
                   struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Whether a regular file begins as a tally does. */
SYMBAR_API bool symbar_is_tally(const char *path);

/* A study and its counts from `count` >= 1 tallies of one study, which add up. `work` is
   for the reading as well (see no_sha256) and for its runs; NULL: one thread. */
SYMBAR_API enum symbar_status
symbar_tallies_load(const char *const *paths, size_t count,
                    const struct symbar_work *work, struct symbar_study **study_out,
                    struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Attacks the JSON report at `path` with nothing but that file and, where it is not NULL,
   the older report at `previous_path`: can anybody hidden be found? The certificate of
   what was tried goes to `write`, as "text" or "json". Status: SYMBAR_OK when nothing
   was found, SYMBAR_CHECK_FAILED when something was, SYMBAR_BAD_INPUT for a file that is
   no report, SYMBAR_BAD_USAGE for an unknown format or language, SYMBAR_CANNOT_WRITE when
   `write` returned false, SYMBAR_NO_MEMORY. */
SYMBAR_API enum symbar_status
symbar_audit(const char *path, const char *previous_path, const char *format,
             const struct symbar_style *style, symbar_write_function *write,
             void *context, struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The formats, for help and completion; NULL past the last one. */
SYMBAR_API const char *symbar_format_name(size_t index);
SYMBAR_API const char *symbar_format_summary(size_t index);
SYMBAR_API const char *symbar_format_extension(size_t index); /* ".json" */
/* The format that a file name's extension asks for, or NULL. */
SYMBAR_API const char *symbar_format_for_path(const char *path);

/* Drafts a study from the files of both sides, each of which needs at least one regular
   file, and gives the text of the study file to `write`. `study_path` is where it is
   going to be, which makes paths in it relative to that; NULL leaves them as given. What
   was assumed is a note, and in the study's "notes", in the language that the diagnostics
   speak. Status: as symbar_study_load and symbar_report_write. */
SYMBAR_API enum symbar_status
symbar_draft(const struct symbar_inputs *inputs, const char *study_path,
             symbar_write_function *write, void *context,
             struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same as a study that is ready to be run; refused where no question of one side was
   found on the other. */
SYMBAR_API enum symbar_status
symbar_study_draft(const struct symbar_inputs *inputs, struct symbar_study **study_out,
                   struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

struct symbar_inspection;

/* Looks at exports without a study: what each is, how it was recognised, and what its
   columns hold. Free text, personal data, ids and dates never get into it. Status:
   SYMBAR_OK, SYMBAR_BAD_INPUT when any of the files cannot be read, SYMBAR_NO_MEMORY. */
SYMBAR_API enum symbar_status
symbar_inspect(const char *const *files, size_t file_count,
               struct symbar_inspection **inspection_out,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
SYMBAR_API void symbar_inspection_free(struct symbar_inspection *inspection);

/* Writes an inspection as "text" or "json"; otherwise as symbar_report_write. */
SYMBAR_API enum symbar_status
symbar_inspection_write(const struct symbar_inspection *inspection, const char *format,
                        const struct symbar_style *style, symbar_write_function *write,
                        void *context,
                        struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* -- checks -- */

/* A study's checks, judged on a report. */
struct symbar_checks;

/* Whether the study's checks can be judged, before the work of a run: there are some, and
   their metrics exist. Warns of those that need a baseline where there is none. Status:
   SYMBAR_OK, SYMBAR_BAD_INPUT. */
SYMBAR_API enum symbar_status
symbar_check_prepare(const struct symbar_study *study, bool has_baseline,
                     struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Judges the study's checks on its report, and changes against the JSON report at
   `baseline_path` (NULL: there is none; checks of changes are inconclusive). The checks
   keep the study's data, not the report's: free the study after them. Status: as
   symbar_check_prepare(), SYMBAR_BAD_INPUT also for the baseline, SYMBAR_NO_MEMORY. That
   checks fail is not an error here. */
SYMBAR_API enum symbar_status
symbar_check(const struct symbar_study *study, const struct symbar_report *report,
             const char *baseline_path, struct symbar_checks **checks_out,
             struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
SYMBAR_API void symbar_checks_free(struct symbar_checks *checks);

/* The verdict on all: SYMBAR_OK (warnings among them), SYMBAR_CHECK_FAILED, or
   SYMBAR_INCONCLUSIVE. */
SYMBAR_API enum symbar_status symbar_checks_status(const struct symbar_checks *checks);

/* Writes the verdicts in one of the formats of symbar_verdict_format_name(), or as
   JUnit's XML. Status: as symbar_report_write(). */
SYMBAR_API enum symbar_status
symbar_checks_write(const struct symbar_checks *checks, const char *format,
                    const struct symbar_style *style, symbar_write_function *write,
                    void *context,
                    struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
SYMBAR_API enum symbar_status
symbar_checks_write_junit(const struct symbar_checks *checks,
                          symbar_write_function *write, void *context,
                          struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* -- comparisons -- */

/* Two JSON reports, compared. */
struct symbar_comparison;

/* Compares the reports at two paths. Nothing else is needed, or kept open. Status:
   SYMBAR_OK, SYMBAR_BAD_INPUT, SYMBAR_NO_MEMORY. */
SYMBAR_API enum symbar_status
symbar_compare(const char *old_path, const char *new_path,
               struct symbar_comparison **comparison_out,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
SYMBAR_API void symbar_comparison_free(struct symbar_comparison *comparison);

/* SYMBAR_CHECK_FAILED by `fail_on`: "worse" (a score fell or a gap widened,
   significantly), "any" (any significant change, or something came, went or was asked
   otherwise), "none" or NULL (never); else SYMBAR_OK. SYMBAR_BAD_USAGE for another word.
 */
SYMBAR_API enum symbar_status
symbar_comparison_status(const struct symbar_comparison *comparison, const char *fail_on);

/* Writes the comparison in one of the formats below. Status: as symbar_report_write(). */
SYMBAR_API enum symbar_status
symbar_comparison_write(const struct symbar_comparison *comparison, const char *format,
                        const struct symbar_style *style, symbar_write_function *write,
                        void *context,
                        struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The formats of verdicts ("text", "json", "markdown", "github"); NULL past the last one,
   and for the extension where only the name asks for it. */
SYMBAR_API const char *symbar_verdict_format_name(size_t index);
SYMBAR_API const char *symbar_verdict_format_summary(size_t index);
SYMBAR_API const char *symbar_verdict_format_extension(size_t index);
SYMBAR_API const char *symbar_verdict_format_for_path(const char *path);

/* `symbar explain`: topics are diagnostics, figures, verdicts and statuses. The text is
   for `write`; SYMBAR_BAD_USAGE for an unknown topic, with the nearest one as a hint. A
   NULL topic lists them all. */
SYMBAR_API enum symbar_status
symbar_explain(const char *topic, size_t width, symbar_write_function *write,
               void *context, struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The topics by name, NULL past the last one. */
SYMBAR_API const char *symbar_topic_name(size_t index);

/* A JSON Schema (2020-12) by name ("study", "report", "tally"), or NULL. */
SYMBAR_API const char *symbar_schema(const char *name);
/* The names, NULL past the last one. */
SYMBAR_API const char *symbar_schema_name(size_t index);

#ifdef __cplusplus
}
#endif
#endif

/* The study that a command works on and the files of answers, as the command line names
   them. */
#ifndef CLI_STUDY_INPUT_H
#define CLI_STUDY_INPUT_H

#include "cli/destinations.h"
#include "cli/options.h"

#include <symbar/symbar.h>

#include <stdbool.h>

struct study_input {
    const struct words *operands; /* a study, or tallies, or nothing: ./symbar.json */
    const struct words *employees;
    const struct words *customers;
    const char *older;   /* the report that is read beside them, or NULL */
    bool may_draft;      /* where there is no study but files of both sides */
    const char *threads; /* of the option of that name */
    bool no_sha256;      /* nothing that is written shows the files' */
};

/* The row of the option in a command's table. */
#define THREADS_OPTION(target)                                                           \
    {                                                                                    \
        "threads", 0, OPTION_TEXT, "N",                                                  \
            "work in N threads (as many as there are cores); the results are the same",  \
            target, NULL                                                                 \
    }

/* Reads the study, or tallies and the study in them; standard input may be named once. */
enum symbar_status
study_input_load(const struct study_input *input, struct symbar_study **study_out,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Refuses to write over the study, the tallies, or what a run of the study reads. */
enum symbar_status
study_input_spare(const struct study_input *input,
                  const struct destinations *destinations,
                  const struct symbar_study *study,
                  struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

/* Figures that somebody else computed, held against a report: lines of
   "study|scope|unit|dimension|key|value|within". Values agree to nine significant digits,
   or within what the line says. */
#ifndef SUPPORT_EXPECTED_H
#define SUPPORT_EXPECTED_H

#include <cjson/cJSON.h>

#include <stddef.h>

/* One study of a folder of such lines, and its report. */
struct expected_study {
    const char *name;
    cJSON *report;
};

/* The report on the study at `path`, as JSON. The caller deletes it. */
cJSON *expected_report(const char *path);

/* Takes the figure of a line out of its report: 0 where it is right, else 1 and a word
   about it. The line is used up. */
size_t expected_check(const struct expected_study *studies, size_t count, char *line);

#endif

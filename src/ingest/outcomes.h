/* Outcomes: what a unit's revenue, churn or absence is, read from CSV files that the
   study names, and given to the units that the answers are of. Units are met by the alias
   table and the steps of units.match, as those of the answers. */
#ifndef INGEST_OUTCOMES_H
#define INGEST_OUTCOMES_H

#include "base/diagnostics.h"
#include "base/map.h"
#include "ingest/fold.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One figure, of a unit by the name that the file has. */
struct outcome_figure {
    size_t outcome; /* number in the study */
    size_t name;    /* number in the names */
    double value;
    uint64_t line; /* 0: not of a file */
};

/* A zeroed struct is valid and empty. */
struct outcome_figures {
    struct map names; /* trimmed */
    struct map keys;  /* outcome and name, as numbered in the figures */
    struct outcome_figure *figures;
    size_t count;
    size_t capacity;
};

/* Reads the files of all outcomes. A blank figure is none; what is no number, and a unit
   that comes twice in one file, is refused with its line. */
enum symbar_status
outcomes_read(const struct study *study, struct outcome_figures *figures,
              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void outcome_figures_release(struct outcome_figures *figures);

/* Reads the file of one outcome, as number `number`; or of headcounts (`are_heads`),
   which are whole numbers. */
enum symbar_status
outcome_file_read(const struct study *study, const struct study_outcome *outcome,
                  size_t number, bool are_heads, struct outcome_figures *figures,
                  struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#define LARGEST_HEADCOUNT 1e9
bool is_headcount(double value);

/* Adds a figure, unless this name has one: `*known_out`, else NULL. False when memory is
   short. */
bool outcome_figures_add(struct outcome_figures *figures, size_t outcome,
                         struct span name, double value, uint64_t line,
                         const struct outcome_figure **known_out) SYMBAR_MUST_CHECK;

struct unit_match;
struct aliases;
struct tally;

/* Gives the figures to the tally's units, whose names are those of `match`. Two names of
   one unit with a figure each are refused; names that are no unit's are told. */
enum symbar_status
outcomes_match(const struct study *study, const struct outcome_figures *figures,
               const struct unit_match *match, const struct aliases *aliases,
               struct tally *tally,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif

/* A small report made by hand: what the writers of reports are tested on.

   Four dimensions (recommend: NPS on both sides; listening: scales with a top box;
   tools: employees only; welcome: customers only) and three units, one of which hides
   its two employees. */
#ifndef SUPPORT_RESULTS_H
#define SUPPORT_RESULTS_H

#include "base/buffer.h"
#include "base/sink.h"
#include "report/report.h"

#include <stdbool.h>

enum { DIM_RECOMMEND, DIM_LISTENING, DIM_TOOLS, DIM_WELCOME, FIXTURE_DIMENSIONS };
enum { FIXTURE_UNITS = 3, FIXTURE_ROWS = FIXTURE_DIMENSIONS * (1 + FIXTURE_UNITS) };

/* Everything in it may be changed by a test before it is written. */
struct fixture {
    struct study study;
    struct dimension dimensions[FIXTURE_DIMENSIONS];
    struct provenance provenance;
    struct input_summary inputs[SIDE_COUNT];
    struct unit_merge merge;
    struct results results;
    struct result_row rows[FIXTURE_ROWS];
    struct side_result sides[2 * SIDE_COUNT * FIXTURE_ROWS];
    struct gap_result gaps[2 * FIXTURE_ROWS];
    _Atomic(void *) side_block;
    _Atomic(void *) gap_block;
    struct symbar_diagnostics *diagnostics;
    struct report report;
};

void fixture_init(struct fixture *fixture);
void fixture_release(struct fixture *fixture);

/* The row of a unit (0, 1, ...; -1: overall). */
struct result_row *fixture_row(struct fixture *fixture, int unit, size_t dimension);

/* Their figures, to be changed; of a row that was copied, those are made its own. */
struct side_result *fixture_side(struct fixture *fixture, struct result_row *row,
                                 enum side side);
struct gap_result *fixture_gap(struct fixture *fixture, struct result_row *row);

struct measure available(double value);

/* Hides a side and its gap as disclosure does. */
void suppress(struct result_row *row, enum side side);

/* A sink that appends to a buffer, and one that refuses the write after `left` writes. */
struct sink sink_to_buffer(struct buffer *buffer);
struct sink sink_refusing(long *left);

#endif

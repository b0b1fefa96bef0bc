/* Respondents whose score has to wait until a text in one of their answers has found its
   code: counts per group, dimension and combination of answers. A zeroed struct is valid
   and empty. */
#ifndef INGEST_PENDING_H
#define INGEST_PENDING_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "base/map.h"
#include "ingest/answers.h"
#include "tally/weights.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An answer as bytes without padding, so that equal answers are equal bytes. */
enum { PACKED_ANSWER_BYTES = 2 + sizeof(double) };
void answer_pack(const struct answer *answer, char bytes_out[PACKED_ANSWER_BYTES]);

struct pending {
    struct map combinations;
    uint64_t *counts; /* per combination */
    size_t count_capacity;
    struct weight_sums *weights; /* the same, where respondents have weights */
    size_t weight_capacity;
    struct buffer key;
};

/* Counts one respondent, with a weight unless it is NULL; false when memory is short. */
bool pending_add(struct pending *pending, size_t group, size_t dimension,
                 const struct answer *answers, size_t answer_count,
                 const struct weight_sums *weight) SYMBAR_MUST_CHECK;

size_t pending_count(const struct pending *pending);

/* The combination of a number: where it belongs, its answers, and how many gave them. */
uint64_t pending_at(const struct pending *pending, size_t number, size_t *group_out,
                    size_t *dimension_out, struct answer *answers_out,
                    size_t answer_count);

/* The weights of those who gave a combination; NULL where they have none. */
const struct weight_sums *pending_weights(const struct pending *pending, size_t number);

/* What a combination belongs to, without its answers. */
size_t pending_dimension(const struct pending *pending, size_t number);

void pending_release(struct pending *pending);

#endif

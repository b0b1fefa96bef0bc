#include "stats/weighing.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { MOST_STEPS = 60 };

/* How far the square root may be from its aim, in sum over the eigenvalues and before the
   last step, which squares it. */
#define NEAR 3e-8

size_t triangle_count(size_t order)
{
    return order * (order + 1) / 2;
}

size_t weighing_scratch(size_t predictor_count)
{
    return 2 * triangle_count(predictor_count) + 2 * predictor_count * predictor_count;
}

/* -- inverses ---------------------------------------------------------------------- */

/* Sums are short: to count their terms took as long as to add them up. */
INLINE void add_dot(const lanes *left, const lanes *right, size_t count, lanes *sum)
{
    lanes own = *sum;
#pragma GCC unroll 2
    for (size_t k = 0; k < count; k++)
        own += left[k] * right[k];
    *sum = own;
}

/* Two at once, so that one need not wait for the other. */
INLINE void add_dots(const lanes *row, const lanes *first, const lanes *second,
                     size_t count, lanes *sums)
{
    lanes a = sums[0];
    lanes b = sums[1];
#pragma GCC unroll 2
    for (size_t k = 0; k < count; k++) {
        a += row[k] * first[k];
        b += row[k] * second[k];
    }
    sums[0] = a;
    sums[1] = b;
}

INLINE void find_root(lanes *number)
{
    for (int l = 0; l < LANES; l++)
        (*number)[l] = sqrt((*number)[l]);
}

/* Cholesky's factor L below the diagonal of `square`, the inverses of its own diagonal on
   it. */
INLINE void find_factor(const lanes *matrix, size_t order, lanes *square)
{
    for (size_t j = 0; j < order; j++) {
        const lanes *row = square + j * order;
        lanes own = { 0 };
        add_dot(row, row, j, &own);
        own = matrix[triangle_count(j) + j] - own;
        find_root(&own);
        own = 1 / own;
        square[j * (order + 1)] = own;
        size_t i = j + 1;
        for (; i + 1 < order; i += 2) {
            lanes *next = square + i * order;
            lanes sums[2] = { { 0 } };
            add_dots(row, next, next + order, j, sums);
            next[j] = (matrix[triangle_count(i) + j] - sums[0]) * own;
            next[order + j] = (matrix[triangle_count(i + 1) + j] - sums[1]) * own;
        }
        if (i < order) {
            lanes sum = { 0 };
            add_dot(row, square + i * order, j, &sum);
            square[i * order + j] = (matrix[triangle_count(i) + j] - sum) * own;
        }
    }
}

/* The inverse of L', on the diagonal and above it, of a positive definite matrix. */
INLINE void find_inverse_factor(const lanes *matrix, size_t order, lanes *square)
{
    find_factor(matrix, order, square);
    for (size_t i = 1; i < order; i++) {
        const lanes *row = square + i * order;
        lanes own = -row[i];
        size_t j = 0;
        for (; j + 1 < i; j += 2) {
            lanes *first = square + j * order;
            lanes *second = first + order;
            lanes sums[2] = { row[j] * first[j] };
            add_dots(row + j + 1, first + j + 1, second + j + 1, i - j - 1, sums);
            first[i] = own * sums[0];
            second[i] = own * sums[1];
        }
        if (j < i)
            square[j * order + i] = own * row[j] * square[j * (order + 1)];
    }
}

/* -- square roots ------------------------------------------------------------------ */

/* The sum of the eigenvalues of the product of two triangles, less `order`. */
INLINE void find_excess(const lanes *left, const lanes *right, size_t order,
                        lanes *excess_out)
{
    lanes sum = { 0 };
    for (size_t i = 0, at = 0; i < order; i++) {
        for (size_t j = 0; j < i; j++, at++)
            sum += 2 * left[at] * right[at];
        sum += left[at] * right[at] - 1;
        at++;
    }
    *excess_out = sum;
}

/* How Newton's method goes on in each lane: what is there times `own`, and the other's
   inverse times `other`. */
struct step {
    lanes own;
    lanes other;
    bool is_last[LANES];
};

/* Eigenvalues of 1 to 1 + excess are brought to around 1 first where they are far from
   it. A lane that has had its last step stays as it is. Whether any is to go on
   afterwards. */
INLINE bool plan_step(struct step *step, const lanes *excess, size_t order)
{
    bool goes_on = false;
    for (int l = 0; l < LANES; l++) {
        double e = (*excess)[l];
        double scale = e > (double)order ? 1 / sqrt(sqrt(1 + e)) : 1;
        step->own[l] = step->is_last[l] ? 1 : scale / 2;
        step->other[l] = step->is_last[l] ? 0 : 0.5 / scale;
        step->is_last[l] = step->is_last[l] || !(e > NEAR);
        goes_on = goes_on || !step->is_last[l];
    }
    return goes_on;
}

/* Takes a step with the inverse V V', of which V is the factor. */
INLINE void add_inverse(lanes *numbers, const struct step *step, const lanes *square,
                        size_t order)
{
    lanes own = step->own;
    lanes other = step->other;
    for (size_t i = 0, at = 0; i < order; i++) {
        const lanes *row = square + i * order + i;
        size_t j = 0;
        for (; j < i; j += 2, at += 2) {
            lanes sums[2] = { { 0 } };
            const lanes *first = square + j * order + i;
            add_dots(row, first, first + order, order - i, sums);
            numbers[at] = own * numbers[at] + other * sums[0];
            numbers[at + 1] = own * numbers[at + 1] + other * sums[1];
        }
        if (j == i) {
            lanes sum = { 0 };
            add_dot(row, row, order - i, &sum);
            numbers[at] = own * numbers[at] + other * sum;
            at++;
        }
    }
}

/* `root` and `inverse` of a positive definite matrix: Newton's method for both at once,
   after Denman & Beavers (1976). The eigenvalues of their product are at least 1 after
   the first step. */
INLINE void find_roots(const lanes *matrix, size_t order, lanes *root, lanes *inverse,
                       lanes *spare)
{
    size_t count = triangle_count(order);
    lanes *root_factor = spare;
    lanes *inverse_factor = spare + order * order;
    struct step step = { .own = (lanes){ 0 } + 0.5, .other = (lanes){ 0 } + 0.5 };
    bool goes_on = true;
    for (size_t i = 0; i < count; i++)
        inverse[i] = (lanes){ 0 };
    for (size_t i = 0; i < order; i++)
        inverse[triangle_count(i) + i] += 1;
    for (size_t i = 0; i < count; i++)
        root[i] = (matrix[i] + inverse[i]) / 2;
    find_inverse_factor(matrix, order, root_factor);
    add_inverse(inverse, &step, root_factor, order);
    for (int steps = 0; steps < MOST_STEPS && goes_on; steps++) {
        lanes excess;
        find_excess(root, inverse, order, &excess);
        goes_on = plan_step(&step, &excess, order);
        find_inverse_factor(root, order, root_factor);
        find_inverse_factor(inverse, order, inverse_factor);
        add_inverse(root, &step, inverse_factor, order);
        add_inverse(inverse, &step, root_factor, order);
    }
}

/* -- weights ----------------------------------------------------------------------- */

INLINE void multiply(const lanes *triangle, size_t order, const lanes *right,
                     lanes *product_out)
{
    for (size_t i = 0, at = 0; i < order; i++) {
        lanes sum = { 0 };
        for (size_t j = 0; j < i; j++, at++) {
            sum += triangle[at] * right[j];
            product_out[j] += triangle[at] * right[i];
        }
        product_out[i] = sum + triangle[at] * right[i];
        at++;
    }
}

INLINE void square(lanes *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        numbers[i] *= numbers[i];
}

/* The uncorrelated variables that are nearest to the predictors stand in for them: the
   root of the predictors' matrix is their correlations with the predictors, its inverse
   times the outcome's correlations the outcome's slopes on them. A weight is the sum of
   the products of their squares. */
INLINE void weigh(struct weighing *weighing)
{
    size_t p = weighing->predictor_count;
    size_t count = triangle_count(p);
    const lanes *outcome = weighing->correlations + count;
    lanes *root = weighing->scratch;
    lanes *inverse = root + count;
    lanes *slopes = inverse + count; /* where find_roots() worked */
    find_roots(weighing->correlations, p, root, inverse, slopes);
    multiply(inverse, p, outcome, slopes);
    square(slopes, p);
    square(root, count);
    multiply(root, p, slopes, weighing->weights);
    weighing->r2 = (lanes){ 0 };
    for (size_t i = 0; i < p; i++)
        weighing->r2 += slopes[i];
}

/* -- draws ------------------------------------------------------------------------- */

INLINE void scale_row(lanes *row, size_t count)
{
    lanes square = { 0 };
    for (size_t j = 0; j < count; j++)
        square += row[j] * row[j];
    for (int l = 0; l < LANES; l++)
        square[l] = 1 / sqrt(square[l]);
    for (size_t j = 0; j < count; j++)
        row[j] *= square;
}

/* From the last row on, so that the rows above are still those of `mix`. */
INLINE void mix_rows(const double *factor, lanes *mix, size_t order)
{
    for (size_t i = order; i-- > 0;) {
        const double *factors = factor + i * order;
        lanes *row = mix + triangle_count(i);
        for (size_t j = 0; j <= i; j++)
            row[j] *= factors[i];
        for (size_t k = 0; k < i; k++) {
            const lanes *above = mix + triangle_count(k);
            for (size_t j = 0; j <= k; j++)
                row[j] += factors[k] * above[j];
        }
        scale_row(row, i + 1);
    }
}

INLINE void correlate(const lanes *rows, size_t order, lanes *correlations_out)
{
    lanes *next = correlations_out;
    for (size_t i = 0; i < order; i++) {
        const lanes *row = rows + triangle_count(i);
        for (size_t j = 0; j < i; j++) {
            const lanes *other = rows + triangle_count(j);
            lanes sum = { 0 };
            for (size_t k = 0; k <= j; k++)
                sum += row[k] * other[k];
            *next++ = sum;
        }
        *next++ = (lanes){ 0 } + 1;
    }
}

static void empty_lane(lanes *correlations, size_t order, int lane)
{
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j < i; j++)
            correlations[triangle_count(i) + j][lane] = 0;
}

INLINE void draw(struct weighing *weighing, const double *factor, double least,
                 lanes *mix)
{
    size_t order = weighing->predictor_count + 1;
    mix_rows(factor, mix, order);
    correlate(mix, order, weighing->correlations);
    for (size_t i = 0; i + 1 < order; i++)
        for (int l = 0; l < LANES; l++) {
            double own = mix[triangle_count(i) + i][l];
            if (!(own * own > least))
                empty_lane(weighing->correlations, order, l);
        }
}

/* -- the instructions -------------------------------------------------------------- */

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void weigh_by_avx2(struct weighing *weighing)
{
    weigh(weighing);
}

__attribute__((target("avx2"))) static void
draw_by_avx2(struct weighing *weighing, const double *factor, double least, lanes *mix)
{
    draw(weighing, factor, least, mix);
}
#endif

void weighing_weigh(struct weighing *weighing)
{
#if defined(__x86_64__)
    if (instructions_have_avx2(weighing->instructions)) {
        weigh_by_avx2(weighing);
        return;
    }
#endif
    weigh(weighing);
}

void weighing_draw(struct weighing *weighing, const double *factor, double least,
                   lanes *mix)
{
#if defined(__x86_64__)
    if (instructions_have_avx2(weighing->instructions)) {
        draw_by_avx2(weighing, factor, least, mix);
        return;
    }
#endif
    draw(weighing, factor, least, mix);
}

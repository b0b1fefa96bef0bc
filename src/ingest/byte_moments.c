#include "ingest/byte_moments.h"

#include "base/memory.h"

#include <string.h>

/* So many runs fit into the lanes: 64 rows with squares up to 80 x 80 each. */
enum { MOST_RUNS = 8192, BLOCK_PARTS = 2 };

bool byte_moments_init(struct byte_moments *moments, const struct moment_plan *plan,
                       enum instructions instructions)
{
    if (instructions == INSTRUCTIONS_BEST)
        instructions = instructions_best();
    *moments = (struct byte_moments){
        .variables = memory_allocate(plan->variable_count, sizeof *moments->variables),
        .variable_count = plan->variable_count,
        .pairs = memory_allocate(plan->pair_count, sizeof *moments->pairs),
        .pair_count = plan->pair_count,
        .sums = memory_allocate(plan->pair_count, sizeof *moments->sums),
        .block = memory_allocate(plan->variable_count, BLOCK_PARTS * BYTE_ROWS),
        .uses_avx2 = instructions == INSTRUCTIONS_AVX2,
    };
    if (!moments->variables || !moments->pairs || !moments->sums || !moments->block)
        return false;
    for (size_t i = 0; i < plan->pair_count; i++) {
        moments->pairs[i].x = plan->pairs[i].x;
        moments->pairs[i].y = plan->pairs[i].y;
    }
    for (size_t v = 0; v < plan->variable_count; v++)
        memset(moments->variables[v].of_text, BYTE_BLANK, BYTE_TEXTS);
    return true;
}

void byte_moments_release(struct byte_moments *moments)
{
    memory_free(moments->variables);
    memory_free(moments->pairs);
    memory_free(moments->sums);
    memory_free(moments->block);
    *moments = (struct byte_moments){ 0 };
}

/* Values, 0 for a blank, and then a mask that is 0 for one. */
static void fill_block(struct byte_moments *moments, const uint8_t *texts, uint64_t rows)
{
    for (size_t v = 0; v < moments->variable_count; v++) {
        const struct byte_variable *variable = &moments->variables[v];
        uint8_t *values = moments->block + v * BLOCK_PARTS * BYTE_ROWS;
        for (size_t r = 0; r < BYTE_ROWS; r++) {
            uint8_t text = texts[variable->item * BYTE_ROWS + r] % BYTE_TEXTS;
            bool is_there = rows >> r & 1 && variable->of_text[text] != BYTE_BLANK;
            values[r] = is_there ? variable->of_text[text] : 0;
            values[BYTE_ROWS + r] = is_there ? UINT8_MAX : 0;
        }
    }
}

static void add_pair(struct byte_sums *sums, const uint8_t *x, const uint8_t *y)
{
    const uint8_t *x_mask = x + BYTE_ROWS;
    const uint8_t *y_mask = y + BYTE_ROWS;
    uint32_t n = 0;
    uint32_t total_x = 0;
    uint32_t total_y = 0;
    uint32_t xx = 0;
    uint32_t yy = 0;
    uint32_t xy = 0;
    for (size_t r = 0; r < BYTE_ROWS; r++) {
        uint32_t a = x[r] & y_mask[r];
        uint32_t b = y[r] & x_mask[r];
        n += x_mask[r] & y_mask[r] & 1;
        total_x += a;
        total_y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    sums->n += n;
    sums->total_x[0] += total_x;
    sums->total_y[0] += total_y;
    sums->xx[0] += xx;
    sums->yy[0] += yy;
    sums->xy[0] += xy;
}

static void add_portably(struct byte_moments *moments, const uint8_t *texts,
                         uint64_t rows)
{
    enum { STRIDE = BLOCK_PARTS * BYTE_ROWS };
    fill_block(moments, texts, rows);
    for (size_t i = 0; i < moments->pair_count; i++)
        add_pair(&moments->pairs[i], moments->block + moments->pairs[i].x * STRIDE,
                 moments->block + moments->pairs[i].y * STRIDE);
}

void byte_moments_finish(struct byte_moments *moments)
{
    for (size_t i = 0; i < moments->pair_count; i++) {
        struct byte_sums *lanes = &moments->pairs[i];
        struct moment_sums *sums = &moments->sums[i];
        sums->n += (int64_t)lanes->n;
        for (size_t lane = 0; lane < BYTE_LANES / 2; lane++) {
            sums->x += (int64_t)lanes->total_x[lane];
            sums->y += (int64_t)lanes->total_y[lane];
        }
        for (size_t lane = 0; lane < BYTE_LANES; lane++) {
            sums->xx += lanes->xx[lane];
            sums->yy += lanes->yy[lane];
            sums->xy += lanes->xy[lane];
        }
        *lanes = (struct byte_sums){ .x = lanes->x, .y = lanes->y };
    }
    moments->run_count = 0;
}

void byte_moments_add(struct byte_moments *moments, const uint8_t *texts, uint64_t rows)
{
#if defined(__x86_64__)
    if (moments->uses_avx2)
        byte_moments_add_avx2(moments, texts, rows);
    else
        add_portably(moments, texts, rows);
#else
    add_portably(moments, texts, rows);
#endif
    if (++moments->run_count == MOST_RUNS)
        byte_moments_finish(moments);
}

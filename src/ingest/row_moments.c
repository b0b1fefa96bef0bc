#include "ingest/row_moments.h"

#include "base/memory.h"

#include <math.h>
#include <string.h>

/* A block of so many rows of numbers up to LARGEST has sums of products below 2^31. */
enum { BLOCK = 128, LARGEST = 4000 };

/* In a block, instead of a number. */
enum { BLANK = -1, TOO_FINE = -2, NOT_MET = -3 };

struct moment_column {
    size_t dimension;
    size_t item;              /* of the side; of a score the question's first */
    bool is_score_of_several; /* else it is one item's answer */
    double min;               /* of the answers or levels */
    double max;
    bool is_flipped;
    int64_t step;                        /* what 1 in the block stands for */
    int64_t byte_step;                   /* and in a byte; 0: nothing */
    const struct answer_column *answers; /* NULL in a part */
    int16_t of_text[KNOWN_TEXTS];        /* numbers of texts, once they were met */
};

/* The least common multiple, as long as it is at most LARGEST; else 0. */
static int64_t common_multiple(int64_t a, int64_t b)
{
    int64_t x = a;
    int64_t y = b;
    while (y) {
        int64_t rest = x % y;
        x = y;
        y = rest;
    }
    if (!x || a / x > LARGEST / b)
        return 0;
    return a / x * b;
}

/* How many equal parts of its range make every mean of whole answers whole; 0: too many.
 */
static int64_t natural_parts(const struct question *question, size_t first, size_t count)
{
    int64_t parts = 1;
    for (size_t i = first; parts && i < first + count; i++) {
        const struct scale *scale = question->items[i].scale;
        double range = scale->max - scale->min;
        bool is_whole = range >= 1 && range <= LARGEST && range == floor(range);
        parts = is_whole ? common_multiple(parts, (int64_t)range) : 0;
    }
    int64_t counts = 1;
    for (size_t i = 2; counts && i <= count; i++)
        counts = common_multiple(counts, (int64_t)i);
    return counts && parts && parts <= LARGEST / counts ? parts * counts : 0;
}

/* The finest step that is kept in 16 bits and divides MOMENT_PARTS. */
static int64_t choose_step(int64_t natural)
{
    int64_t parts = natural ? LARGEST / natural * natural : LARGEST;
    int64_t less = natural ? natural : 1;
    while (parts > less && MOMENT_PARTS % parts)
        parts -= less;
    return MOMENT_PARTS % parts ? MOMENT_PARTS / LARGEST : MOMENT_PARTS / parts;
}

static void init_column(struct moment_column *column, const struct study *study,
                        enum side side, const struct moment_variable *variable)
{
    const struct question *question =
        &study->dimensions[variable->dimension].questions[side];
    bool is_score = variable->item == MOMENT_SCORE;
    column->dimension = variable->dimension;
    column->is_score_of_several = is_score && question->item_count > 1;
    for (size_t d = 0; d < variable->dimension; d++)
        column->item += study->dimensions[d].questions[side].item_count;
    if (column->is_score_of_several) {
        struct level_range range = question_range(question);
        column->min = range.min;
        column->max = range.max;
        column->step = choose_step(natural_parts(question, 0, question->item_count));
    } else {
        size_t own = is_score ? 0 : (size_t)variable->item;
        const struct item *item = &question->items[own];
        column->item += own;
        column->min = item->scale->min;
        column->max = item->scale->max;
        column->is_flipped = item->reverse;
        int64_t natural = natural_parts(question, own, 1);
        column->step = choose_step(natural);
        column->byte_step =
            natural && natural <= BYTE_LARGEST && MOMENT_PARTS % natural == 0
                ? MOMENT_PARTS / natural
                : 0;
    }
    for (size_t text = 0; text < KNOWN_TEXTS; text++)
        column->of_text[text] = NOT_MET;
}

/* All but what is counted into. */
static bool init(struct row_moments *moments, const struct study *study, enum side side)
{
    struct moment_plan *plan = &moments->plan;
    if (!moment_plan_init(plan, study, side))
        return false;
    if (!plan->pair_count)
        return true;
    moments->columns = memory_allocate(plan->variable_count, sizeof *moments->columns);
    moments->sums = memory_allocate(plan->pair_count, sizeof *moments->sums);
    moments->values = memory_allocate(plan->variable_count, sizeof *moments->values);
    moments->block =
        memory_allocate(plan->variable_count, BLOCK * sizeof *moments->block);
    if (!moments->columns || !moments->sums || !moments->values || !moments->block)
        return false;
    for (size_t v = 0; v < plan->variable_count; v++)
        init_column(&moments->columns[v], study, side, &plan->variables[v]);
    return true;
}

bool row_moments_init(struct row_moments *moments, const struct study *study,
                      enum side side, const struct answer_column *items,
                      struct tally *tally)
{
    const struct moment_plan *plan = &moments->plan;
    if (!init(moments, study, side) || !tally_relate(tally, side, plan->pair_count))
        return false;
    for (size_t v = 0; plan->pair_count && v < plan->variable_count; v++)
        moments->columns[v].answers = &items[moments->columns[v].item];
    if (plan->pair_count)
        moments->target = tally->moments[side];
    return true;
}

bool row_moments_init_part(struct row_moments *part, const struct study *study,
                           enum side side, bool takes_runs,
                           enum instructions instructions)
{
    if (!init(part, study, side))
        return false;
    if (!part->plan.pair_count)
        return true;
    part->own_target = memory_allocate(part->plan.pair_count, sizeof *part->own_target);
    part->target = part->own_target;
    part->has_bytes = takes_runs;
    for (size_t v = 0; v < part->plan.variable_count; v++)
        part->has_bytes = part->has_bytes && part->columns[v].byte_step;
    if (!part->target || !part->has_bytes)
        return part->target != NULL;
    if (!byte_moments_init(&part->bytes, &part->plan, instructions))
        return false;
    for (size_t v = 0; v < part->plan.variable_count; v++)
        part->bytes.variables[v].item = part->columns[v].item;
    return true;
}

void row_moments_release(struct row_moments *moments)
{
    moment_plan_release(&moments->plan);
    memory_free(moments->columns);
    memory_free(moments->sums);
    memory_free(moments->values);
    memory_free(moments->block);
    memory_free(moments->own_target);
    byte_moments_release(&moments->bytes);
    *moments = (struct row_moments){ 0 };
}

static int64_t value_of(const struct moment_column *column, double code)
{
    int64_t parts = moment_parts(code, column->min, column->max);
    return column->is_flipped ? MOMENT_PARTS - parts : parts;
}

static int16_t in_block(const struct moment_column *column, int64_t value)
{
    return (int16_t)(value % column->step ? TOO_FINE : value / column->step);
}

static int64_t value_of_answer(const struct moment_column *column,
                               const struct answer *answer)
{
    return answer->state == ANSWER_CODE ? value_of(column, answer->code) : BLANK;
}

bool row_moments_know(struct row_moments *part, size_t item, size_t text,
                      const struct answer *answer)
{
    bool fits = true;
    for (size_t v = 0; part->target && v < part->plan.variable_count; v++) {
        struct moment_column *column = &part->columns[v];
        if (column->is_score_of_several || column->item != item)
            continue;
        int64_t value = value_of_answer(column, answer);
        column->of_text[text] = value == BLANK ? BLANK : in_block(column, value);
        fits = fits && column->of_text[text] != TOO_FINE;
        if (!part->has_bytes || text >= BYTE_TEXTS)
            continue;
        fits = fits && (value == BLANK || value % column->byte_step == 0);
        part->bytes.variables[v].of_text[text] =
            (uint8_t)(value == BLANK ? BYTE_BLANK : value / column->byte_step);
    }
    return fits;
}

/* The value of a variable in a row, or BLANK. */
static int64_t find_value(const struct moment_column *column, const struct whole_row *row)
{
    if (column->is_score_of_several) {
        double level = row->levels[column->dimension];
        return isnan(level) ? BLANK : value_of(column, level);
    }
    ptrdiff_t text = row->texts[column->item];
    struct answer recalled;
    if (text == MAP_NONE)
        return value_of_answer(column, &row->answers[column->item]);
    if (column->of_text[text] >= BLANK) /* as in a part always */
        return column->of_text[text] == BLANK ? BLANK
                                              : column->of_text[text] * column->step;
    recalled = answer_column_answer(column->answers, (size_t)text);
    return value_of_answer(column, &recalled);
}

/* The same in the numbers of the block. */
static int16_t find_number(struct moment_column *column, const struct whole_row *row)
{
    ptrdiff_t text = column->is_score_of_several ? MAP_NONE : row->texts[column->item];
    if (text != MAP_NONE && column->of_text[text] != NOT_MET)
        return column->of_text[text];
    int64_t value = find_value(column, row);
    int16_t number = value == BLANK ? BLANK : in_block(column, value);
    if (text != MAP_NONE)
        column->of_text[text] = number;
    return number;
}

/* A loop that compilers turn into operations on eight rows at once. */
static void add_pair(struct moment_sums *sums, const int16_t *x, const int16_t *y)
{
    int32_t n = 0;
    int32_t total_x = 0;
    int32_t total_y = 0;
    int32_t xx = 0;
    int32_t yy = 0;
    int32_t xy = 0;
    for (size_t r = 0; r < BLOCK; r++) {
        int16_t both = (int16_t) ~((x[r] | y[r]) >> 15); /* -1: neither is blank */
        int16_t a = (int16_t)(x[r] & both);
        int16_t b = (int16_t)(y[r] & both);
        n -= both;
        total_x += a;
        total_y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    sums->n += n;
    sums->x += total_x;
    sums->y += total_y;
    sums->xx += xx;
    sums->yy += yy;
    sums->xy += xy;
}

static void add_block(struct row_moments *moments)
{
    const struct moment_plan *plan = &moments->plan;
    for (size_t v = 0; v < plan->variable_count; v++)
        for (size_t r = moments->row_count; r < BLOCK; r++)
            moments->block[v * BLOCK + r] = BLANK;
    for (size_t i = 0; i < plan->pair_count; i++)
        add_pair(&moments->sums[i], moments->block + plan->pairs[i].x * BLOCK,
                 moments->block + plan->pairs[i].y * BLOCK);
    moments->row_count = 0;
}

/* A row by itself, as fine as it comes. */
static void add_fine(struct row_moments *moments, const struct whole_row *row,
                     uint64_t count)
{
    const struct moment_plan *plan = &moments->plan;
    for (size_t v = 0; v < plan->variable_count; v++)
        moments->values[v] = find_value(&moments->columns[v], row);
    for (size_t i = 0; i < plan->pair_count; i++) {
        int64_t x = moments->values[plan->pairs[i].x];
        int64_t y = moments->values[plan->pairs[i].y];
        if (x != BLANK && y != BLANK)
            co_moment_add(&moments->target[i], x, y, count);
    }
}

void row_moments_add(struct row_moments *moments, const struct whole_row *row,
                     uint64_t count)
{
    int16_t *at = moments->block + moments->row_count;
    bool is_fine = count != 1;
    for (size_t v = 0; !is_fine && v < moments->plan.variable_count; v++) {
        at[v * BLOCK] = find_number(&moments->columns[v], row);
        is_fine = at[v * BLOCK] == TOO_FINE;
    }
    if (is_fine)
        add_fine(moments, row, count);
    else if (++moments->row_count == BLOCK)
        add_block(moments);
}

void row_moments_add_run(struct row_moments *part, const uint8_t *texts, uint64_t rows)
{
    if (!part->target)
        return;
    if (part->has_bytes) {
        byte_moments_add(&part->bytes, texts, rows);
        return;
    }
    for (; rows; rows &= rows - 1) {
        size_t r = (size_t)__builtin_ctzll(rows);
        int16_t *at = part->block + part->row_count;
        for (size_t v = 0; v < part->plan.variable_count; v++) {
            const struct moment_column *column = &part->columns[v];
            at[v * BLOCK] = column->of_text[texts[column->item * BYTE_ROWS + r]];
        }
        if (++part->row_count == BLOCK)
            add_block(part);
    }
}

static struct wide in_parts(int64_t sum, int64_t step)
{
    return wide_product((uint64_t)sum, (uint64_t)step);
}

/* Sums in which 1 of x and of y stand for so much. */
static void merge_sums(struct co_moment *target, const struct moment_sums *sums,
                       int64_t x, int64_t y)
{
    const struct co_moment whole = {
        .n = (uint64_t)sums->n,
        .x = in_parts(sums->x, x),
        .y = in_parts(sums->y, y),
        .xx = wide_times(in_parts(sums->xx, x), (uint64_t)x),
        .yy = wide_times(in_parts(sums->yy, y), (uint64_t)y),
        .xy = wide_times(in_parts(sums->xy, x), (uint64_t)y),
    };
    co_moment_merge(target, &whole);
}

static void finish_bytes(struct row_moments *part)
{
    const struct moment_plan *plan = &part->plan;
    byte_moments_finish(&part->bytes);
    for (size_t i = 0; i < plan->pair_count; i++) {
        merge_sums(&part->target[i], &part->bytes.sums[i],
                   part->columns[plan->pairs[i].x].byte_step,
                   part->columns[plan->pairs[i].y].byte_step);
        part->bytes.sums[i] = (struct moment_sums){ 0 };
    }
}

void row_moments_finish(struct row_moments *moments)
{
    const struct moment_plan *plan = &moments->plan;
    if (!moments->target)
        return;
    add_block(moments);
    for (size_t i = 0; i < plan->pair_count; i++)
        merge_sums(&moments->target[i], &moments->sums[i],
                   moments->columns[plan->pairs[i].x].step,
                   moments->columns[plan->pairs[i].y].step);
    memset(moments->sums, 0, plan->pair_count * sizeof *moments->sums);
    if (moments->has_bytes)
        finish_bytes(moments);
}

void row_moments_join(struct row_moments *whole, struct row_moments *part)
{
    row_moments_finish(part);
    for (size_t i = 0; part->target && i < part->plan.pair_count; i++)
        co_moment_merge(&whole->target[i], &part->target[i]);
    if (part->target)
        memset(part->target, 0, part->plan.pair_count * sizeof *part->target);
}

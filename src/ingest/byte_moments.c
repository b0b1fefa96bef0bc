#include "base/memory.h"
#include "ingest/byte_moments_parts.h"

#include <string.h>

/* So many blocks fit into the sums: squares up to 80 x 80 each. */
enum { MOST_BLOCKS = 512 };

/* An address that suits vectors. */
enum { ALIGNMENT = 64 };

/* Whether some pair has one of its variables before `v` and the other not. */
static bool is_spanned(const struct moment_plan *plan, size_t v)
{
    for (size_t i = 0; i < plan->pair_count; i++)
        if ((plan->pairs[i].x < v) != (plan->pairs[i].y < v))
            return true;
    return false;
}

static bool init_group(struct byte_group *group, size_t cell_size)
{
    size_t square = group->count * group->count;
    group->panel_count = (group->count + PANEL - 1) / PANEL;
    group->memory =
        memory_allocate(group->panel_count * PANEL * COLUMN + ALIGNMENT, cell_size);
    group->blank_rows =
        memory_allocate(group->count * BLOCK_RUNS, sizeof *group->blank_rows);
    group->blanks = memory_allocate(group->count, sizeof *group->blanks);
    group->both_blank = memory_allocate(square, sizeof *group->both_blank);
    group->products = memory_allocate(square + SUMS_AT_ONCE, sizeof *group->products);
    group->totals = memory_allocate(group->count, sizeof *group->totals);
    group->missing =
        memory_allocate(group->count * group->panel_count, sizeof *group->missing);
    if (!group->memory)
        return false;
    group->columns = (uint8_t *)group->memory + -(uintptr_t)group->memory % ALIGNMENT;
    return group->blank_rows && group->blanks && group->both_blank && group->products &&
           group->totals && group->missing;
}

static const struct byte_operations *choose(enum instructions instructions)
{
#if defined(__x86_64__)
    instructions = instructions_to_compute(instructions);
    if (instructions == INSTRUCTIONS_AVX512)
        return &byte_operations_avx512;
    if (instructions == INSTRUCTIONS_AVX2)
        return &byte_operations_avx2;
#else
    (void)instructions;
#endif
    return &byte_operations_portable;
}

static bool init_block(struct byte_block *block, const struct moment_plan *plan,
                       enum instructions instructions)
{
    block->operations = choose(instructions);
    block->rows = memory_allocate(BLOCK_RUNS * PANEL_RUN, block->operations->cell_size);
    block->groups = memory_allocate(plan->variable_count, sizeof *block->groups);
    if (!block->rows || !block->groups)
        return false;
    for (size_t v = 0; v < plan->variable_count; v++) {
        if (v == 0 || !is_spanned(plan, v))
            block->groups[block->group_count++].first = v;
        block->groups[block->group_count - 1].count++;
    }
    for (size_t i = 0; i < block->group_count; i++)
        if (!init_group(&block->groups[i], block->operations->cell_size))
            return false;
    return true;
}

bool byte_moments_init(struct byte_moments *moments, const struct moment_plan *plan,
                       enum instructions instructions)
{
    *moments = (struct byte_moments){
        .variables = memory_allocate(plan->variable_count, sizeof *moments->variables),
        .variable_count = plan->variable_count,
        .pairs = memory_allocate(plan->pair_count, sizeof *moments->pairs),
        .pair_count = plan->pair_count,
        .sums = memory_allocate(plan->pair_count, sizeof *moments->sums),
        .block = memory_allocate(1, sizeof *moments->block),
    };
    if (!moments->variables || !moments->pairs || !moments->sums || !moments->block)
        return false;
    for (size_t i = 0; i < plan->pair_count; i++)
        moments->pairs[i] = plan->pairs[i];
    for (size_t v = 0; v < plan->variable_count; v++)
        memset(moments->variables[v].of_text, BYTE_BLANK, BYTE_TEXTS);
    return init_block(moments->block, plan, instructions);
}

static void release_block(struct byte_block *block)
{
    for (size_t i = 0; i < block->group_count; i++) {
        struct byte_group *group = &block->groups[i];
        memory_free(group->memory);
        memory_free(group->blank_rows);
        memory_free(group->blanks);
        memory_free(group->both_blank);
        memory_free(group->products);
        memory_free(group->totals);
        memory_free(group->missing);
    }
    memory_free(block->groups);
    memory_free(block->rows);
    memory_free(block);
}

void byte_moments_release(struct byte_moments *moments)
{
    if (moments->block)
        release_block(moments->block);
    memory_free(moments->variables);
    memory_free(moments->pairs);
    memory_free(moments->sums);
    *moments = (struct byte_moments){ 0 };
}

static uint32_t find_largest(const struct byte_moments *moments,
                             const struct byte_group *group)
{
    uint8_t above[BYTE_TEXTS] = { 0 }; /* by 1, and so 0 where blank */
    uint8_t most = 1;
    for (size_t x = 0; x < group->count; x++)
        for (size_t text = 0; text < BYTE_TEXTS; text++) {
            uint8_t own = moments->variables[group->first + x].of_text[text];
            above[text] =
                above[text] > (uint8_t)(own + 1) ? above[text] : (uint8_t)(own + 1);
        }
    for (size_t text = 0; text < BYTE_TEXTS; text++)
        most = most > above[text] ? most : above[text];
    return most - 1u;
}

/* About how many instructions less it takes to add the rows where y is blank as rows. */
static ptrdiff_t gain_of_rows(const struct byte_operations *operations,
                              const struct byte_group *group, size_t y)
{
    size_t rows = group->blanks[y] * group->panel_count;
    size_t columns = BLOCK_RUNS * group->count;
    return operations->column_cost * (ptrdiff_t)columns -
           operations->row_cost * (ptrdiff_t)rows;
}

/* Whether all those that gain make up for what is done before. */
static bool suits_rows(const struct byte_operations *operations,
                       const struct byte_group *group)
{
    size_t runs = BLOCK_RUNS * group->panel_count;
    ptrdiff_t gain = -operations->lay_out_cost * (ptrdiff_t)runs;
    for (size_t y = 0; y < group->count; y++) {
        ptrdiff_t own = gain_of_rows(operations, group, y);
        gain += group->blanks[y] && own > 0 ? own : 0;
    }
    return gain > 0;
}

static void sum_missing(const struct byte_block *block, struct byte_group *group,
                        uint32_t largest)
{
    const struct byte_operations *operations = block->operations;
    bool has_rows =
        largest <= operations->largest_in_rows && suits_rows(operations, group);
    for (size_t y = 0; y < group->count; y++)
        if (group->blanks[y] && !(has_rows && gain_of_rows(operations, group, y) > 0))
            operations->add_columns(group, y);
    for (size_t panel = 0; has_rows && panel < group->panel_count; panel++) {
        operations->lay_out(group, panel, block->rows);
        for (size_t y = 0; y < group->count; y++)
            if (group->blanks[y] && gain_of_rows(operations, group, y) > 0)
                operations->add_rows(block->rows, group->blank_rows + y * BLOCK_RUNS,
                                     largest,
                                     &group->missing[y * group->panel_count + panel]);
    }
}

static void count_blanks(const struct byte_operations *operations,
                         struct byte_group *group)
{
    for (size_t x = 0; x < group->count; x++) {
        const uint64_t *rows = group->blank_rows + x * BLOCK_RUNS;
        uint32_t *both_blank = group->both_blank + x * group->count;
        group->blanks[x] = operations->count_both(rows, rows);
        both_blank[x] += group->blanks[x];
        for (size_t y = x + 1; group->blanks[x] && y < group->count; y++)
            both_blank[y] +=
                operations->count_both(rows, group->blank_rows + y * BLOCK_RUNS);
    }
}

static void sum_group(const struct byte_moments *moments, struct byte_group *group)
{
    const struct byte_block *block = moments->block;
    const uint32_t largest = find_largest(moments, group);
    block->operations->multiply(group, largest);
    count_blanks(block->operations, group);
    if (group->count > 1)
        sum_missing(block, group, largest);
}

static void sum_block(struct byte_moments *moments)
{
    struct byte_block *block = moments->block;
    for (size_t i = 0; i < block->group_count; i++)
        sum_group(moments, &block->groups[i]);
    block->block_count++;
    block->run_count = 0;
}

/* A run of which no row is taken. */
static void fill_with_nothing(struct byte_block *block)
{
    const size_t run = block->run_count++;
    const size_t cell_size = block->operations->cell_size;
    for (size_t i = 0; i < block->group_count; i++) {
        struct byte_group *group = &block->groups[i];
        for (size_t x = 0; x < group->count; x++) {
            uint8_t *cells = group->columns;
            memset(cells + (x * COLUMN + run * BYTE_ROWS) * cell_size, 0,
                   BYTE_ROWS * cell_size);
            group->blank_rows[x * BLOCK_RUNS + run] = 0;
        }
    }
}

static int64_t both_blank(const struct byte_group *group, size_t x, size_t y)
{
    return group->both_blank[x < y ? x * group->count + y : y * group->count + x];
}

static const struct panel_sums *missing_with(const struct byte_group *group, size_t x,
                                             size_t y)
{
    return &group->missing[y * group->panel_count + x / PANEL];
}

/* Of x where y is there too. */
static int64_t sum_with(const struct byte_group *group, size_t x, size_t y)
{
    int64_t total = group->totals[x];
    return x == y ? total : total - missing_with(group, x, y)->values[x % PANEL];
}

static int64_t squares_with(const struct byte_group *group, size_t x, size_t y)
{
    int64_t total = group->products[x * group->count + x];
    return x == y ? total : total - missing_with(group, x, y)->squares[x % PANEL];
}

static const struct byte_group *find_group(const struct byte_block *block, size_t v)
{
    const struct byte_group *group = block->groups;
    while (v >= group->first + group->count)
        group++;
    return group;
}

static void add_pair(const struct byte_moments *moments, size_t pair)
{
    const struct byte_block *block = moments->block;
    const struct byte_group *group = find_group(block, moments->pairs[pair].x);
    struct moment_sums *sums = &moments->sums[pair];
    size_t x = moments->pairs[pair].x - group->first;
    size_t y = moments->pairs[pair].y - group->first;
    sums->n += (int64_t)block->row_count - both_blank(group, x, x) -
               both_blank(group, y, y) + both_blank(group, x, y);
    sums->x += sum_with(group, x, y);
    sums->y += sum_with(group, y, x);
    sums->xx += squares_with(group, x, y);
    sums->yy += squares_with(group, y, x);
    sums->xy += group->products[x < y ? x * group->count + y : y * group->count + x];
}

static void empty_sums(struct byte_group *group)
{
    size_t square = group->count * group->count;
    memset(group->both_blank, 0, square * sizeof *group->both_blank);
    memset(group->products, 0, square * sizeof *group->products);
    memset(group->totals, 0, group->count * sizeof *group->totals);
    memset(group->missing, 0, group->count * group->panel_count * sizeof *group->missing);
}

void byte_moments_finish(struct byte_moments *moments)
{
    struct byte_block *block = moments->block;
    while (block->run_count && block->run_count < BLOCK_RUNS)
        fill_with_nothing(block);
    if (block->run_count)
        sum_block(moments);
    if (!block->block_count)
        return;
    for (size_t i = 0; i < moments->pair_count; i++)
        add_pair(moments, i);
    for (size_t i = 0; i < block->group_count; i++)
        empty_sums(&block->groups[i]);
    block->block_count = 0;
    block->row_count = 0;
}

void byte_moments_add(struct byte_moments *moments, const uint8_t *texts, uint64_t rows)
{
    struct byte_block *block = moments->block;
    block->operations->fill(moments, texts, rows);
    if (++block->run_count == BLOCK_RUNS)
        sum_block(moments);
    if (block->block_count == MOST_BLOCKS)
        byte_moments_finish(moments);
}

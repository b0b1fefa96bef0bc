#include "analysis/row_figures.h"

#include "base/memory.h"

#include <assert.h>
#include <stdint.h>

/* One for each kind of figures that a question may have. */
#define FLAVOURS(...)                                                                    \
    {                                                                                    \
        { { __VA_ARGS__ }, { __VA_ARGS__, .has_top_box = true } },                       \
        {                                                                                \
            { __VA_ARGS__, .has_nps = true },                                            \
            {                                                                            \
                __VA_ARGS__, .has_nps = true, .has_top_box = true                        \
            }                                                                            \
        }                                                                                \
    }

#define NOBODY                                                                           \
    {                                                                                    \
        .available = true                                                                \
    }

#define HIDDEN(why) FLAVOURS(.status = CELL_SUPPRESSED, .reason = (why))

/* How much a thread takes at once. */
enum { ROOM_SIDES = 64, ROOM_GAPS = 16 };

/* Gaps take blocks of some 300 kB, for which there are places where reading took memory
   and has freed it. */
enum { BLOCK_GAPS = 64 * ROOM_GAPS };

const struct side_result *side_not_asked(void)
{
    static const struct side_result side = { .status = CELL_NOT_ASKED };
    return &side;
}

const struct side_result *side_of_nobody(bool has_nps, bool has_top_box)
{
    static const struct side_result sides[2][2] =
        FLAVOURS(.status = CELL_EMPTY, .n = NOBODY,
                 .missing = { NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY });
    static_assert(MISSING_COUNT == 6, "all kinds of missing answers are there");
    return &sides[has_nps][has_top_box];
}

const struct side_result *side_hidden(enum suppression_reason reason, bool has_nps,
                                      bool has_top_box)
{
    static const struct side_result sides[REASON_DERIVED + 1][2][2] = {
        [REASON_PRIMARY] = HIDDEN(REASON_PRIMARY),
        [REASON_COMPLEMENTARY] = HIDDEN(REASON_COMPLEMENTARY),
        [REASON_RESIDUAL] = HIDDEN(REASON_RESIDUAL),
        [REASON_UNANIMITY] = HIDDEN(REASON_UNANIMITY),
        [REASON_DIFFERENCING] = HIDDEN(REASON_DIFFERENCING),
        [REASON_DERIVED] = HIDDEN(REASON_DERIVED),
    };
    return &sides[reason][has_nps][has_top_box];
}

static const struct gap_result bare_gaps[CELL_NOT_ASKED + 1][2][2] = {
    [CELL_OK] = FLAVOURS(.status = CELL_OK),
    [CELL_SUPPRESSED] = HIDDEN(REASON_DERIVED),
    [CELL_HELD] = FLAVOURS(.status = CELL_HELD),
    [CELL_TOO_FEW] = FLAVOURS(.status = CELL_TOO_FEW),
    [CELL_EMPTY] = FLAVOURS(.status = CELL_EMPTY),
    [CELL_NOT_ASKED] = FLAVOURS(.status = CELL_NOT_ASKED),
};

const struct gap_result *gap_without_figures(enum cell_status status, bool has_nps,
                                             bool has_top_box)
{
    return &bare_gaps[status][has_nps][has_top_box];
}

/* Their memory is not touched before gaps are. */
static bool make_gap_blocks(struct row_figures *figures)
{
    struct gap_result **blocks = memory_allocate(figures->gap_blocks, sizeof *blocks);
    figures->gaps = blocks;
    for (size_t i = 0; blocks && i < figures->gap_blocks; i++) {
        blocks[i] = memory_allocate_bytes(BLOCK_GAPS * sizeof **blocks);
        if (!blocks[i])
            return false;
    }
    return blocks != NULL;
}

bool row_figures_init(struct row_figures *figures, size_t row_count, size_t thread_count)
{
    if (row_count > SIZE_MAX / 2 / SIDE_COUNT)
        return false;
    figures->side_room = SIDE_COUNT * row_count + thread_count * ROOM_SIDES;
    figures->gap_blocks = (row_count + thread_count * ROOM_GAPS) / BLOCK_GAPS + 1;
    if (make_gap_blocks(figures))
        figures->sides = memory_resize(NULL, figures->side_room, sizeof *figures->sides);
    if (figures->sides)
        return true;
    row_figures_release(figures);
    return false;
}

void row_figures_release(struct row_figures *figures)
{
    memory_free(figures->sides);
    for (size_t i = 0; figures->gaps && i < figures->gap_blocks; i++)
        memory_free(figures->gaps[i]);
    memory_free(figures->gaps);
    figures->sides = NULL;
    figures->gaps = NULL;
}

static struct side_result *take_sides(struct row_figures *figures, size_t count)
{
    return figures->sides + atomic_fetch_add(&figures->side_count, count);
}

/* One, or a whole room as long as nobody has taken one: then it is in one block. */
static struct gap_result *take_gaps(struct row_figures *figures, size_t count)
{
    size_t first = atomic_fetch_add(&figures->gap_count, count);
    assert(first % BLOCK_GAPS + count <= BLOCK_GAPS);
    return figures->gaps[first / BLOCK_GAPS] + first % BLOCK_GAPS;
}

struct side_result *figure_room_side(struct figure_room *room,
                                     struct row_figures *figures)
{
    if (!room->side_count) {
        room->sides = take_sides(figures, ROOM_SIDES);
        room->side_count = ROOM_SIDES;
    }
    return room->sides;
}

struct gap_result *figure_room_gap(struct figure_room *room, struct row_figures *figures)
{
    if (!room->gap_count) {
        room->gaps = take_gaps(figures, ROOM_GAPS);
        room->gap_count = ROOM_GAPS;
    }
    return room->gaps;
}

const struct side_result *figure_room_keep_side(struct figure_room *room)
{
    room->side_count--;
    return room->sides++;
}

const struct gap_result *figure_room_keep_gap(struct figure_room *room)
{
    room->gap_count--;
    return room->gaps++;
}

static bool is_within(const void *block, size_t byte_count, const void *item)
{
    uintptr_t first = (uintptr_t)block;
    uintptr_t at = (uintptr_t)item;
    return at >= first && at - first < byte_count;
}

struct side_result *row_own_side(struct results *results, struct result_row *row,
                                 enum side side)
{
    struct row_figures *figures = &results->figures;
    if (is_within(figures->sides, figures->side_room * sizeof *figures->sides,
                  row->sides[side]))
        return (struct side_result *)(uintptr_t)row->sides[side];
    struct side_result *own = take_sides(figures, 1);
    *own = *row->sides[side];
    row->sides[side] = own;
    return own;
}

struct gap_result *row_own_gap(struct results *results, struct result_row *row)
{
    if (!is_within(bare_gaps, sizeof bare_gaps, row->gap))
        return (struct gap_result *)(uintptr_t)row->gap;
    struct gap_result *own = take_gaps(&results->figures, 1);
    *own = *row->gap;
    row->gap = own;
    return own;
}

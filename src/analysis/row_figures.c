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

/* Figures take blocks of some 300 kB, for which there are places where reading took
   memory and has freed it. */
enum { BLOCK_SIDES = 16 * ROOM_SIDES, BLOCK_GAPS = 64 * ROOM_GAPS };

static const struct {
    struct side_result not_asked;
    struct side_result of_nobody[2][2];
    struct side_result hidden[REASON_DERIVED + 1][2][2];
} bare_sides = {
    .not_asked = { .status = CELL_NOT_ASKED },
    .of_nobody = FLAVOURS(.status = CELL_EMPTY, .n = NOBODY,
                          .missing = { NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY }),
    .hidden = {
        [REASON_PRIMARY] = HIDDEN(REASON_PRIMARY),
        [REASON_COMPLEMENTARY] = HIDDEN(REASON_COMPLEMENTARY),
        [REASON_RESIDUAL] = HIDDEN(REASON_RESIDUAL),
        [REASON_UNANIMITY] = HIDDEN(REASON_UNANIMITY),
        [REASON_DIFFERENCING] = HIDDEN(REASON_DIFFERENCING),
        [REASON_DERIVED] = HIDDEN(REASON_DERIVED),
    },
};
static_assert(MISSING_COUNT == 6, "all kinds of missing answers are there");

const struct side_result *side_not_asked(void)
{
    return &bare_sides.not_asked;
}

const struct side_result *side_of_nobody(bool has_nps, bool has_top_box)
{
    return &bare_sides.of_nobody[has_nps][has_top_box];
}

const struct side_result *side_hidden(enum suppression_reason reason, bool has_nps,
                                      bool has_top_box)
{
    return &bare_sides.hidden[reason][has_nps][has_top_box];
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

static bool prepare(struct figure_blocks *figures, size_t count, size_t per_block)
{
    figures->block_count = count / per_block + 1;
    figures->blocks = memory_allocate(figures->block_count, sizeof *figures->blocks);
    return figures->blocks != NULL;
}

static void release(struct figure_blocks *figures)
{
    for (size_t i = 0; figures->blocks && i < figures->block_count; i++)
        memory_free(figures->blocks[i]);
    memory_free(figures->blocks);
    figures->blocks = NULL;
}

bool row_figures_init(struct row_figures *figures, size_t row_count, size_t thread_count)
{
    if (row_count > SIZE_MAX / 2 / SIDE_COUNT)
        return false;
    if (prepare(&figures->sides, SIDE_COUNT * row_count + thread_count * ROOM_SIDES,
                BLOCK_SIDES) &&
        prepare(&figures->gaps, row_count + thread_count * ROOM_GAPS, BLOCK_GAPS))
        return true;
    row_figures_release(figures);
    return false;
}

void row_figures_release(struct row_figures *figures)
{
    release(&figures->sides);
    release(&figures->gaps);
}

/* Of two threads that make the same block, one finds it made. */
static void *make_block(_Atomic(void *) *block, size_t byte_count)
{
    void *known = atomic_load(block);
    if (known)
        return known;
    void *made = memory_allocate_bytes(byte_count);
    if (!made || atomic_compare_exchange_strong(block, &known, made))
        return made;
    memory_free(made);
    return known;
}

/* One, or a whole room as long as nobody has taken one: then it is in one block. NULL
   when memory is short. */
static struct side_result *take_sides(struct row_figures *figures, size_t count)
{
    size_t first = atomic_fetch_add(&figures->sides.taken, count);
    assert(first % BLOCK_SIDES + count <= BLOCK_SIDES);
    struct side_result *block = make_block(&figures->sides.blocks[first / BLOCK_SIDES],
                                           BLOCK_SIDES * sizeof *block);
    return block ? block + first % BLOCK_SIDES : NULL;
}

static struct gap_result *take_gaps(struct row_figures *figures, size_t count)
{
    size_t first = atomic_fetch_add(&figures->gaps.taken, count);
    assert(first % BLOCK_GAPS + count <= BLOCK_GAPS);
    struct gap_result *block =
        make_block(&figures->gaps.blocks[first / BLOCK_GAPS], BLOCK_GAPS * sizeof *block);
    return block ? block + first % BLOCK_GAPS : NULL;
}

struct side_result *figure_room_side(struct figure_room *room,
                                     struct row_figures *figures)
{
    if (!room->side_count) {
        room->sides = take_sides(figures, ROOM_SIDES);
        room->side_count = room->sides ? ROOM_SIDES : 0;
    }
    return room->sides;
}

struct gap_result *figure_room_gap(struct figure_room *room, struct row_figures *figures)
{
    if (!room->gap_count) {
        room->gaps = take_gaps(figures, ROOM_GAPS);
        room->gap_count = room->gaps ? ROOM_GAPS : 0;
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
    if (!is_within(&bare_sides, sizeof bare_sides, row->sides[side]))
        return (struct side_result *)(uintptr_t)row->sides[side];
    struct side_result *own = take_sides(&results->figures, 1);
    if (!own)
        return NULL;
    *own = *row->sides[side];
    row->sides[side] = own;
    return own;
}

struct gap_result *row_own_gap(struct results *results, struct result_row *row)
{
    if (!is_within(bare_gaps, sizeof bare_gaps, row->gap))
        return (struct gap_result *)(uintptr_t)row->gap;
    struct gap_result *own = take_gaps(&results->figures, 1);
    if (!own)
        return NULL;
    *own = *row->gap;
    row->gap = own;
    return own;
}

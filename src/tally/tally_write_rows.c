#include "tally/tally_write_rows.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/stretches.h"
#include "tally/tally_cells.h"

#include <stdlib.h>
#include <string.h>

/* Of some groups. */
struct row_writer {
    const struct tally_document *document;
    struct buffer *text;
    struct buffer row_start; /* what the rows of a group and a dimension begin with */
    size_t group_bytes;      /* of that, what those of the group do */
};

static const char *name_of(const struct map *names, ptrdiff_t number)
{
    return number == TALLY_NONE ? "" : map_key_at(names, (size_t)number);
}

static void start_group(struct row_writer *writer, const struct tally_group *group)
{
    const struct tally *tally = writer->document->tally;
    struct buffer *start = &writer->row_start;
    buffer_clear(start);
    buffer_text(start, side_name(group->side));
    tally_put_next(start, name_of(&tally->waves, group->wave));
    tally_put_next(start, name_of(&tally->segments, group->segment));
    tally_put_next(start, name_of(&tally->units, group->unit));
    writer->group_bytes = start->byte_count;
}

static void start_rows(struct row_writer *writer, const char *dimension)
{
    struct buffer *start = &writer->row_start;
    if (start->byte_count > writer->group_bytes)
        start->byte_count = writer->group_bytes;
    tally_put_next(start, dimension);
    buffer_byte(start, ',');
}

static void put_weights(struct buffer *line, const struct weight_sums *weights)
{
    char sum[WEIGHT_TEXT_BYTES] = "";
    char squares[WEIGHT_TEXT_BYTES] = "";
    if (weights)
        weight_sums_format(weights, sum, squares);
    tally_put_next(line, sum);
    tally_put_next(line, squares);
}

/* A level or a kind of missing, and how often it was met: nearly all of a tally. In a
   tally without weights these are not looked at. */
static void put_row(struct row_writer *writer, const char *level, size_t level_bytes,
                    uint64_t count, const struct weight_sums *weights)
{
    struct buffer *line = writer->text;
    const struct buffer *start = &writer->row_start;
    enum { ENDS = sizeof ",\n" - 1 };
    char *text = buffer_room(line, start->byte_count + level_bytes + WHOLE_DIGITS + ENDS);
    if (!text || buffer_failed(start))
        return;
    char *end = text;
    memcpy(end, start->bytes, start->byte_count);
    end += start->byte_count;
    memcpy(end, level, level_bytes);
    end += level_bytes;
    *end++ = ',';
    end = number_write_whole(count, end);
    if (!writer->document->tally->is_weighted)
        *end++ = '\n';
    buffer_written(line, (size_t)(end - text));
    if (writer->document->tally->is_weighted) {
        put_weights(line, weights);
        buffer_byte(line, '\n');
    }
}

static void put_row_count(struct row_writer *writer, const struct tally_group *group)
{
    start_group(writer, group);
    start_rows(writer, "");
    put_row(writer, TALLY_ROWS, strlen(TALLY_ROWS), group->row_count, &group->weights);
}

struct leveled {
    double level;
    size_t number;
    char text[NUMBER_TEXT_BYTES];
    size_t text_bytes;
};

static int compare_levels(const void *a, const void *b)
{
    double x = ((const struct leveled *)a)->level;
    double y = ((const struct leveled *)b)->level;
    return (x > y) - (x < y);
}

static void put_answers(struct row_writer *writer, const struct tally_group *group,
                        size_t dimension, const struct leveled *order, size_t level_count)
{
    const struct tally_cell *cell = &group->cells[dimension];
    start_rows(writer, writer->document->study->dimensions[dimension].id);
    for (size_t i = 0; i < level_count; i++) {
        size_t number = order[i].number;
        if (number >= cell->level_capacity || !cell->counts[number])
            continue;
        put_row(writer, order[i].text, order[i].text_bytes, cell->counts[number],
                cell->weights ? &cell->weights[number] : NULL);
    }
    for (int kind = 0; kind < MISSING_COUNT; kind++) {
        if (!cell->missing[kind])
            continue;
        const char *name = missing_kind_name((enum missing_kind)kind);
        put_row(writer, name, strlen(name), cell->missing[kind], NULL);
    }
}

static bool sort_levels(const struct tally_levels *levels, struct leveled **order_out)
{
    struct leveled *order = memory_allocate(levels->count, sizeof *order);
    if (!order)
        return false;
    for (size_t i = 0; i < levels->count; i++)
        order[i] = (struct leveled){ .level = levels->values[i], .number = i };
    qsort(order, levels->count, sizeof *order, compare_levels);
    for (size_t i = 0; i < levels->count; i++) {
        number_format_exact(order[i].level, order[i].text);
        order[i].text_bytes = strlen(order[i].text);
    }
    *order_out = order;
    return true;
}

/* What groups sort by, spelled out so that qsort needs no context. */
struct placed_group {
    const struct tally_group *group;
    const char *names[3]; /* wave, segment, unit */
};

static int compare_groups(const void *a, const void *b)
{
    const struct placed_group *x = a;
    const struct placed_group *y = b;
    if (x->group->side != y->group->side)
        return x->group->side < y->group->side ? -1 : 1;
    for (int i = 0; i < 3; i++) {
        int order = strcmp(x->names[i], y->names[i]);
        if (order)
            return order;
    }
    return 0;
}

static bool sort_groups(const struct tally *tally, struct placed_group **placed_out)
{
    struct placed_group *placed = memory_allocate(tally->group_count, sizeof *placed);
    if (!placed)
        return false;
    for (size_t g = 0; g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        placed[g] = (struct placed_group){ group,
                                           { name_of(&tally->waves, group->wave),
                                             name_of(&tally->segments, group->segment),
                                             name_of(&tally->units, group->unit) } };
    }
    qsort(placed, tally->group_count, sizeof *placed, compare_groups);
    *placed_out = placed;
    return true;
}

struct listing {
    const struct tally_document *document;
    struct placed_group *groups;         /* in their order */
    struct leveled **orders[SIDE_COUNT]; /* of the levels, per dimension */
};

static bool listing_init(struct listing *listing, const struct tally_document *document)
{
    const struct tally *tally = document->tally;
    *listing = (struct listing){ .document = document };
    bool done = sort_groups(tally, &listing->groups);
    for (int side = 0; done && side < SIDE_COUNT; side++) {
        struct leveled **orders = memory_allocate(tally->dimension_count, sizeof *orders);
        listing->orders[side] = orders;
        done = orders != NULL;
        for (size_t d = 0; done && d < tally->dimension_count; d++)
            done = sort_levels(&tally->levels[side][d], &orders[d]);
    }
    return done;
}

static void listing_release(struct listing *listing)
{
    const struct tally *tally = listing->document->tally;
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct leveled **orders = listing->orders[side];
        for (size_t d = 0; orders && d < tally->dimension_count; d++)
            memory_free(orders[d]);
        memory_free(orders);
    }
    memory_free(listing->groups);
}

static void put_group(struct row_writer *writer, const struct listing *listing,
                      const struct tally_group *group)
{
    const struct tally *tally = listing->document->tally;
    put_row_count(writer, group);
    for (size_t d = 0; d < tally->dimension_count; d++)
        put_answers(writer, group, d, listing->orders[group->side][d],
                    tally->levels[group->side][d].count);
}

static bool format_groups(void *context, size_t first, size_t end, struct buffer *text)
{
    const struct listing *listing = context;
    struct row_writer writer = { .document = listing->document, .text = text };
    for (size_t g = first; g < end; g++)
        put_group(&writer, listing, listing->groups[g].group);
    bool done = !buffer_failed(&writer.row_start);
    buffer_release(&writer.row_start);
    return done;
}

enum symbar_status tally_write_rows(const struct tally_document *document,
                                    struct sink sink)
{
    enum { STRETCH_GROUPS = 32 };
    struct listing listing;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    if (listing_init(&listing, document)) {
        const struct stretched_list groups = { document->tally->group_count,
                                               STRETCH_GROUPS, format_groups, &listing };
        status = stretches_write(&document->study->work, &groups, sink);
    }
    listing_release(&listing);
    return status;
}

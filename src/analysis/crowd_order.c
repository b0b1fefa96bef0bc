#include "analysis/crowd_order.h"

#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"
#include "study/families.h"
#include "tally/segment_key.h"

#include <stdlib.h>
#include <string.h>

struct ordering {
    struct crowd_order *order;
    const struct study *study;
    const struct tally *tally;
    struct map keys; /* family and name */
    struct buffer part;
    struct buffer key;
    size_t capacity;
};

/* The number of a segment of a family, made on first use if `adds`; TALLY_NONE for an
   empty name. False when memory is short. */
static bool find_segment(struct ordering *ordering, size_t family, ptrdiff_t segment,
                         ptrdiff_t column, bool adds, ptrdiff_t *number_out)
{
    struct crowd_order *order = ordering->order;
    *number_out = TALLY_NONE;
    segment_key_part(map_key_at(&ordering->tally->segments, (size_t)segment),
                     (size_t)column, &ordering->part);
    buffer_clear(&ordering->key);
    buffer_append(&ordering->key, (const char *)&family, sizeof family);
    buffer_append(&ordering->key, ordering->part.bytes ? ordering->part.bytes : "",
                  ordering->part.byte_count);
    if (buffer_failed(&ordering->part) || buffer_failed(&ordering->key))
        return false;
    if (!ordering->part.byte_count)
        return true;
    if (!adds) {
        *number_out =
            map_find(&ordering->keys, ordering->key.bytes, ordering->key.byte_count);
        return true;
    }
    size_t known = ordering->keys.count;
    *number_out = map_add(&ordering->keys, ordering->key.bytes, ordering->key.byte_count);
    if (*number_out == MAP_NONE || !memory_grow(&order->segments, &ordering->capacity,
                                                known + 1, sizeof *order->segments))
        return false;
    if (ordering->keys.count == known)
        return true;
    const char *name = arena_text(&order->arena, ordering->part.bytes);
    order->segments[order->segment_count++] =
        (struct segment_place){ .family = family, .name = name };
    return name != NULL;
}

static bool gather_segments(struct ordering *ordering)
{
    const struct tally *tally = ordering->tally;
    for (size_t g = 0; g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        for (size_t f = 0; f < ordering->order->family_count; f++) {
            ptrdiff_t column = segment_family_at(ordering->study, f).columns[group->side];
            ptrdiff_t number;
            if (group->segment == TALLY_NONE || column == NO_COLUMN || !group->row_count)
                continue;
            if (!find_segment(ordering, f, group->segment, column, true, &number))
                return false;
            if (number != TALLY_NONE)
                ordering->order->segments[number].is_on[group->side] = true;
        }
    }
    return true;
}

static int compare_segments(const void *a, const void *b)
{
    const struct segment_place *x = a;
    const struct segment_place *y = b;
    if (x->family != y->family)
        return x->family < y->family ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* From the numbers in `keys` to places in the sorted list. */
static bool sort_segments(struct ordering *ordering, ptrdiff_t *place_of_number)
{
    struct crowd_order *order = ordering->order;
    size_t count = order->segment_count;
    if (count) /* there may be no array */
        qsort(order->segments, count, sizeof *order->segments, compare_segments);
    for (size_t i = 0; i < count; i++) {
        const struct segment_place *segment = &order->segments[i];
        buffer_clear(&ordering->key);
        buffer_append(&ordering->key, (const char *)&segment->family,
                      sizeof segment->family);
        buffer_text(&ordering->key, segment->name);
        if (buffer_failed(&ordering->key))
            return false;
        ptrdiff_t number =
            map_find(&ordering->keys, ordering->key.bytes, ordering->key.byte_count);
        place_of_number[number] = (ptrdiff_t)i;
    }
    return true;
}

static bool place_segments(struct ordering *ordering, int side,
                           const ptrdiff_t *place_of_number)
{
    struct crowd_order *order = ordering->order;
    size_t count = ordering->tally->segments.count;
    ptrdiff_t *places =
        memory_allocate(count * order->family_count, sizeof *order->segment_places[side]);
    order->segment_places[side] = places;
    for (size_t s = 0; places && s < count; s++)
        for (size_t f = 0; f < order->family_count; f++, places++) {
            ptrdiff_t column = segment_family_at(ordering->study, f).columns[side];
            *places = TALLY_NONE;
            if (column == NO_COLUMN)
                continue;
            if (!find_segment(ordering, f, (ptrdiff_t)s, column, false, places))
                return false;
            if (*places != TALLY_NONE)
                *places = place_of_number[*places];
        }
    return places != NULL;
}

static bool order_segments(struct ordering *ordering)
{
    bool done = gather_segments(ordering);
    ptrdiff_t *place_of_number =
        memory_allocate(ordering->keys.count, sizeof *place_of_number);
    done = done && place_of_number && sort_segments(ordering, place_of_number);
    for (int side = 0; done && side < SIDE_COUNT; side++)
        done = place_segments(ordering, side, place_of_number);
    memory_free(place_of_number);
    return done;
}

/* Waves are few: each new one is put where it belongs. */
static bool order_waves(struct ordering *ordering)
{
    struct crowd_order *order = ordering->order;
    const struct tally *tally = ordering->tally;
    size_t all = tally->waves.count;
    order->waves = memory_allocate(all, sizeof *order->waves);
    order->wave_places = memory_allocate(all, sizeof *order->wave_places);
    if (!order->waves || !order->wave_places)
        return false;
    for (size_t w = 0; w < all; w++)
        order->wave_places[w] = TALLY_NONE;
    for (size_t g = 0; g < tally->group_count; g++) {
        ptrdiff_t wave = tally->groups[g].wave;
        if (wave == TALLY_NONE || !tally->groups[g].row_count ||
            order->wave_places[wave] != TALLY_NONE)
            continue;
        const char *name =
            arena_text(&order->arena, map_key_at(&tally->waves, (size_t)wave));
        if (!name)
            return false;
        order->wave_places[wave] = 0;
        size_t at = order->wave_count++;
        for (; at > 0 && compare_waves(ordering->study, order->waves[at - 1], name) > 0;
             at--)
            order->waves[at] = order->waves[at - 1];
        order->waves[at] = name;
    }
    for (size_t w = 0; w < all; w++)
        for (size_t i = 0; i < order->wave_count; i++)
            if (strcmp(map_key_at(&tally->waves, w), order->waves[i]) == 0)
                order->wave_places[w] = (ptrdiff_t)i;
    return true;
}

bool crowd_order_init(struct crowd_order *order, const struct study *study,
                      const struct tally *tally)
{
    *order = (struct crowd_order){ .family_count = segment_family_count(study) };
    struct ordering ordering = { .order = order, .study = study, .tally = tally };
    bool done = order_segments(&ordering) && order_waves(&ordering);
    map_release(&ordering.keys);
    buffer_release(&ordering.part);
    buffer_release(&ordering.key);
    if (!done)
        crowd_order_release(order);
    return done;
}

/* A mark of all that was asked in a wave, in any order; 0: not known. */
static uint64_t *questions_by_wave(const struct crowd_order *order,
                                   const struct study *study, const struct tally *tally,
                                   enum side side)
{
    uint64_t *marks =
        memory_allocate(order->wave_count * study->dimension_count, sizeof *marks);
    for (size_t i = 0; marks && i < tally->questions.count; i++) {
        const struct tally_question asked = tally_question_at(tally, i);
        ptrdiff_t place = order->wave_places[asked.wave];
        if (asked.side == (uint64_t)side && place != TALLY_NONE)
            marks[(size_t)place * study->dimension_count + asked.dimension] +=
                asked.question | 1;
    }
    return marks;
}

bool *question_breaks(const struct crowd_order *order, const struct study *study,
                      const struct tally *tally, enum side side)
{
    size_t dimensions = study->dimension_count;
    uint64_t *marks = questions_by_wave(order, study, tally, side);
    bool *breaks = memory_allocate(order->wave_count * dimensions, sizeof *breaks);
    for (size_t d = 0; marks && breaks && d < dimensions; d++) {
        uint64_t last = 0;
        for (size_t w = 0; w < order->wave_count; w++) {
            uint64_t mark = marks[w * dimensions + d];
            breaks[w * dimensions + d] = mark && last && mark != last;
            last = mark ? mark : last;
        }
    }
    if (!marks) {
        memory_free(breaks);
        breaks = NULL;
    }
    memory_free(marks);
    return breaks;
}

void crowd_order_release(struct crowd_order *order)
{
    arena_release(&order->arena);
    memory_free(order->segments);
    memory_free(order->waves);
    memory_free(order->wave_places);
    for (int side = 0; side < SIDE_COUNT; side++)
        memory_free(order->segment_places[side]);
    *order = (struct crowd_order){ 0 };
}

#include "report/svg_spots.h"

#include "report/text_extent.h"

#include <string.h>

enum { LABEL_MOST = 130, CLEARANCE = 8 };

static bool overlaps(const struct frame *a, const struct frame *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom &&
           b->top < a->bottom;
}

static bool is_free(const struct spots *spots, const struct frame *wanted, bool on_small)
{
    const struct frame *within = &spots->within;
    if (wanted->left < within->left || wanted->right > within->right ||
        wanted->top < within->top || wanted->bottom > within->bottom)
        return false;
    for (size_t i = 0; i < spots->count; i++)
        if (!(on_small && spots->gives_way[i]) && overlaps(wanted, &spots->taken[i]))
            return false;
    return true;
}

static void take(struct spots *spots, struct frame frame, bool gives_way)
{
    if (spots->count == MOST_SPOTS)
        return;
    spots->gives_way[spots->count] = gives_way;
    spots->taken[spots->count++] = frame;
}

void spots_take(struct spots *spots, double x, double y, double radius, bool is_small)
{
    take(spots, (struct frame){ x - radius, y - radius, x + radius, y + radius },
         is_small);
}

/* Where a label may stand, seen from its mark, best first. */
static const struct label_place {
    double dx;
    double dy;
    enum anchor anchor;
} places[] = {
    { CLEARANCE, 4, ANCHOR_START },
    { -CLEARANCE, 4, ANCHOR_END },
    { 0, -CLEARANCE, ANCHOR_MIDDLE },
    { 0, CLEARANCE + SMALL_SIZE - 2, ANCHOR_MIDDLE },
    { CLEARANCE - 3, -CLEARANCE, ANCHOR_START },
    { CLEARANCE - 3, CLEARANCE + SMALL_SIZE - 2, ANCHOR_START },
    { 3 - CLEARANCE, -CLEARANCE, ANCHOR_END },
    { 3 - CLEARANCE, CLEARANCE + SMALL_SIZE - 2, ANCHOR_END },
};

static bool find_place(const struct spots *spots, double x, double y, double width,
                       bool on_small, const struct label_place **place_out,
                       struct frame *frame_out)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        double foot = y + places[i].dy;
        double left = x + places[i].dx - width * (int)places[i].anchor / 2;
        const struct frame wanted = { left, foot - SMALL_SIZE + 2, left + width,
                                      foot + 3 };
        if (is_free(spots, &wanted, on_small)) {
            *place_out = &places[i];
            *frame_out = wanted;
            return true;
        }
    }
    return false;
}

bool spots_label(struct spots *spots, struct drawing *drawing, double x, double y,
                 const char *text)
{
    double width = text_extent(text, strlen(text), SMALL_SIZE);
    if (width > LABEL_MOST)
        width = LABEL_MOST;
    const struct label_place *place;
    struct frame frame;
    if (!find_place(spots, x, y, width, false, &place, &frame) &&
        !find_place(spots, x, y, width, true, &place, &frame))
        return false;
    take(spots, frame, false);
    struct lettering letters = lettering_of(SMALL_SIZE, INK, place->anchor);
    letters.has_halo = true;
    svg_label(drawing, x + place->dx, y + place->dy, letters, text, LABEL_MOST);
    return true;
}

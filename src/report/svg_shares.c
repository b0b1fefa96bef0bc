/* Answer shares: for each dimension and side a bar of 100 %, an NPS in its three parts,
   other scales as top box and the rest. */
#include "report/chart.h"
#include "report/svg_frame.h"
#include "report/words.h"

enum {
    BAR_HEIGHT = 20,
    BAR_STEP = 26,
    GROUP_SPACE = 14,
    MOST_PARTS = 3,
    NARROWEST_BAR = 34
};

#define INK_DETRACTORS "#6e7781"
#define INK_PASSIVES "#d0d7de"

struct part {
    double share;
    const char *fill;
    const char *ink; /* of the number on it */
};

static const char *const side_inks[SIDE_COUNT] = { INK_EMPLOYEES, INK_CUSTOMERS };

/* The parts of a side's answers; none where nothing is shown. */
static size_t parts_of(const struct side_result *side, enum side which,
                       struct part parts_out[MOST_PARTS])
{
    if (side->has_nps && side->promoters.available) {
        parts_out[0] = (struct part){ side->detractors.value, INK_DETRACTORS, "#fff" };
        parts_out[1] = (struct part){ side->passives.value, INK_PASSIVES, INK };
        parts_out[2] = (struct part){ side->promoters.value, side_inks[which], "#fff" };
        return 3;
    }
    if (side->has_top_box && side->top_box.value.available) {
        double top = side->top_box.value.value;
        parts_out[0] = (struct part){ 100 - top, INK_PASSIVES, INK };
        parts_out[1] = (struct part){ top, side_inks[which], "#fff" };
        return 2;
    }
    return 0;
}

static bool has_shares(const struct result_row *row)
{
    struct part parts[MOST_PARTS];
    return row->scope == SCOPE_OVERALL &&
           (parts_of(row->sides[SIDE_EMPLOYEES], SIDE_EMPLOYEES, parts) ||
            parts_of(row->sides[SIDE_CUSTOMERS], SIDE_CUSTOMERS, parts));
}

static void say_share(struct buffer *out, const struct language *language, double share)
{
    chart_number(out, language, share, 0, false);
    buffer_text(out, "\xc2\xa0%");
}

static void draw_bar(struct drawing *drawing, double left, double right, double top,
                     const struct part *parts, size_t count)
{
    double at = left;
    for (size_t i = 0; i < count; i++) {
        double width = (right - left) * parts[i].share / 100;
        svg_box(drawing, at, top, width - 1, BAR_HEIGHT, parts[i].fill);
        if (width >= NARROWEST_BAR) {
            struct buffer share = { 0 };
            say_share(&share, drawing->language, parts[i].share);
            if (buffer_failed(&share))
                drawing->body.failed = true;
            else
                svg_text(drawing, at + width / 2, top + 14,
                         lettering_of(SMALL_SIZE, parts[i].ink, ANCHOR_MIDDLE),
                         share.bytes);
            buffer_release(&share);
        }
        at += width;
    }
}

static void say_parts(struct buffer *words, const struct language *language,
                      enum side side, const struct part *parts, size_t count)
{
    static const char *const nps[] = { TRANSLATABLE("detractors"),
                                       TRANSLATABLE("passives"),
                                       TRANSLATABLE("promoters") };
    static const char *const top_box[] = { TRANSLATABLE("other answers"),
                                           TRANSLATABLE("top box") };
    buffer_format(words, "%s: ", side_words(language, side));
    for (size_t i = 0; i < count; i++) {
        say_share(words, language, parts[i].share);
        buffer_format(words, " %s%s",
                      translated(language, (count == 3 ? nps : top_box)[i]),
                      i + 1 < count ? ", " : ". ");
    }
}

/* One dimension; returns where the next one starts. */
static double draw_row(const struct report *report, const struct result_row *row,
                       struct drawing *drawing, double top, struct buffer *words)
{
    bool is_narrow = drawing->width < 600;
    double label_width = is_narrow ? 0 : 190;
    double side_width = 96;
    struct part unused[MOST_PARTS];
    bool is_two_sided = parts_of(row->sides[SIDE_EMPLOYEES], SIDE_EMPLOYEES, unused) &&
                        parts_of(row->sides[SIDE_CUSTOMERS], SIDE_CUSTOMERS, unused);
    const char *label = report->study->dimensions[row->dimension].label;
    const struct lettering lettering = is_narrow
                                           ? lettering_bold(LABEL_SIZE, INK, ANCHOR_START)
                                           : lettering_of(LABEL_SIZE, INK, ANCHOR_START);
    double at = top;
    if (is_narrow) {
        svg_label(drawing, 0, at + 14, lettering, label, drawing->width);
        at += BAR_STEP;
    } else
        svg_paragraph(drawing, 0, at + (is_two_sided ? BAR_STEP : BAR_HEIGHT / 2.0) - 3,
                      lettering, label, label_width - 8);
    buffer_format(words, "%s. ", label);
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct part parts[MOST_PARTS];
        size_t count = parts_of(row->sides[side], (enum side)side, parts);
        if (!count)
            continue;
        svg_label(drawing, label_width, at + 14,
                  lettering_of(SMALL_SIZE, INK_SOFT, ANCHOR_START),
                  side_words(drawing->language, (enum side)side), side_width - 8);
        draw_bar(drawing, label_width + side_width, drawing->width, at, parts, count);
        say_parts(words, report->language, (enum side)side, parts, count);
        at += BAR_STEP;
    }
    return at + GROUP_SPACE;
}

static void draw_shares(const struct report *report, size_t sheet,
                        struct drawing *drawing, struct buffer *words)
{
    (void)sheet;
    const struct language *language = report->language;
    const struct key_entry key[] = {
        { KEY_BOX, INK_DETRACTORS, translated(language, "Detractors") },
        { KEY_BOX, INK_PASSIVES,
          translated(language, "Passives, or not in the top box") },
        { KEY_BOX, INK_EMPLOYEES,
          translated(language, "Promoters or top box, employees") },
        { KEY_BOX, INK_CUSTOMERS,
          translated(language, "Promoters or top box, customers") },
    };
    double top = svg_key(drawing, 0, 0, key, sizeof key / sizeof *key) + 12;
    for (size_t i = 0; i < report->results->row_count; i++)
        if (has_shares(&report->results->rows[i]))
            top = draw_row(report, &report->results->rows[i], drawing, top, words);
    drawing->height = top;
}

static size_t count_shares(const struct report *report)
{
    for (size_t i = 0; i < report->results->row_count; i++)
        if (has_shares(&report->results->rows[i]))
            return 1;
    return 0;
}

const struct chart chart_shares = {
    .name = "shares",
    .heading = TRANSLATABLE("Answer shares"),
    .sheet_count = count_shares,
    .draw = draw_shares,
};

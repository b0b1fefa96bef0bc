#include "support/results.h"

#include "analysis/row_figures.h"
#include "support/test.h"

#include <string.h>

static const double nps_promoters[] = { 9, 10 };
static const double nps_detractors[] = { 0, 1, 2, 3, 4, 5, 6 };
static const double top_two[] = { 4, 5 };
static const struct scale_label agree_labels[] = { { "Strongly disagree", 1 },
                                                   { "Strongly agree", 5 } };
static const struct scale scales[] = {
    { .id = "nps",
      .kind = SCALE_NPS,
      .min = 0,
      .max = 10,
      .promoters = { nps_promoters, 2 },
      .detractors = { nps_detractors, 7 } },
    { .id = "agree5",
      .kind = SCALE_LIKERT,
      .min = 1,
      .max = 5,
      .top = { top_two, 2 },
      .labels = agree_labels,
      .label_count = 2 },
};

#define BY_NAME(name)                                                                    \
    {                                                                                    \
        .by = COLUMN_BY_NAME, .text = (name)                                             \
    }

static const struct item items[] = {
    { .column = BY_NAME("Q1"), .scale = &scales[0] },
    { .column = BY_NAME("nps"), .scale = &scales[0] },
    { .column = BY_NAME("Q5_1"), .scale = &scales[1] },
    { .column = { .by = COLUMN_BY_TEXT, .text = "They listen" },
      .scale = &scales[1],
      .reverse = true },
    { .column = { .by = COLUMN_BY_INDEX, .index = 7 }, .scale = &scales[1] },
    { .column = { .by = COLUMN_BY_NAME, .text = "Q9", .occurrence = 2 },
      .scale = &scales[1] },
    { .column = { .by = COLUMN_BY_IMPORT_ID, .text = "QID4" }, .scale = &scales[1] },
};

static const struct dimension dimensions[FIXTURE_DIMENSIONS] = {
    [DIM_RECOMMEND] = { .id = "recommend",
                        .label = "Recommendation",
                        .lens = LENS_SYMMETRY,
                        .questions = { { &items[0], 1, 1 }, { &items[1], 1, 1 } } },
    [DIM_LISTENING] = { .id = "listening",
                        .label = "Listening",
                        .lens = LENS_MIRROR,
                        .questions = { { &items[2], 2, 1 }, { &items[4], 1, 1 } } },
    [DIM_TOOLS] = { .id = "tools",
                    .label = "Tools and means",
                    .lens = LENS_SYMMETRY,
                    .questions = { { &items[5], 1, 1 }, { 0 } } },
    [DIM_WELCOME] = { .id = "welcome",
                      .label = "Welcome",
                      .lens = LENS_SYMMETRY,
                      .questions = { { 0 }, { &items[6], 1, 1 } } },
};

static const char *const staff_files[] = { "/home/ann/study/in/staff.csv" };
static const char *const staff_names[] = { "in/staff.csv" };
static const char *const client_files[] = { "/home/ann/study/clients.csv" };
static const char *const client_names[] = { "clients.csv" };
static const char *const kept[] = { "1", "True" };
static const struct keep_rule keep = {
    .column = BY_NAME("Finished"), .in = kept, .in_count = 2, .has_min = true, .min = 0.5
};
static const char *const dont_know[] = { "Don't know", "N/A \"?\"" };
static const char *const employees_only[] = { "Lyon 9" };
static const struct set_aside set_aside[] = { { "keep:Finished", 19 } };

static const char *const unit_names[FIXTURE_UNITS] = { "Brest", "Lille", "Zürich" };

struct measure available(double value)
{
    return (struct measure){ .available = true, .value = value };
}

static struct estimate estimate(double value, double low, double high)
{
    return (struct estimate){ available(value), available(low), available(high) };
}

/* A side whose mean is 0 to 10 and whose other figures follow from it, roughly. */
static struct side_result side_of(double n, double mean)
{
    struct side_result side = { .status = CELL_OK, .n = available(n) };
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        side.missing[kind] = available(kind == MISSING_BLANK ? 3 : 0);
    side.mean = available(mean);
    side.mean_sd = available(2.19);
    side.index = estimate(10 * mean, 10 * mean - 2.1, 10 * mean + 2.1);
    side.index_sd = available(21.9);
    return side;
}

static void add_nps(struct side_result *side, double nps)
{
    side->has_nps = true;
    side->nps = estimate(nps, nps - 20.25, nps + 20.25);
    side->promoters = available((100 + nps) / 2 - 20);
    side->passives = available(40);
    side->detractors = available((100 - nps) / 2 - 20);
}

static void add_top_box(struct side_result *side, double share)
{
    side->has_top_box = true;
    side->top_box = estimate(share, share - 8, share + 9);
}

static struct gap_result gap_of(const struct side_result *e, const struct side_result *c,
                                enum verdict verdict)
{
    double gap = e->index.value.value - c->index.value.value;
    struct gap_result result = { .status = CELL_OK,
                                 .index = estimate(gap, gap - 7.9, gap + 7.9),
                                 .t = available(gap / 4),
                                 .df = available(113.087162787278),
                                 .p = available(0.0150106443224369),
                                 .p_adjusted = available(0.0300212886448738),
                                 .cliffs_delta = estimate(0.2145, 0.0264, 0.3879),
                                 .hedges_g = available(0.3871),
                                 .mann_whitney_u = available(3431),
                                 .mann_whitney_z = available(2.2),
                                 .mann_whitney_p = available(0.0276),
                                 .equivalence_margin = available(5),
                                 .equivalence_p = available(0.9),
                                 .equivalence_p_adjusted = available(1),
                                 .minimum_detectable = available(11.2),
                                 .verdict = verdict };
    result.has_nps = e->has_nps && c->has_nps;
    result.has_top_box = e->has_top_box && c->has_top_box;
    if (result.has_nps)
        result.nps = estimate(e->nps.value.value - c->nps.value.value, 0.5, 49.8);
    if (result.has_top_box)
        result.top_box =
            estimate(e->top_box.value.value - c->top_box.value.value, -3, 25.5);
    return result;
}

static void fill_row(struct fixture *fixture, struct result_row *row, int unit,
                     size_t dimension)
{
    double shift = 0.1 * (unit + 1);
    double n = unit < 0 ? 400 : 12 + unit;
    *row = (struct result_row){ .scope = unit < 0 ? SCOPE_OVERALL : SCOPE_UNIT,
                                .unit = unit < 0 ? NULL : unit_names[unit],
                                .dimension = dimension };
    row->sides[SIDE_EMPLOYEES] = row->sides[SIDE_CUSTOMERS] = side_not_asked();
    row->gap = gap_without_figures(CELL_NOT_ASKED, false, false);
    struct side_result *e = fixture_side(fixture, row, SIDE_EMPLOYEES);
    struct side_result *c = fixture_side(fixture, row, SIDE_CUSTOMERS);
    if (dimension != DIM_WELCOME)
        *e = side_of(n, 7.26 + shift);
    if (dimension != DIM_TOOLS)
        *c = side_of(3 * n, 6.274 - shift - (dimension == DIM_LISTENING ? 1 : 0));
    if (dimension == DIM_RECOMMEND) {
        add_nps(e, 3 + unit);
        add_nps(c, -23.25);
    } else {
        if (dimension != DIM_WELCOME)
            add_top_box(e, 71.5);
        if (dimension != DIM_TOOLS)
            add_top_box(c, 38 - unit);
    }
    if (unit == 0) {
        row->quadrant = PLACE_CUSTOMERS_ONLY;
        row->quadrant_probability = available(0.93);
    }
    if (dimension == DIM_RECOMMEND || dimension == DIM_LISTENING)
        *fixture_gap(fixture, row) =
            gap_of(e, c,
                   unit == 1                    ? VERDICT_INCONCLUSIVE
                   : dimension == DIM_RECOMMEND ? VERDICT_SYMMETRIC
                                                : VERDICT_EMPLOYEES_HIGHER);
}

void suppress(struct result_row *row, enum side side)
{
    const struct side_result *open = row->sides[side];
    row->sides[side] = side_hidden(REASON_PRIMARY, open->has_nps, open->has_top_box);
    row->gap =
        gap_without_figures(CELL_SUPPRESSED, row->gap->has_nps, row->gap->has_top_box);
}

static void fill_study(struct fixture *fixture)
{
    memcpy(fixture->dimensions, dimensions, sizeof dimensions);
    struct study *study = &fixture->study;
    *study = (struct study){
        .path = "/home/ann/study/symbar.json",
        .title = "Acme Retail",
        .scales = scales,
        .scale_count = 2,
        .dimensions = fixture->dimensions,
        .dimension_count = FIXTURE_DIMENSIONS,
        .units = { .steps = { [STEP_EXACT] = true, [STEP_SPACING] = true },
                   .aliases = "/home/ann/study/units.csv",
                   .aliases_name = "units.csv" },
        .analysis = { .confidence = 0.95,
                      .alpha = 0.05,
                      .margin = 5,
                      .high = 75,
                      .reference_is_median = true },
        .min_n = { 5, 5 },
        .hides_unanimity = { true, false },
    };
    study->sides[SIDE_EMPLOYEES] = (struct side_study){ .files = { staff_files, 1 },
                                                        .file_names = { staff_names, 1 },
                                                        .has_unit = true,
                                                        .unit = BY_NAME("store"),
                                                        .has_header_rows = true,
                                                        .header_rows = 1,
                                                        .encoding = "auto",
                                                        .platform = "auto",
                                                        .sets_aside = true,
                                                        .keep = &keep,
                                                        .keep_count = 1 };
    study->sides[SIDE_EMPLOYEES].missing[MISSING_DONT_KNOW] =
        (struct text_list){ dont_know, 2 };
    study->sides[SIDE_CUSTOMERS] =
        (struct side_study){ .files = { client_files, 1 },
                             .file_names = { client_names, 1 },
                             .has_unit = true,
                             .unit = BY_NAME("magasin"),
                             .encoding = "utf-8",
                             .platform = "qualtrics",
                             .has_layout = true,
                             .layout = { BY_NAME("who"), BY_NAME("what"),
                                         BY_NAME("how") },
                             .delimiter = ';',
                             .decimal = ',' };
}

static void fill_provenance(struct fixture *fixture)
{
    fixture->inputs[SIDE_EMPLOYEES] = (struct input_summary){ .side = SIDE_EMPLOYEES,
                                                              .file = "in/staff.csv",
                                                              .byte_count = 183220,
                                                              .platform = "generic",
                                                              .encoding = "utf-8",
                                                              .delimiter = '\t',
                                                              .decimal = '.',
                                                              .header_rows = 1,
                                                              .rows_read = 422,
                                                              .rows_used = 403,
                                                              .set_aside = set_aside,
                                                              .set_aside_count = 1 };
    fixture->inputs[SIDE_CUSTOMERS] = (struct input_summary){ .side = SIDE_CUSTOMERS,
                                                              .file = "clients.csv",
                                                              .byte_count = 718281,
                                                              .platform = "generic",
                                                              .encoding = "utf-8-bom",
                                                              .delimiter = ';',
                                                              .decimal = ',',
                                                              .header_rows = 1,
                                                              .rows_read = 1203,
                                                              .rows_used = 1203 };
    for (int side = 0; side < SIDE_COUNT; side++) {
        memset(fixture->inputs[side].sha256, side ? 'b' : 'a', 64);
        fixture->inputs[side].sha256[64] = '\0';
    }
    fixture->merge = (struct unit_merge){
        .unit = "Lille", .spelling = "  Lille", .side = SIDE_CUSTOMERS, .step = "spacing"
    };
    fixture->provenance = (struct provenance){
        .inputs = fixture->inputs,
        .input_count = SIDE_COUNT,
        .units = { .matched = FIXTURE_UNITS,
                   .only = { [SIDE_EMPLOYEES] = { employees_only, 1 } },
                   .merges = &fixture->merge,
                   .merge_count = 1 },
    };
}

void fixture_init(struct fixture *fixture)
{
    *fixture = (struct fixture){ 0 };
    fixture->side_block = fixture->sides;
    fixture->gap_block = fixture->gaps;
    fixture->results.figures.sides.blocks = &fixture->side_block;
    fixture->results.figures.gaps.blocks = &fixture->gap_block;
    fill_study(fixture);
    fill_provenance(fixture);
    for (int unit = -1; unit < FIXTURE_UNITS; unit++)
        for (size_t dimension = 0; dimension < FIXTURE_DIMENSIONS; dimension++)
            fill_row(fixture, fixture_row(fixture, unit, dimension), unit, dimension);
    suppress(fixture_row(fixture, 2, DIM_RECOMMEND), SIDE_EMPLOYEES);
    suppress(fixture_row(fixture, 2, DIM_LISTENING), SIDE_EMPLOYEES);
    fixture_row(fixture, 2, DIM_TOOLS)->sides[SIDE_EMPLOYEES] =
        side_hidden(REASON_PRIMARY, false, true);
    fixture->results.rows = fixture->rows;
    fixture->results.row_count = sizeof fixture->rows / sizeof *fixture->rows;
    fixture->results.unit_count = FIXTURE_UNITS;
    fixture->diagnostics = symbar_diagnostics_create();
    assert_non_null(fixture->diagnostics);
    fixture->report = (struct report){ .study = &fixture->study,
                                       .provenance = &fixture->provenance,
                                       .results = &fixture->results,
                                       .diagnostics = fixture->diagnostics };
}

void fixture_release(struct fixture *fixture)
{
    symbar_diagnostics_free(fixture->diagnostics);
    fixture->diagnostics = NULL;
}

struct result_row *fixture_row(struct fixture *fixture, int unit, size_t dimension)
{
    return &fixture->rows[(size_t)(unit + 1) * FIXTURE_DIMENSIONS + dimension];
}

struct side_result *fixture_side(struct fixture *fixture, struct result_row *row,
                                 enum side side)
{
    return row_own_side(&fixture->results, row, side);
}

struct gap_result *fixture_gap(struct fixture *fixture, struct result_row *row)
{
    return row_own_gap(&fixture->results, row);
}

static bool append(void *context, const char *bytes, size_t byte_count)
{
    struct buffer *buffer = context;
    buffer_append(buffer, bytes, byte_count);
    return !buffer_failed(buffer);
}

struct sink sink_to_buffer(struct buffer *buffer)
{
    return (struct sink){ .write = append, .context = buffer };
}

static bool refuse(void *context, const char *bytes, size_t byte_count)
{
    (void)bytes;
    (void)byte_count;
    long *left = context;
    return (*left)-- > 0;
}

struct sink sink_refusing(long *left)
{
    return (struct sink){ .write = refuse, .context = left };
}

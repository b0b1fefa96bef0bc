#include "analysis/figures.h"

#include <string.h>

#define OF_SIDE(key, heading, unit, member, topic)                                       \
    {                                                                                    \
        key, heading, unit, FIGURE_OF_SIDE, false, offsetof(struct side_result, member), \
            topic                                                                        \
    }
#define OF_DESIGN(key, heading, unit, member, topic)                                     \
    {                                                                                    \
        key, heading, unit, FIGURE_OF_SIDE, true, offsetof(struct side_design, member),  \
            topic                                                                        \
    }
#define OF_GAP(key, heading, unit, member, topic)                                        \
    {                                                                                    \
        key, heading, unit, FIGURE_OF_GAP, false, offsetof(struct gap_result, member),   \
            topic                                                                        \
    }

/* clang-format off */
static const struct figure all_figures[] = {
    OF_SIDE("n", "Respondents", UNIT_COUNT, n, "n"),
    OF_DESIGN("n_eff", "Effective respondents", UNIT_NUMBER, n_eff, "weights"),
    OF_DESIGN("headcount", "Headcount", UNIT_COUNT, headcount, "response"),
    OF_DESIGN("response_rate", "Response rate", UNIT_PERCENT, response_rate, "response"),
    OF_SIDE("missing.blank", "Left blank", UNIT_COUNT, missing[MISSING_BLANK], "missing"),
    OF_SIDE("missing.not_shown", "Not shown", UNIT_COUNT, missing[MISSING_NOT_SHOWN], "missing"),
    OF_SIDE("missing.dont_know", "Don't know", UNIT_COUNT, missing[MISSING_DONT_KNOW], "missing"),
    OF_SIDE("missing.not_applicable", "Not applicable", UNIT_COUNT, missing[MISSING_NOT_APPLICABLE], "missing"),
    OF_SIDE("missing.refused", "Refused", UNIT_COUNT, missing[MISSING_REFUSED], "missing"),
    OF_SIDE("missing.invalid", "Invalid", UNIT_COUNT, missing[MISSING_INVALID], "missing"),
    OF_SIDE("mean.value", "Mean", UNIT_SCALE, mean, "mean"),
    OF_SIDE("mean.sd", "Standard deviation", UNIT_SCALE, mean_sd, "mean"),
    OF_SIDE("index.value", "Index", UNIT_POINTS, index.value, "index"),
    OF_SIDE("index.low", "Index, lower bound", UNIT_POINTS, index.low, "index"),
    OF_SIDE("index.high", "Index, upper bound", UNIT_POINTS, index.high, "index"),
    OF_SIDE("index.sd", "Index, standard deviation", UNIT_POINTS, index_sd, "index"),
    OF_DESIGN("index.deff", "Index, design effect", UNIT_NUMBER, index_deff, "weights"),
    OF_DESIGN("index.df", "Index, degrees of freedom", UNIT_NUMBER, index_df, "weights"),
    OF_SIDE("nps.value", "NPS", UNIT_NPS, nps.value, "nps"),
    OF_SIDE("nps.low", "NPS, lower bound", UNIT_NPS, nps.low, "nps"),
    OF_SIDE("nps.high", "NPS, upper bound", UNIT_NPS, nps.high, "nps"),
    OF_SIDE("nps.promoters", "Promoters", UNIT_PERCENT, promoters, "nps"),
    OF_SIDE("nps.passives", "Passives", UNIT_PERCENT, passives, "nps"),
    OF_SIDE("nps.detractors", "Detractors", UNIT_PERCENT, detractors, "nps"),
    OF_DESIGN("nps.deff", "NPS, design effect", UNIT_NUMBER, nps_deff, "weights"),
    OF_SIDE("top_box.value", "Top box", UNIT_PERCENT, top_box.value, "top_box"),
    OF_SIDE("top_box.low", "Top box, lower bound", UNIT_PERCENT, top_box.low, "top_box"),
    OF_SIDE("top_box.high", "Top box, upper bound", UNIT_PERCENT, top_box.high, "top_box"),
    OF_DESIGN("top_box.deff", "Top box, design effect", UNIT_NUMBER, top_deff, "weights"),
    OF_GAP("index.value", "Gap", UNIT_POINTS, index.value, "gap"),
    OF_GAP("index.low", "Gap, lower bound", UNIT_POINTS, index.low, "gap"),
    OF_GAP("index.high", "Gap, upper bound", UNIT_POINTS, index.high, "gap"),
    OF_GAP("index.t", "Welch's t", UNIT_NUMBER, t, "gap"),
    OF_GAP("index.df", "Degrees of freedom", UNIT_NUMBER, df, "gap"),
    OF_GAP("index.p", "p of the gap", UNIT_PROBABILITY, p, "gap"),
    OF_GAP("index.p_adjusted", "p of the gap, adjusted", UNIT_PROBABILITY, p_adjusted, "adjust"),
    OF_GAP("nps.value", "NPS gap", UNIT_NPS, nps.value, "nps_gap"),
    OF_GAP("nps.low", "NPS gap, lower bound", UNIT_NPS, nps.low, "nps_gap"),
    OF_GAP("nps.high", "NPS gap, upper bound", UNIT_NPS, nps.high, "nps_gap"),
    OF_GAP("top_box.value", "Top-box gap", UNIT_PERCENT, top_box.value, "top_box_gap"),
    OF_GAP("top_box.low", "Top-box gap, lower bound", UNIT_PERCENT, top_box.low, "top_box_gap"),
    OF_GAP("top_box.high", "Top-box gap, upper bound", UNIT_PERCENT, top_box.high, "top_box_gap"),
    OF_GAP("cliffs_delta.value", "Cliff's delta", UNIT_NUMBER, cliffs_delta.value, "cliffs_delta"),
    OF_GAP("cliffs_delta.low", "Cliff's delta, lower bound", UNIT_NUMBER, cliffs_delta.low, "cliffs_delta"),
    OF_GAP("cliffs_delta.high", "Cliff's delta, upper bound", UNIT_NUMBER, cliffs_delta.high, "cliffs_delta"),
    OF_GAP("hedges_g", "Hedges' g", UNIT_NUMBER, hedges_g, "hedges_g"),
    OF_GAP("mann_whitney.u", "Mann-Whitney U", UNIT_NUMBER, mann_whitney_u, "mann_whitney"),
    OF_GAP("mann_whitney.z", "Mann-Whitney z", UNIT_NUMBER, mann_whitney_z, "mann_whitney"),
    OF_GAP("mann_whitney.p", "Mann-Whitney p", UNIT_PROBABILITY, mann_whitney_p, "mann_whitney"),
    OF_GAP("equivalence.margin", "Margin", UNIT_POINTS, equivalence_margin, "equivalence"),
    OF_GAP("equivalence.p", "p of equivalence", UNIT_PROBABILITY, equivalence_p, "equivalence"),
    OF_GAP("equivalence.p_adjusted", "p of equivalence, adjusted", UNIT_PROBABILITY, equivalence_p_adjusted, "adjust"),
    OF_GAP("shrunken.value", "Gap, shrunken", UNIT_POINTS, shrunken.value, "shrunken"),
    OF_GAP("shrunken.low", "Gap, shrunken, lower bound", UNIT_POINTS, shrunken.low, "shrunken"),
    OF_GAP("shrunken.high", "Gap, shrunken, upper bound", UNIT_POINTS, shrunken.high, "shrunken"),
    OF_GAP("shrunken.rank_low", "Rank, from", UNIT_COUNT, rank_low, "shrunken"),
    OF_GAP("shrunken.rank_high", "Rank, to", UNIT_COUNT, rank_high, "shrunken"),
    OF_GAP("minimum_detectable", "Minimum detectable gap", UNIT_POINTS, minimum_detectable, "minimum_detectable"),
};
/* clang-format on */

const struct figure *figures(size_t *count_out)
{
    *count_out = sizeof all_figures / sizeof *all_figures;
    return all_figures;
}

/* The figures of a side come first. */
const struct figure *figures_of_owner(enum figure_owner owner, size_t *count_out)
{
    enum { COUNT = sizeof all_figures / sizeof *all_figures };
    size_t low = 0;
    size_t high = COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (all_figures[middle].owner == FIGURE_OF_SIDE)
            low = middle + 1;
        else
            high = middle;
    }
    *count_out = owner == FIGURE_OF_SIDE ? low : COUNT - low;
    return owner == FIGURE_OF_SIDE ? all_figures : all_figures + low;
}

/* Whether `key` is `name`, or `name` with ".value" left out. */
static bool is_key(const char *key, const char *name)
{
    size_t length = strlen(name);
    return strncmp(key, name, length) == 0 &&
           (key[length] == '\0' || strcmp(key + length, ".value") == 0);
}

const struct figure *figure_find(const char *name, enum side *side_out)
{
    static const char gap_prefix[] = "gap.";
    enum figure_owner owner = FIGURE_OF_GAP;
    const char *key = NULL;
    if (strncmp(name, gap_prefix, strlen(gap_prefix)) == 0)
        key = name + strlen(gap_prefix);
    for (int side = 0; !key && side < SIDE_COUNT; side++) {
        size_t length = strlen(side_name((enum side)side));
        if (strncmp(name, side_name((enum side)side), length) == 0 &&
            name[length] == '.') {
            key = name + length + 1;
            owner = FIGURE_OF_SIDE;
            *side_out = (enum side)side;
        }
    }
    if (!key)
        return NULL;
    for (size_t i = 0; i < sizeof all_figures / sizeof *all_figures; i++)
        if (all_figures[i].owner == owner && is_key(all_figures[i].key, key))
            return &all_figures[i];
    return NULL;
}

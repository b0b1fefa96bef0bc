#include "analysis/figures.h"

/* What `symbar explain` says about figures, verdicts and statuses. The examples are those
   of the published or independently computed vectors that the tests hold the code to. */
static const struct figure_topic topics[] = {
    { "n", "Respondents",
      "How many people gave an answer that counts: a score on every item that the "
      "dimension "
      "needs. People who left the question out are counted by reason under `missing`.",
      "rows used = n + all kinds of missing, per side and dimension", NULL,
      "412 rows used = 409 answers + 3 left blank" },
    { "missing", "Kinds of missing",
      "Why a person has no score: `blank` (left empty), `not_shown` (never asked), "
      "`dont_know`, `not_applicable`, `refused`, or `invalid` (an answer outside the "
      "scale, "
      "where the study says \"bad_answers\": \"missing\"). Missing answers are never "
      "counted "
      "as low ones.",
      NULL, NULL, "customers.missing.dont_know = [\"Don't know\", \"Sans avis\"]" },
    { "mean", "Mean",
      "The mean answer in the scale's own units, with the standard deviation. Not "
      "available "
      "for a dimension whose items have different ranges; its index is.",
      "sum of answers / n; variance with n - 1", NULL,
      "7.26 on 0 to 10, standard deviation 2.19" },
    { "index", "Index",
      "The mean answer rescaled to 0-100, so that a 0-10 scale and a 1-5 scale can be "
      "compared. "
      "0: everybody chose the lowest answer; 100: everybody chose the highest.",
      "100 (mean - min) / (max - min); interval by Student's t with n - 1 degrees of "
      "freedom",
      "POMP, percent of maximum possible: Cohen, Cohen, Aiken & West (1999)",
      "a mean of 7.26 on 0-10 is an index of 72.6; a mean of 4 on 1-5 is 75" },
    { "nps", "NPS, Net Promoter Score",
      "Promoters (9-10) minus detractors (0-6), from -100 to 100. Answered by employees "
      "it is "
      "called eNPS. On another scale than 0-10 the study says who promotes and who "
      "detracts.",
      "100 (P - D) / n. Interval: adjusted Wald; three pseudo-answers are added (3/4 "
      "promoter, "
      "3/2 passive, 3/4 detractor), which keeps it honest for small groups. The printed "
      "value "
      "stays the raw NPS, so the interval need not be centred on it.",
      "Reichheld (2003); interval: Rocks (2016)",
      "15 promoters, 21 passives, 14 detractors: NPS 2.0, 95 % interval -18.5 to 22.3" },
    { "top_box", "Top box",
      "The share of people whose answer is in the scale's `top` set: CSAT's "
      "\"satisfied\". For a "
      "dimension of several items, the share whose score reaches the lowest top answer.",
      "100 T / n; interval: Wilson score", "Wilson (1927)",
      "15 of 50 at the top: 30 %, 95 % interval 19.1 to 43.8" },
    { "gap", "Gap",
      "Employees minus customers, always in that order, in index points. Positive: "
      "employees "
      "rate it higher than customers do.",
      "difference of the two indexes; Welch's t, degrees of freedom after Satterthwaite, "
      "interval on the difference",
      "Welch (1947), Satterthwaite (1946)",
      "72.6 - 62.7 = 9.86 points, 95 % interval 1.95 to 17.76, p = 0.015" },
    { "nps_gap", "NPS gap", "The employees' NPS (eNPS) minus the customers' NPS.",
      "difference of the raw scores; interval from the two adjusted ones (three "
      "pseudo-answers "
      "on each side)",
      "Rocks (2016)", "2.0 - (-23.9) = 25.9 points, 95 % interval 0.5 to 49.8" },
    { "top_box_gap", "Top-box gap", "The employees' top box minus the customers'.",
      "difference of shares; Newcombe's hybrid score interval from the two Wilson "
      "intervals",
      "Newcombe (1998)", "10.5 points, 95 % interval -3.1 to 25.6" },
    { "cliffs_delta", "Cliff's delta",
      "How often an employee's answer is higher than a customer's, minus how often it is "
      "lower, "
      "over all pairs: -1 to 1. It uses only the order of answers.",
      "2U / (nE nC) - 1; unbiased variance and asymmetric interval with t, nE + nC - 2 "
      "degrees "
      "of freedom",
      "Cliff (1993), Feng & Cliff (2004)", "0.2145, 95 % interval 0.0264 to 0.3879" },
    { "hedges_g", "Hedges' g",
      "The gap in standard deviations: 0.2 is usually called small, 0.5 medium, 0.8 "
      "large.",
      "J (gap / pooled sd), J = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)), m = nE + nC - 2",
      "Hedges (1981)", "0.387" },
    { "mann_whitney", "Mann-Whitney test",
      "Tests whether one side's answers tend to be higher, from ranks alone. Shown "
      "beside "
      "Welch's test as a check; the verdict does not use it.",
      "U = pairs where the employee is higher, plus half the ties; z with tie-corrected "
      "variance, no continuity correction, two-sided",
      "Mann & Whitney (1947)", "U = 3431, p = 0.0276" },
    { "equivalence", "Equivalence test",
      "Tests whether the gap is smaller than the margin, in both directions. A small p "
      "is "
      "evidence that the two pictures are the same for practical purposes; that is more "
      "than "
      "finding no difference.",
      "two one-sided Welch tests against -margin and +margin; p is the larger of the two",
      "Schuirmann (1987), Lakens (2017)", "margin 5 points, p = 0.003: symmetric" },
    { "minimum_detectable", "Minimum detectable gap",
      "The smallest true gap that data of this size and spread would find significant in "
      "four "
      "cases out of five. An inconclusive verdict says little about gaps smaller than "
      "this.",
      "(z[1 - alpha/2] + z[0.80]) standard errors of the gap", NULL,
      "11.2 points: a gap of 8 could have been missed" },
    { "adjust", "Adjustment for many tests",
      "Of twenty comparisons without any difference, one comes out significant at 0.05 "
      "by "
      "chance. So p values are adjusted within a family: all shown gaps of the same "
      "scope, "
      "difference and equivalence each on their own. `holm` (default) bounds the chance "
      "of any "
      "false finding, `bh` the expected share of false findings, `none` leaves p as it "
      "is.",
      "Holm's step-down; Benjamini and Hochberg's step-up",
      "Holm (1979); Benjamini & Hochberg (1995)",
      "p of (.01 .04 .03 .005 .2) becomes (.04 .09 .09 .025 .2) by Holm" },
    { "verdict", "Verdict",
      "In this order: `symmetric` if the adjusted equivalence p is below alpha; else "
      "`employees_higher` or `customers_higher` if the adjusted p of the gap is below "
      "alpha; "
      "else `inconclusive`.",
      NULL, NULL, "see `symbar explain symmetric`" },
    { "symmetric", "Verdict: symmetric",
      "The gap is shown to be smaller than the margin: the two sides see the same "
      "picture for "
      "practical purposes. This is a finding, not the absence of one.",
      "adjusted equivalence p < alpha", "Lakens (2017)",
      "gap +0.8 points, margin 5, p = 0.001" },
    { "employees_higher", "Verdict: employees higher",
      "Employees rate this higher than customers do, by more than chance explains. On a "
      "mirror "
      "dimension the company sees itself in a flattering mirror.",
      "adjusted p of the gap < alpha and gap > 0", NULL, "gap +9.9 points, p = 0.015" },
    { "customers_higher", "Verdict: customers higher",
      "Customers rate this higher than employees do, by more than chance explains.",
      "adjusted p of the gap < alpha and gap < 0", NULL, "gap -12.0 points, p < 0.001" },
    { "inconclusive", "Verdict: inconclusive",
      "The data shows neither a gap nor the absence of one. Look at the interval and at "
      "the "
      "minimum detectable gap: usually there are too few answers to tell.",
      "neither test is below alpha, or both sides gave one and the same answer "
      "throughout",
      NULL, "gap +4.2 points, 95 % interval -3.0 to 11.4; could have seen 10.3 or more" },
    { "suppressed", "Status: suppressed",
      "Not shown, so that nobody can be identified. The figure is nowhere in the report, "
      "in any "
      "form. The reason is one of primary, complementary, residual, unanimity, "
      "differencing, "
      "derived.",
      NULL, NULL, "a team of 3 where min_n is 5" },
    { "primary", "Suppressed: primary",
      "The group has answers, but fewer than `privacy.min_n`.", "0 < n < min_n", NULL,
      "n = 3, min_n = 5" },
    { "complementary", "Suppressed: complementary",
      "The group is large enough, but showing it would give a hidden one away: the "
      "hidden group "
      "is the total minus its neighbours.",
      "the hidden groups of one total number at least two and hold at least min_n "
      "respondents",
      "Hundepool et al. (2012), Statistical Disclosure Control",
      "one hidden team of 3: the smallest visible team is hidden as well" },
    { "residual", "Suppressed: residual",
      "Hidden because respondents without a unit would otherwise be the total minus the "
      "shown "
      "units.",
      NULL, "Hundepool et al. (2012), Statistical Disclosure Control",
      "two customers named no store" },
    { "unanimity", "Suppressed: unanimity",
      "Everybody in the group gave the same answer, or all are promoters or all "
      "detractors: the "
      "group's figure would tell what each of them said.",
      NULL, "Hundepool et al. (2012), Statistical Disclosure Control",
      "six answers, all of them 2" },
    { "differencing", "Suppressed: differencing",
      "Together with the previous report, the figure would tell what the few people said "
      "who "
      "answered in between.",
      NULL, NULL, NULL },
    { "derived", "Suppressed: derived",
      "Computed from something hidden: the gap, effect sizes and verdict of a hidden "
      "side.",
      NULL, NULL, "the gap of a unit whose team is hidden" },
    { "held", "Status: held",
      "Kept from the previous report, because fewer than min_n answers changed since.",
      NULL, NULL, "symbar report --previous yesterday.json" },
    { "too_few", "Status: too few",
      "Enough respondents to be shown, too few for an interval or a test (one answer has "
      "no "
      "standard deviation).",
      "n = 1", NULL, NULL },
    { "empty", "Status: empty", "The question was asked, and nobody answered it.",
      "n = 0", NULL, NULL },
    { "not_asked", "Status: not asked",
      "This side was not asked about the dimension, so there is no gap either.", NULL,
      NULL, NULL },
};

const struct figure_topic *figure_topics(size_t *count_out)
{
    *count_out = sizeof topics / sizeof *topics;
    return topics;
}

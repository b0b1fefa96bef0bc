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
    { "weights", "Weights and design effects",
      "Where respondents have weights, or units are strata or clusters: the effective "
      "number of respondents (how many of equal weight would tell as much), of the index "
      "its degrees of freedom, and of each figure the design effect (how many times the "
      "variance is that of as many equal respondents). Intervals and tests allow for it. "
      "Cliff's delta and Mann-Whitney compare every employee with every customer as "
      "equals, and are not available where weights differ.",
      "n_eff = (sum of w)^2 / sum of w^2; deff = variance of the figure / (sd^2 / n); "
      "the "
      "variance is that of the sum of w (x - mean) / sum of w, over respondents, within "
      "strata, or over clusters",
      "Kish (1965), Survey sampling; Binder (1983), Int. Stat. Review 51",
      "weights 1, 1, 2: n = 3, n_eff = 16 / 6 = 2.67" },
    { "response", "Headcounts and response rates",
      "How many people a side has, in a unit or in all, and how many of them responded, "
      "with or without an answer to this question. Where most of a small group answered, "
      "there is little left to be unsure of: intervals and tests are narrower by the "
      "finite population correction. Headcounts come from the side's `population`.",
      "response rate = rows used / headcount; variance times 1 - n / headcount", NULL,
      "24 of 30 responded: 80 %, and intervals are 0.45 times as wide" },
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
    { "shrunken", "Shrunken gap and the places that it may hold",
      "A unit's gap, drawn towards the mean of all units, the more the fewer answers it "
      "has: "
      "small units top and bottom every raw league table by chance. The ranks are the "
      "places "
      "that the unit may truly hold, 1 for the unit whose employees are highest above "
      "its "
      "customers. Two units whose ranks overlap cannot be told apart.",
      "mu + tau^2 / (tau^2 + v) (gap - mu), v the gap's sampling variance, tau^2 the "
      "variance "
      "between units; ranks by simulation with fixed draws",
      "Efron & Morris (1975), DerSimonian & Laird (1986)",
      "gap +20.1, shrunken +11.4, place 1 to 9 of 24" },
    { "linkage", "Linkage: do the two sides go together across units?",
      "One point per unit with both sides shown: the employees' index and the customers' "
      "index "
      "of a dimension. A correlation across units says nothing about single people, and "
      "not "
      "which side moves the other.",
      NULL, "Schneider, White & Paul (1998)",
      "22 units: r = 0.47, 95 % interval 0.06 to 0.74" },
    { "pearson", "Pearson's r", "How well a straight line fits the units: -1 to 1.",
      "Fisher's z interval; t test with G - 2 degrees of freedom, G units (at least 3)",
      NULL, "r = 0.47" },
    { "spearman", "Spearman's rho",
      "The same on ranks: do both sides put the units in the same order?",
      "p by all pairings up to 8 units, by 9,999 random ones up to 128, by Student's t "
      "above",
      NULL, NULL },
    { "kendall", "Kendall's tau-b",
      "Of all pairs of units, how many more are in the same order on both sides than in "
      "opposite "
      "order, with ties allowed for.",
      "p as for Spearman's rho; by the normal distribution above 128 units",
      "Kendall (1970)", NULL },
    { "concordance", "Lin's concordance",
      "Not only whether the sides go together but whether they agree: how close the "
      "units lie to "
      "the line where both sides give the same index. It is precision (Pearson's r) "
      "times "
      "accuracy (how alike means and spreads are).",
      "2 s_xy / (s_x^2 + s_y^2 + (mean_x - mean_y)^2), variances over G",
      "Lin (1989, 2000)", "0.38 = 0.47 x 0.80" },
    { "icc", "ICC(1), ICC(2)",
      "ICC(1): the share of one person's answer that is due to the unit. ICC(2): how "
      "reliable a "
      "unit's mean is; below 0.7 the units can hardly be told apart.",
      "one-way analysis of variance: (MSB - MSW) / (MSB + (n0 - 1) MSW); (MSB - MSW) / "
      "MSB",
      "Bartko (1976), Bliese (2000)", "ICC(1) 0.16, ICC(2) 0.83" },
    { "agreement", "Agreement within units",
      "r_wg: 1 when everybody in a unit says the same, 0 when answers are spread as if "
      "thrown. "
      "Given as the median over units and the share of units above 0.70. AD: the mean "
      "distance "
      "of an answer from the unit's mean, in index points. r_wg needs a dimension of one "
      "item.",
      "1 - variance / ((A^2 - 1) / 12) for A options, not below 0",
      "James, Demaree & Wolf (1984); Burke, Finkelstein & Dusig (1999)", NULL },
    { "disattenuated", "Disattenuated correlation",
      "What Pearson's r would be if every unit's figures were free of sampling error. It "
      "may "
      "exceed 1, and is then a sign that the reliabilities are too low to say.",
      "r / sqrt(ICC(2) of employees x ICC(2) of customers)", "Spearman (1904)",
      "0.47 becomes 0.53" },
    { "deming", "Deming line",
      "By how many points the customers' index rises when the employees' is one point "
      "higher, "
      "allowing for sampling error on both sides.",
      "slope with the ratio of sampling variances lambda; jackknife interval",
      "Deming (1943), Linnet (1993)", NULL },
    { "micro_macro", "Micro-macro slope",
      "The same with the employees' means drawn towards their overall mean, the more the "
      "fewer "
      "answers: a regression of the customers' index on what the unit's people truly "
      "think.",
      "least squares of y on the best linear prediction of x; robust standard errors "
      "(HC3)",
      "Croon & van Veldhoven (2007)", NULL },
    { "delivery_gap", "Delivery gap",
      "Believers: the share of units whose employees' index reaches the threshold (75 "
      "unless "
      "`analysis.high` says otherwise). Achievers: the share whose customers' index "
      "does. In the "
      "best-known survey 80 % believed and 8 % achieved.",
      "difference of shares, Newcombe's interval for paired shares, exact McNemar test",
      "Allen et al. (Bain, 2005); Newcombe (1998)",
      "believers 77 %, achievers 59 %, gap 18 points" },
    { "believers", "Believers and achievers",
      "Believers: the share of units whose employees' index reaches the threshold. "
      "Achievers: "
      "the share whose customers' index does. The threshold is 75 unless `analysis.high` "
      "says "
      "otherwise.",
      NULL, "Allen et al. (Bain, 2005)", "believers 77 %, achievers 59 %" },
    { "achievers", "Believers and achievers",
      "Believers: the share of units whose employees' index reaches the threshold. "
      "Achievers: "
      "the share whose customers' index does. The threshold is 75 unless `analysis.high` "
      "says "
      "otherwise.",
      NULL, "Allen et al. (Bain, 2005)", "believers 77 %, achievers 59 %" },
    { "margin", "Margin",
      "The smallest gap that matters, in index points: `analysis.margin`, 5 unless the "
      "study "
      "says otherwise. A gap that is shown to be smaller is called symmetric.",
      NULL, "Lakens (2017)", "\"analysis\": {\"margin\": 3}" },
    { "lens", "Lens",
      "How the two questions of a dimension relate. `mirror`: both sides judge the same "
      "thing. "
      "`symmetry`: each side judges how it is itself treated.",
      NULL, NULL, "\"lens\": \"symmetry\"" },
    { "composition", "Composition of the gap",
      "How much of the overall gap comes from gaps inside the units (`within`), from "
      "employees "
      "and customers being spread differently over the units (`mix`), and from units on "
      "one side "
      "only (`unmatched`).",
      "within = sum (w_E + w_C)/2 (x - y); mix = sum (w_E - w_C)(x + y)/2",
      "Kitagawa (1955)", "5.78 = 5.73 + 0.04; unmatched 0.5" },
    { "profile", "Profile dissonance",
      "How far the two overall pictures are apart over all dimensions at once: because "
      "one side "
      "sees everything higher (`elevation`), tells dimensions further apart (`scatter`), "
      "or "
      "ranks them differently (`shape`). In squared index points.",
      "D^2 = k (x - y)^2 + (s_x - s_y)^2 + 2 s_x s_y (1 - r)", "Cronbach & Gleser (1953)",
      "61.2 = 40.1 + 3.3 + 17.8" },
    { "quadrant", "Quadrant",
      "Whether a unit reaches the reference on both sides, on one, or on neither. The "
      "reference "
      "is the units' median unless `analysis.reference` gives a number. The probability "
      "says how "
      "sure the place is, given the number of answers.",
      NULL, "Fleming, Coffman & Harter (2005)", "both, 0.93" },
    { "cross_linkage", "Cross-linkage",
      "The correlation over units of every employees' dimension with every customers' "
      "dimension, from 10 units up. All are tested as one family.",
      "Pearson's r; p adjusted after Benjamini and Hochberg",
      "Schneider, White & Paul (1998)", NULL },
    { "drivers", "Key drivers",
      "Which dimensions go with the overall score (`analysis.overall`; by default the "
      "one "
      "NPS dimension): within each side over the people who answered, and across the "
      "sides over units, where the employees' dimensions meet the customers' overall "
      "score. r is the correlation with the overall score. Dimensions mostly go with "
      "each "
      "other too, so that correlations count the same thing twice; the share says how "
      "much of what all dimensions explain together belongs to each. Shares have "
      "intervals by simulation, from the correlations, because no answers of single "
      "people are kept. None reaches below 0: one that begins near 0 says that the "
      "dimension may not matter. What goes with a score need not be what moves it.",
      "relative weights: with V and l the eigenvectors and eigenvalues of the "
      "dimensions' "
      "correlations and r their correlations with the overall score, (V sqrt(l) V')^2 "
      "(V 1/sqrt(l) V' r)^2, squared element by element; they add up to R^2. At least 30 "
      "people and 5 per question answered each pair, or 20 units and 3 per question",
      "Johnson (2000); intervals: Tonidandel, LeBreton & Johnson (2009)",
      "Listening 30 % (10 to 52), Recognition 22 % (5 to 42); R^2 = 0.14" },
    { "outcomes", "Outcomes",
      "A figure of each unit from elsewhere (revenue, churn, absence): does it go with "
      "what "
      "employees or customers say there? Over the units that show the side and have the "
      "figure, 10 or more; p adjusted over all dimensions and sides of one outcome. What "
      "goes with an outcome need not be what moves it.",
      "Pearson's r; interval by Fisher's z; t test with G - 2 degrees of freedom", NULL,
      "{\"outcomes\": [{\"id\": \"churn\", \"file\": \"churn.csv\"}]}" },
    { "benchmark", "Benchmark",
      "Both sides, and their gap, against what others score: a report or a tally of "
      "theirs, "
      "or a table (dimension, side, index and, where known, n and sd). Ours less theirs. "
      "Where the benchmark does not say how many answered and how much they differ, it "
      "is "
      "taken as an exact number, and the interval is ours alone.",
      "difference of the indexes; Welch's t, or Student's against a number",
      "Welch (1947), Satterthwaite (1946)",
      "72.6 against 62.7: +9.9 points, 95 % interval 2.0 to 17.8, p = 0.015" },
    { "congruence", "Congruence surface",
      "Does an outcome depend on how high the two sides are, or on how far apart? a1 is "
      "the "
      "slope where both sides agree (above 0: the higher both, the higher the outcome), "
      "a2 "
      "its curvature; a3 the slope where employees rise above customers, a4 the "
      "curvature "
      "there (below 0: the further apart, the lower the outcome); a5 whether the ridge "
      "leaves the line of agreement. The principal axis is the ridge or valley. From 30 "
      "units on.",
      "Z = b0 + b1 X + b2 Y + b3 X^2 + b4 XY + b5 Y^2 by least squares, X employees, Y "
      "customers, both less the mean of all; a1 = b1 + b2, a2 = b3 + b4 + b5, a3 = b1 - "
      "b2, "
      "a4 = b3 - b4 + b5, a5 = b3 - b5; t tests with G - 6 degrees of freedom",
      "Edwards & Parry (1993); Shanock et al. (2010)",
      "a1 = 1.02 (p < 0.001), a4 = -0.10 (p < 0.001): worst where the sides differ" },
    { "alpha", "Cronbach's alpha",
      "How far the mean of a dimension's items can be relied on: near 1 when people who "
      "answer one item high answer the others high, near 0 when the items have nothing "
      "in common. Each pair of items counts those who answered both. Below 0.7 the mean "
      "hides what the items say one by one.",
      "k/(k-1) (1 - sum of the items' variances / sum of all their covariances); "
      "interval "
      "from F with n - 1 and (n - 1)(k - 1) degrees of freedom",
      "Cronbach (1951); interval: Feldt (1965)", "five items: 0.75 (0.69 to 0.80)" },
    { "omega", "McDonald's omega",
      "As alpha, without taking for granted that each item shows the dimension equally "
      "well. It needs three items and one factor that fits. Not available where an item "
      "would have no variance of its own.",
      "(sum of loadings)^2 / ((sum of loadings)^2 + sum of unique variances), one factor "
      "fitted to the correlations by unweighted least squares (minres)",
      "McDonald (1999); Harman & Jones (1966)", "five items: 0.76" },
    { "item_rest", "Item-rest correlation",
      "The correlation of an item with the sum of the dimension's other items. One below "
      "0, when that is not by chance, is the sign of an item that should be reversed.",
      "cov(item, rest) / sqrt(var(item) var(rest))", "Henrysson (1963)",
      "three items, one of them reversed: 0.22, 0.28, -0.32" },
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
    { "pass", "Check: pass",
      "The figure keeps within the check's bounds; with `when` \"significant\" it may "
      "lie "
      "beyond one as long as its interval does not, wholly.",
      NULL, NULL, "pass  gap.index is 9.9 [2.0, 17.8], within abs_max 15" },
    { "warn", "Check: warn",
      "The figure breaches a bound of the check's \"warn\" level and none of \"fail\", "
      "or "
      "it cannot be judged and the check says \"inconclusive\": \"warn\". A warning does "
      "not change the exit status.",
      NULL, NULL, "{\"fail\": {\"abs_max\": 15}, \"warn\": {\"abs_max\": 10}}" },
    { "fail", "Check: fail",
      "The figure breaches a bound of the check; `symbar check` ends with exit status 1. "
      "A check that cannot be judged is inconclusive instead (exit status 4).",
      NULL, NULL, "fail  gap.index is 17.2 [12.1, 22.3], beyond abs_max 15" },
    { "when", "Check: when a bound is breached",
      "`value`: the figure lies beyond the bound. `significant`: its whole interval "
      "does, "
      "so that chance alone is no reason to fail. `noninferior`: its interval does not "
      "lie wholly within the bound, so that the check passes only where a loss larger "
      "than the bound is excluded. The last two need an interval; without one the check "
      "is inconclusive. They are not adjusted for the number of checks.",
      NULL, NULL,
      "{\"metric\": \"customers.nps\", \"min_change\": -5, \"when\": "
      "\"noninferior\"}" },
    { "change", "Change since an earlier report",
      "New minus old, of two independent samples: Welch's t for an index, adjusted Wald "
      "for an NPS, Newcombe's interval for a top box, and the same with four samples for "
      "gaps. Where the same people answer twice, less is found than could be.",
      "index: new - old -+ t sqrt(v'/n' + v/n)",
      "Welch (1947); Rocks (2016); Newcombe (1998); Zou & Donner (2008)",
      "customers.nps changed by -28.9 [-43.5, -13.6] from 7.9 to -21.1" },
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
    { "segment", "Segments",
      "A group inside a side that cuts across units: a role, a region. Its row sets the "
      "segment against the whole other side; a segment that both sides have is set "
      "against itself as well.",
      "gap of the row = segment - whole other side (or the same segment there)", NULL,
      "\"segment\": [\"role\", {\"id\": \"region\", \"column\": \"R1\"}]" },
    { "contrast", "Front line against back office",
      "How differently the employees who deal with customers and those who do not see a "
      "dimension: index of the front line minus that of the back office, with interval "
      "and p. The study says which segments are which (analysis.contrast).",
      "Welch's t on the two groups", "Welch (1947)",
      "-7.5 points: the front line sees it more critically" },
    { "wave", "Waves",
      "One round of the survey. Each wave has its own rows; the overall rows are of all "
      "waves together, unless the study asks for one (analysis.wave).",
      NULL, NULL, "\"wave\": {\"column\": \"date\", \"by\": \"quarter\"}" },
    { "changes", "Change from wave to wave",
      "How much a score or a gap is above that of the wave before, with interval and p. "
      "A "
      "question that changed in between has no change.",
      "new - old; of a gap (E' - C') - (E - C), with the variances of all four samples",
      "Welch (1947), Rocks (2016), Newcombe (1998)",
      "index 61.2 after 57.7: +3.5 (-1.4 to +8.4)" },
    { "trend", "Trend over waves",
      "By how much a score or a gap rises per wave: the slope of a line through three "
      "waves and more, each weighted by how sure it is.",
      "weighted least squares on 1, 2, 3, ..., weights 1 / variance; t with waves - 2 "
      "degrees of freedom",
      "Aitken (1936)", "+4.3 points per wave over 4 waves, p = 0.003" },
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

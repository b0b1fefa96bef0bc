#include "study/names.h"

#include "study/study.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The table and the function of study.h for one enum. */
#define NAMES(table, function, type, ...)                                                \
    static const char *const table##_texts[] = { __VA_ARGS__ };                          \
    const struct name_table table = { table##_texts, COUNT_OF(table##_texts) };          \
    const char *function(type member)                                                    \
    {                                                                                    \
        return table##_texts[member];                                                    \
    }

NAMES(side_names, side_name,
      enum side, [SIDE_EMPLOYEES] = "employees", [SIDE_CUSTOMERS] = "customers")
NAMES(missing_kind_names, missing_kind_name,
      enum missing_kind, [MISSING_BLANK] = "blank", [MISSING_NOT_SHOWN] = "not_shown",
      [MISSING_DONT_KNOW] = "dont_know", [MISSING_NOT_APPLICABLE] = "not_applicable",
      [MISSING_REFUSED] = "refused", [MISSING_INVALID] = "invalid")
NAMES(scale_kind_names, scale_kind_name, enum scale_kind, [SCALE_NPS] = "nps",
      [SCALE_CSAT] = "csat", [SCALE_CES] = "ces", [SCALE_LIKERT] = "likert")
NAMES(lens_names, lens_name,
      enum lens, [LENS_MIRROR] = "mirror", [LENS_SYMMETRY] = "symmetry")
NAMES(unit_step_names, unit_step_name,
      enum unit_step, [STEP_EXACT] = "exact", [STEP_CASE] = "case",
      [STEP_ACCENTS] = "accents", [STEP_SPACING] = "spacing", [STEP_DIGITS] = "digits")
NAMES(unmatched_rule_names, unmatched_rule_name, enum unmatched_rule,
      [UNMATCHED_KEEP] = "keep", [UNMATCHED_DROP] = "drop", [UNMATCHED_REFUSE] = "refuse")
NAMES(adjustment_names, adjustment_name,
      enum adjustment, [ADJUST_HOLM] = "holm", [ADJUST_BH] = "bh", [ADJUST_NONE] = "none")
NAMES(design_names, design_name, enum design, [DESIGN_NONE] = "none",
      [DESIGN_STRATA] = "strata", [DESIGN_CLUSTERS] = "clusters")
NAMES(bad_answer_rule_names, bad_answer_rule_name, enum bad_answer_rule,
      [BAD_ANSWERS_REFUSE] = "refuse", [BAD_ANSWERS_MISSING] = "missing")
NAMES(quote_rule_names, quote_rule_name, enum quote_rule, [QUOTE_AUTO] = "auto",
      [QUOTE_DOUBLE] = "double", [QUOTE_NONE] = "none")
NAMES(check_bound_names, check_bound_name, enum check_bound, [BOUND_MIN] = "min",
      [BOUND_MAX] = "max", [BOUND_ABS_MAX] = "abs_max", [BOUND_MIN_CHANGE] = "min_change",
      [BOUND_MAX_CHANGE] = "max_change")
NAMES(check_verdict_names, check_verdict_name, enum check_verdict, [CHECK_PASS] = "pass",
      [CHECK_WARN] = "warn", [CHECK_INCONCLUSIVE] = "inconclusive", [CHECK_FAIL] = "fail")
NAMES(check_when_names, check_when_name, enum check_when, [WHEN_VALUE] = "value",
      [WHEN_SIGNIFICANT] = "significant", [WHEN_NONINFERIOR] = "noninferior")
NAMES(check_scope_names, check_scope_name, enum check_scope, [CHECK_OVERALL] = "overall",
      [CHECK_UNITS] = "unit", [CHECK_SEGMENTS] = "segment", [CHECK_WAVES] = "wave")

static const char *const periods[] = { "month", "quarter", "year" };
static const char *const orders[] = { "dmy", "mdy", "ymd" };
const struct name_table wave_period_names = { periods, COUNT_OF(periods) };
const struct name_table date_order_names = { orders, COUNT_OF(orders) };

const char *wave_period_name(enum wave_period period)
{
    return period == PERIOD_NONE ? NULL : periods[period - PERIOD_MONTH];
}

const char *date_order_name(enum date_order order)
{
    return order == ORDER_NONE ? NULL : orders[order - ORDER_DMY];
}

bool study_has_weights(const struct study *study)
{
    return study->sides[SIDE_EMPLOYEES].has_weight ||
           study->sides[SIDE_CUSTOMERS].has_weight;
}

const char *const *platform_names(size_t *count_out)
{
    static const char *const names[] = {
        "qualtrics",  "qualtrics-legacy", "surveymonkey",
        "limesurvey", "google-forms",     "microsoft-forms",
        "typeform",   "redcap",           "generic",
    };
    *count_out = COUNT_OF(names);
    return names;
}

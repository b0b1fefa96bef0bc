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
NAMES(bad_answer_rule_names, bad_answer_rule_name, enum bad_answer_rule,
      [BAD_ANSWERS_REFUSE] = "refuse", [BAD_ANSWERS_MISSING] = "missing")
NAMES(quote_rule_names, quote_rule_name, enum quote_rule, [QUOTE_AUTO] = "auto",
      [QUOTE_DOUBLE] = "double", [QUOTE_NONE] = "none")

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

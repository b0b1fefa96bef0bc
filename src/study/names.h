/* How the study file and the report spell the members of an enum: tables in the enum's
   order. */
#ifndef STUDY_NAMES_H
#define STUDY_NAMES_H

#include <stddef.h>

struct name_table {
    const char *const *names;
    size_t count;
};

extern const struct name_table side_names;
extern const struct name_table missing_kind_names;
extern const struct name_table scale_kind_names;
extern const struct name_table lens_names;
extern const struct name_table unit_step_names;
extern const struct name_table unmatched_rule_names;
extern const struct name_table adjustment_names;
extern const struct name_table design_names;
extern const struct name_table bad_answer_rule_names;
extern const struct name_table quote_rule_names;
extern const struct name_table wave_period_names; /* from the second member on */
extern const struct name_table date_order_names;  /* from the second member on */
extern const struct name_table check_bound_names;
extern const struct name_table check_verdict_names;
extern const struct name_table check_when_names;
extern const struct name_table check_scope_names;

#endif

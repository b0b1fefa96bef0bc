/* Holds a JSON value against a JSON Schema: the part of draft 2020-12 that symbar's own
   schemas use. A keyword that is not known here fails the test, so that no rule goes
   unchecked. */
#ifndef SUPPORT_SCHEMA_H
#define SUPPORT_SCHEMA_H

#include <stdbool.h>

/* Prints the first place that breaks a rule and returns false. Both are JSON texts. */
bool schema_accepts(const char *schema_text, const char *value_text);

#endif

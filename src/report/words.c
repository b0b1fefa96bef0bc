#include "report/words.h"

#include <string.h>

const char *verdict_words(const struct language *language, enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_NONE:
        return NULL;
    case VERDICT_SYMMETRIC:
        return translated(language, "symmetric");
    case VERDICT_EMPLOYEES_HIGHER:
        return translated(language, "employees higher");
    case VERDICT_CUSTOMERS_HIGHER:
        return translated(language, "customers higher");
    case VERDICT_INCONCLUSIVE:
        return translated(language, "inconclusive");
    }
    return NULL;
}

const char *verdict_short_words(const struct language *language, enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_EMPLOYEES_HIGHER:
        return translated(language, "empl. higher");
    case VERDICT_CUSTOMERS_HIGHER:
        return translated(language, "cust. higher");
    case VERDICT_NONE:
    case VERDICT_SYMMETRIC:
    case VERDICT_INCONCLUSIVE:
        break;
    }
    return verdict_words(language, verdict);
}

const char *status_words(const struct language *language, enum cell_status status)
{
    switch (status) {
    case CELL_OK:
    case CELL_HELD:
        return NULL;
    case CELL_SUPPRESSED:
        return translated(language, "suppressed");
    case CELL_TOO_FEW:
        return translated(language, "too few answers");
    case CELL_EMPTY:
        return translated(language, "no answers");
    case CELL_NOT_ASKED:
        return translated(language, "not asked");
    }
    return NULL;
}

const char *reason_words(const struct language *language, enum suppression_reason reason)
{
    switch (reason) {
    case REASON_NONE:
        return NULL;
    case REASON_PRIMARY:
        return translated(language, "too few answers to be anonymous");
    case REASON_COMPLEMENTARY:
        return translated(language,
                          "could be subtracted from a total to find a smaller group");
    case REASON_RESIDUAL:
        return translated(language, "what is left of a total would be too few answers");
    case REASON_UNANIMITY:
        return translated(language, "everybody gave the same answer");
    case REASON_DIFFERENCING:
        return translated(language,
                          "could be compared with an earlier report to find a person");
    case REASON_DERIVED:
        return translated(language, "computed from a suppressed side");
    }
    return NULL;
}

const char *missing_words(const struct language *language, enum missing_kind kind)
{
    switch (kind) {
    case MISSING_BLANK:
        return translated(language, "left blank");
    case MISSING_NOT_SHOWN:
        return translated(language, "not shown");
    case MISSING_DONT_KNOW:
        return translated(language, "don't know");
    case MISSING_NOT_APPLICABLE:
        return translated(language, "not applicable");
    case MISSING_REFUSED:
        return translated(language, "refused");
    case MISSING_INVALID:
        return translated(language, "invalid");
    case MISSING_COUNT:
        break;
    }
    return NULL;
}

const char *side_words(const struct language *language, enum side side)
{
    return side == SIDE_EMPLOYEES ? translated(language, "Employees")
                                  : translated(language, "Customers");
}

const char *lens_words(const struct language *language, enum lens lens)
{
    return lens == LENS_MIRROR ? translated(language, "mirror")
                               : translated(language, "symmetry");
}

const char *step_words(const struct language *language, const char *step)
{
    if (strcmp(step, "case") == 0)
        return translated_in(language, "names are the same but for", "case");
    if (strcmp(step, "accents") == 0)
        return translated_in(language, "names are the same but for", "accents");
    if (strcmp(step, "punctuation") == 0)
        return translated_in(language, "names are the same but for", "punctuation");
    if (strcmp(step, "spacing") == 0)
        return translated_in(language, "names are the same but for", "spacing");
    if (strcmp(step, "digits") == 0)
        return translated_in(language, "names are the same but for", "digits");
    if (strcmp(step, "alias") == 0)
        return translated_in(language, "by the table of aliases", "alias");
    return step;
}

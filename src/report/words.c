#include "report/words.h"

const char *verdict_words(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_NONE:
        return NULL;
    case VERDICT_SYMMETRIC:
        return "symmetric";
    case VERDICT_EMPLOYEES_HIGHER:
        return "employees higher";
    case VERDICT_CUSTOMERS_HIGHER:
        return "customers higher";
    case VERDICT_INCONCLUSIVE:
        return "inconclusive";
    }
    return NULL;
}

const char *verdict_short_words(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_EMPLOYEES_HIGHER:
        return "empl. higher";
    case VERDICT_CUSTOMERS_HIGHER:
        return "cust. higher";
    case VERDICT_NONE:
    case VERDICT_SYMMETRIC:
    case VERDICT_INCONCLUSIVE:
        break;
    }
    return verdict_words(verdict);
}

const char *status_words(enum cell_status status)
{
    switch (status) {
    case CELL_OK:
    case CELL_HELD:
        return NULL;
    case CELL_SUPPRESSED:
        return "suppressed";
    case CELL_TOO_FEW:
        return "too few answers";
    case CELL_EMPTY:
        return "no answers";
    case CELL_NOT_ASKED:
        return "not asked";
    }
    return NULL;
}

const char *reason_words(enum suppression_reason reason)
{
    switch (reason) {
    case REASON_NONE:
        return NULL;
    case REASON_PRIMARY:
        return "too few answers to be anonymous";
    case REASON_COMPLEMENTARY:
        return "could be subtracted from a total to find a smaller group";
    case REASON_RESIDUAL:
        return "what is left of a total would be too few answers";
    case REASON_UNANIMITY:
        return "everybody gave the same answer";
    case REASON_DIFFERENCING:
        return "could be compared with an earlier report to find a person";
    case REASON_DERIVED:
        return "computed from a suppressed side";
    }
    return NULL;
}

const char *missing_words(enum missing_kind kind)
{
    switch (kind) {
    case MISSING_BLANK:
        return "left blank";
    case MISSING_NOT_SHOWN:
        return "not shown";
    case MISSING_DONT_KNOW:
        return "don't know";
    case MISSING_NOT_APPLICABLE:
        return "not applicable";
    case MISSING_REFUSED:
        return "refused";
    case MISSING_INVALID:
        return "invalid";
    case MISSING_COUNT:
        break;
    }
    return NULL;
}

const char *side_words(enum side side)
{
    return side == SIDE_EMPLOYEES ? "Employees" : "Customers";
}

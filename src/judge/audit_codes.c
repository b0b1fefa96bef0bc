#include "judge/audit_model.h"

void audit_attack_codes(struct audit_work *work)
{
    (void)work;
}

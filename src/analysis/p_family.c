#include "analysis/p_family.h"

#include "base/memory.h"
#include "stats/adjust.h"

void p_family_add(struct p_family *family, const struct measure *p,
                  struct measure *adjusted)
{
    if (!p->available || family->lacks_memory)
        return;
    if (!memory_grow(&family->p, &family->p_capacity, family->count + 1,
                     sizeof *family->p) ||
        !memory_grow(&family->adjusted, &family->adjusted_capacity, family->count + 1,
                     sizeof(struct measure *))) {
        family->lacks_memory = true;
        return;
    }
    family->p[family->count] = p->value;
    family->adjusted[family->count++] = adjusted;
}

bool p_family_adjust(struct p_family *family, enum adjustment method)
{
    struct ranked_p *scratch = memory_allocate(family->count, sizeof *scratch);
    if (!scratch || family->lacks_memory) {
        memory_free(scratch);
        return false;
    }
    switch (method) {
    case ADJUST_HOLM:
        adjust_holm(family->p, family->count, scratch, family->p);
        break;
    case ADJUST_BH:
        adjust_bh(family->p, family->count, scratch, family->p);
        break;
    case ADJUST_NONE:
        break;
    }
    for (size_t i = 0; i < family->count; i++)
        *family->adjusted[i] = (struct measure){ true, family->p[i] };
    family->count = 0;
    memory_free(scratch);
    return true;
}

void p_family_release(struct p_family *family)
{
    memory_free(family->p);
    memory_free(family->adjusted);
    *family = (struct p_family){ 0 };
}

#include "study/provenance.h"

void provenance_release(struct provenance *provenance)
{
    arena_release(&provenance->arena);
    *provenance = (struct provenance){ 0 };
}

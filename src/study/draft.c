#include "study/draft.h"

void draft_release(struct draft *draft)
{
    arena_release(&draft->arena);
    *draft = (struct draft){ 0 };
}

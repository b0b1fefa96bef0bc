#include "study/provenance.h"

#include <string.h>

void provenance_release(struct provenance *provenance)
{
    arena_release(&provenance->arena);
    *provenance = (struct provenance){ 0 };
}

bool input_set_aside(struct arena *arena, struct input_summary *input, const char *reason,
                     uint64_t count)
{
    size_t at = 0;
    struct set_aside *list =
        arena_allocate(arena, input->set_aside_count + 1, sizeof *list);
    const char *copy = arena_text(arena, reason);
    if (!list || !copy)
        return false;
    if (input->set_aside_count)
        memcpy(list, input->set_aside, input->set_aside_count * sizeof *list);
    while (at < input->set_aside_count && strcmp(list[at].reason, reason) != 0)
        at++;
    list[at].reason = copy;
    list[at].count += count;
    if (at == input->set_aside_count)
        input->set_aside_count++;
    input->set_aside = list;
    return true;
}

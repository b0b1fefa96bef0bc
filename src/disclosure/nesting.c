#include "disclosure/nesting.h"

#include "base/memory.h"

/* For each place of the results its division and the number of its group there, among the
   rows that own the side: the order in which columns are filled. */
struct group_places {
    size_t *divisions;
    size_t *numbers;
};

static bool place_groups(struct group_places *places, const struct nesting *nesting,
                         const struct totals *totals, const struct results *results,
                         size_t dimension_count, enum side side)
{
    size_t count = dimension_count ? results->row_count / dimension_count : 0;
    size_t *next = memory_allocate(nesting->division_count, sizeof *next);
    places->divisions = memory_allocate(count, sizeof *places->divisions);
    places->numbers = memory_allocate(count, sizeof *places->numbers);
    bool done = next && places->divisions && places->numbers;
    for (size_t p = 0; done && p < count; p++) {
        const struct result_row *row = &results->rows[p * dimension_count];
        if (row->scope == SCOPE_OVERALL || !row_owns_side(row, side))
            continue;
        places->divisions[p] = totals_division(totals, row);
        places->numbers[p] = next[places->divisions[p]]++;
    }
    for (size_t d = 0; done && d < nesting->division_count; d++)
        nesting->first_group[d + 1] = nesting->first_group[d] + next[d];
    memory_free(next);
    return done;
}

static void enter_crossings(struct nesting *nesting, const struct group_places *places,
                            const struct results *results, enum side side)
{
    for (size_t c = 0; c < results->crossing_count; c++) {
        const struct crossing *crossing = &results->crossings[c];
        if (crossing->side != side)
            continue;
        size_t *members =
            nesting->members + nesting->crossing_count++ * nesting->division_count;
        for (size_t d = 0; d < nesting->division_count; d++)
            members[d] = NO_PLACE;
        for (size_t i = 0; i < results->crossing_width; i++) {
            size_t place = crossing->places[i];
            if (place == NO_PLACE)
                continue;
            size_t division = places->divisions[place];
            members[division] = places->numbers[place];
            nesting->sizes[nesting->first_group[division] + places->numbers[place]]++;
        }
    }
}

static void order_crossings(struct nesting *nesting)
{
    for (size_t d = 0; d < nesting->division_count; d++) {
        size_t *ordered = nesting->ordered + d * nesting->crossing_count;
        size_t start = 0;
        for (size_t g = nesting->first_group[d]; g < nesting->first_group[d + 1]; g++) {
            nesting->starts[g] = start;
            start += nesting->sizes[g];
        }
        size_t *next = nesting->seen + nesting->first_group[d];
        const size_t *starts = nesting->starts + nesting->first_group[d];
        for (size_t c = 0; c < nesting->crossing_count; c++) {
            size_t group = nesting->members[c * nesting->division_count + d];
            if (group != NO_PLACE)
                ordered[starts[group] + next[group]++] = c;
        }
    }
    for (size_t g = 0; g < nesting->first_group[nesting->division_count]; g++)
        nesting->seen[g] = 0;
}

bool nesting_init(struct nesting *nesting, const struct totals *totals,
                  const struct results *results, size_t dimension_count, enum side side)
{
    struct group_places places = { .divisions = NULL };
    size_t divisions = totals->division_count;
    *nesting = (struct nesting){
        .division_count = divisions,
        .members = memory_allocate(results->crossing_count * divisions,
                                   sizeof *nesting->members),
        .ordered = memory_allocate(results->crossing_count * divisions,
                                   sizeof *nesting->ordered),
        .first_group = memory_allocate(divisions + 1, sizeof *nesting->first_group),
    };
    bool done = nesting->members && nesting->ordered && nesting->first_group &&
                place_groups(&places, nesting, totals, results, dimension_count, side);
    if (done) {
        size_t groups = nesting->first_group[divisions];
        nesting->sizes = memory_allocate(groups, sizeof *nesting->sizes);
        nesting->seen = memory_allocate(groups, sizeof *nesting->seen);
        nesting->starts = memory_allocate(groups, sizeof *nesting->starts);
        done = nesting->sizes && nesting->seen && nesting->starts;
    }
    if (done) {
        enter_crossings(nesting, &places, results, side);
        order_crossings(nesting);
    } else {
        nesting_release(nesting);
    }
    memory_free(places.divisions);
    memory_free(places.numbers);
    return done;
}

void nesting_release(struct nesting *nesting)
{
    memory_free(nesting->members);
    memory_free(nesting->first_group);
    memory_free(nesting->sizes);
    memory_free(nesting->ordered);
    memory_free(nesting->starts);
    memory_free(nesting->seen);
    *nesting = (struct nesting){ 0 };
}

bool nesting_has_any(const struct nesting *nesting)
{
    size_t count = 0;
    for (size_t d = 0; d < nesting->division_count; d++)
        count += nesting->first_group[d + 1] > nesting->first_group[d];
    return count > 1;
}

struct crossing_set nesting_group(const struct nesting *nesting, size_t division,
                                  size_t group)
{
    size_t g = nesting->first_group[division] + group;
    return (struct crossing_set){ nesting->ordered + division * nesting->crossing_count +
                                      nesting->starts[g],
                                  nesting->sizes[g] };
}

size_t nesting_inside(const struct nesting *nesting, const struct crossing_set *set,
                      size_t division, size_t *groups_out)
{
    const size_t *sizes = nesting->sizes + nesting->first_group[division];
    size_t *seen = nesting->seen + nesting->first_group[division];
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++) {
        size_t group =
            nesting->members[set->numbers[i] * nesting->division_count + division];
        if (group != NO_PLACE && ++seen[group] == sizes[group])
            groups_out[count++] = group;
    }
    for (size_t i = 0; i < set->count; i++) {
        size_t group =
            nesting->members[set->numbers[i] * nesting->division_count + division];
        if (group != NO_PLACE)
            seen[group] = 0;
    }
    return count;
}

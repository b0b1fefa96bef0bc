/* The symmetry as a picture for text: two dimensions at most, those on which the sides go
   together most and least; a picture of each is a page's. */
#include "report/describe.h"
#include "report/scatter.h"
#include "report/symmetry.h"

#include <string.h>

/* Fewer units are read faster in their table. */
enum { LEAST_UNITS = 6, MOST_SCATTERS = 2 };

/* False when memory is short. */
static bool take_points(const struct report *report, size_t dimension,
                        struct document *document, struct scatter *scatter_out)
{
    struct unit_points found;
    struct unit_point *kept = NULL;
    if (symmetry_collect(report, dimension, &found))
        kept = arena_allocate(&document->arena, found.count, sizeof *kept);
    if (kept) {
        memcpy(kept, found.points, found.count * sizeof *kept);
        *scatter_out = (struct scatter){
            .label = report->study->dimensions[dimension].label,
            .axis = symmetry_axis(&found),
            .points = kept,
            .count = found.count,
            .named = found.count < SYMMETRY_NAMED ? found.count : SYMMETRY_NAMED,
        };
    }
    unit_points_release(&found);
    return kept != NULL;
}

/* Which of the dimensions that can be drawn: by correlation, or else the first ones. */
static size_t choose(const struct report *report, size_t linked,
                     size_t chosen_out[MOST_SCATTERS])
{
    const struct linkage_result *most = NULL;
    const struct linkage_result *least = NULL;
    for (size_t n = 0; linked > MOST_SCATTERS && n < linked; n++) {
        const struct linkage_result *linkage =
            symmetry_linkage(report, linked_dimension_at(report, LEAST_UNITS, n));
        if (!linkage || !linkage->pearson.value.available)
            continue;
        double r = linkage->pearson.value.value;
        if (!most || r > most->pearson.value.value)
            most = linkage;
        if (!least || r < least->pearson.value.value)
            least = linkage;
    }
    if (most != least) {
        chosen_out[0] = most->dimension;
        chosen_out[1] = least->dimension;
        return MOST_SCATTERS;
    }
    size_t count = linked < MOST_SCATTERS ? linked : MOST_SCATTERS;
    for (size_t n = 0; n < count; n++)
        chosen_out[n] = linked_dimension_at(report, LEAST_UNITS, n);
    return count;
}

void describe_symmetry(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    size_t linked = linked_dimension_count(report, LEAST_UNITS);
    if (!linked)
        return;
    size_t chosen[MOST_SCATTERS];
    size_t count = choose(report, linked, chosen);
    struct scatter *scatters = arena_allocate(&document->arena, count, sizeof *scatters);
    for (size_t i = 0; scatters && i < count; i++)
        if (!take_points(report, chosen[i], document, &scatters[i]))
            scatters = NULL;
    if (!scatters) {
        document->failed = true;
        return;
    }
    const char *reading = translated(
        language,
        "A dot is a unit: the employees' index to the right, the customers' upwards; a "
        "digit stands for so many units in one place (9: or more). On the dotted line "
        "both are equal, above it customers are higher, below it employees. Letters: "
        "the units farthest from it, with their gap.");
    if (linked > count)
        reading = document_text(
            document, "%s %s", reading,
            translated(language, "Drawn are the dimensions of the highest and the lowest "
                                 "correlation; -o\xc2\xa0"
                                 "chart-symmetry.svg has all."));
    document_scatters(document, scatters, count, reading);
}

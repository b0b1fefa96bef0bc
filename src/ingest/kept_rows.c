#include "ingest/kept_rows.h"

#include "ingest/fold.h"
#include "ingest/grouped_number.h"

#include <string.h>

bool text_is_listed(struct span text, const char *const *texts, size_t count)
{
    text = span_trim(text);
    for (size_t i = 0; i < count; i++) {
        struct span listed = span_trim(span_of(texts[i]));
        if (listed.byte_count == text.byte_count &&
            memcmp(listed.bytes, text.bytes, text.byte_count) == 0)
            return true;
    }
    return false;
}

static struct span cell_text(const struct cell *cell)
{
    return span_trim((struct span){ cell->bytes, cell->byte_count });
}

static bool cell_is_listed(const struct cell *cell, const char *const *texts,
                           size_t count)
{
    return text_is_listed(cell_text(cell), texts, count) ||
           (cell->value && *cell->value->label &&
            text_is_listed(span_of(cell->value->label), texts, count));
}

/* Text that is no number is neither under a maximum nor over a minimum. */
static bool is_kept_by(const struct keep_rule *rule, const struct cell *cell, char point)
{
    struct span text = cell_text(cell);
    double value;
    if (rule->in_count && !cell_is_listed(cell, rule->in, rule->in_count))
        return false;
    if (rule->not_in_count && cell_is_listed(cell, rule->not_in, rule->not_in_count))
        return false;
    if (!rule->has_min && !rule->has_max)
        return true;
    return grouped_number_parse(text, point, &value) &&
           (!rule->has_min || value >= rule->min) &&
           (!rule->has_max || value <= rule->max);
}

bool row_is_kept(const struct row_source *source, const struct record *record,
                 struct row_refusal *refusal_out)
{
    const struct side_study *rules = source->rules;
    size_t count = source->facts->set_aside_count;
    for (size_t i = 0; i < count; i++) {
        const struct set_aside_rule *set_aside = &source->facts->set_aside[i];
        ptrdiff_t slot = source->plan->set_aside_slots[i];
        if (slot != COLUMN_NONE && set_aside_applies(set_aside, record->cells[slot].bytes,
                                                     record->cells[slot].byte_count)) {
            *refusal_out = (struct row_refusal){ i, set_aside->reason, 0 };
            return false;
        }
    }
    for (size_t i = 0; i < rules->keep_count; i++) {
        if (!is_kept_by(&rules->keep[i], &record->cells[source->plan->keep_slots[i]],
                        source->point)) {
            *refusal_out = (struct row_refusal){ count + i, NULL, i };
            return false;
        }
    }
    return true;
}

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

size_t row_rule_count(const struct row_source *source)
{
    return source->facts->set_aside_count + source->rules->keep_count;
}

ptrdiff_t row_rule_slot(const struct row_source *source, size_t rule)
{
    size_t count = source->facts->set_aside_count;
    return rule < count ? source->plan->set_aside_slots[rule]
                        : source->plan->keep_slots[rule - count];
}

bool row_rule_keeps(const struct row_source *source, size_t rule, const struct cell *cell)
{
    size_t count = source->facts->set_aside_count;
    if (rule < count)
        return !set_aside_applies(&source->facts->set_aside[rule], cell->bytes,
                                  cell->byte_count);
    return is_kept_by(&source->rules->keep[rule - count], cell, source->point);
}

bool row_rule_wants_filled(const struct row_source *source, size_t rule)
{
    return rule < source->facts->set_aside_count &&
           !source->facts->set_aside[rule].value_count;
}

bool row_is_kept(const struct row_source *source, const struct record *record,
                 struct row_refusal *refusal_out)
{
    const size_t set_aside_count = source->facts->set_aside_count;
    for (size_t rule = 0; rule < row_rule_count(source); rule++) {
        ptrdiff_t slot = row_rule_slot(source, rule);
        if (slot == COLUMN_NONE || row_rule_keeps(source, rule, &record->cells[slot]))
            continue;
        *refusal_out =
            rule < set_aside_count
                ? (struct row_refusal){ rule, source->facts->set_aside[rule].reason, 0 }
                : (struct row_refusal){ rule, NULL, rule - set_aside_count };
        return false;
    }
    return true;
}

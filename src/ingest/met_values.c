#include "ingest/met_values.h"

#include "base/memory.h"
#include "base/text.h"
#include "ingest/crowds.h"
#include "ingest/kept_rows.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TEXTS = 40, LONGEST_TEXT = 60 };

static size_t value_count(const struct keep_rule *rule)
{
    return rule->in_count + rule->not_in_count;
}

static const char *value_at(const struct keep_rule *rule, size_t value)
{
    return value < rule->in_count ? rule->in[value]
                                  : rule->not_in[value - rule->in_count];
}

static void meet(struct met_values *met, struct listed_value *value)
{
    met->unmet_count -= !value->is_met;
    value->is_met = true;
}

bool met_values_init(struct met_values *met, const struct side_study *rules)
{
    *met = (struct met_values){ .rules = rules };
    for (size_t r = 0; r < rules->keep_count; r++)
        met->count += value_count(&rules->keep[r]);
    met->unmet_count = met->count;
    met->values = memory_allocate(met->count, sizeof *met->values);
    met->columns = memory_allocate(rules->keep_count, sizeof *met->columns);
    if (!met->values || !met->columns)
        return false;
    struct listed_value *value = met->values;
    for (size_t r = 0; r < rules->keep_count; r++)
        for (size_t v = 0; v < value_count(&rules->keep[r]); v++, value++) {
            value->text = span_trim(span_of(value_at(&rules->keep[r], v)));
            if (!value->text.byte_count)
                meet(met, value);
        }
    return true;
}

void met_values_release(struct met_values *met)
{
    for (size_t r = 0; met->columns && r < met->rules->keep_count; r++)
        map_release(&met->columns[r].texts);
    memory_free(met->columns);
    memory_free(met->values);
    *met = (struct met_values){ 0 };
}

static void add_text(struct column_texts *column, struct span text)
{
    if (column->are_many || !text.byte_count || text.byte_count > LONGEST_TEXT ||
        map_find(&column->texts, text.bytes, text.byte_count) != MAP_NONE)
        return;
    column->are_many = column->texts.count == MOST_TEXTS ||
                       map_add(&column->texts, text.bytes, text.byte_count) == MAP_NONE;
}

void met_values_join(struct met_values *met, const struct met_values *other)
{
    for (size_t i = 0; i < met->count; i++)
        if (other->values[i].is_met)
            meet(met, &met->values[i]);
    for (size_t r = 0; r < met->rules->keep_count; r++) {
        const struct column_texts *column = &other->columns[r];
        for (size_t i = 0; i < column->texts.count; i++)
            add_text(&met->columns[r], (struct span){ column->texts.keys[i].bytes,
                                                      column->texts.keys[i].byte_count });
        met->columns[r].are_many = met->columns[r].are_many || column->are_many;
    }
}

static bool is_same(struct span a, struct span b)
{
    return a.byte_count == b.byte_count && memcmp(a.bytes, b.bytes, a.byte_count) == 0;
}

/* What a cell, or the label of its code, has of the values of rule `number`, of which the
   first is `first`: as row_rule_keeps() compares them. */
static void see(struct met_values *met, size_t number, size_t first,
                const struct cell *cell)
{
    struct span text = span_trim((struct span){ cell->bytes, cell->byte_count });
    struct span label = span_trim(span_of(cell->value ? cell->value->label : ""));
    add_text(&met->columns[number], span_trim(cell_name(cell)));
    for (size_t v = first; v < first + value_count(&met->rules->keep[number]); v++) {
        struct listed_value *value = &met->values[v];
        if (!value->is_met && (is_same(text, value->text) || is_same(label, value->text)))
            meet(met, value);
    }
}

void met_values_see_row(struct met_values *met, const struct column_plan *plan,
                        const struct record *record)
{
    const struct side_study *rules = met->rules;
    if (!met->unmet_count)
        return;
    for (size_t r = 0, first = 0; r < rules->keep_count; r++) {
        see(met, r, first, &record->cells[plan->keep_slots[r]]);
        first += value_count(&rules->keep[r]);
    }
}

void met_values_see_cell(struct met_values *met, const struct column_plan *plan,
                         size_t slot, const struct cell *cell)
{
    const struct side_study *rules = met->rules;
    for (size_t r = 0, first = 0; met->unmet_count && r < rules->keep_count; r++) {
        if (plan->keep_slots[r] == (ptrdiff_t)slot)
            see(met, r, first, cell);
        first += value_count(&rules->keep[r]);
    }
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What the column has in place of a value and the rule does not list; NULL: nobody knows.
 */
static const char *likely_text(const struct keep_rule *rule,
                               const struct column_texts *column, const char *value)
{
    const char *texts[MOST_TEXTS];
    size_t count = 0;
    if (column->are_many)
        return NULL;
    for (size_t i = 0; i < column->texts.count; i++) {
        const char *text = map_key_at(&column->texts, i);
        if (!text_is_listed(span_of(text), rule->in, rule->in_count) &&
            !text_is_listed(span_of(text), rule->not_in, rule->not_in_count))
            texts[count++] = text;
    }
    qsort(texts, count, sizeof *texts, compare_texts);
    return text_nearest(value, texts, count);
}

/* What is told of a value of rule `number`: a rule may well list what only some exports
   have, but hardly what looks like another cell. */
static void tell(const struct met_values *met, const struct study *study, enum side side,
                 size_t number, size_t value, struct symbar_diagnostics *diagnostics)
{
    const struct keep_rule *rule = &met->rules->keep[number];
    const bool is_in = value < rule->in_count;
    const char *likely = likely_text(rule, &met->columns[number], value_at(rule, value));
    struct buffer label = { 0 };
    struct buffer pointer = { 0 };
    buffer_format(&pointer, "/%s/keep/%zu/%s/%zu", side_name(side), number,
                  is_in ? "in" : "not_in", is_in ? value : value - rule->in_count);
    (likely ? warn
            : note)(diagnostics, DIAG_UNMET_VALUE,
                    (struct place){ .path = study->path, .pointer = pointer.bytes },
                    side == SIDE_EMPLOYEES
                        ? TRANSLATABLE("employees: no cell of column '%s' is '%s'")
                        : TRANSLATABLE("customers: no cell of column '%s' is '%s'"),
                    column_label(&rule->column, &label), value_at(rule, value));
    if (likely)
        hint(diagnostics, "did you mean '%s'?", likely);
    buffer_release(&label);
    buffer_release(&pointer);
}

void met_values_report(const struct met_values *met, const struct study *study,
                       enum side side, struct symbar_diagnostics *diagnostics)
{
    const struct side_study *rules = met->rules;
    for (size_t r = 0, first = 0; met->unmet_count && r < rules->keep_count; r++) {
        for (size_t v = 0; v < value_count(&rules->keep[r]); v++)
            if (!met->values[first + v].is_met)
                tell(met, study, side, r, v, diagnostics);
        first += value_count(&rules->keep[r]);
    }
}

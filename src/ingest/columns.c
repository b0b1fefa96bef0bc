#include "ingest/columns.h"

#include "base/arena.h"
#include "base/memory.h"
#include "base/text.h"
#include "ingest/fold.h"

#include <inttypes.h>
#include <string.h>

/* How closely a heading has to agree. */
enum closeness { EXACTLY, BUT_FOR_SPACES, CLOSENESS_COUNT };

struct search {
    const struct study *study;
    const struct export_facts *facts;
    const char *file;
    const struct column_ref *ref;
    struct symbar_diagnostics *diagnostics;
};

const char *column_label(const struct column_ref *ref, struct buffer *buffer)
{
    buffer_clear(buffer);
    if (ref->by == COLUMN_BY_INDEX)
        buffer_format(buffer, "#%zu", ref->index);
    else
        buffer_text(buffer, ref->text);
    if (ref->by == COLUMN_BY_NAME && ref->occurrence > 1)
        buffer_format(buffer, " (%zu)", ref->occurrence);
    return buffer_failed(buffer) ? "?" : buffer->bytes;
}

static bool spans_agree(struct span heading, const char *wanted, enum closeness closeness)
{
    if (closeness == EXACTLY)
        return span_equals(heading, wanted);
    static const bool spacing[STEP_COUNT] = { [STEP_SPACING] = true };
    struct buffer folded = { 0 };
    fold_unit(&folded, heading, spacing);
    size_t heading_count = folded.byte_count;
    fold_unit(&folded, span_of(wanted), spacing);
    bool agree = !buffer_failed(&folded) && folded.byte_count == 2 * heading_count &&
                 (!heading_count ||
                  memcmp(folded.bytes, folded.bytes + heading_count, heading_count) == 0);
    buffer_release(&folded);
    return agree;
}

static bool column_agrees(const struct search *search, size_t column,
                          enum closeness closeness)
{
    const struct header_column *heading = &search->facts->columns[column];
    const char *wanted = search->ref->text;
    switch (search->ref->by) {
    case COLUMN_BY_NAME:
        return spans_agree(span_of(heading->name), wanted, closeness);
    case COLUMN_BY_TEXT:
        return spans_agree(span_of(heading->text), wanted, closeness);
    case COLUMN_BY_IMPORT_ID:
        return spans_agree(span_of(heading->import_id), wanted, closeness);
    case COLUMN_BY_INDEX:
        return column + 1 == search->ref->index;
    }
    return false;
}

static struct place place_of(const struct search *search)
{
    return (struct place){ .path = search->study->path, .pointer = search->ref->pointer };
}

enum { HEADINGS_SHOWN = 6 };

/* The names, or question texts, that the file has instead. */
static void hint_at_headings(const struct search *search)
{
    size_t count = search->facts->column_count;
    const char **names = memory_allocate(count, sizeof *names);
    if (!names)
        return;
    for (size_t i = 0; i < count; i++)
        names[i] = search->ref->by == COLUMN_BY_TEXT ? search->facts->columns[i].text
                                                     : search->facts->columns[i].name;
    const char *nearest = text_nearest(search->ref->text, names, count);
    struct buffer list = { 0 };
    for (size_t i = 0; i < count && i < HEADINGS_SHOWN; i++)
        buffer_format(&list, "%s'%.40s'", i ? ", " : "", names[i]);
    if (nearest)
        hint(search->diagnostics, "did you mean '%s'?", nearest);
    else if (!buffer_failed(&list) && list.bytes)
        hint(search->diagnostics, "its columns are %s%s", list.bytes,
             count > HEADINGS_SHOWN ? ", ..." : "");
    buffer_release(&list);
    memory_free(names);
}

static enum symbar_status fail_unknown(const struct search *search)
{
    const struct export_facts *facts = search->facts;
    const struct column_ref *ref = search->ref;
    enum symbar_status status;
    if (ref->by == COLUMN_BY_INDEX)
        return fail(search->diagnostics, DIAG_UNKNOWN_COLUMN, place_of(search),
                    facts->column_count == 1
                        ? TRANSLATABLE("%s has %zu column, no column %zu")
                        : TRANSLATABLE("%s has %zu columns, no column %zu"),
                    search->file, facts->column_count, ref->index);
    if (!facts->header_rows) {
        status = fail(
            search->diagnostics, DIAG_UNKNOWN_COLUMN, place_of(search),
            ref->by == COLUMN_BY_NAME
                ? TRANSLATABLE(
                      "column '%s' cannot be found in %s, which has no header row")
            : ref->by == COLUMN_BY_TEXT
                ? TRANSLATABLE("column with the text '%s' cannot be found in %s, which "
                               "has no header row")
                : TRANSLATABLE("column with the import id '%s' cannot be found in %s, "
                               "which has no header row"),
            ref->text, search->file);
        hint(search->diagnostics, "write {\"index\": 1} for its first column");
        return status;
    }
    status = fail(search->diagnostics, DIAG_UNKNOWN_COLUMN, place_of(search),
                  ref->by == COLUMN_BY_NAME ? TRANSLATABLE("%s has no column '%s'")
                  : ref->by == COLUMN_BY_TEXT
                      ? TRANSLATABLE("%s has no column with the text '%s'")
                      : TRANSLATABLE("%s has no column with the import id '%s'"),
                  search->file, ref->text);
    if (ref->by != COLUMN_BY_IMPORT_ID)
        hint_at_headings(search);
    return status;
}

static enum symbar_status fail_duplicate(const struct search *search, size_t count,
                                         size_t first)
{
    const struct column_ref *ref = search->ref;
    enum symbar_status status;
    if (ref->occurrence)
        return fail(search->diagnostics, DIAG_UNKNOWN_COLUMN, place_of(search),
                    count == 1
                        ? TRANSLATABLE("%s has %zu column '%s', no occurrence %zu")
                        : TRANSLATABLE("%s has %zu columns '%s', no occurrence %zu"),
                    search->file, count, ref->text, ref->occurrence);
    status =
        fail(search->diagnostics, DIAG_DUPLICATE_COLUMN, place_of(search),
             ref->by == COLUMN_BY_NAME ? TRANSLATABLE("%s has %zu columns '%s'")
                                       : TRANSLATABLE("%s has %zu columns with '%s'"),
             search->file, count, ref->text);
    if (ref->by == COLUMN_BY_NAME)
        hint(search->diagnostics,
             "write {\"name\": \"%s\", \"occurrence\": 1} for the first of them",
             ref->text);
    else
        hint(search->diagnostics, "write {\"index\": %zu} for the first of them",
             first + 1);
    return status;
}

static enum symbar_status find_column(const struct search *search, size_t *column_out)
{
    size_t wanted = search->ref->occurrence;
    for (int closeness = 0; closeness < CLOSENESS_COUNT; closeness++) {
        size_t met = 0;
        size_t first = 0;
        for (size_t i = 0; i < search->facts->column_count; i++) {
            if (!column_agrees(search, i, (enum closeness)closeness))
                continue;
            if (!met++)
                first = i;
            if (met == wanted) {
                *column_out = i;
                return SYMBAR_OK;
            }
        }
        if (met == 1 && !wanted) {
            *column_out = first;
            return SYMBAR_OK;
        }
        if (met)
            return fail_duplicate(search, met, first);
    }
    return fail_unknown(search);
}

/* The slot that reads `column`, made on first use; `selected` has room for all. */
static ptrdiff_t slot_of(struct column_plan *plan, size_t column)
{
    for (size_t i = 0; i < plan->selected_count; i++)
        if (plan->selected[i] == column)
            return (ptrdiff_t)i;
    plan->selected[plan->selected_count] = column;
    return (ptrdiff_t)plan->selected_count++;
}

static enum symbar_status resolve(struct search *search, const struct column_ref *ref,
                                  struct column_plan *plan, ptrdiff_t *slot_out)
{
    size_t column = 0;
    search->ref = ref;
    enum symbar_status status = find_column(search, &column);
    if (status == SYMBAR_OK)
        *slot_out = slot_of(plan, column);
    return status;
}

static size_t count_items(const struct study *study, enum side side)
{
    size_t count = 0;
    for (size_t d = 0; d < study->dimension_count; d++)
        count += study->dimensions[d].questions[side].item_count;
    return count;
}

enum { LAYOUT_COLUMNS = 3 };

static bool plan_init(struct column_plan *plan, const struct side_study *rules,
                      size_t set_aside_count, size_t item_count)
{
    size_t keep_count = rules->keep_count;
    size_t most = keep_count + rules->segment_count + set_aside_count + item_count + 4 +
                  LAYOUT_COLUMNS;
    *plan = (struct column_plan){
        .selected = memory_allocate(most, sizeof *plan->selected),
        .unit_slot = COLUMN_NONE,
        .wave_slot = COLUMN_NONE,
        .weight_slot = COLUMN_NONE,
        .headcount_slot = COLUMN_NONE,
        .segment_slots =
            memory_allocate(rules->segment_count, sizeof *plan->segment_slots),
        .keep_slots = memory_allocate(keep_count, sizeof *plan->keep_slots),
        .set_aside_slots =
            memory_allocate(set_aside_count, sizeof *plan->set_aside_slots),
        .item_slots = memory_allocate(item_count, sizeof *plan->item_slots),
        .item_count = item_count,
    };
    return plan->selected && plan->segment_slots && plan->keep_slots &&
           plan->set_aside_slots && plan->item_slots;
}

/* Whether the study itself says which of the column's values to keep. */
static bool has_keep_rule(const struct column_plan *plan, size_t keep_count,
                          size_t column)
{
    for (size_t i = 0; i < keep_count; i++)
        if (plan->selected[plan->keep_slots[i]] == column)
            return true;
    return false;
}

/* The platform's own rules, unless they are off or the study has one on that column. */
static void plan_set_aside(const struct search *search, const struct side_study *rules,
                           struct column_plan *plan)
{
    for (size_t i = 0; i < search->facts->set_aside_count; i++) {
        size_t column = search->facts->set_aside[i].column;
        bool is_on = rules->sets_aside && !has_keep_rule(plan, rules->keep_count, column);
        plan->set_aside_slots[i] = is_on ? slot_of(plan, column) : COLUMN_NONE;
    }
}

static enum symbar_status first_failure(enum symbar_status a, enum symbar_status b)
{
    return a == SYMBAR_OK ? b : a;
}

static enum symbar_status resolve_items(struct search *search, enum side side,
                                        struct column_plan *plan)
{
    const struct study *study = search->study;
    enum symbar_status status = SYMBAR_OK;
    size_t at = 0;
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *question = &study->dimensions[d].questions[side];
        for (size_t i = 0; i < question->item_count; i++)
            status = first_failure(status, resolve(search, &question->items[i].column,
                                                   plan, &plan->item_slots[at++]));
    }
    return status;
}

static enum symbar_status resolve_layout(struct search *search,
                                         const struct layout *layout,
                                         struct column_plan *plan)
{
    enum symbar_status status =
        resolve(search, &layout->respondent, plan, &plan->respondent_slot);
    status = first_failure(
        status, resolve(search, &layout->question, plan, &plan->question_slot));
    status =
        first_failure(status, resolve(search, &layout->answer, plan, &plan->answer_slot));
    for (size_t i = 0; i < plan->item_count; i++)
        plan->item_slots[i] = COLUMN_NONE;
    return status;
}

/* The names of units are printed: a slip here would publish the respondents. */
static void warn_of_people(const struct search *search,
                           const struct header_column *column)
{
    if (column->role != ROLE_PERSONAL)
        return;
    warn(search->diagnostics, DIAG_UNIT_IS_PERSONAL,
         (struct place){ .path = search->file },
         "the unit column '%s' looks like personal data, and units are named in the "
         "report",
         column->name);
    hint(search->diagnostics, "name the column of the store, team or hotel as the unit");
}

/* Every column that the side names; the first failure's status. */
static enum symbar_status resolve_all(struct search *search, enum side side,
                                      struct column_plan *plan)
{
    const struct side_study *rules = &search->study->sides[side];
    enum symbar_status status = SYMBAR_OK;
    if (rules->has_unit)
        status = resolve(search, &rules->unit, plan, &plan->unit_slot);
    if (rules->has_unit && status == SYMBAR_OK)
        warn_of_people(search, &search->facts->columns[plan->selected[plan->unit_slot]]);
    if (rules->has_wave)
        status = first_failure(
            status, resolve(search, &rules->wave.column, plan, &plan->wave_slot));
    if (rules->has_weight)
        status = first_failure(status,
                               resolve(search, &rules->weight, plan, &plan->weight_slot));
    if (rules->population.by == POPULATION_COLUMN)
        status = first_failure(status, resolve(search, &rules->population.column, plan,
                                               &plan->headcount_slot));
    for (size_t i = 0; i < rules->segment_count; i++)
        status = first_failure(status, resolve(search, &rules->segments[i].column, plan,
                                               &plan->segment_slots[i]));
    for (size_t i = 0; i < rules->keep_count; i++)
        status = first_failure(
            status, resolve(search, &rules->keep[i].column, plan, &plan->keep_slots[i]));
    status = first_failure(status, rules->has_layout
                                       ? resolve_layout(search, &rules->layout, plan)
                                       : resolve_items(search, side, plan));
    if (status == SYMBAR_OK)
        plan_set_aside(search, rules, plan);
    return status;
}

enum symbar_status columns_resolve(const struct study *study, enum side side,
                                   const struct export_facts *facts, const char *file,
                                   struct column_plan *plan_out,
                                   struct symbar_diagnostics *diagnostics)
{
    struct search search = { study, facts, file, NULL, diagnostics };
    struct column_plan plan;
    enum symbar_status status;
    if (plan_init(&plan, &study->sides[side], facts->set_aside_count,
                  count_items(study, side)))
        status = resolve_all(&search, side, &plan);
    else
        status = fail_no_memory(diagnostics);
    if (status == SYMBAR_OK)
        *plan_out = plan;
    else
        column_plan_release(&plan);
    return status;
}

void column_plan_release(struct column_plan *plan)
{
    memory_free(plan->selected);
    memory_free(plan->segment_slots);
    memory_free(plan->keep_slots);
    memory_free(plan->set_aside_slots);
    memory_free(plan->item_slots);
    *plan = (struct column_plan){ 0 };
}

enum symbar_status column_find(const struct study *study,
                               const struct export_facts *facts, const char *file,
                               const struct column_ref *ref, size_t *column_out,
                               struct symbar_diagnostics *diagnostics)
{
    const struct search search = { study, facts, file, ref, diagnostics };
    return find_column(&search, column_out);
}

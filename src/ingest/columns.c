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
    const struct file_header *header;
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

static struct span heading_at(const struct file_header *header, size_t row, size_t column)
{
    if (row >= header->row_count || column >= header->rows[row].cell_count)
        return (struct span){ "", 0 };
    const struct record *record = &header->rows[row];
    return span_trim(
        (struct span){ record->cells[column].bytes, record->cells[column].byte_count });
}

/* Where ". " ends the code of a LimeSurvey heading such as "Q01[SQ001]. How was it?", or
   0. */
static size_t code_length(const struct file_header *header, struct span heading)
{
    if (strcmp(header->platform, "limesurvey") != 0)
        return 0;
    for (size_t i = 1; i + 1 < heading.byte_count; i++)
        if (heading.bytes[i] == '.' && heading.bytes[i + 1] == ' ')
            return i;
    return 0;
}

/* The id in a cell such as {"ImportId":"QID3_1"}, with either kind of quotes. */
static bool find_import_id(struct span cell, struct span *id_out)
{
    static const char key[] = "ImportId";
    const char *end = cell.bytes + cell.byte_count;
    const char *at = cell.bytes;
    if (cell.byte_count < sizeof key || *at != '{')
        return false;
    while ((size_t)(end - at) >= sizeof key - 1 && memcmp(at, key, sizeof key - 1) != 0)
        at++;
    if ((size_t)(end - at) < sizeof key)
        return false;
    at += sizeof key - 1;
    char quote = *at++;
    while (at < end && (*at == ':' || *at == ' '))
        at++;
    if ((quote != '"' && quote != '\'') || at == end || *at != quote)
        return false;
    const char *close = memchr(at + 1, quote, (size_t)(end - at - 1));
    if (!close)
        return false;
    *id_out = (struct span){ at + 1, (size_t)(close - at - 1) };
    return true;
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

static bool name_agrees(const struct search *search, size_t column,
                        enum closeness closeness)
{
    struct span heading = heading_at(search->header, 0, column);
    size_t code = code_length(search->header, heading);
    return spans_agree(heading, search->ref->text, closeness) ||
           (code && spans_agree((struct span){ heading.bytes, code }, search->ref->text,
                                closeness));
}

static bool text_agrees(const struct search *search, size_t column,
                        enum closeness closeness)
{
    const struct file_header *header = search->header;
    for (size_t row = header->row_count > 1; row < header->row_count; row++) {
        struct span heading = heading_at(header, row, column);
        size_t code = row ? 0 : code_length(header, heading);
        if (code) {
            heading.bytes += code + 2;
            heading.byte_count -= code + 2;
            heading = span_trim(heading);
        }
        if (spans_agree(heading, search->ref->text, closeness))
            return true;
    }
    return false;
}

static bool import_id_agrees(const struct search *search, size_t column)
{
    for (size_t row = 1; row < search->header->row_count; row++) {
        struct span id;
        if (find_import_id(heading_at(search->header, row, column), &id) &&
            span_equals(id, search->ref->text))
            return true;
    }
    return false;
}

static bool column_agrees(const struct search *search, size_t column,
                          enum closeness closeness)
{
    switch (search->ref->by) {
    case COLUMN_BY_NAME:
        return name_agrees(search, column, closeness);
    case COLUMN_BY_TEXT:
        return text_agrees(search, column, closeness);
    case COLUMN_BY_IMPORT_ID:
        return closeness == EXACTLY && import_id_agrees(search, column);
    case COLUMN_BY_INDEX:
        return column + 1 == search->ref->index;
    }
    return false;
}

static struct place place_of(const struct search *search)
{
    return (struct place){ .path = search->study->path, .pointer = search->ref->pointer };
}

/* The columns by name, or by question text, as candidates for "did you mean". */
static const char **list_headings(const struct search *search, struct arena *arena)
{
    const struct file_header *header = search->header;
    size_t row = search->ref->by == COLUMN_BY_TEXT && header->row_count > 1;
    const char **names = arena_allocate(arena, header->column_count, sizeof *names);
    for (size_t i = 0; names && i < header->column_count; i++) {
        struct span heading = heading_at(header, row, i);
        size_t code = row ? 0 : code_length(header, heading);
        names[i] = arena_copy(arena, heading.bytes, code ? code : heading.byte_count);
        if (!names[i])
            return NULL;
    }
    return names;
}

enum { HEADINGS_SHOWN = 6 };

static void hint_at_headings(const struct search *search)
{
    struct arena arena = { 0 };
    const char **names = list_headings(search, &arena);
    size_t count = search->header->column_count;
    const char *nearest = names ? text_nearest(search->ref->text, names, count) : NULL;
    if (nearest) {
        hint(search->diagnostics, "did you mean '%s'?", nearest);
    } else if (names) {
        struct buffer list = { 0 };
        for (size_t i = 0; i < count && i < HEADINGS_SHOWN; i++)
            buffer_format(&list, "%s'%.40s'", i ? ", " : "", names[i]);
        if (!buffer_failed(&list) && list.bytes)
            hint(search->diagnostics, "its columns are %s%s", list.bytes,
                 count > HEADINGS_SHOWN ? ", ..." : "");
        buffer_release(&list);
    }
    arena_release(&arena);
}

static const char *key_words(enum column_key by)
{
    switch (by) {
    case COLUMN_BY_NAME:
    case COLUMN_BY_INDEX:
        return "column";
    case COLUMN_BY_TEXT:
        return "column with the text";
    case COLUMN_BY_IMPORT_ID:
        return "column with the import id";
    }
    return "column";
}

static enum symbar_status fail_unknown(const struct search *search)
{
    const struct file_header *header = search->header;
    const struct column_ref *ref = search->ref;
    enum symbar_status status;
    if (ref->by == COLUMN_BY_INDEX)
        return fail(search->diagnostics, DIAG_UNKNOWN_COLUMN, place_of(search),
                    "%s has %zu columns, no column %zu", header->file,
                    header->column_count, ref->index);
    if (!header->row_count) {
        status = fail(search->diagnostics, DIAG_UNKNOWN_COLUMN, place_of(search),
                      "%s '%s' cannot be found in %s, which has no header row",
                      key_words(ref->by), ref->text, header->file);
        hint(search->diagnostics, "write {\"index\": 1} for its first column");
        return status;
    }
    status = fail(search->diagnostics, DIAG_UNKNOWN_COLUMN, place_of(search),
                  "%s has no %s '%s'", header->file, key_words(ref->by), ref->text);
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
                    "%s has %zu %s '%s', no occurrence %zu", search->header->file, count,
                    count == 1 ? "column" : "columns", ref->text, ref->occurrence);
    status = fail(search->diagnostics, DIAG_DUPLICATE_COLUMN, place_of(search),
                  "%s has %zu %s '%s'", search->header->file, count,
                  ref->by == COLUMN_BY_NAME ? "columns" : "columns with", ref->text);
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
        for (size_t i = 0; i < search->header->column_count; i++) {
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
    size_t column;
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

static bool plan_init(struct column_plan *plan, size_t keep_count, size_t item_count)
{
    *plan = (struct column_plan){
        .selected = memory_allocate(keep_count + item_count + 1, sizeof *plan->selected),
        .unit_slot = COLUMN_NONE,
        .keep_slots = memory_allocate(keep_count, sizeof *plan->keep_slots),
        .item_slots = memory_allocate(item_count, sizeof *plan->item_slots),
        .item_count = item_count,
    };
    return plan->selected && plan->keep_slots && plan->item_slots;
}

/* Every column that the side names; the first failure's status. */
static enum symbar_status resolve_all(struct search *search, enum side side,
                                      struct column_plan *plan)
{
    const struct study *study = search->study;
    const struct side_study *rules = &study->sides[side];
    enum symbar_status status = SYMBAR_OK;
    enum symbar_status found;
    if (rules->has_unit)
        status = resolve(search, &rules->unit, plan, &plan->unit_slot);
    for (size_t i = 0; i < rules->keep_count; i++) {
        found = resolve(search, &rules->keep[i].column, plan, &plan->keep_slots[i]);
        status = status == SYMBAR_OK ? found : status;
    }
    size_t at = 0;
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct question *question = &study->dimensions[d].questions[side];
        for (size_t i = 0; i < question->item_count; i++) {
            found = resolve(search, &question->items[i].column, plan,
                            &plan->item_slots[at++]);
            status = status == SYMBAR_OK ? found : status;
        }
    }
    return status;
}

enum symbar_status columns_resolve(const struct study *study, enum side side,
                                   const struct file_header *header,
                                   struct column_plan *plan_out,
                                   struct symbar_diagnostics *diagnostics)
{
    struct search search = { study, header, NULL, diagnostics };
    struct column_plan plan;
    enum symbar_status status;
    if (plan_init(&plan, study->sides[side].keep_count, count_items(study, side)))
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
    memory_free(plan->keep_slots);
    memory_free(plan->item_slots);
    *plan = (struct column_plan){ 0 };
}

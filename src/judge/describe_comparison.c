/* A comparison for people: the figures of the whole, the units' changes that are
   significant, and what could not be compared. */
#include "judge/compare.h"
#include "judge/finding.h"
#include "judge/format.h"
#include "report/document.h"

static const char *copy(struct document *document, struct buffer *text)
{
    const char *copied = buffer_failed(text) ? NULL
                                             : arena_text(&document->arena,
                                                          text->bytes ? text->bytes : "");
    if (!copied)
        document->failed = true;
    buffer_release(text);
    return copied ? copied : "";
}

static bool is_significant(const struct figure_change *change)
{
    return change->verdict > CHANGE_INCONCLUSIVE;
}

/* Whether not a digit has changed. */
static bool is_all_the_same(const struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->change_count; i++)
        if (comparison->changes[i].verdict != CHANGE_SAME &&
            comparison->changes[i].verdict != CHANGE_NOT_COMPARED)
            return false;
    return !comparison->event_count;
}

static void describe_lead(const struct comparison *comparison, struct document *document)
{
    size_t count = comparison->compared_count;
    const char *plural = count == 1 ? "" : "s";
    if (!count)
        document_add(document, BLOCK_LEAD, "There is nothing to compare.");
    else if (is_all_the_same(comparison))
        document_format(document, BLOCK_LEAD, "Nothing has changed: %zu figure%s, %s.",
                        count, plural, count == 1 ? "the same" : "all the same");
    else if (!comparison->significant_count)
        document_format(document, BLOCK_LEAD,
                        "No figure has changed significantly, of %zu compared.", count);
    else
        document_format(document, BLOCK_LEAD,
                        "%zu of %zu figure%s changed significantly, %zu for the worse.",
                        comparison->significant_count, count, plural,
                        comparison->worse_count);
}

static const char *number_text(struct document *document, enum figure_unit unit,
                               const struct measure *measure, bool has_sign)
{
    struct buffer text = { 0 };
    if (!measure->available)
        return "";
    if (has_sign && measure->value > 0)
        buffer_byte(&text, '+');
    say_number(&text, unit, measure->value, NULL);
    return copy(document, &text);
}

static const char *change_text(struct document *document,
                               const struct figure_change *change)
{
    enum figure_unit unit = change->figure.figure->unit;
    const struct row_change *of = &change->change;
    struct buffer text = { 0 };
    buffer_text(&text, number_text(document, unit, &of->value, true));
    if (of->low.available && of->high.available)
        buffer_format(&text, " [%s, %s]", number_text(document, unit, &of->low, false),
                      number_text(document, unit, &of->high, false));
    return copy(document, &text);
}

static const char *p_text(struct document *document, const struct measure *p)
{
    struct buffer text = { 0 };
    if (!p->available)
        return "";
    if (p->value < 0.001)
        return "< 0.001";
    say_number(&text, UNIT_PROBABILITY, p->value, NULL);
    return copy(document, &text);
}

static const char *verdict_text(const struct figure_change *change)
{
    switch (change->verdict) {
    case CHANGE_NOT_COMPARED:
        return "not compared";
    case CHANGE_REVERSED:
        return change->is_worse ? "reversed, wider" : "reversed";
    case CHANGE_SAME:
    case CHANGE_INCONCLUSIVE:
    case CHANGE_ROSE:
    case CHANGE_FELL:
    case CHANGE_WIDENED:
    case CHANGE_NARROWED:
    case CHANGE_VERDICT_COUNT:
        break;
    }
    return change_verdict_name(change->verdict);
}

static void add_change(struct document *document, struct table *table,
                       const struct figure_change *change)
{
    struct cell *cells = document_row(document, table);
    struct buffer where = { 0 };
    if (!cells)
        return;
    enum figure_unit unit = change->figure.figure->unit;
    say_where(&where, &change->place, change->label);
    cells[0] = cell_text(copy(document, &where));
    cells[1] = cell_text(change->figure.name);
    cells[2] = cell_text(number_text(document, unit, &change->old, false));
    cells[3] = cell_text(number_text(document, unit, &change->new, false));
    cells[4] = cell_text(change_text(document, change));
    cells[5] = cell_text(p_text(document, &change->p_adjusted));
    cells[6] = cell_text(verdict_text(change));
}

static void describe_changes(const struct comparison *comparison, enum scope scope,
                             const char *heading, struct document *document)
{
    static const struct column columns[] = {
        { .heading = "Where" },
        { .heading = "Figure" },
        { .heading = "Old", .is_numeric = true },
        { .heading = "New", .is_numeric = true },
        { .heading = "Change" },
        { .heading = "p", .is_numeric = true },
        { .heading = "Verdict" },
    };
    struct table *table = NULL;
    for (size_t i = 0; i < comparison->change_count; i++) {
        const struct figure_change *change = &comparison->changes[i];
        if (change->scope != scope || (scope != SCOPE_OVERALL && !is_significant(change)))
            continue;
        if (!table) {
            document_add(document, BLOCK_HEADING, heading);
            table = document_table(document, columns, sizeof columns / sizeof *columns);
        }
        add_change(document, table, change);
    }
}

void say_event(struct buffer *out, const struct event *event)
{
    const char *what = event->is_unit ? "unit" : "dimension";
    switch (event->kind) {
    case EVENT_APPEARED:
        buffer_format(out, "%s '%s' is new", what, event->name);
        return;
    case EVENT_VANISHED:
        buffer_format(out, "%s '%s' is gone", what, event->name);
        return;
    case EVENT_RENAMED:
        buffer_format(out, "%s '%s' was '%s'; the same was asked", what, event->name,
                      event->old_name);
        return;
    case EVENT_QUESTION_CHANGED:
        buffer_format(out,
                      "%s '%s': what was asked of %s has changed; not compared on that "
                      "side",
                      what, event->name, side_name(event->side));
        return;
    case EVENT_COUNT:
        return;
    }
}

static void describe_events(const struct comparison *comparison,
                            struct document *document)
{
    if (comparison->event_count)
        document_add(document, BLOCK_HEADING, "What came, went or was asked otherwise");
    for (size_t i = 0; i < comparison->event_count; i++) {
        struct buffer text = { 0 };
        say_event(&text, &comparison->events[i]);
        document_item(document, NULL, copy(document, &text));
    }
}

static void describe_uncompared(const struct comparison *comparison,
                                struct document *document)
{
    static const char *const words[] = {
        [OBSTACLE_NO_ROW] = "figures of rows that the old report does not have",
        [OBSTACLE_NOT_SHOWN] = "figures that are not shown in both reports",
        [OBSTACLE_HELD] = "figures that the new report holds from the old one",
        [OBSTACLE_CHANGED] = "figures of a question that has changed",
    };
    size_t counts[OBSTACLE_CHANGED + 1] = { 0 };
    bool is_first = true;
    for (size_t i = 0; i < comparison->change_count; i++)
        counts[comparison->changes[i].obstacle]++;
    for (int obstacle = OBSTACLE_NO_ROW; obstacle <= OBSTACLE_CHANGED; obstacle++) {
        struct buffer text = { 0 };
        if (!counts[obstacle])
            continue;
        if (is_first)
            document_add(document, BLOCK_HEADING, "Not compared");
        is_first = false;
        buffer_format(&text, "%zu %s", counts[obstacle], words[obstacle]);
        document_item(document, NULL, copy(document, &text));
    }
}

static void describe_notes(const struct comparison *comparison, struct document *document)
{
    if (comparison->note_count)
        document_add(document, BLOCK_HEADING, "Rules that differ");
    for (size_t i = 0; i < comparison->note_count; i++)
        document_item(document, NULL, comparison->notes[i]);
}

void describe_comparison(const struct comparison *comparison, struct document *document)
{
    const char *title = comparison->new->title;
    if (*title)
        document_format(document, BLOCK_TITLE, "Changes in %s", title);
    else
        document_add(document, BLOCK_TITLE, "Changes");
    document_format(document, BLOCK_PARAGRAPH, "From %s to %s", comparison->old->path,
                    comparison->new->path);
    describe_lead(comparison, document);
    if (!is_all_the_same(comparison)) {
        describe_changes(comparison, SCOPE_OVERALL, "The whole", document);
        describe_changes(comparison, SCOPE_UNIT, "Units that changed significantly",
                         document);
        describe_changes(comparison, SCOPE_SEGMENT, "Segments that changed significantly",
                         document);
        describe_changes(comparison, SCOPE_WAVE, "Waves that changed significantly",
                         document);
    }
    describe_events(comparison, document);
    describe_uncompared(comparison, document);
    describe_notes(comparison, document);
}

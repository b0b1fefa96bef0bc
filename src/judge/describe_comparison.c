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
    const struct language *language = document->language;
    size_t count = comparison->compared_count;
    if (!count)
        document_add(document, BLOCK_LEAD,
                     translated(language, "There is nothing to compare."));
    else if (is_all_the_same(comparison))
        document_format(
            document, BLOCK_LEAD,
            translated_count(language, "Nothing has changed: %zu figure, the same.",
                             "Nothing has changed: %zu figures, all the same.", count),
            count);
    else if (!comparison->significant_count)
        document_format(document, BLOCK_LEAD,
                        translated(language, "No figure has changed significantly, of "
                                             "%zu compared."),
                        count);
    else
        document_format(
            document, BLOCK_LEAD,
            translated_count(language,
                             "%zu of %zu figure changed significantly, %zu for "
                             "the worse.",
                             "%zu of %zu figures changed significantly, %zu "
                             "for the worse.",
                             count),
            comparison->significant_count, count, comparison->worse_count);
}

static const char *number_text(struct document *document, enum figure_unit unit,
                               const struct measure *measure, bool has_sign)
{
    struct buffer text = { 0 };
    if (!measure->available)
        return "";
    if (has_sign && measure->value > 0)
        buffer_byte(&text, '+');
    say_number(&text, document->language, unit, measure->value, NULL);
    return copy(document, &text);
}

static const char *change_text(struct document *document,
                               const struct figure_change *change)
{
    enum figure_unit unit = change->figure.figure->unit;
    const struct row_change *of = &change->change;
    struct buffer text = { 0 };
    const char *value = number_text(document, unit, &of->value, true);
    if (of->low.available && of->high.available)
        /* translators: a change and its interval; a decimal comma asks for a semicolon */
        buffer_format(&text, translated(document->language, "%s [%s, %s]"), value,
                      number_text(document, unit, &of->low, false),
                      number_text(document, unit, &of->high, false));
    else
        buffer_text(&text, value);
    return copy(document, &text);
}

static const char *p_text(struct document *document, const struct measure *p)
{
    struct buffer text = { 0 };
    if (!p->available)
        return "";
    if (p->value < 0.001)
        return translated(document->language, "< 0.001");
    say_number(&text, document->language, UNIT_PROBABILITY, p->value, NULL);
    return copy(document, &text);
}

static const char *verdict_text(const struct language *language,
                                const struct figure_change *change)
{
    switch (change->verdict) {
    case CHANGE_NOT_COMPARED:
        return translated(language, "not compared");
    case CHANGE_SAME:
        return translated_in(language, "a change", "same");
    case CHANGE_INCONCLUSIVE:
        return translated_in(language, "a change", "inconclusive");
    case CHANGE_ROSE:
        return translated_in(language, "a change", "rose");
    case CHANGE_FELL:
        return translated_in(language, "a change", "fell");
    case CHANGE_WIDENED:
        return translated_in(language, "a change", "widened");
    case CHANGE_NARROWED:
        return translated_in(language, "a change", "narrowed");
    case CHANGE_REVERSED:
        return change->is_worse ? translated_in(language, "a change", "reversed, wider")
                                : translated_in(language, "a change", "reversed");
    case CHANGE_VERDICT_COUNT:
        break;
    }
    return "";
}

static void add_change(struct document *document, struct table *table,
                       const struct figure_change *change)
{
    struct cell *cells = document_row(document, table);
    struct buffer where = { 0 };
    if (!cells)
        return;
    enum figure_unit unit = change->figure.figure->unit;
    say_where(&where, document->language, &change->place, change->label);
    cells[0] = cell_text(copy(document, &where));
    cells[1] = cell_text(change->figure.name);
    cells[2] = cell_text(number_text(document, unit, &change->old, false));
    cells[3] = cell_text(number_text(document, unit, &change->new, false));
    cells[4] = cell_text(change_text(document, change));
    cells[5] = cell_text(p_text(document, &change->p_adjusted));
    cells[6] = cell_text(verdict_text(document->language, change));
}

static void describe_changes(const struct comparison *comparison, enum scope scope,
                             const char *heading, struct document *document)
{
    static const struct column columns[] = {
        { .heading = TRANSLATABLE("Where") },
        { .heading = TRANSLATABLE("Figure") },
        { .heading = TRANSLATABLE("Old"), .is_numeric = true },
        { .heading = TRANSLATABLE("New"), .is_numeric = true },
        { .heading = TRANSLATABLE("Change") },
        { .heading = TRANSLATABLE("p"), .is_numeric = true },
        { .heading = TRANSLATABLE("Verdict") },
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

void say_event(struct buffer *out, const struct language *language,
               const struct event *event)
{
    static const char *const came[] = {
        [SCOPE_OVERALL] = TRANSLATABLE("dimension '%s' is new"),
        [SCOPE_UNIT] = TRANSLATABLE("unit '%s' is new"),
        [SCOPE_SEGMENT] = TRANSLATABLE("segment '%s' of '%s' is new"),
        [SCOPE_WAVE] = TRANSLATABLE("wave '%s' is new"),
    };
    static const char *const went[] = {
        [SCOPE_OVERALL] = TRANSLATABLE("dimension '%s' is gone"),
        [SCOPE_UNIT] = TRANSLATABLE("unit '%s' is gone"),
        [SCOPE_SEGMENT] = TRANSLATABLE("segment '%s' of '%s' is gone"),
        [SCOPE_WAVE] = TRANSLATABLE("wave '%s' is gone"),
    };
    static const char *const asked_otherwise[SIDE_COUNT] = {
        TRANSLATABLE("dimension '%s': what was asked of employees has changed; not "
                     "compared on that side"),
        TRANSLATABLE("dimension '%s': what was asked of customers has changed; not "
                     "compared on that side"),
    };
    switch (event->kind) {
    case EVENT_APPEARED:
        buffer_format(out, translated(language, came[event->scope]), event->name,
                      event->segment_of);
        break;
    case EVENT_VANISHED:
        buffer_format(out, translated(language, went[event->scope]), event->name,
                      event->segment_of);
        break;
    case EVENT_RENAMED:
        buffer_format(out,
                      translated(language, "dimension '%s' was '%s'; the same was asked"),
                      event->name, event->old_name);
        break;
    case EVENT_QUESTION_CHANGED:
        buffer_format(out, translated(language, asked_otherwise[event->side]),
                      event->name);
        break;
    case EVENT_COUNT:
        break;
    }
}

static void describe_events(const struct comparison *comparison,
                            struct document *document)
{
    if (comparison->event_count)
        document_add(
            document, BLOCK_HEADING,
            translated(document->language, "What came, went or was asked otherwise"));
    for (size_t i = 0; i < comparison->event_count; i++) {
        struct buffer text = { 0 };
        say_event(&text, document->language, &comparison->events[i]);
        document_item(document, NULL, copy(document, &text));
    }
}

static void describe_uncompared(const struct comparison *comparison,
                                struct document *document)
{
    static const char *const words[] = {
        [OBSTACLE_NO_ROW] =
            TRANSLATABLE("%zu figures of rows that the old report does not have"),
        [OBSTACLE_NOT_SHOWN] =
            TRANSLATABLE("%zu figures that are not shown in both reports"),
        [OBSTACLE_HELD] =
            TRANSLATABLE("%zu figures that the new report holds from the old one"),
        [OBSTACLE_CHANGED] = TRANSLATABLE("%zu figures of a question that has changed"),
    };
    size_t counts[OBSTACLE_CHANGED + 1] = { 0 };
    bool is_first = true;
    for (size_t i = 0; i < comparison->change_count; i++)
        counts[comparison->changes[i].obstacle]++;
    for (int obstacle = OBSTACLE_NO_ROW; obstacle <= OBSTACLE_CHANGED; obstacle++) {
        if (!counts[obstacle])
            continue;
        if (is_first)
            document_add(document, BLOCK_HEADING,
                         translated(document->language, "Not compared"));
        is_first = false;
        document_item(document, NULL,
                      document_text(document,
                                    translated(document->language, words[obstacle]),
                                    counts[obstacle]));
    }
}

static void describe_notes(const struct comparison *comparison, struct document *document)
{
    const struct language *language = document->language;
    if (comparison->note_count)
        document_add(document, BLOCK_HEADING, translated(language, "Rules that differ"));
    for (size_t i = 0; i < comparison->note_count; i++) {
        const struct rule_note *note = &comparison->notes[i];
        document_item(document, NULL,
                      document_text(document, translated(language, "%s was %s and is %s"),
                                    translated(language, note->rule), note->before,
                                    note->after));
    }
}

void describe_comparison(const struct comparison *comparison, struct document *document)
{
    const struct language *language = document->language;
    const char *title = comparison->new->title;
    if (*title)
        document_format(document, BLOCK_TITLE, translated(language, "Changes in %s"),
                        title);
    else
        document_add(document, BLOCK_TITLE, translated(language, "Changes"));
    document_format(document, BLOCK_PARAGRAPH, translated(language, "From %s to %s"),
                    comparison->old->path, comparison->new->path);
    describe_lead(comparison, document);
    if (!is_all_the_same(comparison)) {
        describe_changes(comparison, SCOPE_OVERALL, translated(language, "The whole"),
                         document);
        describe_changes(comparison, SCOPE_UNIT,
                         translated(language, "Units that changed significantly"),
                         document);
        describe_changes(comparison, SCOPE_SEGMENT,
                         translated(language, "Segments that changed significantly"),
                         document);
        describe_changes(comparison, SCOPE_WAVE,
                         translated(language, "Waves that changed significantly"),
                         document);
    }
    describe_events(comparison, document);
    describe_uncompared(comparison, document);
    describe_notes(comparison, document);
}

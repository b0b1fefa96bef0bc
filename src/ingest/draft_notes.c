#include "ingest/drafting.h"

#include <string.h>

static void add_note(struct drafting *drafting, const char *note)
{
    drafting->failed = drafting->failed || !note;
    if (note && drafting->note_count < DRAFT_MOST_NOTES)
        drafting->notes[drafting->note_count++] = note;
}

static void note_units(struct drafting *drafting)
{
    const struct language *language = drafting->language;
    const struct unit_columns *units = &drafting->units;
    if (!units->is_found) {
        add_note(
            drafting,
            translated(
                language,
                "No column was found that names the same units on both "
                "sides, so everybody is one unit. If both sides name a store or a team, "
                "put the columns into \"unit\"."));
        return;
    }
    add_note(
        drafting,
        arena_format(&drafting->draft->arena,
                     translated(language, "Units: '%s' and '%s' have %zu names in common "
                                          "(employees have %zu, customers %zu)."),
                     draft_heading(drafting, 0, units->columns[0])->name,
                     draft_heading(drafting, 1, units->columns[1])->name, units->shared,
                     units->counts[0], units->counts[1]));
}

/* Names of a few letters and numbers are given out by tools. */
static bool is_code_name(const char *name)
{
    return strlen(name) <= 6 && strpbrk(name, "0123456789");
}

static void note_pairs(struct drafting *drafting)
{
    size_t coded = 0;
    const struct language *language = drafting->language;
    const struct question_pairs *pairs = &drafting->pairs;
    for (size_t i = 0; i < pairs->sure_count; i++) {
        const struct question_pair *pair = &pairs->sure[i];
        const char *name = draft_heading(drafting, 0, pair->columns[0])->name;
        coded += pair->reason == PAIR_SAME_NAME && is_code_name(name);
    }
    if (coded)
        add_note(drafting,
                 arena_format(
                     &drafting->draft->arena,
                     translated_count(
                         language,
                         "%zu dimension is paired by name only ('%s' on both sides): "
                         "make sure that both sides were asked the same.",
                         "%zu dimensions are paired by name only ('%s' on both "
                         "sides): make sure that both sides were asked the same.",
                         coded),
                     coded, draft_heading(drafting, 0, pairs->sure[0].columns[0])->name));
    if (pairs->sure_count)
        add_note(
            drafting,
            translated(language,
                       "Lens: \"mirror\" where both sides judge the same thing, "
                       "\"symmetry\" where each judges how it is treated itself. The "
                       "draft cannot know; it says symmetry of recommend questions "
                       "and mirror of all others."));
    else
        add_note(drafting,
                 translated(language, "No questions could be paired, so every dimension "
                                      "has one side only: join those that belong "
                                      "together."));
}

/* "Doubtful, left out: employees' '...' (column 4) and customers' '...' (column 5)." */
static void note_pair(struct drafting *drafting, bool is_paired,
                      const struct question_pair *pair)
{
    static const char paired[] =
        TRANSLATABLE("Paired because they read alike: employees' '%s' (column %zu) and "
                     "customers' '%s' (column %zu).");
    static const char doubtful[] =
        TRANSLATABLE("Doubtful, left out: employees' '%s' (column %zu) and customers' "
                     "'%s' (column %zu).");
    const char *texts[SIDE_COUNT];
    for (int side = 0; side < SIDE_COUNT; side++)
        texts[side] = draft_shorten(
            drafting, draft_heading(drafting, side, pair->columns[side])->text,
            (size_t)2 * DRAFT_LABEL_BYTES);
    if (!texts[SIDE_EMPLOYEES] || !texts[SIDE_CUSTOMERS])
        drafting->failed = true;
    else
        add_note(
            drafting,
            arena_format(&drafting->draft->arena,
                         translated(drafting->language, is_paired ? paired : doubtful),
                         texts[SIDE_EMPLOYEES], pair->columns[SIDE_EMPLOYEES] + 1,
                         texts[SIDE_CUSTOMERS], pair->columns[SIDE_CUSTOMERS] + 1));
}

/* Pairs that do not read the same, and those that were not made. */
static void note_unsure(struct drafting *drafting)
{
    const struct question_pairs *pairs = &drafting->pairs;
    size_t listed = 0;
    for (size_t i = 0; i < pairs->sure_count && listed < DRAFT_MOST_LISTED; i++) {
        if (pairs->sure[i].reason != PAIR_SIMILAR)
            continue;
        note_pair(drafting, true, &pairs->sure[i]);
        listed++;
    }
    for (size_t i = 0; i < pairs->doubtful_count && i < DRAFT_MOST_LISTED; i++)
        note_pair(drafting, false, &pairs->doubtful[i]);
}

static void note_unpaired(struct drafting *drafting, int side)
{
    static const char *const words[SIDE_COUNT] = {
        TRANSLATABLE("Asked of employees only: %s."),
        TRANSLATABLE("Asked of customers only: %s."),
    };
    static const char *const more_words[SIDE_COUNT] = {
        TRANSLATABLE("Asked of employees only: %s, and more."),
        TRANSLATABLE("Asked of customers only: %s, and more."),
    };
    const struct language *language = drafting->language;
    const struct survey *survey = &drafting->surveys[side];
    struct buffer list = { 0 };
    size_t count = 0;
    for (size_t i = 0; i < survey->column_count; i++) {
        if (!draft_is_question(survey, i) || drafting->pairs.is_paired[side][i])
            continue;
        const char *text =
            draft_shorten(drafting, survey->facts->columns[i].text, DRAFT_LABEL_BYTES);
        if (text && count++ < DRAFT_MOST_LISTED) {
            buffer_text(&list, list.byte_count ? ", " : "");
            buffer_format(&list, translated(language, "'%s' (column %zu)"), text, i + 1);
        }
    }
    if (count && drafting->pairs.sure_count)
        add_note(drafting,
                 buffer_failed(&list)
                     ? NULL
                     : arena_format(&drafting->draft->arena,
                                    translated(language, count > DRAFT_MOST_LISTED
                                                             ? more_words[side]
                                                             : words[side]),
                                    list.bytes));
    buffer_release(&list);
}

/* What was guessed about the scales of the questions in the draft. */
enum scale_note { NOTE_FROM_ONE, NOTE_ASSUMED_ZERO, NOTE_UNSURE, NOTE_STRAYS };

static const char *scale_words(const struct language *language, enum scale_note note,
                               int side)
{
    static const char *const words[][SIDE_COUNT] = {
        [NOTE_FROM_ONE] = {
            TRANSLATABLE("The recommend question in column %zu of the employees was asked "
                         "from 1 to 10, so it has no NPS here: that needs 0 to 10, or "
                         "promoters and detractors of its own."),
            TRANSLATABLE("The recommend question in column %zu of the customers was asked "
                         "from 1 to 10, so it has no NPS here: that needs 0 to 10, or "
                         "promoters and detractors of its own."),
        },
        [NOTE_ASSUMED_ZERO] = {
            TRANSLATABLE("Nobody of the employees gave a 0 to the recommend question, "
                         "which is taken as 0 to 10 all the same; if it was asked from 1, "
                         "it needs a scale of its own."),
            TRANSLATABLE("Nobody of the customers gave a 0 to the recommend question, "
                         "which is taken as 0 to 10 all the same; if it was asked from 1, "
                         "it needs a scale of its own."),
        },
        [NOTE_UNSURE] = {
            TRANSLATABLE("Scales of the employees follow from the answers given; check min "
                         "and max where nobody used the ends."),
            TRANSLATABLE("Scales of the customers follow from the answers given; check min "
                         "and max where nobody used the ends."),
        },
        [NOTE_STRAYS] = {
            TRANSLATABLE("Codes of the employees outside their scales are listed under "
                         "\"missing\" as what they usually mean: check them."),
            TRANSLATABLE("Codes of the customers outside their scales are listed under "
                         "\"missing\" as what they usually mean: check them."),
        },
    };
    return translated(language, words[note][side]);
}

static void note_scales(struct drafting *drafting, int side)
{
    const struct language *language = drafting->language;
    const struct survey *survey = &drafting->surveys[side];
    bool has_unsure = false;
    bool has_strays = false;
    bool has_assumed_zero = false;
    for (size_t i = 0; i < survey->column_count; i++) {
        const struct scale_guess *guess = &survey->findings[i].guess;
        if (!draft_is_question(survey, i))
            continue;
        has_unsure = has_unsure || (!guess->is_sure && !guess->is_nps);
        has_strays = has_strays || guess->stray_count;
        has_assumed_zero = has_assumed_zero || guess->is_zero_assumed;
        if (guess->is_from_one && drafting->pairs.is_paired[side][i])
            add_note(drafting,
                     arena_format(&drafting->draft->arena,
                                  scale_words(language, NOTE_FROM_ONE, side), i + 1));
    }
    if (has_assumed_zero)
        add_note(drafting, scale_words(language, NOTE_ASSUMED_ZERO, side));
    if (has_unsure)
        add_note(drafting, scale_words(language, NOTE_UNSURE, side));
    if (has_strays)
        add_note(drafting, scale_words(language, NOTE_STRAYS, side));
}

static void note_keep(struct drafting *drafting, int side)
{
    static const char *const words[SIDE_COUNT] = {
        TRANSLATABLE("Of the employees only rows that say so in '%s' are kept as "
                     "finished."),
        TRANSLATABLE("Of the customers only rows that say so in '%s' are kept as "
                     "finished."),
    };
    const struct draft_keep *keep = &drafting->draft->keep[side];
    if (keep->is_given)
        add_note(drafting, arena_format(&drafting->draft->arena,
                                        translated(drafting->language, words[side]),
                                        keep->column.name ? keep->column.name : "#"));
}

static void note_layout(struct drafting *drafting, int side)
{
    static const char *const words[SIDE_COUNT] = {
        TRANSLATABLE("The file of the employees has one row per answer (\"layout\"): %zu "
                     "respondents were asked %zu questions. Column numbers below are "
                     "those that `symbar inspect` gives the questions."),
        TRANSLATABLE("The file of the customers has one row per answer (\"layout\"): %zu "
                     "respondents were asked %zu questions. Column numbers below are "
                     "those that `symbar inspect` gives the questions."),
    };
    const struct survey *survey = &drafting->surveys[side];
    if (survey->is_long)
        add_note(drafting, arena_format(&drafting->draft->arena,
                                        translated(drafting->language, words[side]),
                                        survey->layout.respondents.count,
                                        survey->layout.questions.count));
}

bool draft_notes(struct drafting *drafting)
{
    drafting->notes =
        arena_allocate(&drafting->draft->arena, DRAFT_MOST_NOTES, sizeof(char *));
    if (!drafting->notes)
        return false;
    add_note(drafting,
             translated(drafting->language, "Drafted from the files by symbar. What "
                                            "follows deserves a look; nothing here is "
                                            "read by symbar."));
    note_layout(drafting, SIDE_EMPLOYEES);
    note_layout(drafting, SIDE_CUSTOMERS);
    note_units(drafting);
    note_pairs(drafting);
    note_unsure(drafting);
    for (int side = 0; side < SIDE_COUNT; side++) {
        note_keep(drafting, side);
        note_unpaired(drafting, side);
        note_scales(drafting, side);
    }
    return !drafting->failed;
}

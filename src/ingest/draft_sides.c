#include "base/text.h"
#include "ingest/drafting.h"
#include "ingest/heading.h"

#include <string.h>

const struct header_column *draft_heading(const struct drafting *drafting, int side,
                                          size_t column)
{
    return &drafting->surveys[side].facts->columns[column];
}

const char *draft_shorten(struct drafting *drafting, const char *text, size_t most)
{
    struct buffer words = { 0 };
    bool is_cut = false;
    for (const char *at = text; *at && !is_cut;) {
        at += strspn(at, " \t\r\n");
        size_t length = strcspn(at, " \t\r\n");
        size_t used = words.byte_count + (words.byte_count > 0);
        is_cut = used && used + length > most;
        if (is_cut || !length)
            break;
        if (words.byte_count)
            buffer_byte(&words, ' ');
        size_t whole = length;
        while (length > most || !text_is_utf8(at, length))
            length--;
        is_cut = length < whole;
        buffer_append(&words, at, length);
        at += whole;
    }
    const char *shown = NULL;
    if (!buffer_failed(&words))
        shown = arena_format(&drafting->draft->arena, "%s%s",
                             words.bytes ? words.bytes : "", is_cut ? "..." : "");
    buffer_release(&words);
    return shown;
}

bool draft_name_column(struct drafting *drafting, int side, size_t column,
                       struct draft_column *column_out)
{
    const struct export_facts *facts = drafting->surveys[side].facts;
    const struct survey *survey = &drafting->surveys[side];
    const char *name = facts->columns[column].name;
    size_t before = 0;
    size_t count = 0;
    bool is_question = survey->is_long && column >= survey->first_question;
    size_t named = survey->is_long ? survey->first_question : facts->column_count;
    for (size_t i = 0; !is_question && i < named; i++)
        if (strcmp(facts->columns[i].name, name) == 0) {
            before += i < column;
            count++;
        }
    column_out->index = column + 1;
    column_out->occurrence = count > 1 ? before + 1 : 0;
    if (!*name)
        return true;
    column_out->name = arena_text(&drafting->draft->arena, name);
    return column_out->name != NULL;
}

/* The texts of one kind that were met: what anybody writes, then codes beside a scale. */
static bool list_missing(struct drafting *drafting, int side, int kind)
{
    const struct survey *survey = &drafting->surveys[side];
    struct text_list *list = &drafting->draft->missing[side][kind];
    size_t most = survey->missing_texts.count + survey->column_count * MOST_STRAY_CODES;
    const char **texts = arena_allocate(&drafting->draft->arena, most, sizeof *texts);
    struct map seen = { 0 };
    bool done = texts != NULL;
    for (size_t i = 0; done && i < survey->missing_texts.count; i++) {
        const char *key = survey->missing_texts.keys[i].bytes;
        if (key[0] != 'a' + kind)
            continue;
        texts[seen.count] = arena_text(&drafting->draft->arena, key + 1);
        done = texts[seen.count] && map_add(&seen, key + 1, strlen(key + 1)) != MAP_NONE;
    }
    for (size_t i = 0; done && i < survey->column_count; i++) {
        const struct scale_guess *guess = &survey->findings[i].guess;
        for (size_t k = 0; done && guess->scale && k < guess->stray_count; k++) {
            const char *text = guess->strays[k].text;
            if ((int)guess->strays[k].kind != kind ||
                map_find(&seen, text, strlen(text)) != MAP_NONE)
                continue;
            texts[seen.count] = arena_text(&drafting->draft->arena, text);
            done = texts[seen.count] && map_add(&seen, text, strlen(text)) != MAP_NONE;
        }
    }
    *list = (struct text_list){ texts, seen.count };
    map_release(&seen);
    return done;
}

static bool is_truth(struct span text, bool *is_out_of_memory)
{
    static const char *const truths[] = { "true",      "1",       "yes",  "y",
                                          "oui",       "ja",      "si",   "s\xc3\xad",
                                          "s\xc3\xac", "vrai",    "wahr", "complete",
                                          "completed", "finished" };
    struct buffer folded = { 0 };
    bool is_found = false;
    fold_label(&folded, text);
    *is_out_of_memory = *is_out_of_memory || buffer_failed(&folded);
    for (size_t i = 0; !buffer_failed(&folded) && i < sizeof truths / sizeof *truths; i++)
        is_found = is_found || strcmp(folded.bytes, truths[i]) == 0;
    buffer_release(&folded);
    return is_found;
}

/* Whether a column says that a response was finished, and the platform does not look at
   it anyway. False with *is_out_of_memory when memory is short. */
static bool tells_finished(const struct survey *survey, size_t column,
                           bool *is_out_of_memory)
{
    struct buffer words = { 0 };
    bool is_known = survey->findings[column].kind != KIND_CHOICE ||
                    (survey->is_long && column >= survey->first_question);
    for (size_t i = 0; i < survey->facts->set_aside_count; i++)
        is_known = is_known || survey->facts->set_aside[i].column == column;
    bool tells = false;
    if (!is_known) {
        bool done = heading_words(survey->facts->columns[column].name, &words);
        *is_out_of_memory = *is_out_of_memory || !done;
        tells = done && heading_is_finished(words.bytes);
    }
    buffer_release(&words);
    return tells;
}

/* A rule that keeps finished rows, where others are there to be left out. */
static bool keep_finished(struct drafting *drafting, int side, size_t column,
                          bool *is_out_of_memory)
{
    const struct column_profile *profile = &drafting->surveys[side].profiles[column];
    struct arena *arena = &drafting->draft->arena;
    struct draft_keep *keep = &drafting->draft->keep[side];
    const char **texts = arena_allocate(arena, profile->values.count, sizeof *texts);
    size_t count = 0;
    *is_out_of_memory = !texts;
    for (size_t i = 0; texts && i < profile->values.count; i++) {
        const struct map_key *key = &profile->values.keys[i];
        struct span text = { key->bytes, key->byte_count };
        if (is_truth(text, is_out_of_memory)) {
            texts[count] = arena_copy(arena, text.bytes, text.byte_count);
            *is_out_of_memory = *is_out_of_memory || !texts[count++];
        }
    }
    bool has_others = count < profile->values.count || profile->missing[MISSING_BLANK];
    if (*is_out_of_memory || !count || !has_others)
        return false;
    keep->in = (struct text_list){ texts, count };
    keep->is_given = true;
    *is_out_of_memory = !draft_name_column(drafting, side, column, &keep->column);
    return true;
}

static bool list_keep(struct drafting *drafting, int side)
{
    const struct survey *survey = &drafting->surveys[side];
    bool is_out_of_memory = false;
    bool is_found = false;
    for (size_t i = 0; i < survey->column_count && !is_found && !is_out_of_memory; i++)
        is_found = tells_finished(survey, i, &is_out_of_memory) &&
                   keep_finished(drafting, side, i, &is_out_of_memory);
    return !is_out_of_memory;
}

bool draft_sides(struct drafting *drafting)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        for (int kind = 0; kind < MISSING_INVALID; kind++)
            if (!list_missing(drafting, side, kind))
                return false;
        if (!list_keep(drafting, side))
            return false;
    }
    return true;
}

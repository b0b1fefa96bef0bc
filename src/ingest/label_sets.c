#include "ingest/label_sets.h"

#include "base/memory.h"
#include "ingest/fold.h"

#include <math.h>
#include <string.h>

enum { NO_ENTRY = -1, NO_PLACE = -1 };

struct label_entry {
    size_t set;
    size_t place; /* from 0, the lowest */
    ptrdiff_t next;
};

static bool add_entry(struct label_sets *sets, struct span label, size_t set,
                      size_t place, struct buffer *folded)
{
    buffer_clear(folded);
    fold_label(folded, label);
    if (buffer_failed(folded))
        return false;
    size_t known = sets->texts.count;
    ptrdiff_t text = map_add(&sets->texts, folded->bytes, folded->byte_count);
    if (text == MAP_NONE ||
        !memory_grow(&sets->first_entries, &sets->first_capacity, (size_t)text + 1,
                     sizeof *sets->first_entries) ||
        !memory_grow(&sets->entries, &sets->entry_capacity, sets->entry_count + 1,
                     sizeof *sets->entries))
        return false;
    if ((size_t)text == known)
        sets->first_entries[text] = NO_ENTRY;
    sets->entries[sets->entry_count] =
        (struct label_entry){ set, place, sets->first_entries[text] };
    sets->first_entries[text] = (ptrdiff_t)sets->entry_count++;
    return true;
}

static bool add_set(struct label_sets *sets, const char *places, size_t set,
                    struct buffer *folded)
{
    size_t place = 0;
    for (const char *at = places; *at;) {
        size_t length = strcspn(at, "|;");
        if (!add_entry(sets, (struct span){ at, length }, set, place, folded))
            return false;
        place += at[length] == ';';
        at += length + 1;
    }
    sets->place_counts[set] = place;
    return true;
}

bool label_sets_init(struct label_sets *sets)
{
    *sets = (struct label_sets){ 0 };
    size_t count;
    const struct label_set *list = label_set_list(&count);
    struct buffer folded = { 0 };
    sets->place_counts = memory_allocate(count, sizeof *sets->place_counts);
    bool done = sets->place_counts != NULL;
    for (size_t set = 0; done && set < count; set++)
        done = add_set(sets, list[set].places, set, &folded);
    buffer_release(&folded);
    return done;
}

void label_sets_release(struct label_sets *sets)
{
    map_release(&sets->texts);
    memory_free(sets->first_entries);
    memory_free(sets->entries);
    memory_free(sets->place_counts);
    *sets = (struct label_sets){ 0 };
}

static const struct label_entry *entry_at(const struct label_sets *sets, ptrdiff_t number)
{
    return number == NO_ENTRY ? NULL : &sets->entries[number];
}

static const struct label_entry *first_entry(const struct label_sets *sets,
                                             const char *folded)
{
    ptrdiff_t text = map_find(&sets->texts, folded, strlen(folded));
    return text == MAP_NONE ? NULL : entry_at(sets, sets->first_entries[text]);
}

static ptrdiff_t place_in_set(const struct label_sets *sets, const char *folded,
                              size_t set)
{
    const struct label_entry *entry = first_entry(sets, folded);
    for (; entry; entry = entry_at(sets, entry->next))
        if (entry->set == set)
            return (ptrdiff_t)entry->place;
    return NO_PLACE;
}

/* The number of points of a scale of whole codes, or 0. */
static size_t point_count(const struct scale *scale)
{
    double width = scale->max - scale->min;
    return width == floor(width) && width < 100 ? (size_t)width + 1 : 0;
}

/* Which texts to fit into which sets: NULL is any. */
struct fit {
    const struct label_sets *sets;
    const struct scale *scale;
    const struct column_content *content;
    const char *topic;
    const char *language; /* only the texts that this language has in the topic */
    double *codes;        /* per text; those of other languages stay as they are */
    double *scratch;      /* room for two codes per text */
    size_t set;           /* one that fits */
};

static bool set_is_meant(const struct fit *fit, size_t set)
{
    size_t count;
    const struct label_set *list = label_set_list(&count);
    return fit->sets->place_counts[set] == point_count(fit->scale) &&
           (!fit->topic || strcmp(list[set].topic, fit->topic) == 0) &&
           (!fit->language || strcmp(list[set].language, fit->language) == 0);
}

static bool text_is_meant(const struct fit *fit, const char *text)
{
    const struct label_entry *entry = first_entry(fit->sets, text);
    if (!fit->language)
        return true;
    for (; entry; entry = entry_at(fit->sets, entry->next))
        if (set_is_meant(fit, entry->set))
            return true;
    return false;
}

/* Whether every text has a place of its own in the set. */
static bool set_fits(const struct fit *fit, size_t set)
{
    bool taken[100] = { false };
    if (!set_is_meant(fit, set))
        return false;
    for (size_t i = 0; i < fit->content->text_count; i++) {
        const char *text = fit->content->texts[i];
        if (!text_is_meant(fit, text))
            continue;
        ptrdiff_t place = place_in_set(fit->sets, text, set);
        if (place == NO_PLACE || taken[place])
            return false;
        taken[place] = true;
        fit->scratch[i] = fit->scale->min + (double)place;
    }
    return true;
}

/* Takes over the codes of a set that fits; false when they are not what was found. */
static bool take_codes(struct fit *fit, bool is_first)
{
    for (size_t i = 0; i < fit->content->text_count; i++) {
        if (!text_is_meant(fit, fit->content->texts[i]))
            continue;
        if (!is_first && fit->codes[i] != fit->scratch[i])
            return false;
        fit->codes[i] = fit->scratch[i];
    }
    return true;
}

/* Looks for sets that hold all the texts that are meant. */
static enum label_verdict fit_sets(struct fit *fit)
{
    size_t set_count;
    bool is_first = true;
    label_set_list(&set_count);
    for (size_t set = 0; set < set_count; set++) {
        if (!set_fits(fit, set))
            continue;
        if (!take_codes(fit, is_first))
            return LABELS_AMBIGUOUS;
        if (is_first)
            fit->set = set;
        is_first = false;
    }
    return is_first ? LABELS_UNKNOWN : LABELS_FIT;
}

/* Respondents who answered in different languages: the texts of each language fit sets of
   one topic, and a text of two languages has the same code in both. */
static bool fit_language(const struct fit *fit, const char *language, size_t *set_out)
{
    size_t count = fit->content->text_count;
    bool is_met = false;
    struct fit own = *fit;
    own.language = language;
    own.codes = fit->scratch + count;
    for (size_t i = 0; i < count; i++)
        is_met = is_met || text_is_meant(&own, fit->content->texts[i]);
    if (!is_met)
        return true;
    if (fit_sets(&own) != LABELS_FIT)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!text_is_meant(&own, fit->content->texts[i]))
            continue;
        if (!isnan(fit->codes[i]) && fit->codes[i] != own.codes[i])
            return false;
        fit->codes[i] = own.codes[i];
    }
    *set_out = own.set;
    return true;
}

static bool fit_languages(struct fit *fit)
{
    static const char *const languages[] = { "en", "fr", "de", "es", "nl", "it" };
    size_t count = fit->content->text_count;
    for (size_t i = 0; i < count; i++)
        fit->codes[i] = NAN;
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
        if (!fit_language(fit, languages[l], &fit->set))
            return false;
    for (size_t i = 0; i < count; i++)
        if (isnan(fit->codes[i]))
            return false;
    return true;
}

static bool fit_some_topic(struct fit *fit)
{
    static const char *const topics[] = { "agreement",  "satisfaction", "frequency",
                                          "likelihood", "quality",      "ease" };
    for (size_t t = 0; t < sizeof topics / sizeof *topics; t++) {
        fit->topic = topics[t];
        if (fit_languages(fit))
            return true;
    }
    return false;
}

static bool has_code(const struct column_content *content, double code)
{
    for (size_t i = 0; i < content->code_count; i++)
        if (content->codes[i] == code)
            return true;
    return false;
}

/* Digits with words at the ends only, in the place of the outer digits. */
static bool fit_ends(const struct label_sets *sets, const struct scale *scale,
                     const struct column_content *content, double *codes, size_t *set_out)
{
    size_t count;
    label_set_list(&count);
    if (content->text_count > 2 || !content->code_count)
        return false;
    for (size_t set = 0; set < count; set++) {
        size_t last = sets->place_counts[set] - 1;
        size_t fitting = 0;
        for (size_t i = 0; i < content->text_count; i++) {
            ptrdiff_t place = place_in_set(sets, content->texts[i], set);
            codes[i] = place == 0 ? scale->min : scale->max;
            fitting += (place == 0 || place == (ptrdiff_t)last) &&
                       !has_code(content, codes[i]) && (!i || codes[0] != codes[1]);
        }
        if (fitting == content->text_count) {
            *set_out = set;
            return true;
        }
    }
    return false;
}

/* One label by itself, that some set of the scale's size has. */
static bool is_lone_label(const struct label_sets *sets, const struct scale *scale,
                          const struct column_content *content)
{
    if (content->text_count != 1)
        return false;
    const struct label_entry *entry = first_entry(sets, content->texts[0]);
    for (; entry; entry = entry_at(sets, entry->next))
        if (sets->place_counts[entry->set] == point_count(scale))
            return true;
    return false;
}

bool label_sets_choose(const struct label_sets *sets, const struct scale *scale,
                       const struct column_content *content,
                       enum label_verdict *verdict_out, double *codes_out,
                       const struct label_set **set_out)
{
    size_t count;
    enum label_verdict verdict = LABELS_UNKNOWN;
    struct fit fit = { .sets = sets,
                       .scale = scale,
                       .content = content,
                       .codes = codes_out,
                       .scratch =
                           memory_allocate(content->text_count, 2 * sizeof(double)) };
    if (!fit.scratch)
        return false;
    if (content->text_count > 1)
        verdict = fit_sets(&fit);
    if (verdict == LABELS_UNKNOWN && content->text_count > 1 && fit_some_topic(&fit))
        verdict = LABELS_FIT;
    if (verdict == LABELS_UNKNOWN && fit_ends(sets, scale, content, codes_out, &fit.set))
        verdict = LABELS_ENDS_FIT;
    if (verdict == LABELS_UNKNOWN && is_lone_label(sets, scale, content))
        verdict = LABELS_TOO_FEW;
    *verdict_out = verdict;
    *set_out = &label_set_list(&count)[fit.set];
    memory_free(fit.scratch);
    return true;
}

int label_sets_end(const struct label_sets *sets, const char *folded)
{
    int end = 0;
    const struct label_entry *entry = first_entry(sets, folded);
    for (; entry; entry = entry_at(sets, entry->next)) {
        int now = !entry->place                                        ? -1
                  : entry->place + 1 == sets->place_counts[entry->set] ? 1
                                                                       : 0;
        if (!now || (end && end != now))
            return 0;
        end = now;
    }
    return end;
}

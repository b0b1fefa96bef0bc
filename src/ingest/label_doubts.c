#include "ingest/label_doubts.h"

#include "base/memory.h"
#include "base/text.h"
#include "ingest/fold.h"

#include <math.h>
#include <string.h>

enum { MOST_SPELLINGS = 64, MOST_PLACES = 16, FEWEST_TEXTS = 3 };

/* A set's spellings, folded, each with its place. */
struct spellings {
    struct buffer folded;
    size_t offsets[MOST_SPELLINGS]; /* in `folded` */
    struct span texts[MOST_SPELLINGS];
    size_t places[MOST_SPELLINGS];
    size_t count;
    size_t place_count;
};

/* False when memory is short. */
static bool read_set(const struct label_set *set, struct spellings *spellings)
{
    spellings->count = 0;
    spellings->place_count = 0;
    buffer_clear(&spellings->folded);
    for (const char *at = set->places; *at && spellings->count < MOST_SPELLINGS;) {
        size_t length = strcspn(at, "|;");
        spellings->texts[spellings->count] = (struct span){ at, length };
        spellings->offsets[spellings->count] = spellings->folded.byte_count;
        spellings->places[spellings->count++] = spellings->place_count;
        fold_label(&spellings->folded, (struct span){ at, length });
        buffer_append(&spellings->folded, "", 1);
        spellings->place_count += at[length] == ';';
        at += length + 1;
    }
    return !buffer_failed(&spellings->folded);
}

static const char *folded_at(const struct spellings *spellings, size_t number)
{
    return spellings->folded.bytes + spellings->offsets[number];
}

/* Marks the texts that have no place of their own in the set; returns how many have. */
static size_t fit(const struct spellings *spellings, const struct column_content *content,
                  bool *is_odd)
{
    bool is_taken[MOST_PLACES] = { false };
    size_t fitting = 0;
    for (size_t i = 0; i < content->text_count; i++) {
        is_odd[i] = true;
        for (size_t k = 0; is_odd[i] && k < spellings->count; k++) {
            size_t place = spellings->places[k];
            if (place >= MOST_PLACES || is_taken[place] ||
                strcmp(folded_at(spellings, k), content->texts[i]) != 0)
                continue;
            is_taken[place] = true;
            is_odd[i] = false;
            fitting++;
        }
    }
    return fitting;
}

/* How well a set explains the texts; 0: it does not come near. A set that has them all is
   the better explanation, whatever its size. */
static size_t rate(size_t fitting, size_t text_count, bool is_other_size)
{
    size_t odd = text_count - fitting;
    if (is_other_size)
        return odd || text_count < FEWEST_TEXTS ? 0 : 2 * fitting;
    return fitting >= 2 && odd * 2 <= fitting ? 2 * fitting - 1 : 0;
}

bool label_doubt_find(const struct label_set *list, size_t set_count,
                      const struct scale *scale, const struct column_content *content,
                      struct label_doubt *doubt_out, bool *is_odd)
{
    struct label_doubt doubt = { .set = NULL };
    struct spellings spellings = { .count = 0 };
    size_t best = 0;
    bool *now = memory_allocate(content->text_count, sizeof *now);
    bool done = now != NULL;
    for (size_t i = 0; done && i < set_count; i++) {
        done = read_set(&list[i], &spellings);
        if (!done)
            break;
        bool is_other_size = (double)spellings.place_count != scale->max - scale->min + 1;
        size_t fitting = fit(&spellings, content, now);
        size_t rating = rate(fitting, content->text_count, is_other_size);
        if (rating <= best)
            continue;
        best = rating;
        doubt = (struct label_doubt){ &list[i], spellings.place_count, is_other_size };
        memcpy(is_odd, now, content->text_count * sizeof *now);
    }
    buffer_release(&spellings.folded);
    memory_free(now);
    if (done)
        *doubt_out = doubt;
    return done;
}

bool label_doubt_suggest(const struct label_set *set, const char *text,
                         struct buffer *suggestion)
{
    struct spellings spellings = { .count = 0 };
    struct buffer folded = { 0 };
    const char *candidates[MOST_SPELLINGS];
    bool done = read_set(set, &spellings);
    fold_label(&folded, span_of(text));
    done = done && !buffer_failed(&folded);
    buffer_clear(suggestion);
    if (done) {
        for (size_t i = 0; i < spellings.count; i++)
            candidates[i] = folded_at(&spellings, i);
        const char *nearest = text_nearest(folded.bytes, candidates, spellings.count);
        for (size_t i = 0; nearest && i < spellings.count; i++)
            if (candidates[i] == nearest)
                buffer_append(suggestion, spellings.texts[i].bytes,
                              spellings.texts[i].byte_count);
    }
    done = done && !buffer_failed(suggestion);
    buffer_release(&spellings.folded);
    buffer_release(&folded);
    return done;
}

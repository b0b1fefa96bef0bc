#include "ingest/draft_pairs.h"

#include "base/memory.h"
#include "ingest/heading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words are compared by their beginnings, so that "satisfied" meets "satisfaction". */
enum {
    MOST_QUESTIONS = 400,
    MOST_WORDS = 60,
    MOST_DOUBTFUL = 200,
    STEM_BYTES = 6,
    SHORTEST_WORD = 2
};

static const double sure_similarity = 0.55;
static const double doubtful_similarity = 0.4;
static const double clear_margin = 0.1;

/* A question as a set of words. */
struct wording {
    size_t column;
    struct buffer text; /* folded */
    struct buffer name;
    bool has_own_text;        /* besides its name */
    size_t words[MOST_WORDS]; /* numbers in `vocabulary` */
    size_t word_count;
    double weight; /* of all its words */
};

struct wordings {
    struct wording *items;
    size_t count;
};

struct pairing {
    const struct survey *surveys;
    struct question_pairs *pairs;
    struct wordings sides[SIDE_COUNT];
    struct map vocabulary;
    size_t *uses[SIDE_COUNT]; /* per word: in how many questions */
    size_t use_capacities[SIDE_COUNT];
    double *similarities; /* employees' question times customers' */
};

bool draft_is_question(const struct survey *survey, size_t column)
{
    enum column_kind kind = survey->findings[column].kind;
    /* of a long layout the questions are in the rows, and nowhere else */
    return (kind == KIND_SCALE || kind == KIND_NPS) &&
           (!survey->is_long || column >= survey->first_question);
}

static bool add_word(struct pairing *pairing, int side, struct wording *wording,
                     const char *word, size_t length)
{
    bool is_number = *word >= '0' && *word <= '9';
    if (length < SHORTEST_WORD || is_number || wording->word_count == MOST_WORDS)
        return true;
    length = length > STEM_BYTES ? STEM_BYTES : length;
    ptrdiff_t number = map_add(&pairing->vocabulary, word, length);
    if (number == MAP_NONE)
        return false;
    for (int own = 0; own < SIDE_COUNT; own++)
        if (!memory_grow(&pairing->uses[own], &pairing->use_capacities[own],
                         (size_t)number + 1, sizeof *pairing->uses[own]))
            return false;
    for (size_t i = 0; i < wording->word_count; i++)
        if (wording->words[i] == (size_t)number)
            return true;
    wording->words[wording->word_count++] = (size_t)number;
    pairing->uses[side][number]++;
    return true;
}

static bool read_wording(struct pairing *pairing, int side,
                         const struct header_column *heading, struct wording *wording)
{
    if (!heading_words(heading->text, &wording->text) ||
        !heading_words(heading->name, &wording->name))
        return false;
    wording->has_own_text = strcmp(heading->text, heading->name) != 0;
    for (const char *at = wording->text.bytes; *at;) {
        size_t length = strcspn(at, " ");
        if (!add_word(pairing, side, wording, at, length))
            return false;
        at += length;
        at += *at == ' ';
    }
    return true;
}

static bool read_wordings(struct pairing *pairing, int side)
{
    const struct survey *survey = &pairing->surveys[side];
    struct wordings *wordings = &pairing->sides[side];
    wordings->items = memory_allocate(MOST_QUESTIONS, sizeof *wordings->items);
    if (!wordings->items)
        return false;
    for (size_t i = 0; i < survey->column_count && wordings->count < MOST_QUESTIONS;
         i++) {
        if (!draft_is_question(survey, i))
            continue;
        struct wording *wording = &wordings->items[wordings->count++];
        wording->column = i;
        if (!read_wording(pairing, side, &survey->facts->columns[i], wording))
            return false;
    }
    return true;
}

/* A word that few questions of either side have says more. */
static double word_weight(const struct pairing *pairing, size_t word)
{
    double weight = INFINITY;
    for (int side = 0; side < SIDE_COUNT; side++) {
        double count = (double)pairing->sides[side].count;
        double uses = (double)pairing->uses[side][word];
        weight = fmin(weight, log(1 + count / fmax(uses, 1)));
    }
    return weight;
}

static double similarity_of(const struct pairing *pairing, const struct wording *a,
                            const struct wording *b)
{
    double shared = 0;
    for (size_t i = 0; i < a->word_count; i++)
        for (size_t j = 0; j < b->word_count; j++)
            if (a->words[i] == b->words[j])
                shared += word_weight(pairing, a->words[i]);
    double both = a->weight + b->weight;
    return both > 0 ? 2 * shared / both : 0;
}

static double *similarity_at(const struct pairing *pairing, size_t i, size_t j)
{
    return &pairing->similarities[i * pairing->sides[SIDE_CUSTOMERS].count + j];
}

static bool compare_all(struct pairing *pairing)
{
    size_t counts[SIDE_COUNT] = { pairing->sides[0].count, pairing->sides[1].count };
    pairing->similarities =
        memory_allocate(counts[0] * counts[1], sizeof *pairing->similarities);
    if (!pairing->similarities)
        return false;
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t i = 0; i < counts[side]; i++) {
            struct wording *wording = &pairing->sides[side].items[i];
            for (size_t w = 0; w < wording->word_count; w++)
                wording->weight += word_weight(pairing, wording->words[w]);
        }
    for (size_t i = 0; i < counts[0]; i++)
        for (size_t j = 0; j < counts[1]; j++)
            *similarity_at(pairing, i, j) = similarity_of(
                pairing, &pairing->sides[0].items[i], &pairing->sides[1].items[j]);
    return true;
}

static const struct wording *wording_at(const struct pairing *pairing, int side, size_t i)
{
    return &pairing->sides[side].items[i];
}

static bool is_free(const struct pairing *pairing, int side, size_t i)
{
    return !pairing->pairs->is_paired[side][wording_at(pairing, side, i)->column];
}

static bool add_pair(struct pairing *pairing, size_t i, size_t j, enum pair_reason reason)
{
    struct question_pairs *pairs = pairing->pairs;
    size_t a = wording_at(pairing, SIDE_EMPLOYEES, i)->column;
    size_t b = wording_at(pairing, SIDE_CUSTOMERS, j)->column;
    if (!memory_grow(&pairs->sure, &pairs->sure_capacity, pairs->sure_count + 1,
                     sizeof *pairs->sure))
        return false;
    pairs->sure[pairs->sure_count++] =
        (struct question_pair){ { a, b }, reason, *similarity_at(pairing, i, j) };
    pairs->is_paired[SIDE_EMPLOYEES][a] = true;
    pairs->is_paired[SIDE_CUSTOMERS][b] = true;
    return true;
}

static bool have_same_text(const struct wording *a, const struct wording *b)
{
    return a->text.byte_count && strcmp(a->text.bytes, b->text.bytes) == 0;
}

/* Names say nothing where both sides have texts, which then differ. */
static bool have_same_name(const struct wording *a, const struct wording *b)
{
    return !(a->has_own_text && b->has_own_text) && a->name.byte_count &&
           strcmp(a->name.bytes, b->name.bytes) == 0;
}

static bool pair_equal(struct pairing *pairing,
                       bool (*agree)(const struct wording *, const struct wording *),
                       enum pair_reason reason)
{
    for (size_t i = 0; i < pairing->sides[SIDE_EMPLOYEES].count; i++)
        for (size_t j = 0; j < pairing->sides[SIDE_CUSTOMERS].count; j++)
            if (is_free(pairing, SIDE_EMPLOYEES, i) &&
                is_free(pairing, SIDE_CUSTOMERS, j) &&
                agree(wording_at(pairing, SIDE_EMPLOYEES, i),
                      wording_at(pairing, SIDE_CUSTOMERS, j)) &&
                !add_pair(pairing, i, j, reason))
                return false;
    return true;
}

/* The only free recommend question of a side, or the number of its questions. */
static size_t find_recommend(const struct pairing *pairing, int side)
{
    const struct survey *survey = &pairing->surveys[side];
    size_t count = pairing->sides[side].count;
    size_t found = count;
    for (size_t i = 0; i < count; i++) {
        if (survey->findings[wording_at(pairing, side, i)->column].kind != KIND_NPS ||
            !is_free(pairing, side, i))
            continue;
        if (found != count)
            return count;
        found = i;
    }
    return found;
}

static bool pair_recommend(struct pairing *pairing)
{
    size_t i = find_recommend(pairing, SIDE_EMPLOYEES);
    size_t j = find_recommend(pairing, SIDE_CUSTOMERS);
    if (i == pairing->sides[SIDE_EMPLOYEES].count ||
        j == pairing->sides[SIDE_CUSTOMERS].count)
        return true;
    return add_pair(pairing, i, j, PAIR_RECOMMEND);
}

/* The best similarity of any other free pair with one of the two. */
static double second_best(const struct pairing *pairing, size_t i, size_t j)
{
    double best = 0;
    for (size_t k = 0; k < pairing->sides[SIDE_CUSTOMERS].count; k++)
        if (k != j && is_free(pairing, SIDE_CUSTOMERS, k))
            best = fmax(best, *similarity_at(pairing, i, k));
    for (size_t k = 0; k < pairing->sides[SIDE_EMPLOYEES].count; k++)
        if (k != i && is_free(pairing, SIDE_EMPLOYEES, k))
            best = fmax(best, *similarity_at(pairing, k, j));
    return best;
}

static bool find_best(const struct pairing *pairing, const bool *is_told, size_t *i_out,
                      size_t *j_out)
{
    double best = doubtful_similarity;
    bool is_found = false;
    size_t count = pairing->sides[SIDE_CUSTOMERS].count;
    for (size_t i = 0; i < pairing->sides[SIDE_EMPLOYEES].count; i++)
        for (size_t j = 0; j < count; j++)
            if (is_free(pairing, SIDE_EMPLOYEES, i) &&
                is_free(pairing, SIDE_CUSTOMERS, j) && !is_told[i * count + j] &&
                *similarity_at(pairing, i, j) > best) {
                best = *similarity_at(pairing, i, j);
                *i_out = i;
                *j_out = j;
                is_found = true;
            }
    return is_found;
}

static bool add_doubtful(struct pairing *pairing, size_t i, size_t j)
{
    struct question_pairs *pairs = pairing->pairs;
    if (!memory_grow(&pairs->doubtful, &pairs->doubtful_capacity,
                     pairs->doubtful_count + 1, sizeof *pairs->doubtful))
        return false;
    pairs->doubtful[pairs->doubtful_count++] =
        (struct question_pair){ { wording_at(pairing, SIDE_EMPLOYEES, i)->column,
                                  wording_at(pairing, SIDE_CUSTOMERS, j)->column },
                                PAIR_SIMILAR,
                                *similarity_at(pairing, i, j) };
    return true;
}

/* The nearest first; what is not clearly nearest is doubtful. */
static bool pair_similar(struct pairing *pairing)
{
    size_t i;
    size_t j;
    size_t count = pairing->sides[SIDE_CUSTOMERS].count;
    bool *is_told =
        memory_allocate(pairing->sides[SIDE_EMPLOYEES].count * count, sizeof *is_told);
    bool done = is_told != NULL;
    while (done && pairing->pairs->doubtful_count < MOST_DOUBTFUL &&
           find_best(pairing, is_told, &i, &j)) {
        double similarity = *similarity_at(pairing, i, j);
        is_told[i * count + j] = true;
        if (similarity >= sure_similarity &&
            similarity - second_best(pairing, i, j) >= clear_margin)
            done = add_pair(pairing, i, j, PAIR_SIMILAR);
        else
            done = add_doubtful(pairing, i, j);
    }
    memory_free(is_told);
    return done;
}

/* Of the doubtful ones those that no sure pair has settled, the best of each question. */
static void drop_settled(struct question_pairs *pairs)
{
    size_t kept = 0;
    for (size_t i = 0; i < pairs->doubtful_count; i++) {
        const struct question_pair pair = pairs->doubtful[i];
        if (!pairs->is_paired[SIDE_EMPLOYEES][pair.columns[SIDE_EMPLOYEES]] &&
            !pairs->is_paired[SIDE_CUSTOMERS][pair.columns[SIDE_CUSTOMERS]])
            pairs->doubtful[kept++] = pair;
    }
    pairs->doubtful_count = kept;
}

static int compare_pairs(const void *left, const void *right)
{
    const struct question_pair *a = left;
    const struct question_pair *b = right;
    size_t first = a->columns[SIDE_EMPLOYEES];
    size_t second = b->columns[SIDE_EMPLOYEES];
    return (first > second) - (first < second);
}

static bool find_all(struct pairing *pairing)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        pairing->pairs->is_paired[side] =
            memory_allocate(pairing->surveys[side].column_count, sizeof(bool));
        if (!pairing->pairs->is_paired[side] || !read_wordings(pairing, side))
            return false;
    }
    return compare_all(pairing) && pair_equal(pairing, have_same_text, PAIR_SAME_TEXT) &&
           pair_equal(pairing, have_same_name, PAIR_SAME_NAME) &&
           pair_recommend(pairing) && pair_similar(pairing);
}

bool draft_find_pairs(const struct survey surveys[SIDE_COUNT],
                      struct question_pairs *pairs)
{
    struct pairing pairing = { .surveys = surveys, .pairs = pairs };
    bool done = find_all(&pairing);
    if (done) {
        drop_settled(pairs);
        if (pairs->sure_count)
            qsort(pairs->sure, pairs->sure_count, sizeof *pairs->sure, compare_pairs);
    }
    for (int side = 0; side < SIDE_COUNT; side++) {
        memory_free(pairing.uses[side]);
        for (size_t i = 0; i < pairing.sides[side].count; i++) {
            buffer_release(&pairing.sides[side].items[i].text);
            buffer_release(&pairing.sides[side].items[i].name);
        }
        memory_free(pairing.sides[side].items);
    }
    map_release(&pairing.vocabulary);
    memory_free(pairing.similarities);
    return done;
}

void question_pairs_release(struct question_pairs *pairs)
{
    memory_free(pairs->sure);
    memory_free(pairs->doubtful);
    for (int side = 0; side < SIDE_COUNT; side++)
        memory_free(pairs->is_paired[side]);
    *pairs = (struct question_pairs){ 0 };
}

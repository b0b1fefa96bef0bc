#include "ingest/score_counts.h"

#include "base/memory.h"
#include "ingest/scores.h"

#include <math.h>
#include <string.h>

enum {
    MOST_BYTES = 32 * 1024 * 1024, /* of counters */
    MOST_CLASSES = 4096,
    STRIDE_STEP = 16,
    FIRST_CROWDS = 16
};

/* A combination is the numbers of its texts, one after the other, in one word. Of a
   question the classes of as many combinations are remembered as there are places: the
   last one that was met of those that share a place. A few items have a place for each.
 */
enum { TEXT_BITS = 4, WIDE_TEXT_BITS = 7, COMBINATION_BITS = 64, PLACE_BITS = 12 };
_Static_assert(1 << TEXT_BITS == QUICK_TEXTS && 1 << WIDE_TEXT_BITS == KNOWN_TEXTS,
               "all texts have their numbers");

struct remembered {
    uint64_t combination;
    uint32_t class_number; /* SCORE_NO_CLASS: the place is free */
};

struct score_memo {
    size_t item_count;
    unsigned text_bits;
    unsigned place_bits;
    struct remembered *places;
};

bool score_question_is_wide(const struct question *question)
{
    enum { MOST_STEPS = QUICK_TEXTS - 4 }; /* some texts mean no answer */
    for (size_t i = 0; i < question->item_count; i++) {
        const struct scale *scale = question->items[i].scale;
        if (scale->has_fractions || scale->max - scale->min > MOST_STEPS)
            return true;
    }
    return false;
}

static unsigned text_bits_of(const struct question *question)
{
    return score_question_is_wide(question) ? WIDE_TEXT_BITS : TEXT_BITS;
}

bool score_question_fits(const struct question *question)
{
    return question->item_count <= COMBINATION_BITS / text_bits_of(question);
}

/* A respondent whose counters are on their way into the cache. */
struct waiting_scores {
    size_t crowd;
    struct weight_sums weight;
};

static bool add_class(struct score_counts *counts, struct score_class added)
{
    if (counts->class_count == MOST_CLASSES ||
        !memory_grow(&counts->classes, &counts->class_capacity, counts->class_count + 1,
                     sizeof *counts->classes))
        return false;
    counts->classes[counts->class_count++] = added;
    return true;
}

bool score_counts_init(struct score_counts *counts, const struct study *study,
                       enum side side, bool is_weighted)
{
    *counts = (struct score_counts){
        .study = study,
        .side = side,
        .is_weighted = is_weighted,
        .memos = memory_allocate(study->dimension_count, sizeof *counts->memos),
        .stride = STRIDE_STEP,
    };
    if (!counts->memos || !add_class(counts, (struct score_class){ .level = NAN }))
        return false;
    for (size_t d = 0; d < study->dimension_count; d++) {
        struct score_memo *memo = &counts->memos[d];
        const struct question *question = &study->dimensions[d].questions[side];
        memo->item_count = question->item_count;
        memo->text_bits = text_bits_of(question);
        memo->place_bits = memo->item_count * memo->text_bits < PLACE_BITS
                               ? (unsigned)memo->item_count * memo->text_bits
                               : PLACE_BITS;
        memo->places =
            memory_allocate((size_t)1 << memo->place_bits, sizeof *memo->places);
        if (!memo->places)
            return false;
        counts->question_count += memo->item_count > 0;
    }
    counts->waiting = memory_allocate(SCORE_MOST_WAITING, sizeof *counts->waiting);
    counts->waiting_classes =
        memory_allocate(SCORE_MOST_WAITING * (counts->question_count + 1),
                        sizeof *counts->waiting_classes);
    return counts->waiting && counts->waiting_classes;
}

void score_counts_release(struct score_counts *counts)
{
    for (size_t d = 0; counts->memos && d < counts->study->dimension_count; d++)
        memory_free(counts->memos[d].places);
    memory_free(counts->memos);
    memory_free(counts->classes);
    memory_free(counts->counts);
    memory_free(counts->weights);
    memory_free(counts->waiting);
    memory_free(counts->waiting_classes);
    *counts = (struct score_counts){ 0 };
}

static bool is_same(const struct score_class *a, const struct score_class *b)
{
    if (a->dimension != b->dimension || isnan(a->level) != isnan(b->level))
        return false;
    return isnan(a->level) ? a->missing == b->missing : a->level == b->level;
}

/* The number of a class, old or new. */
static size_t number_of(struct score_counts *counts, struct score_class wanted)
{
    for (size_t i = SCORE_RESPONDENTS + 1; i < counts->class_count; i++)
        if (is_same(&counts->classes[i], &wanted))
            return i;
    return add_class(counts, wanted) ? counts->class_count - 1 : SCORE_NO_CLASS;
}

/* False where a text is one of more than was thought. */
static bool combine(const struct score_memo *memo, const ptrdiff_t *texts,
                    uint64_t *combination_out)
{
    uint64_t combination = 0;
    uint64_t beyond = 0;
    for (size_t i = 0; i < memo->item_count; i++) {
        combination = combination << memo->text_bits | (uint64_t)texts[i];
        beyond |= (uint64_t)texts[i] >> memo->text_bits;
    }
    *combination_out = combination;
    return !beyond;
}

static struct remembered *place_of(const struct score_memo *memo, uint64_t combination)
{
    uint64_t place = combination;
    if (memo->item_count * memo->text_bits > PLACE_BITS)
        place = combination * UINT64_C(0x9fb21c651e98df25) >> (64 - PLACE_BITS);
    return &memo->places[place];
}

size_t score_counts_recall(const struct score_counts *counts, size_t dimension,
                           const ptrdiff_t *texts)
{
    const struct score_memo *memo = &counts->memos[dimension];
    uint64_t combination;
    if (!combine(memo, texts, &combination))
        return SCORE_NO_CLASS;
    const struct remembered *place = place_of(memo, combination);
    return place->combination == combination ? place->class_number : SCORE_NO_CLASS;
}

size_t score_counts_learn(struct score_counts *counts, size_t dimension,
                          const ptrdiff_t *texts, const struct answer *answers)
{
    const struct score_memo *memo = &counts->memos[dimension];
    const struct question *question =
        &counts->study->dimensions[dimension].questions[counts->side];
    struct score_class wanted = { .dimension = dimension };
    uint64_t combination;
    if (!combine(memo, texts, &combination))
        return SCORE_NO_CLASS;
    if (!score_question(question, answers, &wanted.level, &wanted.missing))
        wanted.level = NAN;
    size_t number = number_of(counts, wanted);
    *place_of(memo, combination) = (struct remembered){ combination, (uint32_t)number };
    return number;
}

/* Counters for so many crowds and classes; those that there are keep theirs. */
static bool move(struct score_counts *counts, size_t crowd_count, size_t stride)
{
    size_t size = sizeof *counts->counts;
    if (counts->is_weighted)
        size += sizeof *counts->weights;
    if (crowd_count > MOST_BYTES / size / stride)
        return false;
    struct score_counts moved = *counts;
    moved.counts = memory_allocate(crowd_count * stride, sizeof *moved.counts);
    if (counts->is_weighted)
        moved.weights = memory_allocate(crowd_count * stride, sizeof *moved.weights);
    if (!moved.counts || (counts->is_weighted && !moved.weights)) {
        memory_free(moved.counts);
        memory_free(moved.weights);
        return false;
    }
    for (size_t crowd = 0; crowd < counts->crowd_count; crowd++) {
        size_t from = crowd * counts->stride;
        memcpy(moved.counts + crowd * stride, counts->counts + from,
               counts->stride * sizeof *counts->counts);
        if (counts->is_weighted)
            memcpy(moved.weights + crowd * stride, counts->weights + from,
                   counts->stride * sizeof *counts->weights);
    }
    memory_free(counts->counts);
    memory_free(counts->weights);
    *counts = moved;
    counts->crowd_count = crowd_count;
    counts->stride = stride;
    return true;
}

bool score_counts_make_room(struct score_counts *counts, size_t crowd,
                            size_t class_number)
{
    size_t crowd_count = counts->crowd_count ? counts->crowd_count : FIRST_CROWDS;
    size_t stride = counts->stride;
    while (crowd_count <= crowd)
        crowd_count *= 2;
    if (stride <= class_number)
        stride = class_number + STRIDE_STEP - class_number % STRIDE_STEP;
    bool has_room = crowd_count == counts->crowd_count && stride == counts->stride;
    return has_room || move(counts, crowd_count, stride);
}

static void add_at(struct score_counts *counts, size_t place,
                   const struct weight_sums *weight)
{
    counts->counts[place]++;
    if (!counts->weights)
        return;
    wide_add(&counts->weights[place].sum, weight->sum);
    wide_add(&counts->weights[place].squares, weight->squares);
}

void score_counts_settle(struct score_counts *counts)
{
    const uint32_t *classes = counts->waiting_classes;
    for (size_t i = 0; i < counts->waiting_count; i++) {
        const struct waiting_scores *row = &counts->waiting[i];
        size_t place = row->crowd * counts->stride;
        add_at(counts, place + SCORE_RESPONDENTS, &row->weight);
        for (size_t q = 0; q < counts->question_count; q++)
            add_at(counts, place + *classes++, &row->weight);
    }
    counts->waiting_count = 0;
}

static void ask_for(const struct score_counts *counts, size_t place)
{
    __builtin_prefetch(&counts->counts[place], 1);
    if (counts->weights)
        __builtin_prefetch(&counts->weights[place], 1);
}

void score_counts_add(struct score_counts *counts, size_t crowd, const uint32_t *classes,
                      const struct weight_sums *weight)
{
    size_t place = crowd * counts->stride;
    struct waiting_scores *row = &counts->waiting[counts->waiting_count];
    uint32_t *own =
        counts->waiting_classes + counts->waiting_count * counts->question_count;
    row->crowd = crowd;
    if (weight)
        row->weight = *weight;
    ask_for(counts, place + SCORE_RESPONDENTS);
    for (size_t q = 0; q < counts->question_count; q++) {
        own[q] = classes[q];
        ask_for(counts, place + classes[q]);
    }
    counts->respondents++;
    if (++counts->waiting_count == SCORE_MOST_WAITING)
        score_counts_settle(counts);
}

void score_counts_empty(struct score_counts *counts)
{
    size_t place_count = counts->crowd_count * counts->stride;
    counts->respondents = 0;
    if (counts->counts)
        memset(counts->counts, 0, place_count * sizeof *counts->counts);
    if (counts->weights)
        memset(counts->weights, 0, place_count * sizeof *counts->weights);
}

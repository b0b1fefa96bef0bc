#include "ingest/quick_counts.h"

#if defined(__x86_64__)

#include "ingest/byte_squares_avx2.h"

#define TARGET __attribute__((target("avx2,bmi")))

/* Counters of the first texts come in places of QUICK_HALF bytes: respondents, and then
   one item after the other; so many in a vector, and so many in SQUARE bytes of a row. */
enum {
    VECTOR = 32,
    PLACES = VECTOR / QUICK_HALF,
    PARTS = RUN_MOST_ROWS / VECTOR,
    SQUARE_VECTORS = SQUARE / PLACES
};

TARGET static inline __m256i load(const void *bytes)
{
    return _mm256_loadu_si256((const __m256i *)bytes);
}

/* The places from `first` on that are counted at once, and what is in them. */
struct square {
    size_t first;
    size_t vector_count;
    const uint8_t *texts[SQUARE]; /* of all rows; NULL: respondents, or nothing */
    uint64_t numbers[SQUARE];     /* the texts of the counters, a byte each */
    unsigned far; /* a bit for each place whose item has its second half far away */
};

TARGET static void plan_square(const struct quick_counts *counts, const uint8_t *texts,
                               size_t first, struct square *out)
{
    const uint64_t first_half = UINT64_C(0x0706050403020100);
    const uint64_t second_half = UINT64_C(0x0f0e0d0c0b0a0908);
    const size_t items = counts->item_count;
    const size_t places = 1 + items + counts->near_count;
    size_t own = places - first < SQUARE ? places - first : SQUARE;
    *out = (struct square){ .first = first, .vector_count = (own + PLACES - 1) / PLACES };
    for (size_t i = 0; i < SQUARE; i++) {
        size_t place = first + i;
        bool is_near = place > items;
        size_t item = is_near ? 0 : place - 1;
        if (is_near && place < places)
            item = counts->near_items[place - 1 - items];
        bool has_texts = place && place < places;
        out->texts[i] = has_texts ? texts + item * RUN_MOST_ROWS : NULL;
        if (place && !is_near && !quick_counts_near_place(counts, item))
            out->far |= 1U << i;
        out->numbers[i] = is_near ? second_half : first_half;
    }
}

/* The texts of the rows: the place of the respondents has text 0, and one that nothing is
   in has a text that it does not count. */
TARGET static inline void take_rows(const struct square *square,
                                    uint8_t rows[RUN_MOST_ROWS][SQUARE])
{
    for (size_t part = 0; part < PARTS; part++) {
        __m256i vectors[SQUARE];
        for (size_t i = 0; i < SQUARE; i++)
            vectors[i] = square->texts[i] ? load(square->texts[i] + part * VECTOR)
                                          : _mm256_setzero_si256();
        turn_squares(vectors);
        for (size_t i = 0; i < SQUARE; i++) {
            uint8_t *low = rows[part * VECTOR + i];
            uint8_t *high = rows[part * VECTOR + SQUARE + i];
            _mm_storeu_si128((__m128i *)(void *)low, _mm256_castsi256_si128(vectors[i]));
            _mm_storeu_si128((__m128i *)(void *)high,
                             _mm256_extracti128_si256(vectors[i], 1));
        }
    }
}

/* Each text is laid beside the numbers of all of its place's counters, and the one that
   is the same counts one more: the i-th vector of counters. */
TARGET static inline void count_vector(const struct square *square, uint8_t *counters,
                                       __m256i texts, size_t i)
{
    const __m256i of_place =
        _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
    __m256i places = _mm256_add_epi8(of_place, _mm256_set1_epi8((char)(i * PLACES)));
    __m256i own = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(texts, places),
                                    load(&square->numbers[i * PLACES]));
    __m256i *at = (__m256i *)(void *)(counters + i * VECTOR);
    _mm256_storeu_si256(at, _mm256_sub_epi8(load(at), own));
}

/* Returns a bit for each text whose counter is far. A whole square is counted without a
   loop, so that what is the same for all rows stays in registers. */
TARGET static inline unsigned count_row(const struct square *square, uint8_t *counters,
                                        const uint8_t row[SQUARE], size_t vector_count)
{
    __m128i texts = _mm_loadu_si128((const __m128i *)(const void *)row);
    __m256i both = _mm256_broadcastsi128_si256(texts);
    _Static_assert(SQUARE_VECTORS == 4, "each has its line");
    if (vector_count == SQUARE_VECTORS) {
        count_vector(square, counters, both, 0);
        count_vector(square, counters, both, 1);
        count_vector(square, counters, both, 2);
        count_vector(square, counters, both, 3);
    } else {
        for (size_t i = 0; i < vector_count; i++)
            count_vector(square, counters, both, i);
    }
    __m128i others = _mm_cmpgt_epi8(texts, _mm_set1_epi8(QUICK_HALF - 1));
    return (unsigned)_mm_movemask_epi8(others) & square->far;
}

TARGET static inline void count_rows(const struct quick_counts *counts,
                                     const struct square *square, size_t vector_count,
                                     uint8_t *const of_groups[RUN_MOST_ROWS],
                                     uint64_t rows)
{
    uint8_t turned[RUN_MOST_ROWS][SQUARE];
    take_rows(square, turned);
    for (; rows; rows &= rows - 1) {
        size_t r = (size_t)__builtin_ctzll(rows);
        uint8_t *of_group = of_groups[r];
        unsigned far = count_row(square, of_group + square->first * QUICK_HALF, turned[r],
                                 vector_count);
        for (; far; far &= far - 1) {
            size_t place = (size_t)__builtin_ctz(far);
            ++*quick_counts_at(counts, of_group, square->first + place - 1,
                               turned[r][place]);
        }
    }
}

TARGET void quick_counts_add_avx2(const struct quick_counts *counts,
                                  uint8_t *const of_groups[RUN_MOST_ROWS],
                                  const uint8_t *texts, uint64_t rows)
{
    const size_t places = 1 + counts->item_count + counts->near_count;
    for (size_t first = 0; first < places; first += SQUARE) {
        struct square square;
        plan_square(counts, texts, first, &square);
        if (square.vector_count == SQUARE_VECTORS)
            count_rows(counts, &square, SQUARE_VECTORS, of_groups, rows);
        else
            count_rows(counts, &square, square.vector_count, of_groups, rows);
    }
}

#endif

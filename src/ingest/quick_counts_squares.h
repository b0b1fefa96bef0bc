/* The source of quick_counts_add for wide vectors, included once for each instruction
   set, which has defined ADD_NAME, TARGET (an attribute), VECTOR (the bytes of a vector)
   and
   - byte_vector, the type of vectors, load() and no_bytes(), one of zeros;
   - turn_squares(), and put_squares(), which writes row i of each square that is in a
   vector, of rows that follow one another;
   - count_vector(), which lays each text beside the numbers of all of its place's
   counters, and the one that is the same counts one more: the i-th vector of counters. */

/* Counters of the first texts come in places of QUICK_HALF bytes: respondents, and then
   one item after the other; so many in a vector, and so many in SQUARE bytes of a row. */
enum {
    PLACES = VECTOR / QUICK_HALF,
    PARTS = RUN_MOST_ROWS / VECTOR,
    SQUARE_VECTORS = SQUARE / PLACES
};

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
        byte_vector vectors[SQUARE];
        for (size_t i = 0; i < SQUARE; i++)
            vectors[i] =
                square->texts[i] ? load(square->texts[i] + part * VECTOR) : no_bytes();
        turn_squares(vectors);
        for (size_t i = 0; i < SQUARE; i++)
            put_squares(vectors[i], i, rows + part * VECTOR);
    }
}

/* Returns a bit for each text whose counter is far. A whole square is counted without
   a loop, so that what is the same for all rows stays in registers. */
TARGET static inline unsigned count_row(const struct square *square, uint8_t *counters,
                                        const uint8_t row[SQUARE], size_t vector_count)
{
    __m128i texts = _mm_loadu_si128((const __m128i *)(const void *)row);
    if (vector_count == SQUARE_VECTORS) {
#pragma GCC unroll 4
        for (size_t i = 0; i < SQUARE_VECTORS; i++)
            count_vector(square->numbers + i * PLACES, counters + i * VECTOR, texts, i);
    } else {
        for (size_t i = 0; i < vector_count; i++)
            count_vector(square->numbers + i * PLACES, counters + i * VECTOR, texts, i);
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

TARGET void ADD_NAME(const struct quick_counts *counts,
                     uint8_t *const of_groups[RUN_MOST_ROWS], const uint8_t *texts,
                     uint64_t rows)
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

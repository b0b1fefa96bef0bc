#include "ingest/byte_moments.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx2,popcnt")))

enum { VECTOR = 32, VECTORS = BYTE_ROWS / VECTOR };

/* A variable's rows: values, 0 for a blank, and masks, 0 for a blank. */
struct byte_rows {
    __m256i values[VECTORS];
    __m256i masks[VECTORS];
};

TARGET static inline __m256i load(const void *bytes)
{
    return _mm256_loadu_si256((const __m256i *)bytes);
}

/* A byte of ones per bit. */
TARGET static inline __m256i spread(uint32_t bits)
{
    const __m256i byte_of_bit =
        _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
    const __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201);
    __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32((int)bits), byte_of_bit);
    return _mm256_cmpeq_epi8(_mm256_and_si256(bytes, bit), bit);
}

TARGET static inline void find_rows(const struct byte_variable *variable,
                                    const uint8_t *texts, const __m256i rows[VECTORS],
                                    struct byte_rows *out)
{
    const __m256i table = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)variable->of_text));
    const __m256i low = _mm256_set1_epi8(BYTE_TEXTS - 1);
    for (size_t i = 0; i < VECTORS; i++) {
        __m256i own = load(texts + variable->item * BYTE_ROWS + i * VECTOR);
        __m256i values = _mm256_shuffle_epi8(table, _mm256_and_si256(own, low));
        __m256i blank = _mm256_cmpeq_epi8(values, _mm256_set1_epi8(-1));
        __m256i mask = _mm256_andnot_si256(blank, rows[i]);
        out->masks[i] = mask;
        out->values[i] = _mm256_and_si256(values, mask);
    }
}

/* The sum of 64 products, in lanes of 32 bits. */
TARGET static inline __m256i multiply(const __m256i a[VECTORS], const __m256i b[VECTORS])
{
    __m256i products = _mm256_add_epi16(_mm256_maddubs_epi16(a[0], b[0]),
                                        _mm256_maddubs_epi16(a[1], b[1]));
    return _mm256_madd_epi16(products, _mm256_set1_epi16(1));
}

/* The sum of 64 values, in lanes of 64 bits. */
TARGET static inline __m256i total(const __m256i a[VECTORS])
{
    const __m256i zero = _mm256_setzero_si256();
    return _mm256_add_epi64(_mm256_sad_epu8(a[0], zero), _mm256_sad_epu8(a[1], zero));
}

TARGET static inline void add_32(uint32_t *lanes, __m256i terms)
{
    _mm256_storeu_si256((__m256i *)(void *)lanes, _mm256_add_epi32(load(lanes), terms));
}

TARGET static inline void add_64(uint64_t *lanes, __m256i terms)
{
    _mm256_storeu_si256((__m256i *)(void *)lanes, _mm256_add_epi64(load(lanes), terms));
}

TARGET static inline uint64_t count_both(const struct byte_rows *x,
                                         const struct byte_rows *y)
{
    uint64_t count = 0;
    for (size_t i = 0; i < VECTORS; i++) {
        __m256i both = _mm256_and_si256(x->masks[i], y->masks[i]);
        count += (uint64_t)__builtin_popcount((unsigned)_mm256_movemask_epi8(both));
    }
    return count;
}

TARGET static inline void add_pair(struct byte_sums *sums, const struct byte_rows *x,
                                   const struct byte_rows *y)
{
    __m256i a[VECTORS];
    __m256i b[VECTORS];
    for (size_t i = 0; i < VECTORS; i++) {
        a[i] = _mm256_and_si256(x->values[i], y->masks[i]);
        b[i] = _mm256_and_si256(y->values[i], x->masks[i]);
    }
    sums->n += count_both(x, y);
    add_64(sums->total_x, total(a));
    add_64(sums->total_y, total(b));
    add_32(sums->xx, multiply(a, a));
    add_32(sums->yy, multiply(b, b));
    add_32(sums->xy, multiply(a, b));
}

TARGET static struct byte_rows rows_at(const struct byte_moments *moments, size_t v)
{
    const uint8_t *bytes = moments->block + v * 2 * BYTE_ROWS;
    struct byte_rows rows;
    for (size_t i = 0; i < VECTORS; i++) {
        rows.values[i] = load(bytes + i * VECTOR);
        rows.masks[i] = load(bytes + BYTE_ROWS + i * VECTOR);
    }
    return rows;
}

TARGET void byte_moments_add_avx2(struct byte_moments *moments, const uint8_t *texts,
                                  uint64_t rows)
{
    const __m256i taken[VECTORS] = { spread((uint32_t)rows),
                                     spread((uint32_t)(rows >> VECTOR)) };
    for (size_t v = 0; v < moments->variable_count; v++) {
        struct byte_rows own;
        uint8_t *bytes = moments->block + v * 2 * BYTE_ROWS;
        find_rows(&moments->variables[v], texts, taken, &own);
        for (size_t i = 0; i < VECTORS; i++) {
            __m256i *at = (__m256i *)(void *)(bytes + i * VECTOR);
            _mm256_storeu_si256(at, own.values[i]);
            _mm256_storeu_si256(at + VECTORS, own.masks[i]);
        }
    }
    for (size_t i = 0; i < moments->pair_count; i++) {
        struct byte_rows x = rows_at(moments, moments->pairs[i].x);
        struct byte_rows y = rows_at(moments, moments->pairs[i].y);
        add_pair(&moments->pairs[i], &x, &y);
    }
}

#endif

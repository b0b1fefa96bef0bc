#include "ingest/run_answers_parts.h"

#if defined(__x86_64__)

#include "ingest/byte_squares_avx512.h"

#define TARGET                                                                           \
    __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,popcnt")))

TARGET static inline __m512i load(const void *bytes)
{
    return _mm512_loadu_si512(bytes);
}

TARGET static inline uint64_t find_byte(__m512i vector, char byte)
{
    return _mm512_cmpeq_epi8_mask(vector, _mm512_set1_epi8(byte));
}

/* As find_odd in run_answers_avx2.c. */
TARGET static inline uint64_t find_odd(const char *text, uint64_t ends, uint64_t tens,
                                       bool is_quoted, char quote)
{
    uint64_t starts = ends << 1 | 1;
    if (!is_quoted)
        return ends & ~(starts | starts << 1 | (starts << 2 & tens));
    return (ends & ~(starts << 2 | starts << 3 | (starts << 4 & tens))) |
           (starts & ~find_byte(load(text), quote));
}

/* As read_row in run_answers_portable.c, for all rows: the last bytes of a row's cells
   are moved together at once. */
TARGET static inline uint64_t read_rows(const struct stretch_run *own, bool is_quoted,
                                        struct stretch_bytes *out)
{
    const struct row_run *run = own->run;
    const size_t count = own->stretch->count;
    const __m512i ten = _mm512_set1_epi8((char)TEN);
    uint64_t plain = 0;
    for (size_t r = 0; r < run->row_count; r++) {
        if (!stretch_has_room(own, r))
            continue;
        const char *text = run->bytes + own->starts[r];
        uint64_t ends = stretch_ends(own, r);
        __m512i last = load(text - 1 - is_quoted);
        uint64_t tens = find_byte(last, '0') & find_byte(last, '1') << 1;
        uint64_t odd = find_odd(text, ends, tens, is_quoted, run->quote);
        uint64_t sound = ends & ((odd & (0 - odd)) - 1);
        bool is_plain = (size_t)__builtin_popcountll(sound) >= count;
        plain |= (uint64_t)is_plain << r;
        last = _mm512_mask_mov_epi8(last, tens, ten);
        __m512i cells = _mm512_maskz_compress_epi8(ends, last);
        _mm_storeu_si128((__m128i *)(void *)out->rows[r], _mm512_castsi512_si128(cells));
    }
    return plain;
}

/* Four rows, each from another square. */
TARGET static inline __m512i four_rows(const struct stretch_bytes *bytes, size_t row)
{
    __m512i rows = _mm512_setzero_si512();
#define INSERT(square)                                                                   \
    rows = _mm512_inserti32x4(                                                           \
        rows,                                                                            \
        _mm_loadu_si128(                                                                 \
            (const __m128i *)(const void *)bytes->rows[row + (square)*SQUARE]),          \
        square);
    INSERT(0)
    INSERT(1)
    INSERT(2)
    INSERT(3)
#undef INSERT
    return rows;
}

/* What a table of 256 bytes has for each byte. */
TARGET static inline __m512i look_up(const uint8_t *table, __m512i bytes)
{
    enum { PART = 64 };
    __m512i low = _mm512_permutex2var_epi8(load(table), bytes, load(table + PART));
    __m512i high = _mm512_permutex2var_epi8(load(table + (size_t)2 * PART), bytes,
                                            load(table + (size_t)3 * PART));
    return _mm512_mask_mov_epi8(low, _mm512_movepi8_mask(bytes), high);
}

TARGET uint64_t stretch_read_avx512(const struct stretch_run *own, uint8_t *texts)
{
    struct stretch_bytes bytes;
    __m512i columns[SQUARE];
    uint64_t known =
        own->is_quoted ? read_rows(own, true, &bytes) : read_rows(own, false, &bytes);
    for (size_t i = 0; i < SQUARE; i++)
        columns[i] = four_rows(&bytes, i);
    turn_squares(columns);
    for (size_t i = 0; i < own->stretch->count; i++) {
        size_t item = own->stretch->items[i];
        const uint8_t *table = own->answers->items[item].table[own->is_quoted];
        __m512i found = look_up(table, columns[i]);
        _mm512_storeu_si512(texts + item * RUN_MOST_ROWS, found);
        known &= ~_mm512_movepi8_mask(found);
    }
    return known;
}

#endif

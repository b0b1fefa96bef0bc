#include "ingest/run_answers_parts.h"

#if defined(__x86_64__)

#include "ingest/bit_places.h"
#include "ingest/byte_squares_avx2.h"

#define TARGET __attribute__((target("avx2,bmi,popcnt")))

enum { VECTOR = 32, PARTS = RUN_MOST_ROWS / VECTOR };

TARGET static inline __m256i load(const void *bytes)
{
    return _mm256_loadu_si256((const __m256i *)bytes);
}

TARGET static inline void store(void *bytes, __m256i vector)
{
    _mm256_storeu_si256((__m256i *)bytes, vector);
}

TARGET static inline __m256i is_byte(__m256i vector, char byte)
{
    return _mm256_cmpeq_epi8(vector, _mm256_set1_epi8(byte));
}

TARGET static inline uint64_t bits_of(__m256i vector, size_t part)
{
    return (uint64_t)(unsigned)_mm256_movemask_epi8(vector) << part * VECTOR;
}

/* Of each place where a cell may end, the last byte of that cell; returns where a 10 may
   end, which is one byte there. */
TARGET static inline uint64_t find_last_bytes(const char *text, size_t part_count,
                                              uint8_t *out)
{
    uint64_t tens = 0;
    for (size_t i = 0; i < part_count; i++) {
        __m256i last = load(text - 1 + i * VECTOR);
        __m256i before = load(text - 2 + i * VECTOR);
        __m256i ten = _mm256_and_si256(is_byte(last, '0'), is_byte(before, '1'));
        __m256i bits = _mm256_and_si256(ten, _mm256_set1_epi8((char)TEN_BITS));
        store(out + i * VECTOR, _mm256_or_si256(last, bits));
        tens |= bits_of(ten, i);
    }
    return tens;
}

/* The first place that makes a row odd, as a bit: an end of a cell that is neither blank
   nor one character nor 10, or a cell of a quoted stretch that begins without a quote. */
TARGET static inline uint64_t find_odd(const char *text, uint64_t ends, uint64_t tens,
                                       bool is_quoted, char quote, size_t part_count)
{
    uint64_t starts = ends << 1 | 1;
    if (!is_quoted)
        return ends & ~(starts | starts << 1 | (starts << 2 & tens));
    uint64_t quotes = 0;
    for (size_t i = 0; i < part_count; i++)
        quotes |= bits_of(is_byte(load(text + i * VECTOR), quote), i);
    return (ends & ~(starts << 2 | starts << 3 | (starts << 4 & tens))) |
           (starts & ~quotes);
}

/* Eight bytes at a time, those at the ends of cells are moved together. */
TARGET static inline void gather(const uint8_t *bytes, uint64_t ends, size_t byte_count,
                                 uint8_t *out)
{
    for (size_t at = 0; at < byte_count; at += BIT_PLACES) {
        unsigned own = ends >> at & UINT8_MAX;
        __m128i places = _mm_loadl_epi64((const __m128i *)(const void *)bit_places[own]);
        __m128i part = _mm_loadl_epi64((const __m128i *)(const void *)(bytes + at));
        _mm_storel_epi64((__m128i *)(void *)out, _mm_shuffle_epi8(part, places));
        out += __builtin_popcount(own);
    }
}

/* As read_row in run_answers_portable.c, for all rows. */
TARGET static inline uint64_t read_rows(const struct stretch_run *own, bool is_quoted,
                                        size_t byte_count, struct stretch_bytes *out)
{
    const struct row_run *run = own->run;
    const size_t part_count = byte_count > VECTOR ? 2 : 1;
    const uint64_t behind = byte_count < INDEX_BLOCK ? (uint64_t)1 << byte_count : 0;
    const size_t count = own->stretch->count;
    uint64_t plain = 0;
    for (size_t r = 0; r < run->row_count; r++) {
        uint8_t last[PARTS * VECTOR];
        if (!stretch_has_room(own, r))
            continue;
        const char *text = run->bytes + own->starts[r];
        uint64_t ends = stretch_ends(own, r);
        uint64_t tens = find_last_bytes(text - is_quoted, part_count, last);
        uint64_t odd =
            behind | find_odd(text, ends, tens, is_quoted, run->quote, part_count);
        uint64_t before = (odd & (0 - odd)) - 1;
        bool is_plain = (size_t)__builtin_popcountll(ends & before) >= count;
        plain |= (uint64_t)is_plain << r;
        gather(last, ends, byte_count, out->rows[r]);
    }
    return plain;
}

TARGET static inline __m256i two_rows(const struct stretch_bytes *bytes, size_t row)
{
    __m128i low = _mm_loadu_si128((const __m128i *)(const void *)bytes->rows[row]);
    const void *other = bytes->rows[row + STRETCH_ROW];
    __m128i high = _mm_loadu_si128((const __m128i *)other);
    return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
}

/* Bytes of 32 rows, column by column. */
TARGET static inline void turn(const struct stretch_bytes *bytes, size_t first_row,
                               size_t column_count,
                               uint8_t columns[STRETCH_ROW][RUN_MOST_ROWS])
{
    __m256i rows[SQUARE];
    for (size_t i = 0; i < SQUARE; i++)
        rows[i] = two_rows(bytes, first_row + i);
    turn_squares(rows);
    for (size_t i = 0; i < column_count; i++)
        store(columns[i] + first_row, rows[i]);
}

/* The texts of bytes that are digits, TEN or one of the two that stand for a blank. */
TARGET static inline __m256i find_texts(__m256i bytes, const uint8_t *table,
                                        const uint8_t blanks[2])
{
    const __m256i of_digits = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)&table['0']));
    __m256i digits = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
    __m256i is_digit =
        _mm256_cmpeq_epi8(_mm256_min_epu8(digits, _mm256_set1_epi8(9)), digits);
    __m256i texts = _mm256_blendv_epi8(_mm256_set1_epi8((char)NOT_KNOWN),
                                       _mm256_shuffle_epi8(of_digits, digits), is_digit);
    __m256i is_blank =
        _mm256_or_si256(is_byte(bytes, (char)blanks[0]), is_byte(bytes, (char)blanks[1]));
    texts = _mm256_blendv_epi8(texts, _mm256_set1_epi8((char)table[TEN]),
                               is_byte(bytes, (char)TEN));
    return _mm256_blendv_epi8(texts, _mm256_set1_epi8((char)table[blanks[0]]), is_blank);
}

/* What nothing of the table says is not known, whatever the vector has. */
static void look_up_letters(const uint8_t *bytes, const uint8_t *table, uint8_t *texts)
{
    for (size_t r = 0; r < RUN_MOST_ROWS; r++)
        texts[r] = table[bytes[r]];
}

/* As few bytes as all cells may take. */
TARGET static uint64_t read_any(const struct stretch_run *own, struct stretch_bytes *out)
{
    size_t byte_count = 2 * own->stretch->count;
    if (own->is_quoted)
        return read_rows(own, true, STRETCH_BYTES, out);
    for (size_t i = 0; i < own->stretch->count; i++)
        byte_count +=
            own->answers->items[own->stretch->items[i]].table[false][TEN] != NOT_KNOWN;
    if (byte_count <= VECTOR - BIT_PLACES)
        return read_rows(own, false, VECTOR - BIT_PLACES, out);
    if (byte_count <= VECTOR)
        return read_rows(own, false, VECTOR, out);
    return read_rows(own, false, VECTOR + BIT_PLACES, out);
}

TARGET uint64_t stretch_read_avx2(const struct stretch_run *own, uint8_t *texts)
{
    struct stretch_bytes bytes;
    uint8_t columns[STRETCH_ROW][RUN_MOST_ROWS];
    const struct run_answers *answers = own->answers;
    const size_t count = own->stretch->count;
    const uint8_t quote = (uint8_t)answers->quote;
    const uint8_t delimiter = (uint8_t)answers->delimiter;
    const uint8_t blanks[2] = { own->is_quoted ? quote : delimiter,
                                own->is_quoted ? quote : (uint8_t)'\n' };
    uint64_t known = read_any(own, &bytes);
    for (size_t part = 0; part < PARTS; part++)
        turn(&bytes, part * VECTOR, count, columns);
    uint64_t unknown = 0;
    for (size_t i = 0; i < count; i++) {
        size_t number = own->stretch->items[i];
        const struct run_item *item = &answers->items[number];
        const uint8_t *table = item->table[own->is_quoted];
        uint8_t *of_item = texts + number * RUN_MOST_ROWS;
        if (item->has_letters)
            look_up_letters(columns[i], table, of_item);
        for (size_t part = 0; part < PARTS; part++) {
            uint8_t *at = of_item + part * VECTOR;
            __m256i found =
                item->has_letters
                    ? load(at)
                    : find_texts(load(columns[i] + part * VECTOR), table, blanks);
            store(at, found);
            unknown |= bits_of(found, part);
        }
    }
    return known & ~unknown;
}

#endif

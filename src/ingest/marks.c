#include "ingest/marks.h"

#include <assert.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Every offset is written, and the next one over it unless it was a mark's: a branch that
   cannot be foreseen costs more. */
static void find_from(struct marks *marks, const char *bytes, size_t at,
                      size_t byte_count, char delimiter, char quote)
{
    if (!quote)
        quote = delimiter;
    for (; at < byte_count; at++) {
        char byte = bytes[at];
        marks->offsets[marks->count] = (uint16_t)at;
        marks->count +=
            (byte == delimiter) | (byte == quote) | (byte == '\n') | (byte == '\r');
    }
}

void marks_find_portably(struct marks *marks, const char *bytes, size_t byte_count,
                         char delimiter, char quote)
{
    assert(byte_count <= MARKS_MOST_BYTES);
    marks->count = 0;
    find_from(marks, bytes, 0, byte_count, delimiter, quote);
}

#if defined(__SSE2__)

enum { BLOCK_BYTES = 16 };

static unsigned find_in_block(const char *bytes, __m128i delimiter, __m128i quote)
{
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i cells =
        _mm_or_si128(_mm_cmpeq_epi8(block, delimiter), _mm_cmpeq_epi8(block, quote));
    __m128i lines = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')),
                                 _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(cells, lines));
}

void marks_find(struct marks *marks, const char *bytes, size_t byte_count, char delimiter,
                char quote)
{
    assert(byte_count <= MARKS_MOST_BYTES);
    __m128i delimiters = _mm_set1_epi8(delimiter);
    __m128i quotes = _mm_set1_epi8(quote ? quote : delimiter);
    size_t at = 0;
    marks->count = 0;
    for (; at + BLOCK_BYTES <= byte_count; at += BLOCK_BYTES)
        for (unsigned mask = find_in_block(bytes + at, delimiters, quotes); mask;
             mask &= mask - 1)
            marks->offsets[marks->count++] =
                (uint16_t)(at + (unsigned)__builtin_ctz(mask));
    find_from(marks, bytes, at, byte_count, delimiter, quote);
}

#else

void marks_find(struct marks *marks, const char *bytes, size_t byte_count, char delimiter,
                char quote)
{
    marks_find_portably(marks, bytes, byte_count, delimiter, quote);
}

#endif

/* As byte_squares_avx2.h: four squares at once, one in each quarter of the vectors.
   Included by the sources of AVX-512 only. */
#ifndef INGEST_BYTE_SQUARES_AVX512_H
#define INGEST_BYTE_SQUARES_AVX512_H

#include <immintrin.h>
#include <stddef.h>

enum { SQUARE = 16 };

__attribute__((target("avx512f,avx512bw"))) static inline void
turn_squares(__m512i vectors[SQUARE])
{
    enum { HALF = SQUARE / 2, ROUNDS = 4 };
    for (size_t round = 0; round < ROUNDS; round++) {
        __m512i next[SQUARE];
        for (size_t i = 0; i < HALF; i++) {
            next[2 * i] = _mm512_unpacklo_epi8(vectors[i], vectors[i + HALF]);
            next[2 * i + 1] = _mm512_unpackhi_epi8(vectors[i], vectors[i + HALF]);
        }
        for (size_t i = 0; i < SQUARE; i++)
            vectors[i] = next[i];
    }
}

#endif

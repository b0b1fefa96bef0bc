/* 16 by 16 bytes turned around, rows into columns, two squares at once: one in each half
   of the vectors. Included by the sources of AVX2 only. */
#ifndef INGEST_BYTE_SQUARES_AVX2_H
#define INGEST_BYTE_SQUARES_AVX2_H

#include <immintrin.h>
#include <stddef.h>

enum { SQUARE = 16 };

/* Four rounds, in each of which vector i meets vector i + 8. */
__attribute__((target("avx2"))) static inline void turn_squares(__m256i vectors[SQUARE])
{
    enum { HALF = SQUARE / 2, ROUNDS = 4 };
    for (size_t round = 0; round < ROUNDS; round++) {
        __m256i next[SQUARE];
        for (size_t i = 0; i < HALF; i++) {
            next[2 * i] = _mm256_unpacklo_epi8(vectors[i], vectors[i + HALF]);
            next[2 * i + 1] = _mm256_unpackhi_epi8(vectors[i], vectors[i + HALF]);
        }
        for (size_t i = 0; i < SQUARE; i++)
            vectors[i] = next[i];
    }
}

#endif

/* Which of 64 bytes are a certain one, in portable C: loops that compilers turn into
   operations on many bytes at once, where there are any. */
#ifndef INGEST_BYTE_BITS_H
#define INGEST_BYTE_BITS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { BYTE_BITS_BLOCK = 64 };

/* Adds bits to each of the marks whose byte is the wanted one. */
static inline void byte_bits_mark(uint8_t *restrict marks, const uint8_t *restrict bytes,
                                  uint8_t wanted, uint8_t bits)
{
    for (size_t i = 0; i < BYTE_BITS_BLOCK; i++)
        marks[i] |= (uint8_t)(bits & (0 - (bytes[i] == wanted)));
}

static inline uint64_t byte_bits_load(const unsigned char bytes[8])
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Bit 8 * i + j stands for byte i + 8 * j of the block: 0 if none is the wanted one. */
static inline uint64_t byte_bits_find(const char *block, char wanted)
{
    enum { VECTOR = 16, HALF = VECTOR / 2 };
    const unsigned char *bytes = (const unsigned char *)block;
    const unsigned char byte = (unsigned char)wanted;
    unsigned char bits[VECTOR];
    for (size_t i = 0; i < VECTOR; i++)
        bits[i] = (unsigned char)((bytes[i] == byte ? 1 << 0 : 0) |
                                  (bytes[i + VECTOR] == byte ? 1 << 2 : 0) |
                                  (bytes[i + 2 * VECTOR] == byte ? 1 << 4 : 0) |
                                  (bytes[i + 3 * VECTOR] == byte ? 1 << 6 : 0));
    return byte_bits_load(bits) | byte_bits_load(bits + HALF) << 1;
}

/* The same with bit i for byte i: 8 by 8 bits turned around, rows into columns.

   Warren (2012), Hacker's Delight, 2nd edition, section 7-3. */
static inline uint64_t byte_bits_turn(uint64_t bits)
{
    uint64_t swap = (bits ^ bits >> 7) & UINT64_C(0x00aa00aa00aa00aa);
    bits ^= swap ^ swap << 7;
    swap = (bits ^ bits >> 14) & UINT64_C(0x0000cccc0000cccc);
    bits ^= swap ^ swap << 14;
    swap = (bits ^ bits >> 28) & UINT64_C(0x00000000f0f0f0f0);
    return bits ^ swap ^ swap << 28;
}

#endif

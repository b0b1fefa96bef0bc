/* The products of some rows of a column with itself and those behind it, included by the
   sources of wide vectors, which have defined TARGET and multiply_tile(), the same for as
   many columns as its first argument says, up to TILE. */

TARGET static void multiply_columns(uint32_t *products, const uint8_t *own, size_t count,
                                    size_t row_count)
{
    const uint8_t *other = own;
    for (; count >= TILE; count -= TILE) {
        multiply_tile(TILE, products, own, other, row_count);
        products += TILE;
        other += (size_t)TILE * COLUMN;
    }
    switch (count) {
#define MULTIPLY(n)                                                                      \
    case n:                                                                              \
        multiply_tile(n, products, own, other, row_count);                               \
        break;
        MULTIPLY(1)
        MULTIPLY(2)
        MULTIPLY(3)
        MULTIPLY(4)
        MULTIPLY(5)
        MULTIPLY(6)
        MULTIPLY(7)
        MULTIPLY(8)
        MULTIPLY(9)
        MULTIPLY(10)
        MULTIPLY(11)
#undef MULTIPLY
    default:
        break;
    }
}

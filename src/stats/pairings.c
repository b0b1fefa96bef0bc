#include "stats/pairings_parts.h"
#include "stats/random.h"

#include <assert.h>

static_assert(40320 * PAIRING_EXACT_UNITS <= PAIRING_PLACES, "all orders of 8 units");

/* -- the table --------------------------------------------------------------------- */

static void add_pairing(struct pairing_table *table, const uint8_t *order)
{
    for (uint32_t u = 0; u < table->unit_count; u++)
        table->places[u * table->row_size + table->pairing_count] = order[u];
    table->pairing_count++;
}

/* All orders, each from the one before it by one exchange: Heap (1963). */
static void add_all(struct pairing_table *table, uint8_t *order)
{
    uint32_t turns[PAIRING_EXACT_UNITS] = { 0 };
    add_pairing(table, order);
    for (uint32_t i = 1; i < table->unit_count;) {
        if (turns[i] == i) {
            turns[i++] = 0;
            continue;
        }
        uint32_t other = i % 2 ? turns[i] : 0;
        uint8_t item = order[other];
        order[other] = order[i];
        order[i] = item;
        add_pairing(table, order);
        turns[i]++;
        i = 1;
    }
}

static void add_many(struct pairing_table *table, uint8_t *order)
{
    struct random random;
    random_seed(&random, 0x73796d626172); /* "symbar" */
    for (int i = 0; i < PAIRINGS; i++)
        random_shuffle(&random, order, table->unit_count,
                       table->places + table->pairing_count++, table->row_size);
}

/* Up to a whole row of vectors; the last ones repeat a pairing, and do not count. */
static void fill_up(struct pairing_table *table)
{
    for (uint32_t u = 0; u < table->unit_count; u++) {
        uint8_t *row = table->places + u * table->row_size;
        for (size_t k = table->pairing_count; k < table->row_size; k++)
            row[k] = row[0];
    }
}

bool pairing_table_is_exact(const struct pairing_table *table)
{
    return table->unit_count <= PAIRING_EXACT_UNITS;
}

void pairing_table_make(struct pairing_table *table, uint32_t unit_count)
{
    uint8_t order[PAIRING_UNITS];
    size_t all = 1;
    if (table->unit_count == unit_count)
        return;
    table->unit_count = unit_count;
    table->pairing_count = 0;
    for (uint32_t u = 0; u < unit_count; u++)
        order[u] = (uint8_t)u;
    for (uint32_t u = 2; u <= unit_count && pairing_table_is_exact(table); u++)
        all *= u;
    size_t wanted = pairing_table_is_exact(table) ? all : PAIRINGS;
    table->row_size =
        (wanted + PAIRINGS_AT_ONCE - 1) / PAIRINGS_AT_ONCE * PAIRINGS_AT_ONCE;
    if (pairing_table_is_exact(table))
        add_all(table, order);
    else
        add_many(table, order);
    fill_up(table);
}

struct pairing_hits pairing_table_try(const struct pairing_table *table, const int8_t *x,
                                      const int8_t *y)
{
#if defined(__x86_64__)
    if (instructions_have_avx2(table->instructions))
        return pairing_table_try_avx2(table, x, y);
#endif
    return pairing_table_try_portable(table, x, y);
}

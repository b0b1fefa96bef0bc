#include "ingest/run_keys.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

enum {
    WORD = 8,
    LINE = 64, /* bytes of a line of the cache; no slot begins in one and ends in another
                  without need */
    SHORT_WORDS = 2, /* most cells have no more */
    FIRST_SLOTS = 1024,
    MOST_KEYS = 1 << 16,
    MOST_PROBES = 16 /* a text that was made to collide is no reason to be slow */
};

/* A slot's words are a power of two, of which the last one is the number. */
enum { SLOT_SHORT = 4, SLOT_LONG = 8, SLOT_LONGEST = 1 + KEY_MOST_WORDS };
enum { MOST_CELL_WORDS = SLOT_LONG - 1 };

static const struct {
    size_t cell_words; /* of each column */
    size_t slot_words;
} widths[1 + KEY_MOST_COLUMNS] = {
    { 0, SLOT_SHORT },   { SLOT_SHORT - 1, SLOT_SHORT },
    { 3, SLOT_LONG },    { 2, SLOT_LONG },
    { 3, SLOT_LONGEST },
};

static uint64_t *number_of(const struct run_keys *keys, uint64_t *slot)
{
    return slot + keys->slot_words - 1;
}

/* Slots begin at a line. */
static bool create_slots(struct run_keys *keys)
{
    keys->memory =
        memory_allocate(keys->slot_count * keys->slot_words + LINE / WORD, WORD);
    size_t first = (0 - (uintptr_t)keys->memory) % LINE / WORD;
    keys->slots = keys->memory ? keys->memory + first : NULL;
    return keys->memory != NULL;
}

bool run_keys_init(struct run_keys *keys, const size_t *columns, size_t column_count)
{
    assert(column_count <= KEY_MOST_COLUMNS);
    *keys = (struct run_keys){
        .column_count = column_count,
        .cell_words = widths[column_count].cell_words,
        .slot_words = widths[column_count].slot_words,
        .slot_count = FIRST_SLOTS,
    };
    if (column_count)
        memcpy(keys->columns, columns, column_count * sizeof *columns);
    return create_slots(keys);
}

void run_keys_release(struct run_keys *keys)
{
    memory_free(keys->memory);
    *keys = (struct run_keys){ 0 };
}

/* The words of up to word_count * WORD bytes, filled up with NUL; all of the words may be
   read. Lengths vary from row to row, so that a branch would be guessed wrong. */
static inline void load_words(uint64_t *words, size_t word_count, const char *bytes,
                              size_t byte_count)
{
    enum { MOST_BYTES = MOST_CELL_WORDS * WORD };
    static const char keep[2 * MOST_BYTES] = {
#define WORD_OF_ONES "\xff\xff\xff\xff\xff\xff\xff\xff"
        WORD_OF_ONES WORD_OF_ONES WORD_OF_ONES WORD_OF_ONES WORD_OF_ONES WORD_OF_ONES
            WORD_OF_ONES
#undef WORD_OF_ONES
    };
    uint64_t kept[MOST_CELL_WORDS];
    memcpy(words, bytes, word_count * WORD);
    memcpy(kept, keep + MOST_BYTES - byte_count, word_count * WORD);
    for (size_t i = 0; i < word_count; i++)
        words[i] &= kept[i];
}

/* The words of one cell; false when it is none that is remembered. */
static bool add_cell(uint64_t *words, size_t word_count, const struct row_run *run,
                     struct raw_cell cell)
{
    char last[MOST_CELL_WORDS * WORD];
    bool is_quoted = raw_cell_unquote(run, &cell);
    const char *bytes = run->bytes + cell.start;
    size_t byte_count = cell.end - cell.start;
    if (byte_count > word_count * WORD ||
        (is_quoted && memchr(bytes, run->quote, byte_count))) {
        memset(words, 0, word_count * WORD);
        return false;
    }
    if (cell.start + word_count * WORD > run->byte_count) {
        memset(last, 0, sizeof last);
        memcpy(last, bytes, byte_count);
        bytes = last;
    }
    load_words(words, word_count, bytes, byte_count);
    return true;
}

/* Each step mixes all the bits before it. */
static inline uint64_t hash_words(const uint64_t *words, size_t count)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x9fb21c651e98df25);
        hash ^= hash >> 32;
    }
    return hash * UINT64_C(0xd6e8feb86659fd93);
}

/* Of one column most keys end after two words, and then it is their hash. */
static uint64_t hash_key(const struct run_keys *keys, const uint64_t *words)
{
    size_t count = keys->slot_words - 1;
    if (keys->column_count == 1)
        while (count > SHORT_WORDS && !words[count - 1])
            count--;
    return hash_words(words, count);
}

static uint64_t *slot_of(const struct run_keys *keys, uint64_t hash, size_t probe)
{
    size_t slot = (size_t)((hash >> 32) + probe) & (keys->slot_count - 1);
    return keys->slots + slot * keys->slot_words;
}

/* Asks for the memory that run_keys_find will look at. */
static inline void finish_key(const struct run_keys *keys, struct run_key *key,
                              uint64_t hash)
{
    key->hash = hash;
    __builtin_prefetch(slot_of(keys, hash, 0));
}

/* Puts a key where it will be found; false when there is no place. */
static bool place(struct run_keys *keys, const uint64_t *words, uint64_t number)
{
    uint64_t hash = hash_key(keys, words);
    for (size_t probe = 0; probe < MOST_PROBES; probe++) {
        uint64_t *slot = slot_of(keys, hash, probe);
        if (*number_of(keys, slot))
            continue;
        memcpy(slot, words, (keys->slot_words - 1) * WORD);
        *number_of(keys, slot) = number;
        keys->count++;
        return true;
    }
    return false;
}

/* Moves all keys to other slots, which may be longer; one that has no place there is not
   remembered. */
static bool move(struct run_keys *keys, size_t slot_count, size_t slot_words)
{
    struct run_keys larger = *keys;
    larger.count = 0;
    larger.slot_count = slot_count;
    larger.slot_words = slot_words;
    if (!create_slots(&larger))
        return false;
    for (size_t i = 0; i < keys->slot_count; i++) {
        uint64_t words[KEY_MOST_WORDS] = { 0 };
        uint64_t *slot = keys->slots + i * keys->slot_words;
        memcpy(words, slot, (keys->slot_words - 1) * WORD);
        if (*number_of(keys, slot))
            (void)place(&larger, words, *number_of(keys, slot));
    }
    memory_free(keys->memory);
    *keys = larger;
    return true;
}

/* There are cells that have no place in short slots. */
static bool widen(struct run_keys *keys)
{
    if (!move(keys, keys->slot_count, SLOT_LONG))
        return false;
    keys->cell_words = SLOT_LONG - 1;
    return true;
}

static struct raw_cell cell_of(const struct row_run *run,
                               const struct run_columns *columns, size_t column,
                               size_t row)
{
    if (column + 1 == run->cell_count)
        return (struct raw_cell){ run_columns_starts(columns, column)[row],
                                  row_run_end(run, row) };
    return (struct raw_cell){ run_columns_starts(columns, column)[row],
                              run_columns_starts(columns, column + 1)[row] - 1U };
}

static void make_any(struct run_keys *keys, const struct row_run *run,
                     const struct run_columns *columns, size_t row, struct run_key *key)
{
    key->is_usable = true;
    memset(key->words, 0, (keys->slot_words - 1) * WORD);
    for (size_t i = 0; i < keys->column_count; i++) {
        struct raw_cell cell = cell_of(run, columns, keys->columns[i], row);
        size_t byte_count = cell.end - cell.start;
        keys->longest = byte_count > keys->longest ? byte_count : keys->longest;
        key->is_usable &=
            add_cell(key->words + i * keys->cell_words, keys->cell_words, run, cell);
    }
    finish_key(keys, key, hash_key(keys, key->words));
}

/* Whether any byte of a word is this one: only such a byte borrows from the bit above it
   that it has not. */
static inline bool has_byte(uint64_t word, char byte)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t differs = word ^ ones * (unsigned char)byte;
    return (differs - ones) & ~differs & ones << 7;
}

/* Of one column that is not the last. Nearly all cells are short and far from the end of
   the text. */
static void make_all_of_one(struct run_keys *keys, const struct row_run *run,
                            const struct run_columns *columns, struct run_key *made)
{
    const uint16_t *starts = run_columns_starts(columns, keys->columns[0]);
    const uint16_t *nexts = run_columns_starts(columns, keys->columns[0] + 1);
    for (size_t r = 0; r < run->row_count; r++) {
        struct run_key *key = &made[r];
        const char *bytes = run->bytes + starts[r];
        size_t byte_count = (size_t)nexts[r] - starts[r] - 1;
        bool is_quoted = run->quote && *bytes == run->quote;
        bytes += is_quoted;
        byte_count -= is_quoted ? 2 : 0;
        if (byte_count > (size_t)SHORT_WORDS * WORD ||
            starts[r] + (size_t)SHORT_WORDS * WORD >= run->byte_count) {
            make_any(keys, run, columns, r, key);
            continue;
        }
        load_words(key->words, SHORT_WORDS, bytes, byte_count);
        key->words[SHORT_WORDS] = 0;
        if (keys->slot_words > SLOT_SHORT)
            memset(key->words + SHORT_WORDS, 0, (SLOT_LONG - 1 - SHORT_WORDS) * WORD);
        key->is_usable = !is_quoted || !(has_byte(key->words[0], run->quote) ||
                                         has_byte(key->words[1], run->quote));
        finish_key(keys, key, hash_words(key->words, SHORT_WORDS));
    }
}

bool run_keys_make(struct run_keys *keys, const struct row_run *run,
                   const struct run_columns *columns, struct run_key made[RUN_MOST_ROWS])
{
    bool is_short = keys->column_count == 1 && keys->slot_words == SLOT_SHORT;
    if (is_short && keys->longest > keys->cell_words * WORD && !widen(keys))
        return false;
    if (keys->column_count == 1 && keys->columns[0] + 1 < run->cell_count)
        make_all_of_one(keys, run, columns, made);
    else
        for (size_t r = 0; r < run->row_count; r++)
            make_any(keys, run, columns, r, &made[r]);
    return true;
}

size_t run_keys_columns(const struct run_keys *keys, size_t wanted[2 * KEY_MOST_COLUMNS])
{
    size_t count = 0;
    for (size_t i = 0; i < keys->column_count; i++) {
        wanted[count++] = keys->columns[i];
        wanted[count++] = keys->columns[i] + 1;
    }
    return count;
}

static inline ptrdiff_t find_words(const struct run_keys *keys, const struct run_key *key,
                                   size_t word_count)
{
    for (size_t probe = 0; probe < MOST_PROBES; probe++) {
        const uint64_t *slot = slot_of(keys, key->hash, probe);
        uint64_t number = slot[word_count];
        uint64_t differs = 0;
        if (!number)
            return KEY_UNKNOWN;
        for (size_t i = 0; i < word_count; i++)
            differs |= slot[i] ^ key->words[i];
        if (!differs)
            return (ptrdiff_t)number - 1;
    }
    return KEY_UNKNOWN;
}

ptrdiff_t run_keys_find(const struct run_keys *keys, const struct run_key *key)
{
    return keys->slot_words == SLOT_SHORT ? find_words(keys, key, SLOT_SHORT - 1)
                                          : find_words(keys, key, keys->slot_words - 1);
}

bool run_keys_add(struct run_keys *keys, const struct run_key *key, size_t number)
{
    enum { MOST_ROOM = 16 };
    if (keys->count >= MOST_KEYS)
        return true;
    bool is_full = keys->count * 2 >= keys->slot_count;
    while (is_full || !place(keys, key->words, (uint64_t)number + 1)) {
        if (keys->slot_count > MOST_ROOM * (keys->count + 1))
            return true;
        if (!move(keys, 2 * keys->slot_count, keys->slot_words))
            return false;
        is_full = false;
    }
    return true;
}

#include "ingest/run_keys.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

enum {
    WORD = 8,
    WORDS_OF_ONE = 4,     /* one column alone may be longer */
    WORDS_OF_SEVERAL = 2, /* each */
    SHORT_WORDS = 2,      /* most cells have no more */
    FIRST_SLOTS = 1024,
    MOST_KEYS = 1 << 16,
    MOST_PROBES = 16 /* a text that was made to collide is no reason to be slow */
};

static size_t slot_words(const struct run_keys *keys)
{
    return keys->word_count + 1;
}

static uint64_t *slots_create(const struct run_keys *keys, size_t slot_count)
{
    return memory_allocate(slot_count * slot_words(keys), WORD);
}

bool run_keys_init(struct run_keys *keys, const size_t *columns, size_t column_count)
{
    assert(column_count <= KEY_MOST_COLUMNS);
    *keys = (struct run_keys){
        .column_count = column_count,
        .word_count = column_count == 1 ? WORDS_OF_ONE : column_count * WORDS_OF_SEVERAL,
        .slot_count = FIRST_SLOTS,
    };
    if (column_count)
        memcpy(keys->columns, columns, column_count * sizeof *columns);
    keys->slots = slots_create(keys, FIRST_SLOTS);
    return keys->slots != NULL;
}

void run_keys_release(struct run_keys *keys)
{
    memory_free(keys->slots);
    *keys = (struct run_keys){ 0 };
}

/* The words of up to word_count * WORD bytes, filled up with NUL; all of the words may be
   read. Lengths vary from row to row, so that a branch would be guessed wrong. */
static inline void load_words(uint64_t *words, size_t word_count, const char *bytes,
                              size_t byte_count)
{
    enum { MOST_BYTES = KEY_MOST_WORDS * WORD };
    static const char keep[2 * MOST_BYTES] = {
#define EIGHT "\xff\xff\xff\xff\xff\xff\xff\xff"
        EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT
#undef EIGHT
    };
    uint64_t kept[KEY_MOST_WORDS];
    memcpy(words, bytes, word_count * WORD);
    memcpy(kept, keep + MOST_BYTES - byte_count, word_count * WORD);
    for (size_t i = 0; i < word_count; i++)
        words[i] &= kept[i];
}

/* The words of one cell; false when it is none that is remembered. */
static bool add_cell(uint64_t *words, size_t word_count, const struct row_run *run,
                     struct raw_cell cell)
{
    char last[KEY_MOST_WORDS * WORD];
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

/* Each step mixes all the bits before it; most keys end after two words. */
static inline uint64_t hash_words(const uint64_t *words, size_t count)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < count && (i < 2 || words[i]); i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x9fb21c651e98df25);
        hash ^= hash >> 32;
    }
    return hash * UINT64_C(0xd6e8feb86659fd93);
}

static uint64_t *slot_of(const struct run_keys *keys, uint64_t hash, size_t probe)
{
    size_t slot = (size_t)((hash >> 32) + probe) & (keys->slot_count - 1);
    return keys->slots + slot * slot_words(keys);
}

/* Asks for the memory that run_keys_find will look at. */
static inline void finish_key(const struct run_keys *keys, struct run_key *key,
                              size_t word_count)
{
    key->hash = hash_words(key->words, word_count);
    const uint64_t *slot = slot_of(keys, key->hash, 0);
    __builtin_prefetch(slot);
    __builtin_prefetch(slot + keys->word_count);
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

static void make_any(const struct run_keys *keys, const struct row_run *run,
                     const struct run_columns *columns, size_t row, struct run_key *key)
{
    size_t words =
        keys->column_count == 1 ? (size_t)WORDS_OF_ONE : (size_t)WORDS_OF_SEVERAL;
    key->is_usable = true;
    for (size_t i = 0; i < keys->column_count; i++)
        key->is_usable &= add_cell(key->words + i * words, words, run,
                                   cell_of(run, columns, keys->columns[i], row));
    finish_key(keys, key, keys->word_count);
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
static void make_all_of_one(const struct run_keys *keys, const struct row_run *run,
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
        memset(key->words + SHORT_WORDS, 0, (WORDS_OF_ONE - SHORT_WORDS) * WORD);
        key->is_usable = !is_quoted || !(has_byte(key->words[0], run->quote) ||
                                         has_byte(key->words[1], run->quote));
        finish_key(keys, key, SHORT_WORDS);
    }
}

void run_keys_make(const struct run_keys *keys, const struct row_run *run,
                   const struct run_columns *columns, struct run_key made[RUN_MOST_ROWS])
{
    if (keys->column_count == 1 && keys->columns[0] + 1 < run->cell_count)
        make_all_of_one(keys, run, columns, made);
    else
        for (size_t r = 0; r < run->row_count; r++)
            make_any(keys, run, columns, r, &made[r]);
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
    return keys->word_count == WORDS_OF_ONE ? find_words(keys, key, WORDS_OF_ONE)
                                            : find_words(keys, key, keys->word_count);
}

/* Puts a key where it will be found, if there is a place. */
static void place(struct run_keys *keys, const uint64_t *words, uint64_t number)
{
    uint64_t hash = hash_words(words, keys->word_count);
    for (size_t probe = 0; probe < MOST_PROBES; probe++) {
        uint64_t *slot = slot_of(keys, hash, probe);
        if (slot[keys->word_count])
            continue;
        slot[keys->word_count] = number;
        if (keys->word_count)
            memcpy(slot, words, keys->word_count * WORD);
        keys->count++;
        return;
    }
}

static bool grow(struct run_keys *keys)
{
    struct run_keys larger = *keys;
    larger.count = 0;
    larger.slot_count *= 2;
    larger.slots = slots_create(keys, larger.slot_count);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < keys->slot_count; i++) {
        const uint64_t *slot = keys->slots + i * slot_words(keys);
        if (slot[keys->word_count])
            place(&larger, slot, slot[keys->word_count]);
    }
    run_keys_release(keys);
    *keys = larger;
    return true;
}

bool run_keys_add(struct run_keys *keys, const struct run_key *key, size_t number)
{
    if (keys->count >= MOST_KEYS)
        return true;
    if (keys->count * 2 >= keys->slot_count && !grow(keys))
        return false;
    place(keys, key->words, (uint64_t)number + 1);
    return true;
}

#include "ingest/run_keys.h"

#include "base/memory.h"
#include "ingest/wave_date.h"

#include <assert.h>
#include <string.h>

enum {
    WORD = 8,
    LINE = 64, /* bytes of a line of the cache; no slot begins in one and ends in another
                  without need */
    SHORT_WORDS = 2, /* most cells have no more */
    FIRST_SLOTS = 512,
    MOST_SLOTS = 1 << 16,
    PLACES = 8, /* of each slot: nearly always the first one that is looked at has it */
    MOST_PROBES = 16 /* a text that was made to collide is no reason to be slow */
};

/* A slot's words are a power of two, of which the last one is the number. */
enum { KEY_SHORT = 3, KEY_LONG = KEY_MOST_WORDS };

static uint64_t *slot_at(const struct run_keys *keys, size_t slot)
{
    return keys->slots + slot * (keys->key_words + 1);
}

/* Other slots, which begin at a line and are none yet; the old ones stay the caller's. */
static bool create_slots(struct run_keys *keys, size_t capacity)
{
    size_t word_count = capacity * (keys->key_words + 1);
    keys->memory = memory_allocate(word_count + LINE / WORD, WORD);
    if (!keys->memory)
        return false;
    keys->slots = keys->memory + (0 - (uintptr_t)keys->memory) % LINE / WORD;
    keys->capacity = capacity;
    return true;
}

bool run_keys_init(struct run_keys *keys, size_t column, enum key_kind kind)
{
    *keys = (struct run_keys){
        .column = column,
        .kind = kind,
        .key_words = KEY_SHORT,
        .count = 1,
        .place_count = (size_t)PLACES * FIRST_SLOTS,
    };
    keys->places = memory_allocate(keys->place_count, sizeof *keys->places);
    return keys->places && create_slots(keys, FIRST_SLOTS);
}

void run_keys_release(struct run_keys *keys)
{
    memory_free(keys->memory);
    memory_free(keys->places);
    *keys = (struct run_keys){ 0 };
}

/* The words of up to word_count * WORD bytes, filled up with NUL; all of the words may be
   read. Lengths vary from row to row, so that a branch would be guessed wrong. */
static inline void load_words(uint64_t *words, size_t word_count, const char *bytes,
                              size_t byte_count)
{
    enum { MOST_BYTES = KEY_MOST_WORDS * WORD };
    static const char keep[2 * MOST_BYTES] = {
#define WORD_OF_ONES "\xff\xff\xff\xff\xff\xff\xff\xff"
        WORD_OF_ONES WORD_OF_ONES WORD_OF_ONES WORD_OF_ONES WORD_OF_ONES WORD_OF_ONES
            WORD_OF_ONES
#undef WORD_OF_ONES
    };
    uint64_t kept[KEY_MOST_WORDS];
    uint64_t loaded[KEY_MOST_WORDS];
    memcpy(loaded, bytes, word_count * WORD);
    memcpy(kept, keep + MOST_BYTES - byte_count, word_count * WORD);
    for (size_t i = 0; i < word_count; i++)
        words[i] = loaded[i] & kept[i];
}

/* The words of a cell without its quotes; false when it is none that is remembered. */
static bool make_words(const struct run_keys *keys, const struct row_run *run,
                       struct raw_cell cell, bool is_quoted, uint64_t *words)
{
    char last[KEY_MOST_WORDS * WORD];
    const size_t most = keys->key_words * WORD;
    const char *bytes = run->bytes + cell.start;
    size_t byte_count = cell.end - cell.start;
    if (byte_count > most || (is_quoted && memchr(bytes, run->quote, byte_count))) {
        memset(words, 0, most);
        return false;
    }
    if (cell.start + most > run->byte_count) {
        memset(last, 0, sizeof last);
        memcpy(last, bytes, byte_count);
        bytes = last;
    }
    load_words(words, keys->key_words, bytes, byte_count);
    return true;
}

/* Words of 0 at the end change nothing. */
static inline uint64_t hash_words(const uint64_t *words, size_t count)
{
    uint64_t hash = 0;
    while (count--)
        hash = (hash + words[count]) * UINT64_C(0x9fb21c651e98df25);
    hash ^= hash >> 32;
    return hash * UINT64_C(0xd6e8feb86659fd93) >> 32;
}

/* The place where a key is looked for first. */
static inline uint32_t place_of(const struct run_keys *keys, const uint64_t *words,
                                size_t word_count)
{
    return (uint32_t)(hash_words(words, word_count) & (keys->place_count - 1));
}

/* Where a slot is put that will be looked for by its hash; NULL: there is no place. */
static uint16_t *find_place(const struct run_keys *keys, uint64_t hash)
{
    for (size_t probe = 0; probe < MOST_PROBES; probe++) {
        uint16_t *place = &keys->places[(hash + probe) & (keys->place_count - 1)];
        if (!*place)
            return place;
    }
    return NULL;
}

/* Twice as many places; a slot that finds none is not found any more. */
static bool grow_places(struct run_keys *keys)
{
    uint16_t *places = memory_allocate(2 * keys->place_count, sizeof *places);
    if (!places)
        return false;
    memory_free(keys->places);
    keys->places = places;
    keys->place_count *= 2;
    for (size_t slot = 1; slot < keys->count; slot++) {
        uint16_t *place =
            find_place(keys, hash_words(slot_at(keys, slot), keys->key_words));
        if (place)
            *place = (uint16_t)slot;
    }
    return true;
}

/* Moves all keys to other slots: more, or longer ones. */
static bool move(struct run_keys *keys, size_t capacity, size_t key_words)
{
    struct run_keys larger = *keys;
    larger.key_words = key_words;
    if (!create_slots(&larger, capacity))
        return false;
    for (size_t i = 1; i < keys->count; i++) {
        const uint64_t *slot = slot_at(keys, i);
        uint64_t *other = slot_at(&larger, i);
        memcpy(other, slot, keys->key_words * WORD);
        other[key_words] = slot[keys->key_words];
    }
    memory_free(keys->memory);
    *keys = larger;
    return true;
}

static bool is_filled(const struct row_run *run, struct raw_cell cell)
{
    while (cell.start < cell.end && run->bytes[cell.start] == ' ')
        cell.start++;
    return cell.start < cell.end;
}

static bool make_words_of(struct run_keys *keys, const struct row_run *run,
                          struct raw_cell cell, uint64_t *words)
{
    bool is_quoted = raw_cell_unquote(run, &cell);
    if (keys->kind == KEY_FILLED) {
        memset(words, 0, keys->key_words * WORD);
        *words = is_filled(run, cell);
        return true;
    }
    size_t byte_count = cell.end - cell.start;
    if (keys->kind == KEY_DATE)
        byte_count =
            date_byte_count((struct span){ run->bytes + cell.start, byte_count });
    cell.end = cell.start + byte_count;
    keys->longest = byte_count > keys->longest ? byte_count : keys->longest;
    return make_words(keys, run, cell, is_quoted, words);
}

static void make_any(struct run_keys *keys, const struct row_run *run,
                     const struct run_columns *columns, size_t row,
                     struct made_keys *made)
{
    uint64_t *words = made->words + row * keys->key_words;
    struct raw_cell cell = run_columns_cell(columns, run, keys->column, row);
    if (!make_words_of(keys, run, cell, words))
        made->usable &= ~((uint64_t)1 << row);
    if (!*words)
        made->blank |= (uint64_t)1 << row;
    made->guesses[row] = place_of(keys, words, keys->key_words);
}

/* Each guess is the number of a place so far, and becomes the slot in it. That waits for
   memory, for many rows at once; so will those who look at the slots. */
static void guess_slots(const struct run_keys *keys, size_t row_count,
                        struct made_keys *made)
{
    const uint16_t *places = keys->places;
    const uint64_t *slots = keys->slots;
    const size_t slot_words = keys->key_words + 1;
    for (size_t r = 0; r < row_count; r++) {
        uint32_t slot = places[made->guesses[r]];
        made->guesses[r] = slot;
        __builtin_prefetch(slots + slot * slot_words);
    }
}

/* Whether any byte of a word is this one: only such a byte borrows from the bit above it
   that it has not. */
static inline bool has_byte(uint64_t word, char byte)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t differs = word ^ ones * (unsigned char)byte;
    return (differs - ones) & ~differs & ones << 7;
}

/* Of a column that is not the last. Nearly all cells are short and far from the end of
   the text. */
static inline void make_all(struct run_keys *keys, const struct row_run *run,
                            const struct run_columns *columns, size_t key_words,
                            struct made_keys *made)
{
    const uint16_t *starts = run_columns_starts(columns, keys->column);
    const uint16_t *nexts = run_columns_starts(columns, keys->column + 1);
    const char quote = run->quote;
    const uint64_t mask = keys->place_count - 1;
    uint64_t *words = made->words;
    for (size_t r = 0; r < run->row_count; r++, words += key_words) {
        const char *bytes = run->bytes + starts[r];
        size_t byte_count = (size_t)nexts[r] - starts[r] - 1;
        bool is_quoted = quote && *bytes == quote;
        bytes += is_quoted;
        byte_count -= is_quoted ? 2 : 0;
        if (byte_count > (size_t)SHORT_WORDS * WORD ||
            starts[r] + (size_t)SHORT_WORDS * WORD >= run->byte_count) {
            make_any(keys, run, columns, r, made);
            continue;
        }
        load_words(words, SHORT_WORDS, bytes, byte_count);
        memset(words + SHORT_WORDS, 0, (key_words - SHORT_WORDS) * WORD);
        if (is_quoted && (has_byte(words[0], quote) || has_byte(words[1], quote)))
            made->usable &= ~((uint64_t)1 << r);
        if (!words[0])
            made->blank |= (uint64_t)1 << r;
        made->guesses[r] = (uint32_t)(hash_words(words, SHORT_WORDS) & mask);
    }
}

bool run_keys_make(struct run_keys *keys, const struct row_run *run,
                   const struct run_columns *columns, struct made_keys *made)
{
    bool is_plain = keys->kind == KEY_TEXT && keys->column + 1 < run->cell_count;
    if (keys->key_words == KEY_SHORT && keys->longest > (size_t)KEY_SHORT * WORD &&
        !move(keys, keys->capacity, KEY_LONG))
        return false;
    made->usable = row_run_all(run);
    made->blank = 0;
    if (is_plain && keys->key_words == KEY_SHORT)
        make_all(keys, run, columns, KEY_SHORT, made);
    else if (is_plain)
        make_all(keys, run, columns, KEY_LONG, made);
    else
        for (size_t r = 0; r < run->row_count; r++)
            make_any(keys, run, columns, r, made);
    guess_slots(keys, run->row_count, made);
    return true;
}

/* The slot that has a key, wherever it may be; 0: none. */
static size_t search(const struct run_keys *keys, const uint64_t *words)
{
    uint64_t hash = hash_words(words, keys->key_words);
    for (size_t probe = 0; probe < MOST_PROBES; probe++) {
        size_t slot = keys->places[(hash + probe) & (keys->place_count - 1)];
        if (!slot || memcmp(slot_at(keys, slot), words, keys->key_words * WORD) == 0)
            return slot;
    }
    return 0;
}

static inline uint64_t find_all(const struct run_keys *keys, const struct made_keys *made,
                                size_t key_words, uint32_t numbers[RUN_MOST_ROWS])
{
    const uint64_t *slots = keys->slots;
    uint64_t unknown = 0;
    for (uint64_t left = made->usable; left; left &= left - 1) {
        size_t row = (size_t)__builtin_ctzll(left);
        const uint64_t *words = made->words + row * key_words;
        const uint64_t *slot = slots + made->guesses[row] * (key_words + 1);
        uint64_t differs = !made->guesses[row];
        for (size_t i = 0; i < key_words; i++)
            differs |= slot[i] ^ words[i];
        if (differs) {
            size_t found = search(keys, words);
            unknown |= (uint64_t)!found << row;
            slot = slot_at(keys, found);
        }
        numbers[row] = (uint32_t)slot[key_words];
    }
    return unknown;
}

uint64_t run_keys_find(const struct run_keys *keys, const struct made_keys *made,
                       uint32_t numbers[RUN_MOST_ROWS])
{
    return keys->key_words == KEY_SHORT ? find_all(keys, made, KEY_SHORT, numbers)
                                        : find_all(keys, made, keys->key_words, numbers);
}

bool run_keys_add(struct run_keys *keys, const uint64_t *words, uint32_t number)
{
    if (keys->count >= MOST_SLOTS || search(keys, words))
        return true;
    if ((keys->count == keys->capacity &&
         !move(keys, 2 * keys->capacity, keys->key_words)) ||
        (keys->count * PLACES >= keys->place_count && !grow_places(keys)))
        return false;
    uint16_t *place = find_place(keys, hash_words(words, keys->key_words));
    if (!place)
        return true;
    uint64_t *slot = slot_at(keys, keys->count);
    memcpy(slot, words, keys->key_words * WORD);
    slot[keys->key_words] = number;
    *place = (uint16_t)keys->count++;
    return true;
}

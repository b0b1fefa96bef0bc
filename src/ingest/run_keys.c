#include "ingest/run_keys.h"

#include "base/memory.h"
#include "ingest/wave_date.h"

#include <assert.h>
#include <string.h>

enum {
    WORD = 8,
    LINE = 64, /* bytes of a line of the cache; no slot begins in one and ends in another
                  without need */
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

/* Other slots, which begin at a line and are none yet; the old ones stay the caller's.
   The first one has what no key has. */
static bool create_slots(struct run_keys *keys, size_t capacity)
{
    size_t word_count = capacity * (keys->key_words + 1);
    keys->memory = memory_allocate(word_count + LINE / WORD, WORD);
    if (!keys->memory)
        return false;
    keys->slots = keys->memory + (0 - (uintptr_t)keys->memory) % LINE / WORD;
    keys->capacity = capacity;
    memset(keys->slots, UINT8_MAX, keys->key_words * WORD);
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
    for (size_t i = 0; i < word_count; i++) {
        uint64_t kept;
        memcpy(&words[i], bytes + i * WORD, WORD);
        memcpy(&kept, keep + MOST_BYTES - byte_count + i * WORD, WORD);
        words[i] &= kept;
    }
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
    made->guesses[row] = place_of(keys, words, keys->key_words);
}

/* Each guess is the number of a place so far, and becomes the slot in it. That waits for
   memory, for many rows at once; so will those who look at the slots. */
static void guess_slots(const struct run_keys *keys, struct made_keys *made)
{
    const uint16_t *places = keys->places;
    const uint64_t *slots = keys->slots;
    const size_t slot_words = keys->key_words + 1;
    for (size_t r = 0; r < made->row_count; r++) {
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

/* How many rows of a column are far enough from the end of the text for so many bytes to
   be read of each. */
static size_t count_inner_rows(const struct row_run *run, const uint16_t *starts,
                               size_t most)
{
    size_t count = run->row_count;
    while (count && starts[count - 1] + most >= run->byte_count)
        count--;
    return count;
}

/* Of a column that is not the last, nearly always in quotes in all rows or in none.
   Returns the rows that have to be made one by one; `*has_blank_out`: some may be blank.
 */
static inline uint64_t make_all(const struct run_keys *keys, const struct row_run *run,
                                const struct run_columns *columns, bool is_quoted,
                                size_t key_words, struct made_keys *made,
                                bool *has_blank_out)
{
    const uint16_t *starts = run_columns_starts(columns, keys->column);
    const uint16_t *nexts = run_columns_starts(columns, keys->column + 1);
    const char *text = run->bytes;
    const char quote = run->quote;
    const size_t most = key_words * WORD;
    const size_t row_count = count_inner_rows(run, starts, most);
    const uint64_t mask = keys->place_count - 1;
    size_t least = most;
    uint64_t odd = 0;
    for (size_t r = 0; r < row_count; r++) {
        uint64_t *words = made->words + r * key_words;
        const char *bytes = text + starts[r] + is_quoted;
        size_t byte_count = (size_t)nexts[r] - starts[r] - (is_quoted ? 3 : 1);
        if ((text[starts[r]] == quote) != is_quoted || byte_count > most) {
            odd |= (uint64_t)1 << r;
            continue;
        }
        load_words(words, key_words, bytes, byte_count);
        for (size_t i = 0; is_quoted && i < key_words; i++)
            made->usable &= ~((uint64_t)has_byte(words[i], quote) << r);
        least = byte_count < least ? byte_count : least;
        made->guesses[r] = (uint32_t)(hash_words(words, key_words) & mask);
    }
    uint64_t made_rows =
        row_count ? ~(uint64_t)0 >> (RUN_MOST_ROWS - row_count) & ~odd : 0;
    *has_blank_out = !least || made_rows != row_run_all(run);
    return row_run_all(run) & ~made_rows;
}

/* The same, for the compiler to make one of each. */
static uint64_t make_plain(const struct run_keys *keys, const struct row_run *run,
                           const struct run_columns *columns, struct made_keys *made,
                           bool *has_blank_out)
{
    const char first = run->bytes[*run_columns_starts(columns, keys->column)];
    const bool is_short = keys->key_words == KEY_SHORT;
    if (run->quote && first == run->quote)
        return is_short
                   ? make_all(keys, run, columns, true, KEY_SHORT, made, has_blank_out)
                   : make_all(keys, run, columns, true, KEY_LONG, made, has_blank_out);
    return is_short ? make_all(keys, run, columns, false, KEY_SHORT, made, has_blank_out)
                    : make_all(keys, run, columns, false, KEY_LONG, made, has_blank_out);
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
    made->row_count = run->row_count;
    bool has_blank = true;
    uint64_t left = row_run_all(run);
    if (is_plain)
        left = make_plain(keys, run, columns, made, &has_blank);
    for (; left; left &= left - 1)
        make_any(keys, run, columns, (size_t)__builtin_ctzll(left), made);
    if (has_blank)
        for (size_t r = 0; r < run->row_count; r++)
            made->blank |= (uint64_t) !*made_keys_words(keys, made, r) << r;
    guess_slots(keys, made);
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
    const uint64_t *words = made->words;
    uint64_t unknown = 0;
    for (size_t r = 0; r < made->row_count; r++, words += key_words) {
        const uint64_t *slot = slots + made->guesses[r] * (key_words + 1);
        uint64_t differs = 0;
        for (size_t i = 0; i < key_words; i++)
            differs |= slot[i] ^ words[i];
        if (differs) {
            size_t found = search(keys, words);
            unknown |= (uint64_t)!found << r;
            slot = slot_at(keys, found);
        }
        numbers[r] = (uint32_t)slot[key_words];
    }
    return unknown & made->usable;
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

/* The floor under the benchmark: what counting its answers takes on this machine when
   nothing else is done. How much longer symbar takes is the price of all that it does
   besides, and where the floor is too high for a goal, nobody meets it here this way.

       cc -O3 -march=native -pthread -o floor floor.c
       floor CUSTOMERS EMPLOYEES OUT [THREADS]

   It knows the files of gensurvey.c (mixed and plain) and believes them: nothing is
   checked, neither UTF-8 nor that a row has all its cells nor what a cell says, no error
   has a place, and what goes with what is not counted. Needs AVX2. */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <immintrin.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PART = 256 * 1024, /* each thread reads one after the other */
    AHEAD = 4096,      /* no row is longer */
    CHUNK = 32 * 1024, /* is indexed at once: its offsets fit into 16 bits */
    BLOCK = 64,
    MOST_ENDS = 16, /* of cells, in nearly every block */
    ROWS = 64,      /* are counted at once */
    COLUMNS = 18,
    UNIT = 1,
    FIRST_QUESTION = 5,
    QUESTIONS = 12,
    LEVELS = 11,
    KEY = 16, /* bytes of a unit's name, filled up with 0 */
    MOST_UNITS = 4096,
    SLOTS = 8192,
    COUNTERS = 128, /* bytes of a unit: respondents, 16 for q1, 8 for each other */
    MOST_COUNT = 255,
    SIDES = 2,
    MOST_THREADS = 16
};

struct slot {
    uint64_t key[2];
    uint64_t number; /* from 1; 0: free */
};

struct counter {
    uint8_t *text;
    uint16_t ends[CHUNK + BLOCK];
    struct slot slots[SLOTS];
    uint64_t names[MOST_UNITS][2];
    size_t unit_count;
    uint8_t (*counts)[COUNTERS];
    uint64_t sums[MOST_UNITS][COUNTERS];
};

struct file {
    int descriptor;
    size_t byte_count;
    atomic_size_t next_part;
};

struct worker {
    pthread_t thread;
    struct file *file;
    struct counter *counter;
};

/* What the two bytes before the end of a cell say: 0, no answer, or one more than the
   answer. The byte before a blank is what ended the cell before it. */
static uint8_t answers[UINT16_MAX + 1];

static void learn_answers(void)
{
    for (unsigned before = 0; before <= UINT8_MAX; before++)
        answers[before | ',' << 8] = 0;
    for (unsigned digit = 0; digit <= 9; digit++)
        answers[',' | ('0' + digit) << 8] = (uint8_t)(1 + digit);
    answers['1' | '0' << 8] = 1 + 10;
}

static size_t place_of(size_t question)
{
    enum { FIRST_PLACE = 8, OTHER_PLACE = 24, PLACE = 8 };
    return question ? OTHER_PLACE + (question - 1) * PLACE : FIRST_PLACE;
}

/* -- where cells end -- */

static inline uint64_t find(__m256i low, __m256i high, char byte)
{
    __m256i wanted = _mm256_set1_epi8(byte);
    unsigned first = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    unsigned second = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return first | (uint64_t)second << 32;
}

/* All that are outside quotes; returns how many, and in `*rows_end_out` where the last
   row ends. */
static inline size_t find_ends(const uint8_t *text, size_t byte_count, uint16_t *ends)
{
    enum { LOOK_AHEAD = 2048 };
    uint64_t inside = 0;
    uint16_t *end = ends;
    for (size_t at = 0; at < byte_count; at += BLOCK) {
        _mm_prefetch((const char *)text + at + LOOK_AHEAD, _MM_HINT_T0);
        __m256i low = _mm256_loadu_si256((const __m256i *)(text + at));
        __m256i high = _mm256_loadu_si256((const __m256i *)(text + at + BLOCK / 2));
        __m128i quotes = _mm_set_epi64x(0, (long long)find(low, high, '"'));
        __m128i filled = _mm_clmulepi64_si128(quotes, _mm_set1_epi8(-1), 0);
        inside ^= (uint64_t)_mm_cvtsi128_si64(filled);
        uint64_t found = (find(low, high, ',') | find(low, high, '\n')) & ~inside;
        inside = 0 - (inside >> (BLOCK - 1));
        size_t count = (size_t)__builtin_popcountll(found);
        for (size_t i = 0; i < MOST_ENDS; i++, found &= found - 1)
            end[i] = (uint16_t)(at + _tzcnt_u64(found));
        for (size_t i = MOST_ENDS; i < count; i++, found &= found - 1)
            end[i] = (uint16_t)(at + _tzcnt_u64(found));
        end += count;
    }
    return (size_t)(end - ends);
}

/* -- counting -- */

static void flush(struct counter *counter, size_t unit)
{
    for (size_t i = 0; i < COUNTERS; i++)
        counter->sums[unit][i] += counter->counts[unit][i];
    memset(counter->counts[unit], 0, COUNTERS);
}

static inline struct slot *find_slot(struct counter *counter, const uint64_t key[2])
{
    uint64_t hash =
        (key[1] * UINT64_C(0x9fb21c651e98df25) + key[0]) * UINT64_C(0x9fb21c651e98df25);
    hash ^= hash >> 32;
    hash *= UINT64_C(0xd6e8feb86659fd93);
    size_t place = hash >> 40;
    for (;; place++) {
        struct slot *slot = &counter->slots[place % SLOTS];
        if ((slot->key[0] == key[0] && slot->key[1] == key[1]) || !slot->number)
            return slot;
    }
}

static inline size_t find_unit(struct counter *counter, const uint8_t *name,
                               size_t length)
{
    static const uint8_t keep[2 * KEY] = { 255, 255, 255, 255, 255, 255, 255, 255,
                                           255, 255, 255, 255, 255, 255, 255, 255 };
    uint64_t key[2];
    __m128i bytes = _mm_loadu_si128((const __m128i *)name);
    bytes = _mm_and_si128(bytes, _mm_loadu_si128((const __m128i *)(keep + KEY - length)));
    _mm_storeu_si128((__m128i *)key, bytes);
    struct slot *slot = find_slot(counter, key);
    if (!slot->number) {
        memcpy(slot->key, key, KEY);
        memcpy(counter->names[counter->unit_count], key, KEY);
        slot->number = ++counter->unit_count;
    }
    return slot->number - 1;
}

/* The units first, so that the memory of many counters is waited for at once. */
static inline void count_rows(struct counter *counter, const uint8_t *text,
                              const uint16_t *ends, size_t row_count)
{
    size_t units[ROWS];
    for (size_t r = 0; r < row_count; r++) {
        const uint16_t *own = ends + r * COLUMNS + UNIT;
        units[r] = find_unit(counter, text + own[-1] + 1, (size_t)own[0] - own[-1] - 1);
        __builtin_prefetch(counter->counts[units[r]], 1);
        __builtin_prefetch(counter->counts[units[r]] + COUNTERS / 2, 1);
    }
    for (size_t r = 0; r < row_count; r++) {
        const uint16_t *own = ends + r * COLUMNS + FIRST_QUESTION;
        uint8_t *counts = counter->counts[units[r]];
#pragma GCC unroll 12
        for (size_t q = 0; q < QUESTIONS; q++) {
            uint16_t last;
            memcpy(&last, text + own[q] - 2, sizeof last);
            counts[place_of(q) + answers[last]]++;
        }
        if (++*counts == MOST_COUNT)
            flush(counter, units[r]);
    }
}

/* Rows from the beginning of a text; returns where the last whole one ends. */
static size_t count_text(struct counter *counter, const uint8_t *text, size_t byte_count)
{
    size_t rows = find_ends(text, byte_count, counter->ends) / COLUMNS;
    while (rows && counter->ends[rows * COLUMNS - 1] >= byte_count)
        rows--;
    for (size_t row = 0; row < rows; row += ROWS)
        count_rows(counter, text, counter->ends + row * COLUMNS,
                   rows - row < ROWS ? rows - row : ROWS);
    return rows ? counter->ends[rows * COLUMNS - 1] + 1U : 0;
}

/* -- parts -- */

/* A row begins behind a line feed with C or E and eight digits, as no comment does. */
static size_t find_row(const uint8_t *text, size_t at, size_t byte_count)
{
    enum { ID = 10 };
    for (; at + ID < byte_count; at++)
        if (text[at] == '\n' && (text[at + 1] == 'C' || text[at + 1] == 'E') &&
            text[at + 2] >= '0' && text[at + 2] <= '9' && text[at + ID] == ',')
            return at + 1;
    return byte_count;
}

/* A part has the rows that begin in it; what is read begins before it, at a page. */
static void count_part(struct counter *counter, const struct file *file, size_t part)
{
    const size_t start = part * PART;
    const size_t from = start ? start - AHEAD : 0;
    ssize_t got =
        pread(file->descriptor, counter->text, start - from + PART + AHEAD, (off_t)from);
    if (got < 0)
        abort();
    size_t byte_count = (size_t)got;
    size_t end = start - from + PART;
    memset(counter->text + byte_count, 0, BLOCK);
    end = end >= byte_count ? byte_count : find_row(counter->text, end - 1, byte_count);
    size_t at = find_row(counter->text, start ? start - from - 1 : 0, byte_count);
    while (at < end) {
        size_t count = end - at < CHUNK ? end - at : CHUNK;
        size_t used = count_text(counter, counter->text + at, count);
        if (!used)
            abort();
        at += used;
    }
}

static void *count_parts(void *context)
{
    struct worker *worker = context;
    struct file *file = worker->file;
    for (;;) {
        size_t part = atomic_fetch_add(&file->next_part, 1);
        if (part * PART >= file->byte_count)
            return NULL;
        count_part(worker->counter, file, part);
    }
}

static struct counter *create_counter(void)
{
    struct counter *counter = calloc(1, sizeof *counter);
    if (!counter || !(counter->text = aligned_alloc(AHEAD, PART + 3 * AHEAD)) ||
        !(counter->counts = aligned_alloc(BLOCK, (size_t)MOST_UNITS * COUNTERS)))
        abort();
    memset(counter->counts, 0, (size_t)MOST_UNITS * COUNTERS);
    return counter;
}

static void add_counter(struct counter *sum, const struct counter *part)
{
    for (size_t u = 0; u < part->unit_count; u++) {
        uint64_t name[2] = { part->names[u][0], part->names[u][1] };
        struct slot *slot = find_slot(sum, name);
        if (!slot->number) {
            memcpy(slot->key, name, KEY);
            memcpy(sum->names[sum->unit_count], name, KEY);
            slot->number = ++sum->unit_count;
        }
        for (size_t i = 0; i < COUNTERS; i++)
            sum->sums[slot->number - 1][i] += part->sums[u][i];
    }
}

static struct counter *count_file(const char *path, size_t thread_count)
{
    struct file file = { .descriptor = open(path, O_RDONLY) };
    struct worker workers[MOST_THREADS] = { { 0 } };
    struct stat about;
    if (file.descriptor < 0 || fstat(file.descriptor, &about) != 0)
        abort();
    file.byte_count = (size_t)about.st_size;
    for (size_t i = 0; i < thread_count; i++)
        workers[i] = (struct worker){ .file = &file, .counter = create_counter() };
    for (size_t i = 1; i < thread_count; i++)
        if (pthread_create(&workers[i].thread, NULL, count_parts, &workers[i]) != 0)
            abort();
    count_parts(&workers[0]);
    for (size_t i = 0; i < thread_count; i++) {
        struct counter *counter = workers[i].counter;
        if (i)
            pthread_join(workers[i].thread, NULL);
        for (size_t u = 0; u < counter->unit_count; u++)
            flush(counter, u);
        if (i)
            add_counter(workers[0].counter, counter);
    }
    close(file.descriptor);
    return workers[0].counter;
}

/* -- what came of it -- */

static void write_figures(FILE *out, const uint64_t *counts)
{
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (int level = 0; level < LEVELS; level++) {
        double count = (double)counts[1 + level];
        n += count;
        sum += count * level;
        squares += count * level * level;
    }
    fprintf(out, ",%.0f,%.17g,%.17g", n, sum / n, (squares - sum * sum / n) / (n - 1));
}

static void write_row(FILE *out, struct counter *customers, struct counter *employees,
                      size_t unit)
{
    const struct slot *other = find_slot(employees, customers->names[unit]);
    if (!other->number)
        return;
    for (size_t q = 0; q < QUESTIONS; q++) {
        uint64_t both[SIDES][1 + LEVELS] = { { 0 } };
        size_t byte_count = (q ? 8 : 1 + LEVELS) * sizeof **both;
        memcpy(both[0], customers->sums[unit] + place_of(q), byte_count);
        memcpy(both[1], employees->sums[other->number - 1] + place_of(q), byte_count);
        fprintf(out, "%.*s,q%zu", KEY, (const char *)customers->names[unit], q + 1);
        write_figures(out, both[0]);
        write_figures(out, both[1]);
        fputc('\n', out);
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: floor CUSTOMERS EMPLOYEES OUT [THREADS]\n", stderr);
        return 2;
    }
    size_t thread_count = argc > 4 ? strtoul(argv[4], NULL, 10) : 2;
    if (!thread_count || thread_count > MOST_THREADS)
        return 2;
    learn_answers();
    struct counter *customers = count_file(argv[1], thread_count);
    struct counter *employees = count_file(argv[2], thread_count);
    FILE *out = fopen(argv[3], "w");
    if (!out)
        return 1;
    fputs("unit,dimension,n_c,mean_c,var_c,n_e,mean_e,var_e\n", out);
    for (size_t unit = 0; unit < customers->unit_count; unit++)
        write_row(out, customers, employees, unit);
    return fclose(out) != 0;
}

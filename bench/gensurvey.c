/* A generator of survey exports for the benchmark: the same arguments give the same
   bytes on every machine.

       cc -O2 -o gensurvey gensurvey.c -lm
       gensurvey --side customers|employees --shape mixed|quoted|plain|wide
                 --rows N [--seed N] [--units N] [--crlf] > FILE

   All shapes of one (side, rows, seed) hold the same respondents, units and scores:
   - mixed:  RFC 4180 with as few quotes as it takes; one row in ten has a comment, with
             commas, doubled quotes, line feeds and some UTF-8 inside quotes;
   - quoted: every cell quoted, as Qualtrics writes them;
   - plain:  no quote anywhere;
   - wide:   200 columns, of which the twelve questions are spread over the line.

   Customers know the units store-0001 to store-2000, employees store-0021 to store-2020,
   so that 20 are on either side only; their sizes fall off as rank^-0.7. Question q1 is
   0 to 10, q2 to q12 are 1 to 5, and one answer in twenty is blank. */
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    QUESTIONS = 12,
    MOODS = 32,       /* units of one mood answer alike */
    DRAWS = 1024,     /* ten random bits choose an answer */
    BLANK_DRAWS = 51, /* one in twenty */
    MOST_UNITS = 9980,
    FIRST_EMPLOYEE_UNIT = 20,
    WIDE_COLUMNS = 200,
    WIDE_SPACING = 15,
    ID_COLUMNS = 5,
    BLANK = -1
};

/* What a column holds; from COLUMN_QUESTION on, that question. */
enum column {
    COLUMN_ID,
    COLUMN_UNIT,
    COLUMN_GROUP,
    COLUMN_KIND,
    COLUMN_DATE,
    COLUMN_COMMENT,
    COLUMN_FILLER,
    COLUMN_QUESTION
};

struct options {
    bool is_employees;
    bool is_quoted;
    bool is_plain;
    bool is_wide;
    bool has_crlf;
    uint64_t row_count;
    uint64_t seed;
    unsigned unit_count;
};

/* xoshiro256++ (Blackman & Vigna 2019), seeded by SplitMix64. */
struct random {
    uint64_t state[4];
};

static uint64_t rotate(uint64_t bits, int count)
{
    return (bits << count) | (bits >> (64 - count));
}

static uint64_t random_bits(struct random *random)
{
    uint64_t *s = random->state;
    uint64_t bits = rotate(s[0] + s[3], 23) + s[0];
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return bits;
}

static void random_seed(struct random *random, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        random->state[i] = z ^ (z >> 31);
    }
}

static double random_unit(struct random *random)
{
    return (double)(random_bits(random) >> 11) * 0x1p-53;
}

static double random_normal(struct random *random)
{
    double a = random_unit(random);
    double b = random_unit(random);
    return sqrt(-2 * log(a + 1e-300)) * cos(6.283185307179586 * b);
}

/* The population that answers. Units are drawn by Walker's alias method (Vose 1991). */
struct population {
    int8_t answers[MOODS][QUESTIONS][DRAWS];
    uint8_t mood_of_unit[MOST_UNITS];
    uint32_t threshold[MOST_UNITS];
    uint32_t alias[MOST_UNITS];
    double weight[MOST_UNITS]; /* scratch of the drawing, as are these */
    unsigned rank[MOST_UNITS];
    unsigned small[MOST_UNITS];
    unsigned large[MOST_UNITS];
};

static void fill_question(int8_t draws[DRAWS], int mood, int question, bool is_employees)
{
    int low = question == 0 ? 0 : 1;
    int high = question == 0 ? 10 : 5;
    double middle = (MOODS - 1) / 2.0;
    double mood_part = (mood - middle) / MOODS * 1.8 + 0.12 * (question % 5) - 0.2 +
                       (is_employees ? -0.15 : 0);
    double centre = question == 0 ? 7.4 + 1.6 * mood_part : 3.7 + 0.8 * mood_part;
    double sd = question == 0 ? 2.4 : 1.05;
    double chance[11];
    double total = 0;
    for (int code = low; code <= high; code++) {
        double z = (code - centre) / sd;
        chance[code - low] = exp(-0.5 * z * z);
        total += chance[code - low];
    }
    int at = 0;
    while (at < BLANK_DRAWS)
        draws[at++] = BLANK;
    double below = 0;
    for (int code = low; code <= high; code++) {
        below += chance[code - low] / total;
        int end = BLANK_DRAWS + (int)lround(below * (DRAWS - BLANK_DRAWS));
        while (at < end && at < DRAWS)
            draws[at++] = (int8_t)code;
    }
    while (at < DRAWS)
        draws[at++] = (int8_t)high;
}

static void fill_moods(struct population *people, struct random *random,
                       unsigned unit_count)
{
    for (unsigned unit = 0; unit < unit_count; unit++) {
        double mood = random_normal(random) * 6 + MOODS / 2.0;
        people->mood_of_unit[unit] = (uint8_t)fmin(fmax(mood, 0), MOODS - 1);
    }
}

static double weigh_units(struct population *people, struct random *random,
                          unsigned unit_count)
{
    double total = 0;
    for (unsigned unit = 0; unit < unit_count; unit++)
        people->rank[unit] = unit;
    for (unsigned unit = unit_count - 1; unit > 0; unit--) {
        unsigned other = (unsigned)(random_bits(random) % (unit + 1));
        unsigned rank = people->rank[unit];
        people->rank[unit] = people->rank[other];
        people->rank[other] = rank;
    }
    for (unsigned unit = 0; unit < unit_count; unit++)
        total += people->weight[unit] = pow(people->rank[unit] + 1.0, -0.7);
    return total;
}

static void fill_units(struct population *people, struct random *random,
                       unsigned unit_count)
{
    double total = weigh_units(people, random, unit_count);
    unsigned small_count = 0;
    unsigned large_count = 0;
    for (unsigned unit = 0; unit < unit_count; unit++) {
        people->weight[unit] *= unit_count / total;
        if (people->weight[unit] < 1)
            people->small[small_count++] = unit;
        else
            people->large[large_count++] = unit;
        people->threshold[unit] = UINT32_MAX;
        people->alias[unit] = unit;
    }
    while (small_count && large_count) {
        unsigned small = people->small[--small_count];
        unsigned large = people->large[large_count - 1];
        people->threshold[small] = (uint32_t)(people->weight[small] * UINT32_MAX);
        people->alias[small] = large;
        people->weight[large] -= 1 - people->weight[small];
        if (people->weight[large] < 1) {
            large_count--;
            people->small[small_count++] = large;
        }
    }
}

static struct population *population_create(const struct options *options)
{
    struct random random;
    struct population *people = calloc(1, sizeof *people);
    if (!people)
        return NULL;
    random_seed(&random, options->seed * 7919 + (options->is_employees ? 2 : 1));
    for (int mood = 0; mood < MOODS; mood++)
        for (int question = 0; question < QUESTIONS; question++)
            fill_question(people->answers[mood][question], mood, question,
                          options->is_employees);
    fill_moods(people, &random, options->unit_count);
    fill_units(people, &random, options->unit_count);
    return people;
}

/* Where the columns stand; returns how many there are. */
static int lay_out(const struct options *options, int columns[WIDE_COLUMNS])
{
    int count = 0;
    int question = 0;
    while (count < ID_COLUMNS) {
        columns[count] = COLUMN_ID + count;
        count++;
    }
    if (!options->is_wide)
        while (question < QUESTIONS)
            columns[count++] = COLUMN_QUESTION + question++;
    while (options->is_wide && count < WIDE_COLUMNS - 1) {
        bool is_due =
            question < QUESTIONS && count >= 2 * ID_COLUMNS + question * WIDE_SPACING;
        columns[count++] = is_due ? COLUMN_QUESTION + question++ : COLUMN_FILLER;
    }
    columns[count++] = COLUMN_COMMENT;
    return count;
}

static void write_header(const struct options *options, const int *columns, int count)
{
    static const char *const names[2][COLUMN_FILLER] = {
        { "respondent_id", "unit", "region", "segment", "wave", "comment" },
        { "respondent_id", "unit", "department", "role", "wave", "comment" },
    };
    const char *quote = options->is_quoted ? "\"" : "";
    int filler = 1;
    for (int i = 0; i < count; i++) {
        printf("%s%s", i ? "," : "", quote);
        if (columns[i] >= COLUMN_QUESTION)
            printf("q%d", columns[i] - COLUMN_QUESTION + 1);
        else if (columns[i] == COLUMN_FILLER)
            printf("f%03d", filler++);
        else
            fputs(names[options->is_employees][columns[i]], stdout);
        fputs(quote, stdout);
    }
    fputs(options->has_crlf ? "\r\n" : "\n", stdout);
}

/* One respondent: the bits that decide everything but the free text. */
struct respondent {
    uint64_t number;
    unsigned unit;
    uint64_t traits;
    uint64_t answers[2]; /* six times ten bits each */
};

static struct respondent draw_respondent(const struct population *people,
                                         struct random *random, uint64_t number,
                                         unsigned unit_count)
{
    struct respondent who = { .number = number };
    uint64_t choice = random_bits(random);
    unsigned unit = (unsigned)((choice >> 32) * unit_count >> 32);
    who.unit = (uint32_t)choice <= people->threshold[unit] ? unit : people->alias[unit];
    who.traits = random_bits(random);
    who.answers[0] = random_bits(random);
    who.answers[1] = random_bits(random);
    return who;
}

static void write_answer(const struct population *people, const struct respondent *who,
                         int question)
{
    unsigned draw = who->answers[question / 6] >> (10 * (question % 6)) & (DRAWS - 1);
    int code = people->answers[people->mood_of_unit[who->unit]][question][draw];
    if (code != BLANK)
        printf("%d", code);
}

static void write_filler(struct random *random)
{
    static const char *const fillers[16] = { "",     "",    "",  "1",  "2",
                                             "3",    "4",   "5", "0",  "Yes",
                                             "No",   "N/A", "7", "10", "Somewhat agree",
                                             "Other" };
    fputs(fillers[random_bits(random) & 15], stdout);
}

static void write_fragment(const char *text, bool is_plain)
{
    for (; *text; text++) {
        if (*text == '"')
            fputs(is_plain ? "'" : "\"\"", stdout);
        else
            putchar(is_plain && (*text == ',' || *text == '\n') ? ' ' : *text);
    }
}

/* One row in ten says something; each fragment has what quotes protect, or nothing. */
static void write_comment(const struct options *options, const struct respondent *who,
                          struct random *random)
{
    static const char *const fragments[] = {
        "great service",
        "the queue was long",
        "staff were friendly, as always",
        "could not find a parking place",
        "\"express\" checkout closed",
        "prices went up again",
        "very clean store",
        "asked for help, none came",
        "will come again",
        "the app did not work",
        "caf\xc3\xa9 was lovely",
        "returned an item without trouble",
        "no stock of my usual brand",
        "Best visit so far!",
        "manager was \"not available\"",
        "trolleys outside were wet",
        "opening hours too short",
        "the new layout is confusing",
        "na\xc3\xafve pricing; check labels",
        "delivery came late\nand one box was missing",
        "please bring back the bakery",
        "nothing to add",
        "I felt welcome, thank you",
        "toilets were closed"
    };
    enum { FRAGMENTS = sizeof fragments / sizeof *fragments, ONE_IN_TEN = 6554 };
    bool has_comment = (who->traits >> 40 & 0xffff) < ONE_IN_TEN;
    bool is_quoted = options->is_quoted || (has_comment && !options->is_plain);
    if (is_quoted)
        putchar('"');
    uint64_t bits = has_comment ? random_bits(random) : 0;
    unsigned count = has_comment ? 2 + (unsigned)(bits & 3) : 0;
    bits >>= 2;
    for (unsigned i = 0; i < count; i++, bits >>= 8) {
        if (i)
            fputs(options->is_plain ? "; " : ", ", stdout);
        write_fragment(fragments[(bits & 0xff) % FRAGMENTS], options->is_plain);
    }
    if (is_quoted)
        putchar('"');
}

static void write_trait(const struct options *options, const struct respondent *who,
                        int column)
{
    static const char *const groups[2][12] = {
        { "North", "South", "East", "West", "Midlands", "Highlands", "Coast", "Capital",
          "Lakes", "Islands", "Border", "Valley" },
        { "Sales", "Stock", "Checkout", "Bakery", "Deli", "Online", "Security",
          "Cleaning", "HR", "IT", "Finance", "Logistics" },
    };
    static const char *const kinds[2][6] = {
        { "Family", "Student", "Senior", "Business", "Loyalty", "Casual" },
        { "Associate", "Supervisor", "Manager", "Trainee", "Specialist", "Contractor" },
    };
    bool side = options->is_employees;
    unsigned traits = (unsigned)who->traits;
    if (column == COLUMN_ID)
        printf("%c%08llu", side ? 'E' : 'C', (unsigned long long)who->number);
    else if (column == COLUMN_UNIT)
        printf("store-%04u", who->unit + 1 + (side ? FIRST_EMPLOYEE_UNIT : 0));
    else if (column == COLUMN_GROUP)
        fputs(groups[side][who->unit % 12], stdout);
    else if (column == COLUMN_KIND)
        fputs(kinds[side][(traits & 0xff) % 6], stdout);
    else
        printf("202%u-%02u-%02u", 4 + (traits >> 8 & 1), 1 + (traits >> 9 & 0xff) % 12,
               1 + (traits >> 17 & 0xff) % 28);
}

static void write_row(const struct options *options, const struct population *people,
                      const struct respondent *who, const int *columns, int count,
                      struct random *texts)
{
    for (int i = 0; i < count; i++) {
        if (i)
            putchar(',');
        if (columns[i] == COLUMN_COMMENT) {
            write_comment(options, who, texts);
            continue;
        }
        if (options->is_quoted)
            putchar('"');
        if (columns[i] >= COLUMN_QUESTION)
            write_answer(people, who, columns[i] - COLUMN_QUESTION);
        else if (columns[i] == COLUMN_FILLER)
            write_filler(texts);
        else
            write_trait(options, who, columns[i]);
        if (options->is_quoted)
            putchar('"');
    }
    fputs(options->has_crlf ? "\r\n" : "\n", stdout);
}

static bool set_shape(struct options *options, const char *shape)
{
    options->is_quoted = strcmp(shape, "quoted") == 0;
    options->is_plain = strcmp(shape, "plain") == 0;
    options->is_wide = strcmp(shape, "wide") == 0;
    return options->is_quoted || options->is_plain || options->is_wide ||
           strcmp(shape, "mixed") == 0;
}

/* One option with its value; false when it is none. */
static bool set_option(struct options *options, const char *name, const char *value)
{
    char *end = NULL;
    if (strcmp(name, "--shape") == 0)
        return set_shape(options, value);
    if (strcmp(name, "--side") == 0) {
        options->is_employees = strcmp(value, "employees") == 0;
        return options->is_employees || strcmp(value, "customers") == 0;
    }
    uint64_t number = strtoull(value, &end, 10);
    if (end == value || *end)
        return false;
    if (strcmp(name, "--rows") == 0)
        options->row_count = number;
    else if (strcmp(name, "--seed") == 0)
        options->seed = number;
    else if (strcmp(name, "--units") == 0 && number >= 1 && number <= MOST_UNITS)
        options->unit_count = (unsigned)number;
    else
        return false;
    return true;
}

static bool parse_options(int count, char **texts, struct options *options)
{
    for (int i = 1; i < count; i++) {
        if (strcmp(texts[i], "--crlf") == 0) {
            options->has_crlf = true;
        } else if (i + 1 == count || !set_option(options, texts[i], texts[i + 1])) {
            fprintf(stderr, "gensurvey: cannot use '%s'; its head says what can be\n",
                    texts[i]);
            return false;
        } else {
            i++;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    struct options options = { .row_count = 1000, .seed = 1, .unit_count = 2000 };
    if (!parse_options(argc, argv, &options))
        return 2;
    struct population *people = population_create(&options);
    if (!people)
        return 1;
    struct random random;
    struct random texts;
    random_seed(&random, options.seed * 2 + options.is_employees);
    random_seed(&texts, options.seed * 1000003 + options.is_employees);
    int columns[WIDE_COLUMNS];
    int count = lay_out(&options, columns);
    write_header(&options, columns, count);
    for (uint64_t number = 1; number <= options.row_count; number++) {
        struct respondent who =
            draw_respondent(people, &random, number, options.unit_count);
        write_row(&options, people, &who, columns, count, &texts);
    }
    free(people);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "gensurvey: cannot write: %s\n", strerror(errno));
        return 1;
    }
    return 0;
}

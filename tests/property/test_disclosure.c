/* The rules of disclosure, worked out once more on small tables from the answers
   themselves and by trying every choice: what disclose() hides is a choice that the rules
   allow, and no allowed one is less. */
#include "disclosure/disclosure.h"
#include "support/random.h"
#include "support/survey.h"
#include "support/test.h"

#include <string.h>

enum { UNITS = 4, GROUPS = UNITS + 1, MOST_ANSWERS = 64 };

static const char *const unit_names[UNITS] = { "A", "B", "C", "D" };

/* What a group may have answered; its length is cut to the group's size. */
static const char *const patterns[] = { "929292929292", "777777777777", "X9X9X9X9X9X9",
                                        "XXXXXXXXXXXX", "012345012345", "787878787878" };
enum { PATTERNS = sizeof patterns / sizeof *patterns };

/* The last group is that of the rows without a unit. */
struct table {
    char answers[GROUPS][16];
    size_t n[GROUPS];
    size_t min_n;
    bool hides_unanimity;
};

static bool agree(const char *answers)
{
    size_t n = strlen(answers);
    size_t promoters = 0;
    size_t detractors = 0;
    size_t same = 0;
    for (size_t i = 0; i < n; i++) {
        promoters += answers[i] == 'X' || answers[i] == '9';
        detractors += answers[i] < '7';
        same += answers[i] == answers[0];
    }
    return n >= 2 && (same == n || promoters == n || detractors == n);
}

/* The answers of all groups of a set, in one text. */
static void join(const struct table *table, unsigned set, char all[MOST_ANSWERS])
{
    all[0] = '\0';
    for (unsigned g = 0; g < GROUPS; g++)
        if (set >> g & 1)
            strcat(all, table->answers[g]);
}

static unsigned hidden_by_itself(const struct table *table)
{
    unsigned set = 0;
    for (unsigned g = 0; g < UNITS; g++)
        if ((table->n[g] > 0 && table->n[g] < table->min_n) ||
            (table->hides_unanimity && agree(table->answers[g])))
            set |= 1u << g;
    return set;
}

static unsigned with_answers(const struct table *table)
{
    unsigned set = 0;
    for (unsigned g = 0; g < GROUPS; g++)
        if (table->n[g] > 0)
            set |= 1u << g;
    return set;
}

static unsigned bit_count(unsigned set)
{
    unsigned count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

static const unsigned units_only = (1u << UNITS) - 1;

/* -- which answers have which sums --------------------------------------------------- */

enum { MOST_DETRACTORS = MOST_ANSWERS, TOP_DETRACTOR = 6 };
enum {
    MOST_SUM = MOST_DETRACTORS * TOP_DETRACTOR,
    MOST_SQUARES = MOST_SUM * TOP_DETRACTOR
};

/* Whether so many answers of 0 to 6 have this sum and this sum of squares: filled from
   the answers of one fewer. */
static bool reach[MOST_DETRACTORS + 1][MOST_SUM + 1][MOST_SQUARES + 1];

static void fill_reach(void)
{
    if (reach[0][0][0])
        return;
    reach[0][0][0] = true;
    for (int n = 0; n < MOST_DETRACTORS; n++)
        for (int sum = 0; sum <= n * TOP_DETRACTOR; sum++)
            for (int squares = 0; squares <= n * TOP_DETRACTOR * TOP_DETRACTOR; squares++)
                for (int x = 0; reach[n][sum][squares] && x <= TOP_DETRACTOR; x++)
                    reach[n + 1][sum + x][squares + x * x] = true;
}

struct sums {
    int promoters;
    int passives;
    int detractors;
    int sum;
    int squares;
};

static struct sums sums_of(const char *answers)
{
    struct sums sums = { 0, 0, 0, 0, 0 };
    for (; *answers; answers++) {
        int x = *answers == 'X' ? 10 : *answers - '0';
        sums.promoters += x >= 9;
        sums.detractors += x <= 6;
        sums.passives += x == 7 || x == 8;
        sums.sum += x;
        sums.squares += x * x;
    }
    return sums;
}

static bool exist(const struct sums *sums)
{
    if (sums->promoters < 0 || sums->passives < 0 || sums->detractors < 0)
        return false;
    for (int tens = 0; tens <= sums->promoters; tens++)
        for (int eights = 0; eights <= sums->passives; eights++) {
            int sum =
                sums->sum - 9 * sums->promoters - tens - 7 * sums->passives - eights;
            int squares = sums->squares - 81 * sums->promoters - 19 * tens -
                          49 * sums->passives - 15 * eights;
            if (sum >= 0 && squares >= 0 && sum <= MOST_SUM && squares <= MOST_SQUARES &&
                reach[sums->detractors][sum][squares])
                return true;
        }
    return false;
}

/* Whether `agreeing`, who are some of `all`, may be of another class: others may be those
   who agree, or the sums fit that they all gave the same answer in between. */
static bool is_open(const char *all, const char *agreeing)
{
    struct sums known = sums_of(agreeing);
    struct sums total = sums_of(all);
    int n = (int)strlen(agreeing);
    if (known.promoters != n && known.passives != n && known.detractors != n)
        return true;
    if ((known.promoters != n && total.promoters >= n) ||
        (known.detractors != n && total.detractors >= n))
        return true;
    for (int x = 7; x <= 8 && known.passives != n; x++) {
        const struct sums others = { total.promoters, total.passives - n,
                                     total.detractors, total.sum - n * x,
                                     total.squares - n * x * x };
        if (exist(&others))
            return true;
    }
    return false;
}

/* -- the rules ------------------------------------------------------------------------
 */

static bool comes_before(const struct table *table, unsigned a, unsigned b)
{
    return table->n[a] < table->n[b] || (table->n[a] == table->n[b] && a < b);
}

static size_t respondents(const struct table *table, unsigned set)
{
    size_t n = 0;
    for (unsigned g = 0; g < GROUPS; g++)
        n += set >> g & 1 ? table->n[g] : 0;
    return n;
}

static unsigned remainder_of(const struct table *table, unsigned hidden)
{
    return hidden | (with_answers(table) & ~units_only);
}

static bool is_covered(const struct table *table, unsigned hidden)
{
    unsigned remainder = remainder_of(table, hidden);
    if (remainder == 0 || (hidden == 0 && table->min_n == 1))
        return true;
    return bit_count(remainder) >= 2 && respondents(table, remainder) >= table->min_n;
}

/* Fewer groups; then fewer respondents; then earlier names. */
static bool is_less(const struct table *table, unsigned a, unsigned b)
{
    if (bit_count(a) != bit_count(b))
        return bit_count(a) < bit_count(b);
    if (respondents(table, a) != respondents(table, b))
        return respondents(table, a) < respondents(table, b);
    unsigned differ = a ^ b;
    return (a & differ & (~differ + 1)) != 0;
}

/* Of all choices that cover what must be hidden, the least; all, where none does. */
static unsigned least_cover(const struct table *table)
{
    unsigned own = hidden_by_itself(table);
    unsigned everything = with_answers(table) & units_only;
    unsigned least = everything;
    for (unsigned hidden = 0; hidden <= units_only; hidden++)
        if ((hidden & ~everything) == 0 && (hidden & own) == own &&
            is_covered(table, hidden) &&
            (!is_covered(table, least) || is_less(table, hidden, least)))
            least = hidden;
    return least;
}

static unsigned with_smallest(const struct table *table, unsigned hidden)
{
    unsigned smallest = UNITS;
    for (unsigned g = 0; g < UNITS; g++)
        if (!(hidden >> g & 1) && table->n[g] > 0 &&
            (smallest == UNITS || comes_before(table, g, smallest)))
            smallest = g;
    return smallest == UNITS ? hidden : hidden | 1u << smallest;
}

/* Those who are known to agree: each unanimous group by itself, or everybody in the first
   remainder. */
struct agreeing {
    unsigned sets[UNITS];
    size_t count;
    size_t largest;
};

static struct agreeing agreeing_of(const struct table *table, unsigned first)
{
    struct agreeing agreeing = { .count = 0 };
    char all[MOST_ANSWERS];
    for (unsigned g = 0; g < UNITS; g++)
        if (table->hides_unanimity && table->n[g] >= table->min_n &&
            agree(table->answers[g]))
            agreeing.sets[agreeing.count++] = 1u << g;
    join(table, remainder_of(table, first), all);
    if (!agreeing.count && first && agree(all))
        agreeing.sets[agreeing.count++] = remainder_of(table, first);
    for (size_t i = 0; i < agreeing.count; i++)
        if (respondents(table, agreeing.sets[i]) > agreeing.largest)
            agreeing.largest = respondents(table, agreeing.sets[i]);
    return agreeing;
}

/* Each may have agreed on something else, the others of them being as they are. */
static bool are_open(const struct table *table, const struct agreeing *agreeing,
                     unsigned hidden)
{
    for (size_t i = 0; i < agreeing->count; i++) {
        unsigned all = remainder_of(table, hidden);
        for (size_t j = 0; j < agreeing->count; j++)
            all &= j == i ? ~0u : ~agreeing->sets[j];
        char of_all[MOST_ANSWERS];
        char of_some[MOST_ANSWERS];
        join(table, all, of_all);
        join(table, agreeing->sets[i], of_some);
        if (!is_open(of_all, of_some))
            return false;
    }
    return true;
}

/* What must be hidden of the units; the total's own fate is in `*total_out`. */
static unsigned expected_hidden(const struct table *table, bool *total_out)
{
    char all[MOST_ANSWERS];
    join(table, (1u << GROUPS) - 1, all);
    size_t n = strlen(all);
    unsigned everything = with_answers(table) & units_only;
    *total_out = n > 0 && (n < table->min_n || (table->hides_unanimity && agree(all)));
    if (*total_out)
        return everything;
    unsigned hidden = least_cover(table);
    const struct agreeing agreeing = agreeing_of(table, hidden);
    while (respondents(table, remainder_of(table, hidden)) < 4 * agreeing.largest &&
           hidden != everything)
        hidden = with_smallest(table, hidden);
    if (!are_open(table, &agreeing, hidden))
        hidden = everything;
    *total_out = !are_open(table, &agreeing, hidden);
    return hidden;
}

static void set_group(struct table *table, size_t group, size_t n, size_t pattern)
{
    table->n[group] = n;
    memcpy(table->answers[group], patterns[pattern], n);
    table->answers[group][n] = '\0';
}

static void print_table(const struct table *table)
{
    print_error("min_n %zu, unanimity %d:", table->min_n, table->hides_unanimity);
    for (size_t g = 0; g < GROUPS; g++)
        print_error(" '%s'", table->answers[g]);
    print_error("\n");
}

/* One table per dimension and side; the sides differ in what they hide. */
static void check_tables(struct table tables[][SIDE_COUNT], size_t count)
{
    struct survey survey;
    survey_init(&survey, count, true);
    for (size_t d = 0; d < count; d++)
        for (int side = 0; side < SIDE_COUNT; side++)
            for (size_t g = 0; g < GROUPS; g++)
                survey_answer(&survey, (enum side)side, g < UNITS ? unit_names[g] : NULL,
                              d, tables[d][side].answers[g]);
    for (int side = 0; side < SIDE_COUNT; side++) {
        survey.study.min_n[side] = tables[0][side].min_n;
        survey.study.hides_unanimity[side] = tables[0][side].hides_unanimity;
    }
    survey_analyse(&survey);
    assert_int_equal(disclose(&survey.study, survey.results, survey.diagnostics),
                     SYMBAR_OK);
    for (size_t d = 0; d < count; d++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            bool total;
            unsigned expected = expected_hidden(&tables[d][side], &total);
            unsigned hidden = 0;
            for (unsigned g = 0; g < UNITS; g++) {
                const struct result_row *row = survey_row(&survey, unit_names[g], d);
                if (row && row->sides[side]->status == CELL_SUPPRESSED)
                    hidden |= 1u << g;
            }
            if (hidden != expected)
                print_table(&tables[d][side]);
            assert_int_equal(hidden, expected);
            assert_int_equal(survey_side(&survey, (enum side)side, NULL, d)->status ==
                                 CELL_SUPPRESSED,
                             total);
        }
    survey_release(&survey);
}

/* Collects tables, and checks them a dozen at a time. */
struct batch {
    struct table tables[SURVEY_DIMENSIONS][SIDE_COUNT];
    size_t count;
};

static void flush(struct batch *batch)
{
    if (batch->count)
        check_tables(batch->tables, batch->count);
    batch->count = 0;
}

/* Checks a table with and without hiding unanimous groups. */
static void add(struct batch *batch, const struct table *table)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        batch->tables[batch->count][side] = *table;
        batch->tables[batch->count][side].hides_unanimity = side == SIDE_EMPLOYEES;
    }
    if (++batch->count == SURVEY_DIMENSIONS)
        flush(batch);
}

/* Three units and the rows without one, in all sizes around a min_n of 3 and with mixed
   or equal answers. */
static void hides_the_least_in_every_small_table(void **state)
{
    (void)state;
    enum { SIZES = 5, KINDS = 2 * SIZES - 1 }; /* nobody has no kind of answers */
    struct batch batch = { .count = 0 };
    for (size_t code = 0; code < KINDS * KINDS * KINDS * KINDS; code++) {
        struct table table = { .min_n = 3 };
        const size_t groups[] = { 0, 1, 2, UNITS };
        size_t digits = code;
        for (size_t i = 0; i < 4; i++, digits /= KINDS)
            set_group(&table, groups[i], digits % KINDS % SIZES, digits % KINDS / SIZES);
        add(&batch, &table);
    }
    flush(&batch);
}

static void hides_the_least_in_random_tables(void **state)
{
    (void)state;
    struct test_random random = { 20260801 };
    struct table tables[SURVEY_DIMENSIONS][SIDE_COUNT];
    for (int round = 0; round < 2000; round++) {
        size_t min_n = 1 + test_random_below(&random, 5);
        size_t variety = 1 + test_random_below(&random, PATTERNS);
        for (size_t d = 0; d < SURVEY_DIMENSIONS; d++)
            for (int side = 0; side < SIDE_COUNT; side++) {
                struct table *table = &tables[d][side];
                *table = (struct table){ .min_n = min_n + (size_t)side,
                                         .hides_unanimity = side == SIDE_EMPLOYEES };
                for (size_t g = 0; g < GROUPS; g++)
                    set_group(table, g, test_random_below(&random, 2 * min_n + 2) % 13,
                              test_random_below(&random, variety));
                if (test_random_below(&random, 2))
                    set_group(table, UNITS, 0, 0);
            }
        check_tables(tables, SURVEY_DIMENSIONS);
    }
}

int main(void)
{
    fill_reach();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hides_the_least_in_every_small_table),
        cmocka_unit_test(hides_the_least_in_random_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

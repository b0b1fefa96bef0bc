/* Units in regions in waves, and an attacker who knows who is where: every sum and
   difference of figures that are shown is tried, on thousands of small studies. Where all
   nests, none of them is of fewer people than min_n, or of people who agree, or of a
   group that had to be hidden. */
#include "disclosure/disclosure.h"
#include "judge/audit.h"
#include "report/report.h"
#include "support/random.h"
#include "support/survey.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct work alone = { .thread_count = 1 };

enum { UNITS = 6, REGIONS = 3, WAVES = 2, MOST_CELLS = 12, MOST_PEOPLE = 16 };

static const char *const units[UNITS] = { "A", "B", "C", "D", "E", "F" };
static const char *const regions[REGIONS] = { "N", "S", "W" };
static const char *const waves[WAVES] = { "1", "2" };
static const struct segment_column region[] = { { .id = "region" } };

/* People of one unit, region and wave; each may be missing. */
struct cell {
    int unit;
    int region;
    int wave;
    char answers[MOST_PEOPLE + 1];
};

struct company {
    struct cell cells[MOST_CELLS];
    size_t count;
    size_t min_n;
    bool hides_unanimity;
};

/* A figure of the report: the total, a unit, a region or a wave. */
struct printed {
    unsigned cells; /* whose people it is of */
    bool is_shown;
    bool had_to_be_hidden; /* small, or of one mind */
};

static void add_cell(struct company *company, struct test_random *random, int unit,
                     int where, int wave)
{
    struct cell *cell = &company->cells[company->count++];
    size_t n = test_random_below(random, 2 * company->min_n + 2);
    bool is_of_one_mind = test_random_below(random, 5) == 0;
    char first = (char)('1' + test_random_below(random, 5));
    *cell = (struct cell){ .unit = unit, .region = where, .wave = wave };
    for (size_t i = 0; i < n; i++)
        cell->answers[i] =
            is_of_one_mind ? first : (char)('1' + test_random_below(random, 5));
}

/* Each unit in one region, each region in one wave, and sometimes people of a region who
   are in no unit, or in nothing. Where it does not all nest, units have a second cell. */
static void invent(struct company *company, struct test_random *random, bool all_nests)
{
    int wave_of[REGIONS];
    bool has_waves = test_random_below(random, 2);
    *company = (struct company){ .min_n = 2 + test_random_below(random, 3),
                                 .hides_unanimity = test_random_below(random, 2) };
    for (int r = 0; r < REGIONS; r++)
        wave_of[r] = has_waves ? (int)test_random_below(random, WAVES) : -1;
    for (int u = 0; u < UNITS; u++) {
        int where = (int)test_random_below(random, REGIONS);
        add_cell(company, random, u, where, wave_of[where]);
        int other = (int)test_random_below(random, REGIONS);
        if (!all_nests && test_random_below(random, 3) == 0 && other != where)
            add_cell(company, random, u, other, wave_of[other]);
    }
    if (company->count < MOST_CELLS && test_random_below(random, 4) == 0)
        add_cell(company, random, -1, 0, wave_of[0]);
    if (company->count < MOST_CELLS && test_random_below(random, 6) == 0)
        add_cell(company, random, -1, -1, -1);
}

static void disclose_company(const struct company *company, struct survey *survey)
{
    survey_init(survey, 1, false);
    survey->study.sides[SIDE_EMPLOYEES].segments = region;
    survey->study.sides[SIDE_EMPLOYEES].segment_count = 1;
    survey->study.min_n[SIDE_EMPLOYEES] = company->min_n;
    survey->study.hides_unanimity[SIDE_EMPLOYEES] = company->hides_unanimity;
    for (size_t c = 0; c < company->count; c++) {
        const struct cell *cell = &company->cells[c];
        const struct survey_place place = {
            cell->unit < 0 ? NULL : units[cell->unit],
            cell->region < 0 ? NULL : regions[cell->region],
            cell->wave < 0 ? NULL : waves[cell->wave],
        };
        survey_answer_at(survey, SIDE_EMPLOYEES, place, 0, cell->answers);
    }
    survey_analyse(survey);
    assert_int_equal(disclose(&survey->study, survey->results, survey->diagnostics),
                     SYMBAR_OK);
}

static bool is_of(const struct cell *cell, const struct result_row *row)
{
    switch (row->scope) {
    case SCOPE_OVERALL:
        return true;
    case SCOPE_UNIT:
        return cell->unit >= 0 && strcmp(units[cell->unit], row->unit) == 0;
    case SCOPE_SEGMENT:
        return cell->region >= 0 && strcmp(regions[cell->region], row->segment) == 0;
    case SCOPE_WAVE:
        return cell->wave >= 0 && strcmp(waves[cell->wave], row->wave) == 0;
    }
    return false;
}

static void join(const struct company *company, unsigned cells, char *all)
{
    *all = '\0';
    for (size_t c = 0; c < company->count; c++)
        if (cells >> c & 1)
            strcat(all, company->cells[c].answers);
}

static bool is_of_one_mind(const char *answers)
{
    return strlen(answers) >= 2 &&
           strspn(answers, (char[]){ answers[0], '\0' }) == strlen(answers);
}

static size_t list_printed(const struct company *company, const struct survey *survey,
                           struct printed *list)
{
    size_t count = 0;
    for (size_t r = 0; r < survey->results->row_count; r++) {
        const struct result_row *row = &survey->results->rows[r];
        const struct side_result *side = row->sides[SIDE_EMPLOYEES];
        struct printed printed = { .is_shown = side->status != CELL_SUPPRESSED };
        if (!row_owns_side(row, SIDE_EMPLOYEES) || side->status == CELL_EMPTY)
            continue;
        for (size_t c = 0; c < company->count; c++)
            if (company->cells[c].answers[0] && is_of(&company->cells[c], row))
                printed.cells |= 1u << c;
        printed.had_to_be_hidden =
            side->reason == REASON_PRIMARY || side->reason == REASON_UNANIMITY;
        list[count++] = printed;
    }
    return count;
}

struct attack {
    const struct company *company;
    const struct printed *list;
    size_t count;
    int sums[MOST_CELLS];
    bool is_broken;
};

static void look(struct attack *attack)
{
    char all[MOST_CELLS * MOST_PEOPLE + 1];
    unsigned set = 0;
    for (size_t c = 0; c < attack->company->count; c++) {
        if (attack->sums[c] != 0 && attack->sums[c] != 1)
            return;
        set |= (unsigned)attack->sums[c] << c;
    }
    join(attack->company, set, all);
    if (!set)
        return;
    bool breaks = strlen(all) < attack->company->min_n ||
                  (attack->company->hides_unanimity && is_of_one_mind(all));
    for (size_t i = 0; i < attack->count; i++)
        breaks |= attack->list[i].had_to_be_hidden && attack->list[i].cells == set;
    attack->is_broken |= breaks;
}

/* Each figure that is shown from number `next` on is added, taken away, or left. */
static void try_from(struct attack *attack, size_t next)
{
    while (next < attack->count && !attack->list[next].is_shown)
        next++;
    if (next == attack->count) {
        look(attack);
        return;
    }
    for (int sign = -1; sign <= 1; sign++) {
        if (attack->is_broken)
            return;
        for (size_t c = 0; c < attack->company->count; c++)
            if (attack->list[next].cells >> c & 1)
                attack->sums[c] += sign;
        try_from(attack, next + 1);
        for (size_t c = 0; c < attack->company->count; c++)
            if (attack->list[next].cells >> c & 1)
                attack->sums[c] -= sign;
    }
}

static void print_company(const struct company *company, const struct printed *list,
                          size_t count)
{
    print_error("min_n %zu, unanimity %d\n", company->min_n, company->hides_unanimity);
    for (size_t c = 0; c < company->count; c++)
        print_error("  unit %d region %d wave %d: %s\n", company->cells[c].unit,
                    company->cells[c].region, company->cells[c].wave,
                    company->cells[c].answers);
    for (size_t i = 0; i < count; i++)
        print_error("  %03x %s\n", list[i].cells,
                    list[i].is_shown           ? "shown"
                    : list[i].had_to_be_hidden ? "own"
                                               : "-");
}

static bool breaks(const struct company *company, bool prints)
{
    struct survey survey;
    struct printed list[1 + UNITS + REGIONS + WAVES];
    disclose_company(company, &survey);
    struct attack attack = { .company = company, .list = list };
    attack.count = list_printed(company, &survey, list);
    try_from(&attack, 0);
    if (attack.is_broken && prints)
        print_company(company, list, attack.count);
    survey_release(&survey);
    return attack.is_broken;
}

/* What `symbar audit` finds, which knows nothing of who is where. */
static size_t findings_of(struct survey *survey)
{
    const struct provenance provenance = { 0 };
    survey->study.scales = survey->dimensions[0].questions[0].items[0].scale;
    survey->study.scale_count = 1;
    const struct report report = { .study = &survey->study,
                                   .provenance = &provenance,
                                   .results = survey->results,
                                   .diagnostics = survey->diagnostics };
    struct report_file *file = NULL;
    struct audit *audit = NULL;
    assert_int_equal(report_file_view(&report, &file, survey->diagnostics), SYMBAR_OK);
    assert_int_equal(audit_report(file, NULL, NULL, &alone, &audit, survey->diagnostics),
                     SYMBAR_OK);
    size_t count = audit->finding_count;
    if (count)
        print_error("[%s] %s: %s\n", audit_attack_name(audit->findings[0].attack),
                    audit->findings[0].cell, audit->findings[0].sum);
    audit_free(audit);
    report_file_free(file);
    return count;
}

static size_t broken(uint64_t seed, size_t rounds, bool all_nests)
{
    struct test_random random = { seed };
    struct company company;
    size_t count = 0;
    for (size_t i = 0; i < rounds; i++) {
        invent(&company, &random, all_nests);
        count += breaks(&company, all_nests && count == 0);
    }
    return count;
}

static size_t rounds(void)
{
    return getenv("SYMBAR_LONG_TESTS") ? 10000 : 1000;
}

static void tells_nothing_where_all_nests(void **state)
{
    (void)state;
    assert_int_equal(broken(20261126, rounds(), true), 0);
}

static void withstands_the_audit(void **state)
{
    (void)state;
    struct test_random random = { 20261128 };
    struct company company;
    for (size_t i = 0; i < rounds(); i++) {
        struct survey survey;
        invent(&company, &random, i % 2);
        disclose_company(&company, &survey);
        assert_int_equal(findings_of(&survey), 0);
        survey_release(&survey);
    }
}

static void tells_little_where_units_cross(void **state)
{
    (void)state;
    size_t count = broken(20261127, rounds(), false);
    print_message("units that cross regions: %zu of %zu broken\n", count, rounds());
    assert_true(count < rounds() / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_nothing_where_all_nests),
        cmocka_unit_test(withstands_the_audit),
        cmocka_unit_test(tells_little_where_units_cross),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

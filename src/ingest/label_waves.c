/* The waves: what they are called, whether the study's list has them, and which of them
   the report is of. */
#include "base/text.h"
#include "ingest/labelling.h"
#include "ingest/wave_date.h"
#include "study/families.h"

#include <string.h>

static void refuse_unlisted(const struct labelling *labelling, const char *wave)
{
    const struct study *study = labelling->study;
    fail(labelling->diagnostics, DIAG_UNLISTED_WAVE,
         (struct place){ .path = study->path, .pointer = "/waves" },
         TRANSLATABLE("wave '%s' is not in the list of waves"), wave);
    const char *nearest = text_nearest(wave, study->waves.texts, study->waves.count);
    if (nearest)
        hint(labelling->diagnostics,
             "is it '%s'? Add it at its place, or mend the export", nearest);
    else
        hint(labelling->diagnostics, "add it at its place in the list");
}

static void check_listed(const struct labelling *labelling, const struct labels *labels)
{
    const struct text_list *waves = &labelling->study->waves;
    for (size_t i = 0; waves->count && i < labels->numbers.count; i++) {
        bool is_listed = false;
        for (size_t w = 0; w < waves->count; w++)
            is_listed =
                is_listed || strcmp(waves->texts[w], labels->spellings[i].name) == 0;
        if (!is_listed)
            refuse_unlisted(labelling, labels->spellings[i].name);
    }
}

/* The one wave to report, or NULL: all. */
static const char *chosen_wave(const struct labelling *labelling,
                               const struct labels *labels)
{
    const struct study *study = labelling->study;
    const char *wanted = study->analysis.wave;
    const char *latest = NULL;
    if (!wanted)
        return NULL;
    for (size_t i = 0; i < labels->numbers.count; i++) {
        const char *name = labels->spellings[i].name;
        if (!latest || compare_waves(study, name, latest) > 0)
            latest = name;
    }
    if (latest && strcmp(wanted, WAVE_LATEST) == 0)
        return latest;
    if (!labels_have(labels, wanted)) {
        fail(labelling->diagnostics, DIAG_UNKNOWN_WAVE,
             (struct place){ .path = study->path, .pointer = "/analysis/wave" },
             TRANSLATABLE("no answer is of wave '%s'"), wanted);
        if (latest)
            labels_hint(labelling, labels, wanted);
        else
            hint(labelling->diagnostics, "name the column in employees.wave and "
                                         "customers.wave");
    }
    return wanted;
}

static bool gather_waves(struct labelling *labelling, struct labels *labels,
                         uint64_t without[SIDE_COUNT])
{
    const struct tally *raw = labelling->raw;
    for (size_t g = 0; g < raw->group_count; g++) {
        const struct tally_group *group = &raw->groups[g];
        if (!labelling->study->sides[group->side].has_wave)
            continue;
        if (group->wave == TALLY_NONE)
            without[group->side] += group->row_count;
        else if (!labels_add(labels, map_key_at(&raw->waves, (size_t)group->wave),
                             group->side, group->row_count))
            return false;
    }
    return true;
}

/* Rounds of a survey are seldom so many; days on which somebody answered are. */
enum { MOST_DAYS = 40 };

static void tell_dates(const struct labelling *labelling, const struct labels *labels,
                       enum side side)
{
    const struct wave_rule *rule = &labelling->study->sides[side].wave;
    const char *example = NULL;
    size_t date_count = 0;
    for (size_t i = 0; rule->by == PERIOD_NONE && i < labels->numbers.count; i++) {
        char label[WAVE_LABEL_BYTES];
        const struct spelling *wave = &labels->spellings[i];
        enum date_fault fault =
            wave_of_date(span_of(wave->text), PERIOD_YEAR, ORDER_NONE, label);
        if (!wave->row_count[side] || (fault != DATE_OK && fault != DATE_UNORDERED))
            continue;
        date_count++;
        if (!example || strcmp(wave->text, example) < 0)
            example = wave->text;
    }
    if (date_count <= MOST_DAYS)
        return;
    struct place place = { .path = labelling->study->path, .pointer = "/employees/wave" };
    if (side == SIDE_CUSTOMERS)
        place.pointer = "/customers/wave";
    warn(labelling->diagnostics, DIAG_WAVES_ARE_DATES, place,
         "%zu waves that are dates, such as '%s'", date_count, example);
    hint(labelling->diagnostics,
         "write {\"column\": ..., \"by\": \"month\"}, or \"quarter\", or \"year\"");
}

/* The waves of the list, and the one to report, are called as the study calls them. */
static bool list_waves(struct labelling *labelling, struct text_list *wanted_out)
{
    const struct study *study = labelling->study;
    const char *wave = study->analysis.wave;
    const char **texts =
        arena_allocate(&labelling->match->arena, study->waves.count + 1, sizeof *texts);
    if (!texts)
        return false;
    for (size_t i = 0; i < study->waves.count; i++)
        texts[i] = study->waves.texts[i];
    *wanted_out = (struct text_list){ texts, study->waves.count };
    if (wave && strcmp(wave, WAVE_LATEST) != 0)
        texts[wanted_out->count++] = wave;
    return true;
}

static bool tell_side(const struct labelling *labelling, const struct labels *labels,
                      enum side side, uint64_t without)
{
    if (!labelling->study->analysis.wave)
        labels_tell_without(labelling, NULL, (int)side, without);
    tell_dates(labelling, labels, side);
    return labels_tell_joined(labelling, labels, NULL, (int)side);
}

bool match_waves(struct labelling *labelling)
{
    const struct map *raw_waves = &labelling->raw->waves;
    struct labels labels = { 0 };
    uint64_t without[SIDE_COUNT] = { 0 };
    struct text_list wanted;
    const char **names =
        arena_allocate(&labelling->match->arena, raw_waves->count, sizeof *names);
    bool done = names && list_waves(labelling, &wanted) &&
                gather_waves(labelling, &labels, without) &&
                labels_unify(labelling, &labels, &wanted);
    for (int side = 0; done && side < SIDE_COUNT; side++)
        done = tell_side(labelling, &labels, (enum side)side, without[side]);
    if (done) {
        check_listed(labelling, &labels);
        const char *chosen = chosen_wave(labelling, &labels);
        labelling->match->waves = names;
        for (int side = 0; side < SIDE_COUNT; side++)
            labelling->match->without_wave[side] =
                chosen && labelling->study->sides[side].has_wave ? TALLY_DROPPED
                                                                 : TALLY_NONE;
        for (size_t i = 0; i < raw_waves->count; i++) {
            const struct map_key *raw = &raw_waves->keys[i];
            ptrdiff_t number = map_find(&labels.numbers, raw->bytes, raw->byte_count);
            const char *name = number == MAP_NONE ? NULL : labels.spellings[number].name;
            names[i] = !name || !chosen || strcmp(name, chosen) == 0 ? name : NULL;
        }
    }
    labels_release(&labels);
    return done;
}

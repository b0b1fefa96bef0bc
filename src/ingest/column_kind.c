#include "ingest/column_kind.h"

#include "ingest/fold.h"
#include "ingest/heading.h"

#include <string.h>
#include <strings.h>

enum {
    MOST_CHOICES = 50,
    LONGEST_CHOICE = 100,
    LONGEST_UNIT = 100,
    SHORT_UNIT = 60,
    SHORT_QUESTION = 8, /* words: "Which store did you visit?" */
    LONGEST_ID = 64,
    FEWEST_CODES = 3 /* distinct ones that make "01M015" a pattern */
};

/* All that the decision looks at. */
struct deciding {
    const struct column_facts *column;
    struct shapes shapes;
    size_t distinct;        /* while closed */
    uint64_t singles;       /* cells whose text no other cell has, while closed */
    const char *words;      /* of the question and the name */
    const char *text_words; /* of the question, without the name */
    const char *name_words; /* of the name */
};

static bool most(uint64_t part, uint64_t whole)
{
    return part * 10 >= whole * 9;
}

static bool all_are(uint64_t part, const struct deciding *deciding)
{
    return part == deciding->shapes.cells;
}

static bool is_short_of(const struct deciding *deciding, size_t longest)
{
    return !deciding->column->profile->is_open &&
           deciding->column->profile->longest <= longest;
}

static bool is_unique(const struct deciding *deciding)
{
    return deciding->column->profile->is_open ||
           deciding->distinct == deciding->shapes.cells;
}

bool column_value_is_option(const struct header_column *heading, struct span value)
{
    struct span name = span_of(heading->name);
    if (!value.byte_count || name.byte_count < value.byte_count)
        return false;
    for (size_t at = 0; at + value.byte_count <= name.byte_count; at++)
        if (memcmp(name.bytes + at, value.bytes, value.byte_count) == 0)
            return true;
    return false;
}

/* One option of a question with a column per option: what is in it is its heading. */
static bool is_option(const struct deciding *deciding)
{
    const struct map *values = &deciding->column->profile->values;
    return deciding->distinct == 1 &&
           column_value_is_option(
               deciding->column->heading,
               (struct span){ values->keys[0].bytes, values->keys[0].byte_count });
}

/* The same, and the heading ends in it: "Question [4]". */
static bool is_bracketed_option(const struct deciding *deciding)
{
    const char *name = deciding->column->heading->name;
    size_t length = strlen(name);
    if (deciding->distinct != 1 || !length || name[length - 1] != ']')
        return false;
    const struct map_key *value = &deciding->column->profile->values.keys[0];
    return length >= value->byte_count + 2 &&
           name[length - value->byte_count - 2] == '[' &&
           memcmp(name + length - value->byte_count - 1, value->bytes,
                  value->byte_count) == 0;
}

/* Whoever calls a column "Q4" may ask "Your adviser?" in it. */
static bool names_person(const struct deciding *deciding)
{
    return heading_names_person(deciding->name_words) ||
           heading_names_person(deciding->text_words);
}

static bool repeats(const struct deciding *deciding, uint64_t times)
{
    return deciding->distinct && deciding->shapes.cells >= times * deciding->distinct;
}

static bool is_yes_or_no_text(const struct map_key *key)
{
    static const char *const texts[] = {
        "yes",       "no",    "y",     "n",    "oui",  "non",  "o",
        "ja",        "nein",  "j",     "nee",  "si",   "s",    "s\xc3\xad",
        "s\xc3\xac", "true",  "false", "vrai", "faux", "wahr", "falsch",
        "vero",      "falso", "0",     "1",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strlen(texts[i]) == key->byte_count &&
            strncasecmp(texts[i], key->bytes, key->byte_count) == 0)
            return true;
    return false;
}

/* "Did you leave a comment?" */
static bool is_yes_or_no(const struct deciding *deciding)
{
    const struct map *values = &deciding->column->profile->values;
    if (deciding->column->profile->is_open)
        return false;
    for (size_t i = 0; i < values->count; i++)
        if (!is_yes_or_no_text(&values->keys[i]))
            return false;
    return true;
}

/* Somebody's own words, whether or not two people chose the same. */
static bool is_own_words(const struct deciding *deciding)
{
    return deciding->column->profile->has_line_break ||
           (heading_asks_words(deciding->words) && !is_yes_or_no(deciding));
}

/* Answers of a closed list: few, short, each given again and again. Some may be met once,
   as long as they are far from the rule: in free text most are. */
static bool is_choice(const struct deciding *deciding)
{
    uint64_t cells = deciding->shapes.cells;
    if (!is_short_of(deciding, LONGEST_CHOICE) || deciding->distinct > MOST_CHOICES)
        return false;
    if (is_option(deciding))
        return true;
    return repeats(deciding, 2) && !is_own_words(deciding) &&
           (deciding->singles <= 1 || most(cells - deciding->singles, cells));
}

/* 0 and 1, yes and no in codes, kinds of people. */
static bool is_coded_choice(const struct deciding *deciding)
{
    const struct map *values = &deciding->column->profile->values;
    if (!all_are(deciding->shapes.wholes, deciding) ||
        deciding->column->profile->is_open || deciding->distinct > 2)
        return false;
    for (size_t i = 0; i < values->count; i++)
        if (values->keys[i].byte_count > 1)
            return false;
    return true;
}

static bool is_unit(const struct deciding *deciding)
{
    const struct shapes *shapes = &deciding->shapes;
    if (!is_short_of(deciding, LONGEST_UNIT) || deciding->distinct < 2 ||
        is_unique(deciding) || heading_is_segment(deciding->name_words) ||
        is_own_words(deciding))
        return false;
    if (heading_is_unit(deciding->name_words))
        return true;
    if (names_person(deciding))
        return false;
    if (all_are(shapes->codes, deciding) && deciding->distinct >= FEWEST_CODES &&
        repeats(deciding, 2))
        return true;
    return !shapes->numbers && deciding->distinct >= FEWEST_CODES &&
           repeats(deciding, 2) && heading_has_unit_word(deciding->words) &&
           !heading_asks_how(deciding->words) &&
           heading_word_count(deciding->words) <= SHORT_QUESTION &&
           deciding->column->profile->longest <= SHORT_UNIT;
}

static bool is_id(const struct deciding *deciding)
{
    bool is_token = all_are(deciding->shapes.tokens, deciding) &&
                    deciding->column->profile->longest <= LONGEST_ID;
    if (!is_token)
        return false;
    return heading_is_id(deciding->name_words) ||
           (!deciding->shapes.numbers && is_unique(deciding));
}

/* What is about the response, not an answer. */
static enum column_kind metadata_kind(const struct deciding *deciding)
{
    if (is_id(deciding))
        return KIND_ID;
    if (all_are(deciding->shapes.numbers, deciding) && !is_coded_choice(deciding))
        return is_unique(deciding) && all_are(deciding->shapes.wholes, deciding) &&
                       deciding->shapes.cells > 1
                   ? KIND_ID
                   : KIND_NUMBER;
    if (is_coded_choice(deciding) || is_choice(deciding))
        return KIND_CHOICE;
    return KIND_TEXT;
}

/* What needs no look at scales; false when that is what decides. */
static bool decide_plainly(const struct deciding *deciding, enum column_kind *kind_out)
{
    const struct shapes *shapes = &deciding->shapes;
    const struct column_facts *column = deciding->column;
    if (!shapes->cells)
        *kind_out = KIND_EMPTY;
    else if (column->heading->role == ROLE_PERSONAL ||
             shapes->addresses * 2 > shapes->cells)
        *kind_out = KIND_PERSONAL;
    else if (most(shapes->dates, shapes->cells))
        *kind_out = KIND_DATE;
    else if (column->heading->role == ROLE_METADATA)
        *kind_out = metadata_kind(deciding);
    else if (is_id(deciding) && heading_is_id(deciding->name_words))
        *kind_out = KIND_ID;
    else if (column->is_open_ended || heading_is_open(column->heading->name) ||
             heading_is_open(column->heading->import_id))
        *kind_out = all_are(shapes->numbers, deciding) ? KIND_NUMBER : KIND_TEXT;
    else if (is_bracketed_option(deciding))
        *kind_out = KIND_CHOICE;
    else
        return false;
    return true;
}

static enum column_kind decide_rest(const struct deciding *deciding)
{
    if (is_unit(deciding))
        return KIND_UNIT;
    if (is_coded_choice(deciding))
        return KIND_CHOICE;
    if (names_person(deciding))
        return KIND_PERSONAL;
    if (most(deciding->shapes.numbers, deciding->shapes.cells))
        return KIND_NUMBER;
    if (is_choice(deciding))
        return KIND_CHOICE;
    return is_id(deciding) ? KIND_ID : KIND_TEXT;
}

/* Where the file labels its codes: whether these are the ends of a usual set, or names.
   False when memory is short. */
static bool look_at_labels(const struct deciding *deciding, bool *have_ends_out)
{
    const struct header_column *heading = deciding->column->heading;
    struct buffer folded = { 0 };
    *have_ends_out = false;
    for (size_t i = 0; i < heading->value_count && !buffer_failed(&folded); i++) {
        buffer_clear(&folded);
        fold_label(&folded, span_trim(span_of(heading->values[i].label)));
        buffer_byte(&folded, '\0');
        if (!buffer_failed(&folded) &&
            label_sets_end(deciding->column->sets, folded.bytes) != 0)
            *have_ends_out = true;
    }
    bool done = !buffer_failed(&folded);
    buffer_release(&folded);
    return done;
}

/* A heading may name units and still be a question: "Our team", from 1 to 5. The values
   decide where they can; of codes the heading has to say that they are a rating. */
static bool find_unit(const struct deciding *deciding, const struct scale_guess *guess,
                      bool *is_unit_out)
{
    *is_unit_out = heading_is_unit(deciding->name_words) && is_unit(deciding);
    if (!*is_unit_out || !guess->scale)
        return true;
    bool is_rated = guess->is_nps || guess->scale->label_count > 0 ||
                    heading_rates_unit(deciding->name_words);
    bool have_ends = true;
    if (deciding->column->heading->value_count && !look_at_labels(deciding, &have_ends))
        return false;
    *is_unit_out = !(is_rated && have_ends);
    return true;
}

static bool decide(struct deciding *deciding, struct arena *arena,
                   struct column_finding *finding)
{
    const struct column_facts *column = deciding->column;
    if (decide_plainly(deciding, &finding->kind))
        return true;
    const struct guess_inputs inputs = {
        .profile = column->profile,
        .heading = column->heading,
        .words = deciding->words,
        .point = column->point,
        .facts = column->facts,
        .sets = column->sets,
        .arena = arena,
    };
    if (!scale_guess(&inputs, &finding->guess))
        return false;
    /* numbers that are all different may be answers of a few people, or anything else */
    if (finding->guess.scale && is_unique(deciding) && !finding->guess.is_sure &&
        !finding->guess.scale->label_count)
        finding->guess = (struct scale_guess){ 0 };
    bool is_named_unit;
    if (!find_unit(deciding, &finding->guess, &is_named_unit))
        return false;
    if (is_named_unit) {
        finding->guess = (struct scale_guess){ 0 };
        finding->kind = KIND_UNIT;
    } else if (!finding->guess.scale)
        finding->kind = decide_rest(deciding);
    else
        finding->kind = finding->guess.is_nps ? KIND_NPS : KIND_SCALE;
    return true;
}

static uint64_t count_singles(const struct column_profile *profile)
{
    uint64_t count = 0;
    for (size_t i = 0; i < profile->values.count; i++)
        count += profile->counts[i] == 1;
    return count;
}

bool column_find_kind(const struct column_facts *column, struct arena *arena,
                      struct column_finding *finding_out)
{
    struct buffer words = { 0 };
    struct buffer text_words = { 0 };
    struct buffer name_words = { 0 };
    struct column_finding finding = { 0 };
    bool done = heading_words(column->heading->text, &words) &&
                heading_words(column->heading->text, &text_words) &&
                heading_words(column->heading->name, &name_words);
    if (done && strcmp(column->heading->text, column->heading->name) != 0) {
        /* "nps" may be the name only, "recommend" the question only */
        buffer_byte(&words, ' ');
        buffer_text(&words, name_words.bytes);
        done = !buffer_failed(&words);
    }
    if (done) {
        struct deciding deciding = {
            .column = column,
            .shapes = column_profile_shapes(column->profile, column->point),
            .distinct = column->profile->values.count,
            .singles = count_singles(column->profile),
            .words = words.bytes,
            .text_words = text_words.bytes,
            .name_words = name_words.bytes,
        };
        done = decide(&deciding, arena, &finding);
    }
    buffer_release(&words);
    buffer_release(&text_words);
    buffer_release(&name_words);
    if (done)
        *finding_out = finding;
    return done;
}

#include "ingest/long_layout.h"

#include "base/memory.h"
#include "ingest/heading.h"

#include <string.h>

enum {
    FEWEST_ROWS = 4,
    TELLING_ROWS = 1000, /* without anybody coming twice it is another layout */
    MOST_PAIRS = 200000
};

/* Beginnings of words, the surest first; "$" ends a heading. */
static const char *const respondent_words[] = {
    "respond",    "repond",    "befragt",     "encuestad", "rispondent",  "participant",
    "teilnehmer", "deelnemer", "partecipant", "interview", "response id", "responseid",
    "submission", "person",    "record",      "case",      "who$",        "user",
    "raw id",     "rawid",     NULL
};
static const char *const question_words[] = { "question label", "questionlabel",
                                              "question text",  "questiontext",
                                              "question",       "frage",
                                              "pregunta",       "vraag",
                                              "domanda",        "field name",
                                              "fieldname",      "item",
                                              "variable",       NULL };
static const char *const answer_words[] = {
    "answer value", "answervalue", "answer score", "answerscore", "answer",
    "reponse$",     "antwort",     "respuesta",    "antwoord",    "risposta",
    "response$",    "value",       "valeur",       "wert$",       "valor",
    "waarde",       "score",       "note$",        "rating",      NULL
};

/* Whether a word of the heading begins so. */
static bool has_beginning(const char *words, const char *beginning)
{
    size_t length = strlen(beginning);
    bool is_end = length && beginning[length - 1] == '$';
    length -= is_end;
    for (const char *at = words; at; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (strncmp(at, beginning, length) == 0 && (!is_end || !at[length]))
            return true;
    }
    return false;
}

/* How well a heading fits a role; 0: not at all. */
static size_t rate(const char *words, enum long_role role)
{
    static const char *const *const lists[LONG_ROLE_COUNT] = { respondent_words,
                                                               question_words,
                                                               answer_words };
    enum { BEST = 100, MOST_WORDS = 3 };
    if (heading_word_count(words) > MOST_WORDS)
        return 0;
    for (size_t i = 0; lists[role][i]; i++)
        if (has_beginning(words, lists[role][i]))
            return BEST - i;
    return role == LONG_RESPONDENT && heading_is_id(words);
}

/* A study has to be able to call the column by its name. */
static bool is_unique(const struct export_facts *facts, size_t column)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->column_count; i++)
        count += strcmp(facts->columns[i].name, facts->columns[column].name) == 0;
    return count == 1 && *facts->columns[column].name;
}

bool long_layout_begin(struct long_layout *layout, const struct export_facts *facts)
{
    struct buffer words = { 0 };
    size_t best[LONG_ROLE_COUNT] = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < facts->file_column_count; i++) {
        done = heading_words(facts->columns[i].name, &words);
        /* a question and its answer are named for themselves first: "answer id" */
        for (int role = LONG_ROLE_COUNT - 1; done && role >= 0; role--) {
            size_t rating = rate(words.bytes, (enum long_role)role);
            bool is_other_id = role != LONG_RESPONDENT && heading_is_id(words.bytes);
            rating = rating && is_other_id ? 1 : rating;
            if (!rating || !is_unique(facts, i))
                continue;
            if (rating > best[role]) {
                best[role] = rating;
                layout->columns[role] = i;
            }
            break;
        }
    }
    buffer_release(&words);
    layout->is_possible =
        best[LONG_RESPONDENT] && best[LONG_QUESTION] && best[LONG_ANSWER];
    return done;
}

bool long_layout_tells_of(const char *heading, bool *tells_out)
{
    struct buffer words = { 0 };
    bool done = heading_words(heading, &words);
    if (done)
        *tells_out = rate(words.bytes, LONG_QUESTION) || rate(words.bytes, LONG_ANSWER);
    buffer_release(&words);
    return done;
}

static bool add_pair(struct long_layout *layout, uint32_t respondent, uint32_t question)
{
    char key[2 * sizeof(uint32_t)];
    size_t count = layout->pairs.count;
    if (count >= MOST_PAIRS)
        return true;
    memcpy(key, &respondent, sizeof respondent);
    memcpy(key + sizeof respondent, &question, sizeof question);
    if (map_add(&layout->pairs, key, sizeof key) == MAP_NONE)
        return false;
    layout->pair_rows++;
    layout->repetitions += layout->pairs.count == count;
    return true;
}

static bool is_ruled_out(const struct long_layout *layout)
{
    bool is_wide = layout->row_count >= TELLING_ROWS && layout->questions.count > 1 &&
                   layout->respondents.count == layout->row_count;
    return is_wide || layout->questions.count > LONG_MOST_QUESTIONS ||
           layout->repetitions * 10 > layout->pair_rows + TELLING_ROWS;
}

bool long_layout_add(struct long_layout *layout,
                     const struct cell *const cells[LONG_ROLE_COUNT],
                     const struct profile_rules *rules, size_t *budget)
{
    struct span texts[LONG_ROLE_COUNT];
    if (!layout->is_possible)
        return true;
    for (int role = 0; role < LONG_ROLE_COUNT; role++) {
        if (!cells[role])
            return true;
        texts[role] =
            span_trim((struct span){ cells[role]->bytes, cells[role]->byte_count });
    }
    if (!texts[LONG_RESPONDENT].byte_count || !texts[LONG_QUESTION].byte_count)
        return true;
    ptrdiff_t respondent = map_add(&layout->respondents, texts[LONG_RESPONDENT].bytes,
                                   texts[LONG_RESPONDENT].byte_count);
    ptrdiff_t question = map_add(&layout->questions, texts[LONG_QUESTION].bytes,
                                 texts[LONG_QUESTION].byte_count);
    if (respondent == MAP_NONE || question == MAP_NONE ||
        !memory_grow(&layout->profiles, &layout->profile_capacity,
                     layout->questions.count, sizeof *layout->profiles) ||
        !add_pair(layout, (uint32_t)respondent, (uint32_t)question) ||
        !column_profile_add(&layout->profiles[question], cells[LONG_ANSWER], rules,
                            budget))
        return false;
    layout->row_count++;
    if (is_ruled_out(layout))
        long_layout_release(layout);
    return true;
}

bool long_layout_is_found(const struct long_layout *layout)
{
    return layout->is_possible && layout->row_count >= FEWEST_ROWS &&
           layout->questions.count > 1 &&
           layout->respondents.count * 3 <= layout->row_count * 2 &&
           layout->questions.count < layout->row_count &&
           layout->repetitions * 50 <= layout->pair_rows;
}

void long_layout_release(struct long_layout *layout)
{
    for (size_t i = 0; i < layout->questions.count && layout->profiles; i++)
        if (i < layout->profile_capacity)
            column_profile_release(&layout->profiles[i]);
    memory_free(layout->profiles);
    map_release(&layout->respondents);
    map_release(&layout->questions);
    map_release(&layout->pairs);
    *layout = (struct long_layout){ 0 };
}

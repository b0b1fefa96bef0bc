#include "ingest/answer_column.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

enum {
    MOST_SYMBOLS = 1000,
    LONGEST_KEPT = 256,
    KEY_BYTES = 1 + LONGEST_KEPT,
    SLOT_BITS = 8,
    SLOTS_TRIED = 4
};
_Static_assert(1 << SLOT_BITS == QUICK_SLOTS, "a hash finds them all");

bool answer_column_init(struct answer_column *column, const struct item *item,
                        const struct side_study *side)
{
    *column = (struct answer_column){ .item = item };
    return answer_rules_init(&column->rules, item->scale, side);
}

void answer_column_release(struct answer_column *column)
{
    answer_rules_release(&column->rules);
    map_release(&column->texts);
    memory_free(column->symbols);
    memory_free(column->sightings);
    *column = (struct answer_column){ 0 };
}

static size_t find_mode(struct answer_column *column, const struct reading_mode *mode)
{
    for (size_t i = 0; i < column->mode_count; i++)
        if (column->modes[i].point == mode->point &&
            column->modes[i].missing == mode->missing &&
            column->modes[i].unquoted_empty_is_not_shown ==
                mode->unquoted_empty_is_not_shown)
            return i;
    /* Two points times a handful of platforms: there is always room. */
    assert(column->mode_count < MOST_MODES);
    column->modes[column->mode_count] = *mode;
    return column->mode_count++;
}

void answer_column_begin(struct answer_column *column, size_t file, char point,
                         const struct export_facts *facts)
{
    const struct reading_mode mode = { point, facts->missing,
                                       facts->unquoted_empty_is_not_shown };
    column->file = file;
    column->mode = find_mode(column, &mode);
    answer_rules_begin(&column->rules, point, facts);
    memset(column->quick, 0, sizeof column->quick);
    column->quick_changes++;
}

static void count_sighting(struct sighting *sighting, const struct cell *cell)
{
    if (!sighting->count++)
        sighting->column = cell->column;
    if (sighting->line_count < SYMBAR_SEEN_LINES)
        sighting->lines[sighting->line_count++] = cell->line;
}

static bool note_sighting(struct answer_column *column, size_t number,
                          const struct cell *cell)
{
    struct symbol *symbol = &column->symbols[number];
    if (!symbol->sighting ||
        column->sightings[symbol->sighting - 1].file != column->file) {
        if (!memory_grow(&column->sightings, &column->sighting_capacity,
                         column->sighting_count + 1, sizeof *column->sightings))
            return false;
        column->sightings[column->sighting_count++] =
            (struct sighting){ .symbol = number, .file = column->file };
        symbol->sighting = column->sighting_count;
    }
    count_sighting(&column->sightings[symbol->sighting - 1], cell);
    return true;
}

static bool is_quick(const struct cell *cell)
{
    return !cell->value && cell->byte_count <= QUICK_BYTES;
}

enum { WORD = sizeof(uint64_t), HALF = sizeof(uint32_t) };

static inline uint64_t word_at(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline uint64_t half_at(const char *bytes)
{
    uint32_t half;
    memcpy(&half, bytes, sizeof half);
    return half;
}

/* Texts are short, and a call takes longer than to look at them. */
static inline bool has_same_bytes(const char *a, const char *b, size_t count)
{
    if (count < WORD) {
        for (size_t i = 0; i < count; i++)
            if (a[i] != b[i])
                return false;
        return true;
    }
    for (size_t i = 0; i + WORD < count; i += WORD)
        if (word_at(a + i) != word_at(b + i))
            return false;
    return word_at(a + count - WORD) == word_at(b + count - WORD);
}

static bool slot_has(const struct quick_slot *slot, const struct cell *cell)
{
    return slot->symbol && slot->byte_count == cell->byte_count &&
           slot->is_unquoted_empty == cell->is_unquoted_empty &&
           has_same_bytes(slot->bytes, cell->bytes, cell->byte_count);
}

/* A number for the beginning and the end of a text, and its length. */
static size_t first_slot(const struct cell *cell)
{
    const char *bytes = cell->bytes;
    size_t count = cell->byte_count;
    uint64_t first = 0;
    uint64_t last = 0;
    if (count >= WORD) {
        first = word_at(bytes);
        last = word_at(bytes + count - WORD);
    } else if (count >= HALF) {
        first = half_at(bytes);
        last = half_at(bytes + count - HALF);
    } else if (count) {
        first = (unsigned char)bytes[0] | (uint64_t)(unsigned char)bytes[count / 2] << 8;
        last = (unsigned char)bytes[count - 1];
    }
    uint64_t mixed = (first ^ (uint64_t)count << 56) * UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 32 ^ last) * UINT64_C(0xd6e8feb86659fd93);
    return mixed >> (64 - SLOT_BITS);
}

/* The slot that has the text of a quick cell; else one for it, which may be another's. */
static size_t find_slot(const struct quick_slot slots[QUICK_SLOTS],
                        const struct cell *cell)
{
    size_t first = first_slot(cell);
    for (size_t i = 0; i < SLOTS_TRIED; i++) {
        size_t at = (first + i) % QUICK_SLOTS;
        if (!slots[at].symbol || slot_has(&slots[at], cell))
            return at;
    }
    return first;
}

/* One that was decided stays counted as what it was then, whatever comes of it. */
static bool is_problem(const struct symbol *symbol)
{
    return symbol->reading.problem != PROBLEM_NONE && !symbol->is_guessed;
}

static void fill_slot(struct answer_column *column, struct quick_slot *slot,
                      const struct cell *cell, size_t number)
{
    const struct symbol *symbol = &column->symbols[number];
    bool is_final = number < KNOWN_TEXTS && !is_problem(symbol);
    if (slot_has(slot, cell) && slot->is_final == is_final)
        return;
    *slot = (struct quick_slot){
        .symbol = number + 1,
        .is_final = is_final,
        .is_unquoted_empty = cell->is_unquoted_empty,
        .byte_count = (unsigned char)cell->byte_count,
    };
    memcpy(slot->bytes, cell->bytes, cell->byte_count);
    column->quick_changes++;
}

/* What the reading of a cell depends on, besides its file and its text. */
enum cell_sort { CELL_PLAIN, CELL_NOT_SHOWN, CELL_CODED, CELL_DECLARED, CELL_SORTS };

static enum cell_sort sort_of(const struct answer_column *column, const struct cell *cell)
{
    if (cell->value)
        return cell->value->is_missing ? CELL_DECLARED : CELL_CODED;
    return cell->is_unquoted_empty && column->rules.unquoted_empty_is_not_shown
               ? CELL_NOT_SHOWN
               : CELL_PLAIN;
}

/* The key of a cell's text; 0 when it is too long to be kept. */
static size_t make_key(const struct answer_column *column, const struct cell *cell,
                       char key[KEY_BYTES])
{
    struct span text = span_trim((struct span){ cell->bytes, cell->byte_count });
    size_t length = 1 + text.byte_count;
    if (text.byte_count > LONGEST_KEPT)
        return 0;
    key[0] = (char)(1 + column->mode * CELL_SORTS + sort_of(column, cell));
    memcpy(key + 1, text.bytes, text.byte_count);
    if (cell->value && *cell->value->label) {
        size_t label_length = strlen(cell->value->label);
        if (length + 3 + label_length > KEY_BYTES)
            return 0;
        memcpy(key + length, " = ", 3);
        memcpy(key + length + 3, cell->value->label, label_length);
        length += 3 + label_length;
    }
    return length;
}

static bool read_cell(const struct answer_column *column, const struct cell *cell,
                      struct reading *reading_out)
{
    struct span text = { cell->bytes, cell->byte_count };
    return cell->value
               ? answer_read_coded(&column->rules, text, cell->value, reading_out)
               : answer_read(&column->rules, text, cell->is_unquoted_empty, reading_out);
}

/* The number of a text, made on first use; MAP_NONE when there are too many already.
   False when memory is short. */
static bool find_symbol(struct answer_column *column, const struct cell *cell,
                        ptrdiff_t *number_out)
{
    char key[KEY_BYTES];
    size_t length = make_key(column, cell, key);
    *number_out = MAP_NONE;
    if (!length)
        return true;
    size_t count = column->texts.count;
    *number_out = map_find(&column->texts, key, length);
    if (*number_out != MAP_NONE || count >= MOST_SYMBOLS)
        return true;

    struct reading reading;
    if (!memory_grow(&column->symbols, &column->symbol_capacity, count + 1,
                     sizeof *column->symbols) ||
        !read_cell(column, cell, &reading))
        return false;
    *number_out = map_add(&column->texts, key, length);
    if (*number_out == MAP_NONE)
        return false;
    reading.answer.symbol = count;
    column->symbols[count] =
        (struct symbol){ .reading = reading,
                         .file = column->file,
                         .line = cell->line,
                         .column = cell->column,
                         .is_coded = cell->value && *cell->value->label };
    return true;
}

static bool read_unlisted(struct answer_column *column, const struct cell *cell,
                          struct answer *answer_out)
{
    struct reading reading;
    if (!read_cell(column, cell, &reading))
        return false;
    if (reading.problem != PROBLEM_NONE) {
        if (!column->unlisted.count)
            column->unlisted.file = column->file;
        count_sighting(&column->unlisted, cell);
        reading.answer =
            (struct answer){ .state = ANSWER_MISSING, .missing = MISSING_INVALID };
    }
    *answer_out = reading.answer;
    return true;
}

bool answer_column_read(struct answer_column *column, const struct cell *cell,
                        struct answer *answer_out)
{
    struct quick_slot *slot =
        is_quick(cell) ? &column->quick[find_slot(column->quick, cell)] : NULL;
    ptrdiff_t number = MAP_NONE;
    if (slot && slot_has(slot, cell))
        number = (ptrdiff_t)slot->symbol - 1;
    else if (!find_symbol(column, cell, &number))
        return false;
    if (number == MAP_NONE)
        return read_unlisted(column, cell, answer_out);
    struct symbol *symbol = &column->symbols[number];
    if (slot)
        fill_slot(column, slot, cell, (size_t)number);
    symbol->count++;
    *answer_out = symbol->reading.answer;
    return !is_problem(symbol) || note_sighting(column, (size_t)number, cell);
}

ptrdiff_t quick_slots_find(const struct quick_slot slots[QUICK_SLOTS],
                           const struct cell *cell)
{
    if (!is_quick(cell))
        return MAP_NONE;
    const struct quick_slot *slot = &slots[find_slot(slots, cell)];
    return slot->is_final && slot_has(slot, cell) ? (ptrdiff_t)slot->symbol - 1
                                                  : MAP_NONE;
}

ptrdiff_t answer_column_recall(const struct answer_column *column,
                               const struct cell *cell)
{
    ptrdiff_t text = quick_slots_find(column->quick, cell);
    return text < QUICK_TEXTS ? text : MAP_NONE;
}

struct answer answer_column_answer(const struct answer_column *column, size_t symbol)
{
    return column->symbols[symbol].reading.answer;
}

/* The column as label_sets_choose wants it; texts are folded and distinct. */
struct gathering {
    struct map texts;
    const char **folded;
    double *text_codes;
    double *codes;
    struct column_content content;
};

static void gathering_release(struct gathering *gathering)
{
    map_release(&gathering->texts);
    memory_free(gathering->folded);
    memory_free(gathering->text_codes);
    memory_free(gathering->codes);
}

static struct span text_of(const struct answer_column *column, size_t symbol)
{
    const struct map_key *key = &column->texts.keys[symbol];
    return (struct span){ key->bytes + 1, key->byte_count - 1 };
}

/* A text that was unknown when it was read, decided or not. */
static bool is_foreign(const struct symbol *symbol)
{
    return symbol->reading.problem == PROBLEM_UNKNOWN || symbol->is_guessed;
}

static bool gather_text(const struct answer_column *column, size_t symbol,
                        struct buffer *folded, struct gathering *gathering)
{
    buffer_clear(folded);
    fold_label(folded, text_of(column, symbol));
    return !buffer_failed(folded) &&
           map_add(&gathering->texts, folded->bytes, folded->byte_count) != MAP_NONE;
}

static bool gather(const struct answer_column *column, struct gathering *gathering)
{
    size_t count = column->texts.count;
    struct buffer folded = { 0 };
    size_t code_count = 0;
    gathering->folded = memory_allocate(count, sizeof *gathering->folded);
    gathering->text_codes = memory_allocate(count, sizeof *gathering->text_codes);
    gathering->codes = memory_allocate(count, sizeof *gathering->codes);
    bool done = gathering->folded && gathering->text_codes && gathering->codes;
    for (size_t i = 0; done && i < count; i++) {
        const struct symbol *symbol = &column->symbols[i];
        if (is_foreign(symbol))
            done = gather_text(column, i, &folded, gathering);
        else if (symbol->reading.answer.state == ANSWER_CODE)
            gathering->codes[code_count++] = symbol->reading.answer.code;
    }
    for (size_t i = 0; done && i < gathering->texts.count; i++)
        gathering->folded[i] = map_key_at(&gathering->texts, i);
    gathering->content =
        (struct column_content){ gathering->folded, gathering->texts.count,
                                 gathering->codes, code_count };
    buffer_release(&folded);
    return done;
}

static void settle(struct symbol *symbol, bool has_code, double code)
{
    if (symbol->is_guessed) {
        /* It has been counted as what it was then. */
        if (!has_code || code != symbol->reading.answer.code)
            symbol->reading.problem = PROBLEM_UNKNOWN;
        return;
    }
    size_t number = symbol->reading.answer.symbol;
    symbol->is_guessed = has_code;
    symbol->reading.problem = has_code ? PROBLEM_NONE : PROBLEM_UNKNOWN;
    symbol->reading.answer = (struct answer){
        .state = has_code ? ANSWER_CODE : ANSWER_MISSING,
        .missing = MISSING_INVALID,
        .code = code,
        .symbol = number,
    };
}

static bool settle_all(struct answer_column *column, const struct gathering *gathering)
{
    bool fits = column->verdict == LABELS_FIT || column->verdict == LABELS_ENDS_FIT;
    struct buffer folded = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < column->texts.count; i++) {
        struct symbol *symbol = &column->symbols[i];
        if (!is_foreign(symbol))
            continue;
        buffer_clear(&folded);
        fold_label(&folded, text_of(column, i));
        done = !buffer_failed(&folded);
        if (!done)
            break;
        ptrdiff_t text = map_find(&gathering->texts, folded.bytes, folded.byte_count);
        settle(symbol, fits, fits ? gathering->text_codes[text] : 0);
    }
    buffer_release(&folded);
    return done;
}

static bool mark_near(struct answer_column *column, const struct gathering *gathering,
                      const bool *is_odd)
{
    struct buffer folded = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < column->texts.count; i++) {
        struct symbol *symbol = &column->symbols[i];
        symbol->is_near = false;
        if (!is_foreign(symbol) || !column->doubt.set)
            continue;
        buffer_clear(&folded);
        fold_label(&folded, text_of(column, i));
        done = !buffer_failed(&folded);
        if (!done)
            break;
        ptrdiff_t text = map_find(&gathering->texts, folded.bytes, folded.byte_count);
        symbol->is_near = text != MAP_NONE && !is_odd[text];
    }
    buffer_release(&folded);
    return done;
}

/* Where no set has all the texts: which ones are to blame. */
static bool find_doubt(struct answer_column *column, const struct gathering *gathering)
{
    size_t count;
    const struct label_set *list = label_set_list(&count);
    column->doubt = (struct label_doubt){ .set = NULL };
    if (column->verdict != LABELS_UNKNOWN)
        return true;
    bool *is_odd = memory_allocate(gathering->content.text_count, sizeof *is_odd);
    bool done = is_odd &&
                label_doubt_find(list, count, column->rules.scale, &gathering->content,
                                 &column->doubt, is_odd) &&
                mark_near(column, gathering, is_odd);
    memory_free(is_odd);
    return done;
}

bool answer_column_decide(struct answer_column *column, const struct label_sets *sets)
{
    struct gathering gathering = { 0 };
    bool done = gather(column, &gathering);
    if (done && gathering.content.text_count)
        done = label_sets_choose(sets, column->rules.scale, &gathering.content,
                                 &column->verdict, gathering.text_codes, &column->set) &&
               settle_all(column, &gathering) && find_doubt(column, &gathering);
    gathering_release(&gathering);
    return done;
}

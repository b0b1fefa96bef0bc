#include "ingest/draft.h"

#include "ingest/drafting.h"
#include "ingest/heading.h"

#include <string.h>
#include <sys/stat.h>

enum { ID_BYTES = 32, MOST_ONE_SIDED = 100 };

/* What a dimension is called: its question, up to the question mark. */
static const char *make_label(struct drafting *drafting, int side, size_t column)
{
    const struct header_column *heading = draft_heading(drafting, side, column);
    const char *text = *heading->text ? heading->text : heading->name;
    if (!text[strspn(text, " \t\r\n")])
        return arena_format(&drafting->draft->arena, "Column %zu", column + 1);
    const char *mark = strchr(text, '?');
    const char *sentence = text;
    if (mark && mark > text)
        sentence = arena_copy(&drafting->draft->arena, text, (size_t)(mark - text) + 1);
    return sentence ? draft_shorten(drafting, sentence, DRAFT_LABEL_BYTES) : NULL;
}

static bool is_taken(const struct drafting *drafting, const char *id)
{
    for (size_t i = 0; i < drafting->dimension_count; i++)
        if (strcmp(drafting->dimensions[i].id, id) == 0)
            return true;
    return false;
}

/* The label's words with hyphens between them, and a number where that is taken. */
static const char *make_id(struct drafting *drafting, const char *label)
{
    struct buffer words = { 0 };
    const char *id = NULL;
    if (heading_words(label, &words)) {
        size_t end = 0;
        for (size_t at = 0; words.bytes[at]; at++) {
            size_t length = at + 1;
            bool ends_word = words.bytes[length] == ' ' || !words.bytes[length];
            if (ends_word && (!end || length <= ID_BYTES))
                end = length;
            if (words.bytes[at] == ' ')
                words.bytes[at] = '-';
        }
        id = arena_copy(&drafting->draft->arena, words.bytes, end);
    }
    buffer_release(&words);
    if (id && (!*id || strcmp(id, "*") == 0))
        id = arena_text(&drafting->draft->arena, "question");
    const char *base = id;
    for (size_t number = 2; id && is_taken(drafting, id); number++)
        id = arena_format(&drafting->draft->arena, "%s-%zu", base, number);
    return id;
}

static bool ask(struct drafting *drafting, struct draft_dimension *dimension, int side,
                size_t column, const struct scale *guessed)
{
    dimension->is_asked[side] = true;
    dimension->scales[side] =
        draft_scale(&drafting->scales, guessed, &drafting->draft->arena);
    return dimension->scales[side] &&
           draft_name_column(drafting, side, column, &dimension->columns[side]);
}

/* The same labels are the same scale, even where one side's answers left open how many
   points it has: that of the side that has them all, and if both do, of the surer one.
   False when memory is short. */
static bool share_labels(const struct scale_guess *const guesses[SIDE_COUNT],
                         struct scale scales[SIDE_COUNT])
{
    bool has_all[SIDE_COUNT];
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!draft_scale_has_labels_of(&scales[side], &scales[!side], &has_all[side]))
            return false;
    int surer = guesses[SIDE_CUSTOMERS]->is_sure ? SIDE_CUSTOMERS : SIDE_EMPLOYEES;
    if (has_all[SIDE_EMPLOYEES] && has_all[SIDE_CUSTOMERS])
        scales[!surer] = scales[surer];
    else if (has_all[SIDE_EMPLOYEES])
        scales[SIDE_CUSTOMERS] = scales[SIDE_EMPLOYEES];
    else if (has_all[SIDE_CUSTOMERS])
        scales[SIDE_EMPLOYEES] = scales[SIDE_CUSTOMERS];
    return true;
}

/* Where nobody on one side has used an end of the scale, the other side may have. False
   when memory is short. */
static bool widen(const struct drafting *drafting, const struct question_pair *pair,
                  struct scale scales[SIDE_COUNT])
{
    const struct scale_guess *guesses[SIDE_COUNT];
    bool is_same = pair->reason == PAIR_SAME_TEXT || pair->reason == PAIR_SIMILAR;
    bool is_open = true;
    for (int side = 0; side < SIDE_COUNT; side++) {
        guesses[side] = &drafting->surveys[side].findings[pair->columns[side]].guess;
        scales[side] = *guesses[side]->scale;
        is_open = is_open && !guesses[side]->is_sure && !scales[side].label_count;
    }
    struct scale *a = &scales[SIDE_EMPLOYEES];
    struct scale *b = &scales[SIDE_CUSTOMERS];
    if (!is_same || a->kind != b->kind || a->min != b->min)
        return true;
    if (is_open)
        *(a->max < b->max ? a : b) = a->max < b->max ? *b : *a;
    return a->max == b->max || share_labels(guesses, scales);
}

static bool add_pair(struct drafting *drafting, const struct question_pair *pair)
{
    struct draft_dimension *dimension = &drafting->dimensions[drafting->dimension_count];
    struct scale scales[SIDE_COUNT];
    const struct survey *employees = &drafting->surveys[SIDE_EMPLOYEES];
    size_t column = pair->columns[SIDE_EMPLOYEES];
    bool is_nps = employees->findings[column].kind == KIND_NPS;
    if (!widen(drafting, pair, scales))
        return false;
    dimension->lens =
        is_nps || pair->reason == PAIR_RECOMMEND ? LENS_SYMMETRY : LENS_MIRROR;
    dimension->label = make_label(drafting, SIDE_EMPLOYEES, column);
    if (!dimension->label)
        return false;
    dimension->id = make_id(drafting, is_nps ? "recommend" : dimension->label);
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!ask(drafting, dimension, side, pair->columns[side], &scales[side]))
            return false;
    drafting->dimension_count++;
    return dimension->id != NULL;
}

/* Where nothing was paired: every question by itself, to be paired by hand. */
static bool add_one_sided(struct drafting *drafting)
{
    size_t most = drafting->dimension_count + MOST_ONE_SIDED;
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct survey *survey = &drafting->surveys[side];
        for (size_t i = 0; i < survey->column_count && drafting->dimension_count < most;
             i++) {
            if (!draft_is_question(survey, i))
                continue;
            struct draft_dimension *dimension =
                &drafting->dimensions[drafting->dimension_count];
            dimension->lens = LENS_MIRROR;
            dimension->label = make_label(drafting, side, i);
            dimension->id = dimension->label ? make_id(drafting, dimension->label) : NULL;
            if (!dimension->id ||
                !ask(drafting, dimension, side, i, survey->findings[i].guess.scale))
                return false;
            drafting->dimension_count++;
        }
    }
    return true;
}

static bool add_dimensions(struct drafting *drafting)
{
    size_t most = drafting->pairs.sure_count + MOST_ONE_SIDED;
    drafting->dimensions =
        arena_allocate(&drafting->draft->arena, most, sizeof *drafting->dimensions);
    if (!drafting->dimensions)
        return false;
    for (size_t i = 0; i < drafting->pairs.sure_count; i++)
        if (!add_pair(drafting, &drafting->pairs.sure[i]))
            return false;
    drafting->draft->pair_count = drafting->pairs.sure_count;
    return drafting->pairs.sure_count || add_one_sided(drafting);
}

static bool take_units(struct drafting *drafting)
{
    struct draft *draft = drafting->draft;
    if (!draft_find_units(drafting->surveys, &drafting->units))
        return false;
    draft->has_unit = drafting->units.is_found;
    draft->shared_units = drafting->units.shared;
    for (int side = 0; draft->has_unit && side < SIDE_COUNT; side++)
        if (!draft_name_column(drafting, side, drafting->units.columns[side],
                               &draft->units[side]))
            return false;
    return true;
}

static bool take_layout(struct drafting *drafting, int side)
{
    struct draft *draft = drafting->draft;
    const struct survey *survey = &drafting->surveys[side];
    const size_t *columns = survey->layout.columns;
    draft->is_long[side] = survey->is_long;
    return !survey->is_long ||
           (draft_name_column(drafting, side, columns[LONG_RESPONDENT],
                              &draft->respondents[side]) &&
            draft_name_column(drafting, side, columns[LONG_QUESTION],
                              &draft->questions[side]) &&
            draft_name_column(drafting, side, columns[LONG_ANSWER],
                              &draft->answers[side]));
}

static bool take_scales(struct drafting *drafting)
{
    const struct scale **scales =
        arena_allocate(&drafting->draft->arena, drafting->scales.count, sizeof *scales);
    if (!scales)
        return false;
    for (size_t i = 0; i < drafting->scales.count; i++)
        scales[i] = drafting->scales.scales[i];
    drafting->draft->scales = scales;
    drafting->draft->scale_count = drafting->scales.count;
    return true;
}

/* What a guess would find again is said, so that no run has to warn of it. */
static void take_header_lines(struct drafting *drafting)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!drafting->surveys[side].has_many_header_lines)
            drafting->draft->header_lines[side] =
                drafting->surveys[side].facts->header_line;
}

static bool make(struct drafting *drafting)
{
    struct draft *draft = drafting->draft;
    take_header_lines(drafting);
    if (!take_units(drafting) || !take_layout(drafting, SIDE_EMPLOYEES) ||
        !take_layout(drafting, SIDE_CUSTOMERS) ||
        !draft_find_pairs(drafting->surveys, &drafting->pairs) ||
        !add_dimensions(drafting) || !take_scales(drafting) || !draft_sides(drafting) ||
        !draft_notes(drafting))
        return false;
    draft->dimensions = drafting->dimensions;
    draft->dimension_count = drafting->dimension_count;
    draft->notes = (struct text_list){ drafting->notes, drafting->note_count };
    return true;
}

/* A pipe gives its bytes once, and a draft is read twice. */
static enum symbar_status check_file(const char *path,
                                     struct symbar_diagnostics *diagnostics)
{
    struct stat status;
    bool is_stream =
        strcmp(path, "-") == 0 || (stat(path, &status) == 0 && !S_ISREG(status.st_mode) &&
                                   !S_ISDIR(status.st_mode));
    if (!is_stream)
        return SYMBAR_OK;
    enum symbar_status failed =
        fail(diagnostics, DIAG_DRAFT_FROM_STREAM, (struct place){ .path = path },
             "a study cannot be drafted from a stream: it is read more than once");
    hint(diagnostics, "save it to a file first");
    return failed;
}

static enum symbar_status read_side(struct survey *survey, const struct text_list *files,
                                    const struct label_sets *sets,
                                    struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = SYMBAR_OK;
    for (size_t i = 0; i < files->count && status == SYMBAR_OK; i++) {
        status = check_file(files->texts[i], diagnostics);
        if (status == SYMBAR_OK)
            status = survey_read(survey, files->texts[i], files->texts[i], diagnostics);
    }
    if (status == SYMBAR_OK && !survey_decide(survey, sets))
        status = fail_no_memory(diagnostics);
    return status;
}

static enum symbar_status check_questions(const struct drafting *drafting,
                                          struct symbar_diagnostics *diagnostics)
{
    if (drafting->dimension_count)
        return SYMBAR_OK;
    enum symbar_status status =
        fail(diagnostics, DIAG_NO_QUESTIONS, (struct place){ 0 },
             "no column of either side looks like a question with a scale");
    hint(diagnostics, "`symbar inspect FILE` tells what the columns look like");
    return status;
}

static bool copy_files(struct draft *draft, const struct text_list files[SIDE_COUNT])
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        const char **texts =
            arena_allocate(&draft->arena, files[side].count, sizeof *texts);
        if (!texts)
            return false;
        for (size_t i = 0; i < files[side].count; i++)
            if (!(texts[i] = arena_text(&draft->arena, files[side].texts[i])))
                return false;
        draft->files[side] = (struct text_list){ texts, files[side].count };
    }
    return true;
}

static enum symbar_status run(struct drafting *drafting,
                              const struct text_list files[SIDE_COUNT],
                              struct symbar_diagnostics *diagnostics)
{
    struct label_sets sets;
    enum symbar_status status =
        label_sets_init(&sets) ? SYMBAR_OK : fail_no_memory(diagnostics);
    for (int side = 0; side < SIDE_COUNT && status != SYMBAR_NO_MEMORY; side++) {
        enum symbar_status read =
            read_side(&drafting->surveys[side], &files[side], &sets, diagnostics);
        status = status == SYMBAR_OK || read == SYMBAR_NO_MEMORY ? read : status;
    }
    label_sets_release(&sets);
    if (status == SYMBAR_OK && (!copy_files(drafting->draft, files) || !make(drafting)))
        status = fail_no_memory(diagnostics);
    return status == SYMBAR_OK ? check_questions(drafting, diagnostics) : status;
}

enum symbar_status ingest_draft(const struct text_list files[SIDE_COUNT],
                                struct draft *draft_out,
                                struct symbar_diagnostics *diagnostics)
{
    struct draft draft = { .has_unit = false };
    struct drafting drafting = { .draft = &draft,
                                 .language = diagnostics_language(diagnostics) };
    enum symbar_status status = run(&drafting, files, diagnostics);
    for (int side = 0; side < SIDE_COUNT; side++)
        survey_release(&drafting.surveys[side]);
    question_pairs_release(&drafting.pairs);
    draft_scales_release(&drafting.scales);
    if (status == SYMBAR_OK)
        *draft_out = draft;
    else
        draft_release(&draft);
    return status;
}

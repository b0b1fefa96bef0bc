/* A side: its files, how to read them, which rows to keep, and what means "no answer". */
#include "base/map.h"
#include "base/number.h"
#include "study/reader.h"

#include <string.h>

/* Paths and names stay two lists of the same length. */
static void set_files(struct study_reader *reader, struct side_study *side,
                      struct text_list names, bool is_override)
{
    const char **paths = reader_allocate(reader, names.count, sizeof *paths);
    const char **copies = reader_allocate(reader, names.count, sizeof *copies);
    if (!paths || !copies)
        return;
    for (size_t i = 0; i < names.count; i++) {
        copies[i] = reader_text(reader, names.texts[i]);
        paths[i] = is_override ? copies[i] : resolve_path(reader, names.texts[i]);
    }
    side->files = (struct text_list){ paths, names.count };
    side->file_names = (struct text_list){ copies, names.count };
}

static void check_files(struct study_reader *reader, const struct json_node *node,
                        const struct text_list *files)
{
    struct map seen = { 0 };
    for (size_t i = 0; i < files->count && !reader->lacks_memory; i++) {
        const char *file = files->texts[i];
        size_t count = seen.count;
        if (!*file)
            refuse(reader, node, DIAG_EMPTY_TEXT, "a file name is empty");
        else if (map_add(&seen, file, strlen(file)) == MAP_NONE)
            reader->lacks_memory = true;
        else if (seen.count == count)
            refuse(reader, node, DIAG_FILE_TWICE, "file '%s' is listed twice", file);
    }
    map_release(&seen);
}

static void read_files(struct study_reader *reader, const struct json_node *node,
                       enum side side_number, struct side_study *side)
{
    struct text_list names = { 0 };
    const struct study_overrides *overrides = reader->overrides;
    read_texts(reader, node, &names);
    if (overrides && overrides->files[side_number].count) {
        check_files(reader, node->parent, &overrides->files[side_number]);
        set_files(reader, side, overrides->files[side_number], true);
        return;
    }
    if (node_is_given(node) && !(cJSON_IsArray(node->json) && !node->json->child)) {
        check_files(reader, node, &names);
        set_files(reader, side, names, false);
        return;
    }
    refuse(reader, node->parent, DIAG_NO_FILES, "no files for %s",
           side_name(side_number));
    hint(reader->diagnostics, "list them under %s.files, or name them with --%s",
         side_name(side_number), side_name(side_number));
}

static void read_encoding(struct study_reader *reader, const struct json_node *node,
                          struct side_study *side)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789-_.:+()";
    side->encoding = "auto";
    read_text(reader, node, &side->encoding);
    if (side->encoding[strspn(side->encoding, allowed)]) {
        refuse(reader, node, DIAG_UNKNOWN_VALUE, "'%s' is no name of an encoding",
               side->encoding);
        hint(reader->diagnostics, "such as \"utf-8\", \"windows-1252\" or \"auto\"");
    }
}

static void read_delimiter(struct study_reader *reader, const struct json_node *node,
                           struct side_study *side)
{
    const char *text = NULL;
    read_text(reader, node, &text);
    if (!text || strcmp(text, "auto") == 0)
        return;
    if (strcmp(text, "tab") == 0)
        text = "\t";
    if (!text[1] && strchr(",;\t|:^~", *text)) {
        side->delimiter = *text;
        return;
    }
    refuse(reader, node, DIAG_UNKNOWN_VALUE, "'%s' is no delimiter", text);
    hint(reader->diagnostics, "one of \"auto\", \",\", \";\", \"tab\", \"|\", \":\", "
                              "\"^\", \"~\"");
}

static void read_decimal(struct study_reader *reader, const struct json_node *node,
                         struct side_study *side)
{
    static const char *const names[] = { "auto", "point", "comma", ".", "," };
    static const char points[] = { 0, '.', ',', '.', ',' };
    const struct name_table table = { names, sizeof names / sizeof *names };
    size_t number = 0;
    read_choice(reader, node, &table, &number);
    side->decimal = points[number];
}

/* A number from 1, or "auto", which leaves it at 0. */
static void read_number_or_auto(struct study_reader *reader, const struct json_node *node,
                                size_t most, size_t *number_out)
{
    if (!node_is_given(node) ||
        (cJSON_IsString(node->json) && strcmp(node->json->valuestring, "auto") == 0))
        return;
    if (cJSON_IsNumber(node->json))
        read_count(reader, node, 1, most, number_out);
    else
        refuse_type(reader, node, "a number or \"auto\"");
}

static void read_header(struct study_reader *reader, const struct json_node *node,
                        struct side_study *side)
{
    struct json_node rows = node_member(node, "header_rows");
    struct json_node line = node_member(node, "header_line");
    read_number_or_auto(reader, &rows, 20, &side->header_rows);
    side->has_header_rows = side->header_rows > 0;
    read_number_or_auto(reader, &line, 1000, &side->header_line);
}

static void read_platform(struct study_reader *reader, const struct json_node *node,
                          struct side_study *side)
{
    const char *names[16] = { "auto" };
    struct name_table table = { names, 0 };
    const char *const *platforms = platform_names(&table.count);
    memcpy(names + 1, platforms, table.count * sizeof *names);
    table.count++;
    size_t number = 0;
    read_choice(reader, node, &table, &number);
    side->platform = number ? platforms[number - 1] : "auto";
}

static void read_set_aside(struct study_reader *reader, const struct json_node *node,
                           struct side_study *side)
{
    static const char *const names[] = { "auto", "none" };
    const struct name_table table = { names, sizeof names / sizeof *names };
    size_t number = 0;
    read_choice(reader, node, &table, &number);
    side->sets_aside = number == 0;
}

static void read_layout(struct study_reader *reader, const struct json_node *node,
                        struct side_study *side)
{
    if (!node_is_given(node) || node_is_null(node) ||
        !check_object(reader, node, OBJECT_LAYOUT))
        return;
    struct json_node respondent = node_member(node, "respondent");
    struct json_node question = node_member(node, "question");
    struct json_node answer = node_member(node, "answer");
    side->has_layout = true;
    if (check_given(reader, &respondent))
        read_column(reader, &respondent, &side->layout.respondent);
    if (check_given(reader, &question))
        read_column(reader, &question, &side->layout.question);
    if (check_given(reader, &answer))
        read_column(reader, &answer, &side->layout.answer);
}

static void read_keep_rule(struct study_reader *reader, const struct json_node *node,
                           struct keep_rule *rule)
{
    const struct bounds any = { .min = -1e300, .max = 1e300 };
    if (!check_object(reader, node, OBJECT_KEEP))
        return;
    struct json_node column = node_member(node, "column");
    struct json_node in = node_member(node, "in");
    struct json_node not_in = node_member(node, "not_in");
    struct json_node min = node_member(node, "min");
    struct json_node max = node_member(node, "max");
    struct text_list in_texts = { 0 };
    struct text_list not_in_texts = { 0 };
    if (check_given(reader, &column))
        read_column(reader, &column, &rule->column);
    read_texts(reader, &in, &in_texts);
    read_texts(reader, &not_in, &not_in_texts);
    read_number(reader, &min, any, &rule->min);
    read_number(reader, &max, any, &rule->max);
    rule->in = in_texts.texts;
    rule->in_count = in_texts.count;
    rule->not_in = not_in_texts.texts;
    rule->not_in_count = not_in_texts.count;
    rule->has_min = node_is_given(&min);
    rule->has_max = node_is_given(&max);
    if (cJSON_IsArray(in.json) && !in.json->child)
        refuse(reader, &in, DIAG_EMPTY_LIST, "'in' lists nothing: no row would be kept");
    if (!rule->has_min && !rule->has_max && !node_is_given(&in) &&
        !node_is_given(&not_in)) {
        refuse(reader, node, DIAG_KEEP_RULE, "this rule says nothing about the column");
        hint(reader->diagnostics, "add one of in, not_in, min, max");
    } else if (rule->has_min && rule->has_max && rule->min > rule->max)
        refuse(reader, node, DIAG_KEEP_RULE,
               "'min' is above 'max': no row would be kept");
}

static void read_keep(struct study_reader *reader, const struct json_node *node,
                      struct side_study *side)
{
    if (!node_is_given(node) || !check_list(reader, node))
        return;
    size_t count = node_count(node);
    struct keep_rule *rules = reader_allocate(reader, count, sizeof *rules);
    if (!rules)
        return;
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        read_keep_rule(reader, &child, &rules[child.index]);
    side->keep = rules;
    side->keep_count = count;
}

/* The empty text is blank unless another kind claims it. */
static void add_empty_text(struct study_reader *reader, struct side_study *side)
{
    for (size_t kind = 0; kind < MISSING_INVALID; kind++)
        for (size_t i = 0; i < side->missing[kind].count; i++)
            if (!*side->missing[kind].texts[i])
                return;
    struct text_list *blank = &side->missing[MISSING_BLANK];
    const char **texts = reader_allocate(reader, blank->count + 1, sizeof *texts);
    if (!texts)
        return;
    texts[0] = "";
    for (size_t i = 0; i < blank->count; i++)
        texts[i + 1] = blank->texts[i];
    *blank = (struct text_list){ texts, blank->count + 1 };
}

static void read_format(struct study_reader *reader, const struct json_node *node,
                        struct side_study *side)
{
    struct json_node encoding = node_member(node, "encoding");
    struct json_node delimiter = node_member(node, "delimiter");
    struct json_node decimal = node_member(node, "decimal");
    struct json_node quote = node_member(node, "quote");
    struct json_node platform = node_member(node, "platform");
    struct json_node set_aside = node_member(node, "set_aside");
    size_t quote_number = QUOTE_AUTO;
    read_encoding(reader, &encoding, side);
    read_delimiter(reader, &delimiter, side);
    read_decimal(reader, &decimal, side);
    read_header(reader, node, side);
    read_choice(reader, &quote, &quote_rule_names, &quote_number);
    side->quote = (enum quote_rule)quote_number;
    read_platform(reader, &platform, side);
    read_set_aside(reader, &set_aside, side);
}

void read_side(struct study_reader *reader, const struct json_node *node, enum side side,
               struct side_study *side_out)
{
    struct json_node files = node_member(node, "files");
    struct json_node unit = node_member(node, "unit");
    struct json_node layout = node_member(node, "layout");
    struct json_node wave = node_member(node, "wave");
    struct json_node segment = node_member(node, "segment");
    struct json_node keep = node_member(node, "keep");
    struct json_node missing = node_member(node, "missing");
    bool is_readable = !node_is_given(node) || check_object(reader, node, OBJECT_SIDE);
    if (!is_readable)
        return;
    read_files(reader, &files, side, side_out);
    read_optional_column(reader, &unit, &side_out->has_unit, &side_out->unit);
    read_format(reader, node, side_out);
    read_layout(reader, &layout, side_out);
    read_weight(reader, node, side_out);
    struct json_node population = node_member(node, "population");
    read_population(reader, &population, side_out);
    read_wave(reader, &wave, side_out);
    read_segments(reader, &segment, side_out);
    struct json_node raking = node_member(node, "raking");
    read_raking(reader, &raking, side_out);
    read_keep(reader, &keep, side_out);
    read_missing(reader, &missing, side_out->missing);
    add_empty_text(reader, side_out);
}

/* Scales: ends, code sets and labels that agree with each other. */
#include "base/buffer.h"
#include "base/map.h"
#include "base/number.h"
#include "base/text.h"
#include "study/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Codes are small whole numbers in life; this only keeps sums of them finite. */
static const double largest_code = 1e9;

static int compare_codes(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;
    return (first > second) - (first < second);
}

static bool check_code(struct study_reader *reader, const struct json_node *node,
                       const struct scale *scale)
{
    if (!cJSON_IsNumber(node->json)) {
        refuse_type(reader, node, "a number");
        return false;
    }
    double code = node->json->valuedouble;
    if (!(scale->min < scale->max) || (code >= scale->min && code <= scale->max))
        return true;
    char shown[NUMBER_TEXT_BYTES];
    char min[NUMBER_TEXT_BYTES];
    char max[NUMBER_TEXT_BYTES];
    number_format_exact(code, shown);
    number_format_exact(scale->min, min);
    number_format_exact(scale->max, max);
    refuse(reader, node, DIAG_CODE_OUTSIDE_SCALE,
           "code %s is outside scale '%s' (%s to %s)", shown, scale->id, min, max);
    return false;
}

static void refuse_double(struct study_reader *reader, const struct json_node *node,
                          double code)
{
    char shown[NUMBER_TEXT_BYTES];
    number_format_exact(code, shown);
    refuse(reader, node, DIAG_DUPLICATE_CODE, "code %s is listed twice", shown);
}

static void read_codes(struct study_reader *reader, const struct json_node *node,
                       const struct scale *scale, struct codes *codes_out)
{
    if (!node_is_given(node) || !check_list(reader, node))
        return;
    size_t count = 0;
    double *values = reader_allocate(reader, node_count(node), sizeof *values);
    if (!values)
        return;
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        if (check_code(reader, &child, scale))
            values[count++] = child.json->valuedouble;
    if (!node_count(node)) {
        refuse(reader, node, DIAG_EMPTY_LIST, "'%s' lists no codes", node->key);
        return;
    }
    qsort(values, count, sizeof *values, compare_codes);
    for (size_t i = 1; i < count; i++)
        if (values[i] == values[i - 1])
            refuse_double(reader, node, values[i]);
    *codes_out = (struct codes){ values, count };
}

static size_t count_digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* What follows the number of "1-2 times", "10+", "25 %", "3/4", "1st", which is then no
   code. */
static bool continues_number(const char *rest)
{
    static const char dashes_and_spaces[] =
        " -\xe2\x80\x93\x94/"; /* - and U+2013, 2014 */
    if (*rest == '+' || *rest == '_' || (*rest >= 'A' && *rest <= 'Z') ||
        (*rest >= 'a' && *rest <= 'z'))
        return true;
    return rest[strspn(rest, " ")] == '%' ||
           count_digits(rest + strspn(rest, dashes_and_spaces)) > 0;
}

/* The code that a label begins with: "5 - Good", "10". */
static bool has_leading_number(const char *label, double *number_out)
{
    const char *start = label + strspn(label, " ");
    size_t sign = *start == '-' ? 1 : 0;
    size_t whole = count_digits(start + sign);
    size_t length = sign + whole;
    char point = start[length];
    if (!whole)
        return false;
    if ((point == '.' || point == ',') && count_digits(start + length + 1))
        length += 1 + count_digits(start + length + 1);
    return !continues_number(start + length) &&
           number_parse(start, length, point == ',' ? ',' : '.', number_out);
}

static void check_label(struct study_reader *reader, const struct json_node *node)
{
    double number;
    double code = node->json->valuedouble;
    if (!has_leading_number(node->key, &number) || number == code)
        return;
    char shown[NUMBER_TEXT_BYTES];
    char stated[NUMBER_TEXT_BYTES];
    number_format_exact(number, stated);
    number_format_exact(code, shown);
    refuse(reader, node, DIAG_LABEL_CONTRADICTS_CODE,
           "label '%s' begins with %s but has code %s", node->key, stated, shown);
    hint(reader->diagnostics,
         "give it code %s; where high answers are bad, flip the item with \"reverse\": "
         "true",
         stated);
}

/* The labels so far as answers are compared with them, as far as ASCII goes: case and
   spaces around them do not matter. */
struct alike_labels {
    struct map folded;
    const struct scale_label **labels; /* per key */
};

static bool fold_ascii(const char *label, struct buffer *folded)
{
    size_t length = strlen(label += strspn(label, " "));
    while (length && label[length - 1] == ' ')
        length--;
    buffer_clear(folded);
    for (size_t i = 0; i < length; i++)
        buffer_byte(folded, text_lower(label[i]));
    return !buffer_failed(folded);
}

/* Of two labels that no answer can tell apart one has the wrong code; a label that stands
   there twice is a duplicate key, which check_tree() has reported. */
static void check_alike(struct study_reader *reader, const struct json_node *node,
                        const struct scale_label *label, struct alike_labels *alike)
{
    char shown[NUMBER_TEXT_BYTES];
    struct buffer folded = { 0 };
    size_t count = alike->folded.count;
    ptrdiff_t number = MAP_NONE;
    if (fold_ascii(node->key, &folded))
        number =
            map_add(&alike->folded, folded.bytes ? folded.bytes : "", folded.byte_count);
    buffer_release(&folded);
    if (number == MAP_NONE) {
        reader->lacks_memory = true;
    } else if ((size_t)number == count) {
        alike->labels[number] = label;
    } else if (alike->labels[number]->code != label->code &&
               strcmp(alike->labels[number]->text, label->text) != 0) {
        number_format_exact(alike->labels[number]->code, shown);
        refuse(reader, node, DIAG_LABEL_CONTRADICTS_CODE,
               "label '%s' reads like '%s', which has code %s", node->key,
               alike->labels[number]->text, shown);
    }
}

static void read_label(struct study_reader *reader, const struct json_node *node,
                       struct scale *scale, struct scale_label *labels,
                       struct alike_labels *alike)
{
    if (!*node->key) {
        refuse(reader, node, DIAG_EMPTY_TEXT, "this label is empty");
    } else if (check_code(reader, node, scale)) {
        struct scale_label *label = &labels[scale->label_count];
        check_label(reader, node);
        label->text = reader_text(reader, node->key);
        label->code = node->json->valuedouble;
        if (!label->text)
            return;
        check_alike(reader, node, label, alike);
        scale->label_count++;
    }
}

static void read_labels(struct study_reader *reader, const struct json_node *node,
                        struct scale *scale)
{
    if (!node_is_given(node))
        return;
    if (!cJSON_IsObject(node->json)) {
        refuse_type(reader, node, "an object of texts and their codes");
        return;
    }
    size_t count = node_count(node);
    if (count > MOST_MEMBERS) {
        refuse(reader, node, DIAG_STUDY_TOO_LARGE, "%zu labels, at most %d", count,
               MOST_MEMBERS);
        return;
    }
    struct scale_label *labels = reader_allocate(reader, count, sizeof *labels);
    struct alike_labels alike = {
        .labels = reader_allocate(reader, count, sizeof(const struct scale_label *)),
    };
    if (!labels || !alike.labels)
        return;
    scale->labels = labels;
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        read_label(reader, &child, scale, labels, &alike);
    map_release(&alike.folded);
}

static void read_ends(struct study_reader *reader, const struct json_node *node,
                      struct scale *scale)
{
    const struct bounds bounds = { .min = -largest_code, .max = largest_code };
    struct json_node min = node_member(node, "min");
    struct json_node max = node_member(node, "max");
    scale->min = NAN; /* NAN: not known, and every comparison says no */
    scale->max = NAN;
    if (check_given(reader, &min))
        read_number(reader, &min, bounds, &scale->min);
    if (check_given(reader, &max))
        read_number(reader, &max, bounds, &scale->max);
    if (scale->min < scale->max || isnan(scale->min) || isnan(scale->max))
        return;
    refuse(reader, node, DIAG_SCALE_BOUNDS, "scale '%s': 'min' must be below 'max'",
           scale->id);
    hint(reader->diagnostics, "min and max are the lowest and the highest code; where a "
                              "low code is the good answer, flip the item with "
                              "\"reverse\": true");
}

static void default_nps_classes(struct scale *scale)
{
    static const double promoters[] = { 9, 10 };
    static const double detractors[] = { 0, 1, 2, 3, 4, 5, 6 };
    scale->promoters = (struct codes){ promoters, 2 };
    scale->detractors = (struct codes){ detractors, 7 };
}

static void read_nps_classes(struct study_reader *reader, const struct json_node *node,
                             struct scale *scale)
{
    struct json_node promoters = node_member(node, "promoters");
    struct json_node detractors = node_member(node, "detractors");
    bool has_promoters = node_is_given(&promoters);
    bool has_detractors = node_is_given(&detractors);
    read_codes(reader, &promoters, scale, &scale->promoters);
    read_codes(reader, &detractors, scale, &scale->detractors);
    if (scale->kind != SCALE_NPS && (has_promoters || has_detractors))
        refuse(reader, has_promoters ? &promoters : &detractors, DIAG_NPS_CLASSES,
               "scale '%s' has promoters or detractors but is no nps scale", scale->id);
    else if (has_promoters != has_detractors)
        refuse(reader, node, DIAG_NPS_CLASSES,
               "scale '%s' states only one of promoters and detractors", scale->id);
    else if (scale->promoters.count && scale->detractors.count &&
             scale->promoters.values[0] <=
                 scale->detractors.values[scale->detractors.count - 1])
        refuse(reader, &promoters, DIAG_NPS_CLASSES,
               "scale '%s': every promoter must be above every detractor", scale->id);
    else if (scale->kind == SCALE_NPS && !has_promoters) {
        if (scale->min == 0 && scale->max == 10)
            default_nps_classes(scale);
        else if (scale->min < scale->max) {
            refuse(reader, node, DIAG_NPS_SCALE,
                   "nps scale '%s' is not 0 to 10 and states no promoters and detractors",
                   scale->id);
            hint(reader->diagnostics,
                 "add \"promoters\" and \"detractors\", or make it 0 to 10");
        }
    }
}

static void read_scale(struct study_reader *reader, const struct json_node *node,
                       struct scale *scale)
{
    scale->id = reader_text(reader, node->key);
    if (!scale->id)
        return;
    if (!*scale->id)
        refuse(reader, node, DIAG_EMPTY_TEXT, "a scale needs a name");
    if (!check_object(reader, node, OBJECT_SCALE))
        return;
    struct json_node kind = node_member(node, "kind");
    struct json_node top = node_member(node, "top");
    struct json_node labels = node_member(node, "labels");
    struct json_node fractions = node_member(node, "fractions");
    struct json_node missing = node_member(node, "missing");
    size_t kind_number = SCALE_LIKERT;
    if (check_given(reader, &kind))
        read_choice(reader, &kind, &scale_kind_names, &kind_number);
    scale->kind = (enum scale_kind)kind_number;
    read_ends(reader, node, scale);
    read_codes(reader, &top, scale, &scale->top);
    read_labels(reader, &labels, scale);
    read_nps_classes(reader, node, scale);
    read_bool(reader, &fractions, &scale->has_fractions);
    read_missing(reader, &missing, scale->missing);
}

void read_scales(struct study_reader *reader, const struct json_node *node,
                 struct study *study)
{
    if (!check_given(reader, node))
        return;
    if (!cJSON_IsObject(node->json)) {
        refuse_type(reader, node, "an object of scales");
        return;
    }
    size_t count = node_count(node);
    if (count > MOST_MEMBERS) {
        refuse(reader, node, DIAG_STUDY_TOO_LARGE, "%zu scales, at most %d", count,
               MOST_MEMBERS);
        return;
    }
    struct scale *scales = reader_allocate(reader, count, sizeof *scales);
    if (!scales)
        return;
    study->scales = scales;
    for (struct json_node child = node_first(node); child.json; node_next(&child)) {
        if (map_find(&reader->scale_ids, child.key, strlen(child.key)) != MAP_NONE)
            continue; /* a duplicate key, which check_tree() has reported */
        read_scale(reader, &child, &scales[study->scale_count]);
        if (map_add(&reader->scale_ids, child.key, strlen(child.key)) == MAP_NONE)
            reader->lacks_memory = true;
        if (reader->lacks_memory)
            return;
        study->scale_count++;
    }
}

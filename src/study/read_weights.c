/* What respondents speak for: their weights, and the population of a side. */
#include "study/reader.h"

enum { LARGEST_POPULATION = 1000000000 };

void read_weight(struct study_reader *reader, const struct json_node *node,
                 struct side_study *side)
{
    struct json_node weight = node_member(node, "weight");
    read_optional_column(reader, &weight, &side->has_weight, &side->weight);
    if (!side->has_weight || !side->has_layout)
        return;
    refuse(reader, &weight, DIAG_NOT_SUPPORTED,
           "'weight' does not go with 'layout': a weight is read from a respondent's one "
           "row");
    hint(reader->diagnostics, "export one row per respondent, or leave the weight out");
}

static void name_file(struct study_reader *reader, const struct json_node *node,
                      struct population_rule *population)
{
    struct study_outcome *file = &population->file;
    population->by = POPULATION_FILE;
    read_text(reader, node, &file->file_name);
    if (file->file_name)
        file->file = resolve_path(reader, file->file_name);
}

static void read_object(struct study_reader *reader, const struct json_node *node,
                        struct population_rule *population)
{
    struct json_node column = node_member(node, "column");
    struct json_node file = node_member(node, "file");
    struct json_node unit = node_member(node, "unit");
    struct json_node headcount = node_member(node, "headcount");
    if (node_is_given(&column) &&
        (node_is_given(&file) || node_is_given(&unit) || node_is_given(&headcount))) {
        refuse(
            reader, node, DIAG_UNKNOWN_VALUE,
            "'column' is of the export and stands alone; 'file' has columns of its own");
        return;
    }
    if (node_is_given(&column)) {
        population->by = POPULATION_COLUMN;
        read_column(reader, &column, &population->column);
        return;
    }
    if (!check_given(reader, &file))
        return;
    name_file(reader, &file, population);
    read_column_or(reader, &unit, "unit", &population->file.unit);
    read_column_or(reader, &headcount, "headcount", &population->file.column);
}

void read_population(struct study_reader *reader, const struct json_node *node,
                     struct side_study *side)
{
    struct population_rule *population = &side->population;
    struct json_node none = { .parent = node };
    if (!node_is_given(node) || node_is_null(node))
        return;
    population->pointer = node_pointer(reader, node);
    if (cJSON_IsNumber(node->json)) {
        size_t size = 0;
        population->by = POPULATION_SIZE;
        read_count(reader, node, 1, LARGEST_POPULATION, &size);
        population->size = (double)size;
    } else if (cJSON_IsString(node->json)) {
        name_file(reader, node, population);
        read_column_or(reader, &none, "unit", &population->file.unit);
        read_column_or(reader, &none, "headcount", &population->file.column);
    } else if (!cJSON_IsObject(node->json)) {
        refuse_type(reader, node, "a file name, a number or an object");
    } else if (check_object(reader, node, OBJECT_POPULATION)) {
        read_object(reader, node, population);
    }
    bool is_by_unit =
        population->by == POPULATION_FILE || population->by == POPULATION_COLUMN;
    if (is_by_unit && !side->has_unit) {
        refuse(reader, node, DIAG_NOT_SUPPORTED,
               "headcounts by unit, on a side without a 'unit' column");
        hint(reader->diagnostics, "write how many there are in all, such as 1200");
    }
}

void check_populations(struct study_reader *reader, const struct json_node *root,
                       const struct study *study)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct json_node own = node_member(root, side_names.names[side]);
        struct json_node population = node_member(&own, "population");
        if (study->sides[side].population.by == POPULATION_NONE ||
            !study->sides[side].has_wave || study->analysis.wave)
            continue;
        refuse(reader, &population, DIAG_NOT_SUPPORTED,
               "a population is that of one wave, and the report is of all");
        hint(reader->diagnostics, "name the wave in analysis.wave, such as \"latest\"");
    }
}

/* Outcomes: figures of units from elsewhere. */
#include "study/reader.h"

#include <string.h>

static bool is_known(const struct study *study, const struct study_outcome *outcome)
{
    for (const struct study_outcome *other = study->outcomes; other < outcome; other++)
        if (other->id && strcmp(other->id, outcome->id) == 0)
            return true;
    return false;
}

static void read_outcome(struct study_reader *reader, const struct json_node *node,
                         const struct study *study, struct study_outcome *outcome)
{
    if (!check_object(reader, node, OBJECT_OUTCOME))
        return;
    struct json_node id = node_member(node, "id");
    struct json_node label = node_member(node, "label");
    struct json_node file = node_member(node, "file");
    struct json_node unit = node_member(node, "unit");
    struct json_node column = node_member(node, "column");
    if (check_given(reader, &id))
        read_text(reader, &id, &outcome->id);
    if (!outcome->id)
        return;
    if (is_known(study, outcome))
        refuse(reader, &id, DIAG_DUPLICATE_ID, "two outcomes have the id '%s'",
               outcome->id);
    outcome->label = outcome->id;
    read_text_or_texts(reader, &label, &outcome->label, &outcome->labels);
    if (check_given(reader, &file))
        read_text(reader, &file, &outcome->file_name);
    if (outcome->file_name)
        outcome->file = resolve_path(reader, outcome->file_name);
    read_column_or(reader, &unit, "unit", &outcome->unit);
    read_column_or(reader, &column, outcome->id, &outcome->column);
}

void read_outcomes(struct study_reader *reader, const struct json_node *node,
                   struct study *study)
{
    if (!node_is_given(node) || !check_list(reader, node))
        return;
    struct study_outcome *outcomes =
        reader_allocate(reader, node_count(node), sizeof *outcomes);
    if (!outcomes)
        return;
    study->outcomes = outcomes;
    study->outcome_count = node_count(node);
    for (struct json_node child = node_first(node); child.json; node_next(&child))
        read_outcome(reader, &child, study, &outcomes[child.index]);
}

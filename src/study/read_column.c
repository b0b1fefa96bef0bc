/* Column references: "name", or an object that names a column by its name, its question
   text, its import id or its place. */
#include "study/reader.h"

static void refuse_reference(struct study_reader *reader, const struct json_node *node,
                             const char *what)
{
    refuse(reader, node, DIAG_COLUMN_REFERENCE, "%s", what);
    hint(reader->diagnostics,
         "a column is a header name, or an object with one of name (and occurrence), "
         "text, import_id, index");
}

static void read_reference(struct study_reader *reader, const struct json_node *node,
                           struct column_ref *column)
{
    static const struct {
        const char *key;
        enum column_key by;
    } kinds[] = {
        { "name", COLUMN_BY_NAME },
        { "text", COLUMN_BY_TEXT },
        { "import_id", COLUMN_BY_IMPORT_ID },
        { "index", COLUMN_BY_INDEX },
    };
    size_t given = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct json_node member = node_member(node, kinds[i].key);
        if (!node_is_given(&member))
            continue;
        given++;
        column->by = kinds[i].by;
        if (column->by == COLUMN_BY_INDEX)
            read_count(reader, &member, 1, 1000000, &column->index);
        else
            read_text(reader, &member, &column->text);
    }
    struct json_node occurrence = node_member(node, "occurrence");
    read_count(reader, &occurrence, 1, 1000000, &column->occurrence);
    bool has_unknown_only = node->json->child && !node_is_given(&occurrence);
    if (given == 0 && !has_unknown_only)
        refuse_reference(reader, node, "this names no column");
    else if (given > 1)
        refuse_reference(reader, node, "this names a column in more than one way");
    else if (node_is_given(&occurrence) && column->by != COLUMN_BY_NAME)
        refuse_reference(reader, &occurrence, "'occurrence' goes with 'name' only");
}

void read_column(struct study_reader *reader, const struct json_node *node,
                 struct column_ref *column_out)
{
    if (!node_is_given(node))
        return;
    *column_out = (struct column_ref){ .pointer = node_pointer(reader, node) };
    if (cJSON_IsString(node->json))
        read_text(reader, node, &column_out->text);
    else if (!cJSON_IsObject(node->json))
        refuse_type(reader, node, "a column name or an object");
    else if (check_object(reader, node, OBJECT_COLUMN))
        read_reference(reader, node, column_out);
}

void read_optional_column(struct study_reader *reader, const struct json_node *node,
                          bool *given_out, struct column_ref *column_out)
{
    *given_out = node_is_given(node) && !node_is_null(node);
    if (*given_out)
        read_column(reader, node, column_out);
}

void read_column_or(struct study_reader *reader, const struct json_node *node,
                    const char *name, struct column_ref *column_out)
{
    if (node_is_given(node))
        read_column(reader, node, column_out);
    else
        *column_out =
            (struct column_ref){ .by = COLUMN_BY_NAME,
                                 .text = name,
                                 .pointer = node_pointer(reader, node->parent) };
}

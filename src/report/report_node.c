#include "report/report_node.h"

#include "base/buffer.h"
#include "base/map.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool reader_is_well(const struct report_reader *reader)
{
    return reader->status == SYMBAR_OK;
}

void reader_lacks_memory(struct report_reader *reader)
{
    if (reader_is_well(reader))
        reader->status = fail_no_memory(reader->diagnostics);
}

void refuse_node(struct report_reader *reader, const struct json_node *node,
                 const char *format, ...)
{
    if (!reader_is_well(reader))
        return;
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct buffer pointer = { 0 };
    node_append_pointer(node, &pointer);
    struct place place = { .path = reader->path,
                           .pointer = pointer.byte_count ? pointer.bytes : NULL };
    reader->status = fail(reader->diagnostics, DIAG_REPORT_CONTENT, place, "%s", message);
    buffer_release(&pointer);
}

/* Few keys are compared with each other, many go through a map. */
static bool comes_twice(struct report_reader *reader, const struct json_node *child,
                        struct map *seen)
{
    enum { FEW = 12 };
    if (child->index < FEW) {
        for (const cJSON *other = child->parent->json->child; other != child->json;
             other = other->next)
            if (strcmp(other->string, child->key) == 0)
                return true;
        return false;
    }
    const cJSON *other = child->index == FEW ? child->parent->json->child : child->json;
    for (; other != child->json; other = other->next)
        if (map_add(seen, other->string, strlen(other->string)) == MAP_NONE)
            reader_lacks_memory(reader);
    size_t count = seen->count;
    if (map_add(seen, child->key, strlen(child->key)) == MAP_NONE)
        reader_lacks_memory(reader);
    return reader_is_well(reader) && seen->count == count;
}

void check_tree(struct report_reader *reader, const struct json_node *node)
{
    struct map seen = { 0 };
    for (struct json_node child = node_first(node); child.json && reader_is_well(reader);
         node_next(&child)) {
        if (child.key && comes_twice(reader, &child, &seen))
            refuse_node(reader, &child, "key '%s' stands here twice", child.key);
        check_tree(reader, &child);
    }
    map_release(&seen);
}

static struct json_node given_member(struct report_reader *reader,
                                     const struct json_node *object, const char *key)
{
    struct json_node node = node_member(object, key);
    if (!node.json)
        refuse_node(reader, object, "'%s' is missing", key);
    return node;
}

struct json_node object_of(struct report_reader *reader, const struct json_node *object,
                           const char *key)
{
    struct json_node node = given_member(reader, object, key);
    if (node.json && !cJSON_IsObject(node.json))
        refuse_node(reader, &node, "'%s' is not an object", key);
    return node;
}

struct json_node list_of(struct report_reader *reader, const struct json_node *object,
                         const char *key)
{
    struct json_node node = given_member(reader, object, key);
    if (node.json && !cJSON_IsArray(node.json))
        refuse_node(reader, &node, "'%s' is not a list", key);
    return node;
}

void get_text(struct report_reader *reader, const struct json_node *object,
              const char *key, const char **text_out)
{
    struct json_node node = given_member(reader, object, key);
    if (!node.json)
        return;
    if (!cJSON_IsString(node.json)) {
        refuse_node(reader, &node, "'%s' is not a text", key);
        return;
    }
    const char *text = arena_text(reader->arena, node.json->valuestring);
    if (text)
        *text_out = text;
    else
        reader_lacks_memory(reader);
}

void get_optional_text(struct report_reader *reader, const struct json_node *object,
                       const char *key, const char **text_out)
{
    struct json_node node = node_member(object, key);
    if (node.json && !cJSON_IsNull(node.json))
        get_text(reader, object, key, text_out);
}

void get_number(struct report_reader *reader, const struct json_node *object,
                const char *key, double min, double max, double *number_out)
{
    struct json_node node = given_member(reader, object, key);
    if (!node.json)
        return;
    if (!cJSON_IsNumber(node.json))
        refuse_node(reader, &node, "'%s' is not a number", key);
    else if (!(node.json->valuedouble >= min && node.json->valuedouble <= max))
        refuse_node(reader, &node, "'%s' is out of range", key);
    else
        *number_out = node.json->valuedouble;
}

void get_count(struct report_reader *reader, const struct json_node *object,
               const char *key, uint64_t *count_out)
{
    static const double most = 9007199254740992.0; /* exact up to here */
    struct json_node node = node_member(object, key);
    double number = 0;
    get_number(reader, object, key, 0, most, &number);
    if (floor(number) != number)
        refuse_node(reader, &node, "'%s' is not a whole number", key);
    else
        *count_out = (uint64_t)number;
}

void get_measure(struct report_reader *reader, const struct json_node *object,
                 const char *key, struct measure *measure_out)
{
    struct json_node node = node_member(object, key);
    if (!node.json || cJSON_IsNull(node.json))
        return;
    if (cJSON_IsNumber(node.json))
        *measure_out =
            (struct measure){ .available = true, .value = node.json->valuedouble };
    else
        refuse_node(reader, &node, "'%s' is neither a number nor null", key);
}

void get_choice(struct report_reader *reader, const struct json_node *object,
                const char *key, name_function *name_at, size_t count, size_t *index_out)
{
    struct json_node node = given_member(reader, object, key);
    if (!node.json)
        return;
    const char *text = cJSON_GetStringValue(node.json);
    for (size_t i = 0; i < count; i++) {
        const char *name = name_at(i);
        bool is_match =
            name && text ? strcmp(name, text) == 0 : !name && cJSON_IsNull(node.json);
        if (is_match) {
            *index_out = i;
            return;
        }
    }
    if (text)
        refuse_node(reader, &node, "'%s' is not a %s", text, key);
    else
        refuse_node(reader, &node, "'%s' is not a text", key);
}

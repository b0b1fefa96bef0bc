#include "study/json_node.h"

struct json_node node_member(const struct json_node *object, const char *key)
{
    return (struct json_node){
        .json = cJSON_GetObjectItemCaseSensitive(object->json, key),
        .parent = object,
        .key = key,
    };
}

struct json_node node_first(const struct json_node *parent)
{
    const cJSON *json = parent->json ? parent->json->child : NULL;
    return (struct json_node){
        .json = json,
        .parent = parent,
        .key = json && cJSON_IsObject(parent->json) ? json->string : NULL,
    };
}

void node_next(struct json_node *child)
{
    child->json = child->json->next;
    child->index++;
    if (child->json && child->key)
        child->key = child->json->string;
}

size_t node_count(const struct json_node *parent)
{
    size_t count = 0;
    for (struct json_node child = node_first(parent); child.json; node_next(&child))
        count++;
    return count;
}

void node_append_pointer(const struct json_node *node, struct buffer *out)
{
    if (!node->parent)
        return;
    node_append_pointer(node->parent, out);
    buffer_byte(out, '/');
    if (!node->key)
        buffer_format(out, "%zu", node->index);
    else
        for (const char *at = node->key; *at; at++)
            if (*at == '~' || *at == '/')
                buffer_text(out, *at == '~' ? "~0" : "~1");
            else
                buffer_byte(out, *at);
}

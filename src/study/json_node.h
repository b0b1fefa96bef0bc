/* A value of a JSON tree and the way to it, of a study or of a report that is read back:
   what is said of a value names its place, as a JSON pointer (RFC 6901). */
#ifndef STUDY_JSON_NODE_H
#define STUDY_JSON_NODE_H

#include "base/buffer.h"

#include <cjson/cJSON.h>

#include <stddef.h>

/* Nodes live on the stack, below their parents. */
struct json_node {
    const cJSON *json; /* NULL: absent */
    const struct json_node *parent;
    const char *key; /* in an object, else NULL */
    size_t index;    /* in a list */
};

struct json_node node_member(const struct json_node *object, const char *key);

/* Goes through the children of a list or an object:
   for (struct json_node child = node_first(&list); child.json; node_next(&child)) */
struct json_node node_first(const struct json_node *parent);
void node_next(struct json_node *child);
size_t node_count(const struct json_node *parent);

/* "/dimensions/0/id"; nothing for the root. */
void node_append_pointer(const struct json_node *node, struct buffer *out);

#endif

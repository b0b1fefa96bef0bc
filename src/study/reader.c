#include "study/reader.h"

#include "base/buffer.h"
#include "base/text.h"

#include <stdarg.h>
#include <string.h>

bool node_is_given(const struct json_node *node)
{
    return node->json != NULL;
}

bool node_is_null(const struct json_node *node)
{
    return cJSON_IsNull(node->json);
}

const char *node_pointer(struct study_reader *reader, const struct json_node *node)
{
    if (!node->parent)
        return NULL;
    struct buffer pointer = { 0 };
    node_append_pointer(node, &pointer);
    const char *text = NULL;
    if (buffer_failed(&pointer))
        reader->lacks_memory = true;
    else
        text = reader_text(reader, pointer.bytes);
    buffer_release(&pointer);
    return text;
}

void refuse(struct study_reader *reader, const struct json_node *node,
            enum diagnostic_kind kind, const char *format, ...)
{
    struct place place = { .path = reader->path, .pointer = node_pointer(reader, node) };
    va_list arguments;
    va_start(arguments, format);
    fail_with(reader->diagnostics, kind, place, format, arguments);
    va_end(arguments);
    reader->refusal_count++;
}

static const char *type_name(const cJSON *json)
{
    if (cJSON_IsString(json))
        return "a text";
    if (cJSON_IsNumber(json))
        return "a number";
    if (cJSON_IsBool(json))
        return "true or false";
    if (cJSON_IsArray(json))
        return "a list";
    return cJSON_IsObject(json) ? "an object" : "null";
}

void refuse_type(struct study_reader *reader, const struct json_node *node,
                 const char *expected)
{
    const char *found = type_name(node->json);
    if (node->key)
        refuse(reader, node, DIAG_WRONG_TYPE, "'%s' must be %s, not %s", node->key,
               expected, found);
    else
        refuse(reader, node, DIAG_WRONG_TYPE, "%s must be %s, not %s",
               node->parent ? "this" : "a study", expected, found);
}

void hint_names(struct study_reader *reader, const char *wanted, const char *const *names,
                size_t count)
{
    if (reader->refusal_count > MOST_HINTS)
        return;
    const char *nearest = text_nearest(wanted, names, count);
    if (nearest) {
        hint(reader->diagnostics, "did you mean '%s'?", nearest);
        return;
    }
    struct buffer list = { 0 };
    for (size_t i = 0; i < count; i++)
        buffer_format(&list, "%s%s", i ? ", " : "", names[i]);
    if (count && !buffer_failed(&list))
        hint(reader->diagnostics, "one of %s", list.bytes);
    buffer_release(&list);
}

void *reader_allocate(struct study_reader *reader, size_t count, size_t size)
{
    void *piece = arena_allocate(reader->arena, count, size);
    if (!piece)
        reader->lacks_memory = true;
    return piece;
}

const char *reader_text(struct study_reader *reader, const char *text)
{
    const char *copy = arena_text(reader->arena, text);
    if (!copy)
        reader->lacks_memory = true;
    return copy;
}

const char *reader_json(struct study_reader *reader, const cJSON *json)
{
    char *text = cJSON_PrintUnformatted(json);
    const char *copy = text ? reader_text(reader, text) : NULL;
    if (!text)
        reader->lacks_memory = true;
    cJSON_free(text);
    return copy;
}

static bool is_known(const struct study_keys *known, const char *key)
{
    for (size_t i = 0; i < known->count; i++)
        if (strcmp(known->keys[i], key) == 0)
            return true;
    return false;
}

/* A key that is known elsewhere is in the wrong place rather than misspelt. */
static const char *find_home(const char *key)
{
    for (int object = 0; object < OBJECT_COUNT; object++)
        if (is_known(study_keys((enum study_object)object), key))
            return study_keys((enum study_object)object)->object;
    return NULL;
}

static void refuse_unknown(struct study_reader *reader, const struct json_node *member,
                           const struct study_keys *known)
{
    refuse(reader, member, DIAG_UNKNOWN_KEY, "unknown key '%s'", member->key);
    if (reader->refusal_count > MOST_HINTS)
        return;
    const char *home = find_home(member->key);
    if (!home || text_nearest(member->key, known->keys, known->count))
        hint_names(reader, member->key, known->keys, known->count);
    else if (strcmp(home, study_keys(OBJECT_SIDE)->object) == 0)
        hint(reader->diagnostics, "'%s' is a key of 'employees' and of 'customers'",
             member->key);
    else
        hint(reader->diagnostics, "'%s' is a key of '%s'", member->key, home);
}

bool check_object(struct study_reader *reader, const struct json_node *node,
                  enum study_object object)
{
    const struct study_keys *known = study_keys(object);
    if (!cJSON_IsObject(node->json)) {
        refuse_type(reader, node, "an object");
        return false;
    }
    for (struct json_node member = node_first(node); member.json; node_next(&member))
        if (!is_known(known, member.key))
            refuse_unknown(reader, &member, known);
    return true;
}

bool check_list(struct study_reader *reader, const struct json_node *node)
{
    if (!cJSON_IsArray(node->json)) {
        refuse_type(reader, node, "a list");
        return false;
    }
    size_t count = node_count(node);
    if (count <= MOST_MEMBERS)
        return true;
    refuse(reader, node, DIAG_STUDY_TOO_LARGE, "%zu members in a list, at most %d", count,
           MOST_MEMBERS);
    return false;
}

bool check_given(struct study_reader *reader, const struct json_node *node)
{
    if (node_is_given(node))
        return true;
    refuse(reader, node->parent, DIAG_MISSING_KEY, "'%s' is missing", node->key);
    return false;
}

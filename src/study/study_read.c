#include "study/study_read.h"

#include "base/buffer.h"
#include "base/json_check.h"
#include "base/map.h"
#include "base/memory.h"
#include "study/reader.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { LARGEST_FILE = 16 * 1024 * 1024, DEEPEST = 100, MOST_VALUES = 1000000 };

const char *resolve_path(struct study_reader *reader, const char *name)
{
    const char *slash = reader->path ? strrchr(reader->path, '/') : NULL;
    if (!slash || *name == '/' || strcmp(name, "-") == 0)
        return reader_text(reader, name);
    const char *path = arena_format(reader->arena, "%.*s%s",
                                    (int)(slash - reader->path + 1), reader->path, name);
    if (!path)
        reader->lacks_memory = true;
    return path;
}

/* Keys that come twice, which cJSON keeps silently. The depth is bounded by json_check().
 */
static void check_tree(struct study_reader *reader, const struct json_node *node)
{
    struct map keys = { 0 };
    for (struct json_node child = node_first(node); child.json && !reader->lacks_memory;
         node_next(&child)) {
        size_t count = keys.count;
        if (child.key && map_add(&keys, child.key, strlen(child.key)) == MAP_NONE)
            reader->lacks_memory = true;
        else if (child.key && keys.count == count)
            refuse(reader, &child, DIAG_DUPLICATE_KEY, "key '%s' stands here twice",
                   child.key);
        check_tree(reader, &child);
    }
    map_release(&keys);
}

static void check_standard_input(struct study_reader *reader, const struct study *study)
{
    size_t count = study->path && strcmp(study->path, "-") == 0;
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t i = 0; i < study->sides[side].files.count; i++)
            count += strcmp(study->sides[side].files.texts[i], "-") == 0;
    if (count > 1) {
        struct json_node root = { 0 };
        refuse(reader, &root, DIAG_STANDARD_INPUT_TWICE,
               "standard input ('-') is named %zu times", count);
        hint(reader->diagnostics, "standard input can be read once only");
    }
}

/* What symbar writes is easily taken for what it reads. */
static bool is_report(const struct json_node *root)
{
    struct json_node format = node_member(root, "format");
    struct json_node name = node_member(&format, "name");
    return cJSON_IsString(name.json) &&
           strcmp(name.json->valuestring, "symbar-report") == 0;
}

static void read_root(struct study_reader *reader, const struct json_node *root,
                      struct study *study)
{
    if (is_report(root)) {
        refuse(reader, root, DIAG_STUDY_SYNTAX, "this is a report, not a study");
        hint(reader->diagnostics,
             "`symbar report STUDY -o FILE` writes a report in another format; `symbar "
             "compare` and `symbar audit` read one");
        return;
    }
    check_tree(reader, root);
    if (reader->lacks_memory || !check_object(reader, root, OBJECT_STUDY))
        return;
    struct json_node scales = node_member(root, "scales");
    struct json_node dimensions = node_member(root, "dimensions");
    for (int side = 0; side < SIDE_COUNT && !reader->lacks_memory; side++) {
        struct json_node node = node_member(root, side_names.names[side]);
        read_side(reader, &node, (enum side)side, &study->sides[side]);
    }
    if (!reader->lacks_memory)
        check_standard_input(reader, study);
    if (!reader->lacks_memory)
        read_scales(reader, &scales, study);
    if (!reader->lacks_memory)
        read_dimensions(reader, &dimensions, study);
    if (!reader->lacks_memory)
        read_rules(reader, root, study);
    if (!reader->lacks_memory)
        check_populations(reader, root, study);
    bool is_of_tally = reader->overrides && reader->overrides->is_of_tally;
    if (!reader->lacks_memory && !reader->refusal_count && !is_of_tally)
        warn_of_no_effect(reader, root, study);
}

/* UTF-16, as some editors save it: with its mark, or with a NUL beside the first brace.
 */
static bool is_utf16(const char *text, size_t byte_count)
{
    return byte_count >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 ||
                               memcmp(text, "\xfe\xff", 2) == 0 || !text[0] != !text[1]);
}

static bool is_tally(const char *text, size_t byte_count)
{
    static const char begin[] = "#symbar-tally";
    return byte_count >= sizeof begin && memcmp(text, begin, sizeof begin - 1) == 0;
}

static enum symbar_status refuse_syntax(const struct json_fault *fault, const char *text,
                                        size_t byte_count, const char *path,
                                        struct symbar_diagnostics *diagnostics)
{
    struct place place = { .path = path, .line = fault->line, .column = fault->column };
    enum symbar_status status =
        fault->is_limit
            ? fail(diagnostics, DIAG_STUDY_TOO_LARGE, place, "%s", fault->what)
            : fail(diagnostics, DIAG_STUDY_SYNTAX, place, "not JSON: %s", fault->what);
    if (is_tally(text, byte_count))
        hint(diagnostics, "a tally is read from a file of its own, not from a pipe or "
                          "compressed: save it first");
    else if (is_utf16(text, byte_count))
        hint(diagnostics, "save the file as UTF-8");
    else if (fault->line == 1 && fault->column == 1 && !fault->is_limit)
        hint(diagnostics, "is this the study file? Answers are named in it, or with "
                          "--employees and --customers");
    else if (fault->hint)
        hint(diagnostics, "%s", fault->hint);
    return status;
}

enum symbar_status study_parse(const char *text, size_t byte_count, const char *path,
                               const struct study_overrides *overrides,
                               struct study **study_out,
                               struct symbar_diagnostics *diagnostics)
{
    const struct json_limits limits = { .depth = DEEPEST, .values = MOST_VALUES };
    struct json_fault fault;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    cJSON *json = NULL;
    struct study *study = NULL;
    struct study_reader reader = { .path = path,
                                   .overrides = overrides,
                                   .diagnostics = diagnostics };

    if (!byte_count)
        return fail(diagnostics, DIAG_STUDY_SYNTAX, (struct place){ .path = path },
                    "not JSON: the file is empty");
    if (!json_check(text, byte_count, &limits, &fault))
        return refuse_syntax(&fault, text, byte_count, path, diagnostics);
    /* cJSON's allocation hooks and the place of its last error belong to the whole
       process. A library may not set the hooks: memory is the system's unless the program
       (or a test of failing memory) says otherwise. The place is reset by every parse, in
       every thread, to the same nothing, and nobody here reads it: after json_check()
       nothing but memory can fail. */
    json = cJSON_ParseWithLength(text, byte_count);
    study = memory_allocate(1, sizeof *study);
    if (!json || !study)
        goto done;
    reader.arena = &study->arena;
    struct json_node root = { .json = json };
    study->path = path ? reader_text(&reader, path) : NULL;
    study->source = reader_json(&reader, json);
    read_root(&reader, &root, study);
    if (reader.lacks_memory)
        goto done;
    status = reader.refusal_count ? SYMBAR_BAD_INPUT : SYMBAR_OK;
    if (status == SYMBAR_OK) {
        *study_out = study;
        study = NULL;
    }

done:
    map_release(&reader.scale_ids);
    map_release(&reader.dimension_ids);
    if (status == SYMBAR_NO_MEMORY)
        fail_no_memory(diagnostics);
    study_free(study);
    cJSON_Delete(json);
    return status;
}

static enum symbar_status read_file(const char *path, struct buffer *text,
                                    struct symbar_diagnostics *diagnostics)
{
    char block[64 * 1024];
    size_t count;
    struct place place = { .path = path };
    enum symbar_status status = SYMBAR_OK;
    bool is_standard = strcmp(path, "-") == 0;
    FILE *file = is_standard ? stdin : fopen(path, "rb");
    if (!file) {
        status = fail_system(diagnostics, DIAG_CANNOT_OPEN, place, "cannot open", errno);
        hint(diagnostics, "name the study file, or go to the folder of symbar.json; "
                          "`symbar init -e FILE "
                          "-c FILE` drafts one");
        return status;
    }
    while (text->byte_count <= LARGEST_FILE &&
           (count = fread(block, 1, sizeof block, file)) > 0)
        buffer_append(text, block, count);
    if (ferror(file))
        status = fail_system(diagnostics, DIAG_CANNOT_OPEN, place, "cannot read", errno);
    else if (text->byte_count > LARGEST_FILE)
        status = fail(diagnostics, DIAG_STUDY_TOO_LARGE, place,
                      "a study file of more than 16 MiB");
    else if (buffer_failed(text))
        status = fail_no_memory(diagnostics);
    if (!is_standard)
        fclose(file);
    return status;
}

enum symbar_status study_load(const char *path, const struct study_overrides *overrides,
                              struct study **study_out,
                              struct symbar_diagnostics *diagnostics)
{
    struct buffer text = { 0 };
    enum symbar_status status = read_file(path, &text, diagnostics);
    if (status == SYMBAR_OK)
        status = study_parse(text.bytes ? text.bytes : "", text.byte_count, path,
                             overrides, study_out, diagnostics);
    buffer_release(&text);
    return status;
}

void study_free(struct study *study)
{
    if (!study)
        return;
    arena_release(&study->arena);
    memory_free(study);
}

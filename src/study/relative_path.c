#define _XOPEN_SOURCE 700 /* realpath, PATH_MAX */

#include "study/relative_path.h"

#include "base/buffer.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_here(const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        path += 2;
        path += strspn(path, "/");
    }
    return path;
}

/* The folder in full, without links; NULL when it cannot be told. */
static const char *real_folder(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash ? arena_copy(arena, path, (size_t)(slash - path) + 1) : ".";
    char *real = arena_allocate(arena, PATH_MAX, 1);
    return folder && real ? realpath(folder, real) : NULL;
}

/* From one full path of a folder to another: "../../data/". */
static void append_way(struct buffer *out, const char *from, const char *to)
{
    size_t common = 0;
    for (size_t i = 0;; i++) {
        bool from_ends = from[i] == '/' || !from[i];
        bool to_ends = to[i] == '/' || !to[i];
        if (from_ends && to_ends)
            common = i;
        if (from[i] != to[i] || !from[i])
            break;
    }
    from += common;
    to += common;
    for (; *from; from++)
        if (*from == '/' && from[1])
            buffer_text(out, "../");
    to += *to == '/';
    if (*to) {
        buffer_text(out, to);
        buffer_byte(out, '/');
    }
}

const char *relative_path(const char *study_path, const char *path, struct arena *arena)
{
    if (*path == '/' || !strchr(skip_here(study_path), '/'))
        return arena_text(arena, path);
    const char *slash = strrchr(path, '/');
    const char *from = real_folder(study_path, arena);
    const char *to = real_folder(path, arena);
    struct buffer way = { 0 };
    const char *result = NULL;
    if (from && to) {
        append_way(&way, from, to);
        buffer_text(&way, slash ? slash + 1 : path);
        if (!buffer_failed(&way))
            result = arena_text(arena, way.bytes);
    } else {
        result = arena_text(arena, path); /* a folder that is not there is met later */
    }
    buffer_release(&way);
    return result;
}

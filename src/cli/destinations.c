#include "cli/destinations.h"

#include "base/buffer.h"
#include "base/text.h"

#include <string.h>
#include <sys/stat.h>

static const char default_format[] = "text";

/* The format, or the extension, that was probably meant. */
static const char *nearest_format(const struct format_list *formats, const char *wanted,
                                  bool is_extension)
{
    enum { MOST_FORMATS = 40 };
    const char *candidates[MOST_FORMATS];
    size_t count = 0;
    for (; count < MOST_FORMATS && formats->name_at(count); count++)
        candidates[count] =
            is_extension ? formats->extension_at(count) : formats->name_at(count);
    return text_nearest(wanted, candidates, count);
}

static void hint_formats(const struct format_list *formats, const char *nearest,
                         struct symbar_diagnostics *diagnostics)
{
    struct buffer list = { 0 };
    if (nearest) {
        hint(diagnostics, "did you mean '%s'?", nearest);
        return;
    }
    const char *name;
    for (size_t i = 0; (name = formats->name_at(i)); i++) {
        const char *extension = formats->extension_at(i);
        buffer_format(&list, "%s%s", i ? ", " : "", name);
        if (extension)
            buffer_format(&list, " (%s)", extension);
    }
    if (!buffer_failed(&list))
        hint(diagnostics, "the formats and their extensions: %s", list.bytes);
    buffer_release(&list);
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat of_a;
    struct stat of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && S_ISREG(of_a.st_mode) &&
           of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

/* The folder of a path as it can be asked for, and the name in it. */
static const char *split_path(const char *path, char *folder, size_t room)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) + 1 : 0;
    if (length + 2 > room)
        return NULL;
    memcpy(folder, path, length);
    memcpy(folder + length, ".", 2);
    return path + length;
}

/* The same for files that are not there yet: "out.txt" and "./out.txt". */
static bool will_be_same_file(const char *a, const char *b)
{
    enum { LONGEST_FOLDER = 4096 };
    char folder_of_a[LONGEST_FOLDER];
    char folder_of_b[LONGEST_FOLDER];
    struct stat of_a;
    struct stat of_b;
    const char *name_of_a = split_path(a, folder_of_a, sizeof folder_of_a);
    const char *name_of_b = split_path(b, folder_of_b, sizeof folder_of_b);
    return name_of_a && name_of_b && strcmp(name_of_a, name_of_b) == 0 &&
           stat(folder_of_a, &of_a) == 0 && stat(folder_of_b, &of_b) == 0 &&
           of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

enum symbar_status destinations_add(struct destinations *destinations, const char *name,
                                    const char *format,
                                    struct symbar_diagnostics *diagnostics)
{
    struct destination *files = destinations->files;
    for (size_t i = 0; i < destinations->file_count; i++)
        if (strcmp(files[i].name, name) == 0 || is_same_file(files[i].name, name) ||
            will_be_same_file(files[i].name, name))
            return fail(diagnostics, DIAG_OUTPUT_TWICE, (struct place){ 0 },
                        "two outputs go to the same file: '%s'", name);
    files[destinations->file_count].name = name;
    files[destinations->file_count++].format = format;
    return SYMBAR_OK;
}

static enum symbar_status plan_file(struct destinations *plan, const char *name,
                                    struct symbar_diagnostics *diagnostics)
{
    const char *format = plan->formats ? plan->formats->for_path(name) : NULL;
    if (!plan->formats || (!format && output_is_special(name)))
        format = plan->standard_format;
    if (format || !plan->formats)
        return destinations_add(plan, name, format, diagnostics);
    fail(diagnostics, DIAG_UNKNOWN_FORMAT, (struct place){ 0 },
         "the extension of '%s' names no format", name);
    const char *extension = strrchr(name, '.');
    hint_formats(plan->formats,
                 extension ? nearest_format(plan->formats, extension, true) : NULL,
                 diagnostics);
    return SYMBAR_BAD_USAGE;
}

/* Tells all that is wrong; the status is that of the first. */
static enum symbar_status plan_files(struct destinations *plan, const struct words *names,
                                     struct arena *arena,
                                     struct symbar_diagnostics *diagnostics)
{
    enum symbar_status first = SYMBAR_OK;
    plan->files = arena_allocate(arena, names->count + 1, sizeof *plan->files);
    if (!plan->files)
        return fail_no_memory(diagnostics);
    for (size_t i = 0; i < names->count; i++) {
        enum symbar_status status = SYMBAR_OK;
        if (strcmp(names->items[i], "-") == 0)
            plan->has_standard = true;
        else
            status = plan_file(plan, names->items[i], diagnostics);
        first = first ? first : status;
    }
    return first;
}

enum symbar_status destinations_plan(const struct format_list *formats,
                                     const struct words *names, const char *format,
                                     struct arena *arena,
                                     struct destinations *destinations_out,
                                     struct symbar_diagnostics *diagnostics)
{
    struct destinations plan = { .has_standard = format || !names->count,
                                 .standard_format = format ? format : default_format,
                                 .formats = formats };
    bool is_known = format_list_has(formats, plan.standard_format);
    if (!is_known) {
        fail(diagnostics, DIAG_UNKNOWN_FORMAT, (struct place){ 0 }, "unknown format '%s'",
             format);
        hint_formats(formats, nearest_format(formats, format, false), diagnostics);
    }
    enum symbar_status status = plan_files(&plan, names, arena, diagnostics);
    if (!status && !is_known)
        status = SYMBAR_BAD_USAGE;
    if (!status)
        *destinations_out = plan;
    return status;
}

enum symbar_status destinations_plan_one(const struct words *names, const char *format,
                                         struct arena *arena,
                                         struct destinations *destinations_out,
                                         struct symbar_diagnostics *diagnostics)
{
    struct destinations plan = { .has_standard = !names->count,
                                 .standard_format = format };
    enum symbar_status status = plan_files(&plan, names, arena, diagnostics);
    if (!status)
        *destinations_out = plan;
    return status;
}

bool destinations_have(const struct destinations *destinations, const char *format)
{
    for (size_t i = 0; i < destinations->file_count; i++)
        if (strcmp(destinations->files[i].format, format) == 0)
            return true;
    return destinations->has_standard &&
           strcmp(destinations->standard_format, format) == 0;
}

enum symbar_status destinations_spare(const struct destinations *destinations,
                                      const char *input,
                                      struct symbar_diagnostics *diagnostics)
{
    for (size_t i = 0; input && i < destinations->file_count; i++)
        if (is_same_file(destinations->files[i].name, input))
            return fail(diagnostics, DIAG_OUTPUT_IS_INPUT,
                        (struct place){ .path = destinations->files[i].name },
                        "this file is read here, and the output would replace it");
    return SYMBAR_OK;
}

static enum symbar_status write_one(struct output *output, const char *format,
                                    struct result_writer writer,
                                    struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = writer.write(writer.result, format, output->is_standard,
                                             output_write, output, diagnostics);
    if (status != SYMBAR_OK && status != SYMBAR_CANNOT_WRITE)
        return status;
    /* a sink that refused says why here; a writer that failed by itself has said it */
    enum symbar_status finished = output_finish(output, diagnostics);
    return finished ? finished : status;
}

static enum symbar_status write_files(struct destinations *destinations,
                                      struct result_writer writer,
                                      struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = SYMBAR_OK;
    struct destination *files = destinations->files;
    for (size_t i = 0; i < destinations->file_count && !status; i++) {
        status = output_open(&files[i].output, files[i].name, diagnostics);
        if (!status)
            status = write_one(&files[i].output, files[i].format, writer, diagnostics);
    }
    for (size_t i = 0; i < destinations->file_count && !status; i++)
        status = output_commit(&files[i].output, diagnostics);
    for (size_t i = 0; i < destinations->file_count; i++)
        output_discard(&files[i].output);
    return status;
}

enum symbar_status destinations_write(struct destinations *destinations,
                                      struct result_writer writer,
                                      struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = write_files(destinations, writer, diagnostics);
    if (status || !destinations->has_standard)
        return status;
    struct output output = { 0 };
    status = output_open_standard(&output, diagnostics);
    if (!status)
        status = write_one(&output, destinations->standard_format, writer, diagnostics);
    output_discard(&output);
    return status;
}

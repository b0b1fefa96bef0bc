#include "cli/output.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "cli/options.h"
#include "cli/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LINKS = 40 };

/* A descriptor that was closed when the tool began gets a stand-in on which what the tool
   does with it fails (input, output) or is harmless (messages). */
static void occupy(int descriptor, int mode)
{
    if (fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF)
        return;
    int stand_in = open("/dev/null", mode);
    if (stand_in >= 0 && stand_in != descriptor) {
        dup2(stand_in, descriptor);
        close(stand_in);
    }
}

void output_prepare_process(void)
{
    occupy(STDIN_FILENO, O_WRONLY);
    occupy(STDOUT_FILENO, O_RDONLY);
    occupy(STDERR_FILENO, O_WRONLY);
    temporary_catch_signals();
}

static enum symbar_status fail_write(struct symbar_diagnostics *diagnostics,
                                     const char *name, int error)
{
    if (!name && error == EBADF)
        return fail(diagnostics, DIAG_CANNOT_WRITE, (struct place){ 0 },
                    "cannot write to standard output: it is closed");
    return fail_system(diagnostics, DIAG_CANNOT_WRITE, (struct place){ .path = name },
                       name ? TRANSLATABLE("cannot write")
                            : TRANSLATABLE("cannot write to standard output"),
                       error);
}

static enum symbar_status fail_open(struct symbar_diagnostics *diagnostics,
                                    const char *name, int error)
{
    enum symbar_status status = fail_write(diagnostics, name, error);
    const char *slash = strrchr(name, '/');
    if (error == ENOENT && slash)
        hint(diagnostics, "there is no folder '%.*s'",
             slash == name ? 1 : (int)(slash - name), name);
    return status;
}

/* Devices and descriptors by name: never replaced, even where they lead to a file. */
static bool is_in_system_folder(const char *name)
{
    return strncmp(name, "/dev/", 5) == 0 || strncmp(name, "/proc/", 6) == 0;
}

bool output_is_special(const char *name)
{
    struct stat state;
    return is_in_system_folder(name) ||
           (stat(name, &state) == 0 && !S_ISREG(state.st_mode));
}

/* The descriptor that a name like /dev/stdout or /dev/fd/3 stands for, or -1. */
static int named_descriptor(const char *name)
{
    static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/" };
    if (strcmp(name, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(name, "/dev/stderr") == 0)
        return STDERR_FILENO;
    for (size_t i = 0; i < sizeof folders / sizeof(folders[0]); i++) {
        size_t length = strlen(folders[i]);
        long number;
        if (strncmp(name, folders[i], length) == 0 &&
            option_number(name + length, 0, 1000000, &number))
            return (int)number;
    }
    return -1;
}

/* A descriptor is shared, not opened anew: the file behind it goes on where it is, and is
   appended to if the shell said so. */
static int open_special(const char *name)
{
    int named = named_descriptor(name);
    if (named >= 0)
        return fcntl(named, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    return open(name, O_WRONLY | O_NOCTTY | O_CLOEXEC);
}

static bool allocate_buffer(struct output *output)
{
    output->buffer = memory_allocate(OUTPUT_BUFFER_BYTES, 1);
    return output->buffer != NULL;
}

enum symbar_status output_open_standard(struct output *output,
                                        struct symbar_diagnostics *diagnostics)
{
    *output = (struct output){ .name = "standard output",
                               .descriptor = STDOUT_FILENO,
                               .is_standard = true };
    return allocate_buffer(output) ? SYMBAR_OK : fail_no_memory(diagnostics);
}

/* One step along a symbolic link; *path_in_out is owned. */
static bool follow_link(char **path_in_out)
{
    char link[4096];
    ssize_t byte_count = readlink(*path_in_out, link, sizeof link);
    if (byte_count < 0 || (size_t)byte_count == sizeof link) {
        errno = byte_count < 0 ? errno : ENAMETOOLONG;
        return false;
    }
    struct buffer next = { 0 };
    const char *slash = strrchr(*path_in_out, '/');
    if (link[0] != '/' && slash)
        buffer_append(&next, *path_in_out, (size_t)(slash - *path_in_out) + 1);
    buffer_append(&next, link, (size_t)byte_count);
    if (buffer_failed(&next)) {
        buffer_release(&next);
        errno = ENOMEM;
        return false;
    }
    memory_free(*path_in_out);
    *path_in_out = next.bytes;
    return true;
}

/* Where `name` leads, through links, even to a file that does not exist yet; owned. NULL
   with errno set. */
static char *resolve(const char *name)
{
    struct buffer copy = { 0 };
    buffer_text(&copy, name);
    char *path = copy.bytes;
    if (buffer_failed(&copy)) {
        buffer_release(&copy);
        errno = ENOMEM;
        return NULL;
    }
    for (int links = 0; links <= MOST_LINKS; links++) {
        struct stat state;
        bool exists = lstat(path, &state) == 0;
        if (!exists && errno != ENOENT)
            break;
        if (!exists || !S_ISLNK(state.st_mode))
            return path;
        errno = ELOOP;
        if (links == MOST_LINKS || !follow_link(&path))
            break;
    }
    memory_free(path);
    return NULL;
}

/* The new file may be read and written by whom the old one could, or by whom the umask
   says. Where the file system or the user's rights refuse that, it stays the user's own.
 */
static void set_permissions(int descriptor, const char *target)
{
    struct stat old;
    mode_t mode = 0666;
    if (stat(target, &old) == 0) {
        mode = old.st_mode & 0777;
        if (fchown(descriptor, old.st_uid, old.st_gid) != 0 && old.st_gid != getegid())
            mode &= ~(mode_t)070; /* those rights were another group's */
    } else {
        mode_t mask = umask(0);
        umask(mask);
        mode &= ~mask;
    }
    (void)fchmod(descriptor, mode);
}

static bool open_temporary(struct output *output)
{
    output->target = resolve(output->name);
    if (!output->target)
        return false;
    if (access(output->target, W_OK) != 0 && errno != ENOENT)
        return false;
    if (!temporary_create(output))
        return false;
    set_permissions(output->descriptor, output->target);
    return true;
}

enum symbar_status output_open(struct output *output, const char *name,
                               struct symbar_diagnostics *diagnostics)
{
    *output = (struct output){ .name = name, .descriptor = -1 };
    if (!allocate_buffer(output))
        return fail_no_memory(diagnostics);
    bool is_open;
    if (output_is_special(name)) {
        output->descriptor = open_special(name);
        is_open = output->descriptor >= 0;
    } else {
        is_open = open_temporary(output);
    }
    if (is_open)
        return SYMBAR_OK;
    int error = errno;
    output_discard(output);
    return fail_open(diagnostics, name, error);
}

static void write_all(struct output *output, const char *bytes, size_t byte_count)
{
    while (byte_count && !output->error) {
        ssize_t written = write(output->descriptor, bytes, byte_count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            output->error = errno;
            return;
        }
        bytes += written;
        byte_count -= (size_t)written;
    }
}

static void flush(struct output *output)
{
    write_all(output, output->buffer, output->buffered);
    output->buffered = 0;
}

bool output_write(void *context, const char *bytes, size_t byte_count)
{
    struct output *output = context;
    if (byte_count > OUTPUT_BUFFER_BYTES - output->buffered)
        flush(output);
    if (byte_count > OUTPUT_BUFFER_BYTES) {
        write_all(output, bytes, byte_count);
    } else if (byte_count) {
        memcpy(output->buffer + output->buffered, bytes, byte_count);
        output->buffered += byte_count;
    }
    return !output->error;
}

static void remember_error(struct output *output)
{
    if (!output->error)
        output->error = errno;
}

enum symbar_status output_finish(struct output *output,
                                 struct symbar_diagnostics *diagnostics)
{
    flush(output);
    /* some file systems cannot sync; they say EINVAL */
    if (output->temporary && fsync(output->descriptor) != 0 && errno != EINVAL)
        remember_error(output);
    if (close(output->descriptor) != 0)
        remember_error(output);
    output->descriptor = -1;
    if (!output->error)
        return SYMBAR_OK;
    int error = output->error;
    output_discard(output);
    return fail_write(diagnostics, output->is_standard ? NULL : output->name, error);
}

enum symbar_status output_commit(struct output *output,
                                 struct symbar_diagnostics *diagnostics)
{
    int error = 0;
    if (output->temporary && rename(output->temporary, output->target) == 0)
        temporary_forget(output);
    else if (output->temporary)
        error = errno;
    output_discard(output);
    return error ? fail_write(diagnostics, output->name, error) : SYMBAR_OK;
}

void output_discard(struct output *output)
{
    if (output->descriptor >= 0 && !output->is_standard)
        close(output->descriptor);
    output->descriptor = -1;
    temporary_remove(output);
    memory_free(output->target);
    memory_free(output->buffer);
    output->target = NULL;
    output->buffer = NULL;
}

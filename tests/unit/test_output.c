#include "cli/output.h"
#include "support/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    char folder[64];
    struct symbar_diagnostics *diagnostics;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    snprintf(fixture.folder, sizeof fixture.folder, "/tmp/symbar-test-XXXXXX");
    fixture.diagnostics = symbar_diagnostics_create();
    *state = &fixture;
    return fixture.diagnostics && mkdtemp(fixture.folder) && chdir(fixture.folder) == 0
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    char command[128];
    symbar_diagnostics_free(fixture->diagnostics);
    snprintf(command, sizeof command, "rm -rf %s", fixture->folder);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_holds(const char *name, const char *text)
{
    char bytes[256];
    FILE *file = fopen(name, "r");
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(bytes, text);
}

static size_t count_files(void)
{
    size_t count = 0;
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(folder);
    return count;
}

static enum symbar_status write_file(struct fixture *fixture, const char *name,
                                     const char *text)
{
    struct output output = { 0 };
    enum symbar_status status = output_open(&output, name, fixture->diagnostics);
    if (!status && output_write(&output, text, strlen(text)))
        status = SYMBAR_OK;
    if (!status)
        status = output_finish(&output, fixture->diagnostics);
    if (!status)
        status = output_commit(&output, fixture->diagnostics);
    output_discard(&output);
    return status;
}

static void replaces_a_file_only_at_commit(void **state)
{
    struct fixture *fixture = *state;
    struct output output = { 0 };
    put("report.txt", "old");
    assert_int_equal(output_open(&output, "report.txt", fixture->diagnostics), SYMBAR_OK);
    assert_true(output_write(&output, "new", 3));
    assert_holds("report.txt", "old");
    assert_int_equal(output_finish(&output, fixture->diagnostics), SYMBAR_OK);
    assert_holds("report.txt", "old");
    assert_int_equal(count_files(), 2);
    assert_int_equal(output_commit(&output, fixture->diagnostics), SYMBAR_OK);
    assert_holds("report.txt", "new");
    assert_int_equal(count_files(), 1);
}

static void leaves_the_old_file_when_given_up(void **state)
{
    struct fixture *fixture = *state;
    struct output output = { 0 };
    put("report.txt", "old");
    assert_int_equal(output_open(&output, "report.txt", fixture->diagnostics), SYMBAR_OK);
    assert_true(output_write(&output, "new", 3));
    output_discard(&output);
    assert_holds("report.txt", "old");
    assert_int_equal(count_files(), 1);
    output_discard(&output);
}

static unsigned mode_of(const char *name)
{
    struct stat state;
    assert_int_equal(stat(name, &state), 0);
    return state.st_mode & 0777;
}

static void keeps_permissions_and_honours_the_umask(void **state)
{
    struct fixture *fixture = *state;
    put("kept.txt", "old");
    assert_int_equal(chmod("kept.txt", 0640), 0);
    mode_t before = umask(027);
    assert_int_equal(write_file(fixture, "kept.txt", "new"), SYMBAR_OK);
    assert_int_equal(write_file(fixture, "fresh.txt", "new"), SYMBAR_OK);
    umask(before);
    assert_int_equal(mode_of("kept.txt"), 0640);
    assert_int_equal(mode_of("fresh.txt"), 0640);
}

static void writes_through_links_even_to_what_is_not_there_yet(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(mkdir("far", 0777), 0);
    put("far/there.txt", "old");
    assert_int_equal(symlink("far/there.txt", "link.txt"), 0);
    assert_int_equal(symlink("far/fresh.txt", "dangling.txt"), 0);
    assert_int_equal(symlink("link.txt", "twice.txt"), 0);
    assert_int_equal(write_file(fixture, "twice.txt", "new"), SYMBAR_OK);
    assert_int_equal(write_file(fixture, "dangling.txt", "fresh"), SYMBAR_OK);
    struct stat link;
    assert_int_equal(lstat("link.txt", &link), 0);
    assert_true(S_ISLNK(link.st_mode));
    assert_int_equal(lstat("twice.txt", &link), 0);
    assert_true(S_ISLNK(link.st_mode));
    assert_holds("far/there.txt", "new");
    assert_holds("far/fresh.txt", "fresh");
}

static void assert_refused(struct fixture *fixture, const char *name, const char *message)
{
    size_t before = symbar_diagnostics_count(fixture->diagnostics);
    assert_int_equal(write_file(fixture, name, "new"), SYMBAR_CANNOT_WRITE);
    assert_int_equal(symbar_diagnostics_count(fixture->diagnostics), before + 1);
    const struct symbar_diagnostic *last =
        symbar_diagnostics_at(fixture->diagnostics, before);
    assert_string_equal(last->message, message);
    assert_string_equal(last->path, name);
}

static void tells_what_cannot_be_written(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(mkdir("folder.txt", 0777), 0);
    assert_int_equal(symlink("loop.txt", "loop.txt"), 0);
    assert_refused(fixture, "nowhere/report.txt",
                   "cannot write: no such file or directory");
    assert_string_equal(symbar_diagnostics_at(fixture->diagnostics, 0)->hint,
                        "there is no folder 'nowhere'");
    assert_refused(fixture, "folder.txt", "cannot write: it is a folder");
    assert_refused(fixture, "loop.txt",
                   "cannot write: too many levels of symbolic links");
    assert_refused(fixture, "/dev/full", "cannot write: no space left on device");
    assert_int_equal(count_files(), 2);
}

static void writes_straight_into_what_is_no_file(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    assert_int_equal(write_file(fixture, "pipe", "through"), SYMBAR_OK);
    char bytes[16] = "";
    assert_int_equal(read(reader, bytes, sizeof bytes), 7);
    assert_string_equal(bytes, "through");
    close(reader);
    struct stat state_of_pipe;
    assert_int_equal(stat("pipe", &state_of_pipe), 0);
    assert_true(S_ISFIFO(state_of_pipe.st_mode));
    assert_true(output_is_special("pipe"));
    assert_true(output_is_special("/dev/stdout"));
    assert_false(output_is_special("nothing"));
}

static void carries_more_than_its_buffer(void **state)
{
    struct fixture *fixture = *state;
    struct output output = { 0 };
    static char big[3 * OUTPUT_BUFFER_BYTES];
    memset(big, 'b', sizeof big);
    assert_int_equal(output_open(&output, "big", fixture->diagnostics), SYMBAR_OK);
    assert_true(output_write(&output, "a", 1));
    assert_true(output_write(&output, big, sizeof big));
    assert_true(output_write(&output, "", 0));
    assert_true(output_write(&output, big, OUTPUT_BUFFER_BYTES));
    assert_true(output_write(&output, "c", 1));
    assert_int_equal(output_finish(&output, fixture->diagnostics), SYMBAR_OK);
    assert_int_equal(output_commit(&output, fixture->diagnostics), SYMBAR_OK);
    struct stat state_of_file;
    assert_int_equal(stat("big", &state_of_file), 0);
    assert_int_equal(state_of_file.st_size, 4L * OUTPUT_BUFFER_BYTES + 2);
    FILE *file = fopen("big", "r");
    assert_int_equal(fgetc(file), 'a');
    assert_int_equal(fseek(file, -2, SEEK_END), 0);
    assert_int_equal(fgetc(file), 'b');
    assert_int_equal(fgetc(file), 'c');
    fclose(file);
}

/* In a child, with two files open, `signal_number` arrives. */
static void assert_cleans_up_after(struct fixture *fixture, int signal_number)
{
    pid_t child = fork();
    if (child == 0) {
        struct output first = { 0 };
        struct output second = { 0 };
        output_prepare_process();
        if (output_open(&first, "one.txt", fixture->diagnostics) == SYMBAR_OK &&
            output_open(&second, "two.txt", fixture->diagnostics) == SYMBAR_OK &&
            output_write(&second, "x", 1) && count_files() == 2)
            raise(signal_number);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), signal_number);
    assert_int_equal(count_files(), 0);
}

static void leaves_nothing_when_a_signal_stops_it(void **state)
{
    assert_cleans_up_after(*state, SIGINT);
    assert_cleans_up_after(*state, SIGTERM);
    assert_cleans_up_after(*state, SIGHUP);
    assert_cleans_up_after(*state, SIGPIPE);
    assert_cleans_up_after(*state, SIGXCPU); /* `ulimit -t` */
}

/* A disk that fills up while the new report is written. */
static void keeps_the_old_file_when_there_is_no_room(void **state)
{
    struct fixture *fixture = *state;
    put("report.txt", "old");
    pid_t child = fork();
    if (child == 0) {
        static char big[4 * OUTPUT_BUFFER_BYTES];
        const struct rlimit limit = { OUTPUT_BUFFER_BYTES, OUTPUT_BUFFER_BYTES };
        struct output output = { 0 };
        output_prepare_process();
        enum symbar_status status = SYMBAR_BUG;
        if (setrlimit(RLIMIT_FSIZE, &limit) == 0 &&
            output_open(&output, "report.txt", fixture->diagnostics) == SYMBAR_OK) {
            bool went_well = output_write(&output, big, sizeof big);
            status = output_finish(&output, fixture->diagnostics);
            status = went_well ? SYMBAR_BUG : status;
        }
        _exit((int)status);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), SYMBAR_CANNOT_WRITE);
    assert_holds("report.txt", "old");
    assert_int_equal(count_files(), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(replaces_a_file_only_at_commit),
        TEST(leaves_the_old_file_when_given_up),
        TEST(keeps_permissions_and_honours_the_umask),
        TEST(writes_through_links_even_to_what_is_not_there_yet),
        TEST(tells_what_cannot_be_written),
        TEST(writes_straight_into_what_is_no_file),
        TEST(carries_more_than_its_buffer),
        TEST(keeps_the_old_file_when_there_is_no_room),
        TEST(leaves_nothing_when_a_signal_stops_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

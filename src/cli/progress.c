#include "cli/progress.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

enum { LINE_BYTES = 160, MEGABYTE = 1000000 };

/* What a timer's handler can reach. */
static volatile sig_atomic_t seconds;
static volatile sig_atomic_t longest; /* of the lines, to be wiped out */
static atomic_ullong bytes_read;
static atomic_ullong byte_count; /* 0: not known */
static atomic_ullong row_count;

struct line {
    char bytes[LINE_BYTES];
    size_t count;
};

/* Only what a signal handler may call. */
static void add_text(struct line *line, const char *text)
{
    while (*text && line->count < LINE_BYTES)
        line->bytes[line->count++] = *text++;
}

/* Thousands apart from each other: 4 100 000. */
static void add_number(struct line *line, unsigned long long number)
{
    char digits[32];
    size_t first = sizeof digits;
    int written = 0;
    digits[--first] = '\0';
    do {
        if (written && written % 3 == 0)
            digits[--first] = ' ';
        digits[--first] = (char)('0' + number % 10);
        written++;
    } while ((number /= 10) > 0);
    add_text(line, digits + first);
}

/* "340 of 1 060 MB, 4 100 000 rows, 25 s left", as far as it is known. */
static void add_reading(struct line *line, unsigned long long elapsed)
{
    unsigned long long read = atomic_load(&bytes_read);
    unsigned long long all = atomic_load(&byte_count);
    if (!read)
        return;
    add_text(line, ", ");
    if (read < all) {
        add_number(line, read / MEGABYTE);
        add_text(line, " of ");
    }
    add_number(line, (read < all ? all : read) / MEGABYTE);
    add_text(line, " MB, ");
    add_number(line, atomic_load(&row_count));
    add_text(line, " rows");
    if (read < all) {
        add_text(line, ", ");
        add_number(line, elapsed * ((all - read) / 1024) / (read / 1024 + 1) + 1);
        add_text(line, " s left");
    }
}

static void tick(int signal_number)
{
    (void)signal_number;
    int error = errno;
    struct line line = { .count = 0 };
    unsigned long long elapsed = (unsigned long long)++seconds;
    add_text(&line, "\rsymbar: working, ");
    add_number(&line, elapsed);
    add_text(&line, " s");
    add_reading(&line, elapsed);
    while (line.count < (size_t)longest)
        add_text(&line, " ");
    longest = (sig_atomic_t)line.count;
    if (write(STDERR_FILENO, line.bytes, line.count) < 0)
        seconds = 0; /* nobody reads it; the run does not suffer */
    errno = error;
}

static void set_timer(long interval)
{
    const struct itimerval timer = { .it_interval.tv_sec = interval,
                                     .it_value.tv_sec = interval };
    setitimer(ITIMER_REAL, &timer, NULL);
}

void progress_begin(bool is_quiet)
{
    if (is_quiet || !isatty(STDERR_FILENO))
        return;
    struct sigaction action = { .sa_handler = tick, .sa_flags = SA_RESTART };
    sigemptyset(&action.sa_mask);
    seconds = 0;
    longest = 0;
    atomic_store(&bytes_read, 0);
    if (sigaction(SIGALRM, &action, NULL) == 0)
        set_timer(1);
}

void progress_note(void *context, const struct symbar_progress *progress)
{
    (void)context;
    atomic_store(&bytes_read, progress->bytes_read);
    atomic_store(&byte_count, progress->byte_count);
    atomic_store(&row_count, progress->row_count);
}

void progress_end(void)
{
    if (!isatty(STDERR_FILENO))
        return;
    set_timer(0);
    if (seconds)
        fprintf(stderr, "\r%*s\r", (int)longest, "");
    seconds = 0;
}

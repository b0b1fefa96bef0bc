#include "cli/progress.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

static const char before[] = "\rsymbar: working, ";
static const char after[] = " s ";

/* What a timer's handler can reach. */
static volatile sig_atomic_t seconds;

/* The pieces go out by write(2), which a signal handler may call. */
static void say(const char *bytes, size_t byte_count)
{
    if (write(STDERR_FILENO, bytes, byte_count) < 0)
        seconds = 0; /* nobody reads it; the run does not suffer */
}

static void tick(int signal_number)
{
    (void)signal_number;
    int error = errno;
    char digits[12];
    size_t first = sizeof digits;
    int rest = (int)++seconds;
    do
        digits[--first] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    say(before, sizeof before - 1);
    say(digits + first, sizeof digits - first);
    say(after, sizeof after - 1);
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
    if (sigaction(SIGALRM, &action, NULL) == 0)
        set_timer(1);
}

void progress_end(void)
{
    if (!isatty(STDERR_FILENO))
        return;
    set_timer(0);
    if (seconds)
        fprintf(stderr, "\r%*s\r", (int)(sizeof before + sizeof after + 10), "");
    seconds = 0;
}

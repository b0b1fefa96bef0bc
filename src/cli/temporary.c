#include "cli/temporary.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int stopping[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU };
enum { STOPPING_COUNT = sizeof stopping / sizeof *stopping };

/* Changed only while the signals are blocked. */
static struct output *volatile outputs;

static void stop(int signal_number)
{
    for (const struct output *output = outputs; output; output = output->next)
        unlink(output->temporary);
    /* SA_RESETHAND made the action the default again: the status becomes 128+n */
    raise(signal_number);
}

void temporary_catch_signals(void)
{
    struct sigaction action = { .sa_handler = stop, .sa_flags = (int)SA_RESETHAND };
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < STOPPING_COUNT; i++)
        sigaddset(&action.sa_mask, stopping[i]);
    for (int i = 0; i < STOPPING_COUNT; i++) {
        struct sigaction old;
        if (sigaction(stopping[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(stopping[i], &action, NULL);
    }
    /* a file that grows too large is an error of writing like any other */
    signal(SIGXFSZ, SIG_IGN);
}

static void block(sigset_t *before_out)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    for (int i = 0; i < STOPPING_COUNT; i++)
        sigaddset(&blocked, stopping[i]);
    sigprocmask(SIG_BLOCK, &blocked, before_out);
}

static char *name_beside(const char *target)
{
    struct buffer name = { 0 };
    const char *slash = strrchr(target, '/');
    if (slash)
        buffer_append(&name, target, (size_t)(slash - target) + 1);
    buffer_text(&name, ".symbar-XXXXXX");
    if (buffer_failed(&name)) {
        buffer_release(&name);
        errno = ENOMEM;
        return NULL;
    }
    return name.bytes;
}

bool temporary_create(struct output *output)
{
    char *name = name_beside(output->target);
    if (!name)
        return false;
    sigset_t before;
    block(&before);
    int descriptor = mkstemp(name);
    int error = errno;
    if (descriptor >= 0) {
        output->descriptor = descriptor;
        output->temporary = name;
        output->next = outputs;
        outputs = output;
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (descriptor >= 0)
        return true;
    memory_free(name);
    errno = error;
    return false;
}

static void unlist(struct output *output)
{
    if (outputs == output) {
        outputs = output->next;
        return;
    }
    for (struct output *at = outputs; at; at = at->next)
        if (at->next == output)
            at->next = output->next;
}

static void let_go(struct output *output, bool is_removed)
{
    if (!output->temporary)
        return;
    sigset_t before;
    block(&before);
    if (is_removed)
        unlink(output->temporary);
    unlist(output);
    sigprocmask(SIG_SETMASK, &before, NULL);
    memory_free(output->temporary);
    output->temporary = NULL;
}

void temporary_remove(struct output *output)
{
    let_go(output, true);
}

void temporary_forget(struct output *output)
{
    let_go(output, false);
}

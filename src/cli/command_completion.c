#include "cli/command.h"
#include "cli/completion.h"

#include <string.h>

struct completion_settings {
    struct common_settings common;
};

static const char *shell_name(size_t index)
{
    return index < completion_shell_count ? completion_shells[index].name : NULL;
}

static const struct shell *find_shell(const char *name)
{
    for (size_t i = 0; i < completion_shell_count; i++)
        if (strcmp(completion_shells[i].name, name) == 0)
            return &completion_shells[i];
    return NULL;
}

static enum symbar_status run(struct session *session, const void *settings)
{
    const struct completion_settings *completion = settings;
    const char *name = completion->common.operands.items[0];
    const struct shell *shell = find_shell(name);
    if (!shell) {
        fail(session->diagnostics, DIAG_UNKNOWN_SHELL, (struct place){ 0 },
             "no completion for the shell '%s'", name);
        hint(session->diagnostics, "there is completion for: bash, zsh, fish");
        return SYMBAR_BAD_USAGE;
    }
    struct buffer script = { 0 };
    shell->write_script(&script);
    enum symbar_status status = buffer_failed(&script)
                                    ? fail_no_memory(session->diagnostics)
                                    : session_print(session, script.bytes);
    buffer_release(&script);
    return status;
}

const struct command command_completion = {
    .name = "completion",
    .synopsis = "bash|zsh|fish",
    .summary = "print a script that completes symbar's command lines",
    .examples = {
        { "echo 'source <(symbar completion bash)' >> ~/.bashrc", "for bash" },
        { "symbar completion zsh > ~/.zfunc/_symbar",
          "for zsh, where ~/.zfunc is in fpath" },
        { "symbar completion fish > ~/.config/fish/completions/symbar.fish",
          "for fish" },
    },
    .least_operands = 1,
    .most_operands = 1,
    .operand_at = shell_name,
    .settings_size = sizeof(struct completion_settings),
    .run = run,
};

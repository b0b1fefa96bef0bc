#include "base/buffer.h"
#include "cli/command.h"

struct schema_settings {
    struct common_settings common;
};

static void hint_names(struct symbar_diagnostics *diagnostics)
{
    struct buffer names = { 0 };
    const char *name;
    for (size_t i = 0; (name = symbar_schema_name(i)); i++)
        buffer_format(&names, "%s%s", i ? ", " : "", name);
    if (!buffer_failed(&names) && names.byte_count)
        hint(diagnostics, "there are schemas of: %s", names.bytes);
    buffer_release(&names);
}

static enum symbar_status run(struct session *session, const void *settings)
{
    const struct schema_settings *schema = settings;
    const char *name = schema->common.operands.items[0];
    const char *text = symbar_schema(name);
    if (text)
        return session_print(session, text);
    struct symbar_diagnostics *diagnostics = session->diagnostics;
    fail(diagnostics, DIAG_UNKNOWN_SCHEMA, (struct place){ 0 }, "unknown schema '%s'",
         name);
    hint_names(diagnostics);
    return SYMBAR_BAD_USAGE;
}

const struct command command_schema = {
    .name = "schema",
    .synopsis = "study|report|tally|inspect",
    .summary = "print the JSON Schema of a study, a report, a tally's rows or an inspection",
    .examples = {
        { "symbar schema study > symbar.schema.json",
          "for an editor that checks and completes a study as you write it" },
        { "symbar schema report", "for a program that reads reports" },
    },
    .least_operands = 1,
    .most_operands = 1,
    .operand_at = symbar_schema_name,
    .settings_size = sizeof(struct schema_settings),
    .run = run,
};
